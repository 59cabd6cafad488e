package slip

import (
	"fmt"
	"image"

	"github.com/skip2/go-qrcode"
)

// Dots a module of the QR: as many as are comfortably read across a desk, and
// the fewest that any phone reads.
const (
	moduleDots   = 8
	fewestDots   = 4
	quietModules = 4
)

// qr draws the payload with its quiet zone, at whole dots a module. It fails if
// the payload is so long that the modules would be too small to be read.
func (s *sheet) qr(payload string) error {
	code, err := qrcode.New(payload, qrcode.High) // level Q
	if err != nil {
		return fmt.Errorf("slip: draw the QR: %w", err)
	}
	grid := code.Bitmap()
	dots := min(moduleDots, s.m.width/len(grid))
	if dots < fewestDots {
		return fmt.Errorf("slip: draw the QR: %d modules across %d dots are too small to be read", len(grid), s.m.width)
	}
	left := (s.m.width - dots*len(grid)) / 2
	for row, line := range grid {
		for col, dark := range line {
			if dark {
				x, y := left+col*dots, s.y+row*dots
				s.fill(image.Rect(x, y, x+dots, y+dots), 255)
			}
		}
	}
	s.y += dots * len(grid)
	return nil
}
