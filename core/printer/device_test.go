package printer

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// A character is a receipt printer at a character device: a pseudo-terminal
// stands in for /dev/usb/lp0.
type character struct {
	path  string
	paper *paper
	host  *os.File
	slave *os.File // held open, so that the double outlives a caller
	wait  sync.WaitGroup
}

func device(t *testing.T, p *paper) *character {
	t.Helper()
	host, err := os.OpenFile("/dev/ptmx", os.O_RDWR|syscall.O_NONBLOCK|syscall.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	fd := int(host.Fd())
	if err := unix.IoctlSetPointerInt(fd, unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(fd, unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	d := &character{path: fmt.Sprintf("/dev/pts/%d", n), paper: p, host: host}
	if d.slave, err = os.OpenFile(d.path, os.O_RDWR|syscall.O_NOCTTY, 0); err != nil {
		t.Fatal(err)
	}
	raw(t, int(d.slave.Fd()))
	if p != nil {
		d.wait.Go(func() { _ = p.read(host, host) })
	}
	t.Cleanup(d.close)
	return d
}

// raw turns off what a terminal does to bytes.
func raw(t *testing.T, fd int) {
	t.Helper()
	mode, err := unix.IoctlGetTermios(fd, unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	mode.Iflag, mode.Oflag, mode.Lflag = 0, 0, 0
	mode.Cflag = unix.CS8 | unix.CREAD
	if err := unix.IoctlSetTermios(fd, unix.TCSETS, mode); err != nil {
		t.Fatal(err)
	}
}

func (d *character) close() {
	_ = d.slave.Close()
	_ = d.host.SetReadDeadline(past)
	d.wait.Wait()
	_ = d.host.Close()
}

func (d *character) printer(p patience) *receipt {
	r := overDevice("usb:"+d.path, d.path, inRaster)
	r.patience = p
	return r
}

func TestADeviceThatAnswersConfirmsTheSlip(t *testing.T) {
	d := device(t, well())
	j := job(t, "stand-in-zh-80mm")
	outcome, err := d.printer(generous).Print(t.Context(), j)
	wants(t, outcome, err, Confirmed, "")
	d.paper.shows(t, j.Picture)
	if got := reads(t, d.paper.picture()); got != testLink {
		t.Errorf("the paper reads %q", got)
	}
}

func TestADeviceThatAnswersNothingIsNotSaidToHavePrinted(t *testing.T) {
	d := device(t, &paper{})
	outcome, err := d.printer(brief).Print(t.Context(), job(t, "stand-in-zh-58mm"))
	wants(t, outcome, err, Unknown, "")
}

func TestADeviceIsFoundAgainUnderAnotherNumber(t *testing.T) {
	dir := t.TempDir()
	p, err := Open("usb:/dev/usb/lp*")
	if err != nil {
		t.Fatal(err)
	}
	if _, device := p.(*receipt); !device {
		t.Fatalf("the pattern opens %T", p)
	}
	pattern := filepath.Join(dir, "lp*")
	wants(t, Failed, overDevice("usb:"+pattern, pattern, inRaster).Look(t.Context()), Failed, Unreachable)
	d := device(t, well())
	for _, name := range []string{"lp0", "lp1"} {
		link := filepath.Join(dir, name)
		if err := os.Symlink(d.path, link); err != nil {
			t.Fatal(err)
		}
		r := overDevice("usb:"+pattern, pattern, inRaster)
		r.patience = generous
		if err := r.Look(t.Context()); err != nil {
			t.Errorf("as %s: %v", name, err)
		}
		if err := os.Remove(link); err != nil {
			t.Fatal(err)
		}
	}
}

func TestADeviceThatAnotherHoldsIsOpenedWhenHeLetsGo(t *testing.T) {
	tries := 0
	got, err := whileBusy(t.Context(), syscall.EBUSY, func(context.Context) (string, error) {
		if tries++; tries < 3 {
			return "", &os.PathError{Op: "open", Path: "/dev/usb/lp0", Err: syscall.EBUSY}
		}
		return "open", nil
	})
	if got != "open" || err != nil {
		t.Errorf("after %d tries: %q, %v", tries, got, err)
	}
}

func TestADeviceWithoutPaperSaysSo(t *testing.T) {
	p := well()
	p.status = func(q byte) []byte { return []byte{status{0x1a, 0x32, 0x12, 0x12}[q-1]} }
	outcome, err := device(t, p).printer(generous).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, NoPaper)
}

func TestADeviceThatStopsReadingEndsWithTheContext(t *testing.T) {
	d := device(t, nil)
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	outcome, err := d.printer(brief).Print(ctx, job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, TimedOut)
}

// A FIFO stands in for a device whose reader is slow to come: opening does not wait for it.
func TestAPipeIsOpenedWithoutWaiting(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lp0")
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 200*time.Millisecond)
	defer cancel()
	r := overDevice("usb:"+path, path, inRaster)
	r.patience = brief
	j := job(t, "stand-in-zh-80mm")
	j.Picture = blank(576, 2000) // more than a pipe holds
	outcome, err := r.Print(ctx, j)
	wants(t, outcome, err, Failed, TimedOut)
}

func TestADeviceThatIsNoneIsUnreachable(t *testing.T) {
	dir := t.TempDir()
	plain := filepath.Join(dir, "plain")
	if err := os.WriteFile(plain, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "lp0"), plain, dir} {
		outcome, err := overDevice("usb:"+path, path, inRaster).Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, Failed, Unreachable)
	}
	if state, err := os.Stat(plain); err != nil || state.Size() > 0 {
		t.Errorf("the plain file was written to: %v, %v", state, err)
	}
}
