//go:build e2e

package e2e

import (
	"strings"
	"time"
)

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
