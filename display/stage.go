package display

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/display/board"
)

// A stage holds every drawn object, in drawing order, and places each by
// reference units. An object that is already as asked is left alone: each
// change makes Fyne paint the window anew.
type stage struct {
	scale   float32
	origin  fyne.Position
	covered rect // what a banner lies over: nothing is drawn half under it
	palette look.Palette
	objects []fyne.CanvasObject
	texts   []*text
}

// A rect is a box on the reference canvas.
type rect struct{ x, y, w, h float32 }

// split cuts the box into an upper and a lower part with a gap between.
func (r rect) split(share, gap float32) (upper, lower rect) {
	h := (r.h - gap) * share
	return rect{r.x, r.y, r.w, h}, rect{r.x, r.y + h + gap, r.w, r.h - h - gap}
}

// columns cuts the box into a left and a right part with a gap between.
func (r rect) columns(share, gap float32) (left, right rect) {
	w := (r.w - gap) * share
	return rect{r.x, r.y, w, r.h}, rect{r.x + w + gap, r.y, r.w - w - gap, r.h}
}

// cell returns the box of the i-th of n cells in rows of so many columns.
func (r rect) cell(i, columns, n int, gap float32) rect {
	lines := (n + columns - 1) / columns
	w := (r.w - float32(columns-1)*gap) / float32(columns)
	h := (r.h - float32(lines-1)*gap) / float32(lines)
	return rect{r.x + float32(i%columns)*(w+gap), r.y + float32(i/columns)*(h+gap), w, h}
}

// meets reports whether two boxes share any room.
func (r rect) meets(o rect) bool {
	return r.x < o.x+o.w && o.x < r.x+r.w && r.y < o.y+o.h && o.y < r.y+r.h
}

// inner returns the box without so much at the left and right.
func (r rect) inner(by float32) rect { return rect{r.x + by, r.y, r.w - 2*by, r.h} }

// A text is fitted words with the sizes that they have on the reference canvas.
type text struct {
	*look.Text
	most, least float32
}

func (s *stage) add(o fyne.CanvasObject) { s.objects = append(s.objects, o) }

// ground adds a rounded rectangle.
func (s *stage) ground(c color.Color) *canvas.Rectangle {
	r := look.NewGround(c)
	s.add(r)
	return r
}

// text adds words that are as large as most and may shrink to least.
func (s *stage) text(most, least float32) *text {
	t := &text{look.NewText("", look.ColorBoardInk, most, least), most, least}
	s.texts = append(s.texts, t)
	s.add(t.Text)
	return t
}

// bold adds such words in the bold font.
func (s *stage) bold(most, least float32) *text {
	t := s.text(most, least)
	t.Bold()
	return t
}

// write puts words into a box.
func (s *stage) write(t *text, words string, ink color.Color, at rect) {
	t.Scale(t.most*s.scale, t.least*s.scale)
	t.Say(words, s.palette.Of(ink))
	s.put(t.Text, at)
}

// fill puts a ground into a box and colours it.
func (s *stage) fill(r *canvas.Rectangle, c color.Color, at rect) {
	c = s.palette.Of(c)
	if radius := look.SizeRadius * s.scale; r.CornerRadius != radius || r.FillColor != c {
		r.CornerRadius, r.FillColor = radius, c
		r.Refresh()
	}
	s.put(r, at)
}

// put places an object on the window and shows it.
func (s *stage) put(o fyne.CanvasObject, at rect) {
	o.Move(fyne.NewPos((at.x+s.origin.X)*s.scale, (at.y+s.origin.Y)*s.scale))
	if size := fyne.NewSize(at.w*s.scale, at.h*s.scale); o.Size() != size {
		o.Resize(size)
	}
	if !o.Visible() {
		o.Show()
	}
}

// hide takes objects off the window.
func hide(objects ...fyne.CanvasObject) {
	for _, o := range objects {
		if o.Visible() {
			o.Hide()
		}
	}
}

// A pair is one sentence in both languages, the first large above the second small.
type pair struct{ large, small *text }

// pair adds both lines; each may shrink to two thirds.
func (s *stage) pair(large, small float32) pair {
	return pair{s.bold(large, large*2/3), s.text(small, small*2/3)}
}

func (p pair) trailing() pair { p.large.Trailing(); p.small.Trailing(); return p }
func (p pair) centered() pair { p.large.Centered(); p.small.Centered(); return p }
func (p pair) hide()          { hide(p.large.Text, p.small.Text) }

// speak writes both lines into the middle of a box; one language alone takes the whole box.
func (s *stage) speak(p pair, w board.Words, ink, soft color.Color, at rect) {
	if w.Small == "" {
		hide(p.small.Text)
		s.write(p.large, w.Large, ink, at)
		return
	}
	large, small := look.Leading(p.large.most), look.Leading(p.small.most)
	share := at.h * large / (large + small)
	if spare := at.h - large - small; spare > 0 {
		at.y, share = at.y+spare/2, large
		at.h -= spare
	}
	s.write(p.large, w.Large, ink, rect{at.x, at.y, at.w, share})
	s.write(p.small, w.Small, soft, rect{at.x, at.y + share, at.w, at.h - share})
}
