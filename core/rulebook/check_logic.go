package rulebook

import (
	"encoding/binary"
	"slices"

	"github.com/go-air/gini"
	"github.com/go-air/gini/z"
)

// logic is a set of yes-or-no statements under rules, of which it finds out
// what can hold together.
type logic struct {
	solver *gini.Gini
	yes    z.Lit
	joined map[[2]z.Lit]z.Lit
	any    map[string]z.Lit // by the statements, sorted
}

func newLogic() *logic {
	l := &logic{solver: gini.New(), joined: map[[2]z.Lit]z.Lit{}, any: map[string]z.Lit{}}
	l.yes = l.solver.Lit()
	l.rule(l.yes)
	return l
}

func (l *logic) no() z.Lit { return l.yes.Not() }

// rule makes at least one of the statements hold in every situation.
func (l *logic) rule(any ...z.Lit) {
	for _, m := range any {
		if m == l.yes && len(any) > 1 {
			return
		}
	}
	for _, m := range any {
		l.solver.Add(m)
	}
	l.solver.Add(z.LitNull)
}

// and states that all hold.
func (l *logic) and(all ...z.Lit) z.Lit {
	out := l.yes
	for _, m := range all {
		out = l.both(out, m)
	}
	return out
}

// or states that at least one holds. The statements are joined at once, so
// that a long one costs one rule. What was joined before is not joined again:
// two rulebooks that say the same of the same facts share what they say.
func (l *logic) or(any ...z.Lit) z.Lit {
	var live []z.Lit
	seen := map[z.Lit]bool{}
	for _, m := range any {
		if m == l.yes || seen[m.Not()] {
			return l.yes
		}
		if m != l.no() && !seen[m] {
			live, seen[m] = append(live, m), true
		}
	}
	switch len(live) {
	case 0:
		return l.no()
	case 1:
		return live[0]
	case 2:
		return l.both(live[0].Not(), live[1].Not()).Not()
	}
	slices.Sort(live)
	var key []byte
	for _, m := range live {
		key = binary.LittleEndian.AppendUint32(key, uint32(m))
	}
	if m, ok := l.any[string(key)]; ok {
		return m
	}
	out := l.solver.Lit()
	l.any[string(key)] = out
	for _, m := range live {
		l.rule(m.Not(), out)
	}
	l.rule(append(live, out.Not())...)
	return out
}

// apart states that one of two statements holds and the other does not.
func (l *logic) apart(a, b z.Lit) z.Lit {
	if a == b {
		return l.no()
	}
	return l.or(l.both(a, b.Not()), l.both(a.Not(), b))
}

func (l *logic) both(a, b z.Lit) z.Lit {
	switch {
	case a == l.no() || b == l.no() || a == b.Not():
		return l.no()
	case a == l.yes || a == b:
		return b
	case b == l.yes:
		return a
	}
	if b < a {
		a, b = b, a
	}
	if m, ok := l.joined[[2]z.Lit{a, b}]; ok {
		return m
	}
	m := l.solver.Lit()
	l.joined[[2]z.Lit{a, b}] = m
	l.rule(m.Not(), a)
	l.rule(m.Not(), b)
	l.rule(a.Not(), b.Not(), m)
	return m
}

// oneOf makes exactly one of the statements hold.
func (l *logic) oneOf(ms []z.Lit) {
	l.rule(ms...)
	for i, a := range ms {
		for _, b := range ms[:i] {
			l.rule(a.Not(), b.Not())
		}
	}
}

// can reports whether the statements can all hold in one situation, which
// holds can then be asked about.
func (l *logic) can(all ...z.Lit) bool {
	l.solver.Assume(all...)
	return l.solver.Solve() == 1
}

// blame lists, after can said no, statements that cannot hold together.
func (l *logic) blame() []z.Lit { return l.solver.Why(nil) }

// holds reports whether a statement holds in the situation that can found.
func (l *logic) holds(m z.Lit) bool { return m == l.yes || m != l.no() && l.solver.Value(m) }
