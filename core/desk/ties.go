package desk

import (
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// A Tied is who belongs with whom, and what shows it.
type Tied struct {
	With  Whom
	Tie   string // one of registry.Ties
	Proof string // one of registry.Proofs, or empty
}

// Tie enters that two customers belong together, or that one introduced the
// other. It counts as proven once the manager has looked at the proof.
func (d *Desk) Tie(stamp Stamp, w Whom, in Tied) error {
	return d.do(stamp, func(t *tx) error {
		if !slices.Contains(registry.Ties(), in.Tie) || in.Proof != "" && !slices.Contains(registry.Proofs(), in.Proof) {
			return floor.Refuse("refusal.tie")
		}
		one, err := t.onFile(w)
		if err != nil {
			return err
		}
		other, err := t.onFile(in.With)
		if err != nil {
			return err
		}
		if err := t.concerns(one); err != nil {
			return err
		}
		c := t.s.customer(one)
		switch {
		case one == other:
			return floor.Refuse("refusal.tie.self")
		case in.Tie == registry.Introduced && t.introduces(one, other):
			return floor.Refuse("refusal.tie.circle")
		case c.Tied(other, in.Tie) != nil && c.Tied(other, in.Tie).Proof == in.Proof:
			return nil
		}
		e := event.TieEntered{Customer: one, Other: other, Tie: in.Tie, Proof: in.Proof, Visit: w.Visit}
		if in.Tie == registry.Introduced {
			e.Owner = t.ownerOf(other)
		}
		t.emit(e)
		return nil
	})
}

// concerns refuses an advisor who writes in the file of a customer who is not
// his and whom he has never served.
func (t *tx) concerns(id floor.CustomerID) error {
	by, c := t.stamp.By, t.s.customer(id)
	if by.Role != floor.RoleAdvisor || c.Owner == by.Advisor {
		return nil
	}
	for _, visit := range c.Visits {
		if v := t.s.visit(visit); v != nil && v.Server == by.Advisor {
			return nil
		}
	}
	return floor.Refuse("refusal.customer.others")
}

// introduces reports whether the first introduced the second, however far back.
func (t *tx) introduces(first, second floor.CustomerID) bool {
	seen := map[floor.CustomerID]bool{}
	for c := t.s.live(second); c != nil && !seen[c.ID]; {
		seen[c.ID] = true
		if c.ReferredBy == nil {
			return false
		}
		if c = t.s.live(c.ReferredBy.Referrer); c != nil && c.ID == first {
			return true
		}
	}
	return false
}

// Confirm says that the manager has looked at the proof of a tie.
func (d *Desk) Confirm(stamp Stamp, customer, other floor.CustomerID, tie string) error {
	return d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		c := t.s.live(customer)
		if c == nil {
			return floor.Refuse("refusal.customer.unknown")
		}
		found := c.Tied(other, tie)
		switch {
		case found == nil:
			return floor.Refuse("refusal.tie")
		case found.Proof == "":
			return floor.Refuse("refusal.tie.proof")
		case found.Confirmed.IsZero():
			t.emit(event.TieConfirmed{Customer: c.ID, Other: other, Tie: tie})
		}
		return nil
	})
}

// Group forms a group purchase of the organiser and the others, and returns its id.
func (d *Desk) Group(stamp Stamp, organiser Whom, members []Whom) (id string, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		first, err := t.onFile(organiser)
		if err != nil {
			return err
		}
		e := event.GroupFormed{Organiser: first}
		for _, w := range members {
			one, err := t.onFile(w)
			if err != nil {
				return err
			}
			if one != first && !slices.Contains(e.Members, one) {
				e.Members = append(e.Members, one)
			}
		}
		if len(e.Members) == 0 {
			return floor.Refuse("refusal.group.alone")
		}
		for _, one := range append([]floor.CustomerID{first}, e.Members...) {
			if t.s.customer(one).Group != nil {
				return floor.Refuse("refusal.group.twice")
			}
		}
		e.Group = floor.NewID(t.stamp.At, t.d.set.Random)
		id = e.Group
		t.emit(e)
		return nil
	})
	return id, err
}

// Join adds one more customer to the group of another.
func (d *Desk) Join(stamp Stamp, w Whom, group Whom) error {
	return d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		id, err := t.onFile(w)
		if err != nil {
			return err
		}
		of, err := t.onFile(group)
		if err != nil {
			return err
		}
		g := t.s.customer(of).Group
		switch {
		case g == nil:
			return floor.Refuse("refusal.group.none")
		case t.s.customer(id).Group != nil:
			return floor.Refuse("refusal.group.twice")
		}
		t.emit(event.GroupJoined{Group: g.ID, Organiser: g.Organiser, Customer: id})
		return nil
	})
}
