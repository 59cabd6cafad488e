package look

import (
	"strings"
	"unicode"

	"fyne.io/fyne/v2"
)

// Fit returns the largest size from most down to least at which the words,
// broken into lines, fit the box, and those lines. If they do not fit even at
// least, it returns least and fits is false: a test of every screen looks for that.
func Fit(words string, style fyne.TextStyle, box fyne.Size, most, least float32) (size float32, lines []string, fits bool) {
	for size = most; size > least; size = max(least, shrink(size)) {
		if lines, fits = fitsAt(words, style, box, size); fits {
			return size, lines, true
		}
	}
	lines, fits = fitsAt(words, style, box, least)
	return least, lines, fits
}

// shrink takes a twentieth off, which the eye hardly tells from the size before.
func shrink(size float32) float32 { return size * 0.95 }

func fitsAt(words string, style fyne.TextStyle, box fyne.Size, size float32) ([]string, bool) {
	lines, whole := Lines(words, style, size, box.Width)
	return lines, whole && tall(len(lines), size) <= box.Height+0.5
}

// tall is the height of so many lines: the leading between them, and for the
// last line what its characters fill.
func tall(lines int, size float32) float32 {
	return float32(lines-1)*Leading(size) + 1.1*size
}

// Leading is the height of one line of text of a size, from line to line: the
// embedded font's own line is 1.45 of its size, made for mixed scripts; these
// screens set it tighter.
func Leading(size float32) float32 { return size * 1.3 }

// Lines breaks the words into lines no wider than width. Chinese breaks after
// any character, though never before a closing mark; Latin words stay whole.
// Newlines in the words are kept. whole is false if a single word is too wide.
func Lines(words string, style fyne.TextStyle, size, width float32) (lines []string, whole bool) {
	whole = true
	for _, paragraph := range strings.Split(words, "\n") {
		line := ""
		for _, piece := range pieces(paragraph) {
			if line != "" && measure(line+strings.TrimRight(piece, " "), style, size) > width {
				lines, line = append(lines, strings.TrimRight(line, " ")), ""
				piece = strings.TrimLeft(piece, " ")
			}
			line += piece
			whole = whole && measure(strings.TrimRight(line, " "), style, size) <= width
		}
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines, whole
}

func measure(words string, style fyne.TextStyle, size float32) float32 {
	return fyne.MeasureText(words, size, style).Width
}

// pieces cuts a paragraph where a line may break: after each Chinese character
// with the closing marks that follow it, and after each space.
func pieces(paragraph string) []string {
	var cut []string
	var piece strings.Builder
	runes := []rune(paragraph)
	for i, r := range runes {
		piece.WriteRune(r)
		if i+1 < len(runes) && breaksBetween(r, runes[i+1]) {
			cut, piece = append(cut, piece.String()), strings.Builder{}
		}
	}
	return append(cut, piece.String())
}

func breaksBetween(before, after rune) bool {
	switch {
	case strings.ContainsRune("，。、；：？！）》」』”’…％%,.;:?!)", after):
		return false
	case strings.ContainsRune("（《「『“‘(", before):
		return false
	case before == ' ':
		return after != ' '
	case before == '-':
		return unicode.IsLetter(after) // a double name may part where it is joined
	}
	return wide(before) || wide(after) && after != ' '
}

// wide reports whether a rune is set as a square: a Chinese character or mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF
}
