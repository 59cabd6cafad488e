package trial

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"sync"

	"shouwen/core/rulebook"
)

// A Mutation says how well cases guard a rulebook's text.
type Mutation struct {
	Book   rulebook.BookRef
	Cases  int
	Failed []string
	Tried  []Mutant // in the order of the file
	Void   int      // edits that make no rulebook, and so could mislead nobody
	Left   int      // edits that were not tried, because the limit or the time had run out
}

// A Mutant is the rulebook changed by one small step.
type Mutant struct {
	rulebook.Edit
	NoticedBy string // the first case that no longer passes, "" if none
	SeenBy    string // of those that nobody notices: a case that is ruled otherwise and does not look at it
	Ruled     []Change
	Class     Class  // of those that nobody notices, see Prove
	Reason    string // of the class
	edited    *rulebook.Book
	shows     *situation // in which the change shows
}

// Noticed reports whether some case no longer passes.
func (m *Mutant) Noticed() bool { return m.NoticedBy != "" }

// A Limit bounds a mutation.
type Limit struct {
	Edits   int // at most so many, spread evenly over the text; 0 is all
	Workers int // at most so many at once; 0 is one
}

// Mutate changes the rulebook one small step at a time and looks which
// changes no case notices. It ends early, with what it has, when ctx does.
func Mutate(ctx context.Context, m *rulebook.Manuscript, cases []rulebook.Case, limit Limit) Mutation {
	book := m.Book()
	out := Mutation{Book: rulebook.BookRef{ID: book.ID(), Version: book.Version(), Digest: book.Digest()}}
	var guards guards
	for _, c := range about(book.ID(), cases) {
		if g, ok := guardOf(book, c); ok {
			guards = append(guards, g)
		} else {
			out.Failed = append(out.Failed, c.Name)
		}
	}
	out.Cases = len(guards)
	edits := m.Edits()
	chosen := spread(edits, limit.Edits)
	tried := guards.tryAll(ctx, chosen, max(1, limit.Workers))
	out.Left = len(edits) - len(chosen)
	for i, t := range tried {
		switch {
		case t == nil:
			out.Left++
		case t.void:
			out.Void++
		default:
			t.mutant.Edit = chosen[i]
			out.Tried = append(out.Tried, t.mutant)
		}
	}
	return out
}

// spread picks n of a list evenly.
func spread(edits []rulebook.Edit, n int) []rulebook.Edit {
	if n <= 0 || n >= len(edits) {
		return edits
	}
	out := make([]rulebook.Edit, n)
	for i := range out {
		out[i] = edits[i*len(edits)/n]
	}
	return out
}

// A guard is a case that passes, and how it is ruled.
type guard struct {
	rulebook.Case
	open *rulebook.Rehearsal
}

func guardOf(book *rulebook.Book, c rulebook.Case) (guard, bool) {
	if o := c.Run(only(book)); !o.Passed() {
		return guard{}, false
	}
	with, err := book.With(c.Readings, c.Parameters)
	if err != nil {
		return guard{}, false
	}
	open, err := with.Rehearse(c.Ask, c.Given)
	return guard{c, open}, err == nil
}

type guards []guard

// result is what became of one edit.
type result struct {
	void   bool
	mutant Mutant
}

// again opens the same cases anew.
func (gs guards) again() guards {
	var out guards
	for _, g := range gs {
		if open, err := g.open.Again(); err == nil {
			out = append(out, guard{g.Case, open})
		}
	}
	return out
}

// tryAll tries the edits, several at once, and leaves nil what it did not come to.
func (gs guards) tryAll(ctx context.Context, edits []rulebook.Edit, workers int) []*result {
	out := make([]*result, len(edits))
	next := make(chan int)
	var all sync.WaitGroup
	for range workers {
		all.Go(func() {
			own := gs.again() // a rehearsal is for one at a time
			for i := range next {
				out[i] = own.try(edits[i])
			}
		})
	}
	for i := range edits {
		if ctx.Err() != nil {
			break
		}
		next <- i
	}
	close(next)
	all.Wait()
	return out
}

