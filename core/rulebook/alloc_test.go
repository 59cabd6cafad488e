package rulebook

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
)

// busyDay is one visitor of a busy day: known, unrecognised, the one due out
// for work.
func busyDay() Facts {
	at := time.Date(2026, 5, 11, 10, 0, 0, 0, time.UTC)
	return Facts{
		Visit:  Visit{At: Is(at)},
		Answer: Answer{BeenBefore: Is("no"), StaffContacted: Is("no"), Referred: Is("no"), AdvisorTie: None[Tie](), RequestedAdvisor: None[floor.AdvisorID]()},
		Cust:   File{Registrations: []Entry{{At: Is(at.AddDate(0, 0, -9)), Advisor: Is[floor.AdvisorID]("A")}}},
		Adv:    Advisors{"B": {Status: Is("active"), OnSite: Is(false), OffReason: Is("work")}},
		Rota:   Rota{Order: []floor.AdvisorID{"B", "C", "A", "D", "E", "F", "G", "H"}},
	}
}

// A ruling names every clause that it passed over, in one list that is as
// long as the book; nothing else about it may grow with the book.
func TestALongerBookTakesNoMoreAllocationsToRule(t *testing.T) {
	text, err := os.ReadFile("../../assets/rulebooks/sms-1month-collision.toml")
	if err != nil {
		t.Fatal(err)
	}
	taken := map[int]float64{}
	for _, n := range []int{0, 10, 100, 200} {
		var more strings.Builder
		for i := range n {
			fmt.Fprintf(&more, "[[arrival]]\nclause = \"一1.a\"\nvariant = \"never %d\"\nzh = \"从不\"\nen = \"never\"\nwhen = '''protected && visit.peak && answer.referred == \"partner\" && size(svc.parallel) > %d'''\nthen = { label = \"pool\", owner = \"pool\" }\n\n", i, i)
		}
		b, err := Parse("longer", []byte(strings.Replace(string(text), "[[arrival]]", more.String()+"[[arrival]]", 1)))
		if err != nil {
			t.Fatal(err)
		}
		if len(b.moments[Arrival]) < n {
			t.Fatal("the clauses were not added")
		}
		f := busyDay()
		taken[n] = testing.AllocsPerRun(200, func() {
			if r, err := b.Judge(Arrival, f); err != nil || r.Server != "C" {
				t.Fatal(r.Server, err)
			}
		})
	}
	t.Log(taken)
	for n, allocations := range taken {
		if allocations > taken[10]+3 || taken[0] > 100 {
			t.Errorf("with %d clauses more a ruling takes %v allocations, with 10 more %v, with none %v", n, allocations, taken[10], taken[0])
		}
	}
}
