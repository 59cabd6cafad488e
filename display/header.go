package display

import (
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/display/board"
)

// header is the house's name, the mark of a demonstration, the hour, and at the
// foot what is wrong with the board itself or what a scan led to.
type header struct {
	title, hour *text
	demo        pair
	demoGround  *canvas.Rectangle
	trouble     pair
}

func newHeader(s *stage) header {
	h := header{title: s.bold(look.SizeBoardTitle, look.SizeBoardTitle/2)}
	h.demoGround = s.ground(look.ColorOwed)
	h.demo = s.pair(look.SizeBoardLabel, look.SizeBoardNote).centered()
	h.hour = s.bold(look.SizeBoardNumber, look.SizeBoardNumber)
	h.hour.Trailing()
	h.trouble = s.pair(look.SizeBoardLabel, look.SizeBoardNote)
	return h
}

// draw draws the header and returns what is left of the body below and above it.
func (h header) draw(s *stage, b board.Board, whole, body rect) rect {
	if b.Face == board.Closed {
		hide(h.title.Text, h.hour.Text)
	} else {
		s.write(h.title, b.Title, look.ColorBoardInk, rect{body.x, 32, body.w - 560, 96})
		s.write(h.hour, b.Hour, look.ColorBoardInk, rect{body.x + body.w - 260, 32, 260, 96})
	}
	h.drawDemo(s, b, rect{body.x + body.w - 540, 40, 250, 84})
	words, ink := b.Trouble, look.ColorBoardWarn
	if words == (board.Words{}) {
		words, ink = b.Note, look.ColorBoardInk
	}
	if words == (board.Words{}) {
		h.trouble.hide()
		return body
	}
	const foot = 84
	s.speak(h.trouble, words, ink, ink, rect{body.x, body.y + body.h - foot + 24, body.w, foot})
	body.h -= foot
	return body
}

func (h header) drawDemo(s *stage, b board.Board, at rect) {
	if b.Demo == (board.Words{}) {
		hide(h.demoGround)
		h.demo.hide()
		return
	}
	s.fill(h.demoGround, look.ColorOwed, at)
	s.speak(h.demo, b.Demo, look.ColorOnOwed, look.ColorOnOwed, at.inner(look.SizeGap))
}
