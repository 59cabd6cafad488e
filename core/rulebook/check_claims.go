package rulebook

import (
	"github.com/go-air/gini/z"
)

// A claimed is one advisor's claim as it stands after some contacts.
type claimed struct{ since, last instantOf }

// claims works out the claims of each advisor as the function of that name
// does. Which of two that began at one instant comes first is left open.
func (t *terms) claims(starts, renewals, now, period, inclusive *symbol) *symbol {
	periods, known := t.termsOf(period, inclusive)
	out := &symbol{lines: []line{}}
	out.lost = t.or(t.lostIn(starts), t.lostIn(renewals), t.and(known, t.settled(now)).Not())
	for _, p := range periods {
		var held []held
		for _, id := range advisorsOf {
			held = append(held, t.held(id, p, starts, renewals, now))
		}
		out.lines = append(out.lines, t.ranked(held, p)...)
	}
	return out
}

// held is whether an advisor has a claim, since when, and until when.
type held struct {
	id           string
	has          z.Lit
	since, until *symbol
}

// touches states that a line of the list is the advisor's at an instant.
func (t *terms) touches(list *symbol, id string, at instantOf) z.Lit {
	var any []z.Lit
	for _, l := range list.lines {
		any = append(any, t.and(l.in, t.is(l.is.fields["at"], at), t.is(l.is.fields["advisor"], id)))
	}
	return t.or(any...)
}

func (t *terms) held(id string, p term, starts, renewals, now *symbol) held {
	states := []option{{p.if_, claimed{}}}
	none := claimed{}
	for _, at := range instantsOf(starts, renewals) {
		begins := t.and(t.touches(starts, id, at), t.sooner(at, now, false))
		renews := t.and(t.touches(renewals, id, at), t.sooner(at, now, true))
		states = t.stepped(states, begins, func(c claimed) claimed {
			if c == none || at > p.end(c.last) {
				return claimed{at, at}
			}
			return c
		})
		states = t.stepped(states, renews, func(c claimed) claimed {
			switch {
			case c == none:
				return none
			case at > p.end(c.last):
				return claimed{at, at}
			}
			return claimed{c.since, at}
		})
	}
	out := held{id: id, has: t.no()}
	var since, until []option
	for _, s := range states {
		if c := s.is.(claimed); c != none {
			out.has = t.or(out.has, s.if_)
			since, until = append(since, option{s.if_, c.since}), append(until, option{s.if_, p.end(c.last)})
		}
	}
	out.since, out.until = t.merged(since), t.merged(until)
	return out
}

// stepped is what states become where something happens.
func (t *terms) stepped(states []option, happens z.Lit, becomes func(claimed) claimed) []option {
	if happens == t.no() {
		return states
	}
	var next []option
	for _, s := range states {
		was := s.is.(claimed)
		if now := becomes(was); now == was {
			next = append(next, s)
		} else {
			next = append(next, option{t.and(s.if_, happens), now}, option{t.and(s.if_, happens.Not()), was})
		}
	}
	return t.merged(next).options
}

// ranked lists the claims in the order in which they began.
func (t *terms) ranked(all []held, p term) []line {
	behind := make([][]z.Lit, len(all)) // of each, which of the others stand before him
	for i := range all {
		for k := range i {
			a, b := &all[k], &all[i]
			var first, same []z.Lit
			for _, x := range a.since.options {
				for _, y := range b.since.options {
					switch c, _ := compare(x.is, y.is); {
					case c < 0:
						first = append(first, t.and(x.if_, y.if_))
					case c == 0:
						same = append(same, t.and(x.if_, y.if_))
					}
				}
			}
			both := t.and(a.has, b.has)
			ahead := t.or(append(first, t.and(t.or(same...), t.either(a, b)))...)
			behind[i] = append(behind[i], t.and(both, ahead))
			behind[k] = append(behind[k], t.and(both, ahead.Not()))
		}
	}
	var out []line
	for rank := range all {
		var in []z.Lit
		var who, since, until []option
		for i := range all {
			here := t.and(p.if_, all[i].has, t.counts(behind[i])[rank])
			in, who = append(in, here), append(who, option{here, all[i].id})
			for _, o := range all[i].since.options {
				since = append(since, option{t.and(here, o.if_), o.is})
			}
			for _, o := range all[i].until.options {
				until = append(until, option{t.and(here, o.if_), o.is})
			}
		}
		out = append(out, line{t.or(in...), &symbol{fields: map[string]*symbol{"advisor": t.merged(who), "since": t.merged(since), "until": t.merged(until)}}})
	}
	return out
}

// either is the order of two claims that began at one instant, alike wherever
// the same two are weighed.
func (t *terms) either(a, b *held) z.Lit {
	key := "either:" + t.print(a.since) + "|" + t.print(b.since)
	return t.is(t.given(key, func() *symbol { return t.free(true, false) }), true)
}
