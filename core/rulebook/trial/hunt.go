package trial

import (
	"context"
	"hash/maphash"
	"math/rand/v2"
	"slices"
	"sync"

	"shouwen/core/rulebook"
)

// A target is a change of the text that no case notices yet.
type target struct {
	at     int // among the mutants
	edit   *rulebook.Edit
	edited *rulebook.Book
	caught bool
}

// A catch is a situation in which changes show.
type catch struct {
	situation
	ruling rulebook.Ruling
	of     []*target
}

// A hunt looks for situations in which changes show: cases, then every one
// step from them, then some steps together about the clauses that are left. A
// situation in which something new shows is a place to go on from.
type hunt struct {
	text    *rulebook.Manuscript
	book    *rulebook.Book
	asks    asking
	live    []*target
	corpus  []situation
	found   []*catch
	asked   int
	seen    map[uint64]bool
	seed    maphash.Seed
	workers int
	random  *rand.Rand
}

func newHunt(text *rulebook.Manuscript, live []*target, workers int) *hunt {
	return &hunt{text: text, book: text.Book(), asks: askingOf(text).withReadings(text.Book()), live: live, seen: map[uint64]bool{},
		seed: maphash.MakeSeed(), workers: max(1, workers), random: rand.New(rand.NewPCG(1, 2))}
}

const batch = 128

// tryAll puts situations, some at once, and keeps those in which something new shows.
func (h *hunt) tryAll(ctx context.Context, list []situation) {
	for len(list) > 0 && len(h.live) > 0 && ctx.Err() == nil {
		n := min(batch, len(list))
		h.tryBatch(list[:n])
		list = list[n:]
	}
}

func (h *hunt) tryBatch(list []situation) {
	out := make([]*catch, len(list))
	var all sync.WaitGroup
	for w := range h.workers {
		all.Go(func() {
			for i := w; i < len(list); i += h.workers {
				out[i] = shown(h.book, &list[i], h.live)
			}
		})
	}
	all.Wait()
	h.asked += len(list)
	for _, c := range out {
		if c == nil || !slices.ContainsFunc(c.of, func(t *target) bool { return !t.caught }) {
			continue
		}
		for _, t := range c.of {
			t.caught = true
		}
		h.found, h.corpus = append(h.found, c), append(h.corpus, c.situation)
	}
	h.live = slices.DeleteFunc(h.live, func(t *target) bool { return t.caught })
}

// shown lists which of the changes show in a situation, nil if none does.
func shown(book *rulebook.Book, s *situation, live []*target) *catch {
	r, err := rehearse(book, s.asked())
	if err != nil {
		return nil
	}
	var out *catch
	var was map[string]string
	for _, t := range live {
		if !r.Feels(t.edit, t.edited) {
			continue
		}
		is, ok := t.rules(s)
		if !ok {
			continue
		}
		if was == nil {
			was = visible(r.Ruling())
		}
		if len(differing(was, visible(&is))) == 0 {
			continue
		}
		if out == nil {
			out = &catch{situation: *s, ruling: *r.Ruling()}
		}
		out.of = append(out.of, t)
	}
	return out
}

// rules is how the changed text rules a situation; a switch that the change
// has thrown already stays as the situation has it.
func (t *target) rules(s *situation) (rulebook.Ruling, bool) {
	with, err := t.edited.With(s.readings, s.parameters)
	if err != nil {
		return rulebook.Ruling{}, false
	}
	r, err := with.Judge(s.ask, s.facts)
	return r, err == nil
}

// fresh keeps the situations that were not put yet.
func (h *hunt) fresh(list []situation) []situation {
	return slices.DeleteFunc(list, func(s situation) bool {
		key := maphash.String(h.seed, s.key())
		was := h.seen[key]
		h.seen[key] = true
		return was
	})
}

// near puts situations that lie one step from one of the corpus, some of each,
// as long as something new is found, at most so many.
func (h *hunt) near(ctx context.Context, each, most int) {
	for at := 0; at < len(h.corpus) && h.asked < most && ctx.Err() == nil; at++ {
		from := h.corpus[at]
		if !h.wanted(from.ask) {
			continue
		}
		var list []situation
		steps := h.asks.steps(&from)
		for _, at := range h.random.Perm(len(steps))[:min(each, len(steps))] {
			if s, ok := from.after(steps[at]); ok {
				list = append(list, s)
			}
		}
		h.tryAll(ctx, h.fresh(list))
	}
}

// wanted reports whether some change could show at a moment.
func (h *hunt) wanted(m rulebook.Moment) bool {
	return slices.ContainsFunc(h.live, func(t *target) bool { return t.edit.Moment == "" || t.edit.Moment == m })
}

// about takes, for each change that is left, some steps at once from the
// situations in which its clause is nearest to answering.
func (h *hunt) about(ctx context.Context, each int) {
	left := slices.Clone(h.live)
	for _, t := range left {
		if t.caught || ctx.Err() != nil {
			continue
		}
		starts := h.nearest(t, 8)
		if len(starts) == 0 {
			continue
		}
		steps := make([][]step, len(starts))
		for i := range starts {
			steps[i] = h.asks.steps(&starts[i])
		}
		var list []situation
		for n := range each {
			i := n % len(starts)
			var taken []step
			for range 2 + h.random.IntN(2) {
				taken = append(taken, steps[i][h.random.IntN(len(steps[i]))])
			}
			if s, ok := starts[i].after(taken...); ok {
				list = append(list, s)
			}
		}
		h.tryAll(ctx, h.fresh(list))
	}
}

// nearest are the situations of the corpus in which a clause is nearest to
// answering; of a definition, any.
func (h *hunt) nearest(t *target, most int) []situation {
	type place struct{ at, far int }
	var places []place
	for i := range h.corpus {
		s := &h.corpus[i]
		if t.edit.Moment != "" && s.ask != t.edit.Moment {
			continue
		}
		far := 0
		if t.edit.Moment != "" {
			if r, err := h.book.Rehearse(s.ask, s.facts); err == nil {
				far = r.Near(t.edit)
			}
		}
		places = append(places, place{i, far})
	}
	h.random.Shuffle(len(places), func(i, j int) { places[i], places[j] = places[j], places[i] })
	slices.SortStableFunc(places, func(a, b place) int { return a.far - b.far })
	var out []situation
	for _, p := range places[:min(most, len(places))] {
		out = append(out, h.corpus[p.at])
	}
	return out
}
