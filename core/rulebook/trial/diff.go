package trial

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"shouwen/core/rulebook"
)

// A Side is one of two rulebooks that are compared.
type Side struct {
	Text       *rulebook.Manuscript
	Readings   map[string]string // switched away from the text's
	Parameters map[string]any
	book       *rulebook.Book
}

// open throws the switches.
func (s *Side) open() (err error) {
	s.book, err = s.Text.Book().With(s.Readings, s.Parameters)
	return err
}

// A Difference is a situation that two rulebooks rule differently, with no
// fact in it that does not matter.
type Difference struct {
	Ask     rulebook.Moment
	Changes []Change
	A, B    rulebook.Ruling
	given   tree
}

// Facts returns how many facts the situation holds.
func (d *Difference) Facts() int { return d.given.size() }

// A Comparison is where two rulebooks rule differently.
type Comparison struct {
	A, B        Side
	Begun       int // seeds from which the situations were made
	Asked       int // situations put to both
	Apart       int // of them ruled differently
	Searched    []Searched
	Differences []Difference
}

// Searched is what the search found out about one moment.
type Searched struct {
	Ask     rulebook.Moment
	Verdict rulebook.Verdict
	Vague   []string // of an unclear one, the expressions that were not looked into
}

// Diff looks for situations that two rulebooks rule differently: the seeds,
// the values of the facts that either reads about the limits that either draws,
// and those values in pairs and threes. At most so many situations are put: a
// sample. Then each moment is searched, which within its bounds proves that
// both rule alike, or shows a difference that the sample may have missed. What
// differs in the same parts by the same rows is told once, the smallest first.
func Diff(a, b Side, seeds []Seed, most int) (Comparison, error) {
	out := Comparison{A: a, B: b}
	if err := out.A.open(); err != nil {
		return out, err
	}
	if err := out.B.open(); err != nil {
		return out, err
	}
	asks := askingOf(a.Text, b.Text)
	seeds = append(Plain(), seeds...)
	out.Begun = len(seeds)
	found := map[string]Difference{}
	tries := map[string]int{}
	for _, s := range asks.situations(seeds, most) {
		d, ok := out.apart(&s)
		out.Asked++
		if !ok {
			continue
		}
		out.Apart++
		key := d.signature()
		if tries[key]++; tries[key] > 3 {
			continue
		}
		keepSmallest(found, out.smallest(d))
	}
	for _, at := range rulebook.Moments() {
		if d, ok := out.search(at); ok {
			keepSmallest(found, out.smallest(d))
		}
	}
	for _, d := range found {
		out.Differences = append(out.Differences, d)
	}
	slices.SortFunc(out.Differences, func(x, y Difference) int {
		return cmp.Or(x.Facts()-y.Facts(), strings.Compare(x.signature(), y.signature()))
	})
	return out, nil
}

// keepSmallest keeps one difference of a kind.
func keepSmallest(found map[string]Difference, d Difference) {
	key := d.signature()
	if now, ok := found[key]; !ok || d.Facts() < now.Facts() {
		found[key] = d
	}
}

// search proves that both rule alike at a moment, or finds where they do not.
func (c *Comparison) search(at rulebook.Moment) (Difference, bool) {
	got := rulebook.Distinguish(c.A.book, c.B.book, at, rulebook.Bound{})
	told := Searched{at, got.Verdict, got.Vague}
	var d Difference
	apart := false
	if got.Verdict == rulebook.Apart {
		s, ok := situationOf(got.Sample)
		if ok {
			d, apart = c.apart(&s)
		}
		if !apart {
			told.Verdict = rulebook.Unclear // what differs is nothing that a case tells
		}
	}
	c.Searched = append(c.Searched, told)
	return d, apart
}

