//go:build e2e

package e2e

import (
	"net/url"
	"os"
	"strings"
	"testing"
	"time"
)

// phoneNumber is of a block that nobody has.
const phoneNumber = "13800000001"

// A day is one day of a house, told from its set-up in the morning to its log at night.
type day struct {
	*testing.T
	house   *house
	printer *printer
	lobby   *lobby
	manager *phone
	first   string // what the new visitor's slip says
	second  string // what the returning visitor's slip says
}

func TestADayInWhichThePowerGoesOffTwice(t *testing.T) {
	p := networkPrinter(t)
	d := &day{T: t, house: founded(t, p.spec()), printer: p}
	d.opens("first")
	d.looksPainted()
	d.theMachineStandsStill()
	d.staffComeIn()
	d.aNewVisitorComes()
	d.lobby.kill()

	d.opens("second, after kill -9")
	d.theNumberIsStillThere()
	d.theScannerClaimsWhileAnotherVisitorAnswers()
	d.lobby.kill()

	d.opens("third, after kill -9")
	d.theClaimStillHolds()
	d.aReturningVisitorComes()
	d.anUnknownCodeChangesNothing()
	d.aSecondStartIsRefused()
	t.Logf("resident memory after the visits: %d MB", d.lobby.resident())
	t.Logf("idle: %.1f %% of one processor over 10 s", d.lobby.idle())
	d.lobby.close()

	d.theLogHoldsBothVisits()
	d.theJournalIsWhole()
	d.anAlteredByteIsFound()
}

func (d *day) opens(which string) {
	d.lobby = d.house.opens()
	d.Logf("start (%s): %.2f s from exec until both windows stand and the hand is ready", which, d.lobby.ready.Seconds())
	d.manager = d.house.phone("manager", managerPIN)
}

// looksPainted waits for the first picture on both monitors.
func (d *day) looksPainted() {
	for _, window := range []string{"kiosk", "board"} {
		eventually(d.T, "the "+window+" shows something", func() (bool, string) {
			return painted(d.T, d.lobby.look(window, "01-"+window+"-first")), "it is all of one colour"
		})
	}
	d.Logf("first frame on both monitors: at most %.2f s from exec, two screenshots included", time.Since(d.lobby.began).Seconds())
	fills(d.T, "KIOSK", os.Getenv("SHOUWEN_KIOSK"))
	fills(d.T, "BOARD", os.Getenv("SHOUWEN_BOARD"))
}

// theMachineStandsStill for a while, as one does that is short of memory; then
// what is touched shows again.
func (d *day) theMachineStandsStill() {
	l := d.lobby
	before := l.look("kiosk", "01-kiosk-before-standstill")
	l.suspend(11 * time.Second)
	l.touch("lang:en")
	eventually(d.T, "the kiosk shows what was touched", func() (bool, string) {
		return differing(d.T, before, l.look("kiosk", "01-kiosk-after-standstill"), 0) > 0, "it shows what it showed before"
	})
	l.touch("lang:zh")
}

// staffComeIn: two are signed in at the staff corner, two sign in on their phones.
func (d *day) staffComeIn() {
	l := d.lobby
	l.touch("staff")
	l.await("staff-pin")
	l.types(managerPIN)
	l.look("kiosk", "02-corner-pin")
	l.touch("next")
	l.await("staff-floor")
	l.look("kiosk", "03-corner-floor")
	board := l.look("board", "06-board-closed")
	for _, a := range staff[:2] {
		l.touch("advisor:" + a.id)
		l.await("staff-advisor")
		l.touch("do:sign_in")
		l.await("staff-floor")
		board = d.boardChanged(board, "06-board-"+a.id)
	}
	l.look("kiosk", "04-corner-signed-in")
	l.touch("tab:day")
	l.await("staff-day")
	l.look("kiosk", "05-corner-day")
	l.touch("back")
	l.await("greeting")
	for _, a := range staff[2:] {
		d.house.of(a.id).arrives()
		board = d.boardChanged(board, "06-board-"+a.id)
	}
	for _, a := range staff {
		if page := d.house.of(a.id).get("/"); strings.Contains(page, `value="in"`) {
			d.Errorf("%s is not signed in:\n%s", a.name, page)
		}
	}
}

// told logs what a visitor's way to his number took.
func (d *day) told(who string, touches int, began time.Time) {
	d.Logf("%s: %d touches, %.1f s from the first touch to the number, by a hand that waits 0.3 s before each touch", who, touches, time.Since(began).Seconds())
}

