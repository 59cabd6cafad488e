package store_test

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/sys/unix"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/store"
)

func TestAStoreOfANewerProgramIsLeftAlone(t *testing.T) {
	for name, age := range map[string]func(t *testing.T, dir string){"its form": newerForm, "Badger's form": newerBadger} {
		t.Run(name, func(t *testing.T) {
			dir, head := filled(t, 4)
			name := filepath.Join(dir, "shouwen.site")
			if got := mustRead(t, name); len(got) == 0 {
				t.Fatal("there is no site file")
			}
			age(t, dir)
			if got := refused(t, dir, small()); got.Key != store.KeyNewer || got.Args["have"] == "" || got.Args["want"] == got.Args["have"] {
				t.Errorf("it says %v with %v", got, got.Args)
			}
			older(t, dir)
			s := open(t, dir)
			defer s.Close()
			if s.Head() != head {
				t.Errorf("the right program then finds record %d, want %d", s.Head().Seq, head.Seq)
			}
		})
	}
}

func mustRead(t *testing.T, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func newerForm(t *testing.T, dir string) { setForm(t, dir, 2) }

// older undoes what newerForm and newerBadger did.
func older(t *testing.T, dir string) {
	setForm(t, dir, 1)
	setManifest(t, dir, 8)
}

func setForm(t *testing.T, dir string, form int) {
	t.Helper()
	name := filepath.Join(dir, "shouwen.site")
	text, ok := journal.Unchecked(mustRead(t, name))
	var id map[string]any
	if !ok || json.Unmarshal(text, &id) != nil {
		t.Fatalf("the site file reads %q", text)
	}
	id["format"] = form
	text, _ = json.Marshal(id)
	if err := os.WriteFile(name, journal.Checked(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func newerBadger(t *testing.T, dir string) { setManifest(t, dir, 9) }

func setManifest(t *testing.T, dir string, version uint16) {
	t.Helper()
	name := filepath.Join(dir, "badger", "MANIFEST")
	b := mustRead(t, name)
	binary.BigEndian.PutUint16(b[6:], version)
	if err := os.WriteFile(name, b, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTooLittleSpaceIsSaidBeforeAnythingIsTouched(t *testing.T) {
	dir, head := filled(t, 4)
	opts := small()
	opts.MinFree = 1 << 62
	got := refused(t, dir, opts)
	if got.Key != store.KeyFull || got.Args["free"] == "" || got.Args["need"] == "" {
		t.Errorf("it says %v with %v", got, got.Args)
	}
	s := open(t, dir)
	defer s.Close()
	if s.Head() != head {
		t.Errorf("afterwards it ends at record %d, want %d", s.Head().Seq, head.Seq)
	}
}

// A disk of its own is filled under a store that is open: records are refused,
// not lost, the process lives, and the ballast lets it open again.
func TestAFullDiskStopsRecordsAndNothingElse(t *testing.T) {
	dir, disk := t.TempDir(), uint64(160<<20)
	if unix.Mount("tmpfs", dir, "tmpfs", 0, "size=160m") == nil {
		t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
	} else {
		disk = 0 // not root: the gate alone is tried, on the disk that is here
	}
	opts := small()
	opts.MinFree, opts.Ballast = 48<<20, 20<<20
	s, err := store.Open(filepath.Join(dir, "journal"), opts)
	if err != nil {
		t.Fatal(err)
	}
	fillUp(t, dir, disk)
	if disk > 0 {
		refuseRecords(t, s)
	}
	head := s.Head()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	s, err = store.Open(filepath.Join(dir, "journal"), opts)
	if err != nil {
		t.Fatalf("with the ballast given up it opens: %v", err)
	}
	defer s.Close()
	if _, ballast, err := s.Space(); ballast != (disk == 0) || err != nil {
		t.Errorf("ballast is there: %v (%v)", ballast, err)
	}
	if _, err := s.Append(journaltest.Drafts(3), nil); err != nil || s.Head().Seq != head.Seq+3 {
		t.Errorf("it goes on at record %d: %v", s.Head().Seq, err)
	}
}

// fillUp leaves 40 MB of a small disk: less than a store wants, more with its ballast.
func fillUp(t *testing.T, dir string, disk uint64) {
	t.Helper()
	if disk == 0 {
		return
	}
	var st unix.Statfs_t
	if err := unix.Statfs(dir, &st); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(filepath.Join(dir, "films"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := io.CopyN(f, zeros{}, int64(st.Bavail)*st.Bsize-40<<20); err != nil {
		t.Fatal(err)
	}
}

type zeros struct{}

func (zeros) Read(p []byte) (int, error) { return len(p), nil }

func refuseRecords(t *testing.T, s *store.Store) {
	t.Helper()
	for range 3 {
		if _, err := s.Append(journaltest.Drafts(1), nil); !errors.Is(err, journal.ErrFull) {
			t.Errorf("on a full disk it says %v", err)
		}
	}
	if left, _, err := s.Space(); left != 0 || err != nil {
		t.Errorf("%d bytes are left (%v), want none", left, err)
	}
	if err := s.Read(1, func(journal.Record) error { return nil }); err != nil {
		t.Errorf("reading: %v", err)
	}
}

func TestWhatTheChildFindsIsWhatTheParentSays(t *testing.T) {
	dir, head := filled(t, 30)
	report, err := lookOver(dir)
	if err != nil || report.Head != head || report.Records != 30 {
		t.Fatalf("%d records to %+v: %v", report.Records, report.Head, err)
	}
	opts := small()
	asked := 0
	opts.Check = func(at string, full bool) error {
		asked++
		if at != dir || full {
			t.Errorf("asked to look at %s, full %v, after a clean close", at, full)
		}
		_, err := lookOver(at)
		return err
	}
	s, err := store.Open(dir, opts)
	if err != nil || asked != 1 {
		t.Fatalf("asked %d times: %v", asked, err)
	}
	s.Close()
	if err := removeAll(dir, "badger/*.sst"); err != nil {
		t.Fatal(err)
	}
	if got := refused(t, dir, opts); got.Key != store.KeyDamaged || !strings.HasSuffix(got.Args["place"], ".sst") {
		t.Errorf("it says %v with %v", got, got.Args)
	}
}

func TestAfterAnUncleanEndEveryRecordIsLookedAt(t *testing.T) {
	dir, _ := killedStore(t)
	opts := small()
	looked := false
	opts.Check = func(_ string, full bool) error {
		looked = full
		return nil
	}
	s, err := store.Open(dir, opts)
	if err != nil || !looked {
		t.Fatalf("all was looked at: %v; %v", looked, err)
	}
	s.Close()
}

func TestAProcessThatEndsWithoutAnAnswerIsDamage(t *testing.T) {
	dir, _ := filled(t, 3)
	opts := small()
	opts.Check = func(string, bool) error {
		_, err := lookOver(filepath.Join(dir, "badger", "MANIFEST"))
		return err
	}
	if got := refused(t, dir, opts); got.Key == "" {
		t.Errorf("it says %v", got)
	}
}

// What an unclean end leaves is set aside until all of it is found again.
func TestWhatBadgerMightCutOffIsSetAsideUntilAllIsFoundAgain(t *testing.T) {
	dir, head := killedStore(t)
	mem, err := filepath.Glob(filepath.Join(dir, "badger", "*.mem"))
	if err != nil || len(mem) != 1 {
		t.Fatalf("after a kill there is %v (%v)", mem, err)
	}
	tail := mustRead(t, mem[0])
	cut := append([]byte{}, tail...)
	clear(cut[used(t, mem[0])/2:])
	if err := os.WriteFile(mem[0], cut, 0o600); err != nil {
		t.Fatal(err)
	}
	for start := range 3 {
		if got := refused(t, dir, small()); got.Key != store.KeyDamaged {
			t.Errorf("start %d says %v", start+1, got)
		}
		kept := mustRead(t, filepath.Join(dir, "kept", filepath.Base(mem[0])))
		if string(kept) != string(cut) {
			t.Errorf("start %d: what was set aside is not what was found first", start+1)
		}
	}
	restoreKept(t, dir, filepath.Base(mem[0]), tail)
	s := open(t, dir)
	defer s.Close()
	if s.Head() != head {
		t.Errorf("put back, it ends at record %d, want %d", s.Head().Seq, head.Seq)
	}
	if _, err := os.Stat(filepath.Join(dir, "kept")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("what was set aside is still there: %v", err)
	}
}

// restoreKept does what a person does who has the missing bytes: Badger's
// files as they were set aside, with the whole tail.
func restoreKept(t *testing.T, dir, mem string, tail []byte) {
	t.Helper()
	kept, err := os.ReadDir(filepath.Join(dir, "kept"))
	if err != nil {
		t.Fatal(err)
	}
	for _, pattern := range []string{"badger/*.mem", "badger/*.vlog"} {
		if err := removeAll(dir, pattern); err != nil {
			t.Fatal(err)
		}
	}
	for _, f := range kept {
		if err := copySparse(filepath.Join(dir, "badger", f.Name()), filepath.Join(dir, "kept", f.Name())); err != nil && !errors.Is(err, io.EOF) {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, "badger", mem), tail, 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestTheLeftoversOfAKillAreMended(t *testing.T) {
	for _, name := range []string{"00002.mem", "00009.mem", "000002.vlog", "000009.vlog"} {
		dir, head := filled(t, 6)
		if err := os.WriteFile(filepath.Join(dir, "badger", name), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		if s.Head() != head {
			t.Errorf("beside an empty %s it ends at record %d, want %d", name, s.Head().Seq, head.Seq)
		}
		s.Close()
	}
}
