package look

import "image/color"

// A Part is something that wears a colour. It is itself a color.Color, so that
// a canvas object takes it as it stands.
type Part uint8

// The parts of the visitor's screen and of everything on light ground.
const (
	ColorPaper      Part = iota // the ground of every light screen
	ColorCard                   // a card, a button or a field on the paper
	ColorPressed                // a card under the finger
	ColorLine                   // hairlines and borders; never carries meaning alone
	ColorInk                    // words
	ColorInkSoft                // second words: notes, the other language
	ColorAccent                 // the one accent: what to touch next
	ColorOnAccent               // words on the accent
	ColorAccentDip              // the accent under the finger
	ColorAccentWash             // a pale ground of the accent, for what is chosen
	ColorWarn                   // words about what is wrong
	ColorWarnWash               // the pale ground under them
	ColorPanel                  // the ground of the greeting
	ColorOnPanel                // words on it
	ColorShade                  // laid over a screen behind a dialog, half seen through

	// The parts of the board and of everything on dark ground.
	ColorBoardPaper   // the board's ground
	ColorBoardRow     // a row or a panel on it
	ColorBoardLine    // hairlines on it
	ColorBoardInk     // names and numbers
	ColorBoardInkSoft // second words
	ColorNext         // the ground of the advisor whose turn is next
	ColorOnNext       // words on it
	ColorReady        // "ready"
	ColorServing      // "with number …"
	ColorAway         // "out"
	ColorOwed         // the mark of an owed turn
	ColorOnOwed       // words on that mark
	ColorCall         // the ground of a number being called
	ColorOnCall       // words on it
	ColorBoardWarn    // the board's own trouble, such as "state as of 14:05"

	// The grounds of a drawn portrait; Tint picks one by name.
	ColorPortraitA
	ColorPortraitB
	ColorPortraitC
	ColorPortraitD
	ColorPortraitE
	ColorPortraitF
	ColorOnPortrait // the initial on any of them

	parts // how many there are
)

// RGBA makes a part a color.Color.
func (p Part) RGBA() (r, g, b, a uint32) { return p.NRGBA().RGBA() }

// NRGBA returns the colour that the part wears in a house that chose nothing.
func (p Part) NRGBA() color.NRGBA { return Palette{}.NRGBA(p) }

// board is the colour of a part on the board, the same in every palette.
func (p Part) board() color.NRGBA {
	switch p {
	case ColorBoardPaper:
		return hex(0x0D1817)
	case ColorBoardRow:
		return hex(0x162625)
	case ColorBoardLine:
		return hex(0x2B403D)
	case ColorBoardInk:
		return hex(0xF5F3EC)
	case ColorBoardInkSoft:
		return hex(0xB4C2BE)
	case ColorServing:
		return hex(0xF5F3EC)
	case ColorAway:
		return hex(0xA9B6B2)
	case ColorOwed:
		return hex(0xF2C14E)
	case ColorOnOwed:
		return hex(0x2A1E00)
	case ColorCall:
		return hex(0xF2C14E)
	case ColorOnCall:
		return hex(0x2A1E00)
	case ColorBoardWarn:
		return hex(0xFFB59E)
	}
	return p.portrait()
}

func (p Part) portrait() color.NRGBA {
	switch p {
	case ColorPortraitA:
		return hex(0x1F5A52)
	case ColorPortraitB:
		return hex(0x3B4F78)
	case ColorPortraitC:
		return hex(0x6A4462)
	case ColorPortraitD:
		return hex(0x75452B)
	case ColorPortraitE:
		return hex(0x4D5530)
	case ColorPortraitF:
		return hex(0x48505A)
	case ColorOnPortrait:
		return hex(0xFFFFFF)
	}
	panic("look: a part without a colour")
}

// hex spells an opaque colour as it is written on paper.
func hex(rgb uint32) color.NRGBA {
	return color.NRGBA{R: uint8(rgb >> 16), G: uint8(rgb >> 8), B: uint8(rgb), A: 0xFF}
}