// try looks for the first case that notices an edit.
func (gs guards) try(e rulebook.Edit) *result {
	book, err := e.Book()
	if err != nil {
		return &result{void: true}
	}
	m := Mutant{edited: book}
	find := only(book)
	for i := range gs {
		g := &gs[i]
		if !g.open.Feels(&e, book) {
			continue
		}
		o := g.Run(find)
		if !o.Passed() {
			m = Mutant{NoticedBy: g.Name}
			break
		}
		if m.SeenBy == "" {
			if m.Ruled = seenChanges(g.open.Ruling(), &o.Ruling); len(m.Ruled) > 0 {
				m.SeenBy = g.Name
			}
		}
	}
	return &result{mutant: m}
}

// Noticed returns how many mutants some case notices.
func (m *Mutation) Noticed() int {
	n := 0
	for i := range m.Tried {
		if m.Tried[i].Noticed() {
			n++
		}
	}
	return n
}

// Same returns how many mutants are proven to change nothing.
func (m *Mutation) Same() int {
	n := 0
	for i := range m.Tried {
		if m.Tried[i].Class == Same {
			n++
		}
	}
	return n
}

// Percent is the share of mutants that are noticed, of all that are not
// proven to change nothing; 100 if there are none.
func (m *Mutation) Percent() float64 {
	all := len(m.Tried) - m.Same()
	if all == 0 {
		return 100
	}
	return 100 * float64(m.Noticed()) / float64(all)
}

// Report lists the mutants that no case notices, with a situation in which
// each shows, and closes with the figures.
func (m *Mutation) Report(w io.Writer) {
	for _, name := range m.Failed {
		fmt.Fprintf(w, "does not pass, and guards nothing: %s\n", name)
	}
	for i := range m.Tried {
		if t := &m.Tried[i]; !t.Noticed() && t.Class != Same {
			t.report(w)
		}
	}
	for _, k := range rulebook.Kinds() {
		noticed, same, all := m.ofKind(k)
		if all > 0 {
			fmt.Fprintf(w, "  %-10s %4d of %4d, %3d proven the same\n", k, noticed, all, same)
		}
	}
	fmt.Fprintf(w, "%s %s: %d cases notice %d of %d small changes, %d more are proven to change nothing within four advisors and lists of two lines: %d of %d, %.1f %%",
		m.Book.ID, m.Book.Version, m.Cases, m.Noticed(), len(m.Tried), m.Same(), m.Noticed(), len(m.Tried)-m.Same(), m.Percent())
	if m.Left > 0 {
		fmt.Fprintf(w, "; %d were not tried", m.Left)
	}
	fmt.Fprintln(w)
}

func (m *Mutant) report(w io.Writer) {
	fmt.Fprintln(w, m.Edit)
	if m.SeenBy != "" {
		c := m.Ruled[0]
		fmt.Fprintf(w, "    %q would be ruled otherwise (%s: %s, not %s), but does not look at it\n", m.SeenBy, c.Part, orNothing(c.Is), orNothing(c.Was))
	}
	if m.Class != "" {
		fmt.Fprintf(w, "    %s: %s\n", m.Class, m.Reason)
	}
	if s := m.Suggested(); s != "" {
		fmt.Fprintf(w, "    shows in %s\n", s)
	}
}

// JSON writes every mutant for a machine, one object a line.
func (m *Mutation) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range m.Tried {
		t := &m.Tried[i]
		err := out.Encode(struct {
			Key       string `json:"key"`
			Kind      string `json:"kind"`
			File      string `json:"file"`
			Line      int    `json:"line"`
			Column    int    `json:"column"`
			In        string `json:"in"`
			Says      string `json:"says"`
			NoticedBy string `json:"noticed_by,omitempty"`
			SeenBy    string `json:"seen_by,omitempty"`
			Class     Class  `json:"class,omitempty"`
			Reason    string `json:"reason,omitempty"`
			Shows     string `json:"shows,omitempty"`
		}{t.Key, string(t.Kind), t.File, t.Line, t.Column, t.In, t.Says, t.NoticedBy, t.SeenBy, t.Class, t.Reason, t.Suggested()})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Mutation) ofKind(k rulebook.Kind) (noticed, same, all int) {
	for i := range m.Tried {
		if m.Tried[i].Kind == k {
			all++
			if m.Tried[i].Class == Same {
				same++
			}
			if m.Tried[i].Noticed() {
				noticed++
			}
		}
	}
	return noticed, same, all
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
