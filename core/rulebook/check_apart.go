package rulebook

import (
	"slices"

	"github.com/go-air/gini/z"
)

// A Verdict says whether two rulebooks rule alike at a moment.
type Verdict string

// The verdicts.
const (
	Alike   Verdict = "alike"   // in every situation of the bounded world: this is proven
	Apart   Verdict = "apart"   // in the situation that is shown, which both have judged
	Unclear Verdict = "unclear" // neither: what the search does not look into stands in the way, or its bound
)

// A Bound says how far a search goes. The zero Bound is the usual one.
type Bound struct {
	// Lines is how many lines each list of a situation may have; 0 is 2. Each
	// line more makes the search dearer.
	Lines int
	// Tries is how many situations are judged before the search gives up, where
	// what it does not look into makes them turn out otherwise; 0 is 24.
	Tries int
	// Switched also looks under other readings and parameters, which both books
	// are then given alike. What the two books themselves set differently stays
	// as it is. A situation that needs a switch says so.
	Switched bool
	// Rows also counts rulings as different that cite other rows, though they
	// decide the same.
	Rows bool
	// Whole shows a situation with all its facts, also those that do not matter.
	Whole bool
}

// A Distinction is what a search for a difference found.
type Distinction struct {
	Moment  Moment
	Verdict Verdict
	Parts   []string // in what the rulings differ: owner, server, turn, split …; of Apart only
	Sample  *Sample  // the situation, as small as can be; of Apart only
	A, B    Ruling   // how the two rule in it
	Vague   []string // expressions that the search did not look into; of Unclear only
}

// Distinguish looks for a situation in which two rulebooks rule differently at
// a moment, or proves that there is none.
//
// The two may be one rulebook and an edit of it (Edit.Book), two settings of
// one (With), or two of different houses. It considers the situations that
// Check considers: four advisors, short lists, and of each time and number the
// values on and around each limit that either book names. Alike is a proof
// within that world only. Apart is never said of a situation that was not
// judged by both and ruled differently.
func Distinguish(a, b *Book, at Moment, bound Bound) Distinction {
	p := newPair(a, b, at, bound, nil)
	return p.search(p.a.w.yes, p.differ)
}

// DistinguishAnywhere is Distinguish for every moment: the first at which the
// two rule apart, else one at which it is unclear, else Alike.
func DistinguishAnywhere(a, b *Book, bound Bound) Distinction {
	out := Distinction{Verdict: Alike}
	for _, at := range Moments() {
		switch d := Distinguish(a, b, at, bound); d.Verdict {
		case Apart:
			return d
		case Unclear:
			if out.Verdict == Alike {
				out = d
			}
		}
	}
	return out
}

// pair is two rulebooks on one ground.
type pair struct {
	a, b  *study
	bound Bound
	said  []discord
}

// A discord is one thing that one of the two rules and the other does not.
type discord struct {
	what string
	if_  z.Lit
	off  int // how often judging did not bear it out
}

// newPair puts both on one ground; a comparison of the first may be watched.
func newPair(a, b *Book, at Moment, bound Bound, watched *comparison) *pair {
	if bound.Lines == 0 {
		bound.Lines = shortLists
	}
	if bound.Tries == 0 {
		bound.Tries = 24
	}
	g := newGround(newLexicon(a, b), bound.Lines)
	if bound.Switched {
		g.pinned = func(setting string) bool { return !sameSetting(a, b, setting) }
	}
	p := &pair{bound: bound}
	yes := func() z.Lit { return g.yes }
	wa, wb := g.world(g.books[0]), g.world(g.books[1])
	wa.possible()
	wa.watch(watched)
	p.a, p.b = studyOf(wa, at, yes), studyOf(wb, at, yes)
	p.compare(p.a.tell(bound.Rows), p.b.tell(bound.Rows))
	return p
}

