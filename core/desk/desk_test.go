package desk

import (
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/rulebook"
	"shouwen/core/vault"
)

// thirds is the rulebook under which these tests play.
const thirds = "course-centre-5min-thirds"

func testBook(t *testing.T, name string) *rulebook.Book {
	t.Helper()
	b, err := rulebook.Load(os.DirFS("../../assets"), name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// openVault is a vault over the log, with keys of its own.
func openVault(t *testing.T, log journal.Log) Safe {
	t.Helper()
	keys, err := vault.OpenKeys(filepath.Join(t.TempDir(), "keys"), true, journaltest.Random(2))
	if err != nil {
		t.Fatal(err)
	}
	return vault.Safe{Vault: vault.New(keys, log, journaltest.Random(3))}
}

// lobby is a house with three advisors who are in, under a rulebook.
type lobby struct {
	*Desk
	t     *testing.T
	log   journal.Log
	safe  Safe
	now   time.Time
	hours rulebook.Hours
}

func openLobby(t *testing.T, book string) *lobby {
	t.Helper()
	return openLobbyWith(t, book, rulebook.Hours{})
}

func openLobbyWith(t *testing.T, book string, hours rulebook.Hours) *lobby {
	t.Helper()
	log := journaltest.NewMemory("east", journaltest.Random(1))
	l := &lobby{t: t, log: log, now: time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 8*3600)), hours: hours}
	l.safe = openVault(t, log)
	l.start(book)
	t.Cleanup(l.Desk.Close)
	l.must(l.Found(l.by(floor.System), Founding{Name: "演示售楼处", Site: "east", Zone: "Asia/Shanghai", Rulebook: book}))
	for i, id := range []floor.AdvisorID{"ana", "ben", "cho"} {
		l.must(l.Hire(l.by(floor.Manager), id, string(id), fmt.Sprint(i+1)))
	}
	l.must(l.Arrange(l.by(floor.Manager), []floor.AdvisorID{"ana", "ben", "cho"}))
	for _, id := range []floor.AdvisorID{"ana", "ben", "cho"} {
		l.must(l.SignIn(l.by(floor.Staff(id)), id))
	}
	return l
}

func (l *lobby) start(book string) {
	l.t.Helper()
	b := testBook(l.t, book)
	d, err := Open(Settings{Log: l.log, Vault: l.safe, Random: rand.NewChaCha8([32]byte{1}), Books: []*rulebook.Book{b}, Hours: l.hours})
	if err != nil {
		l.t.Fatal(err)
	}
	l.Desk = d
}

func (l *lobby) by(who floor.Actor) Stamp {
	l.now = l.now.Add(time.Second)
	return Stamp{At: l.now, By: who}
}

func (l *lobby) must(err error) {
	l.t.Helper()
	if err != nil {
		l.t.Fatal(err)
	}
}

func (l *lobby) arrive(a floor.Answers, who floor.Person) Opened {
	l.t.Helper()
	o, err := l.Open(l.by(floor.Visitor), a, who, floor.Consent{Version: "2026-11", Given: who.Phone != ""})
	l.must(err)
	return o
}

func (l *lobby) refused(err error, key string) {
	l.t.Helper()
	var r *floor.Refusal
	if !errors.As(err, &r) || r.Key != key {
		l.t.Errorf("got %v, want the refusal %s", err, key)
	}
}

func (l *lobby) line() string {
	var in []string
	for _, a := range l.Snapshot().Advisors {
		if a.Place > 0 {
			in = append(in, string(a.ID))
		}
	}
	return strings.Join(in, " ")
}

func TestANewVisitorIsServedByTurnAndCalledAtOnce(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{})
	if o.Server != "ana" || o.Number != 1 || o.Code == "" {
		t.Fatalf("opened %+v, want number 1 served by ana with a code", o)
	}
	if got := l.line(); got != "ben cho ana" {
		t.Errorf("the line is %q, want ana at its end", got)
	}
	if call := l.Snapshot().LastCall; call.Number != 1 || call.Desk != "1" {
		t.Errorf("last call is %+v, want number 1 at desk 1", call)
	}
}

func TestADoubleTapIsOneVisit(t *testing.T) {
	l := openLobby(t, thirds)
	stamp := Stamp{At: l.now, By: floor.Visitor, Key: "tap"}
	first, err := l.Open(stamp, floor.Answers{}, floor.Person{}, floor.Consent{})
	l.must(err)
	second, err := l.Open(stamp, floor.Answers{}, floor.Person{}, floor.Consent{})
	l.must(err)
	if first.Visit != second.Visit || len(l.Snapshot().Visits) != 1 {
		t.Errorf("two taps opened %s and %s", first.Visit, second.Visit)
	}
}

