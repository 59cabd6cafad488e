// Package display draws the board.
//
// It is handed a board.Board and draws it; it decides no word and asks no
// clock. Everything is placed on a reference canvas 1920 units wide or 1080
// high, whichever the window fills first, and drawn in proportion, so that
// 1280×800 and 3840×2160 show the same picture. Objects are made once; showing
// another board changes only those that differ.
package display

import (
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"

	"shouwen/assets/look"
	"shouwen/display/board"
)

// The reference canvas.
const (
	refWidth  = 1920
	refHeight = 1080
)

// A Display is the board as a window's content. It is used on Fyne's goroutine only.
type Display struct {
	stage   stage
	object  *fyne.Container
	board   board.Board
	paper   *canvas.Rectangle
	header  header
	rows    rowList
	called  calledPanel
	waiting waitingPanel
	welcome welcomePanel
	closed  closedFace
	banners bannerBand
}

// New returns a display that shows nothing until it is shown a board.
func New() *Display {
	d := &Display{paper: canvas.NewRectangle(look.ColorBoardPaper)}
	s := &d.stage
	s.add(d.paper)
	d.header = newHeader(s)
	d.rows = newRowList(s)
	d.called = newCalledPanel(s)
	d.waiting = newWaitingPanel(s)
	d.welcome = newWelcomePanel(s)
	d.closed = newClosedFace(s)
	d.banners = newBannerBand(s)
	d.object = container.New(filling{d}, s.objects...)
	return d
}

// Paint takes the house's colours, before the first board is shown.
func (d *Display) Paint(p look.Palette) { d.stage.palette = p }

// Object returns what a window holds.
func (d *Display) Object() fyne.CanvasObject { return d.object }

// Show draws the board. Showing the same board again touches nothing, so that
// a caller may show it every second.
func (d *Display) Show(b board.Board) {
	if reflect.DeepEqual(b, d.board) {
		return
	}
	d.board = b
	d.draw()
}

// draw places and fills everything for the board and the size at hand.
func (d *Display) draw() {
	s := &d.stage
	size := d.object.Size()
	if size.Width <= 0 || size.Height <= 0 {
		return
	}
	s.scale = min(size.Width/refWidth, size.Height/refHeight)
	s.origin = shift(d.board.Minute)
	whole := rect{0, 0, size.Width / s.scale, size.Height / s.scale}
	d.paper.Resize(size)

	b := d.board
	body := rect{look.SizeMargin, 150, whole.w - 2*look.SizeMargin, whole.h - 150 - look.SizeMargin}
	body = d.header.draw(s, b, whole, body)
	band := rect{body.x, body.y, body.w, 0.55 * body.h}
	s.covered = rect{}
	if len(b.Banners) > 0 {
		s.covered = band
	}
	left, right := body.columns(0.625, look.SizeGutter)
	d.rows.draw(s, b, left, band)
	upper, lower := right.split(0.55, look.SizeGutter)
	d.called.draw(s, b, upper)
	d.waiting.draw(s, b, lower)
	d.welcome.draw(s, b, right)
	d.closed.draw(s, b, whole)
	d.banners.draw(s, b, band)
}

// shift moves the whole picture by a few units from minute to minute, so that
// no edge burns into a panel which shows it for years.
func shift(minute int) fyne.Position {
	const reach = 4
	steps := []float32{-reach, 0, reach, 0}
	return fyne.NewPos(steps[minute%4], steps[minute/4%4])
}

// filling lets the display place its own objects whenever its box changes.
type filling struct{ d *Display }

func (filling) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 180) }

func (f filling) Layout([]fyne.CanvasObject, fyne.Size) { f.d.draw() }
