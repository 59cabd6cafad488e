package main

import (
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// listSites puts the configured sites on record. The house itself is none of the others.
func (h *house) listSites(stamp desk.Stamp) error {
	own, names := h.desk.Snapshot().House, h.cfg.Visitor.siteNames()
	delete(names, own.Site)
	if own.Name == "" || len(names) == 0 {
		return nil
	}
	return h.tend("the other sites are not listed", h.desk.ListSites(stamp, names))
}

// sites returns the house's other sites as they are configured, "id=name" or a
// name alone, which is then its own id.
func (v visitConfig) sites() (ids []floor.SiteID, names []string) {
	for _, line := range v.Sites {
		id, name, ok := strings.Cut(line, "=")
		if !ok {
			name = id
		}
		id, name = strings.TrimSpace(id), strings.TrimSpace(name)
		if id == "" || name == "" {
			continue
		}
		ids, names = append(ids, floor.SiteID(id)), append(names, name)
	}
	return ids, names
}

// siteNames are the same by id, as the desk keeps them.
func (v visitConfig) siteNames() map[floor.SiteID]string {
	out := map[floor.SiteID]string{}
	ids, names := v.sites()
	for i, id := range ids {
		out[id] = names[i]
	}
	return out
}