func TestOneSlipIsClaimedOnce(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
	again, err := l.Claim(l.by(floor.Staff("ana")), o.Code, "ana", "page")
	l.must(err)
	if !again.Again {
		t.Error("the same advisor's retry is not told apart from a claim")
	}
	_, err = l.Claim(l.by(floor.Staff("ben")), o.Code, "ben", "page")
	l.refused(err, "refusal.code.used")
	_, err = l.Claim(l.by(floor.Staff("ben")), "0000000000000000", "ben", "page")
	l.refused(err, "refusal.code.unknown")
}

func TestASlipOfYesterdayHasExpired(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	l.now = l.now.Add(24 * time.Hour)
	l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
	_, err := l.Claim(l.by(floor.Staff("ana")), o.Code, "ana", "page")
	l.refused(err, "refusal.code.expired")
}

func TestWhoClaimsInAnothersPlaceHasHadHisTurn(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{})
	_, err := l.Claim(l.by(floor.Staff("cho")), o.Code, "cho", "scanner")
	l.must(err)
	if got := l.line(); got != "ana ben cho" {
		t.Errorf("the line is %q, want ana's turn put back and cho's used", got)
	}
	if n := l.Snapshot().Notices; len(n) != 1 || n[0].Key != "notice.taken_over" {
		t.Errorf("the manager is told %v", n)
	}
}

func TestWhoeverWaitsLongestIsCalledWhenSomebodyIsFree(t *testing.T) {
	l := openLobby(t, thirds)
	var codes []string
	for range 3 {
		o := l.arrive(floor.Answers{}, floor.Person{})
		_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
		l.must(err)
		codes = append(codes, o.Code)
	}
	fourth := l.arrive(floor.Answers{}, floor.Person{})
	fifth := l.arrive(floor.Answers{}, floor.Person{})
	if fourth.Server != "" || fifth.Server != "" {
		t.Fatalf("with nobody free the fourth goes to %q and the fifth to %q", fourth.Server, fifth.Server)
	}
	second, err := l.VisitByCode(codes[1], l.now)
	l.must(err)
	_, err = l.Finish(l.by(floor.Staff("ben")), second.ID, Basics{Surname: "王", Title: "mr", Need: "三居"})
	l.must(err)
	if call := l.Snapshot().LastCall; call.Number != 4 || call.Server != "ben" {
		t.Errorf("called %+v, want number 4 to ben", call)
	}
}

func TestTheSamePhoneAndSurnameIsTheSameCustomer(t *testing.T) {
	l := openLobby(t, thirds)
	wang := floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}
	first := l.arrive(floor.Answers{}, wang)
	second := l.arrive(floor.Answers{}, wang)
	spouse := l.arrive(floor.Answers{}, floor.Person{Surname: "李", Title: "ms", Phone: "13800000001"})
	id := func(o Opened) floor.CustomerID {
		v, err := l.Visit(o.Visit)
		l.must(err)
		return v.Customer
	}
	if id(first) != id(second) {
		t.Error("the same person twice got two files")
	}
	if id(first) == id(spouse) {
		t.Error("two people who share a phone share a file")
	}
}

func TestGivenNamesTellPeopleOfOneSurnameAndPhoneApart(t *testing.T) {
	l := openLobby(t, thirds)
	comes := func(given string) floor.CustomerID {
		o := l.arrive(floor.Answers{}, floor.Person{Surname: "王", Given: given, Title: "mr", Phone: "13800000001"})
		v, err := l.Visit(o.Visit)
		l.must(err)
		return v.Customer
	}
	first := comes("")
	if comes("小明") != first || comes("") != first {
		t.Error("one who gives his given name later got another file")
	}
	if comes("小红") == first {
		t.Error("two people of one surname and phone share a file")
	}
	if comes("小明") != first {
		t.Error("the given name does not find its file among two")
	}
	if who, _, err := l.Person(first); err != nil || who.Name() != "王小明" {
		t.Errorf("the file says %q (%v), want the whole name", who.Name(), err)
	}
}

func TestARestartResumesTheDay(t *testing.T) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{}, floor.Person{Surname: "王", Phone: "13800000001"})
	before := spellSnapshot(t, l.Snapshot())
	l.Desk.Close()
	l.start(thirds)
	if after := spellSnapshot(t, l.Snapshot()); after != before {
		t.Errorf("after the restart the floor is\n%s\nwant\n%s", after, before)
	}
	_, err := l.Claim(l.by(floor.System), o.Code, "", "scanner")
	l.must(err)
}

