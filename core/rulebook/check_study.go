package rulebook

import (
	"slices"

	"github.com/go-air/gini/z"
)

// study is the check of one moment.
type study struct {
	w        *world
	m        *Manuscript
	in       Moment
	clauses  []*studied
	long     *study // the same with longer lists, made when it is needed
	findings []Finding
	open     []string
	proven   int
	whole    bool // situations are shown with all their facts
	befores  map[decidedBy]z.Lit
	serving  *symbol // who serves before the first clause is asked; nil is nobody
}

// decidedBy asks whether the clauses before the nth have decided a part.
type decidedBy struct {
	n    int
	part string
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
	serves *symbol // whom the clauses up to this one have made the server
}

func newStudy(m *Manuscript, words *lexicon, in Moment, long int) *study {
	g := newGround(words, long)
	g.pinned = func(string) bool { return false }
	w := g.world(words.books[0])
	w.possible()
	if in == passing {
		w.he = advisorsOf[0]
	}
	s := studyOf(w, in, w.solver.Lit)
	s.m = m
	if in == passing {
		s.passedBy()
		for _, x := range s.clauses {
			if len(x.c.then.turn) > 0 {
				x.parts = append(x.parts, "turn") // the first effect on him is the last
			}
		}
	}
	return s
}

// studyOf is the study of one moment of a world; counts makes the statement
// under which a clause may come before others.
func studyOf(w *world, in Moment, counts func() z.Lit) *study {
	s := &study{w: w, in: in, befores: map[decidedBy]z.Lit{}}
	for i, c := range w.book.moments[in] {
		cond := w.condition(c)
		x := &studied{c: c, at: i, yes: w.is(cond, true), counts: counts()}
		x.maybe = w.and(x.yes.Not(), w.is(cond, false).Not())
		x.news = s.unanswered(c)
		x.parts = slices.DeleteFunc(c.then.parts(), func(p string) bool { return p == "needs_ruling" })
		s.clauses = append(s.clauses, x)
	}
	return s
}

// farther is the same study with longer lists.
func (s *study) farther() *study {
	if s.long == nil {
		s.long = newStudy(s.m, s.w.lexicon, s.in, longLists)
	}
	return s.long
}

// passedBy: he stands first in the line and the next who stands there is sent.
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

// acts states that somebody is there for whom the clause says something.
func (s *study) acts(x *studied) z.Lit {
	var any []z.Lit
	for i := range x.c.then.mark {
		any = append(any, s.nobody(x, &x.c.then.mark[i].who).Not())
	}
	for i := range x.c.then.require {
		any = append(any, s.nobody(x, &x.c.then.require[i].who).Not())
	}
	for i := range x.c.then.turn {
		any = append(any, s.nobody(x, &x.c.then.turn[i].who).Not())
	}
	for i := range x.c.then.notify {
		any = append(any, s.nobody(x, &x.c.then.notify[i].to).Not())
	}
	if len(any) == 0 {
		return s.w.yes
	}
	return s.w.or(any...)
}

// before states that clauses before the nth have decided a part.
func (s *study) before(n int, part string) z.Lit {
	key := decidedBy{n, part}
	if m, ok := s.befores[key]; ok {
		return m
	}
	var any []z.Lit
	for _, x := range s.clauses[:n] {
		if slices.ContainsFunc(x.parts, func(p string) bool { return covers(p, part) }) {
			any = append(any, s.w.and(x.counts, s.put(x), s.w.or(x.yes, x.maybe)))
		}
		if part == "needs_ruling" && !x.c.states() {
			any = append(any, s.w.and(x.counts, s.calls(x)))
		}
	}
	s.befores[key] = s.w.or(any...)
	return s.befores[key]
}

// calls states that a person must rule because of the clause: it says so, or
// it cannot be worked out, or it does not find whom it means.
func (s *study) calls(x *studied) z.Lit {
	w := s.w
	so := s.finds(x).Not()
	if x.c.then.needs != nil {
		so = w.yes
	}
	return w.or(w.and(s.put(x), x.maybe, s.left(x)), w.and(s.live(x), so))
}

