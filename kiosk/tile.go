package kiosk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/kiosk/flow"
)

// A form is how a tile lays its words out.
type form int

const (
	formChoice form = iota // a big answer, words at the left
	formAction             // words in the middle
	formKey                // one large sign in the middle
	formFace               // a portrait over a name
	formRow                // a line of a list
	formBar                // small words at the edge of the screen, without a ground
)

// A tile is anything that can be touched. It shows at once that a finger is on
// it, and reports the touch when the finger leaves. It never takes the focus.
type tile struct {
	widget.BaseWidget

	form   form
	button flow.Button
	report func(id string)
	scale  float32
	down   bool

	ground   *canvas.Rectangle
	label    *look.Text
	detail   *look.Text
	mark     *look.Text
	tail     *look.Text
	portrait *fyne.Container
	chevron  []*canvas.Line
}

var (
	_ fyne.Tappable     = (*tile)(nil)
	_ desktop.Mouseable = (*tile)(nil)
	_ desktop.Hoverable = (*tile)(nil)
)

func newTile(form form, b flow.Button, report func(string)) *tile {
	t := &tile{form: form, button: b, report: report, scale: 1, ground: canvas.NewRectangle(color.Transparent)}
	most, least := t.sizes()
	t.label = look.NewText("", look.ColorInk, most, least)
	if b.Kind == flow.Primary || form == formFace || form == formRow || form == formChoice {
		t.label.Bold()
	}
	if form != formChoice && form != formRow && form != formBar {
		t.label.Centered()
	}
	if b.Detail != "" || form == formRow || form == formFace {
		t.detail = look.NewText("", look.ColorInkSoft, look.SizeBody, look.SizeNote)
		if form == formFace {
			t.detail.Centered()
		}
	}
	t.ExtendBaseWidget(t)
	t.dress()
	return t
}

// newFace is a tile with a portrait.
func newFace(f flow.Face, report func(string)) *tile {
	t := newTile(formFace, f.Button, report)
	t.portrait = look.NewPortrait(f.Label, look.SizeFace)
	return t
}

// newRow is a tile with a mark at its left and a tail at its right.
func newRow(r flow.Row, report func(string)) *tile {
	t := newTile(formRow, r.Button, report)
	t.mark = look.NewText(r.Mark, look.ColorInk, look.SizeButton, look.SizeNote).Centered()
	t.tail = look.NewText(r.Tail, look.ColorInkSoft, look.SizeBody, look.SizeNote).Trailing()
	return t
}

// newBack is a quiet button with an arrow to the left.
func newBack(b flow.Button, report func(string)) *tile {
	t := newTile(formBar, b, report)
	for range 2 {
		line := canvas.NewLine(look.ColorInk)
		t.chevron = append(t.chevron, line)
	}
	return t
}

// Wear draws all that the tile says in the style.
func (t *tile) Wear(s look.Style) {
	if t.button.Language != "" {
		s.Traditional = t.button.Language == floor.Traditional
	}
	for _, text := range []*look.Text{t.label, t.detail, t.mark, t.tail} {
		if text != nil {
			text.Wear(s)
		}
	}
	if t.portrait != nil {
		look.Dress(s, t.portrait)
	}
}

// sizes are the largest and the least size of the label.
func (t *tile) sizes() (most, least float32) {
	switch {
	case t.form == formKey:
		return look.SizeKey, look.SizeNote
	case t.form == formChoice:
		return look.SizeKey, look.SizeBody
	case t.form == formBar:
		return look.SizeBody, look.SizeNote
	case t.form == formAction && t.button.ID == "start":
		return look.SizeQuestion, look.SizeButton
	case t.form == formAction && t.button.Kind == flow.Primary:
		return look.SizeKey, look.SizeNote
	}
	return look.SizeButton, look.SizeNote
}

// say changes what the tile says.
func (t *tile) say(b flow.Button) {
	if t.button == b {
		return
	}
	t.button = b
	t.dress()
}

// dress puts the colours on that fit what the button is and whether a finger is on it.
func (t *tile) dress() {
	b := t.button
	ground, ink, border, width := color.Color(look.ColorCard), look.ColorInk, color.Color(look.ColorLine), look.SizeHair
	switch {
	case t.form == formBar || b.Kind == flow.Quiet:
		ground, border, ink = color.Transparent, color.Transparent, look.ColorAccent
		if t.down {
			ground = look.ColorPressed
		}
	case b.Kind == flow.Primary:
		ground, ink, border = look.ColorAccent, look.ColorOnAccent, color.Transparent
		if t.down {
			ground = look.ColorAccentDip
		}
	case b.Kind == flow.Grave:
		ink = look.ColorWarn
		if t.down {
			ground = look.ColorPressed
		}
	case t.down:
		ground = look.ColorPressed
	case b.Chosen:
		ground, border, width = look.ColorAccentWash, look.ColorAccent, 2*look.SizeHair
	}
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = ground, border, width*t.scale
	t.ground.CornerRadius = look.SizeRadius * t.scale
	t.ground.Refresh()
	t.label.Say(b.Label, ink)
	if t.detail != nil {
		t.detail.Say(b.Detail, look.ColorInkSoft)
	}
}

// resize makes the tile draw at the scale in the box.
func (t *tile) resize(in box, scale float32) {
	if t.scale != scale {
		t.scale = scale
		t.dress()
	}
	most, least := t.sizes()
	t.label.Scale(most*scale, least*scale)
	for _, small := range []*look.Text{t.detail, t.tail} {
		if small != nil {
			small.Scale(look.SizeBody*scale, look.SizeNote*scale)
		}
	}
	if t.mark != nil {
		t.mark.Scale(look.SizeButton*scale, look.SizeNote*scale)
	}
	in.put(t)
}

// MouseDown shows the finger.
func (t *tile) MouseDown(*desktop.MouseEvent) { t.press(true) }

// MouseUp shows that the finger has left.
func (t *tile) MouseUp(*desktop.MouseEvent) { t.press(false) }

// MouseIn has nothing to show: a finger does not hover.
func (t *tile) MouseIn(*desktop.MouseEvent) {}

// MouseMoved has nothing to show either.
func (t *tile) MouseMoved(*desktop.MouseEvent) {}

// MouseOut shows that the finger has slid off: MouseUp then goes to whatever is below it.
func (t *tile) MouseOut() { t.press(false) }

func (t *tile) press(down bool) {
	if t.down != down && t.button.ID != "" {
		t.down = down
		t.dress()
	}
}

// Tapped reports the touch.
func (t *tile) Tapped(*fyne.PointEvent) { t.report(t.button.ID) }

// CreateRenderer draws the tile for Fyne.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return &tileRenderer{t} }
