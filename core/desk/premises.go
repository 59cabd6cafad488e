package desk

import (
	"maps"
	"slices"
	"strings"

	"shouwen/core/event"
	"shouwen/core/floor"
)

// ListSites names the house's other sites, as its configuration does. What is
// listed already is not listed again; a site that is no more stays on record.
func (d *Desk) ListSites(stamp Stamp, names map[floor.SiteID]string) error {
	return d.do(stamp, func(t *tx) error {
		if t.s.house.Name == "" {
			return floor.Refuse("refusal.house.unfounded")
		}
		for _, id := range slices.Sorted(maps.Keys(names)) {
			if id == "" || id == t.s.house.Site || strings.TrimSpace(names[id]) == "" {
				return floor.Refuse("refusal.site", "site", string(id))
			}
		}
		for _, id := range slices.Sorted(maps.Keys(names)) {
			if t.s.house.Sites[id] != names[id] {
				t.emit(event.SiteListed{Site: id, Name: names[id]})
			}
		}
		return nil
	})
}

// Sites returns the house's other sites, by id.
func (d *Desk) Sites() map[floor.SiteID]string {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return maps.Clone(d.state.house.Sites)
}

// knownSite refuses a site that is none of the house's.
func (t *tx) knownSite(id floor.SiteID) error {
	if _, ok := t.s.house.Sites[id]; id != "" && !ok {
		return floor.Refuse("refusal.site", "site", string(id))
	}
	return nil
}

// Peak says that the day is an opening day, or as crowded as one, or no longer.
func (d *Desk) Peak(stamp Stamp, peak bool) error {
	return d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		if t.s.house.Peak != peak {
			t.emit(event.PeakDeclared{Peak: peak})
		}
		return nil
	})
}

// IsPeak reports whether the manager has said so of today.
func (d *Desk) IsPeak() bool {
	d.mu.RLock()
	defer d.mu.RUnlock()
	return d.state.house.Peak
}

// Delegate says who receives for an advisor while he is tied up today; nobody if empty.
func (d *Desk) Delegate(stamp Stamp, id, to floor.AdvisorID) error {
	return d.staff(stamp, id, func(t *tx, a *advisor) error {
		if err := t.ownWord(id); err != nil {
			return err
		}
		if to == id || to != "" && t.onStaff(to) != nil {
			return floor.Refuse("refusal.advisor.unknown")
		}
		if a.Delegate != to {
			t.emit(event.DelegateNamed{Advisor: id, Delegate: to})
		}
		return nil
	})
}

// Delegated is whom the advisor has named to receive for him today.
func (d *Desk) Delegated(id floor.AdvisorID) floor.AdvisorID {
	d.mu.RLock()
	defer d.mu.RUnlock()
	if a := d.state.advisors[id]; a != nil {
		return a.Delegate
	}
	return ""
}