func spellSnapshot(t *testing.T, s *floor.Snapshot) string {
	t.Helper()
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheStateFollowsFromTheJournalAlone(t *testing.T) {
	l := openLobby(t, thirds)
	busyHour(l)
	folded, err := Fold(l.log)
	l.must(err)
	for key, want := range folded {
		got, ok, err := l.log.Get([]byte(key))
		l.must(err)
		if !ok || string(got) != string(want) {
			t.Errorf("%s stands as\n%s\nthe journal says\n%s", key, got, want)
		}
	}
	for _, prefix := range []string{keyAdvisor, keyVisit, keyCustomer, keyDay, keyCode} {
		l.must(l.log.Scan([]byte(prefix), func(key, _ []byte) error {
			if _, ok := folded[string(key)]; !ok {
				t.Errorf("%s stands in the store and does not follow from the journal", key)
			}
			return nil
		}))
	}
}

// busyHour does a little of everything.
func busyHour(l *lobby) {
	first := l.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"})
	_, err := l.Claim(l.by(floor.System), first.Code, "", "scanner")
	l.must(err)
	l.must(l.StepOut(l.by(floor.Staff("ben")), "ben", floor.Private))
	second := l.arrive(floor.Answers{BeenBefore: floor.Yes, Recalled: floor.Named("ana")}, floor.Person{})
	l.must(l.StepBack(l.by(floor.Staff("ben")), "ben"))
	l.must(l.Place(l.by(floor.Manager), second.Visit, "ben", "客户要求"))
	_, err = l.Claim(l.by(floor.System), second.Code, "ben", "page")
	l.must(err)
	_, err = l.Recognise(l.by(floor.Manager), second.Visit, "original", WishNone)
	l.must(err)
	_, err = l.Finish(l.by(floor.Manager), first.Visit, Basics{Need: "两居"})
	l.must(err)
	_, err = l.Deal(l.by(floor.Manager), first.Visit, "ana", "ordered")
	l.must(err)
	third := l.arrive(floor.Answers{}, floor.Person{})
	l.must(l.Leave(l.by(floor.Manager), third.Visit))
	l.now = l.now.Add(24 * time.Hour)
	l.must(l.SignIn(l.by(floor.Staff("ana")), "ana"))
}

func TestAClockOfThePastOpensNoDay(t *testing.T) {
	l := openLobby(t, thirds)
	l.now = l.now.Add(-48 * time.Hour)
	_, err := l.Open(l.by(floor.Visitor), floor.Answers{}, floor.Person{}, floor.Consent{})
	l.refused(err, "refusal.clock")
}

func TestWrongPINsAreCountedOverARestart(t *testing.T) {
	l := openLobby(t, thirds)
	l.must(l.SetPIN(l.by(floor.Manager), "ana", "482915"))
	for range freeTries {
		l.refused(l.CheckPIN(l.now, "ana", "111111"), "refusal.pin.wrong")
	}
	l.Desk.Close()
	l.start(thirds)
	l.refused(l.CheckPIN(l.now, "ana", "482915"), "refusal.pin.wait")
	l.must(l.CheckPIN(l.now.Add(firstWait), "ana", "482915"))
	l.refused(l.CheckPIN(l.now, "cho", "482915"), "refusal.pin.wrong")
}

func TestNoNameOrPhoneStandsInAnEvent(t *testing.T) {
	l := openLobby(t, thirds)
	l.arrive(floor.Answers{}, floor.Person{Surname: "欧阳", Title: "ms", Phone: "13800000009", Referrer: "司马先生"})
	l.must(l.log.Read(1, func(r journal.Record) error {
		for _, secret := range []string{"欧阳", "13800000009", "司马"} {
			if strings.Contains(string(r.Body), secret) {
				t.Errorf("record %d (%s) holds %s", r.Seq, r.Kind, secret)
			}
		}
		return nil
	}))
}

func TestManyAtOnceGetNumbersOfTheirOwn(t *testing.T) {
	l := openLobby(t, thirds)
	numbers := make(chan int, 40)
	for i := range 40 {
		go func() {
			o, err := l.Open(Stamp{At: l.now, By: floor.Visitor, Key: fmt.Sprint(i)}, floor.Answers{}, floor.Person{}, floor.Consent{})
			if err != nil {
				t.Error(err)
			}
			numbers <- o.Number
		}()
	}
	var got []int
	for range 40 {
		got = append(got, <-numbers)
	}
	slices.Sort(got)
	for i, n := range got {
		if n != i+1 {
			t.Fatalf("the numbers are %v", got)
		}
	}
}
