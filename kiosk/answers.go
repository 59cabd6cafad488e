package kiosk

import "shouwen/assets/look"

// Heights of what can be touched, at scale 1.
const (
	choiceHeight = 170
	faceHeight   = 270
	keyHeight    = 128
	padHeight    = 176
	rowHeight    = 116
)

// answersHeight is what the answers need at their ordinary size.
func (s *screen) answersHeight() float32 {
	u, gap := s.scale, s.gutter()
	h := float32(0)
	add := func(rows int, each float32) {
		if rows > 0 {
			h += float32(rows)*(each*u+gap) - gap
		}
	}
	if len(s.tabs) > 0 {
		h += look.SizeTouch*u + gap
	}
	add(len(s.options), s.groupHeight())
	add((len(s.choices)+s.choiceColumns()-1)/s.choiceColumns(), choiceHeight)
	add((len(s.faces)+2)/3, faceHeight)
	add(len(s.rows), rowHeight)
	if s.keyboard() {
		add(len(s.keys), keyHeight)
	} else {
		add(len(s.keys), padHeight)
	}
	return h
}

// choiceColumns keeps a long list of answers from growing past the screen.
func (s *screen) choiceColumns() int {
	if len(s.choices) > 4 {
		return 2
	}
	return 1
}

func (s *screen) placeAnswers(in box) {
	u, gap := s.scale, s.gutter()
	if len(s.tabs) > 0 {
		strip := in.top(look.SizeTouch*u, gap)
		for i, t := range s.tabs {
			t.resize(strip.cell(0, 1, i, len(s.tabs), gap/2), u)
		}
	}
	columns := s.choiceColumns()
	rows := (len(s.choices) + columns - 1) / columns
	for i, t := range s.choices {
		t.resize(in.cell(i/columns, rows, i%columns, columns, gap), u)
	}
	for i, t := range s.faces {
		t.resize(in.cell(i/3, (len(s.faces)+2)/3, i%3, 3, gap), u)
	}
	s.placeKeys(in)
	s.placeGroups(in)
	s.placeRows(in)
}

// manyKeys is from how many keys on a row is a keyboard's: closer together, and
// on a standing screen wider than the margin, so that each is as wide as a finger.
const manyKeys = 8

func (s *screen) placeKeys(in box) {
	gap := s.gutter() / 2
	if s.keyboard() {
		gap /= 2
		if !s.lying {
			in.x, in.w = in.x-2*gap, in.w+4*gap
		}
	}
	for y, row := range s.keys {
		for x, t := range row {
			t.resize(in.cell(y, len(s.keys), x, len(row), gap), s.scale)
		}
	}
}

// keyboard reports whether the keys are letters rather than digits.
func (s *screen) keyboard() bool {
	for _, row := range s.keys {
		if len(row) >= manyKeys {
			return true
		}
	}
	return false
}

// placeRows stands the lines of a list, each with its own buttons at the right.
func (s *screen) placeRows(in box) {
	u, gap := s.scale, look.SizeGap*s.scale
	for i, t := range s.rows {
		line := in.cell(i, len(s.rows), 0, 1, gap)
		for j := len(s.inRow[i]) - 1; j >= 0; j-- {
			s.inRow[i][j].resize(line.right(120*u, gap), u)
		}
		t.resize(line, u)
	}
}
