package look

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
)

// A Style is how one reader wants everything drawn.
type Style struct {
	Palette
	Enlarge     float32 // of all text; 0 counts as 1
	Traditional bool    // Chinese characters in the shapes of Taiwan
}

// How much larger the two larger sizes are. Half as large again is a lens's
// work: a note of 24 becomes 36, about 9 mm high on a 21.5-inch panel.
const (
	EnlargeLarge   float32 = 1.2
	EnlargeLargest float32 = 1.45
)

// Times returns a size of text in the style.
func (s Style) Times(size float32) float32 {
	if s.Enlarge == 0 {
		return size
	}
	return size * s.Enlarge
}

// A Wearer is drawn in a style of its own.
type Wearer interface{ Wear(Style) }

// Dress draws the objects, and all that stands in them, in the style.
func Dress(s Style, objects ...fyne.CanvasObject) {
	for _, o := range objects {
		switch o := o.(type) {
		case Wearer:
			o.Wear(s)
		case *fyne.Container:
			Dress(s, o.Objects...)
		case *canvas.Rectangle:
			o.FillColor, o.StrokeColor = s.Of(o.FillColor), s.Of(o.StrokeColor)
		case *canvas.Circle:
			o.FillColor, o.StrokeColor = s.Of(o.FillColor), s.Of(o.StrokeColor)
		}
	}
}

// Face returns the text style of words in the style. Chinese is never set in
// italics; the theme of this package answers them with the shapes of Taiwan, since
// Fyne hands a font out by text style and by nothing else.
func (s Style) Face(bold bool) fyne.TextStyle {
	return fyne.TextStyle{Bold: bold, Italic: s.Traditional}
}
