package rulebook

import (
	"reflect"
	"slices"
	"time"

	"cel.dev/cel-go/common/types"

	"github.com/go-air/gini/z"
)

// mostInstants is how many points in time are weighed: with more, the solver
// would take minutes over what is rarely in question.
const mostInstants = 16

// weigh works out the functions that weigh whole records; nil if f is none,
// or if it would have to weigh more than is worth it.
func (t *terms) weigh(f string, a []*symbol) *symbol {
	if (f == "claims" || f == "keeper") && (t.long > shortLists || len(t.grid) > mostInstants) {
		return nil
	}
	if (f == "notes" || f == "followed") && slices.ContainsFunc(a[0].lines, func(l line) bool { return l.is.fields["at"] == nil }) {
		return nil
	}
	switch f {
	case "notes":
		return t.notes(a[0], "entered")
	case "followed":
		return t.notes(a[0], "followed")
	case "latest":
		return t.latest(a[0])
	case "keeper":
		return t.keeper(a[0], a[1], a[2], a[3])
	case "ladder":
		return t.ladder(a[0], a[1], a[2], a[3])
	case "claims":
		return t.claims(a[0], a[1], a[2], a[3], a[4])
	}
	return nil
}

// notes are who was in touch and when: of the register, of what was written
// down in the follow-up log, or of the files that links lead to.
func (t *terms) notes(list *symbol, inFile string) *symbol {
	out := &symbol{lines: []line{}, lost: list.lost}
	for _, l := range list.lines {
		switch {
		case l.is.fields[inFile] != nil:
			for _, inner := range l.is.fields[inFile].lines {
				out.lines = append(out.lines, line{t.and(l.in, inner.in), inner.is})
			}
		case l.is.fields["recorded_at"] != nil:
			out.lines = append(out.lines, line{t.and(l.in, t.is(l.is.fields["recorded_at"], never).Not()), l.is})
		default:
			out.lines = append(out.lines, l)
		}
	}
	return out
}

