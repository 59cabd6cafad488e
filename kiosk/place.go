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
	if !s.lying && s.panel == nil {
		s.placeLanguages(in.bottom(look.SizeTouch*s.scale, s.gutter()))
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
	default:
		s.placeHead(&in)
		s.placeStanding(in)
	}
	if s.still != nil {
		s.still.place(page, s.scale)
	}
}

func (s *screen) gutter() float32 { return look.SizeGutter * s.scale }

// placeLanguages stands the languages of one who reads another, at the right of the strip.
func (s *screen) placeLanguages(strip box) {
	for i := len(s.languages) - 1; i >= 0; i-- {
		s.languages[i].resize(strip.right(languageWidth*s.scale, look.SizeGap*s.scale), s.scale)
	}
}

// languageWidth is how wide a language's button is, at scale 1.
const languageWidth = 200

// placeHead stands the way back, the house's name and the progress at the top,
// and on a lying screen, which is wide but low, the languages.
func (s *screen) placeHead(in *box) {
	u, gap := s.scale, look.SizeGap*s.scale
	bar := in.top(look.SizeTouch*u, gap)
	if s.lying {
		strip := bar.right(float32(len(s.languages))*(languageWidth*u+gap), gap)
		s.placeLanguages(strip)
	}
	if s.back != nil {
		s.back.resize(bar.left(190*u, gap), u)
	}
	if s.demo != nil {
		s.placeDemo(bar.right(demoWidth*u, gap).centre(demoWidth*u, 64*u))
	}
	s.house.Scale(look.SizeButton*u, look.SizeNote*u)
	bar.centre(bar.w, look.Leading(look.SizeButton*u)+2).put(s.house)
	steps := in.top(8*u, 2*s.gutter())
	for i, part := range s.steps {
		part.CornerRadius = 4 * u
		steps.cell(0, 1, i, len(s.steps), gap/2).put(part)
	}
}

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
		s.placeDemo(top.right(demoWidth*u, s.gutter()).centre(demoWidth*u, 64*u))
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
	group := rest.middle(3*look.SizeButtonH*u + s.gutter())
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
		words = in.left(in.w*0.4, 3*gap)
		switch {
		case s.lists():
			s.placeAnswers(box{in.x, in.y, in.w, min(in.h, s.answersHeight())})
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
