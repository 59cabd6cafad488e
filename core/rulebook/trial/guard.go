package trial

import (
	"context"
	"fmt"
	"io"
	"slices"

	"shouwen/core/rulebook"
)

// A Guarding is what could be done about the changes that no case notices.
type Guarding struct {
	Cases []string // cases that pass by the book as it is, as text
	Now   int      // changes that these notice
	Same  int      // changes that are proven to change nothing
	Alike []Mutant // changes of which nothing is proven, and for which no situation was found
	Mute  []Mutant // changes that show, but in nothing that a case can say
	Left  int      // changes that were not looked into, because the time had run out
	Tried int      // situations
}

// Guard looks, for the changes that no case notices, for situations in which
// they show, starting from the cases: one fact changed, then several, at most
// so many situations. Of those found it keeps few that notice all, each with
// no fact that does not matter. What it writes is how the book rules today;
// whether that is how it ought to rule, a person must say.
func Guard(ctx context.Context, text *rulebook.Manuscript, m *Mutation, cases []rulebook.Case, limit Search) Guarding {
	var all []*target
	for i := range m.Tried {
		if x := &m.Tried[i]; !x.Noticed() && x.edited != nil {
			all = append(all, &target{at: i, edit: &x.Edit, edited: x.edited})
		}
	}
	h := newHunt(text, slices.Clone(all), limit.Workers)
	var seeds []situation
	for _, s := range append(Seeds(about(text.Book().ID(), cases)), Plain()...) {
		seeds = append(seeds, s.situation())
	}
	h.corpus = seeds
	h.tryAll(ctx, h.fresh(slices.Clone(seeds)))
	h.near(ctx, 120, limit.Situations)
	for range limit.Rounds {
		h.about(ctx, limit.Each)
	}
	h.prove(ctx, m)
	out := Guarding{Tried: h.asked}
	mute := h.write(all, &out)
	for _, t := range all {
		x := m.Tried[t.at]
		switch {
		case x.Class == Same:
			out.Same++
		case mute[t]:
			out.Mute = append(out.Mute, x)
		case t.caught:
			out.Now++
		case ctx.Err() != nil:
			out.Left++
		default:
			out.Alike = append(out.Alike, x)
		}
	}
	return out
}

// prove asks of what is left whether it changes anything, and takes the
// situations in which it does.
func (h *hunt) prove(ctx context.Context, m *Mutation) {
	var left []*Mutant
	for _, t := range h.live {
		left = append(left, &m.Tried[t.at])
	}
	proveAll(ctx, h.text, left, h.workers)
	var list []situation
	for _, x := range left {
		if x.shows != nil {
			list = append(list, *x.shows)
		}
	}
	h.tryAll(ctx, list)
}

// A Search bounds a guarding.
type Search struct {
	Situations int // one step from the cases
	Rounds     int // of some steps together about each change that is left
	Each       int // situations a change and round
	Workers    int
}

// Thorough is a search that takes a minute or two a book.
func Thorough() Search { return Search{Situations: 25_000, Rounds: 0, Each: 30, Workers: 2} }

// Brief is a search that takes some seconds a book.
func Brief() Search { return Search{Situations: 5_000, Rounds: 1, Each: 5, Workers: 2} }

// Write writes the cases that were found.
func (g *Guarding) Write(w io.Writer) {
	fmt.Fprint(w, "# How the rulebook rules today, where no case looked yet. Read each before it\n# is kept: a case is worth what somebody who knows the regulation says it is.\n")
	for _, text := range g.Cases {
		fmt.Fprintf(w, "\n%s", text)
	}
}

// Report lists the changes that show in no situation that was tried.
func (g *Guarding) Report(w io.Writer) {
	for _, x := range g.Alike {
		fmt.Fprintf(w, "nothing found: %s\n    %s: %s\n", x.Edit, x.Class, x.Reason)
	}
	for _, x := range g.Mute {
		fmt.Fprintf(w, "shows in nothing that a case can say: %s\n", x.Edit)
	}
	fmt.Fprintf(w, "%d cases written, which notice %d more; %d are proven to change nothing; of %d nothing was found in %d situations, %d no case can say",
		len(g.Cases), g.Now, g.Same, len(g.Alike), g.Tried, len(g.Mute))
	if g.Left > 0 {
		fmt.Fprintf(w, "; %d were not looked into", g.Left)
	}
	fmt.Fprintln(w)
}
