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

// SealDay closes the day: its last record's hash is the digest that the day's
// log prints. A day is sealed once; what happens later on it comes after the seal and is seen to.
func (d *Desk) SealDay(stamp Stamp) (event.DaySealed, error) {
	var out event.DaySealed
	err := d.do(stamp, func(t *tx) error {
		h := &t.s.house
		if !h.DayOpen && len(t.s.today()) == 0 && len(h.Line.Order) == 0 {
			return floor.Refuse("refusal.day.empty", "day", floor.DayOf(t.stamp.At, t.s.zone))
		}
		if slices.ContainsFunc(t.s.today(), func(v *Visit) bool { return v.State == floor.Serving }) {
			return floor.Refuse("refusal.day.serving")
		}
		if len(t.drafts) > 0 { // others' events of the same batch come before the seal
			return floor.Refuse("refusal.day.busy")
		}
		out = t.seal(h.Day)
		return nil
	})
	return out, err
}

// Wake begins the day if it has not begun: the day before is sealed, if nobody
// did that before the appliance was switched off.
func (d *Desk) Wake(stamp Stamp) error { return d.do(stamp, func(*tx) error { return nil }) }

// seal has the journal close the day, and writes down that it did.
func (t *tx) seal(day string) event.DaySealed {
	seal, err := t.d.set.Log.Seal(day)
	if err != nil {
		panic(storeFault{fmt.Errorf("desk: seal %s: %w", day, err)})
	}
	e := event.DaySealed{Day: day, First: seal.First, Last: seal.Last, Digest: seal.Hash.String()}
	t.emitBy(t.sealer(), e)
	return e
}

// sealer is who seals: whoever asked for it, or the desk itself on the morning after.
func (t *tx) sealer() floor.Actor {
	if floor.DayOf(t.stamp.At, t.s.zone) > t.s.house.Day {
		return floor.System
	}
	return t.stamp.By
}

// A Day is what the day's log is made of.
type Day struct {
	Day      string
	House    floor.House
	Rulebook event.RulebookEnforced
	Visits   []Visit
	Staff    []floor.Advisor
	Seal     event.DaySealed // zero if the day is not sealed
	Records  []journal.Record
}

// DayOf reads a day from the journal alone, so that the log of a day long past
// shows what was known then. It works on a log that no desk writes to, too.
func DayOf(log journal.Log, day string) (Day, error) {
	s, reader := newState(nil), eventReader()
	out := Day{Day: day}
	err := log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			return fmt.Errorf("desk: record %d: %w", r.Seq, err)
		}
		if seal, ok := e.(event.DaySealed); ok && seal.Day == day {
			out.Seal = seal
		}
		on := floor.DayOf(r.At, zoneFor(s, e))
		if on > day { // nothing after it is the day's, but for a seal on the morning after
			return nil
		}
		s.apply(stampOf{Seq: r.Seq, At: r.At, By: r.By, Key: r.Key}, e)
		if on == day {
			out.Records, out.Rulebook = append(out.Records, r), s.house.Rulebook
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	if len(out.Records) == 0 {
		return out, floor.Refuse("refusal.day.empty", "day", day)
	}
	out.House = floor.House{Name: s.house.Name, Site: s.house.Site, Demo: s.house.Demo}
	for _, v := range s.today() {
		out.Visits = append(out.Visits, v.clone())
	}
	out.Staff = s.worked()
	return out, nil
}

// zoneFor is the zone that says on which day an event falls; the first event brings it.
func zoneFor(s *state, e event.Event) *time.Location {
	if f, ok := e.(event.HouseFounded); ok {
		return zoneOf(f.Zone)
	}
	return s.zone
}

// worked lists the staff of the day: those on it at the end, and those who
// left the house during it.
func (s *state) worked() []floor.Advisor {
	out := s.advisorsInTurn()
	for _, a := range s.staff() {
		if _, counted := s.house.Line.Tallies[a.ID]; counted && a.Status != "active" {
			out = append(out, s.advisorView(a))
		}
	}
	return out
}

// VisitsOf reads a day's visits from the state beside the records.
func VisitsOf(log journal.Log, day string) ([]Visit, error) {
	var out []Visit
	err := log.Scan([]byte(keyDay+day+"/"), func(key, text []byte) error {
		var id floor.VisitID
		if err := json.Unmarshal(text, &id); err != nil {
			return fmt.Errorf("desk: read %s: %w", key, err)
		}
		var v Visit
		if ok, err := fetch(log, keyVisit+string(id), &v); err != nil || !ok {
			return fmt.Errorf("desk: visit %s of %s is missing from the store: %w", id, day, err)
		}
		out = append(out, v)
		return nil
	})
	return out, err
}

// Rulebook returns which rulebook is in force, and how it is switched.
func (d *Desk) Rulebook() event.RulebookEnforced {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.house.Rulebook
}

// HasManagerPIN reports whether the manager has chosen his PIN.
func (d *Desk) HasManagerPIN() bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.house.ManagerPIN
}
