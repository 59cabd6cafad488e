package slip

import (
	"fmt"
	"strconv"
)

// Paper is the width of a printer's paper, as the dots that its head prints
// across: 8 dots a millimetre, which is 203 dots an inch.
type Paper int

// The papers of receipt printers.
const (
	Paper80 Paper = 576 // 80 mm wide
	Paper58 Paper = 384 // 58 mm wide
)

// DotsPerMM is the resolution of receipt printers.
const DotsPerMM = 8

// PaperOf returns the paper of a width in millimetres, 80 or 58.
func PaperOf(mm int) (Paper, error) {
	for _, p := range []Paper{Paper80, Paper58} {
		if p.MM() == mm {
			return p, nil
		}
	}
	return 0, fmt.Errorf("slip: paper of %d mm, want 80 or 58", mm)
}

// MM returns the width of the paper, its margins included, in millimetres.
func (p Paper) MM() int {
	if p == Paper58 {
		return 58
	}
	return 80
}

// name is the width that people call the paper by.
func (p Paper) name() string { return strconv.Itoa(p.MM()) }

// measures are the sizes of type and space on one paper, in dots.
type measures struct {
	width, margin                             int
	house, number, caption, said, small, tiny float64
	gap                                       int
}

func (p Paper) measures() measures {
	if p == Paper58 {
		return measures{width: int(p), margin: 8, house: 30, number: 132, caption: 22, said: 30, small: 22, tiny: 19, gap: 12}
	}
	return measures{width: int(p), margin: 28, house: 36, number: 176, caption: 26, said: 36, small: 26, tiny: 22, gap: 16}
}
