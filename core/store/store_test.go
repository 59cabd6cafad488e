package store_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/store"
)

// small is a store that a test can afford.
func small() store.Options {
	return store.Options{
		Site: journaltest.Site, Create: true, MinFree: 1 << 20, Ballast: 1 << 20,
		Random: journaltest.Random(1),
	}
}

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir, small())
	if err != nil {
		t.Fatalf("open: %v", err)
	}
	return s
}

// filled leaves a closed store of n records with some state beside them.
func filled(t *testing.T, n int) (dir string, head journal.Head) {
	t.Helper()
	dir = t.TempDir()
	s := open(t, dir)
	for i := range n {
		if _, err := s.Append([]journal.Draft{journaltest.Draft(i, "")}, []journal.Put{{Key: []byte{'x', '/', byte(i)}, Value: []byte("state")}}); err != nil {
			t.Fatal(err)
		}
	}
	head = s.Head()
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir, head
}

// refused opens a store that must not open and returns why.
func refused(t *testing.T, dir string, opts store.Options) *store.OpenError {
	t.Helper()
	s, err := store.Open(dir, opts)
	var open *store.OpenError
	switch {
	case err == nil:
		s.Close()
		t.Fatalf("it opened with %d records", s.Head().Seq)
	case !errors.As(err, &open):
		t.Fatalf("it says %v, which nobody at the counter can read", err)
	}
	return open
}

func TestTheStoreKeepsEveryPromiseOfAJournal(t *testing.T) {
	journaltest.Run(t, func(t *testing.T) journaltest.Opener {
		dir := t.TempDir()
		return func() journal.Log { return open(t, dir) }
	})
}

func TestASecondProcessIsToldThatTheStoreIsInUse(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir)
	if got := refused(t, dir, small()); got.Key != store.KeyLocked {
		t.Errorf("it says %v", got)
	}
	if _, err := s.Append(journaltest.Drafts(1), nil); err != nil {
		t.Errorf("the first one was disturbed: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	open(t, dir).Close()
}

func TestAnEmptyDirectoryBecomesAStoreOnlyWhenTheHouseIsSetUp(t *testing.T) {
	dir := t.TempDir()
	opts := small()
	opts.Create = false
	if got := refused(t, dir, opts); got.Key != store.KeyMissing {
		t.Errorf("it says %v", got)
	}
	if got := refused(t, filepath.Join(dir, "nowhere"), opts); got.Key != store.KeyMissing {
		t.Errorf("it says %v", got)
	}
	open(t, dir).Close()
	s, err := store.Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	s.Close()
}

func TestAStoreOfAnotherSiteIsNotOpened(t *testing.T) {
	dir, _ := filled(t, 3)
	opts := small()
	opts.Site = "site-2"
	if got := refused(t, dir, opts); got.Key != store.KeyOther || got.Args["site"] != string(journaltest.Site) {
		t.Errorf("it says %v", got)
	}
	opts.Site = ""
	s, err := store.Open(dir, opts)
	if err != nil || s.Site() != journaltest.Site {
		t.Fatalf("asked for whatever site it is: %v", err)
	}
	s.Close()
}

func TestAnEmptiedDirectoryIsNeverAFreshStart(t *testing.T) {
	for name, harm := range map[string]func(dir string) error{
		"all of Badger is gone":   func(dir string) error { return os.RemoveAll(filepath.Join(dir, "badger")) },
		"the list of tables":      func(dir string) error { return os.Remove(filepath.Join(dir, "badger", "MANIFEST")) },
		"the head":                func(dir string) error { return os.Remove(filepath.Join(dir, "shouwen.head")) },
		"the name of the site":    func(dir string) error { return os.Remove(filepath.Join(dir, "shouwen.site")) },
		"the tables":              func(dir string) error { return removeAll(dir, "badger/*.sst") },
		"everything but the site": func(dir string) error { return errors.Join(removeAll(dir, "badger/*"), removeAll(dir, "ballast")) },
	} {
		t.Run(name, func(t *testing.T) {
			dir, _ := filled(t, 20)
			if err := harm(dir); err != nil {
				t.Fatal(err)
			}
			for round := range 2 {
				if got := refused(t, dir, small()); got.Key != store.KeyDamaged || got.Args["place"] == "" {
					t.Errorf("start %d says %v", round+1, got)
				}
			}
		})
	}
}

func removeAll(dir, pattern string) error {
	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return err
	}
	for _, name := range names {
		if err := os.Remove(name); err != nil {
			return err
		}
	}
	return nil
}

func TestASwappedBadgerIsNoticed(t *testing.T) {
	mine, _ := filled(t, 5)
	theirs, _ := filled(t, 9)
	if err := os.RemoveAll(filepath.Join(mine, "badger")); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(theirs, "badger"), filepath.Join(mine, "badger")); err != nil {
		t.Fatal(err)
	}
	if got := refused(t, mine, small()); got.Key != store.KeyDamaged {
		t.Errorf("it says %v", got)
	}
}
