package trial

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"shouwen/core/rulebook"
)

// write chooses few situations for all that were caught and writes them as
// cases. It returns what shows in nothing that a case can say.
func (h *hunt) write(all []*target, out *Guarding) map[*target]bool {
	chosen := h.cover(slices.DeleteFunc(slices.Clone(all), func(t *target) bool { return !t.caught }))
	texts, missed := make([]string, len(chosen)), make([][]*target, len(chosen))
	var wait sync.WaitGroup
	for w := range h.workers {
		wait.Go(func() {
			for i := w; i < len(chosen); i += h.workers {
				h.minimise(chosen[i])
				texts[i], missed[i] = h.told(chosen[i])
			}
		})
	}
	wait.Wait()
	mute := map[*target]bool{}
	for i := range chosen {
		for _, t := range missed[i] {
			mute[t] = true
		}
		if texts[i] != "" {
			out.Cases = append(out.Cases, texts[i])
		}
	}
	out.Cases = distinct(out.Cases)
	return mute
}

// distinct numbers the cases whose names are alike.
func distinct(cases []string) []string {
	seen := map[string]int{}
	for i, text := range cases {
		name, rest, _ := strings.Cut(text, "\n  rulebook:")
		if seen[name]++; seen[name] > 1 {
			cases[i] = fmt.Sprintf("%s (%d)\"\n  rulebook:%s", strings.TrimSuffix(name, `"`), seen[name], rest)
		}
	}
	return cases
}

// cover chooses greedily: the catch that shows most of what is left, and of
// equal ones that with the fewest switches and facts.
func (h *hunt) cover(caught []*target) []*catch {
	h.showAll(caught)
	left := map[*target]bool{}
	for _, t := range caught {
		left[t] = true
	}
	gain := func(c *catch) (n int) {
		for _, t := range c.of {
			if left[t] {
				n++
			}
		}
		return n
	}
	var out []*catch
	for len(left) > 0 {
		best := slices.MinFunc(h.found, func(a, b *catch) int {
			return cmp.Or(gain(b)-gain(a), len(a.readings)-len(b.readings), a.tree.size()-b.tree.size())
		})
		if gain(best) == 0 {
			break
		}
		best.of = slices.DeleteFunc(best.of, func(t *target) bool { return !left[t] })
		for _, t := range best.of {
			delete(left, t)
		}
		out = append(out, best)
	}
	slices.SortStableFunc(out, func(a, b *catch) int { return a.of[0].at - b.of[0].at })
	return out
}

// showAll asks of every catch what else shows in it.
func (h *hunt) showAll(caught []*target) {
	var wait sync.WaitGroup
	for w := range h.workers {
		wait.Go(func() {
			for i := w; i < len(h.found); i += h.workers {
				if c := shown(h.book, &h.found[i].situation, caught); c != nil {
					h.found[i] = c
				}
			}
		})
	}
	wait.Wait()
}

// minimise drops facts and switches while all of it still shows.
func (h *hunt) minimise(c *catch) {
	for again := true; again; {
		again = false
		for _, p := range paths(map[string]any(c.tree), nil) {
			if less, ok := c.without(p); ok && h.still(c, &less) {
				again = true
			}
		}
		for _, id := range sortedKeys(c.readings) {
			less := c.situation
			less.readings = maps.Clone(c.readings)
			delete(less.readings, id)
			again = h.still(c, &less) || again
		}
	}
}

// still takes a smaller situation if all shows in it that shows now, and no
// more is left to a person than before.
func (h *hunt) still(c *catch, less *situation) bool {
	got := shown(h.book, less, c.of)
	if got == nil || len(got.of) < len(c.of) || (got.ruling.NeedsRuling == nil) != (c.ruling.NeedsRuling == nil) {
		return false
	}
	*c = *got
	return true
}

// told writes a catch as a case, and says what it cannot be made to notice.
func (h *hunt) told(c *catch) (text string, missed []*target) {
	w := written{Name: nameOf(c), Side: &Side{book: h.book, Readings: c.readings, Parameters: c.parameters}, Ask: c.ask, Given: c.tree, Ruling: &c.ruling}
	for _, t := range c.of {
		w.Comments = append(w.Comments, t.edit.In+": "+t.edit.Says)
		if is, ok := t.rules(&c.situation); ok {
			w.Others = append(w.Others, &is)
		}
	}
	var b strings.Builder
	writeCase(&b, w)
	cases, err := rulebook.ParseCases(w.Name, []byte(b.String()))
	if err != nil || len(cases) != 1 || !passes(cases[0], h.book) {
		return "", c.of
	}
	for _, t := range c.of {
		if passes(cases[0], t.edited) {
			missed = append(missed, t)
		}
	}
	if len(missed) == len(c.of) {
		return "", missed
	}
	return b.String(), missed
}

// nameOf says what a case guards.
func nameOf(c *catch) string {
	e := c.of[0].edit
	in := e.In
	if e.Moment == "" {
		in += " at " + string(c.ask)
	}
	name := in + ": " + guarded(e)
	if n := len(c.of) - 1; n > 0 {
		name += fmt.Sprintf(", and %d more", n)
	}
	return name
}

// guarded says of an edit what a case that notices it is about.
func guarded(e *rulebook.Edit) string {
	says := e.Says
	for _, lead := range []string{"it no longer matters whether ", "always, no longer if "} {
		if rest, ok := strings.CutPrefix(says, lead); ok {
			return "only if " + rest
		}
	}
	if rest, ok := strings.CutPrefix(says, "it is no longer enough that "); ok {
		return "enough that " + rest
	}
	was, is, ok := strings.Cut(says, " becomes ")
	switch {
	case !ok:
		return "not: " + says
	case e.Kind == rulebook.EditNegation:
		return "only if " + was
	}
	return was + ", not " + is
}
