package look

import (
	"image/color"
	"math"
)

// The contrast that words need against their ground, by WCAG 2.2: AA and AAA
// for ordinary text, AALarge for text of 24 px and more.
const (
	AALarge = 3.0
	AA      = 4.5
	AAA     = 7.0
)

// Contrast returns the WCAG contrast ratio of two opaque colours, from 1 for
// none to 21 for black on white.
func Contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	if la < lb {
		la, lb = lb, la
	}
	return (la + 0.05) / (lb + 0.05)
}

// luminance is WCAG's relative luminance, 0 for black and 1 for white.
func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func linear(channel uint32) float64 {
	v := float64(channel) / 0xFFFF
	if v <= 0.04045 {
		return v / 12.92
	}
	return math.Pow((v+0.055)/1.055, 2.4)
}
