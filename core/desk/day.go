package desk

import (
	"encoding/json"
	"fmt"
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rotation"
)

// SealDay closes the day: its last record's hash is the digest that the day's
// log prints. A day is sealed once; what happens later on it comes after the seal and is seen to.
func (d *Desk) SealDay(stamp Stamp) (event.DaySealed, error) {
	var out event.DaySealed
	err := d.do(stamp, func(t *tx) error {
		h := &t.s.house
		if h.Day == "" || floor.DayOf(t.stamp.At, t.s.zone) != h.Day {
			return floor.Refuse("refusal.day.empty", "day", floor.DayOf(t.stamp.At, t.s.zone))
		}
		if slices.ContainsFunc(t.s.today(), func(v *Visit) bool { return v.State == floor.Serving }) {
			return floor.Refuse("refusal.day.serving")
		}
		head := t.d.set.Log.Head()
		if len(t.drafts) > 0 { // others' events of the same batch come before the seal
			return floor.Refuse("refusal.day.busy")
		}
		out = event.DaySealed{Day: h.Day, First: h.FirstSeq, Last: head.Seq, Digest: head.Hash.String()}
		t.emit(out)
		return nil
	})
	return out, err
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
	var tallies rotation.Line
	err := log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			return fmt.Errorf("desk: record %d: %w", r.Seq, err)
		}
		on := floor.DayOf(r.At, s.zone)
		if s.house.Name != "" && on > day {
			return journal.ErrStop
		}
		s.apply(stampOf{Seq: r.Seq, At: r.At, By: r.By, Key: r.Key}, e)
		if on == day {
			out.Records = append(out.Records, r)
			tallies, out.Rulebook = s.house.Line, s.house.Rulebook
		}
		return nil
	})
	if err != nil {
		return out, err
	}
	if len(out.Records) == 0 {
		return out, floor.Refuse("refusal.day.empty", "day", day)
	}
	s.house.Line = tallies
	out.House = floor.House{Name: s.house.Name, Site: s.house.Site, Demo: s.house.Demo}
	for _, v := range s.today() {
		out.Visits = append(out.Visits, v.clone())
	}
	out.Staff, out.Seal = s.advisorsInTurn(), s.house.Sealed[day]
	return out, nil
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
