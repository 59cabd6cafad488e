package main

import (
	"os"
	"path/filepath"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/printer"
	"shouwen/kiosk/flow"
)

func TestAPrinterThatTheCornerChoosesPrintsAtOnceAndAfterTheNextStart(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.path = filepath.Join(t.TempDir(), "shouwen.toml") })
	roll := newRoll(t, &roll{status: fine, word: true})
	if n, ok := l.carryOut(flow.UsePrinter{By: floor.Manager, To: roll.to()}).(flow.Noted); !ok || n.Args["printer"] != roll.to() {
		t.Errorf("told %+v", n)
	}
	l.visit(t, "k1")
	if got := l.slipEnds(t, "k1"); got != flow.SlipPrinted {
		t.Errorf("the slip is %s", got)
	}
	roll.mu.Lock()
	papers := roll.papers
	roll.mu.Unlock()
	if papers != 1 {
		t.Errorf("%d papers came out of the printer that was chosen", papers)
	}
	if c, err := openConfig(l.cfg.path); err != nil || c.Printer.To != roll.to() {
		t.Errorf("after the next start slips go to %s, %v", c.Printer.To, err)
	}
	if found, ok := l.carryOut(flow.FindPrinters{By: floor.Manager}).(flow.PrintersFound); !ok || found.Now != roll.to() {
		t.Errorf("the corner names %+v", found)
	}
}

func TestAPrinterThatCannotBeNotedIsNotUsed(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	l := openTestLobby(t, func(c *config) { c.path = filepath.Join(file, "shouwen.toml") })
	before := l.paper.used()
	if n, ok := l.carryOut(flow.UsePrinter{By: floor.Manager, To: "tcp://192.0.2.10:9100"}).(flow.Fault); !ok {
		t.Errorf("told %+v", n)
	}
	if l.paper.used() != before {
		t.Errorf("slips go to %s", l.paper.used())
	}
}

func TestTheCornersTestPageSaysWhatBecameOfIt(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.Printer.To = newRoll(t, &roll{status: cover}).to() })
	if n, ok := l.carryOut(flow.PrintTestPage{By: floor.Manager}).(flow.Noted); !ok || n.Key != "staff.note.printing" {
		t.Errorf("told %+v", n)
	}
	n, ok := (<-l.news).(flow.Noted)
	if want := "Test page: Not printed. The printer’s cover is open; close it."; !ok || l.phrases.Say(floor.English, n.Key, n.Args) != want {
		t.Errorf("then told %q, want %q", l.phrases.Say(floor.English, n.Key, n.Args), want)
	}
	if n := l.desk.Snapshot().Notices; len(n) != 1 || n[0].Args["reason"] != printer.CoverOpen {
		t.Errorf("the staff are told %+v", n)
	}
}

func TestATestPageThatComesOutAfterANewRollTakesTheNoticeAway(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.Printer.To = newRoll(t, &roll{status: fine, word: true}).to() })
	l.printerIs(printer.NoPaper)
	l.carryOut(flow.PrintTestPage{By: floor.Manager})
	<-l.news
	if n := l.desk.Snapshot().Notices; len(n) != 0 {
		t.Errorf("the staff are told %+v", n)
	}
}
