package look

import (
	"fmt"
	"image/color"
	"strconv"
	"strings"
)

// A Ground is what the touchscreen's words stand on.
type Ground uint8

// The grounds.
const (
	Light Ground = iota
	Dark
	HighContrast // white and yellow on black, whatever the house's colour
)

// A Palette gives every part its colour: a ground, and the one accent that a
// house may choose. The zero value is what the product ships with.
type Palette struct {
	Ground Ground
	Accent color.NRGBA // as the house wrote it; transparent for the product's own
}

// ParseAccent reads a colour as a house writes it, such as "#0A5A50". It is
// made darker or lighter where it is used until words on it can be read.
func ParseAccent(text string) (color.NRGBA, error) {
	digits, ok := strings.CutPrefix(text, "#")
	rgb, err := strconv.ParseUint(digits, 16, 32)
	if !ok || len(digits) != 6 || err != nil {
		return color.NRGBA{}, fmt.Errorf("%q is not a colour such as \"#0A5A50\"", text)
	}
	return hex(uint32(rgb)), nil
}

// Of returns what the palette makes of a colour: a part gets its own, any other
// colour stays what it is.
func (p Palette) Of(c color.Color) color.Color {
	if part, ok := c.(Part); ok {
		return p.NRGBA(part)
	}
	return c
}

// NRGBA returns the colour of a part. An unknown part is a bug.
func (p Palette) NRGBA(part Part) color.NRGBA {
	if part >= ColorBoardPaper {
		return p.board(part)
	}
	switch p.Ground {
	case Dark:
		return p.dark(part)
	case HighContrast:
		return contrast(part)
	}
	return p.light(part)
}

func (p Palette) light(part Part) color.NRGBA {
	switch part {
	case ColorPaper:
		return hex(0xF6F4EF)
	case ColorCard:
		return hex(0xFFFFFF)
	case ColorPressed:
		return hex(0xE6E3DB)
	case ColorLine:
		return hex(0xD3CEC3)
	case ColorInk:
		return hex(0x1B1F1E)
	case ColorInkSoft:
		return hex(0x3F4643)
	case ColorAccent, ColorPanel:
		return p.deep()
	case ColorOnAccent, ColorOnPanel:
		return white
	case ColorAccentDip:
		return mix(p.deep(), black, 0.3)
	case ColorAccentWash:
		return mix(p.deep(), white, 0.88)
	case ColorWarn:
		return hex(0x8A2A12)
	case ColorWarnWash:
		return hex(0xFBEAE4)
	case ColorShade:
		return color.NRGBA{R: 0x10, G: 0x1A, B: 0x18, A: 0xA0}
	}
	panic("look: a part without a colour")
}

func (p Palette) dark(part Part) color.NRGBA {
	switch part {
	case ColorPaper:
		return hex(0x101716)
	case ColorCard:
		return hex(0x1B2625)
	case ColorPressed:
		return hex(0x2C3A38)
	case ColorLine:
		return hex(0x4A5C58)
	case ColorInk, ColorOnPanel:
		return hex(0xF5F3EC)
	case ColorInkSoft:
		return hex(0xC6CFCB)
	case ColorAccent:
		return p.bright()
	case ColorOnAccent:
		return hex(0x0A1413)
	case ColorAccentDip:
		return mix(p.bright(), white, 0.3)
	case ColorAccentWash, ColorPanel:
		return mix(p.deep(), hex(0x101716), 0.5)
	case ColorWarn:
		return hex(0xFFB59E)
	case ColorWarnWash:
		return hex(0x3A1E17)
	case ColorShade:
		return color.NRGBA{A: 0xB0}
	}
	panic("look: a part without a colour")
}

func contrast(part Part) color.NRGBA {
	switch part {
	case ColorPaper, ColorCard, ColorPanel, ColorOnAccent, ColorWarnWash:
		return black
	case ColorPressed:
		return hex(0x3A3A3A)
	case ColorAccentWash:
		return hex(0x302C00)
	case ColorAccent, ColorWarn:
		return hex(0xFFE600)
	case ColorAccentDip:
		return hex(0xFFF7A0)
	case ColorLine, ColorInk, ColorInkSoft, ColorOnPanel:
		return white
	case ColorShade:
		return color.NRGBA{A: 0xD0}
	}
	panic("look: a part without a colour")
}

func (p Palette) board(part Part) color.NRGBA {
	switch part {
	case ColorNext, ColorReady:
		return p.bright()
	case ColorOnNext:
		return hex(0x06211C)
	}
	return part.board()
}

var (
	white = color.NRGBA{R: 0xFF, G: 0xFF, B: 0xFF, A: 0xFF}
	black = color.NRGBA{A: 0xFF}
)

// deep is the accent, darkened until white on it, and it on paper, is AAA.
func (p Palette) deep() color.NRGBA {
	if p.Accent.A == 0 {
		return hex(0x0A5A50)
	}
	return until(p.Accent, black, func(c color.NRGBA) bool { return Contrast(c, hex(0xE6E3DB)) >= AAA })
}

// bright is the accent, lightened until it is AAA on every dark ground and
// near-black on it is too.
func (p Palette) bright() color.NRGBA {
	if p.Accent.A == 0 {
		return hex(0x7BE0C6)
	}
	return until(p.Accent, white, func(c color.NRGBA) bool { return Contrast(c, hex(0x2C3A38)) >= AAA })
}

// until mixes more and more of a colour into another until it is good.
func until(c, into color.NRGBA, good func(color.NRGBA) bool) color.NRGBA {
	for part := 0.0; part < 1; part += 0.02 {
		if m := mix(c, into, part); good(m) {
			return m
		}
	}
	return into
}

// mix returns a colour with a part of another in it, from 0 for none to 1 for nothing else.
func mix(a, b color.NRGBA, part float64) color.NRGBA {
	of := func(x, y uint8) uint8 { return uint8(float64(x)*(1-part) + float64(y)*part + 0.5) }
	return color.NRGBA{R: of(a.R, b.R), G: of(a.G, b.G), B: of(a.B, b.B), A: 0xFF}
}
