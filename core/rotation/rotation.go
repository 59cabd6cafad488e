// Package rotation keeps the advisors' line: whose turn it is, which turns were
// used, kept, lapsed, owed and made up.
//
// It decides only the order. Whether a visit uses a turn is the rulebook's
// ruling; that ruling's turn effects are applied here, one by one, so that the
// whole day's order follows from the journal alone.
package rotation

import (
	"fmt"
	"slices"

	"shouwen/core/floor"
)

// An Effect is what a ruling does to an advisor's place, in the words of the case format.
type Effect string

// The effects.
const (
	Consume Effect = "consume" // the turn is used: he goes to the end, or a make-up turn is served
	Keep    Effect = "keep"    // not counted: he stays where he is
	Lapse   Effect = "lapse"   // lost, not made up: he goes to the end
	Credit  Effect = "credit"  // passed over with good reason: a make-up turn is owed
	Restore Effect = "restore" // used, then put back in the same place
	Suspend Effect = "suspended"
)

// A Taking remembers from where a turn was taken, so that it can be put back.
type Taking struct {
	Visit   floor.VisitID   `json:"visit"`
	Advisor floor.AdvisorID `json:"advisor"`
	Credit  bool            `json:"credit,omitempty"` // a make-up turn was served
	Ahead   int             `json:"ahead,omitempty"`  // how many stood before him
}

// A Tally counts what became of an advisor's turns today.
type Tally struct {
	Used     int `json:"used,omitempty"`
	Kept     int `json:"kept,omitempty"`
	Lapsed   int `json:"lapsed,omitempty"`
	Owed     int `json:"owed,omitempty"` // make-up turns granted
	MadeUp   int `json:"made_up,omitempty"`
	Restored int `json:"restored,omitempty"`
}

// A Line is the order of one day. The zero value is an empty line.
type Line struct {
	Arranged []floor.AdvisorID         `json:"arranged,omitempty"` // the order that the manager set
	Order    []floor.AdvisorID         `json:"order,omitempty"`    // who is in, first in turn first
	Credits  map[floor.AdvisorID]int   `json:"credits,omitempty"`  // make-up turns owed
	Taken    []Taking                  `json:"taken,omitempty"`    // turns taken today, oldest first
	Tallies  map[floor.AdvisorID]Tally `json:"tallies,omitempty"`
}

// Arrange sets the order of the day. Those who are in and not named in order
// follow behind in the order in which they stood; those named and not in join when they sign in.
func (l *Line) Arrange(order []floor.AdvisorID) {
	l.Arranged = slices.Clone(order)
	var in []floor.AdvisorID
	for _, id := range order {
		if slices.Contains(l.Order, id) {
			in = append(in, id)
		}
	}
	for _, id := range l.Order {
		if !slices.Contains(order, id) {
			in = append(in, id)
		}
	}
	l.Order = in
}

// Join puts an advisor who signs in into the line: at the place that the
// manager arranged while nobody has yet had a turn, afterwards at the end, so that
// coming late never passes somebody who was there.
func (l *Line) Join(id floor.AdvisorID) {
	if slices.Contains(l.Order, id) {
		return
	}
	l.Order = append(l.Order, id)
	if !l.begun() {
		l.Arrange(l.Arranged)
	}
}

// begun reports whether anybody has had, lost or been owed a turn today.
func (l *Line) begun() bool {
	for _, t := range l.Tallies {
		if t.Used+t.MadeUp+t.Lapsed+t.Owed > 0 {
			return true
		}
	}
	return false
}

// Drop takes an advisor out of the line. Turns that he is owed end with the day.
func (l *Line) Drop(id floor.AdvisorID) {
	l.Order = slices.DeleteFunc(l.Order, func(o floor.AdvisorID) bool { return o == id })
}

// Turn returns whose turn it is: the first in the order to whom a make-up turn
// is owed, otherwise the first; empty for an empty line. Whether he is free is not asked here.
func (l *Line) Turn() floor.AdvisorID {
	if in := l.InTurn(); len(in) > 0 {
		return in[0]
	}
	return ""
}

