package store

import (
	"bytes"
	"errors"
	"fmt"

	badger "github.com/dgraph-io/badger/v4"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// look runs f on the store as it stands at this moment.
func (s *Store) look(f func(view) error) error {
	s.life.Lock()
	if s.closed {
		s.life.Unlock()
		return journal.ErrClosed
	}
	s.readers.Add(1)
	s.life.Unlock()
	defer s.readers.Done()
	return s.db.View(func(txn *badger.Txn) error { return f(view{txn: txn, site: s.id.Site}) })
}

// Read hands the records from a sequence on to f.
func (s *Store) Read(from uint64, f func(journal.Record) error) error {
	return s.look(func(v view) error { return v.Read(from, f) })
}

// Get returns the value of a key beside the records.
func (s *Store) Get(key []byte) (value []byte, ok bool, err error) {
	err = s.look(func(v view) error {
		value, ok, err = v.Get(key)
		return err
	})
	return value, ok, err
}

// Scan hands the keys beside the records that begin with prefix to f.
func (s *Store) Scan(prefix []byte, f func(key, value []byte) error) error {
	return s.look(func(v view) error { return v.Scan(prefix, f) })
}

// Seen returns the record that was written under an idempotency key.
func (s *Store) Seen(key string) (uint64, bool, error) {
	value, ok, err := s.Get(journal.SeenKey(key))
	if err != nil || !ok {
		return 0, false, err
	}
	seq, ok := journal.SeqOf(value)
	if !ok {
		return 0, false, &journal.Damage{Field: "index", What: "an idempotency key points nowhere"}
	}
	return seq, true, nil
}

// Seals lists the seals in order.
func (s *Store) Seals() (seals []journal.Seal, err error) {
	err = s.look(func(v view) error {
		seals, err = v.Seals()
		return err
	})
	return seals, err
}

// Verify looks over everything as it stands at this moment, while others go on
// writing. It reads the whole store: a matter of seconds a million records.
func (s *Store) Verify() (report journal.Report, err error) {
	err = s.look(func(v view) error {
		report, err = v.verify(true)
		return err
	})
	return report, err
}

// A view is the store as it stood when a transaction began. It is a
// [journal.Source].
type view struct {
	txn  *badger.Txn
	site floor.SiteID
	head journal.Head // as verify read it
}

// tail is how many records a start looks at when the one before ended well.
const tail = 5000

func (v view) verify(full bool) (journal.Report, error) {
	head, err := v.readHead()
	if err != nil {
		return journal.Report{}, err
	}
	v.head = head
	if full {
		return journal.Verify(v)
	}
	return journal.VerifyTail(v, tail)
}

// Site is whose journal it is.
func (v view) Site() floor.SiteID { return v.site }

// Head is where the journal ended when verify began.
func (v view) Head() journal.Head { return v.head }

// readHead reads where the journal ends; a store without a head is empty.
func (v view) readHead() (journal.Head, error) {
	raw, ok, err := v.raw(journal.KeyHead)
	if err != nil || !ok {
		return journal.Head{}, err
	}
	return journal.DecodeHead(raw)
}

// Read hands every record up to the head to f. Badger ends an iteration early,
// and without an error, at a block that it cannot read: so each record must be
// the next one, and the last must be the head's.
func (v view) Read(from uint64, f func(journal.Record) error) error {
	head, err := v.readHead()
	if err != nil {
		return err
	}
	from = max(from, 1)
	if from > head.Seq {
		return nil
	}
	opts := badger.DefaultIteratorOptions
	opts.Prefix = journal.PrefixRecord
	it := v.txn.NewIterator(opts)
	defer it.Close()
	next := from
	for it.Seek(journal.RecordKey(from)); it.Valid() && next <= head.Seq; it.Next() {
		if seq, ok := journal.SeqOf(it.Item().Key()); !ok || seq != next {
			break
		}
		if err := visit(it.Item(), next, f); err != nil {
			return journal.Stopped(err)
		}
		next++
	}
	if next <= head.Seq {
		return &journal.Damage{Seq: next, Field: "seq", What: fmt.Sprintf("the record is missing; the journal ends at %d", head.Seq)}
	}
	return nil
}

func visit(item *badger.Item, seq uint64, f func(journal.Record) error) error {
	var r journal.Record
	err := item.Value(func(b []byte) (err error) {
		r, err = journal.DecodeAt(seq, b)
		return err
	})
	if err != nil {
		return err
	}
	return f(r)
}

// Get returns the value of a key beside the records.
func (v view) Get(key []byte) ([]byte, bool, error) {
	if !journal.Beside(key) {
		return nil, false, nil
	}
	raw, ok, err := v.raw(key)
	if err != nil || !ok {
		return nil, false, err
	}
	value, whole := journal.Unchecked(raw)
	if !whole {
		return nil, false, journal.WrongValue(key)
	}
	return value, true, nil
}

func (v view) raw(key []byte) ([]byte, bool, error) {
	item, err := v.txn.Get(key)
	if errors.Is(err, badger.ErrKeyNotFound) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("store: get: %w", err)
	}
	raw, err := item.ValueCopy(nil)
	if err != nil {
		return nil, false, fmt.Errorf("store: get: %w", err)
	}
	return raw, true, nil
}

// Scan hands the keys beside the records that begin with prefix to f.
func (v view) Scan(prefix []byte, f func(key, value []byte) error) error {
	opts := badger.DefaultIteratorOptions
	opts.Prefix = prefix
	it := v.txn.NewIterator(opts)
	defer it.Close()
	for it.Rewind(); it.Valid(); {
		key := it.Item().KeyCopy(nil)
		if !journal.Beside(key) {
			it.Seek(past(key))
			continue
		}
		raw, err := it.Item().ValueCopy(nil)
		if err != nil {
			return fmt.Errorf("store: scan: %w", err)
		}
		value, whole := journal.Unchecked(raw)
		if !whole {
			return journal.WrongValue(key)
		}
		if err := f(key, value); err != nil {
			return journal.Stopped(err)
		}
		it.Next()
	}
	return nil
}

// past is the first key behind the corner of the key space in which key lies.
func past(key []byte) []byte {
	corner, _, _ := bytes.Cut(key, []byte("/"))
	return append(bytes.Clone(corner), '/'+1)
}

// Seals lists the seals in order.
func (v view) Seals() ([]journal.Seal, error) { return journal.ReadSeals(v.Scan) }
