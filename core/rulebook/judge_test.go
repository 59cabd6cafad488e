package rulebook

import (
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"

	"shouwen/core/floor"
)

func TestFactsThatCannotBeAreRefused(t *testing.T) {
	at := time.Date(2026, 5, 11, 10, 0, 0, 0, time.UTC)
	a := floor.AdvisorID("A")
	for want, f := range map[string]Facts{
		`svc.server names the advisor "Z"`:             {Svc: Service{Server: Is[floor.AdvisorID]("Z")}},
		`cust.owner names the advisor "Z"`:             {Cust: File{Owner: Is[floor.AdvisorID]("Z")}},
		`files.O.owner names the advisor "Z"`:          {Files: Files{"O": {Owner: Is[floor.AdvisorID]("Z")}}},
		`svc.parallel names the advisor "Z"`:           {Svc: Service{Parallel: []floor.AdvisorID{"Z"}}},
		"rota.credits of A is -1":                      {Rota: Rota{Order: []floor.AdvisorID{a}, Credits: map[floor.AdvisorID]int{a: -1}}},
		"svc.recognised.at_minutes is -3":              {Svc: Service{Recognised: Is(Recognised{AtMinutes: Is(-3.0)})}},
		"deal.at is before visit.at":                   {Visit: Visit{At: Is(at)}, Deal: DealFacts{At: Is(at.Add(-time.Minute)), SameVisit: Is(true)}},
		`zone "Mars/Base"`:                             {Zone: "Mars/Base"},
		"visit.at is no time":                          {Visit: Visit{At: Is(time.Time{})}},
		`answer.requested_advisor names the advisor "`: {Answer: Answer{RequestedAdvisor: Is[floor.AdvisorID]("Z")}},
	} {
		if _, err := small(t).Judge(Recognition, f); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
	if _, err := small(t).Judge("lunch", Facts{}); err == nil {
		t.Error("a moment that is none was judged")
	}
}

func TestACaseWhoseRegisterNamesAStrangerIsAnError(t *testing.T) {
	book := small(t)
	stranger := Is[floor.AdvisorID]("Z")
	c := Case{Name: "x", Ask: Departure, Given: Facts{Cust: File{Registrations: []Entry{{Advisor: stranger}}}}}
	if o := c.Run(func(string) (*Book, error) { return book, nil }); o.Err == nil || !strings.Contains(o.Err.Error(), `cust.registrations names the advisor "Z"`) {
		t.Errorf("%v", o.Err)
	}
	if _, err := book.Judge(Departure, c.Given); err != nil {
		t.Errorf("an advisor of long ago stops the house: %v", err)
	}
}

func TestACustomerOfTheDepartmentNamesNoStranger(t *testing.T) {
	r, err := small(t).Judge(Departure, Facts{Cust: File{Owner: Is(floor.Pool)}})
	if err != nil || r.Owner != floor.Pool {
		t.Errorf("%v %v", r.Owner, err)
	}
}

func TestAnUnknownFactThatMattersIsLeftToAPerson(t *testing.T) {
	f := Facts{
		Cust: File{Registrations: []Entry{{At: Is(time.Date(2026, 5, 2, 10, 0, 0, 0, time.UTC)), Advisor: Is[floor.AdvisorID]("A")}}},
		Svc:  Service{Server: Is[floor.AdvisorID]("B"), Recognised: Is(Recognised{By: Is("original")})},
		Rota: Rota{Order: []floor.AdvisorID{"A", "B"}},
	}
	r, err := small(t).Judge(Recognition, f)
	if err != nil {
		t.Fatal(err)
	}
	if r.NeedsRuling == nil || r.NeedsRuling.Role != "manager" || r.NeedsRuling.Clause != "4" || r.NeedsRuling.On != "svc.recognised.at_minutes" {
		t.Errorf("needs %+v", r.NeedsRuling)
	}
	if r.Server != "" || r.Owner != "" {
		t.Errorf("a later clause decided what the person must: server %q, owner %q", r.Server, r.Owner)
	}
}

func TestAnErrorInAConditionIsLeftToAPerson(t *testing.T) {
	b := manuscript(t, "when   = '''in_time'''", "when   = '''1 / size(cust.registrations) > 0'''").Book()
	r, err := b.Judge(Recognition, Facts{})
	if err != nil || r.NeedsRuling == nil || !strings.Contains(r.NeedsRuling.On, "division by zero") {
		t.Errorf("%+v %v", r.NeedsRuling, err)
	}
}

func TestAConditionThatCostsTooMuchIsLeftToAPerson(t *testing.T) {
	endless := "cust.followups.all(a, cust.followups.all(b, cust.followups.all(c, a.at == b.at || b.at == c.at || a.at != c.at)))"
	b := manuscript(t, "when   = '''in_time'''", "when   = '''"+endless+"'''").Book()
	f := Facts{Cust: File{Followups: make([]Followup, 400)}}
	r, err := b.Judge(Recognition, f)
	if err != nil || r.NeedsRuling == nil || !strings.Contains(r.NeedsRuling.On, "cost limit") {
		t.Errorf("%+v %v", r.NeedsRuling, err)
	}
}

func TestSwitchesAreChecked(t *testing.T) {
	b := small(t)
	for want, with := range map[string]struct {
		readings   map[string]string
		parameters map[string]any
	}{
		`no reading "A2" (did you mean "A1"?)`:                 {readings: map[string]string{"A2": "restore"}},
		`did you mean "consume"?`:                              {readings: map[string]string{"A1": "consumed"}},
		`did you mean "window_minutes"?`:                       {parameters: map[string]any{"window_minute": 5}},
		"61 is outside 0 to 60":                                {parameters: map[string]any{"window_minutes": 61}},
		"five is not a whole number of minutes":                {parameters: map[string]any{"window_minutes": "five"}},
		`did you mean "closer"?`:                               {parameters: map[string]any{"shares": map[string]any{"closr": "1/2"}}},
		"the shares of the commission add up to 5/6, not to 1": {parameters: map[string]any{"shares": map[string]any{"closer": "1/2"}}},
		"a group of shares is wanted":                          {parameters: map[string]any{"shares": "1/2"}},
	} {
		if _, err := b.With(with.readings, with.parameters); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("want an error with %q, got %v", want, err)
		}
	}
}

