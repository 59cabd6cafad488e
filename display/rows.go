package display

import (
	"fmt"
	"image/color"

	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/display/board"
)

// rowList is the advisors in turn order: one column while they are few, two when they are many.
type rowList struct {
	rows []rowView
	page *text
}

type rowView struct {
	ground, mark *canvas.Rectangle
	place, name  *text
	owed         *text
	says         pair
}

func newRowList(s *stage) rowList {
	var l rowList
	for range board.RowsPage {
		v := rowView{ground: s.ground(look.ColorBoardRow), mark: s.ground(look.ColorOwed)}
		v.place = s.text(look.SizeBoardState, look.SizeBoardLabel)
		v.place.Centered()
		v.name = s.bold(look.SizeBoardName, look.SizeBoardLabel)
		v.owed = s.bold(look.SizeBoardState*0.8, look.SizeBoardNote/2)
		v.owed.Centered()
		v.says = s.pair(look.SizeBoardState, look.SizeBoardNote).trailing()
		l.rows = append(l.rows, v)
	}
	l.page = s.text(look.SizeBoardLabel, look.SizeBoardLabel)
	l.page.Centered()
	return l
}

// draw draws this page. Under a banner the first of the page stand below it, as
// large as ever: whose turn it is stays in sight while a number is called.
func (l rowList) draw(s *stage, b board.Board, at, band rect) {
	columns, cells := 1, board.RowsFew
	if len(b.Rows) > board.RowsFew || b.RowPage.Of > 1 {
		columns, cells = 2, board.RowsPage
	}
	at = s.pageMark(l.page, b.RowPage, at)
	if len(b.Banners) > 0 {
		whole := at.h
		at.h -= band.h + look.SizeGutter
		at.y += band.h + look.SizeGutter
		lines := max(1, int(float32(cells/columns)*at.h/whole))
		cells = lines * columns
	}
	for i, v := range l.rows {
		cell := at.cell(down(i, columns, cells), columns, cells, look.SizeGap)
		if i >= min(len(b.Rows), cells) {
			v.hide()
			continue
		}
		v.draw(s, b.Rows[i], cell, columns == 2)
	}
}

// down turns the i-th place, counted down the columns, into a cell counted
// along the lines: the turn order reads from top to bottom.
func down(i, columns, cells int) int {
	lines := cells / columns
	return i%lines*columns + i/lines
}

// pageMark writes which page of a list stands below it and returns what is left for the list.
func (s *stage) pageMark(t *text, p board.Page, at rect) rect {
	if p.Of < 2 {
		hide(t.Text)
		return at
	}
	const foot = 42
	s.write(t, fmt.Sprintf("%d / %d", p.Number, p.Of), look.ColorBoardInkSoft, rect{at.x, at.y + at.h - foot, at.w, foot})
	at.h -= foot + 6
	return at
}

func (v rowView) hide() {
	hide(v.ground, v.mark, v.place.Text, v.name.Text, v.owed.Text)
	v.says.hide()
}

// draw draws one advisor; a narrow row stands beside another.
func (v rowView) draw(s *stage, r board.Row, at rect, narrow bool) {
	ground, ink, soft := inks(r.State)
	s.fill(v.ground, ground, at)
	words := ""
	if r.Place > 0 {
		words = fmt.Sprint(r.Place)
	}
	place, name, mark := rect{at.x + 16, at.y, 72, at.h}, rect{at.x + 112, at.y, 350, at.h}, at.x+500
	v.place.most = look.SizeBoardState
	if narrow {
		place, name, mark = rect{at.x + 6, at.y, 52, at.h}, rect{at.x + 68, at.y, 206, at.h}, at.x+304
		v.place.most = look.SizeButton
		v.stack(s, r, at, soft)
	} else {
		v.line(s, r, at, soft)
	}
	s.write(v.place, words, soft, place)
	s.write(v.name, r.Name, ink, name)
	v.drawOwed(s, r, rect{mark - 28, at.y + at.h/2 - 28, 56, 56})
}

// line says the state in both languages side by side, the first at the end of the row.
func (v rowView) line(s *stage, r board.Row, at rect, soft color.Color) {
	const large, small = 264, 284
	end := at.x + at.w - 32
	v.says.large.most, v.says.small.most = look.SizeBoardName, look.SizeButton
	s.write(v.says.large, r.Says.Large, stateInk(r.State), rect{end - large, at.y, large, at.h})
	s.write(v.says.small, r.Says.Small, soft, rect{end - large - small - 16, at.y, small, at.h})
}

// stack says the state in both languages, one above the other.
func (v rowView) stack(s *stage, r board.Row, at rect, soft color.Color) {
	v.says.large.most, v.says.small.most = look.SizeBoardState, look.SizeBoardNote
	s.speak(v.says, r.Says, stateInk(r.State), soft, rect{at.x + 336, at.y, at.w - 336 - 16, at.h})
}

func (v rowView) drawOwed(s *stage, r board.Row, mark rect) {
	if r.Owed == (board.Words{}) {
		hide(v.mark, v.owed.Text)
		return
	}
	s.fill(v.mark, look.ColorOwed, mark)
	s.write(v.owed, r.Owed.Large, look.ColorOnOwed, mark.inner(2))
}

// inks returns the ground of a row, the ink of its name and that of its small words.
func inks(state floor.AdvisorState) (ground, ink, soft color.Color) {
	switch state {
	case floor.Next:
		return look.ColorNext, look.ColorOnNext, look.ColorOnNext
	case floor.Away:
		return look.ColorBoardRow, look.ColorAway, look.ColorAway
	}
	return look.ColorBoardRow, look.ColorBoardInk, look.ColorBoardInkSoft
}

// stateInk returns the ink of the state's words. The words alone say the state;
// the ink only helps to find it.
func stateInk(state floor.AdvisorState) color.Color {
	switch state {
	case floor.Next:
		return look.ColorOnNext
	case floor.Ready:
		return look.ColorReady
	case floor.Expects:
		return look.ColorCall
	case floor.Away:
		return look.ColorAway
	}
	return look.ColorServing
}
