package look

import (
	"fyne.io/fyne/v2"
)

// A Style is how one reader wants everything drawn.
type Style struct {
	Traditional bool // Chinese characters in the shapes of Taiwan
}

// A wearer is drawn in a style of its own.
type wearer interface{ Wear(Style) }

// Dress draws the objects, and all that stands in them, in the style.
func Dress(s Style, objects ...fyne.CanvasObject) {
	for _, o := range objects {
		switch o := o.(type) {
		case wearer:
			o.Wear(s)
		case *fyne.Container:
			Dress(s, o.Objects...)
		}
	}
}

// Face returns the text style of words in the style. Chinese is never set in
// italics; the theme of this package answers them with the shapes of Taiwan, since
// Fyne hands a font out by text style and by nothing else.
func (s Style) Face(bold bool) fyne.TextStyle {
	return fyne.TextStyle{Bold: bold, Italic: s.Traditional}
}
