package rulebook

import (
	"os"
	"testing"
	"time"

	"shouwen/core/floor"
)

// BenchmarkArrival is one visitor of a busy day: known, unrecognised, the one
// due out for work.
func BenchmarkArrival(b *testing.B) {
	book, err := Load(os.DirFS("../../assets"), "course-centre-5min-thirds")
	if err != nil {
		b.Fatal(err)
	}
	at := time.Date(2026, 5, 11, 10, 0, 0, 0, time.UTC)
	f := Facts{
		Visit:  Visit{At: Is(at)},
		Answer: Answer{Referred: Is("no")},
		Cust:   File{Registrations: []Entry{{At: Is(at.AddDate(0, 0, -9)), Advisor: Is[floor.AdvisorID]("A")}}},
		Adv:    Advisors{"B": {Status: Is("active"), OnSite: Is(false), OffReason: Is("work")}},
		Rota:   Rota{Order: []floor.AdvisorID{"B", "C", "A", "D", "E", "F", "G", "H"}},
	}
	b.ReportAllocs()
	for b.Loop() {
		r, err := book.Judge(Arrival, f)
		if err != nil || r.Server != "C" {
			b.Fatal(r.Server, err)
		}
	}
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
