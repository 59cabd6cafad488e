package bookpaper

import "strings"

// A face is a size and a weight, in points, and a grey from 0 for black.
type face struct {
	style  string
	points float64
	grey   int
}

var (
	faceTitle   = face{"B", 18, 0}
	faceChapter = face{"B", 13, 0}
	faceMark    = face{"B", 10.5, 0}
	faceHead    = face{"", 10.5, 0}
	faceBelow   = face{"", 9, 60}
	faceNote    = face{"", 8.5, 110}
)

// high is the height of a line, in mm.
func (f face) high() float64 { return f.points * 0.3528 * 1.45 }

// set lays the whole paper out.
func (s *sheet) set(signers int) {
	p := s.paper
	if p.House != "" {
		s.words(p.House, faceHead, 0, bodyWidth, true)
	}
	s.words(p.Title, faceTitle, 0, bodyWidth, true)
	s.space(2, true)
	for _, f := range p.Facts() {
		s.words(f, faceNote, 0, bodyWidth, true)
	}
	for _, o := range p.Opening {
		s.space(2.5, true)
		s.words(o, faceHead, 0, bodyWidth, true)
	}
	for _, c := range p.Chapters {
		if len(c.Entries) > 0 {
			s.chapter(c)
		}
	}
	s.signatures(signers)
}

func (s *sheet) chapter(c Chapter) {
	s.space(7, false)
	s.words(c.Title, faceChapter, 0, bodyWidth, true)
	s.words(c.About, faceNote, 0, bodyWidth, true)
	s.space(1.5, true)
	for _, e := range c.Entries {
		s.entry(e)
		s.space(2.6, false)
	}
}

// entry sets one clause: what is short stays on one page; of what is long, its
// number and the first lines stay together, and no line is left alone.
func (s *sheet) entry(e Entry) {
	from := len(s.rows)
	beside := s.mark(e.Mark)
	s.words(e.Head, faceHead, markWidth, bodyWidth-markWidth, false)
	if beside != nil && len(s.rows) > from {
		first := s.rows[from].draw
		s.rows[from].draw = func(y float64) { beside(y); first(y) }
	}
	for _, l := range e.Lines {
		says := l.Says
		if l.Label != "" {
			says = l.Label + s.paper.say("book.colon") + l.Says
		}
		s.words(says, faceBelow, markWidth+3, bodyWidth-markWidth-3, false)
	}
	s.words(e.Proof, faceNote, markWidth+3, bodyWidth-markWidth-3, false)
	s.tie(from)
}

// tie keeps the rows since from on one page if they take less than half of it,
// or else the first three and the last two.
func (s *sheet) tie(from int) {
	high := 0.0
	for _, r := range s.rows[from:] {
		high += r.high
	}
	n := len(s.rows) - from
	for i := range n - 1 {
		s.rows[from+i].tied = high < (bodyEnd-bodyTop)/2 || i < 3 || i == n-2
	}
}

// mark sets a number in its column: beside the sentence, or, if it is too
// long, in a row of its own above it.
func (s *sheet) mark(mark string) (beside func(y float64)) {
	s.font(faceMark.style, faceMark.points)
	if s.doc.GetStringWidth(mark) > markWidth-2 {
		s.words(mark, faceMark, 0, bodyWidth, true)
		return nil
	}
	return func(y float64) { s.ink(mark, faceMark, marginSide, y) }
}

// ink draws one line of words, its top at y.
func (s *sheet) ink(words string, f face, x, y float64) {
	s.font(f.style, f.points)
	s.doc.SetTextColor(f.grey, f.grey, f.grey)
	s.doc.Text(x, y+f.high()*0.72, words)
}

// words sets a paragraph as rows.
func (s *sheet) words(words string, f face, indent, width float64, tied bool) {
	for _, line := range s.lines(words, f, width) {
		s.rows = append(s.rows, row{high: f.high(), tied: tied, draw: func(y float64) { s.ink(line, f, marginSide+indent, y) }})
	}
}

func (s *sheet) space(high float64, tied bool) {
	s.rows = append(s.rows, row{high: high, tied: tied, loose: true, draw: func(float64) {}})
}

// lines breaks words into lines no wider than the width.
func (s *sheet) lines(words string, f face, width float64) []string {
	s.font(f.style, f.points)
	var out []string
	line := ""
	for _, piece := range pieces(words) {
		if line != "" && s.doc.GetStringWidth(line+strings.TrimRight(piece, " ")) > width {
			out, line = append(out, strings.TrimRight(line, " ")), ""
			piece = strings.TrimLeft(piece, " ")
		}
		line += piece
	}
	if line = strings.TrimRight(line, " "); line != "" {
		out = append(out, line)
	}
	return out
}

// signatures sets the table that everybody signs.
func (s *sheet) signatures(signers int) {
	if signers == 0 {
		return
	}
	p := s.paper
	s.space(8, false)
	s.words(p.say("book.sign.title"), faceChapter, 0, bodyWidth, true)
	s.words(p.say("book.sign.about"), faceHead, 0, bodyWidth, true)
	s.space(2, true)
	head := s.tableRow(8, p.say("book.sign.name"), p.say("book.sign.hand"), p.say("book.sign.day"))
	head.tied = true
	s.rows = append(s.rows, head)
	for i := range signers {
		r := s.tableRow(11, count(i+1), "", "")
		r.head, r.tied = &head, i < 2 && i < signers-1
		s.rows = append(s.rows, r)
	}
}

// tableRow is one line of the table, its words at the left of each cell.
func (s *sheet) tableRow(high float64, cells ...string) row {
	wide := []float64{60, 70, 40}
	return row{high: high, draw: func(y float64) {
		s.doc.SetDrawColor(120, 120, 120)
		x := marginSide
		for i, c := range cells {
			s.doc.Rect(x, y, wide[i], high, "D")
			if c != "" {
				s.ink(c, faceNote, x+2, y+(high-faceNote.high())/2)
			}
			x += wide[i]
		}
	}}
}
