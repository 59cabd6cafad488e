package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/widget"
)

// rise lifts a line by this share of its size: the embedded font hangs its
// characters that much below the middle of its line.
const rise = 0.06

// A Text draws words in the largest size that fits the box which its layout
// gives it, over several lines if need be. It asks for no room of its own
// beyond one character of its least size.
type Text struct {
	widget.BaseWidget

	words string
	ink   color.Color
	style fyne.TextStyle
	align fyne.TextAlign
	most  float32
	least float32
	worn  Style
	gives bool
}

// NewText returns fitted words between the two sizes.
func NewText(words string, ink color.Color, most, least float32) *Text {
	t := &Text{words: words, ink: ink, most: most, least: least}
	t.ExtendBaseWidget(t)
	return t
}

// Wear draws the words in the style.
func (t *Text) Wear(s Style) {
	if t.worn != s {
		t.worn, t.style.Italic = s, s.Traditional
		t.Refresh()
	}
}

// Bold sets the words in the bold font and returns the text.
func (t *Text) Bold() *Text { t.style.Bold = true; return t }

// Centered sets the words in the middle and returns the text.
func (t *Text) Centered() *Text { t.align = fyne.TextAlignCenter; return t }

// Yielding lets the words, where a style enlarges them and room is short, be as
// small as they are for everybody else. Returns the text.
func (t *Text) Yielding() *Text { t.gives = true; return t }

// Trailing sets the words at the right and returns the text.
func (t *Text) Trailing() *Text { t.align = fyne.TextAlignTrailing; return t }

// Say changes the words and their ink, and redraws only if either differs.
func (t *Text) Say(words string, ink color.Color) {
	if t.words == words && t.ink == ink {
		return
	}
	t.words, t.ink = words, ink
	t.Refresh()
}

// Scale sets the sizes between which the words are fitted.
func (t *Text) Scale(most, least float32) {
	if t.most == most && t.least == least {
		return
	}
	t.most, t.least = most, least
	t.Refresh()
}

// Words returns what the text says.
func (t *Text) Words() string { return t.words }

// Fits reports whether the words fit the box that the text now has.
func (t *Text) Fits() bool {
	_, _, fits := t.fit(t.Size())
	return fits || t.words == ""
}

func (t *Text) fit(box fyne.Size) (size float32, lines []string, fits bool) {
	least := t.worn.Times(t.least)
	if t.gives {
		least = t.least
	}
	return Fit(t.words, t.style, box, t.worn.Times(t.most), least)
}

// CreateRenderer draws the text for Fyne. Fyne drops the renderers of a window
// that was not painted for a while and asks for new ones, without laying them out
// again: a renderer must be whole from the start, else the words are gone.
func (t *Text) CreateRenderer() fyne.WidgetRenderer {
	r := &textRenderer{text: t}
	r.Layout(t.Size())
	return r
}

type textRenderer struct {
	text  *Text
	lines []*canvas.Text
}

func (r *textRenderer) Destroy() {}

func (r *textRenderer) MinSize() fyne.Size {
	return fyne.NewSize(r.text.least, Leading(r.text.least))
}

func (r *textRenderer) Objects() []fyne.CanvasObject {
	objects := make([]fyne.CanvasObject, len(r.lines))
	for i, line := range r.lines {
		objects[i] = line
	}
	return objects
}

func (r *textRenderer) Refresh() {
	r.Layout(r.text.Size())
	for _, line := range r.lines {
		line.Refresh()
	}
	canvas.Refresh(r.text)
}

// Layout breaks and sizes the words anew, and stacks the lines in the middle of the box.
func (r *textRenderer) Layout(box fyne.Size) {
	t := r.text
	if t.words == "" || box.Width <= 0 || box.Height <= 0 {
		r.keep(0)
		return
	}
	size, words, _ := t.fit(box)
	r.keep(len(words))
	top := (box.Height - float32(len(words))*Leading(size)) / 2
	for i, line := range r.lines {
		line.Text, line.TextSize, line.Color = words[i], size, t.worn.Of(t.ink)
		line.TextStyle, line.Alignment = t.style, t.align
		natural := line.MinSize().Height
		middle := top + (float32(i)+0.5)*Leading(size) - rise*size
		line.Move(fyne.NewPos(0, middle-natural/2))
		line.Resize(fyne.NewSize(box.Width, natural))
	}
}

// keep makes the number of drawn lines n, reusing those there are.
func (r *textRenderer) keep(n int) {
	for len(r.lines) < n {
		r.lines = append(r.lines, canvas.NewText("", r.text.ink))
	}
	r.lines = r.lines[:n]
}
