package main

import (
	"context"
	"fmt"
	"strconv"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver"
	"fyne.io/fyne/v2/driver/desktop"

	"shouwen/app/pump"
)

// How the windows are kept where they belong.
const (
	lookEvery = 2 * time.Second // between two looks at the monitors
	patience  = 30              // placings in a row that may fail before the window manager is left alone
)

// A frame is a rectangle of the desktop, in pixels.
type frame struct{ x, y, w, h int }

// A monitor is one screen of the desktop. Name is what xrandr calls it, such as "HDMI-1".
type monitor struct {
	name    string
	primary bool
	frame
}

// screens is what the house's configuration says about the two windows. A
// monitor is given by name, by its number from 1, as "primary", or not at all: then
// the kiosk takes the first and the board the first that the kiosk leaves.
type screens struct {
	kiosk, board string
	appliance    bool // fill the monitors and never close; else ordinary windows
}

// choose returns the monitor of each window. The kiosk always has one while
// there is any: an appliance whose touchscreen changed its name must still take
// visitors. The board has none rather than one that it would share.
func (s screens) choose(list []monitor) (kiosk, board *monitor) {
	kiosk = find(list, s.kiosk)
	board = find(list, s.board)
	if kiosk == nil {
		kiosk = firstBut(list, board)
	}
	if kiosk == nil && len(list) > 0 {
		kiosk = &list[0]
	}
	if s.board == "" || board == kiosk && kiosk != nil {
		board = firstBut(list, kiosk)
	}
	return kiosk, board
}

func find(list []monitor, which string) *monitor {
	for i := range list {
		m := &list[i]
		if which != "" && (m.name == which || strconv.Itoa(i+1) == which || which == "primary" && m.primary) {
			return m
		}
	}
	return nil
}

func firstBut(list []monitor, taken *monitor) *monitor {
	for i := range list {
		if &list[i] != taken {
			return &list[i]
		}
	}
	return nil
}

// windows is the kiosk's and the board's window, kept on their monitors.
type windows struct {
	screens
	kiosk, board     fyne.Window
	kioskID, boardID atomic.Uint32 // of the X server, 0 until shown
	boardUp          atomic.Bool
	woken            time.Time // when both were last painted anew
}

// newWindows takes the two windows with their content, not yet shown. It is
// called before Fyne runs, or on its goroutine.
func newWindows(kiosk, board fyne.Window, s screens) *windows {
	w := &windows{screens: s, kiosk: kiosk, board: board}
	kiosk.SetPadded(false)
	board.SetPadded(false)
	kiosk.SetMaster()
	if s.appliance {
		kiosk.SetCloseIntercept(func() {})
		board.SetCloseIntercept(func() {})
	}
	return w
}

// open shows both windows for the first time. The kiosk is shown last: the
// window manager gives the keyboard, and with it the scanner, to the last one.
func (w *windows) open() {
	x, err := dialX()
	if err != nil {
		w.openBlind()
		return
	}
	defer x.conn.Close()
	list, err := x.monitors()
	switch {
	case err != nil || len(list) == 0:
		w.openBlind()
	case w.appliance:
		w.place(move{list, true, true})
	default:
		w.openOrdinary(list[0].frame)
	}
}

// openBlind shows the windows where the monitors cannot be asked for: not under X.
func (w *windows) openBlind() {
	if !w.appliance {
		w.openOrdinary(frame{0, 0, 1280, 800})
		return
	}
	if d, ok := w.board.(desktop.Window); ok {
		d.RequestFullScreenSecondary()
	}
	w.kiosk.SetFullScreen(true)
	w.board.Show()
	w.kiosk.Show()
}

// openOrdinary shows both as ordinary windows that fit a monitor, for whoever works on the product.
func (w *windows) openOrdinary(on frame) {
	kiosk := fit(1080, 1920, 0.85*float32(on.w), 0.85*float32(on.h))
	w.kiosk.Resize(kiosk)
	w.board.Resize(fit(1920, 1080, 0.6*float32(on.w), 0.6*float32(on.h)))
	if d, ok := w.board.(desktop.Window); ok {
		d.RequestPosition(on.x+int(kiosk.Width)+40, on.y+40)
	}
	w.board.Show()
	w.kiosk.Show()
}

