package desk

import (
	"fmt"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// A Dated rulebook takes force at the beginning of a day, before the first
// command of that day looks at anything. Of several whose day has come, the
// latest rules.
type Dated struct {
	From       string // such as "2026-12-01"; empty for at once
	Book       *rulebook.Book
	Readings   map[string]string
	Parameters map[string]any
}

// books are all whose text is at hand.
func (d *Desk) books() []*rulebook.Book {
	out := d.set.Books[:len(d.set.Books):len(d.set.Books)]
	for _, dated := range d.set.Dated {
		out = append(out, dated.Book)
	}
	return out
}

// book returns the rulebook in force with its switches. Two versions of one
// book are told apart by the digest; if none has it, as after the product was
// replaced by another version, the first of the id rules until it is enforced.
func (d *Desk) book() (*rulebook.Book, error) {
	in := d.state.house.Rulebook
	if b := d.inForce.Load(); b != nil && b.ID() == in.ID && b.Digest() == in.Digest {
		return b, nil
	}
	var nearest *rulebook.Book
	err := fmt.Errorf("desk: rulebook %q is in force and was not loaded", in.ID)
	for _, b := range d.books() {
		if b.ID() != in.ID {
			continue
		}
		with, fault := b.With(in.Readings, in.Parameters)
		switch {
		case fault != nil:
			err = fault
		case with.Digest() == in.Digest:
			d.inForce.Store(with)
			return with, nil
		case nearest == nil:
			nearest = with
		}
	}
	if nearest != nil {
		return nearest, nil
	}
	return nil, err
}

// Book returns the rulebook in force, for whoever reads it or what it says to people.
func (d *Desk) Book() (*rulebook.Book, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.book()
}

func (t *tx) bookByID(id string) *rulebook.Book {
	for _, b := range t.d.books() {
		if b.ID() == id {
			return b
		}
	}
	return nil
}

// Enforce puts a loaded rulebook in force from now, with readings and
// parameters switched as given. One that does not accept them is refused, and
// the one in force stays.
func (d *Desk) Enforce(stamp Stamp, id string, readings map[string]string, parameters map[string]any) error {
	return d.do(stamp, func(t *tx) error {
		book := t.bookByID(id)
		if book == nil {
			return floor.Refuse("refusal.rulebook.unknown", "rulebook", id)
		}
		changed, err := t.enforce(t.stamp.By, Dated{Book: book, Readings: readings, Parameters: parameters})
		if changed {
			t.settle()
		}
		return err
	})
}

// EnforceDue puts in force what is due today, as when a rulebook whose day has
// come was laid beside the configuration.
func (d *Desk) EnforceDue(stamp Stamp) error {
	return d.do(stamp, func(t *tx) error {
		if t.enforceDue(t.s.house.Day) {
			t.settle()
		}
		return nil
	})
}

// enforceDue puts the latest rulebook in force whose day has come, and reports
// whether it is another than before. One that does not accept its switches is
// passed over: whoever handed it in has told the manager.
func (t *tx) enforceDue(day string) bool {
	var due *Dated
	for i, dated := range t.d.set.Dated {
		if dated.From <= day && (due == nil || dated.From >= due.From) {
			due = &t.d.set.Dated[i]
		}
	}
	if due == nil {
		return false
	}
	changed, err := t.enforce(floor.System, *due)
	return changed && err == nil
}

// enforce writes down that a rulebook rules from now, and reports whether it is another than before.
func (t *tx) enforce(by floor.Actor, dated Dated) (changed bool, err error) {
	switched, err := dated.Book.With(dated.Readings, dated.Parameters)
	if err != nil {
		return false, err
	}
	in := t.s.house.Rulebook
	if in.ID == switched.ID() && in.Digest == switched.Digest() {
		return false, nil
	}
	t.emitBy(by, event.RulebookEnforced{ID: switched.ID(), Version: switched.Version(), Digest: switched.Digest(),
		Readings: dated.Readings, Parameters: dated.Parameters})
	return true, nil
}

// EnforcedIn reads from a log which rulebook is in force, before a desk is
// opened on it; zero if no house was founded.
func EnforcedIn(log journal.Log) (event.RulebookEnforced, error) {
	var h house
	_, err := fetch(log, keyHouse, &h)
	return h.Rulebook, err
}
