package rulebook

import (
	"fmt"
	"os"
	"reflect"
	"runtime"
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
// long as the moment; nothing else about it may grow with the book. The list is
// part of what the journal keeps, so it is as long for every reader.
func TestALongerBookTakesNoMoreAllocationsToRule(t *testing.T) {
	text, err := os.ReadFile("../../assets/rulebooks/sms-1month-collision.toml")
	if err != nil {
		t.Fatal(err)
	}
	taken, bytes := map[int]float64{}, map[int]uint64{}
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
		bytes[n] = bytesOf(200, func() { b.Judge(Arrival, f) })
	}
	t.Log(taken, bytes)
	if list := uint64(reflect.TypeFor[Passed]().Size()) * 190; bytes[200] > bytes[10]+list*5/4 { // a quarter is lost to the sizes that memory comes in
		t.Errorf("190 clauses more take %d bytes more, of which %d are the list of those passed over", bytes[200]-bytes[10], list)
	}
	for n, allocations := range taken {
		if allocations > taken[10]+3 || taken[0] > 100 {
			t.Errorf("with %d clauses more a ruling takes %v allocations, with 10 more %v, with none %v", n, allocations, taken[10], taken[0])
		}
	}
}

// bytesOf is how much memory one of several runs takes, freed again or not.
func bytesOf(runs int, do func()) uint64 {
	do() // what is made once
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for range runs {
		do()
	}
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) / uint64(runs)
}