// apart puts a situation to both.
func (c *Comparison) apart(s *situation) (Difference, bool) {
	put := rulebook.Case{Ask: s.ask, Given: s.facts} // as a case it names nobody of whom nothing is known
	x, y := put.Run(only(c.A.book)), put.Run(only(c.B.book))
	if x.Err != nil || y.Err != nil {
		return Difference{}, false
	}
	d := Difference{Ask: s.ask, Changes: changes(&x.Ruling, &y.Ruling), A: x.Ruling, B: y.Ruling, given: s.tree}
	return d, len(d.Changes) > 0
}

// signature says what kind of difference it is: where, in what parts, by which rows.
func (d *Difference) signature() string {
	parts := make([]string, len(d.Changes))
	for i, c := range d.Changes {
		parts[i] = c.Part + "=" + strings.Join(rowsOf(&d.A, c.Part), " ") + "/" + strings.Join(rowsOf(&d.B, c.Part), " ")
	}
	return string(d.Ask) + " " + strings.Join(parts, ", ")
}

// rowsOf lists the rows that decided a part of a ruling.
func rowsOf(r *rulebook.Ruling, part string) []string {
	if part == "server_by" || part == "role" {
		part = "server"
	}
	var out []string
	for _, c := range r.Clauses {
		if slices.ContainsFunc(c.Parts, func(p string) bool { return p == part || strings.HasPrefix(p, part+".") }) {
			out = append(out, c.Row)
		}
	}
	return out
}

// smallest drops facts while the first of the parts stays ruled differently.
func (c *Comparison) smallest(d Difference) Difference {
	for again := true; again; {
		again = false
		for _, p := range paths(map[string]any(d.given), nil) {
			s, ok := (&situation{ask: d.Ask, tree: d.given}).without(p)
			if !ok {
				continue
			}
			if less, apart := c.apart(&s); apart && less.keeps(&d) {
				d, again = less, true
				break
			}
		}
	}
	return d
}

// keeps reports whether a smaller situation still differs in what mattered most.
func (d *Difference) keeps(of *Difference) bool {
	if (d.A.NeedsRuling == nil) != (of.A.NeedsRuling == nil) || (d.B.NeedsRuling == nil) != (of.B.NeedsRuling == nil) {
		return false // what a book decides tells more than what it leaves to a person
	}
	most := of.weightiest()
	return slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Part == most })
}

// weightiest is the part that the house cares most about.
func (d *Difference) weightiest() string {
	for _, part := range []string{"owner", "split", "server", "turn", "penalty", "needs_ruling"} {
		if slices.ContainsFunc(d.Changes, func(c Change) bool { return c.Part == part }) {
			return part
		}
	}
	return d.Changes[0].Part
}

// Plain are the seeds for which no case is needed, one a moment: three in
// line, a customer of the first, whom the second receives and closes with.
func Plain() []Seed {
	now := time.Date(2026, 5, 11, 10, 0, 0, 0, time.FixedZone("", 8*3600))
	var out []Seed
	for _, m := range rulebook.Moments() {
		var f rulebook.Facts
		f.Visit.At = rulebook.Is(now)
		f.Cust.Owner = rulebook.Is(advisor("A"))
		f.Cust.Registrations = []rulebook.Entry{{At: rulebook.Is(now.AddDate(0, 0, -10)), Advisor: rulebook.Is(advisor("A"))}}
		f.Rota.Order = []advisor{"B", "C", "A"}
		f.Svc.Server = rulebook.Is(advisor("B"))
		switch m {
		case rulebook.Arrival:
			f.Svc = rulebook.Service{}
		case rulebook.Deal:
			f.Deal = rulebook.DealFacts{Closed: rulebook.Is(true), Closer: rulebook.Is(advisor("B")), At: rulebook.Is(now.Add(time.Hour)), SameVisit: rulebook.Is(true)}
		case rulebook.Collision:
			f.Svc.Parallel = []advisor{"A", "B"}
		case rulebook.Duties:
			f.Period = rulebook.Is("reception")
		}
		out = append(out, Seed{Ask: m, Given: f})
	}
	return out
}

func passes(c rulebook.Case, b *rulebook.Book) bool {
	o := c.Run(only(b))
	return o.Passed()
}
