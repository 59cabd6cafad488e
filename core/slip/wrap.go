package slip

import (
	"strings"
	"unicode"
)

// Marks that no line begins with, and marks that no line ends with.
const (
	closing = "，。、；：！？”’）》」』…—·,.;:!?)%"
	opening = "“‘（《「『("
)

// pieces cuts the text where a line may end. Spaces stay at the end of the
// piece before them.
func pieces(text string) []string {
	var out []string
	runes := []rune(text)
	from := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) {
			out, from = append(out, string(runes[from:i])), i
		}
	}
	if from < len(runes) {
		out = append(out, string(runes[from:]))
	}
	return out
}

func mayBreak(before, after rune) bool {
	switch {
	case unicode.IsSpace(after), strings.ContainsRune(closing, after), strings.ContainsRune(opening, before):
		return false
	case unicode.IsSpace(before):
		return true
	}
	return wide(before) || wide(after)
}

// wide reports whether the character stands on its own, as Chinese ones and their marks do.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef || strings.ContainsRune("“”‘’…—", r) && r > 0x7f
}

// pause returns where the sentence pauses nearest to its middle, just after the
// mark; 0 if it does not.
func pause(text string) int {
	best, middle := 0, len(text)/2
	for i, r := range text {
		if strings.ContainsRune("，。；！？", r) || strings.ContainsRune(",.;!?", r) && strings.HasPrefix(text[i+1:], " ") {
			at := i + len(string(r))
			if at < len(text) && (best == 0 || distance(at, middle) < distance(best, middle)) {
				best = at
			}
		}
	}
	return best
}

func distance(a, b int) int { return max(a-b, b-a) }

func trimmed(line string) string { return strings.TrimSpace(line) }
