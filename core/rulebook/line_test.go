package rulebook

import (
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestTheNextFreeOneFromTheEndOfTheOrder(t *testing.T) {
	b := manuscript(t, `server = "first", owner = "first"`, `server = "last_free", owner = "last"`).Book()
	busy := Advisor{OnSite: Is(true), Busy: Is("with_customer")}
	away := Advisor{OnSite: Is(false)}
	for _, c := range []struct {
		adv  Advisors
		want floor.AdvisorID
	}{
		{nil, "D"},
		{Advisors{"D": busy}, "C"},
		{Advisors{"D": busy, "C": away}, "B"},
		{Advisors{"A": busy, "B": away, "C": busy, "D": away}, ""},
	} {
		f := Facts{Rota: Rota{Order: []floor.AdvisorID{"A", "B", "C", "D"}, Credits: map[floor.AdvisorID]int{"C": 1}}, Adv: c.adv}
		r, err := b.Judge(Arrival, f)
		if err != nil || r.Server != c.want || r.Owner != "D" {
			t.Errorf("%v: served by %q, wanted %q; the last is %q (%v)", c.adv, r.Server, c.want, r.Owner, err)
		}
	}
}

func TestABookMayAskWhetherACustomerIsTheDepartments(t *testing.T) {
	asking := smallText(t, "when   = '''in_time'''", "when   = '''cust.owner == \"pool\"'''")
	b, err := Parse("small.toml", []byte(asking))
	if err != nil {
		t.Fatal(err)
	}
	for owner, want := range map[floor.AdvisorID]string{floor.Pool: "4", "A": "5"} {
		f := Facts{Cust: File{Owner: Is(owner)}, Rota: Rota{Order: []floor.AdvisorID{"A", "B"}}}
		r, err := b.Judge(Recognition, f)
		if err != nil || len(r.Clauses) == 0 || r.Clauses[0].Row != want {
			t.Errorf("%s: cited %+v, wanted %s (%v)", owner, r.Clauses, want, err)
		}
	}
	if _, err := Parse("small.toml", []byte(strings.Replace(asking, "pool", "A", 1))); err == nil {
		t.Error("a book that names an advisor was accepted")
	}
}

func TestOfSeveralOnLunchDutyTheFirstWhoIsFreeHoldsIt(t *testing.T) {
	duty := func(a Advisor) Advisor { a.OnLunchDuty = Is(true); return a }
	free, busy, away := duty(Advisor{}), duty(Advisor{Busy: Is("with_customer")}), duty(Advisor{OnSite: Is(false)})
	for _, c := range []struct {
		adv  Advisors
		want floor.AdvisorID
	}{
		{Advisors{"A": {}, "B": free, "C": free}, "B"},
		{Advisors{"B": busy, "C": free}, "C"},
		{Advisors{"B": away, "C": busy}, "B"},
		{Advisors{"B": away, "E": free}, "E"},
		{Advisors{"B": {}}, ""},
	} {
		f := Facts{Rota: Rota{Order: []floor.AdvisorID{"A", "B", "C"}}, Adv: c.adv}
		if got := f.onDuty(); got != c.want {
			t.Errorf("%v: %q holds the duty, wanted %q", c.adv, got, c.want)
		}
	}
}
