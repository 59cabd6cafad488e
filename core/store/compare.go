package store

import (
	"encoding/json"
	"errors"
	"fmt"

	badger "github.com/dgraph-io/badger/v4"

	"shouwen/core/journal"
)

// keyIdentity is where Badger itself says whose store it is.
var keyIdentity = []byte("m/site")

// compare holds what Badger has against what was acknowledged: the same store,
// no record fewer, the chain whole, the state whole.
func (s *Store) compare(acknowledged journal.Head, full bool) error {
	if err := s.sameStore(acknowledged); err != nil {
		return err
	}
	if full {
		if err := s.tables(); err != nil {
			return err
		}
	}
	return s.db.View(func(txn *badger.Txn) error {
		v := view{txn: txn, site: s.id.Site}
		report, err := v.verify(full)
		if err != nil {
			return err
		}
		if err := reaches(v, report.Head, acknowledged); err != nil {
			return err
		}
		s.head.Store(&report.Head)
		s.found = report
		return s.mark.rest(report.Head)
	})
}

// sameStore checks that this Badger belongs to this directory, and tells a new
// one where it belongs.
func (s *Store) sameStore(acknowledged journal.Head) error {
	return s.db.Update(func(txn *badger.Txn) error {
		raw, ok, err := view{txn: txn}.raw(keyIdentity)
		if err != nil {
			return err
		}
		if ok {
			return s.isOurs(raw)
		}
		if acknowledged.Commits > 0 {
			return damaged("badger", fmt.Errorf("store: Badger is empty, the journal reached record %d", acknowledged.Seq))
		}
		id := s.id
		id.Clean = false
		text, err := json.Marshal(id)
		if err != nil {
			return err
		}
		return txn.Set(keyIdentity, journal.Checked(text))
	})
}

func (s *Store) isOurs(raw []byte) error {
	var inside identity
	text, whole := journal.Unchecked(raw)
	switch {
	case !whole || json.Unmarshal(text, &inside) != nil:
		return damaged("badger", errors.New("store: Badger does not say whose it is"))
	case inside.Store != s.id.Store || inside.Site != s.id.Site:
		return damaged("badger", errors.New("store: Badger's files belong to another store"))
	}
	return nil
}

// reaches checks that head is the acknowledged one or comes after it. A commit
// may be there that was not acknowledged before the power went; nothing that
// was acknowledged may be missing.
func reaches(v view, head, acknowledged journal.Head) error {
	switch {
	case head == acknowledged:
		return nil
	case head.Commits <= acknowledged.Commits || head.Seq < acknowledged.Seq:
		return &journal.Damage{Seq: head.Seq + 1, Field: "seq", What: fmt.Sprintf(
			"the journal ends at record %d (commit %d), acknowledged were %d (commit %d)", head.Seq, head.Commits, acknowledged.Seq, acknowledged.Commits)}
	case acknowledged.Seq == 0:
		return nil
	}
	return v.Read(acknowledged.Seq, func(r journal.Record) error {
		if r.Hash != acknowledged.Hash {
			return &journal.Damage{Seq: r.Seq, Field: "hash", What: "it is not the record that was acknowledged"}
		}
		return journal.ErrStop
	})
}

// tables lets Badger check its own checksums; it may panic where it should
// return an error.
func (s *Store) tables() (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = damaged("badger", fmt.Errorf("store: badger panicked while checking its tables: %v", p))
		}
	}()
	if err := s.db.VerifyChecksum(); err != nil {
		return damaged(blame(err), fmt.Errorf("store: checksum: %w", err))
	}
	return nil
}