// sameSetting reports whether both books have a reading or parameter, with
// the same choices, and set it alike.
func sameSetting(a, b *Book, name string) bool {
	if x, y := a.readings[name], b.readings[name]; x != nil && y != nil {
		return x.choice == y.choice && slices.Equal(x.choices, y.choices)
	}
	x, y := a.parameters[name], b.parameters[name]
	return x != nil && y != nil && x.String() == y.String() && (x.value == nil) == (y.value == nil) && x.unit == y.unit
}

// compare lists what one may say and the other not.
func (p *pair) compare(a, b said) {
	l := p.a.w.logic
	keys := sortedKeys(a)
	for _, k := range sortedKeys(b) {
		if _, ok := a[k]; !ok {
			keys = append(keys, k)
		}
	}
	for _, k := range keys {
		if m := l.apart(l.or(a[k]...), l.or(b[k]...)); m != l.no() {
			p.said = append(p.said, discord{what: k, if_: m})
		}
	}
}

// apart states that the two rule differently, as far as it is not in doubt.
func (p *pair) apart() z.Lit {
	var any []z.Lit
	for _, d := range p.said {
		if d.off < 3 {
			any = append(any, d.if_)
		}
	}
	return p.a.w.or(any...)
}

// differ judges a sample by both.
func (p *pair) differ(s *Sample) (a, b Ruling, parts []string) {
	other := *s
	other.book = nil
	if book, err := p.b.w.book.With(s.Readings, s.Parameters); err == nil {
		other.book = book
		other.run()
	}
	if s.err != nil || s.book == nil || other.err != nil || other.book == nil {
		return Ruling{}, Ruling{}, nil
	}
	return s.ruling, other.ruling, apartIn(&s.ruling, &other.ruling, p.bound.Rows)
}

// search finds a situation in which the two differ, that meets a goal, and
// that judging bears out.
func (p *pair) search(goal z.Lit, judge func(*Sample) (a, b Ruling, parts []string)) Distinction {
	out := Distinction{Moment: p.a.in, Verdict: Alike}
	l := p.a.w.logic
	met := func(s *Sample) bool { _, _, parts := judge(s); return len(parts) > 0 }
	tries := 0
	for assume := p.assumed(l.and(goal, p.apart())); assume != nil; assume = p.assumed(l.and(goal, p.apart())) {
		if tries++; tries > p.bound.Tries {
			break
		}
		got := p.a.sample()
		if !met(got) {
			p.doubted()
			continue
		}
		if !p.bound.Whole {
			got.shrink(met)
		}
		got.confirmed = true
		out.Verdict, out.Sample = Apart, got
		out.A, out.B, out.Parts = judge(got)
		return out
	}
	if tries > 0 {
		out.Verdict = Unclear
		out.Vague = append(slices.Clone(p.a.w.vague), p.b.w.vague...)
		slices.Sort(out.Vague)
		out.Vague = slices.Compact(out.Vague)
	}
	return out
}

// assumed asks for a situation with as few settings switched as can be; nil
// if there is none.
func (p *pair) assumed(goal z.Lit) []z.Lit {
	s := p.a
	if all := append([]z.Lit{goal}, s.settings()...); goal != s.w.no() && s.w.can(all...) {
		return all
	}
	if !p.bound.Switched || goal == s.w.no() {
		return nil
	}
	out := s.switched([]z.Lit{goal})
	if out != nil {
		s.w.can(out...)
	}
	return out
}

// doubted leaves out the situation that the last search found, and what was
// found to differ in it several times and did not.
func (p *pair) doubted() {
	l := p.a.w.logic
	var not []z.Lit
	for _, f := range p.a.w.vars {
		for _, o := range f.at {
			if l.holds(o.if_) && l.holds(f.in) {
				not = append(not, o.if_.Not())
			}
		}
	}
	for i := range p.said {
		if l.holds(p.said[i].if_) {
			p.said[i].off++
		}
	}
	l.rule(not...)
}
