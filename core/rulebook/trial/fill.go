package trial

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"slices"
	"strings"

	"shouwen/core/rulebook"
)

// A Filling is what could be done about what coverage misses.
type Filling struct {
	Cases []string // as text; they pass by the book as it is
	Left  []Missing
	Tried int
}

// A Missing is a gap for which no situation was found.
type Missing struct {
	Key   string // of the boundary or row, and the side
	Never bool   // it is proven that no situation of the bounded world fills it
}

// A gap is something that no case puts to use.
type gap struct {
	edge    int // boundary, -1 if it is about a row
	exactly bool
	row     string
	misses  bool // the row is just missed, rather than put to use
	says    string
	never   bool
}

// Fill looks for situations that put to use what the cases do not: a row that
// never decides or is never just missed, a boundary that is not met exactly or
// not just past. It starts from the cases and changes one fact, then two.
func Fill(ctx context.Context, m *rulebook.Manuscript, c *Coverage, cases []rulebook.Case, limit Search) Filling {
	f := &filling{h: newHunt(m, nil, 1), plain: m.Book()}
	f.watched, f.edges = m.Watch()
	f.left = c.gaps()
	for _, s := range append(Seeds(about(m.Book().ID(), cases)), Plain()...) {
		f.try(s.situation())
	}
	f.touch(ctx, m)
	f.near(ctx, limit)
	f.pairs(ctx, limit)
	out := Filling{Tried: f.h.asked, Cases: distinct(f.cases)}
	for _, g := range append(f.never, f.left...) {
		out.Left = append(out.Left, Missing{g.says, g.never})
	}
	return out
}

// touch asks the solver for a situation on each side of a boundary in which
// the ruling turns on it, or for a proof that there is none.
func (f *filling) touch(ctx context.Context, m *rulebook.Manuscript) {
	for _, g := range slices.Clone(f.left) {
		if g.edge < 0 || ctx.Err() != nil || !slices.Contains(f.left, g) {
			continue
		}
		switch d := m.Touch(f.edges[g.edge], !g.exactly, rulebook.Bound{Switched: true}); d.Verdict {
		case rulebook.Apart:
			if s, ok := situationOf(d.Sample); ok {
				f.turns = &d.B
				f.try(s)
				f.turns = nil
			}
		case rulebook.Alike:
			f.left = slices.DeleteFunc(f.left, func(o gap) bool { return o == g })
			g.never = true
			f.never = append(f.never, g)
		}
	}
}

type filling struct {
	h       *hunt
	plain   *rulebook.Book
	watched *rulebook.Book
	edges   []*rulebook.Boundary
	left    []gap
	never   []gap // that nothing can fill
	cases   []string
	turns   *rulebook.Ruling // how a situation would be ruled on the other side of a boundary
}

// gaps lists what no case puts to use.
func (c *Coverage) gaps() []gap {
	var out []gap
	for i, e := range c.Edges {
		if !e.Exactly {
			out = append(out, gap{edge: i, exactly: true, row: e.Row, says: "exactly on " + e.Key})
		}
		if !e.JustPast {
			out = append(out, gap{edge: i, row: e.Row, says: "just past " + e.Key})
		}
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		if !r.Covered() {
			out = append(out, gap{edge: -1, row: r.Row, says: "row " + r.Row + " decides"})
		}
		if r.canMiss() && r.Misses == 0 {
			out = append(out, gap{edge: -1, row: r.Row, misses: true, says: "row " + r.Row + " is just missed"})
		}
	}
	return out
}

// near tries every situation one step from one of the corpus.
func (f *filling) near(ctx context.Context, limit Search) {
	for at := 0; at < len(f.h.corpus) && f.h.asked < limit.Situations && len(f.left) > 0 && ctx.Err() == nil; at++ {
		from := f.h.corpus[at]
		for _, st := range f.h.asks.steps(&from) {
			if s, ok := from.after(st); ok {
				f.try(s)
			}
		}
	}
}

// pairs tries some situations two and three steps from one of the corpus.
func (f *filling) pairs(ctx context.Context, limit Search) {
	for range limit.Rounds * limit.Each * 20 {
		if len(f.left) == 0 || ctx.Err() != nil || len(f.h.corpus) == 0 {
			return
		}
		from := f.h.corpus[f.h.random.IntN(len(f.h.corpus))]
		steps := f.h.asks.steps(&from)
		for range 10 {
			taken := []step{steps[f.h.random.IntN(len(steps))], steps[f.h.random.IntN(len(steps))], steps[f.h.random.IntN(len(steps))]}
			if s, ok := from.after(taken[:2+f.h.random.IntN(2)]...); ok {
				f.try(s)
			}
		}
	}
}

