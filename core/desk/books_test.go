package desk

import (
	"encoding/json"
	"os"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// Every rulebook that ships must rule on what a lobby brings before it: an
// ordinary day leaves no visit unserved for want of a ruling.
func TestEveryShippedRulebookRulesOnAnOrdinaryDay(t *testing.T) {
	names, err := rulebook.Names(os.DirFS("../../assets"))
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			l := openLobby(t, name)
			ordinaryDay(l)
			visits, err := l.VisitsOf(l.Today())
			l.must(err)
			for _, v := range visits {
				if v.Rulings[0].Moment == string(rulebook.Arrival) && v.Server == "" && v.State != floor.Left {
					t.Errorf("number %d is served by nobody: %s", v.Number, v.Rulings[0].Ruling)
				}
				for _, r := range v.Rulings {
					var ruling rulebook.Ruling
					l.must(json.Unmarshal(r.Ruling, &ruling))
					if ruling.Book.ID != name {
						t.Errorf("number %d at %s was not ruled by the book: %s", v.Number, r.Moment, r.Ruling)
					}
				}
			}
		})
	}
}

// ordinaryDay is a new visitor, one who comes back and names his advisor, one
// who comes back and does not, one who asks for somebody, and a deal.
func ordinaryDay(l *lobby) {
	wang := floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}
	served := func(o Opened) {
		if o.Server == "" {
			return
		}
		_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
		l.must(err)
		_, err = l.Finish(l.by(floor.Manager), o.Visit, Basics{Surname: "王", Title: "mr", Phone: "13800000001", Need: "两居"})
		l.must(err)
	}
	first := floor.Answers{BeenBefore: floor.No, KinBeenBefore: floor.No, OtherSite: floor.No, StaffContacted: floor.No,
		Referral: floor.Referral{By: "no"}, Requested: floor.Nobody, Purpose: floor.Learn, AdvisorTie: floor.Nobody}
	served(l.arrive(first, wang))
	l.now = l.now.Add(time.Hour)
	again := first
	again.BeenBefore, again.Recalled, again.ShownMessage = floor.Yes, floor.Named("ana"), floor.Nobody
	served(l.arrive(again, wang))
	again.Recalled = floor.Nobody
	back := l.arrive(again, wang)
	served(back)
	asks := first
	asks.Requested = floor.Named("cho")
	last := l.arrive(asks, floor.Person{Surname: "李", Title: "ms", Phone: "13800000002"})
	served(last)
	if _, err := l.Deal(l.by(floor.Manager), last.Visit, "cho", "ordered"); err != nil {
		l.t.Error(err)
	}
	l.arrive(floor.Answers{Language: floor.English}, floor.Person{})
}
