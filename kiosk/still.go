package kiosk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// A still is the question whether somebody is still there, over everything else.
type still struct {
	veil   *veil
	card   *canvas.Rectangle
	title  *look.Text
	detail *look.Text
	stay   *tile
	leave  *tile
}

func newStill(v flow.Still, report func(flow.Touch)) *still {
	return &still{
		veil:   newVeil(func() { report(flow.Touch{Button: v.Stay.ID}) }),
		card:   look.NewGround(look.ColorCard),
		title:  look.NewText(v.Title, look.ColorInk, look.SizeQuestion, look.SizeButton).Bold().Centered(),
		detail: look.NewText(v.Detail, look.ColorInkSoft, look.SizeButton, look.SizeNote).Centered(),
		stay:   newTile(formAction, v.Stay, report),
		leave:  newTile(formAction, v.Go, report),
	}
}

func (s *still) objects() []fyne.CanvasObject {
	return []fyne.CanvasObject{s.veil, s.card, s.title, s.detail, s.stay, s.leave}
}

func (s *still) say(v flow.Still) { s.detail.Say(v.Detail, look.ColorInkSoft) }

func (s *still) place(page box, u float32, low bool) {
	page.put(s.veil)
	gap := look.SizeGutter * u
	in := page.centre(min(page.w-4*gap, 900*u), 640*u)
	if low {
		in.y = page.h - 2*gap - in.h
	}
	s.card.CornerRadius = look.SizeRadius * u
	in.put(s.card)
	in = in.inset(2 * gap)
	s.title.Scale(look.SizeQuestion*u, look.SizeButton*u)
	s.detail.Scale(look.SizeButton*u, look.SizeNote*u)
	in.top(120*u, 0).put(s.title)
	s.leave.resize(in.bottom(look.SizeTouch*u, gap), u)
	s.stay.resize(in.bottom(look.SizeButtonH*u, gap), u)
	in.put(s.detail)
}

// A veil shades what is below it and catches every touch that would have reached it.
type veil struct {
	widget.BaseWidget
	shade  *canvas.Rectangle
	tapped func()
}

func newVeil(tapped func()) *veil {
	v := &veil{shade: canvas.NewRectangle(look.ColorShade), tapped: tapped}
	v.ExtendBaseWidget(v)
	return v
}

// Wear shades in the colour of the style.
func (v *veil) Wear(s look.Style) { look.Dress(s, v.shade) }

// Tapped says that somebody is there.
func (v *veil) Tapped(*fyne.PointEvent) { v.tapped() }

// CreateRenderer draws the veil for Fyne.
func (v *veil) CreateRenderer() fyne.WidgetRenderer { return widget.NewSimpleRenderer(v.shade) }
