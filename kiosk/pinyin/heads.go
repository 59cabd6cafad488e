package pinyin

import "strings"

// A head is one way to read the beginning of the letters as one syllable.
type head struct {
	syllable string
	uses     int
	fit      int
}

// longest is how many letters the longest syllable has.
const longest = 6

// heads lists the ways after which the rest can still be read. Once a longer
// beginning was a syllable, a shorter one is unlikely, and less likely still
// that a single letter stands for one.
func (b *Book) heads(letters string) []head {
	var heads []head
	goesOn, whole, alone := b.goesOn(letters), fitsWhole, fitsWhole
	for n := min(longest, len(letters)); n > 0; n-- {
		said := letters[:n]
		if !goesOn[n] || strings.Contains(said, "'") {
			continue
		}
		fit := whole
		if b.signs[spelled(said)] != nil {
			heads = append(heads, head{spelled(said), n, fit})
			whole, alone = fitsShorter, fitsAlone
		}
		for _, syllable := range b.alike[blurred(said)] {
			if syllable != spelled(said) {
				heads = append(heads, head{syllable, n, fitsBlurred * fit})
			}
		}
		switch {
		case n == len(letters):
			heads = b.begun(said, heads)
		case consonant(said) == said:
			heads = b.initial(said, alone, heads)
		}
	}
	return heads
}

// begun adds the syllables that the last letters may become.
func (b *Book) begun(said string, heads []head) []head {
	sound := blurred(said)
	for _, s := range b.syllables {
		switch {
		case s.blurred == sound:
		case strings.HasPrefix(s.text, said):
			heads = append(heads, head{s.text, len(said), fitsBegun})
		case strings.HasPrefix(s.blurred, sound):
			heads = append(heads, head{s.text, len(said), fitsHardly})
		}
	}
	return heads
}

// initial adds the syllables for which their first letter, or both of zh, stands alone.
func (b *Book) initial(said string, fit int, heads []head) []head {
	sound := blurred(said)
	for _, s := range b.syllables {
		switch {
		case strings.HasPrefix(s.consonant, said):
			heads = append(heads, head{s.text, len(said), fit})
		case strings.HasPrefix(s.blurred, sound):
			heads = append(heads, head{s.text, len(said), fitsBlurred * fit})
		}
	}
	return heads
}

// goesOn says for each place whether the letters from there on can be read.
func (b *Book) goesOn(letters string) []bool {
	can := make([]bool, len(letters)+1)
	can[len(letters)] = true
	for from := len(letters) - 1; from >= 0; from-- {
		if letters[from] == '\'' {
			can[from] = can[from+1]
			continue
		}
		for n := min(longest, len(letters)-from); n > 0 && !can[from]; n-- {
			can[from] = can[from+n] && b.reading(letters[from:from+n], from+n == len(letters))
		}
	}
	return can
}

// reading reports whether the letters are a syllable, its consonant or, at the end, its beginning.
func (b *Book) reading(said string, last bool) bool {
	sound := blurred(said)
	return b.alike[sound] != nil || consonant(said) == said || last && b.begins[sound]
}

// consonant is what a syllable begins with before its vowel, or the first letter of one that has nothing before it.
func consonant(syllable string) string {
	switch at := strings.IndexAny(syllable, "aeiouv"); {
	case at == 0:
		return syllable[:1]
	case at > 0:
		return syllable[:at]
	case len(syllable) == 1 || syllable == "zh" || syllable == "ch" || syllable == "sh":
		return syllable
	}
	return ""
}

// spelled is a syllable as the readings spell it: ü as v after l and n, where
// a passport has yu, and as u elsewhere.
func spelled(said string) string {
	switch {
	case strings.HasPrefix(said, "lyu") || strings.HasPrefix(said, "nyu"):
		return said[:1] + "v" + said[3:]
	case len(said) > 1 && said[1] == 'v' && strings.ContainsRune("jqxy", rune(said[0])):
		return said[:1] + "u" + said[2:]
	}
	return said
}

// blurred is a syllable, or its beginning, as one hears it who tells neither
// zh from z nor n or r from l nor a final ng from n. A ü is a u, as on a passport too.
func blurred(said string) string {
	said = strings.ReplaceAll(spelled(said), "v", "u")
	if len(said) > 1 && said[1] == 'h' && strings.ContainsRune("zcs", rune(said[0])) {
		said = said[:1] + said[2:]
	}
	if said != "" && (said[0] == 'n' || said[0] == 'r') {
		said = "l" + said[1:]
	}
	if strings.HasSuffix(said, "ng") && !strings.HasSuffix(said, "ong") {
		said = said[:len(said)-1]
	}
	return said
}
