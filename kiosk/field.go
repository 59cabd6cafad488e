package kiosk

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// dots is how many digits of a PIN a field can show.
const dots = 8

// A field shows what has been typed, and beside it what is wrong with it. It
// is drawn from the view and takes no focus.
type field struct {
	ground *canvas.Rectangle
	label  *look.Text
	text   *look.Text
	wash   *canvas.Rectangle
	wrong  *look.Text
	dots   []*canvas.Circle
	style  look.Style
}

func newField(v flow.Field, style look.Style) *field {
	f := &field{
		style:  style,
		ground: look.NewGround(look.ColorCard),
		label:  look.NewText(v.Label, look.ColorInkSoft, look.SizeNote, look.SizeNote),
		text:   look.NewText("", look.ColorInk, look.SizeQuestion, look.SizeBody),
		wash:   look.NewGround(look.ColorWarnWash),
		wrong:  look.NewText("", look.ColorWarn, look.SizeBody, look.SizeNote),
	}
	f.ground.StrokeColor = look.ColorAccent
	for range dots {
		f.dots = append(f.dots, canvas.NewCircle(look.ColorInk))
	}
	f.say(v)
	return f
}

func (f *field) objects() []fyne.CanvasObject {
	objects := []fyne.CanvasObject{f.ground, f.label, f.text, f.wash, f.wrong}
	for _, d := range f.dots {
		objects = append(objects, d)
	}
	return objects
}

func (f *field) say(v flow.Field) {
	if v.Text == "" {
		f.text.Say(v.Empty, look.ColorInkSoft)
	} else {
		f.text.Say(v.Text, look.ColorInk)
	}
	f.wrong.Say(v.Error, look.ColorWarn)
	show(f.wash, v.Error != "")
	for i, d := range f.dots {
		show(d, i < v.Dots)
	}
}

// show hides or shows an object, and leaves it alone if it already is so.
func show(o fyne.CanvasObject, there bool) {
	switch {
	case there && !o.Visible():
		o.Show()
	case !there && o.Visible():
		o.Hide()
	}
}

// fieldHeight and wrongHeight are how tall the parts are at scale 1.
const (
	fieldHeight = 132
	wrongHeight = 60
)

// height is how tall the field and what is wrong with it stand, at scale 1.
func (f *field) height() float32 { return fieldHeight + f.style.Times(wrongHeight) }

// place stands the field in the box, with room below it for what is wrong.
func (f *field) place(in box, scale float32) {
	gap := look.SizeGap * scale
	card := in.top(fieldHeight*scale, gap)
	f.ground.CornerRadius, f.ground.StrokeWidth = look.SizeRadius*scale, look.SizeHair*scale
	card.put(f.ground)
	inner := box{card.x + 2*gap, card.y + gap/2, card.w - 4*gap, card.h - gap}
	f.label.Scale(look.SizeNote*scale, look.SizeNote*scale)
	inner.top(f.style.Times(34*scale), 0).put(f.label)
	f.text.Scale(look.SizeQuestion*scale, look.SizeBody*scale)
	inner.put(f.text)
	side := 26 * scale
	for i, d := range f.dots {
		box{inner.x + float32(i)*2*side, inner.y + (inner.h-side)/2, side, side}.put(d)
	}
	f.wash.CornerRadius = look.SizeRadius / 2 * scale
	in.put(f.wash)
	f.wrong.Scale(look.SizeBody*scale, look.SizeNote*scale)
	box{in.x + 2*gap, in.y, in.w - 4*gap, in.h}.put(f.wrong)
}
