package printer

import "image"

// stripeRows is how many rows an old printer's head prints at once.
const stripeRows = 24

// The commands of ESC/POS that stripes need: lines as high as a stripe, and back.
var (
	stripeHigh = []byte{0x1b, '3', stripeRows}
	stripe     = []byte{0x1b, '*', 33}
	usualHigh  = []byte{0x1b, '2'}
)

// inColumns returns the picture for printers that know no raster: stripes of
// 24 rows, each column three bytes from the top.
func inColumns(pic *image.Paletted) []byte {
	wide, high := pic.Rect.Dx(), pic.Rect.Dy()
	out := append([]byte{}, initialise...)
	out = append(out, stripeHigh...)
	for top := 0; top < high; top += stripeRows {
		out = append(out, stripe...)
		out = append(out, byte(wide), byte(wide>>8))
		data := make([]byte, wide*stripeRows/8)
		for y := range min(stripeRows, high-top) {
			for x, dot := range pic.Pix[(top+y)*pic.Stride:][:wide] {
				if dot != 0 {
					data[x*stripeRows/8+y/8] |= 0x80 >> (y % 8)
				}
			}
		}
		harmless(data)
		out = append(append(out, data...), '\n')
	}
	out = append(out, usualHigh...)
	out = append(out, feedLines...)
	return append(out, cutPaper...)
}
