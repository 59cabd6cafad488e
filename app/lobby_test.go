package main

import (
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/printer"
	"shouwen/core/slip"
	"shouwen/kiosk/flow"
)

// A testLobby is a lobby without windows, on a real store in a folder of its own.
type testLobby struct {
	*lobby
	mu   sync.Mutex
	at   time.Time
	news chan flow.News
}

func (l *testLobby) clock() time.Time {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.at = l.at.Add(time.Second)
	return l.at
}

func (l *testLobby) pass(d time.Duration) {
	l.mu.Lock()
	l.at = l.at.Add(d)
	l.mu.Unlock()
}

// openTestLobby opens a lobby whose manager has a PIN; the advisors choose theirs
// later, as each PIN takes the time that makes it hard to guess.
func openTestLobby(t *testing.T, change func(*config)) *testLobby {
	t.Helper()
	t.Parallel()
	return openStill(t, change)
}

// openStill is openTestLobby for a test that opens several.
func openStill(t *testing.T, change func(*config)) *testLobby {
	t.Helper()
	cfg := defaults()
	cfg.Data = t.TempDir()
	cfg.LAN.Port = 0
	if change != nil {
		change(&cfg)
	}
	cfg = cfg.filled()
	l := &testLobby{at: time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 8*3600)), news: make(chan flow.News, 64)}
	f, err := demoFounding("演示售楼处")
	if err != nil {
		t.Fatal(err)
	}
	f.managerPIN = "918273"
	for i := range f.advisors {
		f.advisors[i].pin = ""
	}
	h, err := openHouse(cfg, true, f.Site, l.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.found(f), h.begin(nil)); err != nil {
		t.Fatal(err)
	}
	if l.lobby, err = newLobby(h); err != nil {
		t.Fatal(err)
	}
	l.listen(l.news)
	t.Cleanup(func() {
		l.Close()
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	})
	for _, a := range f.advisors {
		if err := l.desk.SignIn(l.stamp(floor.Staff(a.id)), a.id); err != nil {
			t.Fatal(err)
		}
	}
	return l
}

// visit comes in under a key and returns what the touchscreen is told.
func (l *testLobby) visit(t *testing.T, key string) flow.Ruled {
	t.Helper()
	n := l.carryOut(flow.OpenVisit{Key: key, Answers: floor.Answers{Language: floor.English, BeenBefore: floor.No}})
	ruled, ok := n.(flow.Ruled)
	if !ok {
		t.Fatalf("told %+v", n)
	}
	return ruled
}

// slipEnds waits for the news of a slip.
func (l *testLobby) slipEnds(t *testing.T, key string) flow.SlipState {
	t.Helper()
	for n := range l.news {
		if told, ok := n.(flow.SlipTold); ok && told.Key == key {
			return told.Slip
		}
	}
	return ""
}

func TestATouchBecomesANumberASlipAndACall(t *testing.T) {
	l := openTestLobby(t, nil)
	ruled := l.visit(t, "k1")
	if ruled.Number != 1 || ruled.Name != "林晓" || ruled.Sentence != flow.Comes || ruled.Code == "" {
		t.Errorf("told %+v", ruled)
	}
	if got := l.slipEnds(t, "k1"); got != flow.SlipPrinted {
		t.Errorf("the slip is %s", got)
	}
	files, err := filepath.Glob(filepath.Join(l.cfg.Data, "slips", "*.png"))
	if err != nil || len(files) != 1 {
		t.Errorf("the folder holds %v, %v", files, err)
	}
	v, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil || v[0].Slip.Outcome != "confirmed" {
		t.Errorf("the journal says of the slip %+v, %v", v[0].Slip, err)
	}
}

func TestAPrinterThatIsNotThereLeavesCodeAndNumberAndTellsTheManager(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.Printer.To = "tcp://127.0.0.1:1" })
	ruled := l.visit(t, "k1")
	if got := l.slipEnds(t, "k1"); got != flow.SlipFailed {
		t.Errorf("the slip is %s", got)
	}
	if ruled.Link == "" {
		t.Error("nothing is there for the screen to show as QR")
	}
	notices := l.desk.Snapshot().Notices
	if len(notices) != 1 || notices[0].Key != "notice.printer" {
		t.Fatalf("the manager is told %+v", notices)
	}
	said := l.phrases.Say(floor.English, notices[0].Key, notices[0].Args)
	if strings.Contains(said, "printer.reason") || strings.Contains(said, "{") {
		t.Errorf("the notice reads %q", said)
	}
}

