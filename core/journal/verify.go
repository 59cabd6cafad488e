package journal

import (
	"fmt"
	"time"

	"shouwen/core/floor"
)

// A Report is what a whole journal holds.
type Report struct {
	Head    Head
	Records uint64
	Seals   []Seal
	First   time.Time // of the first record, zero if there is none
	Last    time.Time
}

// A Source is a journal as it stands at one moment, to be looked over; every
// Log is one, as long as nobody writes to it meanwhile.
type Source interface {
	Site() floor.SiteID
	Head() Head
	Read(from uint64, f func(Record) error) error
	Scan(prefix []byte, f func(key, value []byte) error) error
	Seals() ([]Seal, error)
}

// Verify walks the whole log: every record and its place in the chain, every
// seal, every idempotency key, and the state against the head. The error is a
// *Damage that names the first thing that is not as it was written, or a fault
// of reading.
func Verify(log Source) (Report, error) {
	return verify(log, func(*verifier) {})
}

// VerifyTail checks what Verify checks, but of the records only those since
// the last seal, and at most the last ones: what a start of the program can
// afford when the one before ended well. The chain is anchored at its end, the
// head, so that a start in the middle proves as much about the tail.
func VerifyTail(log Source, most uint64) (Report, error) {
	return verify(log, func(v *verifier) {
		var last uint64
		if n := len(v.report.Seals); n > 0 {
			last = v.report.Seals[n-1].Last
		}
		v.skipTo(max(last, v.report.Head.Seq-min(most, v.report.Head.Seq)))
	})
}

func verify(log Source, start func(*verifier)) (Report, error) {
	v := &verifier{log: log, report: Report{Head: log.Head()}, keyed: map[uint64]string{}}
	for _, step := range []func() error{v.seals, func() error { start(v); return nil }, v.records, v.reach, v.state} {
		if err := step(); err != nil {
			return v.report, err
		}
	}
	return v.report, nil
}

type verifier struct {
	log    Source
	report Report
	at     Head              // where the walk stands
	keyed  map[uint64]string // records with an idempotency key
	from   uint64            // keys of records before this one are not compared
	loose  bool              // the hash of the record before the walk is not known
	next   int               // the seal that is to be met next
}

// seals checks that the seals share out the records without gap or overlap.
func (v *verifier) seals() error {
	seals, err := v.log.Seals()
	if err != nil {
		return err
	}
	v.report.Seals = seals
	var last uint64
	for _, s := range seals {
		if s.First != last+1 || s.Last+1 < s.First || s.Count != s.Last+1-s.First {
			return &Damage{Field: "seal " + s.Day, What: fmt.Sprintf("covers %d to %d with count %d after record %d", s.First, s.Last, s.Count, last)}
		}
		last = s.Last
	}
	if last > v.report.Head.Seq {
		return &Damage{Seq: v.report.Head.Seq + 1, Field: "seq", What: fmt.Sprintf("a seal covers records up to %d, the journal ends at %d", last, v.report.Head.Seq)}
	}
	return nil
}

// skipTo lets the walk begin right after a record. Its hash is that of the
// last seal if that ends there, and is otherwise taken from the first record
// that is read.
func (v *verifier) skipTo(seq uint64) {
	if seq == 0 {
		return
	}
	v.at.Seq, v.from, v.loose = seq, seq+1, true
	for v.next < len(v.report.Seals) && v.report.Seals[v.next].Last <= seq {
		if s := v.report.Seals[v.next]; s.Last == seq {
			v.at.Hash, v.loose = s.Hash, false
		}
		v.next++
	}
}

func (v *verifier) records() error {
	if err := v.sealed(); err != nil {
		return err
	}
	return v.log.Read(v.at.Seq+1, func(r Record) error {
		if v.loose {
			v.at.Hash, v.loose = r.Prev, false
		}
		if err := Follows(v.at, r); err != nil {
			return err
		}
		if r.Site != v.log.Site() {
			return &Damage{Seq: r.Seq, Field: "site", What: fmt.Sprintf("%q wrote it, this is the journal of %q", r.Site, v.log.Site())}
		}
		if r.Key != "" {
			v.keyed[r.Seq] = r.Key
		}
		if v.report.Records == 0 {
			v.report.First = r.At
		}
		v.report.Last = r.At
		v.report.Records++
		v.at.Seq, v.at.Hash = r.Seq, r.Hash
		return v.sealed()
	})
}

// sealed compares the chain where it stands with the seals that end here.
func (v *verifier) sealed() error {
	for v.next < len(v.report.Seals) && v.report.Seals[v.next].Last == v.at.Seq {
		s := v.report.Seals[v.next]
		if s.Hash != v.at.Hash {
			return &Damage{Seq: v.at.Seq, Field: "seal " + s.Day, What: fmt.Sprintf("the seal says %s, the record %s", s.Hash.Short(), v.at.Hash.Short())}
		}
		v.next++
	}
	return nil
}

// reach compares where the walk ended with the head.
func (v *verifier) reach() error {
	head := v.report.Head
	switch {
	case v.at.Seq != head.Seq:
		return &Damage{Seq: v.at.Seq + 1, Field: "seq", What: fmt.Sprintf("the records end at %d, the head says %d", v.at.Seq, head.Seq)}
	case !v.loose && v.at.Hash != head.Hash:
		return &Damage{Seq: v.at.Seq, Field: "hash", What: fmt.Sprintf("the head says %s, the record %s", head.Hash.Short(), v.at.Hash.Short())}
	}
	return nil
}

// state checks that idempotency keys and records point to each other, and
// that nothing beside the records is missing, added or altered.
func (v *verifier) state() error {
	got := Head{}
	err := v.log.Scan(nil, func(key, value []byte) error {
		got.Swap(key, nil, value)
		if !hasPrefix(key, PrefixSeen) {
			return nil
		}
		seq, ok := SeqOf(value)
		if ok && seq > 0 && seq < v.from {
			return nil
		}
		if !ok || string(SeenKey(v.keyed[seq])) != string(key) {
			return &Damage{Seq: seq, Field: "index", What: "an idempotency key points to a record that does not bear it"}
		}
		delete(v.keyed, seq)
		return nil
	})
	if err != nil {
		return err
	}
	for seq := range v.keyed {
		return &Damage{Seq: seq, Field: "index", What: "its idempotency key is not in the index"}
	}
	want := v.report.Head
	if got.Keys != want.Keys {
		return &Damage{Field: "state", What: fmt.Sprintf("%d keys beside the records, the head says %d", got.Keys, want.Keys)}
	}
	if got.State != want.State {
		return &Damage{Field: "state", What: "something beside the records is not as it was written"}
	}
	return nil
}

func hasPrefix(b, prefix []byte) bool {
	return len(b) >= len(prefix) && string(b[:len(prefix)]) == string(prefix)
}
