package rulebook

import (
	"slices"

	"github.com/go-air/gini/z"
)

// What kind of finding a check made.
const (
	NeverDecides = "never_decides" // a clause that no situation reaches
	PartUnused   = "part_unused"   // a part of a clause that others always decide first
	Unanswered   = "unanswered"    // a situation that the book leaves to a person though no clause says so
	ByDefault    = "by_default"    // a situation that only the last clause answers, which always does
	Opposed      = "opposed"       // two printed clauses that say different things of one situation
)

// A Finding is what a check has to say about one clause, or about two.
type Finding struct {
	Kind   string
	At     Fault // where the clause stands; Says is empty
	Moment Moment
	Clause ClauseName
	Part   string       // of the ruling, if one part is meant
	Others []ClauseName // those that come before it, or that it opposes
	Alone  bool         // its condition contradicts itself
	Sample *Sample      // the situation, where there is one
}

// A ClauseName tells a clause from the others of its moment.
type ClauseName struct{ Row, Variant string }

// A Checkup is what a check of one rulebook found.
type Checkup struct {
	Findings []Finding
	Clauses  int      // how many were looked at
	Proven   int      // how many of them decide in a situation that was run
	Open     []string // clauses that the check could neither reach nor rule out
	Vague    []string // expressions that the check does not look into
}

// Check looks for clauses that can never decide, for situations that no
// clause answers and for clauses that oppose each other. It considers every
// situation of a world of four advisors, two lines to a list, and for each
// time and number the values on and around each limit that the rulebook names.
// Within that world it is exact, but for the expressions that it lists as vague.
func (m *Manuscript) Check() *Checkup {
	out := &Checkup{}
	for _, in := range append(Moments(), passing) {
		s := newStudy(m, in)
		s.run()
		out.Findings = append(out.Findings, s.findings...)
		out.Clauses, out.Proven = out.Clauses+len(s.clauses), out.Proven+s.proven
		out.Open = append(out.Open, s.open...)
		for _, v := range s.w.vague {
			if !slices.Contains(out.Vague, v) {
				out.Vague = append(out.Vague, v)
			}
		}
	}
	slices.Sort(out.Vague)
	return out
}

// study is the check of one moment.
type study struct {
	w        *world
	m        *Manuscript
	in       Moment
	clauses  []*studied
	findings []Finding
	open     []string
	proven   int
}

// studied is a clause, and when it would answer if it were the only one.
type studied struct {
	c      *clause
	at     int
	yes    z.Lit
	maybe  z.Lit // cannot be worked out
	counts z.Lit // assumed where it is allowed to come before others
	news   z.Lit // one of its questions is not answered yet
	parts  []string
}

func newStudy(m *Manuscript, in Moment) *study {
	s := &study{w: newWorld(m.l), m: m, in: in}
	if in == passing {
		s.w.he = advisorsOf[0]
	}
	for i, c := range m.l.out.moments[in] {
		cond := s.w.condition(c)
		x := &studied{c: c, at: i, yes: s.w.is(cond, true), counts: s.w.solver.Lit()}
		x.maybe = s.w.and(x.yes.Not(), s.w.is(cond, false).Not())
		x.news = s.unanswered(c)
		x.parts = slices.DeleteFunc(c.then.parts(), func(p string) bool { return p == "needs_ruling" })
		if in == passing && len(c.then.turn) > 0 {
			x.parts = append(x.parts, "turn")
		}
		s.clauses = append(s.clauses, x)
	}
	if in == passing {
		s.passedBy()
	}
	return s
}

// passedBy: he stands first in the line and another who stands there is sent.
func (s *study) passedBy() {
	w := s.w
	w.rule(w.inLine(advisorsOf[1]))
	w.rule(w.is(w.ofAdvisor(advisorsOf[0], "available", ""), true).Not())
	for _, id := range advisorsOf {
		w.rule(w.is(w.owed(id), int64(0)))
	}
	w.rule(w.is(w.person("turn"), advisorsOf[1]))
}

func (s *study) unanswered(c *clause) z.Lit {
	var any []z.Lit
	for _, q := range c.then.ask {
		any = append(any, s.w.is(s.w.name("answer."+q+".known"), true).Not())
	}
	return s.w.or(any...)
}