func TestASwitchChangesTheDigestAndLeavesTheBookAlone(t *testing.T) {
	b := small(t)
	other, err := b.With(map[string]string{"A1": "consume"}, map[string]any{"window_minutes": 10})
	if err != nil {
		t.Fatal(err)
	}
	if other.Digest() == b.Digest() {
		t.Error("two books that rule differently have one digest")
	}
	again, err := b.With(map[string]string{"A1": "consume"}, map[string]any{"window_minutes": "10"})
	if err != nil || again.Digest() != other.Digest() {
		t.Errorf("the same switches give another digest: %v", err)
	}
	f := Facts{Svc: Service{Server: Is[floor.AdvisorID]("B"), Recognised: Is(Recognised{AtMinutes: Is(7.0)})},
		Cust: File{Registrations: []Entry{{Advisor: Is[floor.AdvisorID]("A")}}}, Rota: Rota{Order: []floor.AdvisorID{"A", "B"}}}
	was, err := b.Judge(Recognition, f)
	if err != nil || was.Server != "B" {
		t.Errorf("as printed: %q %v", was.Server, err)
	}
	is, err := other.Judge(Recognition, f)
	if err != nil || is.Server != "A" || is.Turn["B"] != Consume {
		t.Errorf("switched: %q %v %v", is.Server, is.Turn, err)
	}
	if is.Parameters["window_minutes"] != "10" || is.Readings["A1"] != "consume" {
		t.Errorf("the ruling does not say what it leaned on: %v %v", is.Parameters, is.Readings)
	}
}

