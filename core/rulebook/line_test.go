package rulebook

import (
	"os"
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestTheNextFreeOneFromTheEndOfTheOrder(t *testing.T) {
	text, err := os.ReadFile("testdata/small.toml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := Parse("small.toml", []byte(strings.Replace(string(text), `server = "first", owner = "first"`, `server = "last_free", owner = "last"`, 1)))
	if err != nil {
		t.Fatal(err)
	}
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
