package display

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/display/board"
)

// headHeight is the room of a panel's heading.
const headHeight = 64

// heading is a panel's title in both languages on one line, with the page at its end.
type heading struct {
	large, small, page *text
}

func newHeading(s *stage) heading {
	h := heading{s.bold(look.SizeBoardLabel*1.25, look.SizeBoardNote), s.text(look.SizeBoardLabel, look.SizeBoardNote), s.text(look.SizeBoardLabel, look.SizeBoardNote)}
	h.small.Trailing()
	h.page.Centered()
	return h
}

func (h heading) hide() { hide(h.large.Text, h.small.Text, h.page.Text) }

// draw writes the heading at the top of a box and returns the rest of it.
func (h heading) draw(s *stage, w board.Words, p board.Page, at rect) rect {
	third := at.w / 3
	s.write(h.large, w.Large, look.ColorBoardInk, rect{at.x, at.y, third, headHeight})
	s.write(h.small, w.Small, look.ColorBoardInkSoft, rect{at.x + 2*third, at.y, third, headHeight})
	page := ""
	if p.Of > 1 {
		page = fmt.Sprintf("%d / %d", p.Number, p.Of)
	}
	s.write(h.page, page, look.ColorBoardInkSoft, rect{at.x + third, at.y, third, headHeight})
	return rect{at.x, at.y + headHeight, at.w, at.h - headHeight}
}

// calledPanel lists the numbers that were called and where they go.
type calledPanel struct {
	head  heading
	lines []calledView
}

type calledView struct {
	ground *canvas.Rectangle
	number *text
	where  pair
}

func newCalledPanel(s *stage) calledPanel {
	p := calledPanel{head: newHeading(s)}
	for range board.CalledPage {
		p.lines = append(p.lines, calledView{
			ground: s.ground(look.ColorBoardRow),
			number: s.bold(look.SizeBoardNumber, look.SizeBoardName),
			where:  s.pair(look.SizeBoardName, look.SizeButton).trailing(),
		})
	}
	return p
}

func (p calledPanel) draw(s *stage, b board.Board, at rect) {
	if b.Face != board.Floor {
		p.head.hide()
	} else {
		at = p.head.draw(s, b.CallTop, b.CallPg, at)
	}
	for i, v := range p.lines {
		cell := at.cell(i, 1, board.CalledPage, look.SizeGap)
		if b.Face != board.Floor || i >= len(b.Called) || cell.meets(s.covered) {
			hide(v.ground, v.number.Text)
			v.where.hide()
			continue
		}
		v.draw(s, b.Called[i], cell)
	}
}

func (v calledView) draw(s *stage, c board.Called, at rect) {
	var ink color.Color = look.ColorBoardInk
	if c.Open {
		ink = look.ColorCall
	}
	s.fill(v.ground, look.ColorBoardRow, at)
	s.write(v.number, c.Number, ink, rect{at.x + 24, at.y, 190, at.h})
	const where = 250
	end := at.x + at.w - 24
	s.write(v.where.large, c.Where.Large, ink, rect{end - where, at.y, where, at.h})
	s.write(v.where.small, c.Where.Small, look.ColorBoardInkSoft, rect{at.x + 224, at.y, end - where - 12 - at.x - 224, at.h})
}

// waitingPanel is the numbers that wait.
type waitingPanel struct {
	head    heading
	ground  *canvas.Rectangle
	numbers []*text
}

func newWaitingPanel(s *stage) waitingPanel {
	p := waitingPanel{head: newHeading(s), ground: s.ground(look.ColorBoardRow)}
	for range board.WaitPage {
		n := s.bold(look.SizeBoardNumber, look.SizeBoardName)
		n.Centered()
		p.numbers = append(p.numbers, n)
	}
	return p
}

func (p waitingPanel) draw(s *stage, b board.Board, at rect) {
	if b.Face != board.Floor {
		p.head.hide()
		hide(p.ground)
	} else {
		at = p.head.draw(s, b.WaitTop, b.WaitPg, at)
		s.fill(p.ground, look.ColorBoardRow, at)
	}
	for i, n := range p.numbers {
		if b.Face != board.Floor || i >= len(b.Waiting) {
			hide(n.Text)
			continue
		}
		s.write(n, b.Waiting[i], look.ColorBoardInk, at.inner(look.SizeGap).cell(i, 4, board.WaitPage, 0))
	}
}

// welcomePanel greets an empty lobby.
type welcomePanel struct {
	ground        *canvas.Rectangle
	welcome, hint pair
}

func newWelcomePanel(s *stage) welcomePanel {
	return welcomePanel{
		ground:  s.ground(look.ColorBoardRow),
		welcome: s.pair(look.SizeGreeting, look.SizeBoardState).centered(),
		hint:    s.pair(look.SizeBoardState, look.SizeBoardLabel).centered(),
	}
}

func (p welcomePanel) draw(s *stage, b board.Board, at rect) {
	if b.Face != board.Calm {
		hide(p.ground)
		p.welcome.hide()
		p.hint.hide()
		return
	}
	s.fill(p.ground, look.ColorBoardRow, at)
	upper, lower := at.inner(look.SizeMargin).split(0.55, 0)
	s.speak(p.welcome, b.Welcome, look.ColorBoardInk, look.ColorBoardInkSoft, upper)
	s.speak(p.hint, b.Hint, look.ColorReady, look.ColorBoardInkSoft, rect{lower.x, lower.y, lower.w, 240})
}
