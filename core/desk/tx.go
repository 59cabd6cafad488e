package desk

import (
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
)

// tx collects what a batch of commands does, until it is committed.
type tx struct {
	d       *Desk
	s       *state
	stamp   Stamp
	key     string // idempotency key still to be spent on the command's first event
	spent   map[string]bool
	drafts  []journal.Draft
	puts    []journal.Put // beside the state: what the vault keeps
	changed bool
}

// begin takes up a command. One that was carried out before is not carried out
// again; one that claims to come before the last event of an earlier day is
// refused, since a dead clock battery must not open a day of the past.
func (t *tx) begin(stamp Stamp) error {
	if stamp.Key != "" {
		if t.spent[stamp.Key] {
			return errRepeated
		}
		if _, seen, err := t.d.set.Log.Seen(stamp.Key); err != nil {
			panic(storeFault{err})
		} else if seen {
			return errRepeated
		}
	}
	if stamp.At.Before(t.s.last) {
		if floor.DayOf(stamp.At, t.s.zone) < floor.DayOf(t.s.last, t.s.zone) {
			return floor.Refuse("refusal.clock", "clock", stamp.At.In(t.s.zone).Format(time.DateTime),
				"last", t.s.last.In(t.s.zone).Format(time.DateTime))
		}
		stamp.At = t.s.last
	}
	t.stamp, t.key = stamp, stamp.Key
	return nil
}

// emit folds an event and puts it among those to be written.
func (t *tx) emit(e event.Event) { t.emitBy(t.stamp.By, e) }

func (t *tx) emitBy(by floor.Actor, e event.Event) {
	body, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("%s cannot be spelled: %v", e.Kind(), err))
	}
	at := t.stamp.At.In(t.s.zone)
	t.s.apply(stampOf{Seq: t.s.seq + 1, At: at, By: by, Key: t.key}, e)
	t.drafts = append(t.drafts, journal.Draft{At: at, Kind: e.Kind(), Schema: event.Schema, By: by, Key: t.key, Body: body})
	if t.key != "" {
		if t.spent == nil {
			t.spent = map[string]bool{}
		}
		t.spent[t.key], t.key = true, ""
	}
	t.changed = true
}

// keep puts something beside the state into the same transaction.
func (t *tx) keep(puts ...journal.Put) { t.puts = append(t.puts, puts...) }

// commit writes everything in one synced transaction.
func (t *tx) commit() error {
	if len(t.drafts) == 0 && len(t.puts) == 0 {
		return nil
	}
	puts := t.puts
	for _, key := range slices.Sorted(mapsKeys(t.s.dirty)) {
		value, err := json.Marshal(t.s.dirty[key])
		if err != nil {
			return fmt.Errorf("desk: spell %s: %w", key, err)
		}
		puts = append(puts, journal.Put{Key: []byte(key), Value: value})
	}
	if _, err := t.d.set.Log.Append(t.drafts, puts); err != nil {
		return fmt.Errorf("desk: append %d events: %w", len(t.drafts), err)
	}
	clear(t.s.dirty)
	t.drafts, t.puts, t.spent = nil, nil, nil
	return nil
}

func mapsKeys(m map[string]any) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}