func TestASlipThatNoPrinterConfirmsLeavesTheCodeOnTheScreenToo(t *testing.T) {
	for out, want := range map[printer.Outcome]flow.SlipState{printer.Confirmed: flow.SlipPrinted, printer.Unknown: flow.SlipSent,
		printer.Failed: flow.SlipFailed, printer.Withdrawn: flow.SlipFailed} {
		if got := slipState(out); got != want {
			t.Errorf("a slip that is %s is shown as %s, want %s", out, got, want)
		}
	}
}

func TestAVisitsKeyIsForgottenWithItsSlipOrWithTheDay(t *testing.T) {
	l := openTestLobby(t, nil)
	l.visit(t, "k1")
	l.slipEnds(t, "k1")
	if len(l.keys) != 0 {
		t.Errorf("after the slip came out the lobby still knows %v", l.keys)
	}
	l.know("v-lost", "k2")
	l.pass(24 * time.Hour)
	l.visit(t, "k3")
	l.slipEnds(t, "k3")
	if key := l.forget("v-lost"); key != "" {
		t.Errorf("on the next day the lobby still knows a slip that never ended, as %s", key)
	}
}

func TestNewsWaitsForTheWindowInOrderAndNeverHoldsThePrinterUp(t *testing.T) {
	l := openTestLobby(t, nil)
	news := make(chan flow.News, 2)
	l.listen(news)
	for _, key := range []string{"k1", "k2", "k3"} { // the third finds no place, and tell returns
		l.tell(flow.SlipTold{Key: key})
	}
	for _, want := range []string{"k1", "k2"} {
		if got := (<-news).(flow.SlipTold); got.Key != want {
			t.Errorf("told of %s, want %s", got.Key, want)
		}
	}
}

func TestAScanClaimsForTheOneAssignedAndABadgeForItsHolder(t *testing.T) {
	l := openTestLobby(t, nil)
	l.visit(t, "k1")
	l.visit(t, "k2")
	visits, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil {
		t.Fatal(err)
	}
	if key, args := l.scanned(slip.Link("192.0.2.1:8080", visits[0].Code)); key != "board.scan.claimed" || args["advisor"] != "林晓" {
		t.Errorf("the first scan says %s %v", key, args)
	}
	badge, err := l.desk.IssueBadge(l.stamp(floor.Manager), "gao")
	if err != nil {
		t.Fatal(err)
	}
	if key, _ := l.scanned(slip.TypedBadge(badge)); key != "board.scan.badge" {
		t.Errorf("the badge says %s", key)
	}
	if key, args := l.scanned(slip.Typed(visits[1].Code)); key != "board.scan.claimed" || args["advisor"] != "高远" {
		t.Errorf("the second scan says %s %v", key, args)
	}
	if key, _ := l.scanned(slip.Typed(visits[0].Code)); key != "board.scan.claimed" {
		t.Errorf("a slip scanned twice by the same desk says %s", key)
	}
	if key, _ := l.scanned("HTTP://192.0.2.1:8080/V/0000000000000000"); key != "refusal.code.unknown" {
		t.Errorf("a forged slip says %s", key)
	}
}

func TestABadgeSpeaksForOneSlipAndNotForLong(t *testing.T) {
	l := openTestLobby(t, nil)
	l.visit(t, "k1")
	visits, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil {
		t.Fatal(err)
	}
	badge, err := l.desk.IssueBadge(l.stamp(floor.Manager), "gao")
	if err != nil {
		t.Fatal(err)
	}
	l.scanned(slip.TypedBadge(badge))
	l.pass(badgeHolds + time.Second)
	if _, args := l.scanned(slip.Typed(visits[0].Code)); args["advisor"] != "林晓" {
		t.Errorf("an old badge still claims: %v", args)
	}
}

