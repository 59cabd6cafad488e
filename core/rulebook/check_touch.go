package rulebook

import (
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"github.com/go-air/gini/z"
)

// Touch looks for a situation that is exactly on a boundary of the text, or
// just past it, and in which the ruling turns on that: if the comparison came
// out otherwise, it would be another. The boundary is one of those that Watch
// lists. Verdict Apart shows the situation: A is how the book rules in it, B
// how it would rule with that comparison turned round, and the sample's case
// passes by the book as it is. Alike proves that the bounded world has none.
func (m *Manuscript) Touch(at *Boundary, past bool, bound Bound) Distinction {
	out := Distinction{Verdict: Alike}
	c := m.comparison(at)
	if c == nil {
		out.Verdict = Unclear
		return out
	}
	e := Edit{name: c.p.name, who: c.p.who}
	if c.p.in != passing {
		e.Moment = c.p.in
	}
	for _, in := range m.Reaches(&e) {
		switch d := c.touch(in, past, bound); d.Verdict {
		case Apart:
			return d
		case Unclear:
			out = d
		}
	}
	return out
}

// comparison is one comparison in a passage of the text.
type comparison struct {
	m      *Manuscript
	p      passage
	id     int64
	turned *Book // with the comparison turned round
	book   *Book // that tells whether it was touched
	sees   *Boundary
}

func (m *Manuscript) comparison(at *Boundary) *comparison {
	for _, p := range m.passages() {
		e := m.l.expression(p.path, p.src)
		checked, faults := e.compile(nil)
		if len(faults) > 0 {
			continue
		}
		for id, b := range m.boundaries(p, checked) {
			if b.Line != at.Line || b.Column != at.Column || b.Says != at.Says {
				continue
			}
			c := &comparison{m: m, p: p, id: id}
			loc := checked.NativeRep().SourceInfo().GetStartLocation(id)
			if c.turn(offsetOf(p.src, loc.Line(), loc.Column())) && c.watch(at) {
				return c
			}
		}
	}
	return nil
}

// turn makes the book in which the comparison comes out otherwise.
func (c *comparison) turn(offset int) bool {
	src := c.p.src
	ts := tokens(src)
	for i, t := range ts {
		if t.at <= offset && offset < t.end() {
			part := around(ts, i, "&&", "||", "?", ":", ",")
			from, to := ts[part.from].at, ts[part.to-1].end()
			turned, err := c.m.rewritten(c.p, src[:from]+"!("+src[from:to]+")"+src[to:])
			c.turned = turned
			return err == nil
		}
	}
	return false
}

// watch makes the book that tells whether the boundary was touched.
func (c *comparison) watch(at *Boundary) bool {
	prog, bs := c.m.watched(c.p)
	for _, b := range bs {
		if b.Line == at.Line && b.Column == at.Column && b.Says == at.Says {
			c.sees = b
		}
	}
	out := *c.m.l.out
	if c.p.in == "" {
		out.names = c.m.l.out.names.clone()
		c.m.define(out.names, c.p, prog)
	} else {
		out = *c.m.withClauses(c.p.in, func(cs []*clause) {
			with := *cs[c.p.at]
			with.terms = []*program{prog}
			cs[c.p.at] = &with
		})
	}
	c.book = &out
	return c.sees != nil
}

// touch is Touch at one moment.
func (c *comparison) touch(in Moment, past bool, bound Bound) Distinction {
	p := newPair(c.m.Book(), c.turned, in, bound, c)
	var any []z.Lit
	for _, t := range p.a.w.touched {
		any = append(any, p.a.w.and(t.in, p.a.w.is(t.near, nearness{!past, past})))
	}
	return p.search(p.a.w.or(any...), func(s *Sample) (Ruling, Ruling, []string) {
		a, b, parts := p.differ(s)
		if len(parts) == 0 || !c.touches(s, past) {
			return a, b, nil
		}
		return a, b, parts
	})
}

// touches reports whether judging a sample comes to the boundary.
func (c *comparison) touches(s *Sample, past bool) bool {
	book, err := c.book.With(s.Readings, s.Parameters)
	if err != nil {
		return false
	}
	c.sees.Exactly, c.sees.JustPast = false, false
	watched := *s
	watched.book = book
	watched.run()
	return watched.err == nil && (past && c.sees.JustPast || !past && c.sees.Exactly)
}

// nearness is how near the two sides of a comparison are.
type nearness struct{ exactly, past bool }

// A touch is one time that a comparison is made, and how near its sides are.
type touch struct {
	in   z.Lit
	near *symbol
}

// see notes how near the sides of the comparison that is watched are.
func (t *terms) see(x ast.Expr, f string, a []*symbol) {
	if t.watched == nil || t.watched.id != x.ID() || t.tree != t.watching || len(a) != 2 {
		return
	}
	near := t.apply(func(v []any) any {
		b := Boundary{op: f}
		l, r := t.value(v[0]), t.value(v[1])
		if l != nil && r != nil {
			b.see(l, r)
		}
		return nearness{b.Exactly, b.JustPast}
	}, a...)
	t.touched = append(t.touched, touch{t.here, near})
}

func (t *terms) value(v any) ref.Val {
	switch v := v.(type) {
	case int64:
		return types.Int(v)
	case float64:
		return types.Double(v)
	case instantOf:
		return types.Timestamp{Time: v.in(t.zone)}
	case time.Duration:
		return types.Duration{Duration: v}
	}
	return nil
}
