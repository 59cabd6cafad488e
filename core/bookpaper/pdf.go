package bookpaper

import (
	"fmt"
	"io"
	"time"

	"codeberg.org/go-pdf/fpdf"
)

// Fonts are the two weights, TrueType files; only the characters that are used
// are embedded.
type Fonts struct{ Regular, Bold []byte }

// The page, in mm: A4.
const (
	pageWidth  = 210.0
	pageHeight = 297.0
	marginSide = 20.0
	bodyTop    = 30.0
	bodyEnd    = pageHeight - 22.0
	bodyWidth  = pageWidth - 2*marginSide
	markWidth  = 24.0 // of the column for printed numbers
)

// PDF sets the paper on A4 with so many lines for signatures, made at the
// given time, and returns how many pages it has.
func (p Paper) PDF(w io.Writer, fonts Fonts, signers int, at time.Time) (pages int, err error) {
	s := p.lay(fonts, signers, at)
	doc := s.doc
	if err := doc.Error(); err != nil {
		return 0, fmt.Errorf("bookpaper: set %s: %w", p.ID, err)
	}
	parts := s.parted()
	for i, rows := range parts {
		doc.AddPage()
		s.edges(i+1, len(parts))
		y := bodyTop
		for _, r := range rows {
			r.draw(y)
			y += r.high
		}
	}
	if err := doc.Output(w); err != nil {
		return 0, fmt.Errorf("bookpaper: write %s: %w", p.ID, err)
	}
	return len(parts), nil
}

// lay sets the rows of the whole paper.
func (p Paper) lay(fonts Fonts, signers int, at time.Time) *sheet {
	doc := fpdf.New("P", "mm", "A4", "")
	doc.AddUTF8FontFromBytes("house", "", fonts.Regular)
	doc.AddUTF8FontFromBytes("house", "B", fonts.Bold)
	doc.SetCreationDate(at)
	doc.SetModificationDate(at)
	doc.SetTitle(p.Title, true)
	doc.SetCreator("Shouwen", true)
	doc.SetAutoPageBreak(false, 0)
	doc.SetMargins(0, 0, 0)
	s := &sheet{doc: doc, paper: p}
	s.set(signers)
	return s
}

// A row is one line of the page. A row that is tied stands on one page with
// the row after it; one that is loose is left out where a page begins.
type row struct {
	high  float64
	tied  bool
	loose bool
	head  *row // stands again at the top of a page that begins with this row
	draw  func(y float64)
}

// sheet sets rows one below the other; pages are made of them afterwards.
type sheet struct {
	doc   *fpdf.Fpdf
	paper Paper
	rows  []row
}

// parted divides the rows into pages: tied rows stay together, so that no
// number stands alone at the foot of a page.
func (s *sheet) parted() [][]row {
	var out [][]row
	var page []row
	y := bodyTop
	for from := 0; from < len(s.rows); {
		to, high := s.run(from)
		if y+high > bodyEnd && len(page) > 0 {
			out, page, y = append(out, page), nil, bodyTop
		}
		for _, r := range s.rows[from:to] {
			if len(page) == 0 {
				if r.loose {
					continue
				}
				if r.head != nil {
					page, y = append(page, *r.head), y+r.head.high
				}
			}
			page, y = append(page, r), y+r.high
		}
		from = to
	}
	return append(out, page)
}

// run is the end of the rows that are tied to the one at from, and their height.
func (s *sheet) run(from int) (to int, high float64) {
	for to = from; to < len(s.rows); to++ {
		high += s.rows[to].high
		if !s.rows[to].tied {
			return to + 1, high
		}
	}
	return to, high
}

// edges sets what stands at the top and at the foot of each page.
func (s *sheet) edges(page, pages int) {
	p, d := s.paper, s.doc
	d.SetTextColor(90, 90, 90)
	d.SetDrawColor(150, 150, 150)
	d.SetLineWidth(0.2)
	left := p.Title
	if p.House != "" {
		left = p.House + " · " + p.Title
	}
	right := p.Version + " · " + p.Digest[:min(12, len(p.Digest))]
	s.font("", 8.5)
	wide := bodyWidth - d.GetStringWidth(right) - 6
	d.Text(marginSide, 16, s.cut(left, wide))
	d.Text(pageWidth-marginSide-d.GetStringWidth(right), 16, right)
	d.Line(marginSide, 19, pageWidth-marginSide, 19)
	d.Line(marginSide, pageHeight-16, pageWidth-marginSide, pageHeight-16)
	foot := p.say("book.sign.page", "page", count(page), "pages", count(pages))
	d.Text(marginSide, pageHeight-11, p.ID)
	d.Text(pageWidth-marginSide-d.GetStringWidth(foot), pageHeight-11, foot)
}

// cut shortens words to what the width holds.
func (s *sheet) cut(words string, width float64) string {
	runes := []rune(words)
	for len(runes) > 1 && s.doc.GetStringWidth(string(runes)) > width {
		runes = append(runes[:len(runes)-2], '…')
	}
	return string(runes)
}

func (s *sheet) font(style string, points float64) { s.doc.SetFont("house", style, points) }
