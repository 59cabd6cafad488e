package rulebook

import (
	"testing"
	"time"
)

// byHandCases are the cases of the rulebook that is written by hand as well,
// but for those of a house that has not said its months: by hand they are said.
func byHandCases(t testing.TB) (*Book, []Case) {
	t.Helper()
	book, err := shipped(t)("sms-1month-collision")
	if err != nil {
		t.Fatal(err)
	}
	var cases []Case
	for _, c := range ownCases(t) {
		if months, switched := c.Parameters["protect_months"]; c.Rulebook == book.id && !(switched && months == nil) {
			cases = append(cases, c)
		}
	}
	return book, cases
}

// asDecided is what a ruling decides and by which clauses, without what the
// engine notes beside it.
func asDecided(r Ruling) Ruling {
	r.Passed, r.Readings, r.Parameters, r.Facts = nil, nil, nil, nil
	return r
}

// sameByHand compares the two rulings, and reports whether there were any: of
// facts that cannot be there are none.
func sameByHand(t *testing.T, name string, b *Book, h *byHand, m Moment, f Facts) bool {
	t.Helper()
	r, err := b.Judge(m, f)
	if err != nil {
		return false
	}
	if engine, hand := spelled(t, asDecided(r)), spelled(t, h.judge(m, f)); engine != hand {
		t.Errorf("%s at %s:\nengine %s\nhand   %s\nfacts  %s", name, m, engine, hand, spelled(t, f))
	}
	return true
}

func TestTheRulebookWrittenByHandRulesAsTheEngineOnEveryCase(t *testing.T) {
	t.Parallel()
	book, cases := byHandCases(t)
	for _, c := range cases {
		b, err := book.With(c.Readings, c.Parameters)
		if err != nil {
			t.Fatal(err)
		}
		if !sameByHand(t, c.Name, b, newByHand(b), c.Ask, c.Given) {
			t.Errorf("%s is not ruled on", c.Name)
		}
	}
	if len(cases) < 100 {
		t.Errorf("only %d cases were compared", len(cases))
	}
}

func TestTheRulebookWrittenByHandRulesAsTheEngineWhereNoCaseLooks(t *testing.T) {
	t.Parallel()
	book, cases := byHandCases(t)
	var books []*Book
	for _, c := range cases {
		if len(c.Readings)+len(c.Parameters) > 0 {
			b, err := book.With(c.Readings, c.Parameters)
			if err != nil {
				t.Fatal(err)
			}
			books = append(books, b)
		}
	}
	x, compared := newCrossing(10, cases), 0
	for i := range 4000 {
		b := book
		if i%2 == 0 {
			b = books[i/2%len(books)]
		}
		if sameByHand(t, "a crossed situation", b, newByHand(b), Moments()[i%len(Moments())], x.situation()) {
			compared++
		}
	}
	if compared < 2000 {
		t.Errorf("only %d of 4000 crossed situations can be ruled on", compared)
	}
}

// BenchmarkByHand rules on the arrivals of the rulebook's cases by the engine
// and by hand, turn and turn about, and reports how many times as long the
// engine takes: with its whole explanation, of which the hand writes only the
// clauses that decide.
func BenchmarkByHand(b *testing.B) {
	book, cases := byHandCases(b)
	hand := newByHand(book)
	var given []Facts
	for _, c := range cases {
		if c.Ask == Arrival && len(c.Readings)+len(c.Parameters) == 0 {
			given = append(given, c.Given)
		}
	}
	engine, direct := time.Hour, time.Hour // the quickest rounds: the machine may have other work
	for b.Loop() {
		begun := b.Elapsed()
		for _, f := range given {
			if _, err := book.Judge(Arrival, f); err != nil {
				b.Fatal(err)
			}
		}
		between := b.Elapsed()
		for _, f := range given {
			hand.judge(Arrival, f)
		}
		engine, direct = min(engine, between-begun), min(direct, b.Elapsed()-between)
	}
	b.ReportMetric(float64(engine.Nanoseconds())/float64(len(given)), "engine-ns/ruling")
	b.ReportMetric(float64(direct.Nanoseconds())/float64(len(given)), "hand-ns/ruling")
	b.ReportMetric(float64(engine)/float64(direct), "x-handwritten")
}
