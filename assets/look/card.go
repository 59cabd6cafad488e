package look

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// NewGround returns a rounded rectangle in the colour, the ground of a card.
func NewGround(ground color.Color) *canvas.Rectangle {
	r := canvas.NewRectangle(ground)
	r.CornerRadius = SizeRadius
	return r
}

// NewCard returns the content on a rounded ground, inset on each side.
func NewCard(ground color.Color, content fyne.CanvasObject) *fyne.Container {
	inset := layout.NewCustomPaddedLayout(SizeInset, SizeInset, SizeInset, SizeInset)
	return container.NewStack(NewGround(ground), container.New(inset, content))
}