// left states that something is left for the clause to decide, or that it
// asks or adds.
func (s *study) left(x *studied) z.Lit {
	if len(x.parts) == 0 || len(x.c.then.ask) > 0 {
		return s.w.yes
	}
	return s.undecided(x)
}

func (s *study) undecided(x *studied) z.Lit {
	var any []z.Lit
	for _, p := range x.parts {
		any = append(any, s.before(x.at, p).Not())
	}
	return s.w.or(any...)
}

// live states that the clause answers, and not too late to be heard.
func (s *study) live(x *studied) z.Lit {
	w := s.w
	if len(x.parts) == 0 {
		return w.and(x.yes, s.put(x))
	}
	return w.and(x.yes, s.put(x), w.or(s.undecided(x), s.asks(x)))
}

// takes states that the clause decides a part.
func (s *study) takes(x *studied, part string) z.Lit {
	return s.w.and(x.yes, s.put(x), s.before(x.at, part).Not())
}

// finds states that the clause finds everybody to whom it gives a part that
// is left to it, and the day until which it protects; for the others a person
// must rule.
func (s *study) finds(x *studied) z.Lit {
	all := []z.Lit{s.w.yes}
	for _, p := range x.parts {
		if gone := s.missing(x, p); gone != s.w.no() {
			all = append(all, s.w.or(s.before(x.at, p), gone.Not()))
		}
	}
	return s.w.and(all...)
}

// missing states that the clause does not find all that it needs for a part.
func (s *study) missing(x *studied, part string) z.Lit {
	w, o := s.w, &x.c.then
	var any []z.Lit
	if part == "protected_until" {
		for _, m := range s.until(x).options {
			if _, ok := m.is.(instantOf); !ok {
				any = append(any, m.if_)
			}
		}
	}
	if k := o.splitOf(part); k != nil && k.unsaid(w.book) != "" {
		return w.yes
	}
	for _, who := range o.receivers(part, w.book) {
		any = append(any, s.nobody(x, who))
	}
	return w.or(any...)
}

// until is the day up to which the clause protects.
func (s *study) until(x *studied) *symbol {
	if x.c.then.protected == nil {
		return fixed(s.w.logic, notKnown{})
	}
	return s.w.read(s.w.checked(x.c.then.protected.src))
}

func (o *outcome) splitOf(part string) *splitOf {
	i := slices.IndexFunc(o.split, func(s splitOf) bool { return part == "split."+s.kind })
	if i < 0 {
		return nil
	}
	return &o.split[i]
}

// receivers are all to whom the outcome gives something of a part.
func (o *outcome) receivers(part string, b *Book) []*whom {
	if who := o.named(part); who != nil {
		return []*whom{who}
	}
	var out []*whom
	if s := o.splitOf(part); s != nil {
		for k := range s.shares {
			if s.of(&s.shares[k], b).Rat().Sign() != 0 {
				out = append(out, &s.shares[k].who)
			}
		}
	}
	return out
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

// asks states that a clause has a question that is neither answered nor asked
// by an earlier one.
func (s *study) asks(x *studied) z.Lit {
	var any []z.Lit
	for _, q := range x.c.then.ask {
		all := []z.Lit{s.w.is(s.w.name("answer."+q+".known"), true).Not()}
		for _, e := range s.clauses[:x.at] {
			if slices.Contains(e.c.then.ask, q) {
				all = append(all, s.w.and(e.counts, e.yes).Not())
			}
		}
		any = append(any, s.w.and(all...))
	}
	return s.w.or(any...)
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
			any = append(any, s.asks(x))
		case x.c.states():
			any = append(any, w.yes)
		case len(x.parts) == 0 && o.adds():
			any = append(any, s.acts(x))
		}
		if len(x.parts) == 0 && o.needs != nil {
			any = append(any, s.before(x.at, "needs_ruling").Not())
		}
	}
	return w.and(x.yes, s.put(x), w.or(any...))
}

// all allows every clause before the nth to come first.
func (s *study) all(n int) []z.Lit {
	var out []z.Lit
	for _, x := range s.clauses[:n] {
		out = append(out, x.counts)
	}
	return out
}

