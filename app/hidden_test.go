package main

import (
	"fmt"
	"os"
	"testing"

	"golang.org/x/sys/unix"
)

func TestATerminalDoesNotShowAPINAndShowsWhatComesAfter(t *testing.T) {
	tty := openTerminal(t)
	show, ok := hide(tty)
	if !ok || shows(t, tty) {
		t.Error("what is typed can be read")
	}
	if show(); !shows(t, tty) {
		t.Error("the terminal stays silent")
	}
}

func TestLinesFromAFileAreReadAsTheyAre(t *testing.T) {
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	defer w.Close()
	if _, ok := hide(r); ok {
		t.Error("a pipe is taken for a terminal")
	}
}

// shows reports whether the terminal shows what is typed.
func shows(t *testing.T, tty *os.File) bool {
	t.Helper()
	is, err := unix.IoctlGetTermios(int(tty.Fd()), unix.TCGETS)
	if err != nil {
		t.Fatal(err)
	}
	return is.Lflag&unix.ECHO != 0
}

// openTerminal opens a terminal of the test's own.
func openTerminal(t *testing.T) *os.File {
	t.Helper()
	master, err := os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = master.Close() })
	if err := unix.IoctlSetPointerInt(int(master.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		t.Fatal(err)
	}
	n, err := unix.IoctlGetInt(int(master.Fd()), unix.TIOCGPTN)
	if err != nil {
		t.Fatal(err)
	}
	tty, err := os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tty.Close() })
	return tty
}
