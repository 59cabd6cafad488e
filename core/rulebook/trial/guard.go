package trial

import (
	"context"
	"fmt"
	"io"

	"shouwen/core/rulebook"
)

// A Guarding is what could be done about the changes that no case notices.
type Guarding struct {
	Cases []string // cases that pass by the book as it is, as text
	Now   int      // changes that these would notice
	Alike []Mutant // changes that rule as the book does in every situation that was tried
	Left  int      // changes that were not looked into, because the time had run out
	Tried int      // situations
}

// Guard looks, for each change that no case notices, for a situation in which
// it shows, among the cases, the values about the book's limits, and those
// values in pairs, at most so many. What it writes is how the book rules
// today; whether that is how it ought to rule, a person must say.
func Guard(ctx context.Context, text *rulebook.Manuscript, m *Mutation, cases []rulebook.Case, most int) Guarding {
	g := &guarding{book: text.Book(), asks: askingOf(text), heard: map[string][]int{}, near: map[string][]posed{}}
	for _, s := range g.asks.situations(append(Plain(), Seeds(about(text.Book().ID(), cases))...), most) {
		put := rulebook.Case{Ask: s.ask, Given: s.facts}
		if o := put.Run(only(g.book)); o.Err == nil {
			g.pool = append(g.pool, posed{s, o.Ruling})
			g.index(len(g.pool) - 1)
		}
	}
	out := Guarding{Tried: len(g.pool)}
	for i := range m.Tried {
		x := &m.Tried[i]
		switch {
		case x.Noticed():
		case ctx.Err() != nil:
			out.Left++
		case g.noticed(x.Edit):
			out.Now++
		default:
			if text := g.find(x.Edit); text != "" {
				out.Cases, out.Now = append(out.Cases, text), out.Now+1
			} else {
				out.Alike = append(out.Alike, *x)
			}
		}
	}
	return out
}

// guarding is one search.
type guarding struct {
	book  *rulebook.Book
	asks  asking
	pool  []posed
	heard map[string][]int   // where in the pool each clause answers, a few times
	near  map[string][]posed // what lies one or two steps from there
	found []rulebook.Case
}

// index notes which clauses answer in a situation of the pool.
func (g *guarding) index(at int) {
	p := &g.pool[at]
	_, by, err := g.book.Trace(p.ask, p.facts)
	if err != nil {
		return
	}
	for _, d := range by {
		name := d.Row
		if d.Variant != "" {
			name += " [" + d.Variant + "]"
		}
		if name += " at " + string(d.Moment); len(g.heard[name]) < 3 && len(d.Parts) > 0 {
			g.heard[name] = append(g.heard[name], at)
		}
	}
}

// around are the situations about those in which a clause answers.
func (g *guarding) around(clause string) []posed {
	if near, ok := g.near[clause]; ok {
		return near
	}
	var seeds []Seed
	for _, at := range g.heard[clause] {
		seeds = append(seeds, Seed{g.pool[at].ask, g.pool[at].facts})
	}
	var out []posed
	for _, s := range g.asks.situations(seeds, 120*len(seeds)) {
		put := rulebook.Case{Ask: s.ask, Given: s.facts}
		if o := put.Run(only(g.book)); o.Err == nil {
			out = append(out, posed{s, o.Ruling})
		}
	}
	g.near[clause] = out
	return out
}

// posed is a situation and how the book rules it.
type posed struct {
	situation
	ruling rulebook.Ruling
}

// noticed reports whether a case that was found for another change will do.
func (g *guarding) noticed(e rulebook.Edit) bool {
	edited, err := e.Book()
	if err != nil {
		return false
	}
	for _, c := range g.found {
		if (e.Moment == "" || e.Moment == c.Ask) && !passes(c, edited) {
			return true
		}
	}
	return false
}

// find writes a case that the edited text fails, "" if there is none.
func (g *guarding) find(e rulebook.Edit) string {
	edited, err := e.Book()
	if err != nil {
		return ""
	}
	c := &Comparison{A: Side{book: g.book}, B: Side{book: edited}}
	tries := 0
	for _, list := range [][]posed{g.around(e.In), g.pool} {
		for i := 0; i < len(list) && tries < 5; i++ {
			p := &list[i]
			if e.Moment != "" && e.Moment != p.ask {
				continue
			}
			d, apart := c.against(p, edited)
			if !apart {
				continue
			}
			tries++
			if text := g.told(c, c.smallest(d), e); text != "" {
				return text
			}
		}
	}
	return ""
}

// told writes a situation as a case, if that notices the edit.
func (g *guarding) told(c *Comparison, d Difference, e rulebook.Edit) string {
	name := fmt.Sprintf("%s, line %d: were it so that %s", e.In, e.Line, e.Says)
	text := c.toldBy(&c.A, &c.B, &d.A, &d, name)
	if cs, err := rulebook.ParseCases(name, []byte(text)); err == nil {
		g.found = append(g.found, cs...)
	}
	return text
}

// against puts a situation to the edited text alone.
func (c *Comparison) against(p *posed, edited *rulebook.Book) (Difference, bool) {
	put := rulebook.Case{Ask: p.ask, Given: p.facts}
	o := put.Run(only(edited))
	if o.Err != nil {
		return Difference{}, false
	}
	d := Difference{Ask: p.ask, Changes: changes(&p.ruling, &o.Ruling), A: p.ruling, B: o.Ruling, given: p.tree}
	return d, len(d.Changes) > 0
}

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
		fmt.Fprintf(w, "shows nowhere: %s\n", x.Edit)
	}
	fmt.Fprintf(w, "%d cases written, which notice %d more; %d show in none of %d situations", len(g.Cases), g.Now, len(g.Alike), g.Tried)
	if g.Left > 0 {
		fmt.Fprintf(w, "; %d were not looked into", g.Left)
	}
	fmt.Fprintln(w)
}
