package rulebook

import (
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// A Rehearsal is one situation put to a book and kept open, so that changes of
// the text can be tried on it without judging it whole each time.
type Rehearsal struct {
	j       *judging
	in      Moment
	facts   Facts
	verdict map[*clause]verdict
}

// Rehearse is Judge, and keeps what it worked out. An error means facts that
// cannot be.
func (b *Book) Rehearse(m Moment, f Facts) (*Rehearsal, error) {
	if err := f.strangersOnRecord(); err != nil {
		return nil, err
	}
	j, err := b.judge(m, f)
	if err != nil {
		return nil, err
	}
	return &Rehearsal{j: j, in: m, facts: f, verdict: map[*clause]verdict{}}, nil
}

// Again opens the same situation anew, for somebody else: a rehearsal is not
// to be asked from two goroutines at once.
func (r *Rehearsal) Again() (*Rehearsal, error) { return r.j.book.Rehearse(r.in, r.facts) }

// Ruling returns how the book rules.
func (r *Rehearsal) Ruling() *Ruling { return &r.j.r }

// Facts returns the situation.
func (r *Rehearsal) Facts() Facts { return r.facts }

// Answered lists which clauses answered, each by itself.
func (r *Rehearsal) Answered() []Decider { return r.j.deciders(r.in) }

// Near returns how many parts of a clause's condition stand in the way of its
// answering, 0 if none does, -1 if the clause is not asked at that moment.
func (r *Rehearsal) Near(e *Edit) int {
	if e.in != r.in {
		return -1
	}
	r.j.scene.steps = 0
	return r.j.book.moments[e.in][e.at].misses(r.j.scene)
}

// Feels reports whether an edit of the book, which is edited, could make a
// difference here. It is quick, and true where it cannot tell: then Judge says.
func (r *Rehearsal) Feels(e *Edit, edited *Book) bool {
	r.j.scene.steps = 0
	switch {
	case e.Moment != "" && e.Moment != r.in:
		return false
	case e.who:
		return r.feelsOfPersons(e.name, edited)
	case e.name != "":
		i := r.j.book.names.index[e.name]
		return !sameValue(r.j.scene.at(i), edited.names.vars[i].of(r.j.scene))
	case e.in == passing:
		return r.j.byTurn
	case e.in == "":
		return true
	}
	was := r.holds(r.j.book.moments[e.in][e.at])
	switch e.Kind {
	case EditOutcome, EditShare:
		return was != verdictNo
	case EditOrder:
		return was != verdictNo && r.holds(r.j.book.moments[e.in][e.at+1]) != verdictNo
	}
	_, is := r.j.holds(edited.moments[e.in][e.at])
	return was != is
}

// Misses lists the clauses that were asked and did not answer for one part of
// their condition alone.
func (r *Rehearsal) Misses() []Decider {
	r.j.scene.steps = 0
	passed := map[[2]string]bool{}
	for _, p := range r.j.r.Passed {
		if p.Why == passedNotSo {
			passed[[2]string{p.Row, p.Case}] = true
		}
	}
	var out []Decider
	s := r.j.scene
	add := func(in Moment) {
		for _, c := range r.j.book.moments[in] {
			if passed[[2]string{c.row, c.variant}] && c.misses(s) == 1 {
				out = append(out, Decider{Moment: in, Row: c.row, Variant: c.variant})
			}
		}
	}
	add(r.in)
	if r.j.byTurn {
		r.j.eachPassed(func(floor.AdvisorID) { add(passing) })
	}
	return out
}

// misses counts the parts of a condition that do not hold.
func (c *clause) misses(s *scene) int {
	n := 0
	for _, t := range c.terms {
		if t.eval(s) != types.True {
			n++
		}
	}
	return n
}

func (r *Rehearsal) holds(c *clause) verdict {
	v, ok := r.verdict[c]
	if !ok {
		_, v = r.j.holds(c)
		r.verdict[c] = v
	}
	return v
}

// feelsOfPersons compares a predicate of each person and of each in the line.
func (r *Rehearsal) feelsOfPersons(name string, edited *Book) bool {
	n, s := r.j.book.names, r.j.scene
	at, ok := n.index["he."+name]
	if !ok {
		return true
	}
	feels := func(id floor.AdvisorID) bool {
		same := s.as(id, func() ref.Val { return types.Bool(sameValue(s.at(at), edited.names.vars[at].of(s))) })
		return same == types.False
	}
	for _, p := range n.people {
		if n.has(p+"."+name) && p != "he" && s.person(p) != "" && feels(s.person(p)) {
			return true
		}
	}
	return slices.ContainsFunc(s.line, feels)
}

// sameValue is true only if nothing can tell the two apart.
func sameValue(a, b ref.Val) bool {
	switch x := a.(type) {
	case *types.Unknown:
		y, ok := b.(*types.Unknown)
		return ok && slices.Equal(x.IDs(), y.IDs())
	case *types.Err:
		return false
	}
	if types.IsUnknownOrError(b) {
		return false
	}
	return a.Type() == b.Type() && a.Equal(b) == types.True
}