// aNewVisitorComes reads English, types her Chinese name by its pinyin and gives a
// phone. The power goes off the moment her number stands on the screen.
func (d *day) aNewVisitorComes() {
	l := d.lobby
	l.touched = 0
	began := time.Now()
	l.touch("lang:en", "start", "say:first", "say:no", "say:no", "nobody", "say:learn")
	l.await("name")
	l.look("kiosk", "06-name-in-english")
	l.touch("page:1")
	l.types("LI")
	l.touch("pick:李")
	l.types("XIAO")
	l.look("kiosk", "06-name-by-pinyin")
	l.touch("pick:晓", "title:ms")
	l.await("phone")
	l.types(phoneNumber)
	l.touch("next")
	took := l.reply("ticket")
	d.told("a new visitor in English", l.touched, began)
	d.Logf("from the last touch to the number on the screen: %d ms", took.Milliseconds())
}

// theClaimStillHolds after the power failed, a slip claims once, and the advisor completes the register.
func (d *day) theClaimStillHolds() {
	v := d.manager.visit(d.first)
	if v.number != "001" || v.state != "serving" || v.server != staff[0].name {
		d.Fatalf("after the power failed number %s is %s with %s; want 001, serving, %s", v.number, v.state, v.server, staff[0].name)
	}
	d.lobby.scans(d.first)
	lin := d.house.of(staff[0].id)
	page := lin.get(d.first)
	lin.fill(page, "/visit/"+v.id+"/finish", url.Values{"needs": {"own"}, "need": {"三居，南向"}})
	d.manager.becomes(d.first, "finished")
}

// aReturningVisitorComes reads Chinese, and says who helped her.
func (d *day) aReturningVisitorComes() {
	l := d.lobby
	before := d.printer.count()
	l.touched = 0
	began := time.Now()
	l.touch("start", "say:self", "who:lin", "say:no", "say:learn")
	l.await("name")
	l.touch("pick:李", "title:ms")
	l.await("phone")
	l.types(phoneNumber)
	l.touch("next")
	last := l.last
	took := l.reply("ticket")
	d.told("a returning visitor in Chinese", l.touched, began)
	paper := d.printer.slip(d.T, before+1)
	d.Logf("from the last touch to the number on the screen: %d ms", took.Milliseconds())
	d.Logf("slip: %d ms from the last touch to its last byte at the printer, %d ms of them on the network", paper.ended.Sub(last).Milliseconds(), paper.ended.Sub(paper.began).Milliseconds())
	l.look("kiosk", "12-ticket")
	d.second = reads(d.T, keep(d.T, "12-slip-002", paper.picture()))
	v := d.manager.visit(d.second)
	if v.number != "002" || v.owner != staff[0].name {
		d.Errorf("the slip opens number %s, customer of %s; want 002, %s", v.number, v.owner, staff[0].name)
	}
	board := l.look("board", "13-board-called")
	l.scans(d.second)
	d.manager.becomes(d.second, "serving")
	d.boardChanged(board, "14-board-serving")
}

// anUnknownCodeChangesNothing: not the floor, not the board, not a visitor's form.
func (d *day) anUnknownCodeChangesNothing() {
	l := d.lobby
	if l.order("screen") != "greeting" {
		l.touch("home")
	}
	l.touch("lang:en", "start", "say:first", "say:no", "say:no", "nobody", "say:learn")
	l.await("name")
	form, floor := l.look("kiosk", "15-form-before-unknown"), d.floor()
	l.scans(strings.Replace(d.second, d.second[len(d.second)-16:], "0123456789ABCDEF", 1))
	l.scans(d.first)                   // used up long ago
	l.scans("69012345678901234567890") // of something that lay on the counter
	if now := d.floor(); now != floor {
		d.Errorf("the floor changed after unknown codes, from\n%s\nto\n%s", floor, now)
	}
	d.formUnchanged(form, "16-form-after-unknown")
	for l.order("screen") != "greeting" {
		l.touch("back")
	}
}

// floor is all that the manager's page says, but for what belongs to its forms.
func (d *day) floor() string {
	d.Helper()
	return nonces.ReplaceAllString(d.manager.get("/manage"), "")
}

// aSecondStartIsRefused in one sentence of each language.
func (d *day) aSecondStartIsRefused() {
	out, said, code := d.house.runs("drive", "--config", d.house.config)
	if lines := strings.Split(strings.TrimSpace(said), "\n"); code != 1 || len(lines) != 2 || !strings.Contains(lines[1], "already running") {
		d.Errorf("a second start ended with %d and said:\n%s%s", code, out, said)
	}
	d.lobby.order("screen")
}
