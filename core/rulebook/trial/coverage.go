package trial

import (
	"slices"

	"shouwen/core/rulebook"
)

// A Coverage says how far cases put a rulebook to use.
type Coverage struct {
	Book   rulebook.BookRef
	Cases  int      // that were put to it and passed
	Failed []string // names of cases that do not pass; they prove nothing
	Rows   []Row    // in the order of the book
	Texts  int      // rows that are text only
	Edges  []*rulebook.Boundary
}

// A Row is one printed number, or one reading that a clause cites.
type Row struct {
	Row     string
	Reading bool
	Use     Use
	Cases   int            // in which it has its best use
	Moments []string       // at which it stands
	Clauses map[string]int // cases in which each of its clauses decides, by "variant at moment"
	Misses  int            // cases in which it does not answer for one part of a condition alone
	Duty    bool           // it lays down a duty or leaves a question to a person, and decides nothing
	order   []string
	open    bool // nothing that it says has a condition, so nothing just misses it
}

// A Use is how far a row was put to use.
type Use string

// The uses, the best first.
const (
	Decides Use = "decides" // something follows from it in some case
	States  Use = "states"  // nothing can follow from it, but some case rests on what it says
	Cited   Use = "cited"   // cases cite it, but in none does anything follow from it
	Never   Use = "never"
)

// Covered reports whether the row was put to its full use.
func (r *Row) Covered() bool { return r.Use == Decides || r.Use == States }

// Idle lists the row's clauses that decide in no case.
func (r *Row) Idle() []string {
	return slices.DeleteFunc(slices.Clone(r.order), func(c string) bool { return r.Clauses[c] > 0 })
}

// Cover puts the cases to the rulebook and looks which rows they use.
func Cover(m *rulebook.Manuscript, cases []rulebook.Case) Coverage {
	book, edges := m.Watch()
	c := Coverage{Book: rulebook.BookRef{ID: book.ID(), Version: book.Version(), Digest: book.Digest()}, Edges: edges, Texts: len(book.Texts())}
	tally := newTally(book)
	for _, cs := range about(book.ID(), cases) {
		if o := cs.Run(only(m.Book())); !o.Passed() {
			c.Failed = append(c.Failed, cs.Name)
			continue
		}
		with, err := book.With(cs.Readings, cs.Parameters)
		if err != nil {
			continue // it passed a moment ago
		}
		if _, by, err := with.Trace(cs.Ask, cs.Given); err == nil {
			c.Cases++
			tally.add(by, missesOf(m.Book(), cs))
		}
	}
	c.Rows = tally.rows()
	return c
}

// missesOf lists the rows that a case just misses, none that it cites.
func missesOf(book *rulebook.Book, c rulebook.Case) []string {
	r, err := rehearse(book, c)
	if err != nil {
		return nil
	}
	return justMissed(r)
}

func justMissed(r *rulebook.Rehearsal) []string {
	var out []string
	cited := citedRows(r.Ruling())
	for _, d := range r.Misses() {
		if !slices.Contains(cited, d.Row) && !slices.Contains(out, d.Row) {
			out = append(out, d.Row)
		}
	}
	return out
}

// tally counts, row by row, the cases that use it.
type tally struct {
	byRow  map[string]*Row
	names  []string
	states map[string]bool // rows from which nothing can follow
	cited  map[string]int
	by     map[string]int // cases in which a row decides
}

func newTally(b *rulebook.Book) *tally {
	t := &tally{byRow: map[string]*Row{}, states: map[string]bool{}, cited: map[string]int{}, by: map[string]int{}}
	readings := map[string]bool{}
	for _, r := range b.Readings() {
		readings[r.Name] = true
	}
	for _, ch := range b.Chapters() {
		for _, l := range ch.Clauses {
			r := t.byRow[l.Row]
			if r == nil {
				r = &Row{Row: l.Row, Reading: readings[l.Row], Clauses: map[string]int{}, Duty: slices.Contains(dutyRows(b.ID()), l.Row), open: true}
				t.byRow[l.Row], t.states[l.Row] = r, true
				t.names = append(t.names, l.Row)
			}
			if at := string(ch.Moment); !slices.Contains(r.Moments, at) {
				r.Moments = append(r.Moments, at)
			}
			r.open = r.open && l.When == ""
			if len(l.Decides) > 0 {
				t.states[l.Row] = false
				r.order = append(r.order, clauseAt(l.Variant, ch.Moment))
			}
		}
	}
	return t
}

func clauseAt(variant string, m rulebook.Moment) string {
	if variant == "" {
		return "at " + string(m)
	}
	return variant + " at " + string(m)
}

func (t *tally) add(by []rulebook.Decider, missed []string) {
	for _, row := range missed {
		t.byRow[row].Misses++
	}
	seen := map[string]bool{}
	once := func(key string, count map[string]int, at string) {
		if !seen[key] {
			seen[key] = true
			count[at]++
		}
	}
	for _, d := range by {
		once("cited "+d.Row, t.cited, d.Row)
		if len(d.Parts) > 0 {
			once("decides "+d.Row, t.by, d.Row)
			at := clauseAt(d.Variant, d.Moment)
			once("clause "+d.Row+" "+at, t.byRow[d.Row].Clauses, at)
		}
	}
}

func (t *tally) rows() []Row {
	var out []Row
	for _, name := range t.names {
		r := t.byRow[name]
		switch {
		case t.by[name] > 0:
			r.Use, r.Cases = Decides, t.by[name]
		case t.cited[name] > 0 && t.states[name]:
			r.Use, r.Cases = States, t.cited[name]
		case t.cited[name] > 0:
			r.Use, r.Cases = Cited, t.cited[name]
		default:
			r.Use = Never
		}
		out = append(out, *r)
	}
	return out
}

// Whole reports whether every row is put to use.
func (c *Coverage) Whole() bool {
	return len(c.Failed) == 0 && !slices.ContainsFunc(c.Rows, func(r Row) bool { return !r.Covered() })
}

// Count returns how many rows are put to use and how many there are, printed
// rows or readings.
func (c *Coverage) Count(readings bool) (used, all int) {
	for i := range c.Rows {
		if c.Rows[i].Reading == readings {
			all++
			if c.Rows[i].Covered() {
				used++
			}
		}
	}
	return used, all
}

// Decided returns how many rows that decide something are put to use, and how
// many there are; those that lay down a duty are counted apart.
func (c *Coverage) Decided(duties bool) (used, all int) {
	for i := range c.Rows {
		if r := &c.Rows[i]; !r.Reading && r.Duty == duties {
			all++
			if r.Covered() {
				used++
			}
		}
	}
	return used, all
}

// Missed returns how many rows with a condition some case just misses.
func (c *Coverage) Missed() (missed, all int) {
	for i := range c.Rows {
		if r := &c.Rows[i]; r.canMiss() {
			all++
			if r.Misses > 0 {
				missed++
			}
		}
	}
	return missed, all
}

func (r *Row) canMiss() bool { return !r.Reading && !r.open }

// Touched returns how many boundaries are met exactly and just past.
func (c *Coverage) Touched() (both, all int) {
	for _, e := range c.Edges {
		if e.Exactly && e.JustPast {
			both++
		}
	}
	return both, len(c.Edges)
}
