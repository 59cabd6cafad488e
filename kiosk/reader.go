package kiosk

import (
	"math"

	"fyne.io/fyne/v2"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A reader is a page of the rulebook: the printed numbers in a column, beside
// each its sentence and below it what it decides. One size serves the page,
// the largest at which all of it stands.
type reader struct {
	rules []flow.Rule
	marks []*look.Text
	heads []*look.Text
	lines [][]*look.Text
}

func newReader(rules []flow.Rule) *reader {
	r := &reader{rules: rules}
	for _, rule := range rules {
		r.marks = append(r.marks, look.NewText(rule.Mark, look.ColorAccent, look.SizeButton, look.SizeNote/2).Bold())
		r.heads = append(r.heads, look.NewText(rule.Head, look.ColorInk, look.SizeButton, look.SizeNote/2))
		var below []*look.Text
		for _, l := range rule.Lines {
			below = append(below, look.NewText(l, look.ColorInkSoft, look.SizeButton, look.SizeNote/2))
		}
		r.lines = append(r.lines, below)
	}
	return r
}

func (r *reader) objects() []fyne.CanvasObject {
	var out []fyne.CanvasObject
	for i := range r.rules {
		out = append(out, r.marks[i])
		if r.rules[i].Head != "" {
			out = append(out, r.heads[i])
		}
		for _, l := range r.lines[i] {
			out = append(out, l)
		}
	}
	return out
}

// markColumn is how wide the numbers' column is, in the size of the text.
const markColumn = 4.6

// place stands the page in the box at the largest size at which it fits.
func (r *reader) place(in box, u float32) {
	size := look.SizeButton * u
	for least := 0.8 * look.SizeNote * u; size > least; {
		high := r.height(in.w, size)
		if high <= in.h {
			break
		}
		// Text takes room with the square of its size.
		size = min(0.98*size, size*float32(math.Sqrt(float64(in.h/high)))*1.02)
	}
	for i, rule := range r.rules {
		height := r.ruleHeight(rule, in.w, size)
		one := in.top(height, size*0.6)
		mark := one.left(markColumn*size, size*0.5)
		r.stand(r.marks[i], mark.top(r.markHeight(rule, size), 0), size)
		if rule.Head != "" {
			r.stand(r.heads[i], one.top(textHigh(rule.Head, size, one.w), 0), size)
		}
		for j, l := range r.lines[i] {
			r.stand(l, one.top(textHigh(rule.Lines[j], below*size, one.w), 0), below*size)
		}
	}
}

// below is the size of what stands below a sentence, in the sentence's.
const below = 0.82

func (r *reader) stand(t *look.Text, in box, size float32) {
	t.Scale(size, size*0.5)
	in.put(t)
}

func (r *reader) height(width, size float32) float32 {
	h := float32(0)
	for _, rule := range r.rules {
		h += r.ruleHeight(rule, width, size) + size*0.6
	}
	return h
}

func (r *reader) ruleHeight(rule flow.Rule, width, size float32) float32 {
	width -= (markColumn + 0.5) * size
	h := float32(0)
	if rule.Head != "" {
		h = textHigh(rule.Head, size, width)
	}
	for _, l := range rule.Lines {
		h += textHigh(l, below*size, width)
	}
	return max(h, r.markHeight(rule, size))
}

func (r *reader) markHeight(rule flow.Rule, size float32) float32 {
	lines, _ := look.Lines(rule.Mark, fyne.TextStyle{Bold: true}, size, markColumn*size)
	return float32(len(lines))*look.Leading(size) + 2
}

func textHigh(words string, size, width float32) float32 {
	lines, _ := look.Lines(words, fyne.TextStyle{}, size, width)
	return float32(len(lines))*look.Leading(size) + 2
}

// placeReader stands a page of the rulebook: its title, its parts and the way
// on around it, above and below or, on a lying screen, at the left.
func (s *screen) placeReader(in box) {
	gap := s.gutter()
	frame := &in
	if s.lying {
		side := in.left(in.w*0.27, 2*gap)
		frame = &side
	}
	if h := s.actionsHeight(); h > 0 {
		s.placeActions(frame.bottom(h, gap))
	}
	s.placeWords(frame.top(s.wordsHeight(frame.w), gap))
	strip := in.top(look.SizeTouch*s.scale, gap)
	for i, t := range s.tabs {
		t.resize(strip.cell(0, 1, i, len(s.tabs), gap/2), s.scale)
	}
	s.reader.place(in, s.scale)
}
