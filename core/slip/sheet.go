package slip

import (
	"image"
	"image/color"

	"golang.org/x/image/font"
	"golang.org/x/image/math/fixed"
)

// Ink is the palette of every picture: 0 is the paper, 1 the ink.
var ink = color.Palette{color.Gray{Y: 255}, color.Gray{Y: 0}}

// threshold is how much of a dot the type must cover, of 255, for the dot to
// be printed. A thermal head prints a dot or none, and dithered type is hard to read.
const threshold = 112

// A sheet is paper that grows as it is set, from the top.
type sheet struct {
	press       *Press
	m           measures
	traditional bool // it is set in the shapes of Taiwan
	shade       *image.Alpha
	y           int // where the next line begins
}

// tallest is the longest slip, in dots, and longest the most characters of one
// text on it: a name that never ends must not push the code off the paper.
const (
	tallest = 4000
	longest = 200
)

func (p *Press) sheet(paper Paper) *sheet {
	m := paper.measures()
	return &sheet{press: p, m: m, shade: image.NewAlpha(image.Rect(0, 0, m.width, tallest)), y: m.gap}
}

// face returns the type of a cut in the shapes of the sheet.
func (s *sheet) face(c cut) font.Face { return s.press.face(typeOf{c, s.traditional}) }

// line sets centred text in one cut, wrapped, and moves below it.
func (s *sheet) line(c cut, text string) {
	f := s.face(c)
	lead := int(c.size*1.32 + 0.5)
	for _, words := range balanced(f, short(text), s.m.width-2*s.m.margin) {
		s.put(f, words, s.y+int(c.size*1.02))
		s.y += lead
	}
}

func short(text string) string {
	if runes := []rune(text); len(runes) > longest {
		return string(runes[:longest-1]) + "…"
	}
	return text
}

// put draws one line of text, centred, its feet on the baseline.
func (s *sheet) put(f font.Face, words string, baseline int) {
	d := font.Drawer{Dst: s.shade, Src: image.Opaque, Face: f}
	d.Dot = fixed.Point26_6{X: (fixed.I(s.m.width) - font.MeasureString(f, words)) / 2, Y: fixed.I(baseline)}
	d.DrawString(words)
}

// space leaves room, in gaps.
func (s *sheet) space(gaps float64) { s.y += int(gaps * float64(s.m.gap)) }

// rule draws a thin line across, or a dashed one.
func (s *sheet) rule(dash int) {
	for x := s.m.margin; x < s.m.width-s.m.margin; x++ {
		if dash == 0 || x/dash%2 == 0 {
			s.fill(image.Rect(x, s.y, x+1, s.y+2), 255)
		}
	}
	s.y += 2
}

// fill sets a rectangle to ink or paper.
func (s *sheet) fill(r image.Rectangle, to uint8) {
	for y := r.Min.Y; y < r.Max.Y; y++ {
		row := s.shade.Pix[s.shade.PixOffset(r.Min.X, y):s.shade.PixOffset(r.Max.X, y)]
		for i := range row {
			row[i] = to
		}
	}
}

// plate sets text white on a black plate.
func (s *sheet) plate(c cut, text string) {
	from := s.y
	s.y += s.m.gap / 2
	s.line(c, text)
	s.y += s.m.gap / 2
	for y := from; y < s.y; y++ {
		for x := s.m.margin; x < s.m.width-s.m.margin; x++ {
			s.shade.Pix[s.shade.PixOffset(x, y)] ^= 255
		}
	}
}

// frame draws a box around what was set since top.
func (s *sheet) frame(top, inset int) {
	left, right := s.m.margin+inset, s.m.width-s.m.margin-inset
	for _, edge := range []image.Rectangle{
		image.Rect(left, top, right, top+2), image.Rect(left, s.y-2, right, s.y),
		image.Rect(left, top, left+2, s.y), image.Rect(right-2, top, right, s.y),
	} {
		s.fill(edge, 255)
	}
}

// picture ends the sheet and returns it in ink on paper.
func (s *sheet) picture() *image.Paletted {
	s.space(1)
	pic := image.NewPaletted(image.Rect(0, 0, s.m.width, s.y), ink)
	for i := range pic.Pix {
		if s.shade.Pix[i] >= threshold {
			pic.Pix[i] = 1
		}
	}
	return pic
}
