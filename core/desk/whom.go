package desk

import (
	"fmt"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// Whom says whose file is meant: by id, by a visit, or by name and phone as
// they were given, with the consent to keep them.
type Whom struct {
	Customer floor.CustomerID
	Visit    floor.VisitID
	Person   floor.Person
	Consent  floor.Consent
}

// fileOf finds the file that is meant; who is not on file yet gets one, which
// the event that names him opens. Nobody can be found again without a phone.
func (t *tx) fileOf(w Whom) (floor.CustomerID, []journal.Put, error) {
	switch {
	case w.Visit != "":
		v := t.s.visit(w.Visit)
		if v == nil {
			return "", nil, floor.Refuse("refusal.visit.unknown")
		}
		return v.Customer, nil, nil
	case w.Customer != "":
		c := t.s.live(w.Customer)
		if c == nil {
			return "", nil, floor.Refuse("refusal.customer.unknown")
		}
		return c.ID, nil, nil
	case w.Person.Phone == "":
		return "", nil, floor.Refuse("refusal.file.phone")
	case !w.Consent.Given:
		return "", nil, floor.Refuse("refusal.file.consent")
	}
	found, err := t.find(w.Person, w.Consent)
	if err == nil && found.shared {
		return "", nil, floor.Refuse("refusal.file.shared")
	}
	return found.id, found.puts, err
}

// Holders returns whose files a phone leads to, for the manager, who may know.
// One phone may be several people's.
func (d *Desk) Holders(stamp Stamp, phone string) (out []floor.CustomerID, err error) {
	if stamp.By.Role != floor.RoleManager {
		return nil, floor.Refuse("refusal.manager.only")
	}
	canonical, err := d.set.Vault.Phone(phone)
	if err != nil {
		return nil, err
	}
	all, err := d.set.Vault.Holders(canonical)
	if err != nil {
		return nil, fmt.Errorf("desk: look a phone up: %w", err)
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	defer asFault(&err)
	for _, id := range all {
		if c := d.state.customer(id); c != nil && c.Merged == "" {
			out = append(out, id)
		}
	}
	if len(out) == 0 {
		return nil, floor.Refuse("refusal.customer.unknown")
	}
	return out, nil
}

// onStaff refuses an advisor who is not, or no longer, of the house.
func (t *tx) onStaff(id floor.AdvisorID) error {
	if a := t.s.advisors[id]; a == nil || a.Status != "active" {
		return floor.Refuse("refusal.advisor.unknown")
	}
	return nil
}

// ownWord refuses an advisor who speaks for another; the manager may.
func (t *tx) ownWord(id floor.AdvisorID) error {
	if by := t.stamp.By; by.Role == floor.RoleAdvisor && by.Advisor != id {
		return floor.Refuse("refusal.others.word", "advisor", t.s.name(id))
	}
	return t.onStaff(id)
}

// managers refuses whoever is not the manager.
func (t *tx) managers() error {
	if t.stamp.By.Role != floor.RoleManager {
		return floor.Refuse("refusal.manager.only")
	}
	return nil
}
