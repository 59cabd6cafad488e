//go:build e2e

package e2e

import (
	"encoding/csv"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"
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

// aNewVisitorComes reads English, finds her name among the Chinese ones and gives a
// phone. The power goes off the moment her number stands on the screen.
func (d *day) aNewVisitorComes() {
	l := d.lobby
	l.touched = 0
	began := time.Now()
	l.touch("lang:en", "start", "say:first", "say:no", "say:no", "nobody", "say:learn")
	l.await("name")
	l.look("kiosk", "06-name-in-english")
	l.touch("page:1", "name:李", "title:ms")
	l.await("phone")
	l.types(phoneNumber)
	l.touch("next")
	took := l.reply("ticket")
	d.told("a new visitor in English", l.touched, began)
	d.Logf("from the last touch to the number on the screen: %d ms", took.Milliseconds())
}

// theNumberIsStillThere: what stood on the screen is on disk, and the staff print her slip again.
func (d *day) theNumberIsStillThere() {
	before := d.printer.count()
	if page := d.manager.get("/manage"); !strings.Contains(page, `<b class="number">001</b>`) {
		d.Fatalf("number 001 is gone after the power failed:\n%s", page)
	}
	d.reprint()
	paper := d.printer.slip(d.T, before+1)
	d.first = reads(d.T, keep(d.T, "07-slip-001-again", paper.picture()))
	if want := "HTTP://127.0.0.1:"; !strings.HasPrefix(d.first, want) {
		d.Fatalf("the slip reads %q, want a link that begins with %s", d.first, want)
	}
	for i := range before {
		if was := reads(d.T, keep(d.T, "07-slip-001", d.printer.slip(d.T, i+1).picture())); was != d.first {
			d.Errorf("the slip before the power failed reads %q, after it %q", was, d.first)
		}
	}
	v := d.manager.visit(d.first)
	if v.number != "001" || v.state != "called" {
		d.Errorf("the slip opens number %s, %s; want 001, called", v.number, v.state)
	}
}

// reprint prints the slip of the visit that stands first in the staff corner.
func (d *day) reprint() {
	l, visit := d.lobby, d.manager.idOf("001")
	l.touch("staff")
	l.types(managerPIN)
	l.touch("next")
	l.await("staff-floor")
	l.touch("tab:visits")
	l.await("staff-visits")
	l.look("kiosk", "08-corner-visits")
	l.touch("visit:" + visit)
	l.await("staff-visit")
	l.look("kiosk", "09-corner-visit")
	l.touch("do:reprint", "back", "back")
	l.await("greeting")
}

// theScannerClaimsWhileAnotherVisitorAnswers: the burst of an advisor's scanner
// claims, the board follows, and the form under the visitor's fingers stays as it was.
func (d *day) theScannerClaimsWhileAnotherVisitorAnswers() {
	l := d.lobby
	l.touch("lang:en", "start", "say:first", "say:no", "say:no", "nobody", "say:learn")
	l.await("name")
	l.types("WU")
	form, board := l.look("kiosk", "10-form-before-scan"), l.look("board", "10-board-before-claim")
	l.scans(d.first)
	v := d.manager.becomes(d.first, "serving")
	d.boardChanged(board, "11-board-after-claim")
	d.formUnchanged(form, "11-form-after-scan")
	if v.number != "001" {
		d.Errorf("the scanner claimed number %s, want 001", v.number)
	}
}

// boardChanged waits until the board differs below its clock, well before the
// minute in which it moves as a whole, and returns the new picture's file.
func (d *day) boardChanged(before, name string) (file string) {
	d.Helper()
	const header, few = 150, 1000
	began := time.Now()
	eventually(d.T, "the board changes", func() (bool, string) {
		d.Helper()
		file = d.lobby.look("board", name)
		n := differing(d.T, before, file, header)
		return n > few, "pixels that differ: " + digits(n)
	})
	if took := time.Since(began); took > 10*time.Second {
		d.Errorf("the board changed only after %s; see %s", took, name)
	}
	return file
}

// formUnchanged demands the screen that was, to the pixel.
func (d *day) formUnchanged(before, name string) {
	d.Helper()
	if at := d.lobby.order("screen"); at != "name" {
		d.Errorf("the visitor is at the screen %s, want name", at)
	}
	if n := differing(d.T, before, d.lobby.look("kiosk", name), 0); n > 0 {
		d.Errorf("%d pixels of the visitor's form changed while somebody scanned; see %s", n, name)
	}
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
	l.touch("name:李", "title:ms")
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

// theLogHoldsBothVisits, in both forms.
func (d *day) theLogHoldsBothVisits() {
	sheet, table := filepath.Join(d.house.dir, "day.xlsx"), filepath.Join(d.house.dir, "day.csv")
	for _, to := range []string{sheet, table} {
		d.house.does("export", "--config", d.house.config, "--day", "today", "--to", to)
	}
	f, err := excelize.OpenFile(sheet)
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("来访")
	if err != nil {
		d.Fatal(err)
	}
	d.holdsBoth("day.xlsx", rows)
	text, err := os.ReadFile(table)
	if err != nil {
		d.Fatal(err)
	}
	rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\uFEFF"))).ReadAll()
	if err != nil {
		d.Fatal(err)
	}
	d.holdsBoth("day.csv", rows)
}

// holdsBoth demands both visits of the table, each with who it was, how it stands and whose it is.
func (d *day) holdsBoth(name string, rows [][]string) {
	d.Helper()
	if len(rows) != 3 {
		d.Fatalf("%s has %d rows, want its heading and two visits: %v", name, len(rows), rows)
	}
	column := map[string]int{}
	for i, heading := range rows[0] {
		column[heading] = i
	}
	wants := []map[string]string{
		{"号码": "1", "状态": "已结束", "客人": "李女士", "电话": "+86" + phoneNumber, "接待顾问": staff[0].name, "客户归属": staff[0].name},
		{"号码": "2", "状态": "接待中", "客人": "李女士", "电话": "+86" + phoneNumber, "客户归属": staff[0].name},
	}
	for i, want := range wants {
		for heading, value := range want {
			at, ok := column[heading]
			if !ok || at >= len(rows[i+1]) {
				d.Errorf("%s has no column %s in row %d: %v", name, heading, i+1, rows[i+1])
				continue
			}
			got := strings.TrimLeft(strings.ReplaceAll(strings.TrimLeft(rows[i+1][at], "'"), " ", ""), "0")
			if got != value {
				d.Errorf("%s, visit %d: %s is %q, want %q", name, i+1, heading, rows[i+1][at], value)
			}
		}
	}
}

func (d *day) theJournalIsWhole() {
	if said := d.house.does("verify", "--config", d.house.config); !strings.Contains(said, "the chain is whole") {
		d.Errorf("verify says:\n%s", said)
	}
}

// anAlteredByteIsFound, in a copy of the data folder, by its name.
func (d *day) anAlteredByteIsFound() {
	copied := filepath.Join(d.house.dir, "copy")
	if err := os.CopyFS(copied, os.DirFS(d.house.data)); err != nil {
		d.Fatal(err)
	}
	d.house.does("verify", "--data", copied)
	altered := d.alter(filepath.Join(copied, "journal"))
	out, said, code := d.house.runs("verify", "--data", copied)
	if code == 0 || !strings.Contains(said, "not as they were written") || !strings.Contains(said, copied) {
		d.Errorf("after a byte of %s was altered verify ended with %d and said:\n%s%s", altered, code, out, said)
	}
	d.Logf("verify of the altered copy: %s", strings.TrimSpace(said))
}

// alter flips one bit in the middle of what the journal's biggest file holds.
func (d *day) alter(dir string) string {
	var biggest string
	var most []byte
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".sst" {
			return err
		}
		text, err := os.ReadFile(path)
		if len(text) > len(most) {
			biggest, most = path, text
		}
		return err
	})
	if err != nil || len(most) == 0 {
		d.Fatalf("the journal in %s has no file of records: %v", dir, err)
	}
	most[len(most)/2] ^= 1
	if err := os.WriteFile(biggest, most, 0o600); err != nil {
		d.Fatal(err)
	}
	return filepath.Base(biggest)
}
