package display

import (
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/display/board"
)

// closedFace is the board before the day has an order: the house, the hour, a welcome.
type closedFace struct {
	title, hour   *text
	rule          *canvas.Rectangle
	welcome, hint pair
}

func newClosedFace(s *stage) closedFace {
	f := closedFace{title: s.bold(look.SizeGreeting, look.SizeBoardName), hour: s.bold(look.SizeNumber, look.SizeNumber)}
	f.title.Centered()
	f.hour.Centered()
	f.rule = s.ground(look.ColorNext)
	f.welcome = s.pair(look.SizeBoardNumber, look.SizeBoardState).centered()
	f.hint = s.pair(look.SizeBoardState, look.SizeBoardLabel).centered()
	return f
}

func (f closedFace) draw(s *stage, b board.Board, whole rect) {
	if b.Face != board.Closed {
		hide(f.title.Text, f.hour.Text, f.rule)
		f.welcome.hide()
		f.hint.hide()
		return
	}
	middle := whole.h / 2
	wide := whole.inner(look.SizeMargin)
	s.write(f.title, b.Title, look.ColorBoardInk, rect{wide.x, middle - 380, wide.w, 140})
	s.write(f.hour, b.Hour, look.ColorReady, rect{wide.x, middle - 240, wide.w, 250})
	s.fill(f.rule, look.ColorNext, rect{whole.w/2 - 60, middle + 34, 120, 6})
	s.speak(f.welcome, b.Welcome, look.ColorBoardInk, look.ColorBoardInkSoft, rect{wide.x, middle + 70, wide.w, 170})
	s.speak(f.hint, b.Hint, look.ColorBoardInkSoft, look.ColorBoardInkSoft, rect{wide.x, middle + 260, wide.w, 120})
}

// bannerBand cries out the numbers called now, over the upper half of the board.
type bannerBand struct{ views []bannerView }

type bannerView struct {
	edge, ground  *canvas.Rectangle
	number        *text
	please, where pair
}

func newBannerBand(s *stage) bannerBand {
	var band bannerBand
	for range board.Lanes {
		v := bannerView{edge: s.ground(look.ColorBoardPaper), ground: s.ground(look.ColorCall)}
		v.number = s.bold(look.SizeBoardCall, look.SizeBoardCall/2)
		v.number.Centered()
		v.please = s.pair(look.SizeBoardName, look.SizeBoardLabel).centered()
		v.where = s.pair(look.SizeGreeting, look.SizeBoardState).centered()
		band.views = append(band.views, v)
	}
	return band
}

func (band bannerBand) draw(s *stage, b board.Board, at rect) {
	for i, v := range band.views {
		if i >= len(b.Banners) {
			hide(v.edge, v.ground, v.number.Text)
			v.please.hide()
			v.where.hide()
			continue
		}
		v.draw(s, b.Banners[i], at.cell(i, len(b.Banners), len(b.Banners), look.SizeGutter), len(b.Banners) > 1)
	}
}

// draw draws one call: beside the number what to do, or below it when two share the band.
func (v bannerView) draw(s *stage, b board.Banner, at rect, shared bool) {
	s.fill(v.edge, look.ColorBoardPaper, rect{at.x - 12, at.y - 12, at.w + 24, at.h + 24})
	s.fill(v.ground, look.ColorCall, at)
	in := at.inner(look.SizeInset)
	number, words := in.columns(0.42, look.SizeGutter)
	if shared {
		number, words = in.split(0.5, 0)
		v.please.hide()
	} else {
		var please rect
		please, words = words.split(0.4, 0)
		s.speak(v.please, b.Please, look.ColorOnCall, look.ColorOnCall, please)
	}
	s.write(v.number, b.Number, look.ColorOnCall, number)
	s.speak(v.where, b.Where, look.ColorOnCall, look.ColorOnCall, words)
}
