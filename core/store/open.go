package store

import (
	"crypto/rand"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"os"

	badger "github.com/dgraph-io/badger/v4"
	"github.com/dgraph-io/badger/v4/options"
	"golang.org/x/sys/unix"

	"shouwen/core/journal"
)

const memTableSize = 8 << 20

// badgerOptions says everything on which durability or memory depends, so
// that no default of Badger can change it.
func badgerOptions(dir string, logger *slog.Logger) badger.Options {
	return badger.DefaultOptions(dir).
		WithSyncWrites(true).
		WithMemTableSize(memTableSize).
		WithNumMemtables(2).
		WithNumLevelZeroTables(2).
		WithNumLevelZeroTablesStall(6).
		WithNumCompactors(2).
		WithBlockCacheSize(8 << 20).
		WithIndexCacheSize(0).
		WithCompression(options.Snappy).
		WithValueThreshold(1 << 20). // above any record: the value log stays unused
		WithValueLogFileSize(16 << 20).
		WithNumVersionsToKeep(1).
		WithDetectConflicts(false). // there is one writer
		WithMetricsEnabled(false).
		WithChecksumVerificationMode(options.NoVerification). // the others hide what they find or end the process
		WithLogger(badgerLog{logger})
}

// Open opens the store in dir, or creates one if Options say so. Every error
// is an *OpenError.
func Open(dir string, opts Options) (*Store, error) {
	s, err := open(layout{root: dir}, opts.filled())
	if err != nil {
		return nil, asOpenError(err)
	}
	return s, nil
}

func open(l layout, opts Options) (*Store, error) {
	if opts.Create {
		if err := os.MkdirAll(l.badger(), 0o700); err != nil {
			return nil, fmt.Errorf("store: %w", err)
		}
	}
	if opts.Check != nil {
		if err := checkFirst(l, opts); err != nil {
			return nil, err
		}
	}
	held, err := takeLock(l)
	if err != nil {
		return nil, err
	}
	s, err := openLocked(l, opts, held, false)
	if err != nil {
		held.release()
		return nil, err
	}
	return s, nil
}

// checkFirst lets another process look the store over. The lock is free
// meanwhile; whoever takes it in between is found when it is taken again.
func checkFirst(l layout, opts Options) error {
	held, err := takeLock(l)
	if err != nil {
		return err
	}
	id, err := identify(l, opts)
	if e := held.release(); err == nil {
		err = e
	}
	if err != nil {
		return err
	}
	return opts.Check(l.root, !id.Clean)
}

// openLocked opens what it holds the lock of. Full asks for every record to be
// looked at, which an unclean end asks for by itself.
func openLocked(l layout, opts Options, held *lock, full bool) (*Store, error) {
	id, err := identify(l, opts)
	if err != nil {
		return nil, err
	}
	if err := l.gate(opts); err != nil {
		return nil, err
	}
	m, acknowledged, err := openMark(l, id.Clean)
	if err != nil {
		return nil, err
	}
	s := &Store{opts: opts, dir: l, id: id, lock: held, mark: m}
	if err := s.start(acknowledged, full || !id.Clean); err != nil {
		m.close()
		return nil, err
	}
	return s, nil
}

// start prepares the files, opens Badger and compares. On an error Badger is
// closed again and the store stays marked as not cleanly closed.
func (s *Store) start(acknowledged journal.Head, full bool) error {
	if err := s.dir.prepare(s.id.Clean, acknowledged); err != nil {
		return err
	}
	if err := s.id.write(s.dir, false); err != nil {
		return err
	}
	db, err := openBadger(s.dir, s.opts)
	if err != nil {
		return err
	}
	s.db = db
	if err := s.compare(acknowledged, full); err != nil {
		db.Close()
		return err
	}
	return s.dir.forget()
}

// identify reads whose store it is, or makes a new one of an empty directory.
func identify(l layout, opts Options) (identity, error) {
	id, err := readIdentity(l)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return create(l, opts)
	case err != nil:
		return identity{}, err
	case id.Format > formatNow:
		return identity{}, &OpenError{Key: KeyNewer, Args: map[string]string{"have": fmt.Sprint(id.Format), "want": fmt.Sprint(formatNow)}}
	case opts.Site != "" && opts.Site != id.Site:
		return identity{}, &OpenError{Key: KeyOther, Args: map[string]string{"site": string(id.Site)}}
	}
	return id, nil
}

func create(l layout, opts Options) (identity, error) {
	files, err := l.badgerFiles()
	switch {
	case err != nil:
		return identity{}, err
	case len(files) > 0:
		return identity{}, damaged("shouwen.site", errors.New("store: shouwen.site is missing beside Badger's files"))
	case !opts.Create:
		return identity{}, &OpenError{Key: KeyMissing, Args: map[string]string{"place": l.root}}
	case opts.Site == "":
		panic("store: a new store needs a site")
	}
	id := identity{Format: formatNow, Site: opts.Site, Store: rand.Text()}
	if err := newMark(l); err != nil {
		return identity{}, err
	}
	return id, id.write(l, false)
}

// openBadger opens Badger, a second time if it stumbled over an empty file
// that a kill left behind.
func openBadger(l layout, opts Options) (*badger.DB, error) {
	var err error
	for range 2 {
		if err = l.removeEmpty(); err != nil {
			return nil, err
		}
		var db *badger.DB
		if db, err = tryBadger(badgerOptions(l.badger(), opts.Logger)); err == nil {
			return db, nil
		}
		if !isNewFile(err) {
			break
		}
	}
	return nil, damaged(blame(err), fmt.Errorf("store: open badger: %w", err))
}

func tryBadger(o badger.Options) (db *badger.DB, err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("badger panicked: %v", p)
		}
	}()
	return badger.Open(o)
}

// A lock holds a store for one process.
type lock struct{ f *os.File }

func takeLock(l layout) (*lock, error) {
	f, err := os.OpenFile(l.lock(), os.O_RDWR|os.O_CREATE, 0o600)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, &OpenError{Key: KeyMissing, Args: map[string]string{"place": l.root}, Err: err}
	}
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	if err == nil {
		return &lock{f: f}, nil
	}
	f.Close()
	if errors.Is(err, unix.EWOULDBLOCK) {
		return nil, &OpenError{Key: KeyLocked, Args: map[string]string{"place": l.root}, Err: err}
	}
	return nil, fmt.Errorf("store: lock: %w", err)
}

func (l *lock) release() error { return l.f.Close() }

// badgerLog passes Badger's own words on: what it warns of is worth a line,
// what it tells is not.
type badgerLog struct{ to *slog.Logger }

func (b badgerLog) Errorf(f string, a ...any)   { b.to.Error("badger", "says", fmt.Sprintf(f, a...)) }
func (b badgerLog) Warningf(f string, a ...any) { b.to.Warn("badger", "says", fmt.Sprintf(f, a...)) }
func (b badgerLog) Infof(string, ...any)        {}
func (b badgerLog) Debugf(string, ...any)       {}