// before states that clauses before the nth have decided a part.
func (s *study) before(n int, part string) z.Lit {
	var any []z.Lit
	for _, x := range s.clauses[:n] {
		if slices.ContainsFunc(x.parts, func(p string) bool { return covers(p, part) }) {
			any = append(any, s.w.and(x.counts, s.put(x), s.w.or(x.yes, x.maybe)))
		}
		if part == "needs_ruling" && !x.c.states() {
			so := x.maybe
			if x.c.then.needs != nil {
				so = s.w.or(so, x.yes)
			}
			any = append(any, s.w.and(x.counts, s.put(x), so))
		}
	}
	return s.w.or(any...)
}

// covers: a split as a whole and its kinds exclude each other.
func covers(p, part string) bool {
	kind := func(s string) bool { return len(s) > 6 && s[:6] == "split." }
	return p == part || p == "split" && kind(part) || part == "split" && kind(p)
}

// put states that a clause is asked at all: while a question is open, only
// clauses that ask are.
func (s *study) put(x *studied) z.Lit {
	if len(x.c.then.ask) > 0 {
		return s.w.yes
	}
	var asking []z.Lit
	for _, e := range s.clauses[:x.at] {
		if len(e.c.then.ask) > 0 {
			asking = append(asking, s.w.and(e.counts, e.yes, e.news))
		}
	}
	return s.w.or(asking...).Not()
}

// decides states that a clause answers and has a say in a part, or in
// anything if the part is "".
func (s *study) decides(x *studied, part string) z.Lit {
	w := s.w
	var any []z.Lit
	for _, p := range x.parts {
		if part == "" || p == part {
			any = append(any, s.before(x.at, p).Not())
		}
	}
	if part == "" {
		o := &x.c.then
		switch {
		case len(o.ask) > 0:
			any = append(any, x.news)
		case x.c.states(), len(x.parts) == 0 && o.adds():
			any = append(any, w.yes)
		}
		if len(x.parts) == 0 && o.needs != nil {
			any = append(any, s.before(x.at, "needs_ruling").Not())
		}
	}
	return w.and(x.yes, s.put(x), w.or(any...))
}

// all is every clause before the nth, as one assumption.
func (s *study) all(n int) []z.Lit {
	var out []z.Lit
	for _, x := range s.clauses[:n] {
		out = append(out, x.counts)
	}
	return out
}

func (s *study) run() {
	for _, x := range s.clauses {
		s.reach(x)
	}
}

// reach finds a situation in which the clause decides, or what is in its way.
func (s *study) reach(x *studied) {
	goal := s.decides(x, "")
	if !s.w.can(append(s.all(x.at), goal)...) {
		s.found(Finding{Kind: NeverDecides, Clause: nameOf(x.c), Others: s.shadow(x, goal), Alone: !s.w.can(x.yes)})
		return
	}
	sample := s.sample()
	if sample.cites(x.c) {
		s.proven++
	} else {
		s.open = append(s.open, string(s.in)+" "+named(x.c.row, x.c.variant))
	}
	if len(x.parts) < 2 {
		return
	}
	for _, p := range x.parts {
		if goal := s.decides(x, p); !s.w.can(append(s.all(x.at), goal)...) {
			s.found(Finding{Kind: PartUnused, Clause: nameOf(x.c), Part: p, Others: s.shadow(x, goal)})
		}
	}
}

// shadow is a smallest set of earlier clauses without any of which the goal
// could be reached.
func (s *study) shadow(x *studied, goal z.Lit) []ClauseName {
	if !s.w.can(goal) {
		s.w.solver.Assume(goal)
	}
	var in []*studied
	s.w.can(append(s.all(x.at), goal)...)
	blamed := s.w.blame()
	for _, e := range s.clauses[:x.at] {
		if slices.Contains(blamed, e.counts) {
			in = append(in, e)
		}
	}
	for i := 0; i < len(in); {
		without := append(slices.Clone(in[:i]), in[i+1:]...)
		assume := []z.Lit{goal}
		for _, e := range without {
			assume = append(assume, e.counts)
		}
		if s.w.can(assume...) {
			i++
		} else {
			in = without
		}
	}
	return each(in, func(e *studied) ClauseName { return nameOf(e.c) })
}

func nameOf(c *clause) ClauseName { return ClauseName{c.row, c.variant} }

func (s *study) found(f Finding) {
	f.Moment = s.in
	i := slices.IndexFunc(s.clauses, func(x *studied) bool { return nameOf(x.c) == f.Clause })
	at := s.m.l.places.key(clausePath(s.in, i))
	f.At = Fault{File: s.m.l.name, Line: at.line, Column: at.column}
	s.findings = append(s.findings, f)
}
