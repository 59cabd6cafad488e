package desk

import (
	"slices"
	"time"

	"shouwen/core/floor"
	"shouwen/core/registry"
)

// snapshot draws the floor for the windows: nothing in it says who a visitor is.
func (s *state) snapshot(at time.Time) *floor.Snapshot {
	h := &s.house
	out := &floor.Snapshot{
		Seq: s.seq, At: at.In(s.zone), House: floor.House{Name: h.Name, Site: h.Site, Demo: h.Demo},
		Rulebook: h.Rulebook.ID, Version: h.Rulebook.Version, DayOpen: h.DayOpen,
		Notices: slices.Clone(h.Notices), LastCall: h.LastCall,
	}
	for _, v := range s.today() {
		out.Visits = append(out.Visits, v.public())
	}
	out.Advisors = s.advisorsInTurn()
	return out
}

func (v *Visit) public() floor.Visit {
	return floor.Visit{ID: v.ID, Number: v.Number, State: v.State, OpenedAt: v.OpenedAt, CalledAt: v.CalledAt,
		ClaimAt: v.ClaimedAt, EndedAt: v.EndedAt, Server: v.Server, Owner: v.Owner, Referee: v.Referee,
		Language: v.Answers.Language}
}

// advisorsInTurn lists the active staff: the line as turns fall due, then those who are off.
func (s *state) advisorsInTurn() []floor.Advisor {
	var out []floor.Advisor
	next := false
	for i, id := range s.house.Line.InTurn() {
		a := s.advisorView(s.advisors[id])
		a.Place = i + 1
		if a.State == floor.Ready && !next {
			a.State, next = floor.Next, true
		}
		out = append(out, a)
	}
	for _, a := range s.staff() {
		if a.Status == "active" && !slices.ContainsFunc(out, func(o floor.Advisor) bool { return o.ID == a.ID }) {
			out = append(out, s.advisorView(a))
		}
	}
	return out
}

func (s *state) advisorView(a *advisor) floor.Advisor {
	t := s.house.Line.Tallies[a.ID]
	out := floor.Advisor{
		ID: a.ID, Name: a.Name, Desk: a.Desk, State: floor.Off, Since: a.Since, HasPIN: a.HasPIN,
		Owed: s.house.Line.Credits[a.ID], Lunch: s.house.Lunch == a.ID,
		Used: t.Used, Kept: t.Kept, Lapsed: t.Lapsed, Credited: t.Owed, MadeUp: t.MadeUp,
	}
	if !a.In {
		return out
	}
	out.State, out.Signed = floor.Ready, a.SignedIn
	if a.Out != "" {
		out.State, out.Out = floor.Away, a.Out
	}
	if v := s.serving(a.ID); v != nil {
		out.Serving = v.Number
		switch v.State {
		case floor.Serving:
			out.State, out.Since = floor.Busy, v.ClaimedAt
		case floor.Called:
			out.State, out.Since = floor.Expects, v.CalledAt
		default:
			out.Serving = 0
		}
	}
	return out
}

// Visit returns a visit in full.
func (d *Desk) Visit(id floor.VisitID) (Visit, error) {
	return d.look(func(s *state) *Visit { return s.visit(id) })
}

// VisitByCode returns today's visit of a slip, without claiming it.
func (d *Desk) VisitByCode(code string, at time.Time) (Visit, error) {
	var refused error
	v, err := d.look(func(s *state) *Visit {
		t := &tx{d: d, s: s, stamp: Stamp{At: at}}
		v, err := t.byCode(code)
		refused = err
		return v
	})
	if refused != nil {
		return Visit{}, refused
	}
	return v, err
}

// look reads under the writer's lock, since a visit of an earlier day is
// fetched from the store; the copy is the caller's.
func (d *Desk) look(find func(*state) *Visit) (out Visit, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer asFault(&err)
	v := find(d.state)
	if v == nil {
		return Visit{}, floor.Refuse("refusal.visit.unknown")
	}
	return v.clone(), nil
}

// asFault turns a store that could not answer into an error; a bug stays one.
func asFault(err *error) {
	switch r := recover().(type) {
	case nil:
	case storeFault:
		*err = r.err
	default:
		panic(r)
	}
}

func (v *Visit) clone() Visit {
	c := *v
	c.Rulings, c.Turns, c.Handed, c.Edits = slices.Clone(v.Rulings), slices.Clone(v.Turns), slices.Clone(v.Handed), slices.Clone(v.Edits)
	c.Findings = slices.Clone(v.Findings)
	if v.StandIn != nil {
		in := *v.StandIn
		c.StandIn = &in
	}
	if v.Deal != nil {
		deal := *v.Deal
		c.Deal = &deal
	}
	return c
}

// VisitsOf returns a day's visits in full, by number. day is such as "2026-11-23".
func (d *Desk) VisitsOf(day string) ([]Visit, error) {
	if d.Today() == day {
		d.mu.RLock()
		defer d.mu.RUnlock()
		var out []Visit
		for _, v := range d.state.today() {
			out = append(out, v.clone())
		}
		return out, nil
	}
	return VisitsOf(d.set.Log, day)
}

// Today is the business day of the last event.
func (d *Desk) Today() string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.house.Day
}

// Customer returns a customer's file; the copy is the caller's.
func (d *Desk) Customer(id floor.CustomerID) (out registry.Customer, err error) {
	d.mu.Lock()
	defer d.mu.Unlock()
	defer asFault(&err)
	c := d.state.customer(id)
	if c == nil {
		return registry.Customer{}, floor.Refuse("refusal.customer.unknown")
	}
	return c.Clone(), nil
}

// StandsFor is the advisor for whom another serves the visit, if the visitor
// named him himself and he cannot come now.
func (d *Desk) StandsFor(v Visit) floor.AdvisorID {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.standsFor(&v)
}

// Zone is the house's.
func (d *Desk) Zone() *time.Location {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.zone
}
