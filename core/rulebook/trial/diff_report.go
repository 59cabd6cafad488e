package trial

import (
	"fmt"
	"io"
	"strings"

	"shouwen/core/rulebook"
)

// Report writes the differences as cases, and how both rule as a comment beside
// each. It says how large the sample was and what the search proved.
func (c *Comparison) Report(w io.Writer) {
	ways := "ways"
	if len(c.Differences) == 1 {
		ways = "way"
	}
	fmt.Fprintf(w, "# %s and %s rule differently in %d %s\n", c.A.name(), c.B.name(), len(c.Differences), ways)
	fmt.Fprintf(w, "# In a sample, %d of %d situations, made from %d by changing up to three facts, are ruled differently.\n", c.Apart, c.Asked, c.Begun)
	c.reportSearch(w)
	for i := range c.Differences {
		d := &c.Differences[i]
		fmt.Fprintf(w, "\n# %d. ", i+1)
		for k, ch := range d.Changes {
			if k > 0 {
				fmt.Fprint(w, "\n#    ")
			}
			fmt.Fprintf(w, "%s: %s%s, there %s%s", ch.Part, orNothing(ch.Was), by(rowsOf(&d.A, ch.Part)), orNothing(ch.Is), by(rowsOf(&d.B, ch.Part)))
		}
		fmt.Fprintln(w)
		text := c.told(d, fmt.Sprintf("%d: %s at %s", i+1, d.weightiest(), d.Ask))
		if text == "" {
			text = "# (what must not follow cannot be written as a case)\n"
		}
		fmt.Fprint(w, text)
	}
}

// reportSearch says of each moment what is proven and what remains open.
func (c *Comparison) reportSearch(w io.Writer) {
	fmt.Fprintln(w, "# A search of each moment, among four advisors and lists of two lines, found that they are")
	at := map[rulebook.Verdict][]string{}
	for _, s := range c.Searched {
		at[s.Verdict] = append(at[s.Verdict], string(s.Ask))
	}
	for _, v := range []struct {
		verdict rulebook.Verdict
		says    string
	}{
		{rulebook.Alike, "alike in every situation, which is proven, at "},
		{rulebook.Apart, "apart, as a case below shows, at "},
		{rulebook.Unclear, "perhaps apart, beyond the sample nothing is known, at "},
	} {
		if moments := at[v.verdict]; len(moments) > 0 {
			fmt.Fprintf(w, "#   %s%s\n", v.says, strings.Join(moments, ", "))
		}
	}
	for _, s := range c.Searched {
		for _, x := range s.Vague {
			fmt.Fprintf(w, "#   not looked into at %s: %s\n", s.Ask, strings.Join(strings.Fields(x), " "))
		}
	}
}

// told writes a difference as a case that passes by one rulebook and fails by
// the other, by the first if that can be; "" if the case format cannot say it.
func (c *Comparison) told(d *Difference, name string) string {
	if text := c.toldBy(&c.A, &c.B, &d.A, &d.B, d, name); text != "" {
		return text
	}
	return c.toldBy(&c.B, &c.A, &d.B, &d.A, d, name)
}

// toldBy writes a difference as a case that passes by one side and fails by the other.
func (c *Comparison) toldBy(side, other *Side, ruling, there *rulebook.Ruling, d *Difference, name string) string {
	var b strings.Builder
	var parts []string
	for _, ch := range d.Changes {
		parts = append(parts, ch.Part)
	}
	writeCase(&b, written{Name: name, Side: side, Ask: d.Ask, Given: d.given, Ruling: ruling, Others: []*rulebook.Ruling{there}, Parts: parts})
	cases, err := rulebook.ParseCases(name, []byte(b.String()))
	if err != nil || len(cases) != 1 {
		return ""
	}
	plain := cases[0]
	plain.Readings, plain.Parameters = nil, nil // the switches are thrown already
	if passes(plain, side.book) && !passes(plain, other.book) {
		return b.String()
	}
	return ""
}

func by(rows []string) string {
	if len(rows) == 0 {
		return ""
	}
	return " by " + strings.Join(rows, ", ")
}

func (s *Side) name() string {
	out := s.book.ID() + " " + s.book.Version()
	for _, r := range sortedKeys(s.Readings) {
		out += " " + r + "=" + s.Readings[r]
	}
	for _, p := range sortedKeys(s.Parameters) {
		out += fmt.Sprintf(" %s=%v", p, s.Parameters[p])
	}
	return out
}
