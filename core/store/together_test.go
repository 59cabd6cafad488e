package store_test

import (
	"errors"
	"sync"
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
)

// The pages and the nightly look read while the desk writes: each sees a whole
// journal, and closing waits for whoever is in the middle of it.
func TestManyReadAWholeJournalWhileOneWrites(t *testing.T) {
	s := open(t, t.TempDir())
	var readers sync.WaitGroup
	for range 3 {
		readers.Go(func() {
			for {
				report, err := s.Verify()
				if errors.Is(err, journal.ErrClosed) {
					return
				}
				if err != nil || report.Records != report.Head.Seq {
					t.Errorf("%d of %d records: %v", report.Records, report.Head.Seq, err)
					return
				}
			}
		})
	}
	for i := range 60 {
		put := journal.Put{Key: []byte{'x', '/', byte(i % 7)}, Value: []byte{byte(i)}}
		if _, err := s.Append([]journal.Draft{journaltest.Draft(i, "")}, []journal.Put{put}); err != nil {
			t.Error(err)
		}
	}
	if err := s.Close(); err != nil {
		t.Error(err)
	}
	readers.Wait()
}

// Two writers at once are a mistake of the caller, but not one that may cost a record.
func TestTwoWritersAtOnceStandInLine(t *testing.T) {
	s := open(t, t.TempDir())
	defer s.Close()
	var writers sync.WaitGroup
	for range 4 {
		writers.Go(func() {
			for range 10 {
				if _, err := s.Append(journaltest.Drafts(2), nil); err != nil {
					t.Error(err)
				}
			}
		})
	}
	writers.Wait()
	if report, err := s.Verify(); err != nil || report.Records != 80 {
		t.Errorf("%d records: %v", report.Records, err)
	}
}
