package desk

import (
	"slices"
	"testing"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
)

// nextMorning moves the lobby's clock to nine o'clock of the next day.
func (l *lobby) nextMorning() { l.now = l.now.Add(24 * time.Hour) }

// kinds lists the kinds of the records from a sequence number on.
func (l *lobby) kinds(from uint64) []string {
	l.t.Helper()
	var out []string
	l.must(l.log.Read(from, func(r journal.Record) error { out = append(out, r.Kind); return nil }))
	return out
}

// foldsLikeItStands compares what the journal says with what stands beside it.
func (l *lobby) foldsLikeItStands() {
	l.t.Helper()
	folded, err := Fold(l.log)
	l.must(err)
	for key, want := range folded {
		if got, _, err := l.log.Get([]byte(key)); err != nil || string(got) != string(want) {
			l.t.Errorf("%s stands as\n%s\nthe journal says\n%s", key, got, want)
		}
	}
}

func TestWhoWasCalledYesterdayIsNotCalledThisMorning(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	l.nextMorning()
	l.refused(l.CallAgain(l.by(floor.Manager), o.Visit), "refusal.visit.over")
	l.refused(l.Leave(l.by(floor.Manager), o.Visit), "refusal.visit.over")
	l.refused(l.Place(l.by(floor.Manager), o.Visit, "ben", "客户要求"), "refusal.visit.over")
	l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
	if first := l.arrive(floor.Answers{}, floor.Person{}); first.Server != "ana" || first.Number != 1 {
		t.Errorf("the first of the new day is %+v, want number 1 with ana", first)
	}
	l.foldsLikeItStands()
}

func TestTheOrderOfTheDayHoldsWhateverWasAskedOfYesterday(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	l.nextMorning()
	l.refused(l.Leave(l.by(floor.Manager), o.Visit), "refusal.visit.over")
	l.must(l.Arrange(l.by(floor.Manager), []floor.AdvisorID{"cho", "ben", "ana"}))
	for _, id := range []floor.AdvisorID{"ana", "ben", "cho"} {
		l.must(l.SignIn(l.by(floor.Staff(id)), id))
	}
	if got := l.line(); got != "cho ben ana" {
		t.Errorf("the line is %q, want the manager's order", got)
	}
}

func TestEveryDayIsSealedByTheNextOne(t *testing.T) {
	l := openLobby(t, thirds)
	l.arrive(floor.Answers{}, floor.Person{})
	for range 3 {
		l.nextMorning()
		from := l.log.Head().Seq + 1
		l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
		if got := l.kinds(from); !slices.Equal(got, []string{"day.sealed", "day.begun", "advisor.signed_in"}) {
			t.Errorf("the morning begins with %v", got)
		}
	}
	seals, err := l.log.Seals()
	l.must(err)
	if len(seals) != 3 {
		t.Errorf("%d days are sealed, want 3", len(seals))
	}
	day, err := DayOf(l.log, "2026-11-23")
	l.must(err)
	if day.Seal.Digest != seals[0].Hash.String() || day.Seal == (event.DaySealed{}) {
		t.Errorf("the first day's log carries the seal %+v, want %s", day.Seal, seals[0].Hash)
	}
}

func TestMinutesAreNotCountedByAClockThatWasPutBack(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
	l.now = l.now.Add(-3 * time.Hour)
	_, err = l.Recognise(l.by(floor.Manager), o.Visit, "original", WishNone)
	l.refused(err, "refusal.clock.minutes")
	l.arrive(floor.Answers{}, floor.Person{})
	told := func() bool {
		return slices.ContainsFunc(l.Snapshot().Notices, func(n floor.Notice) bool { return n.Key == noticeClock })
	}
	if !told() {
		t.Error("nobody tells the manager that the clock stands behind")
	}
	l.now = l.now.Add(4 * time.Hour)
	l.must(l.StepOut(l.by(floor.Staff("cho")), "cho", floor.Private))
	if told() {
		t.Error("the notice stays after the clock has caught up")
	}
}

func TestWhoTypesAPhoneLearnsNothingOfItsOwner(t *testing.T) {
	mine := floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}
	unknown := floor.Person{Surname: "赵", Title: "ms", Phone: "13800000002"}
	var told []floor.AdvisorID
	for _, who := range []floor.Person{mine, unknown} {
		l := openLobby(t, thirds)
		first := l.arrive(floor.Answers{BeenBefore: floor.No}, mine)
		_, err := l.Claim(l.by(floor.System), first.Code, "", "scanner")
		l.must(err)
		_, err = l.Finish(l.by(floor.Manager), first.Visit, Basics{Need: "两居"})
		l.must(err)
		o := l.arrive(floor.Answers{BeenBefore: floor.Yes, Recalled: floor.Named("cho")}, who)
		told = append(told, o.Server, o.StandsFor)
	}
	if told[0] != told[2] || told[1] != told[3] {
		t.Errorf("naming a colleague who is there, the owner's phone hears %v and another hears %v", told[:2], told[2:])
	}
}

func TestWhatIsOnFileIsNotOverwrittenAtTheTouchscreen(t *testing.T) {
	l := openLobby(t, thirds)
	first := l.arrive(floor.Answers{}, floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"})
	l.arrive(floor.Answers{}, floor.Person{Surname: "王", Title: "ms", Phone: "13800000001", Referrer: "陌生人"})
	v, err := l.Visit(first.Visit)
	l.must(err)
	who, _, err := l.Person(v.Customer)
	l.must(err)
	if who.Title != "mr" {
		t.Errorf("the title on file became %q", who.Title)
	}
}

func TestAPhoneThatSeveralHaveAsksForAPerson(t *testing.T) {
	l := openLobby(t, thirds)
	l.arrive(floor.Answers{}, floor.Person{Surname: "王", Phone: "13800000001"})
	l.arrive(floor.Answers{}, floor.Person{Surname: "李", Phone: "13800000001"})
	l.arrive(floor.Answers{}, floor.Person{Phone: "13800000001"})
	if n := l.Snapshot().Notices; len(n) != 1 || n[0].Key != "notice.phone.shared" {
		t.Errorf("the manager is told %+v", n)
	}
}

func TestABugIsNotReadAsAnEmptyVisit(t *testing.T) {
	l := openLobby(t, thirds)
	defer func() {
		if recover() == nil {
			t.Error("a bug was swallowed")
		}
	}()
	if _, err := l.look(func(*state) *Visit { panic("a bug") }); err == nil {
		t.Error("a bug was read as a visit")
	}
}

func TestTheRegisterKeepsTheNoticeThatTheVisitorSaw(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{Surname: "王", Phone: "13800000001"})
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
	_, err = l.Finish(l.by(floor.Manager), o.Visit, Basics{Need: "两居"})
	l.must(err)
	reader, found := eventReader(), false
	l.must(l.log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if entry, ok := e.(event.CustomerRegistered); ok {
			found = entry.Consent == floor.Consent{Version: "2026-11", Given: true}
		}
		return err
	}))
	if !found {
		t.Error("the register entry does not say which notice was shown")
	}
}
