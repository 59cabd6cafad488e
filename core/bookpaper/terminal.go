package bookpaper

import (
	"bufio"
	"io"
	"strings"
)

// The widths between which a terminal's lines are set, in columns; a Chinese
// character takes two.
const (
	narrowest = 40
	widest    = 100
)

// Write sets the paper for a terminal of so many columns.
func (p Paper) Write(w io.Writer, columns int) error {
	t := &terminal{w: bufio.NewWriter(w), columns: min(max(columns, narrowest), widest)}
	t.line("", p.Title)
	for _, f := range p.Facts() {
		t.line("", f)
	}
	for _, o := range p.Opening {
		t.gap()
		t.line("", o)
	}
	for _, c := range p.Chapters {
		if len(c.Entries) == 0 {
			continue
		}
		t.gap()
		t.line("", "== "+c.Title+" ==")
		t.line("", c.About)
		for _, e := range c.Entries {
			t.entry(e, p)
		}
	}
	return t.w.Flush()
}

// terminal writes lines of one width.
type terminal struct {
	w       *bufio.Writer
	columns int
}

func (t *terminal) gap() { _, _ = t.w.WriteString("\n") }

// entry sets a clause: its number in the margin, what it decides below it.
func (t *terminal) entry(e Entry, p Paper) {
	const margin = 10
	t.gap()
	if columnsOf(e.Mark) >= margin {
		t.line("", e.Mark)
		t.line(strings.Repeat(" ", margin), e.Head)
	} else {
		t.hang(e.Mark+strings.Repeat(" ", margin-columnsOf(e.Mark)), strings.Repeat(" ", margin), e.Head)
	}
	below := strings.Repeat(" ", margin)
	for _, l := range e.Lines {
		lead := below + "· "
		if l.Label != "" {
			lead += l.Label + p.say("book.colon")
		}
		t.hang(lead, below+"    ", l.Says)
	}
	if e.Proof != "" {
		t.hang(below+"✓ ", below+"    ", e.Proof)
	}
}

func (t *terminal) line(indent, words string) { t.hang(indent, indent, words) }

// hang sets words behind a lead, and further lines below an indent.
func (t *terminal) hang(lead, indent, words string) {
	if words == "" {
		return
	}
	line, at := lead, columnsOf(lead)
	least := columnsOf(lead)
	for _, piece := range pieces(words) {
		if w := columnsOf(strings.TrimRight(piece, " ")); at+w > t.columns && at > least {
			t.put(line)
			line, at, least = indent, columnsOf(indent), columnsOf(indent)
			piece = strings.TrimLeft(piece, " ")
		}
		line, at = line+piece, at+columnsOf(piece)
	}
	t.put(line)
}

func (t *terminal) put(line string) { _, _ = t.w.WriteString(strings.TrimRight(line, " ") + "\n") }