func TestAMonthEndsOnItsLastDay(t *testing.T) {
	zone, err := time.LoadLocation(defaultZone)
	if err != nil {
		t.Fatal(err)
	}
	for from, last := range map[string]string{
		"2026-01-31": "2026-02-28", "2028-01-31": "2028-02-29", "2026-01-28": "2026-02-28",
		"2026-03-05": "2026-04-05", "2026-12-31": "2027-01-31", "2026-08-31": "2026-09-30",
	} {
		at, err := time.ParseInLocation("2006-01-02", from, zone)
		if err != nil {
			t.Fatal(err)
		}
		got := lastOfMonths(at.Add(15*time.Hour), 1)
		if got.Format("2006-01-02") != last || !startOfDay(got.Add(time.Nanosecond)).Equal(got.Add(time.Nanosecond)) {
			t.Errorf("a month from %s ends at %s, want the end of %s", from, got, last)
		}
	}
}

func TestWhoKeepsACustomerThroughSeveralVisits(t *testing.T) {
	day := func(m time.Month, d int) time.Time { return time.Date(2026, m, d, 10, 0, 0, 0, time.UTC) }
	visits := []EntryView{{At: day(5, 10), Advisor: "B"}, {At: day(4, 20), Advisor: "A"}, {At: day(6, 11), Advisor: "C"}}
	for now, want := range map[time.Time]string{
		day(4, 20): "", day(4, 21): "A", day(5, 11): "A", day(6, 11): "A", day(6, 12): "C",
	} {
		if got := keeper(visits, now, 1, true); got != want {
			t.Errorf("before %s: %q keeps him, want %q", now.Format("2 Jan"), got, want)
		}
	}
	if got := keeper(visits, day(6, 12), 2, true); got != "A" {
		t.Errorf("with two months %q keeps him, want A", got)
	}
}

func TestOnADaylightSavingDayThereIsStillOneMidnight(t *testing.T) {
	zone, err := time.LoadLocation("America/New_York")
	if err != nil {
		t.Fatal(err)
	}
	noon := time.Date(2026, 3, 8, 12, 0, 0, 0, zone)
	if got := calendarDays(noon, noon.Add(12*time.Hour)); got != 1 {
		t.Errorf("%d midnights in the twelve hours after noon", got)
	}
	if got := endOfDay(noon); got.Format("2006-01-02 15:04:05") != "2026-03-08 23:59:59" {
		t.Errorf("the day ends at %s", got)
	}
}

func TestUnknownNothingAndNoAreThreeThings(t *testing.T) {
	for _, f := range []Answer{{}, {RecalledAdvisor: None[floor.AdvisorID]()}, {RecalledAdvisor: Is[floor.AdvisorID]("A")}} {
		if got := throughJSON(t, f); !reflect.DeepEqual(got, f) {
			t.Errorf("%+v became %+v", f, got)
		}
	}
	for _, list := range [][]Entry{nil, {}} {
		if got := throughJSON(t, File{Registrations: list}); (got.Registrations == nil) != (list == nil) {
			t.Errorf("%#v became %#v", list, got.Registrations)
		}
	}
	if Pick(floor.Pick{}).Known() || !Pick(floor.Nobody).Null() || Pick(floor.Named("A")).Or("") != "A" || Word("").Known() {
		t.Error("answers do not become facts as they should")
	}
}

func TestManyMayAskOneBookAtOnce(t *testing.T) {
	book, want := small(t), floor.AdvisorID("B")
	f := Facts{Answer: Answer{BeenBefore: Is("no")}, Adv: Advisors{"A": {OnSite: Is(false)}, "B": {OnSite: Is(true)}}, Rota: Rota{Order: []floor.AdvisorID{"A", "B"}}}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				if r, err := book.Judge(Arrival, f); err != nil || r.Server != want {
					t.Errorf("%q %v", r.Server, err)
					return
				}
			}
		})
	}
	all.Wait()
}
