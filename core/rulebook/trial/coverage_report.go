package trial

import (
	"fmt"
	"io"
	"strings"

	"shouwen/core/rulebook"
)

// Report writes one line a row, the boundaries that are not met on both sides,
// and the totals.
func (c *Coverage) Report(w io.Writer) {
	fmt.Fprintf(w, "%s %s: %d cases\n", c.Book.ID, c.Book.Version, c.Cases)
	for _, name := range c.Failed {
		fmt.Fprintf(w, "  does not pass, and proves nothing: %s\n", name)
	}
	for i := range c.Rows {
		r := &c.Rows[i]
		fmt.Fprintf(w, "  %-14s %-8s %4d  %s%s%s%s\n", r.Row, r.Use, r.Cases, strings.Join(r.Moments, ", "), c.edgesOf(r.Row), unmissed(r), idle(r))
	}
	for _, e := range c.Edges {
		if s := missing(e); s != "" {
			fmt.Fprintf(w, "  boundary at %d:%d, %s: %s: %s\n", e.Line, e.Column, e.In, e.Says, s)
		}
	}
	used, all := c.Count(false)
	both, edges := c.Touched()
	ru, ra := c.Count(true)
	missed, could := c.Missed()
	fmt.Fprintf(w, "%d of %d rows decide", used, all)
	if n := c.statesOnly(); n > 0 {
		fmt.Fprintf(w, " (%d by what they state)", n)
	}
	fmt.Fprintf(w, "; %d of %d readings; %d of %d boundaries on both sides; %d of %d rows just missed; %d rows are text\n", ru, ra, both, edges, missed, could, c.Texts)
}

func (c *Coverage) statesOnly() int {
	n := 0
	for i := range c.Rows {
		if c.Rows[i].Use == States && !c.Rows[i].Reading {
			n++
		}
	}
	return n
}

func (c *Coverage) edgesOf(row string) string {
	both, all := 0, 0
	for _, e := range c.Edges {
		if e.Row == row {
			all++
			if e.Exactly && e.JustPast {
				both++
			}
		}
	}
	if all == 0 {
		return ""
	}
	return fmt.Sprintf("; boundaries %d of %d", both, all)
}

func unmissed(r *Row) string {
	if r.canMiss() && r.Misses == 0 {
		return "; never just missed"
	}
	return ""
}

func idle(r *Row) string {
	if i := r.Idle(); len(i) > 0 && len(i) < len(r.order) {
		return "; never decides: " + strings.Join(i, ", ")
	}
	return ""
}

func missing(e *rulebook.Boundary) string {
	switch {
	case e.Exactly && e.JustPast:
		return ""
	case e.Exactly:
		return "never just past it"
	case e.JustPast:
		return "never exactly on it"
	}
	return "never met"
}
