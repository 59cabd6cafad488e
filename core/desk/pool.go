package desk

import (
	"encoding/json"
	"fmt"
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// live returns the file that an id leads to, past those that were merged.
func (s *state) live(id floor.CustomerID) *registry.Customer {
	c := s.customer(id)
	for range 16 { // a chain of mergers is short; a circle cannot be journaled
		if c == nil || c.Merged == "" {
			return c
		}
		c = s.customer(c.Merged)
	}
	return c
}

// Pool puts a customer into the department's pool, out of anybody's hands.
func (d *Desk) Pool(stamp Stamp, w Whom, reason string) error {
	return d.do(stamp, func(t *tx) error {
		c, err := t.mayMove(w, reason)
		if err != nil {
			return err
		}
		if c.Owner == floor.Pool {
			return nil
		}
		t.emit(event.CustomerPooled{Customer: c.ID, Former: c.Owner, Reason: reason})
		return nil
	})
}

// PassOn gives a customer to an advisor: a leaver's to his successor, or one out of the pool.
func (d *Desk) PassOn(stamp Stamp, w Whom, to floor.AdvisorID, reason string) error {
	return d.do(stamp, func(t *tx) error {
		c, err := t.mayMove(w, reason)
		if err != nil {
			return err
		}
		if err := t.onStaff(to); err != nil {
			return err
		}
		if c.Refuses(to) {
			return floor.Refuse("refusal.customer.refuses", "advisor", t.s.name(to))
		}
		if c.Owner != to {
			t.emit(event.CustomerPassedOn{Customer: c.ID, From: c.Owner, To: to, Reason: reason})
		}
		return nil
	})
}

func (t *tx) mayMove(w Whom, reason string) (*registry.Customer, error) {
	if err := t.managers(); err != nil {
		return nil, err
	}
	if reason == "" {
		return nil, floor.Refuse("refusal.reason.missing")
	}
	id, err := t.onFile(w)
	if err != nil {
		return nil, err
	}
	return t.s.customer(id), nil
}

// atOnce bounds how many customers change hands in one transaction.
const atOnce = 500

// Succeed names who takes over a leaver's business and gives him all of the
// leaver's customers, but for those who do not want him. It returns how many went over.
func (d *Desk) Succeed(stamp Stamp, leaver, to floor.AdvisorID) (moved int, err error) {
	files, err := d.filesOf(func(c *registry.Customer) bool { return c.Owner == leaver })
	if err != nil {
		return 0, err
	}
	err = d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		a := t.s.advisors[leaver]
		if a == nil || a.Status == "active" || leaver == to {
			return floor.Refuse("refusal.successor.leaver")
		}
		if err := t.onStaff(to); err != nil {
			return err
		}
		t.emit(event.SuccessorNamed{Advisor: leaver, Successor: to})
		for _, id := range files {
			c := t.s.customer(id)
			if c == nil || c.Merged != "" || c.Owner != leaver || c.Refuses(to) {
				continue
			}
			t.emit(event.CustomerPassedOn{Customer: id, From: leaver, To: to})
			if moved++; moved%atOnce == 0 {
				if err := t.commit(); err != nil {
					panic(storeFault{err})
				}
			}
		}
		return nil
	})
	return moved, err
}

// Leavers lists the advisors who have left, in the order in which they joined.
func (d *Desk) Leavers() []floor.Advisor {
	d.mu.RLock()
	defer d.mu.RUnlock()
	var out []floor.Advisor
	for _, a := range d.state.staff() {
		if a.Status != "active" {
			out = append(out, d.state.advisorView(a))
		}
	}
	return out
}

// Unowned lists the customers without an advisor: those in the pool, those whom
// somebody left behind, and those of nobody. The oldest come first.
func (d *Desk) Unowned() ([]floor.CustomerID, error) {
	d.mu.RLock()
	gone := map[floor.AdvisorID]bool{"": true, floor.Pool: true}
	for _, a := range d.state.advisors {
		gone[a.ID] = a.Status != "active"
	}
	d.mu.RUnlock()
	return d.filesOf(func(c *registry.Customer) bool { return gone[c.Owner] })
}

// filesOf reads through the files as they stand on disk. Ids begin with the
// time, so that their order is that in which the files were opened.
func (d *Desk) filesOf(keep func(*registry.Customer) bool) ([]floor.CustomerID, error) {
	var out []floor.CustomerID
	err := d.set.Log.Scan([]byte(keyCustomer), func(key, text []byte) error {
		var c registry.Customer
		if err := json.Unmarshal(text, &c); err != nil {
			return fmt.Errorf("desk: read %s: %w", key, err)
		}
		if c.Merged == "" && keep(&c) {
			out = append(out, c.ID)
		}
		return nil
	})
	slices.Sort(out)
	return out, err
}