// instantsOf lists the times that lines may have, in order.
func instantsOf(lists ...*symbol) []instantOf {
	var out []instantOf
	for _, list := range lists {
		for _, l := range list.lines {
			for _, o := range timeOf(l.is).options {
				if at, ok := o.is.(instantOf); ok {
					out = append(out, at)
				}
			}
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// timeOf is the time of a line, or the line itself if it is one.
func timeOf(s *symbol) *symbol {
	if at, ok := s.fields["at"]; ok {
		return at
	}
	return s
}

// latest is the last of a list of times.
func (t *terms) latest(list *symbol) *symbol {
	var all []option
	later, unclear := t.no(), t.no()
	for _, at := range slices.Backward(instantsOf(list)) {
		var here []z.Lit
		for _, l := range list.lines {
			here = append(here, t.and(l.in, t.is(l.is, at)))
		}
		now := t.or(here...)
		all = append(all, option{t.and(now, later.Not()), at})
		later = t.or(later, now)
	}
	for _, l := range list.lines {
		unclear = t.or(unclear, t.and(l.in, t.is(l.is, notKnown{})))
	}
	for i := range all {
		all[i].if_ = t.and(all[i].if_, unclear.Not())
	}
	all = append(all, option{unclear, notKnown{}}, option{t.and(unclear.Not(), later.Not()), broken{}})
	return t.unlessLost(list, t.merged(all))
}

// sooner states that an instant lies before a time.
func (t *terms) sooner(at instantOf, than *symbol, orAt bool) z.Lit {
	var any []z.Lit
	for _, o := range than.options {
		if when, ok := o.is.(instantOf); ok && (at < when || orAt && at == when) {
			any = append(any, o.if_)
		}
	}
	return t.or(any...)
}

// A term is how long a protection lasts.
type term struct {
	if_ z.Lit
	end func(instantOf) instantOf
}

// termsOf lists the lengths that a period and its last day may give, and
// states when there is one at all.
func (t *terms) termsOf(period, inclusive *symbol) (out []term, known z.Lit) {
	known = t.no()
	for _, p := range period.options {
		for _, in := range inclusive.options {
			last, isBool := in.is.(bool)
			var end func(instantOf) instantOf
			switch n := p.is.(type) {
			case int64:
				end = func(at instantOf) instantOf {
					return instantOf(protection(at.in(t.zone), int(n), last).UnixNano())
				}
			case time.Duration:
				end = func(at instantOf) instantOf {
					return instantOf(protectionOfDays(at.in(t.zone), int(n.Hours()/24), last).UnixNano())
				}
			}
			if m := t.and(p.if_, in.if_); isBool && end != nil && m != t.no() {
				out, known = append(out, term{m, end}), t.or(known, m)
			}
		}
	}
	return out, known
}

// keeper follows the register as the function of that name does.
func (t *terms) keeper(list, now, months, inclusive *symbol) *symbol {
	type hands struct {
		who  string
		last instantOf
	}
	periods, known := t.termsOf(months, inclusive)
	var all []option
	for _, p := range periods {
		states := []option{{p.if_, hands{}}}
		for _, at := range instantsOf(list) {
			var next []option
			earlier := t.no()
			for _, l := range list.lines {
				here := t.and(l.in, t.is(l.is.fields["at"], at), t.sooner(at, now, false))
				for _, s := range states {
					h := s.is.(hands)
					for _, who := range l.is.fields["advisor"].options {
						id, _ := who.is.(string)
						if h.who != "" && at <= p.end(h.last) {
							id = h.who
						}
						next = append(next, option{t.and(s.if_, here, earlier.Not(), who.if_), hands{id, at}})
					}
				}
				earlier = t.or(earlier, here)
			}
			for _, s := range states {
				next = append(next, option{t.and(s.if_, earlier.Not()), s.is})
			}
			states = t.merged(next).options
		}
		for _, s := range states {
			all = append(all, option{s.if_, s.is.(hands).who})
		}
	}
	return t.unlessLost(list, t.ofKnown(t.and(known, t.settled(now)), t.merged(all)))
}

// ofKnown is unknown unless what it rests on is known.
func (t *terms) ofKnown(known z.Lit, s *symbol) *symbol {
	return t.choice(t.truth(known, known.Not(), t.no()), s, fixed(t.logic, notKnown{}))
}

// settled states that a value is neither unknown nor broken.
func (t *terms) settled(s *symbol) z.Lit {
	return t.and(t.is(s, notKnown{}).Not(), t.is(s, broken{}).Not())
}

// ladder follows the receptions as the function of that name does.
func (t *terms) ladder(first, servers, counted, times *symbol) *symbol {
	type rung struct {
		owner, next string
		steps       int64
	}
	state := t.apply(func(v []any) any { return rung{owner: v[0].(string)} }, first)
	size := t.size(servers)
	for p := range servers.lines {
		there := t.no()
		for _, o := range size.options {
			if n, ok := o.is.(int64); ok && n > int64(p) {
				there = t.or(there, o.if_)
			}
		}
		place := fixed(t.logic, int64(p))
		counts := t.index(counted, place)
		beyond := t.is(counts, broken{})
		counts = t.choice(t.truth(beyond, beyond.Not(), t.no()), fixed(t.logic, false), counts)
		moved := t.apply(func(v []any) any {
			s, who, so, n := v[0].(rung), v[1].(string), v[2] == true, v[3].(int64)
			if who == s.owner {
				return rung{owner: s.owner}
			}
			if who != s.next {
				s.next, s.steps = who, 0
			}
			if so {
				s.steps++
			}
			if s.steps >= n {
				return rung{owner: who}
			}
			return s
		}, state, t.index(servers, place), counts, times)
		state = t.choice(t.truth(there, there.Not(), t.no()), moved, state)
	}
	out := t.apply(func(v []any) any { return v[0].(rung).owner }, state)
	return t.unlessLost(servers, t.unlessLost(counted, out))
}

// viewFields gives a line that nobody looks into a value of its type for each
// of its fields.
func (w *world) viewFields(name string) map[string]*symbol {
	out := map[string]*symbol{}
	view := viewType(name)
	if view == nil {
		return out
	}
	for i := range view.NumField() {
		if field := view.Field(i).Tag.Get("cel"); w.says("." + field) {
			out[field] = w.anyField(view.Field(i).Type)
		}
	}
	return out
}

func (w *world) anyField(typ reflect.Type) *symbol {
	switch typ {
	case reflect.TypeFor[time.Time]():
		return w.anything(types.TimestampType)
	case reflect.TypeFor[[]MentionView]():
		return w.anything(types.NewListType(types.NewObjectType("rulebook.MentionView")))
	case reflect.TypeFor[bool]():
		return w.anything(types.BoolType)
	case reflect.TypeFor[int64]():
		return w.anything(types.IntType)
	}
	return w.anything(types.StringType)
}
