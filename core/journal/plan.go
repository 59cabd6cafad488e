package journal

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"shouwen/core/floor"
)

// A Change is one transaction, ready to be written: the records it adds, the
// head after it, and every key that it sets or deletes, the journal's own included.
type Change struct {
	Records []Record
	Head    Head
	Puts    []Put // raw: values as they lie on disk
}

// A Lookup returns the value of a key beside the records as Get does.
type Lookup func(key []byte) (value []byte, ok bool, err error)

// Plan works out the transaction that appends the drafts and makes the puts.
// Whoever keeps a log writes exactly what the plan says, so that every keeper
// keeps the same journal.
func Plan(head Head, site floor.SiteID, random io.Reader, drafts []Draft, puts []Put, lookup Lookup) (Change, error) {
	if err := CheckPuts(puts); err != nil {
		return Change{}, err
	}
	records, next, err := Continue(head, site, drafts, random)
	if err != nil {
		return Change{}, err
	}
	p := &plan{head: next, lookup: lookup, now: map[string][]byte{}}
	for _, r := range records {
		if err := p.add(r); err != nil {
			return Change{}, err
		}
	}
	for _, put := range puts {
		if err := p.put(put.Key, put.Value); err != nil {
			return Change{}, err
		}
	}
	raw := p.done()
	return Change{Records: records, Head: p.head, Puts: raw}, nil
}

// A plan gathers what a transaction sets; now holds the value that each
// touched key will have, nil for none.
type plan struct {
	head   Head
	lookup Lookup
	now    map[string][]byte
	order  []string
	raw    []Put
}

func (p *plan) add(r Record) error {
	p.raw = append(p.raw, Put{Key: RecordKey(r.Seq), Value: Encode(r)})
	if r.Key == "" {
		return nil
	}
	key := SeenKey(r.Key)
	old, err := p.value(key)
	if err != nil {
		return err
	}
	if old != nil {
		seq, _ := SeqOf(old)
		return fmt.Errorf("%w: by record %d", ErrRepeated, seq)
	}
	return p.put(key, SeqValue(r.Seq))
}

func (p *plan) put(key, value []byte) error {
	old, err := p.value(key)
	if err != nil {
		return err
	}
	if _, touched := p.now[string(key)]; !touched {
		p.order = append(p.order, string(key))
	}
	p.head.Swap(key, old, value)
	p.now[string(key)] = value
	return nil
}

// value is what a key holds at this point of the plan, nil for none.
func (p *plan) value(key []byte) ([]byte, error) {
	if v, touched := p.now[string(key)]; touched {
		return v, nil
	}
	v, ok, err := p.lookup(key)
	if err != nil || !ok {
		return nil, err
	}
	if v == nil {
		v = []byte{}
	}
	return v, nil
}

// done counts the transaction and returns all that it sets, the head last.
func (p *plan) done() []Put {
	for _, key := range p.order {
		put := Put{Key: []byte(key)}
		if v := p.now[key]; v != nil {
			put.Value = Checked(v)
		}
		p.raw = append(p.raw, put)
	}
	p.head.Commits++
	return append(p.raw, Put{Key: bytes.Clone(KeyHead), Value: EncodeHead(p.head)})
}

// PlanSeal works out the transaction that seals the day, given the seals so
// far. A day that is sealed already needs none: its seal is returned with fresh false.
func PlanSeal(head Head, seals []Seal, day string, lookup Lookup) (seal Seal, change Change, fresh bool, err error) {
	if day == "" || len(day) > 64 {
		return Seal{}, Change{}, false, fmt.Errorf("journal: %q is not a day", day)
	}
	seal = Seal{Day: day, First: 1, Last: head.Seq, Hash: head.Hash}
	for _, s := range seals {
		if s.Day == day {
			return s, Change{}, false, nil
		}
		seal.First = s.Last + 1
	}
	if n := len(seals); n > 0 && seals[n-1].Day > day {
		return Seal{}, Change{}, false, fmt.Errorf("%w: %s", ErrDayOrder, seals[n-1].Day)
	}
	seal.Count = seal.Last + 1 - seal.First
	text, err := json.Marshal(seal)
	if err != nil {
		return Seal{}, Change{}, false, fmt.Errorf("journal: seal %s: %w", day, err)
	}
	p := &plan{head: head, lookup: lookup, now: map[string][]byte{}}
	if err := p.put(SealKey(day), text); err != nil {
		return Seal{}, Change{}, false, err
	}
	raw := p.done()
	return seal, Change{Head: p.head, Puts: raw}, true, nil
}

// ReadSeals lists the seals that lie in the log, in order.
func ReadSeals(scan func(prefix []byte, f func(key, value []byte) error) error) ([]Seal, error) {
	var seals []Seal
	err := scan(PrefixSeal, func(key, value []byte) error {
		var s Seal
		if err := json.Unmarshal(value, &s); err != nil {
			return &Damage{Field: "seal " + string(key[len(PrefixSeal):]), What: "it cannot be read"}
		}
		seals = append(seals, s)
		return nil
	})
	return seals, err
}
