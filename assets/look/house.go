package look

import (
	"image"
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
)

// A House is what a house brings to its look.
type House struct {
	Accent color.NRGBA // transparent for the product's own
	Logo   image.Image // nil for none
}

// NewLogo returns the logo on a white card, so that it is seen as its makers
// drew it, whatever the ground.
func NewLogo(logo image.Image) *fyne.Container {
	bed := NewGround(white)
	shown := canvas.NewImageFromImage(logo)
	shown.FillMode = canvas.ImageFillContain
	inset := layout.NewCustomPaddedLayout(SizeGap, SizeGap, SizeGap, SizeGap)
	return container.NewStack(bed, container.New(inset, shown))
}

// LogoWidth is how wide a logo stands on a card of the height: as wide as it
// is drawn, and at most three times as wide as high.
func LogoWidth(logo image.Image, height float32) float32 {
	size := logo.Bounds().Size()
	if size.Y == 0 {
		return height
	}
	high := max(1, height-2*SizeGap)
	return min(3*height, high*float32(size.X)/float32(size.Y)+2*SizeGap)
}
