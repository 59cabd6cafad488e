package bookpaper

import (
	"strings"
	"unicode"
)

// wide reports whether a rune takes two columns: a Chinese character or mark.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF || r >= 0x2460 && r <= 0x2473
}

func columnsOf(words string) int {
	n := 0
	for _, r := range words {
		if n++; wide(r) {
			n++
		}
	}
	return n
}

// pieces cuts words where a line may break: after a Chinese character with the
// closing marks that follow it, after each space, and inside a word that is
// longer than any line.
func pieces(words string) []string {
	var out []string
	var piece []rune
	runes := []rune(words)
	for i, r := range runes {
		piece = append(piece, r)
		if i+1 < len(runes) && (breaks(r, runes[i+1]) || len(piece) >= narrowest/2) {
			out, piece = append(out, string(piece)), nil
		}
	}
	return append(out, string(piece))
}

const (
	closing = "，。、；：？！）》」』”’…％%,.;:?!)"
	opening = "（《「『“‘("
)

func breaks(before, after rune) bool {
	switch {
	case strings.ContainsRune(closing, after) || strings.ContainsRune(opening, before):
		return false
	case before == ' ':
		return after != ' '
	}
	return wide(before) || wide(after) && after != ' '
}
