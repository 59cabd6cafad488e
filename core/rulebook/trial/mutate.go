package trial

import (
	"context"
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
	open, err := rehearse(book, c)
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
