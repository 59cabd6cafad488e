package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"shouwen/core/floor"
)

// A Chapter is the rulebook at one moment, as people read it.
type Chapter struct {
	Moment  Moment // "passing" for those who are passed over in the line
	Clauses []Line
}

// A Line is one clause as people read it.
type Line struct {
	Row      string
	Variant  string
	Text     Text
	When     string   // the condition as written, empty for always
	Decides  []string // what follows, such as "server = first"
	Readings []string
}

// Chapters lists the clauses by moment, in their order.
func (b *Book) Chapters() []Chapter {
	var out []Chapter
	for _, m := range []Moment{Arrival, passing, Registration, Recognition, Collision, Change, Deal, Departure, Duties} {
		if len(b.moments[m]) > 0 {
			out = append(out, Chapter{m, each(b.moments[m], b.line)})
		}
	}
	return out
}

// Texts lists the rows that decide nothing.
func (b *Book) Texts() []Line { return each(b.texts, b.line) }

func (b *Book) line(c *clause) Line {
	l := Line{Row: c.row, Variant: c.variant, Text: c.text, When: c.when, Decides: c.then.spell()}
	for _, u := range c.uses {
		if id, ok := strings.CutPrefix(u, "reading."); ok {
			l.Readings = append(l.Readings, id)
		}
	}
	return l
}

// spell writes the outcome part by part, in the words of the file.
func (o *outcome) spell() []string {
	var out []string
	say := func(part, value string) {
		if value != "" {
			out = append(out, part+" = "+value)
		}
	}
	for _, q := range o.ask {
		say("ask", q)
	}
	say("label", o.label.spell())
	say("server", o.server.spell())
	say("by", o.by.spell())
	say("role", o.role.spell())
	say("owner", o.owner.spell())
	for _, t := range o.turn {
		say("turn."+t.who.spell(), t.what.spell())
	}
	for _, s := range o.split {
		say("split."+s.kind, s.spell())
	}
	if o.ruledSplit {
		say("split", "ruling")
	}
	if o.noSplit {
		say("split", "none")
	}
	say("scheme", o.scheme)
	say("referral_credit", o.credit)
	if o.protected != nil {
		say("protected_until", o.protected.src)
	}
	return append(out, o.spellRecords()...)
}

// spellRecords writes what the outcome adds.
func (o *outcome) spellRecords() []string {
	var out []string
	if o.valid != nil {
		out = append(out, fmt.Sprintf("valid = %v", *o.valid))
	}
	if o.penalty != nil {
		out = append(out, "penalty of "+o.penalty.who.spell())
	}
	for _, m := range o.mark {
		out = append(out, "mark "+m.who.spell()+": "+m.kind)
	}
	for _, n := range o.notify {
		out = append(out, "notify "+n.from.spell()+" → "+n.to.spell())
	}
	for _, r := range o.require {
		out = append(out, "require "+r.who.spell()+": "+r.what)
	}
	for _, p := range o.open {
		out = append(out, p+" left open")
	}
	if o.arbiter != "" {
		out = append(out, "arbiter = "+o.arbiter)
	}
	if o.needs != nil {
		out = append(out, "needs_ruling by "+o.needs.Role)
	}
	return out
}

func (w word) spell() string {
	if w.reading != "" {
		return "@" + w.reading
	}
	return w.is
}

func (w *whom) spell() string {
	switch {
	case w == nil:
		return ""
	case w.server:
		return "server"
	case w.reading != "":
		return "@" + w.reading
	}
	return w.word + w.person
}

func (s *splitOf) spell() string {
	return strings.Join(each(s.shares, func(sh shareOf) string { return sh.who.spell() + " " + sh.spell() }), ", ")
}

// A Setting is a parameter or a reading as people read it.
type Setting struct {
	Name    string
	Value   string // as in force
	Unit    string // of a parameter
	Choices []string
	Text    Text // what a parameter is, or the reading as a sentence where a clause cites it
	Asks    Text // what a reading settles
	Why     Text
}

// Parameters lists the numbers, words and shares that may be changed.
func (b *Book) Parameters() []Setting {
	var out []Setting
	for _, name := range sortedKeys(b.parameters) {
		p := b.parameters[name]
		out = append(out, Setting{Name: name, Value: p.String(), Unit: p.unit, Choices: p.choices, Text: p.text})
	}
	return out
}

// Readings lists how what is unclear was read, A2 before A10.
func (b *Book) Readings() []Setting {
	ids := sortedKeys(b.readings)
	slices.SortStableFunc(ids, compareIDs)
	return each(ids, func(id string) Setting {
		r := b.readings[id]
		return Setting{Name: id, Value: r.choice, Choices: r.choices, Text: r.text, Asks: r.asks, Why: r.why}
	})
}

// Sentence returns a row's sentence where it stands first, "" if the book has
// no such row.
func (b *Book) Sentence(row string, l floor.Language) string {
	for _, c := range b.texts {
		if c.row == row {
			return c.text.In(l)
		}
	}
	for _, m := range append(Moments(), passing) {
		for _, c := range b.moments[m] {
			if c.row == row {
				return c.text.In(l)
			}
		}
	}
	return ""
}
