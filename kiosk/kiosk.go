// Package kiosk draws the visitor's touchscreen with Fyne.
//
// It decides where things stand and how they look under a finger. What is on
// the screen, in which language and what a touch means is for kiosk/flow: a
// flow.View comes in, a flow.Touch goes out. Nothing here can take the keyboard
// focus, so that a scanner's keystrokes always reach the window itself. All
// methods are called on Fyne's own goroutine.
package kiosk

import (
	"fmt"
	"reflect"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A Kiosk is the content of the touchscreen's window.
type Kiosk struct {
	// OnTouch hears every touch on a button, when the finger leaves it; of one
	// that can be held, when it comes down too. The touch has no time yet: the kiosk has no clock.
	OnTouch func(flow.Touch)

	// House is what the house brings to the look; it is set before the first Show.
	House look.House

	root   *fyne.Container
	view   flow.View
	shape  []string // of the view that was drawn last
	screen *screen
}

// New returns an empty touchscreen; Show fills it.
func New() *Kiosk {
	k := &Kiosk{}
	k.root = container.New(k)
	return k
}

// Content is what the window shows.
func (k *Kiosk) Content() fyne.CanvasObject { return k.root }

// Show draws the view. What has not changed is not drawn again: as long as the
// same things stand on the screen, only their words and marks change.
func (k *Kiosk) Show(v flow.View) {
	if k.screen != nil && reflect.DeepEqual(k.view, v) {
		return
	}
	k.view = v
	if shape := shapeOf(v); k.screen == nil || !reflect.DeepEqual(shape, k.shape) {
		k.shape = shape
		k.screen = newScreen(v, k.House, k.touched)
		k.root.Objects = k.screen.objects
		k.root.Refresh()
		k.Layout(nil, k.root.Size())
		return
	}
	k.screen.say(v)
}

// Where returns the middle of the button with the id on the content, for a
// test that touches the real screen; ok is false if it is not there.
func (k *Kiosk) Where(id string) (at fyne.Position, ok bool) {
	if k.screen == nil {
		return at, false
	}
	for _, t := range k.screen.tiles {
		if t.button.ID == id {
			return t.Position().AddXY(t.Size().Width/2, t.Size().Height/2), true
		}
	}
	return at, false
}

func (k *Kiosk) touched(t flow.Touch) {
	if k.OnTouch != nil && t.Button != "" {
		k.OnTouch(t)
	}
}

// MinSize lets the window be of any size.
func (k *Kiosk) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.NewSize(320, 320) }

// Layout stands everything in its place for the window's size.
func (k *Kiosk) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	if k.screen != nil && size.Width > 0 && size.Height > 0 {
		k.screen.place(size)
	}
}

// shapeOf names what stands on a screen and the sentences that decide where:
// two views of one shape differ only in what is typed, chosen and counted.
func shapeOf(v flow.View) []string {
	shape := []string{string(v.Screen), string(v.Language), fmt.Sprint(v.Looks), v.House, v.Demo, v.Title, v.Hint}
	shape = append(shape, v.Lines...)
	group := func(name string, buttons ...flow.Button) {
		for _, b := range buttons {
			shape = append(shape, name, b.ID, string(b.Kind))
		}
	}
	flag := func(name string, there bool) {
		if there {
			shape = append(shape, name)
		}
	}
	group("choice", v.Choices...)
	group("tab", v.Tabs...)
	group("action", v.Actions...)
	for _, g := range v.Groups {
		group("group "+g.Label, g.Buttons...)
	}
	for _, f := range v.Faces {
		group("face", f.Button)
		shape = append(shape, f.Label)
	}
	for _, row := range v.Keys { // which keys they are may change with every touch
		for _, b := range row {
			shape = append(shape, "key", string(b.Kind))
		}
		shape = append(shape, "/")
	}
	for _, row := range v.Rows {
		group("row", row.Button)
		group("in", row.Buttons...)
	}
	for _, r := range v.Reader {
		shape = append(append(shape, "rule", r.Mark, r.Head), r.Lines...)
	}
	flag("field", v.Field != nil)
	if t := v.Ticket; t != nil {
		shape = append(append(shape, "ticket", t.Number, t.QR, t.Code), t.Lines...)
		if t.Who != nil {
			shape = append(shape, "who", t.Who.Label, t.Who.Detail)
		}
	}
	flag("back", v.Back != nil)
	flag("staff", v.Staff != nil)
	flag("access", v.Access != nil)
	flag("still", v.Still != nil)
	return append(shape, string(rune('0'+v.Progress.At)), string(rune('0'+v.Progress.Of)))
}
