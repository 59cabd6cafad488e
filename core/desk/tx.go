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
	behind  bool // the clock stands before the last record of the same day
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
	if err := t.plausible(stamp); err != nil {
		return err
	}
	t.behind = t.s.last.Sub(stamp.At) > clockSlack
	if stamp.At.Before(t.s.last) {
		stamp.At = t.s.last
	}
	t.stamp, t.key = stamp, stamp.Key
	t.beginDay()
	return nil
}

// How far a clock may be off: back on the same day without a word, and ahead of
// the last record unless the manager acts, as after a long holiday.
const (
	clockSlack = 2 * time.Minute
	clockLeap  = 60 * 24 * time.Hour
)

// plausible refuses a clock that stands on a day of the past, or far ahead:
// what is written down with a wrong date cannot be taken back.
func (t *tx) plausible(stamp Stamp) error {
	key := ""
	switch {
	case t.s.house.Name == "":
	case floor.DayOf(stamp.At, t.s.zone) < floor.DayOf(t.s.last, t.s.zone):
		key = "refusal.clock"
	case stamp.At.Sub(t.s.last) > clockLeap && stamp.By.Role != floor.RoleManager:
		key = "refusal.clock.ahead"
	}
	if key == "" {
		return nil
	}
	return floor.Refuse(key, "clock", stamp.At.In(t.s.zone).Format(time.DateTime), "last", t.s.last.In(t.s.zone).Format(time.DateTime))
}

// beginDay opens the business day before the first command that falls on it
// looks at anything: yesterday's line and visits are over. A day that nobody
// sealed is sealed first.
func (t *tx) beginDay() {
	day, last := floor.DayOf(t.stamp.At, t.s.zone), t.s.house.Day
	if t.s.house.Name == "" || day <= last {
		return
	}
	if err := t.commit(); err != nil {
		panic(storeFault{err})
	}
	key := t.key
	t.key = ""
	if _, sealed := t.s.house.Sealed[last]; last != "" && !sealed {
		t.seal(last)
	}
	t.emitBy(floor.System, event.DayBegun{Day: day})
	t.enforceDue(day)
	t.key = key
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

// noticeClock is told while the clock stands before the last record.
const noticeClock = "notice.clock"

// watchClock tells the manager that the clock was put back on the same day,
// since minutes cannot be counted until it has caught up, and that it has.
func (t *tx) watchClock() {
	told := slices.ContainsFunc(t.s.house.Notices, func(n floor.Notice) bool { return n.Key == noticeClock })
	switch {
	case t.behind && !told:
		t.emitBy(floor.System, event.NoticeRaised{Key: noticeClock, Args: map[string]string{"last": t.s.last.In(t.s.zone).Format("15:04")}})
	case !t.behind && told:
		t.emitBy(floor.System, event.NoticeCleared{Key: noticeClock})
	}
}