// fit scales a size down, keeping its shape, until it lies in the given one.
func fit(width, height, maxWidth, maxHeight float32) fyne.Size {
	k := min(1, maxWidth/width, maxHeight/height)
	return fyne.NewSize(width*k, height*k)
}

// A move says which monitors there are and which windows are not where they belong.
type move struct {
	monitors     []monitor
	kiosk, board bool
}

// place puts each window that must move on its monitor and fills it. A board
// without a monitor is hidden, else the window manager would lay it over the kiosk.
func (w *windows) place(m move) {
	kiosk, board := w.choose(m.monitors)
	switch {
	case board == nil:
		w.board.Hide()
	case m.board:
		fill(w.board, board.frame)
		w.boardID.Store(idOf(w.board))
	}
	w.boardUp.Store(board != nil)
	if kiosk != nil && m.kiosk {
		fill(w.kiosk, kiosk.frame)
		w.kioskID.Store(idOf(w.kiosk))
	}
	w.kiosk.RequestFocus()
}

// fill moves the window onto the monitor first and only then fills the screen:
// window managers fill the monitor on which the window is. It is hidden
// meanwhile: a window manager that is told to leave and to enter full screen in
// one breath may do neither.
func fill(w fyne.Window, on frame) {
	w.Hide()
	w.SetFullScreen(false)
	if d, ok := w.(desktop.Window); ok {
		d.RequestPosition(on.x+50, on.y+50)
	}
	w.SetFullScreen(true)
	w.Show()
}

// wakeEvery is how often both windows are painted anew, whether they seem to need it or not.
const wakeEvery = time.Minute

// wake paints a window that Fyne has forgotten. Fyne keeps for a while which
// window an object belongs to, by the clock on the wall: when one frame takes
// longer than that (a busy machine, a clock that is put right), it forgets them
// all, takes every change for one of no window, and shows the last picture for
// ever. It is called on Fyne's goroutine, once a second.
func (w *windows) wake(at time.Time) {
	late := at.Sub(w.woken) >= wakeEvery || at.Before(w.woken)
	if late {
		w.woken = at
	}
	for _, win := range []fyne.Window{w.kiosk, w.board} {
		content := win.Content()
		if late || fyne.CurrentApp().Driver().CanvasForObject(content) == nil {
			repaint(win)
		}
	}
}

// repaint paints a window anew. Fyne does so by itself only for an object of
// which it knows the window, and it knows none of one that has been hidden: a row
// that appears on a board where nothing else changes would wait for the next minute.
func repaint(w fyne.Window) { w.Canvas().Refresh(w.Content()) }

// idOf returns the X server's number for a window, 0 if it has none.
func idOf(w fyne.Window) (id uint32) {
	native, ok := w.(driver.NativeWindow)
	if !ok {
		return 0
	}
	native.RunNative(func(context any) {
		if x, ok := context.(driver.X11WindowContext); ok {
			id = uint32(x.WindowHandle)
		}
	})
	return id
}

// watch keeps an appliance's windows on their monitors until ctx ends: it looks
// every two seconds, and places them again when a monitor was lost or came
// back or when a window is not where it belongs. It needs a goroutine of its own.
func (w *windows) watch(ctx context.Context) {
	x, err := dialX()
	if err != nil || !w.appliance {
		return
	}
	defer x.conn.Close()
	news := make(chan move)
	defer close(news)
	go pump.Run(ctx, news, w.place)
	ticks := time.NewTicker(lookEvery)
	defer ticks.Stop()
	var last string
	tries := 0
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticks.C:
		}
		list, err := x.monitors()
		if err != nil || len(list) == 0 {
			continue // between two modes the desktop may be empty for a moment
		}
		if now := fmt.Sprint(list); now != last {
			last, tries = now, 0
		}
		m := w.amiss(x, list)
		switch {
		case !m.kiosk && !m.board:
			tries = 0
		case tries < patience:
			tries++
			news <- m
		}
	}
}

// amiss finds the windows that are not where they belong.
func (w *windows) amiss(x *xserver, list []monitor) move {
	m := move{monitors: list}
	kiosk, board := w.choose(list)
	m.kiosk = kiosk != nil && x.where(w.kioskID.Load()) != kiosk.frame
	m.board = w.boardUp.Load() != (board != nil) || board != nil && x.where(w.boardID.Load()) != board.frame
	return m
}
