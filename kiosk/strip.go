package kiosk

import "shouwen/assets/look"

// Widths on the strip, at scale 1.
const (
	languageWidth = 200
	accessWidth   = 320
	backWidth     = 190
)

// placeStrip stands in the box what every screen has: the way to larger text
// and the other languages. A standing screen has it at its foot, in everybody's
// reach, and for a seated visitor the way back too, which others find at the top;
// a lying screen is wide but low and has it in its head.
func (s *screen) placeStrip(strip box) {
	u, gap := s.scale, look.SizeGap*s.scale
	for i := len(s.languages) - 1; i >= 0; i-- {
		s.languages[i].resize(strip.right(languageWidth*u, gap), u)
	}
	if s.backBelow() {
		s.back.resize(strip.left(backWidth*u, gap), u)
	}
	if s.access != nil {
		s.access.resize(strip.left(accessWidth*u, gap), u)
	}
}

// backBelow reports whether the way back stands on the strip.
func (s *screen) backBelow() bool { return s.back != nil && s.low && !s.lying }

// stripWidth is how wide the strip is without a way back.
func (s *screen) stripWidth() float32 {
	w := float32(len(s.languages)) * (languageWidth + look.SizeGap)
	if s.access != nil {
		w += accessWidth
	}
	return w * s.scale
}

// sky is how much of a seated visitor's standing screen is only to be read. On
// a 21.5-inch panel whose foot stands at 75 cm, what is below it ends at 1.07 m.
const sky = 0.33

// placeSeated stands the words in the sky and everything to touch below it.
func (s *screen) placeSeated(in box) {
	gap := s.gutter()
	need := headHeight*s.scale + s.wordsHeight(in.w)
	above := in.top(max(in.h*sky, need), gap)
	s.placeHead(&above)
	s.placeWords(above.bottom(s.wordsHeight(above.w), 0))
	if h := s.actionsHeight(); h > 0 {
		s.placeActions(in.bottom(h, gap))
	}
	if h := s.answersHeight(); h > 0 {
		s.placeAnswers(in.bottom(1.3*h, 0))
	}
}

// groupHeight is how tall a group of options stands, its label included, at scale 1.
func (s *screen) groupHeight() float32 { return s.style.Times(52) + look.SizeGap + look.SizeButtonH }

// placeGroups stands each label over its options.
func (s *screen) placeGroups(in box) {
	u := s.scale
	for i, options := range s.options {
		one := in.cell(i, len(s.options), 0, 1, s.gutter())
		s.groups[i].Scale(look.SizeButton*u, look.SizeNote*u)
		one.top(s.style.Times(52)*u, look.SizeGap*u).put(s.groups[i])
		for j, t := range options {
			t.resize(one.cell(0, 1, j, len(options), s.gutter()), u)
		}
	}
}
