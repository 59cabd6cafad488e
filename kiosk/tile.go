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
	formTab                // the same, for a part of what is below
	formKey                // one large sign in the middle
	formFace               // a portrait over a name
	formRow                // a line of a list
	formBar                // small words at the edge of the screen, without a ground
	formAccess             // words beside two letters of two sizes
)

// A tile is anything that can be touched. It shows at once that a finger is on
// it, and reports the touch when the finger leaves. It never takes the focus.
type tile struct {
	widget.BaseWidget

	form   form
	button flow.Button
	report func(flow.Touch)
	scale  float32
	style  look.Style
	down   bool

	ground   *canvas.Rectangle
	label    *look.Text
	detail   *look.Text
	mark     *look.Text
	tail     *look.Text
	portrait *fyne.Container
	chevron  []*canvas.Line
	letters  [2]*look.Text // "Aa", of the way to larger text
}

var (
	_ fyne.Tappable     = (*tile)(nil)
	_ desktop.Mouseable = (*tile)(nil)
	_ desktop.Hoverable = (*tile)(nil)
)

func newTile(form form, b flow.Button, report func(flow.Touch)) *tile {
	t := &tile{form: form, button: b, report: report, scale: 1, ground: canvas.NewRectangle(color.Transparent)}
	most, least := t.sizes()
	t.label = look.NewText("", look.ColorInk, most, least)
	if b.Kind == flow.Primary || form == formFace || form == formRow || form == formChoice {
		t.label.Bold()
	}
	if form == formTab {
		t.label.Yielding()
	}
	if form == formAccess {
		t.letters = [2]*look.Text{look.NewText("A", look.ColorAccent, look.SizeKey, look.SizeKey).Bold(), look.NewText("A", look.ColorAccent, look.SizeBody, look.SizeBody).Bold()}
	}
	if form != formChoice && form != formRow && form != formBar && form != formAccess {
		t.label.Centered()
	}
	if b.Detail != "" || form == formRow || form == formFace {
		t.detail = look.NewText("", look.ColorInkSoft, look.SizeBody, look.SizeNote).Yielding()
		if form == formFace {
			t.detail.Centered()
		}
	}
	t.ExtendBaseWidget(t)
	t.dress()
	return t
}

// newFace is a tile with a portrait.
func newFace(f flow.Face, report func(flow.Touch)) *tile {
	t := newTile(formFace, f.Button, report)
	t.portrait = look.NewPortrait(f.Label, look.SizeFace)
	return t
}

// newRow is a tile with a mark at its left and a tail at its right.
func newRow(r flow.Row, report func(flow.Touch)) *tile {
	t := newTile(formRow, r.Button, report)
	t.label.Yielding()
	t.mark = look.NewText(r.Mark, look.ColorInk, look.SizeButton, look.SizeNote).Centered()
	t.tail = look.NewText(r.Tail, look.ColorInkSoft, look.SizeBody, look.SizeNote).Trailing()
	return t
}

// newBack is a quiet button with an arrow to the left.
func newBack(b flow.Button, report func(flow.Touch)) *tile {
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
	t.style = s
	for _, text := range t.texts() {
		text.Wear(s)
	}
	for _, letter := range t.letters {
		if letter != nil { // a sign of two sizes, which stays what it is
			letter.Wear(look.Style{Palette: s.Palette})
		}
	}
	t.dress()
	if t.portrait != nil {
		look.Dress(s, t.portrait)
	}
}

// texts are those of the tile's words that it has.
func (t *tile) texts() (all []*look.Text) {
	for _, text := range []*look.Text{t.label, t.detail, t.mark, t.tail} {
		if text != nil {
			all = append(all, text)
		}
	}
	return all
}

// sizes are the largest and the least size of the label.
func (t *tile) sizes() (most, least float32) {
	switch {
	case t.form == formKey:
		return look.SizeKey, look.SizeNote
	case t.form == formChoice:
		return look.SizeKey, look.SizeNote
	case t.form == formBar, t.form == formAccess:
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
	case t.form == formKey && b.ID == "":
		ground, border = color.Transparent, color.Transparent
	case t.form == formBar || b.Kind == flow.Quiet && t.form != formAccess:
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
	case b.Kind == flow.Offer:
		ground, border = look.ColorAccentWash, color.Transparent
	case b.Chosen:
		ground, border, width = look.ColorAccentWash, look.ColorAccent, 2*look.SizeHair
	}
	t.ground.FillColor, t.ground.StrokeColor, t.ground.StrokeWidth = t.style.Of(ground), t.style.Of(border), width*t.scale
	t.ground.CornerRadius = look.SizeRadius * t.scale
	t.ground.Refresh()
	t.label.Say(t.words(), ink)
	if t.detail != nil {
		t.detail.Say(b.Detail, look.ColorInkSoft)
	}
}

// words are the label, with a mark where the answer was chosen: a colour alone
// tells nothing to one who does not see it. A key's choice stands in the field,
// a tab's below it.
func (t *tile) words() string {
	if t.button.Chosen && t.form != formKey && t.form != formTab {
		return "✓ " + t.button.Label
	}
	return t.button.Label
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

// MouseDown shows the finger, and reports it where it may hold the button down.
func (t *tile) MouseDown(*desktop.MouseEvent) {
	t.press(true)
	if t.button.Hold {
		t.report(flow.Touch{Button: t.button.ID, Down: true})
	}
}

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
func (t *tile) Tapped(*fyne.PointEvent) { t.report(flow.Touch{Button: t.button.ID}) }

// CreateRenderer draws the tile for Fyne.
func (t *tile) CreateRenderer() fyne.WidgetRenderer { return &tileRenderer{t} }