// InTurn returns the line as turns fall due: those to whom a make-up turn is
// owed first, then the others, each group in its order.
func (l *Line) InTurn() []floor.AdvisorID {
	in := make([]floor.AdvisorID, 0, len(l.Order))
	for _, owed := range []bool{true, false} {
		for _, id := range l.Order {
			if (l.Credits[id] > 0) == owed {
				in = append(in, id)
			}
		}
	}
	return in
}

// Apply does to the line what a ruling said, and returns how the journal names
// it: "used", "made_up", "kept", "lapsed", "owed", "restored" or "suspended".
// It is a bug to apply an effect that does not exist.
func (l *Line) Apply(effect Effect, id floor.AdvisorID, visit floor.VisitID) string {
	switch effect {
	case Consume:
		return l.consume(id, visit)
	case Keep:
		l.count(id, func(t *Tally) { t.Kept++ })
		return "kept"
	case Lapse:
		l.lapse(id)
		l.count(id, func(t *Tally) { t.Lapsed++ })
		return "lapsed"
	case Credit:
		l.owe(id, 1)
		l.toEnd(id)
		l.count(id, func(t *Tally) { t.Owed++ })
		return "owed"
	case Restore:
		l.restore(id, visit)
		return "restored"
	case Suspend:
		return "suspended"
	}
	panic(fmt.Sprintf("rotation: %q is not an effect on a turn", effect))
}

// lapse gives up the turn that came: the make-up turn if one is owed, since it
// comes first, otherwise his place.
func (l *Line) lapse(id floor.AdvisorID) {
	if l.Credits[id] > 0 {
		l.owe(id, -1)
		return
	}
	l.toEnd(id)
}

// Came returns those whose own place in the order comes before the server's,
// or is his: their turn came with this visitor. Make-up turns are not counted.
func (l *Line) Came(server floor.AdvisorID) []floor.AdvisorID {
	return slices.Clone(l.Order[:slices.Index(l.Order, server)+1])
}

func (l *Line) consume(id floor.AdvisorID, visit floor.VisitID) string {
	taking := Taking{Visit: visit, Advisor: id, Credit: l.Credits[id] > 0, Ahead: max(0, slices.Index(l.Order, id))}
	l.Taken = append(l.Taken, taking)
	if taking.Credit {
		l.owe(id, -1)
		l.count(id, func(t *Tally) { t.MadeUp++ })
		return "made_up"
	}
	l.toEnd(id)
	l.count(id, func(t *Tally) { t.Used++ })
	return "used"
}

// restore puts back the turn that the visit took: into the place from which it
// was taken, or as the make-up turn that it was. A turn that was not taken stays where it is.
func (l *Line) restore(id floor.AdvisorID, visit floor.VisitID) {
	l.count(id, func(t *Tally) { t.Restored++ })
	at := slices.IndexFunc(l.Taken, func(t Taking) bool { return t.Visit == visit && t.Advisor == id })
	if at < 0 {
		return
	}
	taking := l.Taken[at]
	l.Taken = slices.Delete(l.Taken, at, at+1)
	if taking.Credit {
		l.owe(id, 1)
		l.count(id, func(t *Tally) { t.MadeUp-- })
		return
	}
	l.count(id, func(t *Tally) { t.Used-- })
	if slices.Contains(l.Order, id) {
		l.Drop(id)
		l.Order = slices.Insert(l.Order, min(taking.Ahead, len(l.Order)), id)
	}
}

// Took reports whether the visit took a turn of the advisor that has not been put back.
func (l *Line) Took(id floor.AdvisorID, visit floor.VisitID) bool {
	return slices.ContainsFunc(l.Taken, func(t Taking) bool { return t.Visit == visit && t.Advisor == id })
}

func (l *Line) toEnd(id floor.AdvisorID) {
	if slices.Contains(l.Order, id) {
		l.Drop(id)
		l.Order = append(l.Order, id)
	}
}

func (l *Line) owe(id floor.AdvisorID, n int) {
	if l.Credits == nil {
		l.Credits = map[floor.AdvisorID]int{}
	}
	if l.Credits[id] += n; l.Credits[id] <= 0 {
		delete(l.Credits, id)
	}
}

func (l *Line) count(id floor.AdvisorID, change func(*Tally)) {
	if l.Tallies == nil {
		l.Tallies = map[floor.AdvisorID]Tally{}
	}
	t := l.Tallies[id]
	change(&t)
	l.Tallies[id] = t
}
