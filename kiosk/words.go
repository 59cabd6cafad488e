package kiosk

import "shouwen/assets/look"

// wordsHeight is what title, hint, field and sentences need in the width.
func (s *screen) wordsHeight(width float32) float32 {
	u, gap := s.scale, look.SizeGap*s.scale
	h := s.textHeight(s.view.Title, s.titleSize(), width, true)
	if s.hint != nil {
		h += gap + s.textHeight(s.view.Hint, s.hintSize(), width, false)
	}
	if s.field != nil {
		h += 2*gap + s.field.height()*u + gap
	}
	for _, line := range s.view.Lines {
		h += gap + s.textHeight(line, s.lineSize(), width, false)
	}
	return h
}

// textHeight is what the words need at their full size in the style.
func (s *screen) textHeight(words string, size, width float32, bold bool) float32 {
	size = s.style.Times(size * s.scale)
	lines, _ := look.Lines(words, s.style.Face(bold), size, width)
	return float32(len(lines))*look.Leading(size) + 2
}

// even narrows the box so far that the words take the same number of lines,
// of nearly the same length: a last line of one character reads badly.
func (s *screen) even(words string, size float32, in box, bold bool) box {
	style := s.style.Face(bold)
	size = s.style.Times(size * s.scale)
	lines, _ := look.Lines(words, style, size, in.w)
	least, most := in.w/2, in.w
	for most-least > 8 && len(lines) > 1 {
		w := (least + most) / 2
		if tried, whole := look.Lines(words, style, size, w); whole && len(tried) <= len(lines) {
			most = w
		} else {
			least = w
		}
	}
	in.w = most
	return in
}

func (s *screen) placeWords(in box) {
	u, gap, width := s.scale, look.SizeGap*s.scale, in.w
	put := func(t *look.Text, words string, size, least float32, bold bool) {
		t.Scale(size*u, least*u)
		s.even(words, size, in.top(s.textHeight(words, size, width, bold), gap), bold).put(t)
	}
	put(s.title, s.view.Title, s.titleSize(), look.SizeButton, true)
	if s.hint != nil {
		put(s.hint, s.view.Hint, s.hintSize(), look.SizeNote, false)
	}
	if s.field != nil {
		in.top(gap, 0)
		s.field.place(in.top(s.field.height()*u+gap, gap), u)
	}
	for i, line := range s.lines {
		put(line, s.view.Lines[i], s.lineSize(), look.SizeNote, false)
	}
}
