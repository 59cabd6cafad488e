package main

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
	"shouwen/kiosk/flow"
)

const thirds = "course-centre-5min-thirds"

// ours writes a house's own rulebook: the course centre's under another id, in
// force from a day, with one change of its text.
func ours(t *testing.T, name, version, from, old, now string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("..", "assets", "rulebooks", thirds+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	out := strings.Replace(string(text), `"`+thirds+`"`, `"ours"`, 1)
	out = strings.Replace(out, "version = \"", "from = \""+from+"\"\nversion = \""+version+"-", 1)
	if old != "" && !strings.Contains(out, old) {
		t.Fatalf("the rulebook does not say %q", old)
	}
	write(t, name, strings.Replace(out, old, now, 1))
	return name
}

func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func write(t *testing.T, name, text string) {
	t.Helper()
	if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// reopened closes the lobby and opens the same house with another configuration.
func (l *testLobby) reopened(t *testing.T, change func(*config)) *testLobby {
	t.Helper()
	l.Close()
	if err := l.house.Close(); err != nil {
		t.Fatal(err)
	}
	cfg := l.cfg
	change(&cfg)
	h, err := openHouse(cfg, false, "", l.clock, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	next, err := newLobby(h)
	if err := errors.Join(err, h.begin(nil)); err != nil {
		t.Fatal(err)
	}
	l.lobby = next
	l.listen(l.news)
	return l
}

// ruledBy is the book of a visit's first ruling.
func (l *testLobby) ruledBy(t *testing.T, day string, number int) rulebook.Ruling {
	t.Helper()
	visits, err := l.desk.VisitsOf(day)
	if err != nil || len(visits) < number {
		t.Fatal(visits, err)
	}
	var r rulebook.Ruling
	if err := json.Unmarshal(visits[number-1].Rulings[0].Ruling, &r); err != nil {
		t.Fatal(err)
	}
	return r
}

func (l *testLobby) signAllIn(t *testing.T) {
	t.Helper()
	for _, a := range l.desk.Snapshot().Advisors {
		if err := l.desk.SignIn(l.stamp(floor.Staff(a.ID)), a.ID); err != nil {
			t.Fatal(err)
		}
	}
}

func TestAHousesOwnRulebookWithAFaultLeavesTheOneInForce(t *testing.T) {
	own := filepath.Join(t.TempDir(), "ours.toml")
	write(t, own, "id = \"ours\"\nnonsense = 1\n")
	l := openTestLobby(t, func(c *config) { c.Rulebook.File = own })
	if got := l.desk.Rulebook().ID; got != thirds {
		t.Errorf("in force is %s", got)
	}
	notices := l.desk.Snapshot().Notices
	if len(notices) != 1 || notices[0].Key != "notice.rulebook" || !strings.Contains(notices[0].Args["fault"], "ours.toml:2:1:") {
		t.Errorf("the manager is told %+v", notices)
	}
	l.visit(t, "k1")
}

func TestAHousesOwnRulebookThatItsCheckFindsWrongLeavesTheOneInForce(t *testing.T) {
	own := ours(t, filepath.Join(t.TempDir(), "ours.toml"), "1", "2026-11-23", "introduced && referrer.owner.gone", "introduced && !introduced")
	l := openTestLobby(t, func(c *config) { c.Rulebook.File = own })
	if got := l.desk.Rulebook().ID; got != thirds {
		t.Errorf("in force is %s", got)
	}
	notices := l.desk.Snapshot().Notices
	if len(notices) != 1 || !strings.Contains(notices[0].Args["fault"], "ours.toml:") || !strings.Contains(notices[0].Args["fault"], "永远不起作用") {
		t.Errorf("the manager is told %+v", notices)
	}
	write(t, own, strings.Replace(read(t, own), "introduced && !introduced", "introduced && referrer.owner.gone", 1))
	l = l.reopened(t, func(c *config) { c.Rulebook.File = own })
	if got := l.desk.Rulebook().ID; got != "ours" || len(l.desk.Snapshot().Notices) != 0 {
		t.Errorf("mended, in force is %s with %+v", got, l.desk.Snapshot().Notices)
	}
}

func TestARulebookRulesFromItsDayAndNotBefore(t *testing.T) {
	own := ours(t, filepath.Join(t.TempDir(), "ours.toml"), "1", "2026-11-24", "", "")
	l := openTestLobby(t, func(c *config) { c.Rulebook.File = own })
	if got := l.desk.Rulebook().ID; got != thirds {
		t.Fatalf("on the day before, %s is in force", got)
	}
	l.visit(t, "k1")
	l.pass(24 * time.Hour)
	l.signAllIn(t) // the first command of the day
	l.visit(t, "k2")
	if got := l.ruledBy(t, "2026-11-23", 1).Book.ID; got != thirds {
		t.Errorf("the visit of the day before is ruled by %s", got)
	}
	if got := l.ruledBy(t, "2026-11-24", 1).Book; got.ID != "ours" || got.Version != l.desk.Rulebook().Version || got.Digest != l.desk.Rulebook().Digest {
		t.Errorf("the visit of its first day is ruled by %+v", got)
	}
}

func TestARulebookTakesForceAtMidnightWithoutAnybodyTouchingAnything(t *testing.T) {
	own := ours(t, filepath.Join(t.TempDir(), "ours.toml"), "1", "2026-11-24", "", "")
	l := openTestLobby(t, func(c *config) { c.Rulebook.File = own })
	l.settings()
	for _, at := range []struct {
		pass time.Duration
		want string
	}{{14*time.Hour + 50*time.Minute, thirds}, {15 * time.Minute, "ours"}} { // 23:50, then five past midnight
		l.pass(at.pass)
		if err := l.dayComes(); err != nil {
			t.Fatal(err)
		}
		if got := l.desk.Rulebook().ID; got != at.want {
			t.Errorf("%v: in force is %s, want %s", l.clock(), got, at.want)
		}
	}
	kept, err := os.ReadFile(l.inForceFile())
	if err != nil || !strings.Contains(string(kept), `"ours"`) {
		t.Errorf("the text in force is not kept: %v", err)
	}
	for n := range l.news {
		if set, ok := n.(flow.SettingsChanged); ok {
			if len(set.Settings.Rules["zh"].Chapters) == 0 {
				t.Error("the touchscreen is not told the new rules")
			}
			return
		}
	}
}

func TestAnEditWithAFaultNeverReplacesTheRulebookInForce(t *testing.T) {
	own := ours(t, filepath.Join(t.TempDir(), "ours.toml"), "1", "2026-11-01", "", "")
	l := openTestLobby(t, func(c *config) { c.Rulebook.File = own })
	before := l.desk.Rulebook()
	if before.ID != "ours" {
		t.Fatalf("in force is %s", before.ID)
	}
	l.visit(t, "k1")
	write(t, own, "broken =")
	l.reopened(t, func(*config) {})
	if got := l.desk.Rulebook(); got.Digest != before.Digest {
		t.Errorf("in force is %+v, want %+v", got, before)
	}
	l.visit(t, "k2")
	if got := l.ruledBy(t, "2026-11-23", 2).Book.Digest; got != before.Digest {
		t.Errorf("the visit after the edit is ruled by %s", got)
	}
	for _, n := range l.desk.Snapshot().Notices {
		if n.Key == "notice.rulebook" && strings.Contains(n.Args["fault"], "ours.toml:1:") {
			return
		}
	}
	t.Errorf("the manager is told %+v", l.desk.Snapshot().Notices)
}

func TestARulingKeepsTheVersionOfItsDayAndIsRepeatedWithThatText(t *testing.T) {
	folder := t.TempDir()
	first := ours(t, filepath.Join(folder, "ours.toml"), "1", "2026-11-01", "", "")
	second := ours(t, filepath.Join(folder, "next.toml"), "2", "2026-11-24", `default = "restore"`, `default = "consume"`)
	l := openTestLobby(t, func(c *config) { c.Rulebook.Files = []string{first, second} })
	l.visit(t, "k1")
	l.pass(24 * time.Hour)
	l.signAllIn(t)
	l.visit(t, "k2")
	old, new := l.ruledBy(t, "2026-11-23", 1), l.ruledBy(t, "2026-11-24", 1)
	if !strings.HasPrefix(old.Book.Version, "1-") || !strings.HasPrefix(new.Book.Version, "2-") || old.Book.Digest == new.Book.Digest {
		t.Fatalf("ruled by %+v and %+v", old.Book, new.Book)
	}
	repeatOf(t, l, old)
}

// repeatOf judges a recorded ruling's facts again with the text that is kept of its book.
func repeatOf(t *testing.T, l *testLobby, old rulebook.Ruling) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(l.keptFolder(), old.Book.ID+"-"+old.Book.Digest[:16]+".toml"))
	if err != nil {
		t.Fatal(err)
	}
	book, err := rulebook.Parse("kept.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	day, err := desk.DayOf(l.store, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range day.Records {
		if r.Kind != "visit.ruled" {
			continue
		}
		var kept struct {
			Moment rulebook.Moment
			Facts  rulebook.Facts
			Ruling json.RawMessage
		}
		if err := json.Unmarshal(r.Body, &kept); err != nil {
			t.Fatal(err)
		}
		again, err := book.Judge(kept.Moment, kept.Facts)
		if err != nil {
			t.Fatal(err)
		}
		if text, err := json.Marshal(again); err != nil || string(text) != string(kept.Ruling) {
			t.Errorf("judged again:\n%s\nrecorded:\n%s", text, kept.Ruling)
		}
		return
	}
	t.Error("the day holds no ruling")
}

func TestASecondFileWithAFaultLeavesTheFirstInForce(t *testing.T) {
	folder := t.TempDir()
	first := ours(t, filepath.Join(folder, "ours.toml"), "1", "2026-11-01", "", "")
	bad := ours(t, filepath.Join(folder, "next.toml"), "2", "2026-11-10", `default = "restore"`, `default = "restored"`)
	l := openTestLobby(t, func(c *config) { c.Rulebook.Files = []string{first, bad} })
	if got := l.desk.Rulebook().Version; !strings.HasPrefix(got, "1-") {
		t.Errorf("in force is version %s", got)
	}
	if n := l.desk.Snapshot().Notices; len(n) != 1 || !strings.Contains(n[0].Args["fault"], "next.toml:") {
		t.Errorf("the manager is told %+v", n)
	}
}

func TestFilesOfTheRulebookLieBesideTheConfiguration(t *testing.T) {
	folder := t.TempDir()
	write(t, filepath.Join(folder, "shouwen.toml"), "[rulebook]\nfile = \"ours.toml\"\nfiles = [\"/srv/next.toml\", \"later.toml\"]\n")
	c, err := readConfig(filepath.Join(folder, "shouwen.toml"))
	if err != nil {
		t.Fatal(err)
	}
	want := []string{filepath.Join(folder, "ours.toml"), "/srv/next.toml", filepath.Join(folder, "later.toml")}
	if got := c.Rulebook.files(); strings.Join(got, " ") != strings.Join(want, " ") {
		t.Errorf("the files are %v, want %v", got, want)
	}
}

func TestTheTouchscreenGreetsAsTheRulebookInForceSays(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.Rulebook.ID = "first-register-3m" })
	set := l.settings()
	if got := set.Greeting; got["zh"] != "您好，欢迎光临" || got["en"] != "Hello, and welcome" {
		t.Errorf("the greeting is %v", got)
	}
	if title := flow.New(set, l.desk.Snapshot()).View(l.phrases).Title; title != "您好，\n欢迎光临" {
		t.Errorf("the first screen says %q", title)
	}
}
