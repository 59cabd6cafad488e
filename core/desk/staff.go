package desk

import (
	"slices"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
	"shouwen/core/slip"
)

// A Founding is what a house says of itself at its first start.
type Founding struct {
	Name     string
	Site     floor.SiteID
	Zone     string // IANA name, such as "Asia/Shanghai"
	Demo     bool
	Rulebook string // id
}

// Found sets the house up. It can be done once.
func (d *Desk) Found(stamp Stamp, f Founding) error {
	return d.do(stamp, func(t *tx) error {
		if t.s.house.Name != "" {
			return floor.Refuse("refusal.house.founded", "house", t.s.house.Name)
		}
		if _, err := time.LoadLocation(f.Zone); err != nil || f.Zone == "" {
			return floor.Refuse("refusal.house.zone", "zone", f.Zone)
		}
		if f.Name == "" || f.Site == "" {
			return floor.Refuse("refusal.house.name")
		}
		book := t.bookByID(f.Rulebook)
		if book == nil {
			return floor.Refuse("refusal.rulebook.unknown", "rulebook", f.Rulebook)
		}
		t.s.zone = zoneOf(f.Zone) // the first record is told in it already
		t.emit(event.HouseFounded{Name: f.Name, Site: f.Site, Zone: f.Zone, Demo: f.Demo})
		t.emit(event.RulebookEnforced{ID: book.ID(), Version: book.Version(), Digest: book.Digest()})
		return nil
	})
}

// Hire puts an advisor on the staff, or corrects his name or desk.
func (d *Desk) Hire(stamp Stamp, id floor.AdvisorID, name, desk string) error {
	return d.do(stamp, func(t *tx) error {
		if id == "" || name == "" || id == floor.Pool || id == rulebook.ManagerToAssign || id == rulebook.NoOwner {
			return floor.Refuse("refusal.advisor.name")
		}
		if a := t.s.advisors[id]; a != nil && a.Name == name && a.Desk == desk {
			return nil
		}
		t.emit(event.AdvisorJoined{Advisor: id, Name: name, Desk: desk})
		return nil
	})
}

// Depart takes an advisor off the staff; status is left or dismissed. What
// becomes of his customers is ruled on when each one comes.
func (d *Desk) Depart(stamp Stamp, id floor.AdvisorID, status string, successor floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		a := t.s.advisors[id]
		if a == nil || a.Status != "active" {
			return floor.Refuse("refusal.advisor.unknown")
		}
		if status != "left" && status != "dismissed" || successor != "" && t.s.advisors[successor] == nil {
			return floor.Refuse("refusal.advisor.unknown")
		}
		if v := t.s.serving(id); v != nil && v.State == floor.Serving {
			return floor.Refuse("refusal.advisor.serving", "advisor", a.Name, "number", number(v.Number))
		}
		t.release(id)
		t.emit(event.AdvisorDeparted{Advisor: id, Status: status, Successor: successor})
		t.settle()
		return nil
	})
}

// Arrange sets the order of the day.
func (d *Desk) Arrange(stamp Stamp, order []floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		for i, id := range order {
			if a := t.s.advisors[id]; a == nil || a.Status != "active" || slices.Contains(order[:i], id) {
				return floor.Refuse("refusal.advisor.unknown")
			}
		}
		t.emit(event.OrderArranged{Day: floor.DayOf(t.stamp.At, t.s.zone), Order: order})
		return nil
	})
}

// SignIn puts an advisor in today's line. Signing in twice is once.
func (d *Desk) SignIn(stamp Stamp, id floor.AdvisorID) error {
	return d.staff(stamp, id, func(t *tx, a *advisor) error {
		if !a.In || floor.DayOf(t.stamp.At, t.s.zone) != t.s.house.Day {
			t.emit(event.AdvisorSignedIn{Advisor: id})
			t.settle()
		}
		return nil
	})
}

