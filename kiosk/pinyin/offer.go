package pinyin

import (
	"cmp"
	"iter"
	"slices"
	"strings"
	"unicode/utf8"
)

// A hit is a name that the letters may mean.
type hit struct {
	char  rune
	name  string // of a double surname, instead of char
	uses  int    // how many of the letters it uses up
	worth int    // the lower the likelier
}

func (h hit) text() string {
	if h.name != "" {
		return h.name
	}
	return string(h.char)
}

// compare puts the likelier first, and two different names in one order always.
func (h hit) compare(other hit) int {
	return cmp.Or(h.worth-other.worth, int(h.char-other.char), strings.Compare(h.name, other.name))
}

// How much commoner a name must be to stand before one that fits the letters better.
const (
	fitsWhole   = 1  // the letters spell its syllable
	fitsBegun   = 3  // they begin its syllable
	fitsBlurred = 5  // they spell what sounds like it
	fitsShorter = 8  // they spell it, but a longer syllable too
	fitsHardly  = 15 // they begin what sounds like it
	fitsAlone   = 25 // its first letter stands alone, where the letters spell a syllable
)

// even keeps the very commonest names from standing before all that fit better.
const even = 10

// Offer yields the names that the letters may mean, likeliest first, each once,
// and how many of the letters each uses up: a name's first syllable at a time,
// or both of a double surname. In the surname's place surnames come first, in
// a given name's the characters that are common there. Without letters it
// yields the common names alone. Letters that mean nothing yield nothing.
func (b *Book) Offer(letters string, surname bool) iter.Seq2[string, int] {
	return func(yield func(string, int) bool) {
		if letters == "" {
			b.common(surname, yield)
			return
		}
		hits := b.hits(strings.ToLower(letters), surname)
		slices.SortFunc(hits, hit.compare)
		seen := map[hit]bool{}
		for _, h := range hits {
			key := hit{char: h.char, name: h.name}
			if seen[key] {
				continue
			}
			seen[key] = true
			if !yield(h.text(), h.uses) {
				return
			}
		}
	}
}

func (b *Book) common(surname bool, yield func(string, int) bool) {
	if surname {
		for _, name := range b.surnames {
			if !yield(name, 0) {
				return
			}
		}
		return
	}
	for _, char := range b.given {
		if !yield(string(char), 0) {
			return
		}
	}
}

// Alike yields every character that is read as the name's first one is, in
// the order in which each is likely in its place.
func (b *Book) Alike(name string, surname bool) iter.Seq[string] {
	return func(yield func(string) bool) {
		first, _ := utf8.DecodeRuneInString(name)
		seen := map[rune]bool{}
		for _, syllable := range b.syllables {
			if !b.reads(syllable.text, first) {
				continue
			}
			signs := slices.Clone(b.signs[syllable.text])
			slices.SortStableFunc(signs, func(x, y sign) int { return cmp.Compare(x.in(surname), y.in(surname)) })
			for _, s := range signs {
				if !seen[s.char] && !yield(string(s.char)) {
					return
				}
				seen[s.char] = true
			}
		}
	}
}

func (s sign) in(surname bool) rank {
	if surname {
		return s.surname
	}
	return s.given
}

// hits are all ways to read the beginning of the letters.
func (b *Book) hits(letters string, surname bool) []hit {
	heads := b.heads(letters)
	var hits []hit
	for _, r := range heads {
		hits = slices.Grow(hits, len(b.signs[r.syllable]))
		for _, s := range b.signs[r.syllable] {
			hits = append(hits, hit{char: s.char, uses: r.uses, worth: (int(s.in(surname)) + even) * r.fit})
		}
	}
	if surname {
		hits = b.doubled(letters, heads, hits)
	}
	return hits
}

// doubled adds the surnames of two characters. One that is spelled in full stands before all others.
func (b *Book) doubled(letters string, heads []head, hits []hit) []hit {
	seconds := map[string][]head{}
	for _, first := range heads {
		rest := strings.TrimPrefix(letters[first.uses:], "'")
		for _, d := range b.doubles {
			switch {
			case first.syllable != d.parts[0]:
				continue
			case rest == "":
				hits = append(hits, hit{name: d.name, uses: len(letters), worth: (int(d.rank) + even) * first.fit})
				continue
			case seconds[rest] == nil:
				seconds[rest] = append([]head{}, b.heads(rest)...)
			}
			for _, second := range seconds[rest] {
				if second.syllable == d.parts[1] {
					hits = append(hits, hit{name: d.name, uses: len(letters) - len(rest) + second.uses, worth: d.worth(first, second)})
				}
			}
		}
	}
	return hits
}

func (d double) worth(first, second head) int {
	if first.fit*second.fit == fitsWhole && second.uses == len(second.syllable) {
		return 0
	}
	return (int(d.rank)/10 + even) * first.fit * second.fit
}
