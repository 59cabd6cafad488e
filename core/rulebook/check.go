package rulebook

import (
	"reflect"
	"slices"
	"strings"
)

// What kind of finding a check made.
const (
	NeverDecides = "never_decides" // a clause that no situation reaches
	PartUnused   = "part_unused"   // a part of a clause that others always decide first
	BySwitch     = "by_switch"     // a clause that decides only if a reading or a parameter is switched
	Unanswered   = "unanswered"    // a situation in which nobody is whom the clause that answers names
	ByDefault    = "by_default"    // a situation that only the clause answers that always does
	Opposed      = "opposed"       // two printed clauses that say different things of one situation
	Unused       = "unused"        // a reading or a parameter that nothing leans on; Part names it
)

// A Finding is what a check has to say about one clause, or about two.
type Finding struct {
	Kind   string
	At     Fault // where the clause stands; Says is empty
	Moment Moment
	Clause ClauseName
	Part   string       // of the ruling, if one part is meant
	Others []ClauseName // those that come before it, or that it opposes
	Alone  bool         // it would not decide if it were the only one
	Sample *Sample      // the situation, where there is one

	Contradicts bool // Others holds in the same situations and says something else
	Always      bool // the clause has no condition: it is there to answer in any case
}

// Defect reports whether the rulebook cannot be meant so: a clause that can
// never decide, or that contradicts another. A last clause that is never
// needed is none. What is no defect is a hint.
func (f Finding) Defect() bool { return f.Kind == NeverDecides && !f.Always }

// A ClauseName tells a clause from the others of its moment.
type ClauseName struct{ Row, Variant string }

// String spells the name as the rulebook's own errors do.
func (n ClauseName) String() string { return named(n.Row, n.Variant) }

// A Checkup is what a check of one rulebook found.
type Checkup struct {
	Findings []Finding
	Clauses  int      // how many were looked at
	Proven   int      // how many of them decide in a situation that was run
	Open     []string // clauses that the check could neither reach nor rule out
	Vague    []string // expressions that the check does not look into
}

// Check looks for clauses that can never decide and for situations that no
// clause answers. It considers every situation of a world of four advisors,
// lists of a few lines, and for each time and number the values on and around
// each limit that the rulebook names. Within that world it is exact, but for
// the expressions that it lists as vague, which may be anything. A situation
// that it shows has been judged: what is not confirmed so is not shown.
func (m *Manuscript) Check() *Checkup {
	out := m.check((*study).run)
	out.Findings = append(out.Findings, m.unused()...)
	return out
}

// CheckOpposed looks for pairs of printed clauses that overlap, say different
// things, and of which neither is the special case of the other: only their
// order settles what is ruled.
func (m *Manuscript) CheckOpposed() *Checkup { return m.check((*study).runOpposed) }

func (m *Manuscript) check(look func(*study)) *Checkup {
	out := &Checkup{}
	words := newLexicon(m.Book())
	for _, in := range append(Moments(), passing) {
		s := newStudy(m, words, in, shortLists)
		look(s)
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

// unused finds the settings that nothing in the book leans on.
func (m *Manuscript) unused() []Finding {
	used := map[string]bool{}
	for _, cs := range m.l.out.moments {
		for _, c := range cs {
			for _, u := range c.uses {
				used[u] = true
			}
		}
	}
	var out []Finding
	miss := func(path, name string) {
		if !used[name] {
			at := m.l.places.key(path)
			out = append(out, Finding{Kind: Unused, Part: strings.TrimPrefix(name, "reading."), At: Fault{File: m.l.name, Line: at.line, Column: at.column}})
		}
	}
	for _, name := range sortedKeys(m.l.out.parameters) {
		miss("parameter."+name, name)
	}
	for _, id := range sortedKeys(m.l.out.readings) {
		miss("reading."+id, "reading."+id)
	}
	return out
}

// run looks at each clause of the moment.
func (s *study) run() {
	for _, x := range s.clauses {
		if s.reach(x) {
			s.unusedParts(x)
		}
	}
	s.gaps()
}

// reach finds a situation in which the clause decides, or else what is in its
// way, and reports whether the clause is not out of reach.
func (s *study) reach(x *studied) bool {
	goal := s.decides(x, "")
	if sample := s.situation(x, goal, func(got *Sample) bool { return got.cites(x.c) }); sample != nil {
		if sample.confirmed {
			s.proven++
		} else {
			s.open = append(s.open, string(s.in)+" "+named(x.c.row, x.c.variant))
		}
		if len(sample.Readings)+len(sample.Parameters) > 0 {
			s.found(x, Finding{Kind: BySwitch, Sample: sample})
		}
	} else if far := s.farther(); far.reaches(x.at, "") {
		s.open = append(s.open, string(s.in)+" "+named(x.c.row, x.c.variant))
	} else {
		f := Finding{Kind: NeverDecides, Others: far.shadow(x.at, ""), Alone: far.alone(x.at), Always: x.c.when == ""}
		f.Contradicts = !f.Alone && !f.Always && s.contradicts(x, f.Others)
		s.found(x, f)
		return false
	}
	return true
}

// unusedParts finds what the clause says to no effect, though something else
// that it says has some.
func (s *study) unusedParts(x *studied) {
	if len(x.parts) < 2 {
		return
	}
	for _, p := range x.parts {
		if !s.reaches(x.at, p) && !s.farther().reaches(x.at, p) {
			s.found(x, Finding{Kind: PartUnused, Part: p, Others: s.farther().shadow(x.at, p)})
		}
	}
}

// contradicts reports whether the only clause in the way holds in the same
// situations and says something else.
func (s *study) contradicts(x *studied, others []ClauseName) bool {
	if len(others) != 1 {
		return false
	}
	i := slices.IndexFunc(s.clauses, func(e *studied) bool { return nameOf(e.c) == others[0] })
	e, all := s.clauses[i], s.m.l.file.moment(s.in)
	return !reflect.DeepEqual(all[i].Then, all[x.at].Then) &&
		!s.w.can(e.yes, x.yes.Not()) && !s.w.can(e.yes.Not(), x.yes)
}

// gaps finds, for each part that a clause without a condition decides, a
// situation in which no other does, and situations in which nobody is whom
// the deciding clause names.
func (s *study) gaps() {
	if s.in == passing {
		return
	}
	for _, x := range s.clauses {
		for _, p := range x.parts {
			who := x.c.then.named(p)
			if x.c.when == "" && who != nil {
				s.gap(x, p, ByDefault, s.decides(x, p), func(got *Sample) bool { return got.cites(x.c) && got.decided(x.c, p) })
			}
			if who != nil {
				s.gap(x, p, Unanswered, s.w.and(s.decides(x, p), s.nobody(x, who)), func(got *Sample) bool {
					return got.decided(x.c, p) && got.ruling.NeedsRuling != nil && x.c.then.needs == nil && got.ruling.NeedsRuling.Clause == x.c.row
				})
			}
		}
	}
}

// named is whom the outcome gives a part to.
func (o *outcome) named(part string) *whom {
	switch part {
	case "server":
		return o.server
	case "owner":
		return o.owner
	}
	return nil
}
