package slip

import (
	"fmt"
	"image"
	"image/color"
	_ "image/jpeg" // a logo may be one
	"io"

	"golang.org/x/image/draw"
)

// largestLogo bounds the pixels of a logo, whose file may claim any number.
const largestLogo = 16 << 20

// Logo reads the house's logo, PNG or JPEG, for Press.Bear.
func Logo(file io.ReadSeeker) (image.Image, error) {
	size, _, err := image.DecodeConfig(file)
	if err == nil && (size.Width < 1 || size.Height < 1 || size.Width > largestLogo/size.Height) {
		err = fmt.Errorf("%d by %d pixels", size.Width, size.Height)
	}
	if err == nil {
		_, err = file.Seek(0, io.SeekStart)
	}
	var logo image.Image
	if err == nil {
		logo, _, err = image.Decode(file)
	}
	if err != nil {
		return nil, fmt.Errorf("slip: read the logo: %w", err)
	}
	return logo, nil
}

// Bear has every paper bear the logo above the house's name.
func (p *Press) Bear(logo image.Image) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.logo = logo
}

// The logo is at most so high, and at most the part of the paper wide.
const (
	logoHigh = 120
	logoPart = 2. / 3
)

// bear draws the logo, dithered: a thermal head knows no grey, and a photograph or a
// coloured mark would come out as a blot.
func (s *sheet) bear(logo image.Image) {
	from := logo.Bounds()
	scale := min(logoHigh/float64(from.Dy()), logoPart*float64(s.m.width)/float64(from.Dx()), 1)
	wide, high := max(1, int(float64(from.Dx())*scale)), max(1, int(float64(from.Dy())*scale))
	grey := image.NewGray(image.Rect(0, 0, wide, high))
	draw.Draw(grey, grey.Rect, image.White, image.Point{}, draw.Src) // what is transparent is paper
	draw.CatmullRom.Scale(grey, grey.Rect, logo, from, draw.Over, nil)
	dots := image.NewPaletted(grey.Rect, color.Palette{color.White, color.Black})
	draw.FloydSteinberg.Draw(dots, dots.Rect, grey, image.Point{})
	left := (s.m.width - wide) / 2
	for i, dot := range dots.Pix {
		if dot == 1 {
			s.shade.Pix[s.shade.PixOffset(left+i%dots.Stride, s.y+i/dots.Stride)] = 255
		}
	}
	s.y += high
	s.space(.5)
}