// SignOut takes him out of it for the day.
func (d *Desk) SignOut(stamp Stamp, id floor.AdvisorID) error {
	return d.staff(stamp, id, func(t *tx, a *advisor) error {
		if v := t.s.serving(id); v != nil && v.State == floor.Serving {
			return floor.Refuse("refusal.advisor.serving", "advisor", a.Name, "number", number(v.Number))
		}
		if a.In {
			t.release(id)
			t.emit(event.AdvisorSignedOut{Advisor: id})
			t.settle()
		}
		return nil
	})
}

// StepOut notes why an advisor is not at his desk.
func (d *Desk) StepOut(stamp Stamp, id floor.AdvisorID, why floor.OutReason) error {
	return d.staff(stamp, id, func(t *tx, a *advisor) error {
		if !slices.Contains(floor.OutReasons(), why) {
			return floor.Refuse("refusal.out.reason")
		}
		if !a.In {
			return floor.Refuse("refusal.advisor.off", "advisor", a.Name)
		}
		if why == floor.ApprovedErrand && stamp.By.Role != floor.RoleManager {
			return floor.Refuse("refusal.manager.only")
		}
		if a.Out != why {
			t.emit(event.AdvisorSteppedOut{Advisor: id, Reason: why})
			if !why.OnFloor() {
				t.release(id)
				t.settle()
			}
		}
		return nil
	})
}

// StepBack ends it.
func (d *Desk) StepBack(stamp Stamp, id floor.AdvisorID) error {
	return d.staff(stamp, id, func(t *tx, a *advisor) error {
		if a.Out != "" {
			t.emit(event.AdvisorSteppedBack{Advisor: id, Minutes: t.since(a.Since).Minutes()})
			t.settle()
		}
		return nil
	})
}

// Lunch gives the lunch duty to an advisor; an empty id to nobody.
func (d *Desk) Lunch(stamp Stamp, id floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		if id != "" {
			if err := t.mustServe(id); err != nil {
				return err
			}
		}
		if t.s.house.Lunch != id {
			t.emit(event.LunchAssigned{Advisor: id})
		}
		return nil
	})
}

// IssueBadge gives the advisor a new badge and returns its code, which the
// corner prints. The badge before it opens nothing any more.
func (d *Desk) IssueBadge(stamp Stamp, id floor.AdvisorID) (code string, err error) {
	err = d.staff(stamp, id, func(t *tx, _ *advisor) error {
		code = slip.NewCode(t.d.set.Random)
		t.emit(event.BadgeIssued{Advisor: id, Code: code})
		return nil
	})
	return code, err
}

// BadgeHolder returns whose badge the code is.
func (d *Desk) BadgeHolder(code string) (floor.AdvisorID, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, a := range d.state.advisors {
		if a.Badge == code && code != "" && a.Status == "active" {
			return a.ID, nil
		}
	}
	return "", floor.Refuse("refusal.badge.unknown")
}

// Notify tells the manager of something; the same key once more replaces it.
func (d *Desk) Notify(stamp Stamp, key string, args map[string]string) error {
	return d.do(stamp, func(t *tx) error {
		t.emit(event.NoticeRaised{Key: key, Args: args})
		return nil
	})
}

// Clear takes a notice away when its cause has gone.
func (d *Desk) Clear(stamp Stamp, key string) error {
	return d.do(stamp, func(t *tx) error {
		if slices.ContainsFunc(t.s.house.Notices, func(n floor.Notice) bool { return n.Key == key }) {
			t.emit(event.NoticeCleared{Key: key})
		}
		return nil
	})
}

func (d *Desk) staff(stamp Stamp, id floor.AdvisorID, run func(*tx, *advisor) error) error {
	return d.do(stamp, func(t *tx) error {
		a := t.s.advisors[id]
		if a == nil || a.Status != "active" {
			return floor.Refuse("refusal.advisor.unknown")
		}
		return run(t, a)
	})
}
