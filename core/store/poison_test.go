package store

import (
	"errors"
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
)

// A commit whose outcome nobody knows ends the writing. Opened anew, the store
// looks at everything and shows what is there.
func TestAfterAFailedCommitNothingIsWrittenUntilTheStoreIsOpenedAnew(t *testing.T) {
	opts := Options{Site: journaltest.Site, Create: true, MinFree: 1 << 20, Ballast: -1}
	dir := t.TempDir()
	s, err := Open(dir, opts)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.Append(journaltest.Drafts(2), nil); err != nil {
		t.Fatal(err)
	}
	s.mark.close() // Badger commits; that it did cannot be written down
	for range 2 {
		if _, err := s.Append(journaltest.Drafts(1), nil); !errors.Is(err, journal.ErrReopen) {
			t.Errorf("it says %v, want that it must be opened anew", err)
		}
	}
	if _, err := s.Seal("2026-11-23"); !errors.Is(err, journal.ErrReopen) {
		t.Errorf("sealing says %v", err)
	}
	if s.Head().Seq != 2 {
		t.Errorf("the head moved to %d without a word from the disk", s.Head().Seq)
	}
	s.Close()
	asked := false
	opts.Check = func(_ string, full bool) error { asked = full; return nil }
	if s, err = Open(dir, opts); err != nil || !asked {
		t.Fatalf("everything is looked at: %v; %v", asked, err)
	}
	defer s.Close()
	if s.Head().Seq != 3 {
		t.Errorf("it ends at record %d; the one that Badger had taken is the third", s.Head().Seq)
	}
}
