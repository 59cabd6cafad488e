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

// NRGBA returns the colour that the part wears. An unknown part is a bug.
func (p Part) NRGBA() color.NRGBA {
	switch p {
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
		return hex(0x4B524F)
	case ColorAccent:
		return hex(0x0A5A50)
	case ColorOnAccent:
		return hex(0xFFFFFF)
	case ColorAccentDip:
		return hex(0x06403A)
	case ColorAccentWash:
		return hex(0xDCEDE8)
	case ColorWarn:
		return hex(0x8A2A12)
	case ColorWarnWash:
		return hex(0xFBEAE4)
	case ColorShade:
		return color.NRGBA{R: 0x10, G: 0x1A, B: 0x18, A: 0xA0}
	}
	return p.dark()
}

func (p Part) dark() color.NRGBA {
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
	case ColorNext:
		return hex(0x7BE0C6)
	case ColorOnNext:
		return hex(0x06211C)
	case ColorReady:
		return hex(0x8FE3CE)
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
