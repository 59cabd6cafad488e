package registry

import (
	"testing"
	"time"

	"shouwen/core/floor"
)

func at(day int) time.Time { return time.Date(2026, 11, day, 9, 0, 0, 0, time.UTC) }

func TestTheRegisterStandsInTheOrderOfTheVisits(t *testing.T) {
	c := New("c1", at(1))
	c.Register(Registration{At: at(3), Advisor: "ben", Visit: "v3"})
	c.Register(Registration{At: at(1), Advisor: "ana", Visit: "v1"})
	c.Register(Registration{At: at(2), Advisor: "cho", Visit: "v2"})
	for i, want := range []floor.AdvisorID{"ana", "cho", "ben"} {
		if got := c.Registrations[i].Advisor; got != want {
			t.Errorf("entry %d is %s's, want %s's", i, got, want)
		}
	}
}

func TestAnEntryThatIsCompletedIsStillOneEntry(t *testing.T) {
	c := New("c1", at(1))
	c.Register(Registration{At: at(1), Advisor: "ana", Visit: "v1", HasName: true})
	c.Register(Registration{At: at(1), Advisor: "ana", Visit: "v1", HasName: true, HasPhone: true})
	if len(c.Registrations) != 1 || !c.Registrations[0].HasPhone {
		t.Errorf("the register holds %+v", c.Registrations)
	}
	c.Register(Registration{At: at(1), Advisor: "ben", Visit: "v1"})
	if len(c.Registrations) != 2 {
		t.Error("another advisor's entry of the same visit was lost")
	}
}

func TestAVisitBelongsToOneFile(t *testing.T) {
	c := New("c1", at(1))
	c.Visited("v1")
	c.Visited("v1")
	if len(c.Visits) != 1 {
		t.Errorf("visits are %v", c.Visits)
	}
	c.Deserted("v1")
	if len(c.Visits) != 0 {
		t.Errorf("visits are %v", c.Visits)
	}
}
