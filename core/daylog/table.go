package daylog

import (
	"strings"
	"time"
)

// A table is one sheet before it is a file: what each format writes in its own way.
type table struct {
	name    string
	columns []column
	rows    [][]any // a cell is a string, an int, a time.Time or nil for nothing
	repeat  int     // columns that stay in view and on every printed page
	across  int     // printed pages side by side
}

// A column has a heading in the reader's language and a width in characters; a
// Chinese one takes two.
type column struct {
	heading string
	width   float64
	number  string // how a number or a time is written, such as "000"; empty for text
}

// clock is how a time of the day is written.
const clock = "hh:mm:ss"

// columns makes headings from the phrases below key, and widths.
func (w words) columns(key string, widths ...width) []column {
	out := make([]column, len(widths))
	for i, c := range widths {
		out[i] = column{heading: w.say(key + "." + c.key), width: c.width, number: c.number}
	}
	return out
}

type width struct {
	key    string
	width  float64
	number string
}

// moment is a cell with a time in the house's zone, empty if it never came.
func (w words) moment(t time.Time) any {
	if t.IsZero() {
		return nil
	}
	return t.In(w.zone)
}

// hour is a time of the day within a sentence.
func (w words) hour(t time.Time) string { return t.In(w.zone).Format("15:04") }

// text is a cell with words, empty if there are none.
func text(s string) any {
	if s = strings.TrimSpace(s); s == "" {
		return nil
	}
	return s
}

// positive is a cell with a count or a number that starts at one, empty for none.
func positive(n int) any {
	if n == 0 {
		return nil
	}
	return n
}
