package kiosk

import (
	"fyne.io/fyne/v2"

	"shouwen/assets/look"
)

// place stands everything for a window of the size. One scale serves the whole
// screen: the reference is 1080×1920 standing, 1920×1080 lying.
func (s *screen) place(size fyne.Size) {
	page := box{0, 0, size.Width, size.Height}
	s.lying = size.Width > size.Height
	s.scale = min(size.Width/1080, size.Height/1920)
	if s.lying {
		s.scale = min(size.Width/1920, size.Height/1080)
	}
	page.put(s.ground)
	in := page.inset(look.SizeMargin * s.scale)
	if s.panel == nil && !s.lying {
		s.placeStrip(in.bottom(look.SizeTouch*s.scale, s.gutter()))
	}
	switch {
	case s.panel != nil:
		s.placeGreeting(page)
	case s.ticket != nil:
		s.placeHead(&in)
		foot := in.bottom(look.SizeButtonH*s.scale, s.gutter())
		if s.lying {
			foot = foot.right(foot.w*0.56-2*s.gutter(), 0)
		}
		s.placeActions(foot)
		s.ticket.place(in, s.scale)
	case s.reader != nil:
		s.placeHead(&in)
		s.placeReader(in)
	case s.lying:
		s.placeHead(&in)
		s.placeLying(in)
	case s.low:
		s.placeSeated(in)
	default:
		s.placeHead(&in)
		s.placeStanding(in)
	}
	if s.still != nil {
		s.still.place(page, s.scale, s.low)
	}
}

func (s *screen) gutter() float32 { return look.SizeGutter * s.scale }

// placeHead stands the way back, the house's name and the progress at the top,
// and on a lying screen the strip. Of that a seated visitor has all at the foot.
func (s *screen) placeHead(in *box) {
	u, gap := s.scale, look.SizeGap*s.scale
	cut := in.top
	if s.lying && s.low {
		cut = in.bottom
	}
	bar := cut(look.SizeTouch*u, s.gutter())
	if s.lying {
		s.placeStrip(bar.right(s.stripWidth(), gap))
	}
	if s.back != nil && !s.backBelow() {
		s.back.resize(bar.left(backWidth*u, gap), u)
	}
	if s.demo != nil {
		wide := s.style.Times(demoWidth * u)
		s.placeDemo(bar.right(wide, gap).centre(wide, 64*u))
	}
	s.house.Scale(look.SizeButton*u, look.SizeNote*u)
	bar.centre(bar.w, s.style.Times(look.Leading(look.SizeButton*u))+2).put(s.house)
	steps := in.top(8*u, 1.5*s.gutter())
	for i, part := range s.steps {
		part.CornerRadius = 4 * u
		steps.cell(0, 1, i, len(s.steps), gap/2).put(part)
	}
}

// headHeight is how tall the head stands, at scale 1.
const headHeight = look.SizeTouch + look.SizeGutter + 8 + 1.5*look.SizeGutter

// demoWidth is how wide the mark of a demonstration house is, at scale 1.
const demoWidth = 250

func (s *screen) placeDemo(in box) {
	if s.demo == nil {
		return
	}
	s.demoBed.CornerRadius = look.SizeRadius * s.scale
	in.put(s.demoBed)
	s.demo.Scale(look.SizeBody*s.scale, look.SizeNote*s.scale)
	in.inset(look.SizeGap * s.scale).put(s.demo)
}

