package trial

import (
	"fmt"
	"io"

	"shouwen/core/floor"
)

// Report lists every ruling that would change, with both rulings and the rows
// that decide them, what that comes to for each advisor, and what is assumed.
func (b *Backtest) Report(w io.Writer) {
	for i := range b.Changed {
		r := &b.Changed[i]
		fmt.Fprintf(w, "%s  no. %d  %s  (record %d)\n", r.At.Format("2006-01-02 15:04"), r.Number, r.Moment, r.Seq)
		for _, c := range r.Changes {
			fmt.Fprintf(w, "    %-6s  %s%s  →  %s%s\n", c.Part, b.named(c.Was), clauses(&r.Was, c.Part), b.named(c.Is), clauses(&r.Is, c.Part))
		}
	}
	for _, r := range b.Refused {
		fmt.Fprintf(w, "record %d cannot be judged: %v\n", r.Seq, r.Err)
	}
	fmt.Fprintf(w, "\n%-24s %13s %13s %13s %19s\n", "", "serves", "owns", "turns used", "shares of deals")
	for _, id := range sortedKeys(b.Totals) {
		t := b.Totals[id]
		was, _ := t.Was.Shares.Float64()
		is, _ := t.Is.Shares.Float64()
		fmt.Fprintf(w, "%-24s %5d → %5d %5d → %5d %5d → %5d %8.2f → %8.2f\n", b.named(string(id)),
			t.Was.Serves, t.Is.Serves, t.Was.Owns, t.Is.Owns, t.Was.Turns, t.Is.Turns, was, is)
	}
	fmt.Fprintf(w, "\n%s %s, %s to %s: %d of %d rulings of %d visits would change", b.Book.ID, b.Book.Version, b.From, b.To, len(b.Changed), b.Ruled, b.Visits)
	if b.Walked > 0 {
		fmt.Fprintf(w, "; %d rest on questions that were not put then, the visitor being taken to be unsure", b.Walked)
	}
	fmt.Fprintln(w, "\nassumed: nothing carries over; each ruling is judged on the facts as they were recorded,\n"+
		"also where an earlier one, had it been another, would have made them others")
}

// named puts an advisor's name beside his id.
func (b *Backtest) named(s string) string {
	if name := b.Names[floor.AdvisorID(s)]; name != "" {
		return s + " " + name
	}
	return orNothing(s)
}
