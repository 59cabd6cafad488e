package store_test

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"golang.org/x/sys/unix"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/store"
)

// lookOver looks a store over in a process of its own, as the appliance does.
func lookOver(dir string) (journal.Report, error) {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), lookDir+"="+dir)
	return store.AskProcess(cmd)
}

// copyStore copies a store file by file, leaving holes where it has holes.
func copyStore(t *testing.T, from string) string {
	t.Helper()
	to := t.TempDir()
	err := filepath.WalkDir(from, func(name string, d fs.DirEntry, err error) error {
		rest, _ := filepath.Rel(from, name)
		switch {
		case err != nil:
			return err
		case d.IsDir():
			return os.MkdirAll(filepath.Join(to, rest), 0o700)
		}
		return copySparse(filepath.Join(to, rest), name)
	})
	if err != nil {
		t.Fatal(err)
	}
	return to
}

func copySparse(to, from string) error {
	src, err := os.Open(from)
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.Create(to)
	if err != nil {
		return err
	}
	defer dst.Close()
	end, err := src.Seek(0, io.SeekEnd)
	for at := int64(0); err == nil && at < end; {
		if at, err = src.Seek(at, unix.SEEK_DATA); errors.Is(err, unix.ENXIO) {
			break
		}
		hole, _ := src.Seek(at, unix.SEEK_HOLE)
		_, err = io.Copy(io.NewOffsetWriter(dst, at), io.NewSectionReader(src, at, hole-at))
		at = hole
	}
	return errors.Join(unlessHole(err), dst.Truncate(end))
}

// unlessHole forgives that a file ends in a hole.
func unlessHole(err error) error {
	if errors.Is(err, unix.ENXIO) {
		return nil
	}
	return err
}

// used is the length of a file without the zeros at its end.
func used(t *testing.T, name string) int {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return len(bytes.TrimRight(b, "\x00"))
}

// wholeOrLoud fails unless everything is there or a named error says that it is not.
func wholeOrLoud(t *testing.T, dir string, want journal.Head, what string) (loud bool) {
	t.Helper()
	report, err := lookOver(dir)
	var open *store.OpenError
	switch {
	case err == nil && report.Head == want && report.Records == want.Seq:
		return false
	case err == nil:
		t.Errorf("%s: %d of %d records, and not a word", what, report.Records, want.Seq)
	case !errors.As(err, &open) || open.Key == "":
		t.Errorf("%s: it says %v, which nobody at the counter can read", what, err)
	case open.Key == store.KeyMissing || open.Key == store.KeyLocked || open.Key == store.KeyFull:
		t.Errorf("%s: it says %s, which is not what is wrong: %v", what, open.Key, open)
	}
	return true
}

// closedStore and killedStore leave a store with some history: several runs,
// the last one closed or switched off.
func closedStore(t *testing.T) (string, journal.Head) {
	dir := t.TempDir()
	for run := range 3 {
		writeRun(t, dir, run).Close()
	}
	s := open(t, dir)
	defer s.Close()
	return dir, s.Head()
}

func killedStore(t *testing.T) (string, journal.Head) {
	dir := t.TempDir()
	writeRun(t, dir, 0).Close()
	s := writeRun(t, dir, 1)
	defer s.Close()
	return copyStore(t, dir), s.Head()
}

func writeRun(t *testing.T, dir string, run int) *store.Store {
	t.Helper()
	opts := small()
	opts.Ballast = -1
	s, err := store.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 15 {
		d := journaltest.Draft(i, fmt.Sprintf("tap-%d-%d", run, i))
		put := journal.Put{Key: fmt.Appendf(nil, "x/%d", i), Value: fmt.Appendf(nil, "run %d", run)}
		if _, err := s.Append([]journal.Draft{d}, []journal.Put{put}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Seal(fmt.Sprintf("2026-11-2%d", run)); err != nil {
		t.Fatal(err)
	}
	return s
}

// A bit that the disk forgot, or a file that it cut off, is found out or does
// no harm; it never makes the journal shorter in silence.
func TestAnAlteredByteIsFoundOrDoesNoHarm(t *testing.T) {
	for name, fresh := range map[string]func(*testing.T) (string, journal.Head){"after a close": closedStore, "after a kill": killedStore} {
		t.Run(name, func(t *testing.T) {
			dir, head := fresh(t)
			if wholeOrLoud(t, copyStore(t, dir), head, "untouched") {
				t.Fatal("an untouched store is not whole")
			}
			dice, loud, tries := rand.New(rand.NewPCG(3, 5)), 0, 0
			for _, file := range filesOf(t, dir) {
				size := used(t, filepath.Join(dir, file))
				for range min(size, 5) {
					at := dice.IntN(size)
					tries++
					if damage(t, dir, head, file, at, dice.IntN(4) == 0) {
						loud++
					}
				}
			}
			t.Logf("%d of %d were found, the others did no harm", loud, tries)
			if loud == 0 {
				t.Error("nothing was found at all")
			}
		})
	}
}

func filesOf(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			rest, _ := filepath.Rel(dir, name)
			names = append(names, rest)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// damage flips a bit of a copy, or cuts the file off there, and looks.
func damage(t *testing.T, dir string, head journal.Head, file string, at int, cut bool) (loud bool) {
	t.Helper()
	copied := copyStore(t, dir)
	name := filepath.Join(copied, file)
	if cut {
		if err := os.Truncate(name, int64(at)); err != nil {
			t.Fatal(err)
		}
		return wholeOrLoud(t, copied, head, fmt.Sprintf("%s cut off at %d", file, at))
	}
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	b := make([]byte, 1)
	if _, err := f.ReadAt(b, int64(at)); err != nil {
		t.Fatal(err)
	}
	b[0] ^= 1 << (at % 8)
	if _, err := f.WriteAt(b, int64(at)); err != nil {
		t.Fatal(err)
	}
	return wholeOrLoud(t, copied, head, fmt.Sprintf("%s with byte %d altered", file, at))
}
