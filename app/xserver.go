package main

import (
	"fmt"
	"io"
	"time"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/randr"
	"github.com/jezek/xgb/xproto"
)

// An xserver is a connection of our own, beside Fyne's.
type xserver struct {
	conn *xgb.Conn
	root xproto.Window
}

func dialX() (*xserver, error) {
	xgb.Logger.SetOutput(io.Discard) // a display without an authority file is none worth a word; faults come back as errors
	conn, err := xgb.NewConn()
	if err != nil {
		return nil, fmt.Errorf("monitors: connect to the X server: %w", err)
	}
	if err := randr.Init(conn); err != nil {
		conn.Close()
		return nil, fmt.Errorf("monitors: ask for RandR: %w", err)
	}
	return &xserver{conn, xproto.Setup(conn).DefaultScreen(conn).Root}, nil
}

// countMonitors returns how many monitors show a picture, 0 where that cannot be asked.
func countMonitors() int {
	x, err := dialX()
	if err != nil {
		return 0
	}
	defer x.conn.Close()
	list, err := x.monitors()
	if err != nil {
		return 0
	}
	return len(list)
}

// monitors lists the screens that show a picture, in the server's order.
func (x *xserver) monitors() ([]monitor, error) {
	reply, err := randr.GetMonitors(x.conn, x.root, true).Reply()
	if err != nil {
		return nil, fmt.Errorf("monitors: list: %w", err)
	}
	var list []monitor
	for _, m := range reply.Monitors {
		name := ""
		if atom, err := xproto.GetAtomName(x.conn, m.Name).Reply(); err == nil {
			name = atom.Name
		}
		at := frame{int(m.X), int(m.Y), int(m.Width), int(m.Height)}
		list = append(list, monitor{name, m.Primary, at})
	}
	return list, nil
}

// where returns the frame of a window, the zero frame if it cannot be told.
func (x *xserver) where(id uint32) frame {
	window := xproto.Window(id)
	if id == 0 {
		return frame{}
	}
	size, err := xproto.GetGeometry(x.conn, xproto.Drawable(window)).Reply()
	if err != nil {
		return frame{}
	}
	at, err := xproto.TranslateCoordinates(x.conn, window, x.root, 0, 0).Reply()
	if err != nil {
		return frame{}
	}
	return frame{int(at.DstX), int(at.DstY), int(size.Width), int(size.Height)}
}

// awaitManager waits until a window manager runs, at most so long: windows
// that are shown before it are neither filled nor focused. The mark of one that
// died is taken away, because GLFW ends the program when it meets it.
func (x *xserver) awaitManager(atMost time.Duration) {
	const pause = 100 * time.Millisecond
	mark, err := xproto.InternAtom(x.conn, false, uint16(len(managerMark)), managerMark).Reply()
	if err != nil {
		return
	}
	for waited := time.Duration(0); waited < atMost; waited += pause {
		if x.managed(mark.Atom) {
			return
		}
		time.Sleep(pause)
	}
	xproto.DeleteProperty(x.conn, x.root, mark.Atom)
}

// managerMark is the property of the root window by which a window manager says that it runs.
const managerMark = "_NET_SUPPORTING_WM_CHECK"

// managed reports whether the window that the mark names is there.
func (x *xserver) managed(mark xproto.Atom) bool {
	reply, err := xproto.GetProperty(x.conn, false, x.root, mark, xproto.AtomWindow, 0, 1).Reply()
	if err != nil || len(reply.Value) < 4 {
		return false
	}
	_, err = xproto.GetGeometry(x.conn, xproto.Drawable(xgb.Get32(reply.Value))).Reply()
	return err == nil
}

// awaitDesktop waits for the window manager, at most so long. It is called
// before the first use of Fyne, by an appliance that starts together with its desktop.
func awaitDesktop(atMost time.Duration) {
	x, err := dialX()
	if err != nil {
		return
	}
	defer x.conn.Close()
	x.awaitManager(atMost)
}
