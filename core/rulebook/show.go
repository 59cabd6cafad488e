package rulebook

import (
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
	Decides  []string // the parts that it decides
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
	l := Line{Row: c.row, Variant: c.variant, Text: c.text, When: c.when, Decides: c.then.parts()}
	for _, t := range c.then.turn {
		l.Decides = append(l.Decides, "turn."+t.who.name())
	}
	for _, r := range c.then.require {
		l.Decides = append(l.Decides, "require."+r.what)
	}
	for _, q := range c.then.ask {
		l.Decides = append(l.Decides, "ask."+q)
	}
	for _, u := range c.uses {
		if id, ok := strings.CutPrefix(u, "reading."); ok {
			l.Readings = append(l.Readings, id)
		}
	}
	return l
}

// A Setting is a parameter or a reading as people read it.
type Setting struct {
	Name    string
	Value   string // as in force
	Unit    string // of a parameter
	Choices []string
	Text    Text   // what a parameter is
	Asks    string // what a reading settles
	Why     string
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
	slices.SortStableFunc(ids, func(x, y string) int {
		if len(x) != len(y) && strings.HasPrefix(x, "A") && strings.HasPrefix(y, "A") {
			return len(x) - len(y)
		}
		return strings.Compare(x, y)
	})
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