func (s *study) settings() []z.Lit { return each(s.w.usual, func(u usual) z.Lit { return u.so }) }

// reaches reports whether some situation, whatever the settings, meets a goal.
func (s *study) reaches(at int, part string) bool {
	return s.w.can(append(s.all(at), s.decides(s.clauses[at], part))...)
}

func (s *study) alone(at int) bool {
	x := s.clauses[at]
	return !s.w.can(x.yes)
}

// shadow is a smallest set of earlier clauses without any of which the part
// could be decided.
func (s *study) shadow(at int, part string) []ClauseName {
	goal := s.decides(s.clauses[at], part)
	if s.w.can(append(s.all(at), goal)...) {
		return nil
	}
	blamed := s.w.blame()
	var in []*studied
	for _, e := range s.clauses[:at] {
		if slices.Contains(blamed, e.counts) {
			in = append(in, e)
		}
	}
	for i := 0; i < len(in); {
		without := slices.Delete(slices.Clone(in), i, i+1)
		assume := append(each(without, func(e *studied) z.Lit { return e.counts }), goal)
		if s.w.can(assume...) {
			i++
		} else {
			in = without
		}
	}
	return each(in, func(e *studied) ClauseName { return nameOf(e.c) })
}

func nameOf(c *clause) ClauseName { return ClauseName{c.row, c.variant} }

func (s *study) found(x *studied, f Finding) {
	f.Moment, f.Clause = s.in, nameOf(x.c)
	at := s.m.l.places.key(clausePath(s.in, x.at))
	f.At = Fault{File: s.m.l.name, Line: at.line, Column: at.column}
	s.findings = append(s.findings, f)
}

// situation finds a situation that meets a goal, with as few settings
// switched as can be, and judges it. What the check does not look into may
// make it turn out otherwise; then others are tried.
func (s *study) situation(x *studied, goal z.Lit, met func(*Sample) bool) *Sample {
	var first *Sample
	assume := append(append(s.all(x.at), goal), s.settings()...)
	if !s.w.can(assume...) {
		if assume = s.switched(append(s.all(x.at), goal)); assume == nil {
			return nil
		}
		s.w.can(assume...)
	}
	for range 6 {
		got := s.sample()
		if got.confirmed = got.err == nil && met(got); got.confirmed {
			return got
		}
		if first == nil {
			first = got
		}
		off := s.otherwise()
		if len(off) == 0 || !s.w.can(append(assume, off...)...) {
			break
		}
		assume = append(assume, off...)
	}
	return first
}

// switched keeps as many settings as they are as the goal allows.
func (s *study) switched(goal []z.Lit) []z.Lit {
	if !s.w.can(goal...) {
		return nil
	}
	out := goal
	for _, u := range s.w.usual {
		if s.w.can(append(slices.Clone(out), u.so)...) {
			out = append(out, u.so)
		}
	}
	return out
}

// otherwise asks for another situation: one fact of the last one has to be
// different.
func (s *study) otherwise() []z.Lit {
	var not []z.Lit
	for _, f := range s.w.vars {
		for _, o := range f.at {
			if s.w.holds(o.if_) {
				not = append(not, o.if_.Not())
			}
		}
	}
	m := s.w.solver.Lit()
	s.w.rule(append(not, m.Not())...)
	return []z.Lit{m}
}

// gap reports a situation of a kind, as small as can be, if there is one that
// was judged so.
func (s *study) gap(x *studied, part, kind string, goal z.Lit, met func(*Sample) bool) {
	assume := append(append(s.all(x.at), goal), s.settings()...)
	if !s.w.can(assume...) {
		return
	}
	got := s.sample()
	if got.confirmed = got.err == nil && met(got); got.confirmed {
		s.shrink(got, met)
		s.found(x, Finding{Kind: kind, Part: part, Sample: got})
	}
}

func (s *study) shrink(got *Sample, shows func(*Sample) bool) {
	if !s.whole {
		got.shrink(shows)
	}
}
