// Package store keeps the journal on disk, in Badger, and is the only one that
// knows so.
//
// Badger with synced writes loses nothing that it acknowledged, but it dies on
// a full disk, may refuse once to open after a power cut, calls what it cannot
// read "not found", and cuts off its own log at the first bad byte without a
// word. So the store stands guard around it: it gates on free space, sets
// aside what Badger might cut off, mends the known leftovers, and compares
// what it finds with what it last acknowledged, which it writes down in a file
// of its own after every commit. What does not match is an [OpenError] that
// names the place; a store never turns up empty.
//
// What a record means is left to the desk, how it is spelled to package journal.
package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"sync/atomic"

	badger "github.com/dgraph-io/badger/v4"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// Sizes of a store in a lobby, in bytes. Badger needs about 48 MB to get going
// again after a full disk; the ballast holds more than that for it.
const (
	DefaultMinFree = 96 << 20
	DefaultBallast = 3*memTableSize + 40<<20
)

// Options say whose store it is and how it guards itself.
type Options struct {
	Site   floor.SiteID // empty takes the site that the store names
	Create bool         // an empty directory may become a new store: the house is being set up
	// MinFree is how much must be free on the disk to open and to append.
	// Below it the ballast is given up at the next opening. 0 means DefaultMinFree.
	MinFree uint64
	// Ballast is the size of a file that keeps space for the day on which the
	// disk is full. 0 means DefaultBallast, negative none.
	Ballast int64
	// Check opens and verifies the store in another process before this one
	// opens it, because damage can end a process from within Badger. full asks
	// for every record: the last run did not end well. nil does without.
	Check  func(dir string, full bool) error
	Random io.Reader    // for ids; nil means the system's
	Logger *slog.Logger // Badger's own warnings; nil drops them
}

func (o Options) filled() Options {
	if o.MinFree == 0 {
		o.MinFree = DefaultMinFree
	}
	if o.Ballast == 0 {
		o.Ballast = DefaultBallast
	}
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if o.Logger == nil {
		o.Logger = slog.New(slog.DiscardHandler)
	}
	return o
}

// A Store is an open journal. It is a [journal.Log].
type Store struct {
	opts Options
	dir  layout
	id   identity
	lock *lock
	db   *badger.DB
	mark *mark

	found journal.Report // what the opening looked at

	write    sync.Mutex // one writer at a time
	poisoned bool       // a commit failed: nobody knows what is on disk
	head     atomic.Pointer[journal.Head]

	life    sync.Mutex // guards closed and the start of a reader
	closed  bool
	readers sync.WaitGroup
}

var _ journal.Log = (*Store)(nil)

// Site is whose journal it is.
func (s *Store) Site() floor.SiteID { return s.id.Site }

// Head is where the journal ends.
func (s *Store) Head() journal.Head { return *s.head.Load() }

// Append writes the drafts and puts in one synced transaction.
func (s *Store) Append(drafts []journal.Draft, puts []journal.Put) ([]journal.Record, error) {
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.mayWrite(); err != nil {
		return nil, err
	}
	txn := s.db.NewTransaction(true)
	defer txn.Discard()
	v := view{txn: txn, site: s.id.Site}
	c, err := journal.Plan(s.Head(), s.id.Site, s.opts.Random, drafts, puts, v.Get)
	if err != nil {
		return nil, err
	}
	if err := s.commit(txn, c); err != nil {
		return nil, fmt.Errorf("store: append %d records: %w", len(drafts), err)
	}
	return c.Records, nil
}

// Seal closes the day.
func (s *Store) Seal(day string) (journal.Seal, error) {
	s.write.Lock()
	defer s.write.Unlock()
	if err := s.mayWrite(); err != nil {
		return journal.Seal{}, err
	}
	txn := s.db.NewTransaction(true)
	defer txn.Discard()
	v := view{txn: txn, site: s.id.Site}
	seals, err := v.Seals()
	if err != nil {
		return journal.Seal{}, err
	}
	seal, c, fresh, err := journal.PlanSeal(s.Head(), seals, day, v.Get)
	if err != nil || !fresh {
		return seal, err
	}
	if err := s.commit(txn, c); err != nil {
		return journal.Seal{}, fmt.Errorf("store: seal %s: %w", day, err)
	}
	return seal, nil
}

// mayWrite says why nothing may be written now. A full disk is found here,
// before Badger meets it: it would end the process.
func (s *Store) mayWrite() error {
	if s.isClosed() {
		return journal.ErrClosed
	}
	if s.poisoned {
		return journal.ErrReopen
	}
	free, err := freeBytes(s.dir.root)
	if err != nil {
		return err
	}
	if free < s.opts.MinFree {
		return fmt.Errorf("%w: %d bytes free, want %d", journal.ErrFull, free, s.opts.MinFree)
	}
	return nil
}

// commit makes the change and writes down that it was made. After an error
// that may have come from the disk nothing more is written: whether the change
// is there is known only after the store is opened anew.
func (s *Store) commit(txn *badger.Txn, c journal.Change) error {
	for _, p := range c.Puts {
		if err := set(txn, p); err != nil {
			return err
		}
	}
	if err := txn.Commit(); err != nil {
		s.poisoned = true
		return fmt.Errorf("%w: %w", journal.ErrReopen, err)
	}
	if err := s.mark.acknowledge(c.Head); err != nil {
		s.poisoned = true
		return fmt.Errorf("%w: %w", journal.ErrReopen, err)
	}
	s.head.Store(&c.Head)
	return nil
}

func set(txn *badger.Txn, p journal.Put) error {
	var err error
	if p.Value == nil {
		err = txn.Delete(p.Key)
	} else {
		err = txn.Set(p.Key, p.Value)
	}
	if errors.Is(err, badger.ErrTxnTooBig) {
		return journal.ErrTooBig
	}
	return err
}

// Close writes down that the store was closed cleanly. After a failed commit
// it leaves that out, so that the next opening looks at everything.
func (s *Store) Close() error {
	s.write.Lock()
	defer s.write.Unlock()
	s.life.Lock()
	if s.closed {
		s.life.Unlock()
		return nil
	}
	s.closed = true
	s.life.Unlock()
	s.readers.Wait()
	return s.shut(!s.poisoned)
}

// shut closes everything that is open; clean says that all is as it should be.
func (s *Store) shut(clean bool) error {
	err := s.db.Close()
	if err == nil && clean {
		err = s.mark.rest(s.Head())
		if err == nil {
			err = s.id.write(s.dir, true)
		}
	}
	if e := s.mark.close(); err == nil {
		err = e
	}
	if e := s.lock.release(); err == nil {
		err = e
	}
	if err != nil {
		return fmt.Errorf("store: close: %w", err)
	}
	return nil
}

func (s *Store) isClosed() bool {
	s.life.Lock()
	defer s.life.Unlock()
	return s.closed
}
