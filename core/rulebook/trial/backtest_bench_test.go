package trial

import (
	"encoding/json"
	"os"
	"runtime"
	"testing"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// years is a journal of many visits, made as it is read: who came, as the
// cases of the house have it, a hundred a day.
type years struct {
	visits int
	bodies []event.VisitRuled
}

const aDay = 100

func (y *years) Read(_ uint64, f func(journal.Record) error) error {
	seq := uint64(0)
	put := func(at time.Time, e event.Event) error {
		seq++
		body, err := json.Marshal(e)
		if err != nil {
			return err
		}
		return f(journal.Record{Seq: seq, At: at, Kind: e.Kind(), Schema: event.Schema, Body: body})
	}
	if err := put(opening, event.HouseFounded{Name: "house", Site: "main", Zone: "Asia/Shanghai"}); err != nil {
		return err
	}
	for i := range y.visits {
		at := opening.AddDate(0, 0, i/aDay).Add(time.Duration(i%aDay) * time.Minute)
		e := y.bodies[i%len(y.bodies)]
		e.Visit = floor.VisitID(at.Format("2006-01-02T15:04"))
		if err := put(at, event.VisitOpened{Visit: e.Visit, Number: 1 + i%aDay, Day: at.Format(time.DateOnly), Customer: "c"}); err != nil {
			return err
		}
		if err := put(at, e); err != nil {
			return err
		}
	}
	return nil
}

// BenchmarkAHundredThousandVisitsJudgedAgain is three years of a busy house
// under another reading of its rulebook. The journal is written and read as
// JSON on the way, which is most of the time.
func BenchmarkAHundredThousandVisitsJudgedAgain(b *testing.B) {
	text, err := os.ReadFile("../../../assets/rulebooks/sms-1month-collision.toml")
	if err != nil {
		b.Fatal(err)
	}
	book, err := rulebook.Parse("sms-1month-collision", text)
	if err != nil {
		b.Fatal(err)
	}
	other, err := book.With(map[string]string{"A3": "lapse"}, map[string]any{"protect_months": 2})
	if err != nil {
		b.Fatal(err)
	}
	log := &years{visits: 100_000, bodies: arrivalsRuled(b, book)}
	for b.Loop() {
		back, err := Judge(log, other, "2026-01-01", "2099-01-01")
		if err != nil || back.Visits != log.visits || len(back.Changed) == 0 {
			b.Fatal(back.Visits, len(back.Changed), err)
		}
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.ReportMetric(float64(m.HeapInuse>>20), "heap-MiB")
		b.ReportMetric(float64(len(back.Changed)), "changed")
	}
	b.ReportMetric(float64(log.visits)*float64(b.N)/b.Elapsed().Seconds(), "visits/s")
}

func arrivalsRuled(b *testing.B, book *rulebook.Book) []event.VisitRuled {
	b.Helper()
	text, err := os.ReadFile("../testdata/cases/showroom.yaml")
	if err != nil {
		b.Fatal(err)
	}
	cases, err := rulebook.ParseCases("cases", text)
	if err != nil {
		b.Fatal(err)
	}
	var out []event.VisitRuled
	for _, c := range cases {
		if r, err := book.Judge(c.Ask, c.Given); err == nil && c.Ask == rulebook.Arrival {
			out = append(out, event.VisitRuled{Customer: "c", Moment: string(c.Ask), Facts: spelled(b, c.Given), Ruling: spelled(b, r)})
		}
	}
	if len(out) == 0 {
		b.Fatal("no arrivals among the cases")
	}
	return out
}