// placeGreeting fills one half with the house's colour and its welcome.
func (s *screen) placeGreeting(page box) {
	u, rest := s.scale, page
	margin := 2 * look.SizeMargin * u
	half := rest.top(page.h*0.56, 0)
	if s.lying {
		rest = page
		half = rest.left(page.w*0.54, 0)
	}
	half.put(s.panel)
	half = half.inset(margin)
	top := half.top(look.SizeTouch*u, 0)
	if s.demo != nil {
		wide := s.style.Times(demoWidth * u)
		s.placeDemo(top.right(wide, s.gutter()).centre(wide, 64*u))
	}
	if s.logo != nil {
		top.left(look.LogoWidth(s.emblem, top.h), s.gutter()).put(s.logo)
	}
	s.house.Scale(look.SizeButton*u, look.SizeNote*u)
	top.put(s.house)
	s.title.Scale(s.titleSize()*u, look.SizeQuestion*u)
	s.hint.Scale(s.hintSize()*u, look.SizeNote*u)
	title := s.textHeight(s.view.Title, s.titleSize(), half.w, true)
	hint := s.textHeight(s.view.Hint, s.hintSize(), half.w, false)
	words := half.middle(title + s.gutter() + hint)
	s.even(s.view.Title, s.titleSize(), words.top(title, s.gutter()), true).put(s.title)
	s.even(s.view.Hint, s.hintSize(), words, false).put(s.hint)

	rest = rest.inset(margin)
	foot := rest.bottom(look.SizeTouch*u, s.gutter())
	if s.staff != nil {
		s.staff.resize(foot.right(220*u, 0), u)
	}
	if s.access != nil {
		s.access.resize(foot.left(accessWidth*u, 0), u)
	}
	group := rest.middle(3*look.SizeButtonH*u + s.gutter())
	if s.low {
		group = rest.bottom(3*look.SizeButtonH*u+s.gutter(), 0)
	}
	for _, t := range s.actions {
		t.resize(group.top(2*look.SizeButtonH*u, s.gutter()), u)
	}
	strip := group.top(look.SizeButtonH*u, s.gutter())
	for i, t := range s.languages {
		t.resize(strip.cell(0, 1, i, len(s.languages), s.gutter()), u)
	}
}

// lists reports whether the screen is one of several tabs of the staff's,
// which must not jump when another tab is touched.
func (s *screen) lists() bool { return len(s.tabs) > 0 && len(s.faces)+len(s.keys) == 0 }

// placeStanding stands the question over its answers.
func (s *screen) placeStanding(in box) {
	gap := s.gutter()
	if h := s.actionsHeight(); h > 0 {
		s.placeActions(in.bottom(h, 1.5*gap))
	}
	words, answers := s.wordsHeight(in.w), s.answersHeight()
	if answers == 0 {
		s.placeWords(in.middle(words))
		return
	}
	room := in.h - words - 1.5*gap
	if s.lists() {
		in.h = min(in.h, words+1.5*gap+answers)
	} else {
		answers = min(room, answers*min(1.45, max(1, room/answers)))
		in = in.middle(words + 1.5*gap + answers)
	}
	s.placeWords(in.top(words, 1.5*gap))
	s.placeAnswers(in)
}

// placeLying stands the question at the left and its answers at the right.
func (s *screen) placeLying(in box) {
	gap := s.gutter()
	words := in
	if s.answersHeight() > 0 {
		part := float32(0.4)
		if len(s.lines) > 0 { // sentences want more room the larger they are
			part = min(0.56, s.style.Times(part))
		}
		words = in.left(in.w*part, 3*gap)
		switch {
		case s.lists():
			s.placeAnswers(box{in.x, in.y, in.w, min(in.h, s.answersHeight())})
		case s.low:
			s.placeAnswers(in.bottom(s.answersHeight(), 0))
		default:
			s.placeAnswers(in.middle(min(in.h, s.answersHeight()*1.3)))
		}
	}
	if h := s.actionsHeight(); h > 0 {
		foot := words.bottom(h, gap)
		if s.answersHeight() == 0 {
			foot = foot.centre(900*s.scale, h)
		}
		s.placeActions(foot)
	}
	need := s.wordsHeight(words.w)
	if s.field != nil || s.lists() {
		s.placeWords(words.top(need, 0))
		return
	}
	s.placeWords(words.middle(need))
}
