package trial

import (
	"bytes"
	"encoding/json"
	"testing"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/rulebook"
)

var opening = time.Date(2026, 5, 11, 10, 0, 0, 0, time.FixedZone("", 8*3600))

// aJournal holds, for each day, one visit recognised after so many minutes.
func aJournal(t testing.TB, book *rulebook.Book, minutes ...float64) *journaltest.Memory {
	t.Helper()
	log := journaltest.NewMemory("main", journaltest.Random(1))
	write := func(at time.Time, e event.Event) {
		body, err := json.Marshal(e)
		if err != nil {
			t.Fatal(err)
		}
		d := journal.Draft{At: at, Kind: e.Kind(), Schema: event.Schema, By: floor.System, Body: body}
		if _, err := log.Append([]journal.Draft{d}, nil); err != nil {
			t.Fatal(err)
		}
	}
	write(opening, event.HouseFounded{Name: "house", Site: "main", Zone: "Asia/Shanghai"})
	write(opening, event.AdvisorJoined{Advisor: "A", Name: "Ana"})
	for i, n := range minutes {
		at := opening.AddDate(0, 0, i)
		var f rulebook.Facts
		f.Visit.At = rulebook.Is(at)
		f.Rota.Order = []advisor{"A", "B"}
		f.Cust.Registrations = []rulebook.Entry{{At: rulebook.Is(at.AddDate(0, 0, -9)), Advisor: rulebook.Is(advisor("B"))}}
		f.Svc.Server = rulebook.Is(advisor("A"))
		f.Svc.Recognised = rulebook.Is(rulebook.Recognised{By: rulebook.Is("mutual"), AtMinutes: rulebook.Is(n)})
		r, err := book.Judge(rulebook.Recognition, f)
		if err != nil {
			t.Fatal(err)
		}
		visit := floor.VisitID("v" + at.Format("02"))
		write(at, event.VisitOpened{Visit: visit, Number: 1, Day: at.Format(time.DateOnly), Customer: "c"})
		write(at.Add(time.Minute), event.VisitRuled{Visit: visit, Customer: "c", Moment: "recognition", Facts: spelled(t, f), Ruling: spelled(t, r)})
	}
	return log
}

func spelled(t testing.TB, v any) json.RawMessage {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func backtest(t testing.TB, m *rulebook.Manuscript, book *rulebook.Book, from, to string) *Backtest {
	t.Helper()
	b, err := Judge(aJournal(t, m.Book(), 4, 5, 6, 7), book, from, to)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestUnderTheSameRulebookNothingWouldChange(t *testing.T) {
	m := small(t)
	if b := backtest(t, m, m.Book(), "2026-05-11", "2026-05-14"); b.Ruled != 4 || b.Visits != 4 || len(b.Changed) != 0 {
		t.Errorf("%d of %d would change", len(b.Changed), b.Ruled)
	}
}

func TestOneMinuteMoreHandsOneVisitBack(t *testing.T) {
	m := small(t)
	longer, err := m.Book().With(nil, map[string]any{"window_minutes": 6})
	if err != nil {
		t.Fatal(err)
	}
	b := backtest(t, m, longer, "2026-05-11", "2026-05-14")
	var out bytes.Buffer
	b.Report(&out)
	golden(t, "backtest.golden", out.String())
	if len(b.Changed) != 1 || b.Changed[0].Day != "2026-05-13" || b.Changed[0].Is.Server != "B" {
		t.Errorf("%+v", b.Changed)
	}
	if a := b.Totals["A"]; a.Was.Serves != 2 || a.Is.Serves != 1 {
		t.Errorf("A served %d and would serve %d", a.Was.Serves, a.Is.Serves)
	}
}

func TestOnlyTheDaysAskedForAreJudgedAgain(t *testing.T) {
	m := small(t)
	if b := backtest(t, m, m.Book(), "2026-05-12", "2026-05-13"); b.Ruled != 2 {
		t.Errorf("%d rulings of two days", b.Ruled)
	}
}

func TestAVisitorWhoWasNotAskedIsTakenToBeUnsure(t *testing.T) {
	got := rulebook.Answer{}.WalkedPast([]string{"been_before", "other_site_before", "recalled_advisor"})
	if got.BeenBefore.Or("") != "unsure" || got.OtherSiteBefore.Or(rulebook.OtherSite{}).Answer.Or("") != "unsure" || !got.RecalledAdvisor.Null() {
		t.Errorf("%+v", got)
	}
}

func TestFactsThatCannotBeAreNamedAndNotPassedOver(t *testing.T) {
	m := small(t)
	log := aJournal(t, m.Book(), 4)
	body := spelled(t, event.VisitRuled{Visit: "x", Moment: "recognition", Facts: json.RawMessage(`{"rota":{"order":3}}`), Ruling: json.RawMessage(`{}`)})
	if _, err := log.Append([]journal.Draft{{At: opening, Kind: "visit.ruled", Schema: event.Schema, By: floor.System, Body: body}}, nil); err != nil {
		t.Fatal(err)
	}
	b, err := Judge(log, m.Book(), "2026-05-11", "2026-05-11")
	if err != nil || len(b.Refused) != 1 || b.Ruled != 2 {
		t.Errorf("%+v %v", b, err)
	}
}

func BenchmarkAThousandRulingsJudgedAgain(b *testing.B) {
	m := small(b)
	minutes := make([]float64, 1000)
	for i := range minutes {
		minutes[i] = float64(i % 10)
	}
	log := aJournal(b, m.Book(), minutes...)
	for b.Loop() {
		if _, err := Judge(log, m.Book(), "2026-01-01", "2099-01-01"); err != nil {
			b.Fatal(err)
		}
	}
}
