package printer

import "image"

// bandRows is how many rows go to the printer at once. Cheap buffers overflow with
// tall pictures, and some printers print garbage when a band's height is a
// multiple of badRows.
const (
	bandRows = 128
	badRows  = 48
)

// The commands of ESC/POS that a slip needs.
var (
	initialise = []byte{0x1b, '@'}
	raster     = []byte{0x1d, 'v', '0', 0}
	feedLines  = []byte{0x1b, 'd', 3}
	cutPaper   = []byte{0x1d, 'V', 66, 0}
	askDone    = []byte{0x1d, 'r', 1}

	// clearBuffer is a real-time command: a printer obeys it even without paper.
	clearBuffer = []byte{0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8}
)

// inRaster returns the picture in the printer's own commands: reset, bands of
// raster, feed, cut. All type is in the picture, so that the printer's code page
// and fonts do not matter.
func inRaster(pic *image.Paletted) []byte {
	rows := pic.Rect.Dy()
	wide := (pic.Rect.Dx() + 7) / 8
	out := make([]byte, 0, rows*wide+64)
	out = append(out, initialise...)
	for from := 0; from < rows; from += bandRows {
		high := min(bandRows, rows-from)
		sent := high
		if sent%badRows == 0 {
			sent++
		}
		out = append(out, raster...)
		out = append(out, byte(wide), byte(wide>>8), byte(sent), byte(sent>>8))
		data := make([]byte, wide*sent)
		for y := range high {
			pack(data[y*wide:(y+1)*wide], pic.Pix[(from+y)*pic.Stride:][:pic.Rect.Dx()])
		}
		harmless(data)
		out = append(out, data...)
	}
	out = append(out, feedLines...)
	return append(out, cutPaper...)
}

// pack puts eight dots into a byte, the leftmost highest.
func pack(row, dots []byte) {
	for x, dot := range dots {
		if dot != 0 {
			row[x/8] |= 0x80 >> (x % 8)
		}
	}
}

// harmless blackens one dot wherever the picture happens to spell a real-time
// command (DLE with EOT, ENQ or DC4): printers obey those even in the middle of
// raster, and one of them clears the buffer, another opens the drawer.
func harmless(data []byte) {
	for i := 1; i < len(data); i++ {
		if data[i-1] == 0x10 && (data[i] == 0x04 || data[i] == 0x05 || data[i] == 0x14) {
			data[i-1] = 0x18
		}
	}
}
