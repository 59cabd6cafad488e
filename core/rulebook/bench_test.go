package rulebook

import (
	"os"
	"slices"
	"testing"
	"time"
)

// BenchmarkRuling is a ruling at arrival under each of the eleven rulebooks,
// explanation and all, over the arrivals of its own cases. The machine may
// have other work, so the quickest stretch of some hundred rulings is
// reported as well.
func BenchmarkRuling(b *testing.B) {
	cases := ownCases(b)
	for _, m := range manuscripts(b) {
		book := m.Book()
		b.Run(book.id, func(b *testing.B) { arrivals(b, book, cases) })
	}
}

func arrivals(b *testing.B, book *Book, cases []Case) {
	var given []Facts
	for _, c := range cases {
		if c.Rulebook == book.id && c.Ask == Arrival && len(c.Readings)+len(c.Parameters) == 0 {
			given = append(given, c.Given)
		}
	}
	quick := newQuickest()
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		if _, err := book.Judge(Arrival, given[i%len(given)]); err != nil {
			b.Fatal(err)
		}
		i++
		quick.count(b)
	}
	b.ReportMetric(quick.best(), "best-ns/op")
	b.ReportMetric(float64(len(book.moments[Arrival])), "clauses")
}

// quickest finds the stretch of operations that was disturbed least.
type quickest struct {
	n    int
	last time.Duration
	all  []float64 // ns an operation, by stretch
}

const stretchOf = 250

func newQuickest() *quickest { return &quickest{} }

func (q *quickest) count(b *testing.B) {
	if q.n++; q.n%stretchOf == 0 {
		now := b.Elapsed()
		q.all = append(q.all, float64((now-q.last).Nanoseconds())/stretchOf)
		q.last = now
	}
}

func (q *quickest) best() float64 {
	if len(q.all) == 0 {
		return 0
	}
	return slices.Min(q.all)
}

func BenchmarkLoad(b *testing.B) {
	text, err := os.ReadFile("../../assets/rulebooks/sms-1month-collision.toml")
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := Parse("x", text); err != nil {
			b.Fatal(err)
		}
	}
}