func TestTheCornerOpensWithTheManagersPINOnly(t *testing.T) {
	l := openTestLobby(t, nil)
	if n, ok := l.carryOut(flow.CheckPIN{PIN: "111119"}).(flow.Refused); !ok || n.Refusal.Key != "refusal.pin.wrong" {
		t.Errorf("a wrong PIN is told %+v", n)
	}
	if n, ok := l.carryOut(flow.CheckPIN{PIN: "918273"}).(flow.Admitted); !ok || n.By != floor.Manager {
		t.Errorf("the right PIN is told %+v", n)
	}
}

func TestTheCornerWritesAndSealsTheDaysLog(t *testing.T) {
	l := openTestLobby(t, nil)
	l.visit(t, "k1")
	l.slipEnds(t, "k1")
	noted, ok := l.carryOut(flow.SealDay{By: floor.Manager}).(flow.Noted)
	if !ok || noted.Args["digest"] == "" {
		t.Fatalf("told %+v", noted)
	}
	for _, end := range []string{".xlsx", ".csv"} {
		file := strings.TrimSuffix(noted.Args["file"], ".xlsx") + end
		if info, err := os.Stat(file); err != nil || info.Size() == 0 || info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v, %v", file, info, err)
		}
	}
}

func TestASecondStartOnTheSameHouseIsRefusedInWords(t *testing.T) {
	l := openTestLobby(t, nil)
	_, err := openHouse(l.cfg, false, "", l.clock, slog.New(slog.DiscardHandler))
	if err == nil {
		t.Fatal("a second start opened the same store")
	}
	if said := l.say(floor.English, err); strings.Contains(said, "store.") || said == "" {
		t.Errorf("it says %q", said)
	}
}

func TestAnEmptiedJournalIsNeverAFreshStart(t *testing.T) {
	l := openTestLobby(t, nil)
	cfg := config{Data: l.cfg.Data}
	if !isFounded(cfg) {
		t.Error("a house that stands is offered a first start")
	}
	empty := config{Data: t.TempDir()}
	if isFounded(empty) {
		t.Error("an empty folder is taken for a house")
	}
	if err := os.WriteFile(filepath.Join(empty.Data, "keys"), []byte("x"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !isFounded(empty) {
		t.Error("keys without a journal are taken for a fresh start")
	}
}

func TestWhoIsNamedByTheVisitorIsNamedOnTheSlipAndNobodyElse(t *testing.T) {
	l := openTestLobby(t, nil)
	l.wasReceivedBy(t, "zhou")
	if err := l.desk.StepOut(l.stamp(floor.Staff("zhou")), "zhou", floor.Work); err != nil {
		t.Fatal(err)
	}
	for key, c := range map[string]struct {
		says  floor.Pick
		owner floor.AdvisorID
		kind  flow.Sentence
	}{
		"named":   {floor.Named("zhou"), "zhou", flow.StandIn},
		"unnamed": {floor.Nobody, "", flow.Comes},
	} {
		n := l.carryOut(flow.OpenVisit{Key: key, Person: demoVisitor, Consent: floor.Consent{Version: consentVersion, Given: true},
			Answers: floor.Answers{BeenBefore: floor.Yes, Recalled: c.says}})
		ruled, ok := n.(flow.Ruled)
		if !ok || ruled.Owner != c.owner || ruled.Sentence != c.kind {
			t.Errorf("%s: told %+v, want owner %q in a sentence %s", key, n, c.owner, c.kind)
		}
	}
}

// wasReceivedBy puts the demonstration's visitor on the file as the advisor's.
func (l *testLobby) wasReceivedBy(t *testing.T, id floor.AdvisorID) {
	t.Helper()
	consent := floor.Consent{Version: consentVersion, Given: true}
	o, err := l.desk.Open(l.stamp(floor.Visitor), floor.Answers{BeenBefore: floor.No}, demoVisitor, consent)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := l.desk.Claim(l.stamp(floor.System), o.Code, id, "scanner"); err != nil {
		t.Fatal(err)
	}
	if _, err := l.desk.Finish(l.stamp(floor.Staff(id)), o.Visit, desk.Basics{Need: "三居", Consent: consent}); err != nil {
		t.Fatal(err)
	}
}