// try keeps a situation that fills a gap, and writes it.
func (f *filling) try(s situation) {
	if len(f.h.fresh([]situation{s})) == 0 {
		return
	}
	f.h.asked++
	filled, r := f.fills(&s, f.left)
	if r != nil && f.h.asked <= 2000 { // the cases themselves, to go on from
		f.h.corpus = append(f.h.corpus, s)
	}
	if len(filled) == 0 {
		return
	}
	if text := f.write(s, filled); text != "" {
		f.cases = append(f.cases, text)
		f.h.corpus = append(f.h.corpus, s)
		f.left = slices.DeleteFunc(f.left, func(g gap) bool { return slices.Contains(filled, g) })
	}
}

// fills lists which of some gaps a situation fills.
func (f *filling) fills(s *situation, gaps []gap) ([]gap, *rulebook.Rehearsal) {
	r, err := rehearse(f.plain, s.asked())
	if err != nil {
		return nil, nil
	}
	watched, err := f.watched.With(s.readings, s.parameters)
	if err != nil {
		return nil, nil
	}
	for _, e := range f.edges {
		e.Exactly, e.JustPast = false, false
	}
	if _, err := watched.Judge(s.ask, s.facts); err != nil {
		return nil, nil
	}
	missed, decides := justMissed(r), map[string]bool{}
	for _, d := range r.Answered() {
		decides[d.Row] = decides[d.Row] || len(d.Parts) > 0
	}
	var out []gap
	for _, g := range gaps {
		switch {
		case g.edge >= 0 && g.exactly && f.edges[g.edge].Exactly,
			g.edge >= 0 && !g.exactly && f.edges[g.edge].JustPast,
			g.edge < 0 && g.misses && slices.Contains(missed, g.row),
			g.edge < 0 && !g.misses && decides[g.row]:
			out = append(out, g)
		}
	}
	return out, r
}

// write spells the smallest situation that fills the gaps and is ruled alike.
func (f *filling) write(s situation, filled []gap) string {
	_, r := f.fills(&s, filled)
	was := decided(r.Ruling())
	for again := f.turns == nil; again; { // what the solver found is small already
		again = false
		for _, p := range paths(map[string]any(s.tree), nil) {
			less, ok := s.without(p)
			if !ok {
				continue
			}
			got, now := f.fills(&less, filled)
			if len(got) == len(filled) && len(differing(was, decided(now.Ruling()))) == 0 {
				s, r, again = less, now, true
			}
		}
	}
	w := written{Name: filled[0].says, Side: &Side{book: f.plain, Readings: s.readings, Parameters: s.parameters}, Ask: s.ask, Given: s.tree,
		Ruling: r.Ruling(), Others: []*rulebook.Ruling{{}}, Parts: told()}
	for _, g := range filled {
		w.Comments = append(w.Comments, g.says)
		if g.misses {
			w.Without = append(w.Without, g.row)
		}
	}
	if f.turns != nil {
		w.Others, w.Parts = []*rulebook.Ruling{f.turns}, nil
	}
	var b strings.Builder
	writeCase(&b, w)
	cs, err := rulebook.ParseCases(w.Name, []byte(b.String()))
	if err != nil || len(cs) != 1 || !passes(cs[0], f.plain) {
		return ""
	}
	return b.String()
}

// told are the parts of a ruling by which a case that fills a gap says how it is ruled.
func told() []string {
	return []string{"ask", "server", "owner", "turn", "split", "mark", "require", "penalty", "valid", "missing", "referral_credit", "needs_ruling", "arbiter"}
}

// Write writes the cases that were found.
func (f *Filling) Write(w io.Writer) {
	fmt.Fprint(w, "# How the rulebook rules today on limits that no case met, and just outside of\n# its rows. Read each before it is kept: somebody must know that it is right.\n")
	slices.SortStableFunc(f.Cases, func(a, b string) int { return cmp.Compare(a[:min(12, len(a))], b[:min(12, len(b))]) })
	for _, text := range f.Cases {
		fmt.Fprintf(w, "\n%s", text)
	}
}

// Report lists the gaps that are left.
func (f *Filling) Report(w io.Writer) {
	for _, g := range f.Left {
		if g.Never {
			fmt.Fprintf(w, "the ruling never turns on it, which is proven: %s\n", g.Key)
		} else {
			fmt.Fprintf(w, "nothing found: %s\n", g.Key)
		}
	}
	fmt.Fprintf(w, "%d cases written; %d gaps are left after %d situations\n", len(f.Cases), len(f.Left), f.Tried)
}
