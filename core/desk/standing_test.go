package desk

import (
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/rotation"
)

func TestWhomAnAdvisorIsWithIsTheOneWhoHasComeFurthest(t *testing.T) {
	at := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	s := newState(nil)
	for i, state := range []floor.VisitState{floor.Waiting, floor.Waiting, floor.Called, floor.Finished, floor.Serving} {
		id := floor.VisitID(string(rune('a' + i)))
		s.visits[id] = &Visit{ID: id, Server: "ana", State: state, OpenedAt: at.Add(time.Duration(i) * time.Minute)}
	}
	for _, want := range []floor.VisitID{"e", "c", "a", "b"} {
		got := s.serving("ana")
		if got == nil || got.ID != want {
			t.Fatalf("ana is with %+v, want visit %s", got, want)
		}
		got.State = floor.Finished
	}
	if got := s.serving("ana"); got != nil {
		t.Errorf("ana is with %s after everything is finished", got.ID)
	}
}

func TestARulingThatRepeatsItselfUsesOneTurn(t *testing.T) {
	l := openLobby(t, thirds)
	known := floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}
	first := l.arrive(floor.Answers{BeenBefore: floor.No}, known)
	_, err := l.Claim(l.by(floor.System), first.Code, "", "scanner")
	l.must(err)
	_, err = l.Finish(l.by(floor.Manager), first.Visit, Basics{Need: "两居"})
	l.must(err)
	again := l.arrive(floor.Answers{BeenBefore: floor.Yes, Recalled: floor.Nobody}, known)
	_, err = l.Claim(l.by(floor.System), again.Code, "", "scanner")
	l.must(err)
	l.now = l.now.Add(6 * time.Minute)
	_, err = l.Recognise(l.by(floor.Manager), again.Visit, "mutual", WishNone)
	l.must(err)
	if tally := l.state.house.Line.Tallies["ben"]; tally.Used != 1 {
		t.Errorf("ben has used %d turns for one visitor", tally.Used)
	}
}

func TestANoticeIsOfOneVisitAndNotOfItsNumber(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
	_, err = l.Change(l.by(floor.Manager), o.Visit, WishOther, "", false)
	l.must(err)
	_, err = l.Finish(l.by(floor.Manager), o.Visit, Basics{})
	l.must(err)
	_, err = l.Deal(l.by(floor.Manager), o.Visit, "ana", "ordered") // waits for the manager, too
	l.must(err)
	l.now = l.now.Add(24 * time.Hour)
	l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
	today := l.arrive(floor.Answers{}, floor.Person{})
	l.must(l.Leave(l.by(floor.Manager), today.Visit))
	if n := l.Snapshot().Notices; today.Number != o.Number || len(n) != 1 {
		t.Errorf("number %d left, and of yesterday's number %d the manager is told %v", today.Number, o.Number, n)
	}
}

func TestAReceptionOverMidnightKeepsItsAdvisorBusy(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
	l.now = l.now.Add(15 * time.Hour)
	l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
	for range 2 {
		if a := l.Snapshot().Advisors[0]; a.ID != "ana" || a.State != floor.Busy {
			t.Errorf("ana stands as %+v, want busy with her visitor of yesterday", a)
		}
		if o := l.arrive(floor.Answers{}, floor.Person{}); o.Server != "" {
			t.Errorf("%s is sent to %s, who is busy", o.Visit, o.Server)
		}
		l.Desk.Close()
		l.start(thirds)
	}
}

func TestAMakeUpTurnThatCannotBeServedIsOwedOnce(t *testing.T) {
	l := openLobby(t, thirds)
	l.must(l.StepOut(l.by(floor.Staff("ana")), "ana", floor.Work))
	l.arrive(floor.Answers{}, floor.Person{})
	l.arrive(floor.Answers{}, floor.Person{})
	if line := l.state.house.Line; line.Credits["ana"] != 1 || line.Tallies["ana"] != (rotation.Tally{Owed: 1}) {
		t.Errorf("ana is owed %d turns, her day is %+v; her own turn came once", line.Credits["ana"], line.Tallies["ana"])
	}
}
