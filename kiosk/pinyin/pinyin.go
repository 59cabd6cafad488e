// Package pinyin says which Chinese names a visitor may mean by the letters
// that he has touched so far.
//
// It knows the readings of every character that the national standard allows
// in names, which surnames and given-name characters are common, and the
// habits of those who type: the first letters alone, z for zh, n for l, an for
// ang, v for ü, no tones. What is on the screen and what a touch does is for package flow.
//
// The readings are from the Unicode Han database. How common surnames and the
// characters of given names are was ranked by hand and has not been held against a
// count.
package pinyin

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Book holds the readings and how common each name is. It does not change
// once it is loaded, and may be used from several goroutines.
type Book struct {
	syllables []syllable          // in alphabetical order
	signs     map[string][]sign   // by syllable
	alike     map[string][]string // syllables by what they sound like to one who mixes sounds up
	begins    map[string]bool     // every beginning of a syllable, so blurred
	usual     map[rune]string     // the syllable under which a character is met most
	doubles   []double
	surnames  []string // commonest first
	given     []rune   // commonest first
}

// A syllable is how it is spelled, and what of it a visitor may type.
type syllable struct{ text, blurred, consonant string }

// A sign is one character under one of its readings.
type sign struct {
	char           rune
	surname, given rank
}

// A double is a surname of two characters.
type double struct {
	name  string
	parts [2]string // its syllables
	rank  rank
}

// A rank says how common a name is in its place: the lower the commoner.
type rank uint16

// rare is the rank from which those stand that are in no list of names, in
// the order of the readings.
const rare rank = 2000

// Load reads readings.txt, surnames.txt and given.txt of the folder. A surname
// whose reading is not its characters' usual one has it beside it, as 单:shan.
func Load(files fs.FS, folder string) (*Book, error) {
	text := map[string]string{}
	for _, name := range []string{"readings", "surnames", "given"} {
		b, err := fs.ReadFile(files, path.Join(folder, name+".txt"))
		if err != nil {
			return nil, fmt.Errorf("pinyin: read %s: %w", name, err)
		}
		text[name] = string(b)
	}
	b := &Book{signs: map[string][]sign{}, alike: map[string][]string{}, begins: map[string]bool{}, usual: map[rune]string{}}
	if err := b.read(text["readings"]); err != nil {
		return nil, err
	}
	b.given = []rune(strings.Join(strings.Fields(text["given"]), ""))
	for _, word := range strings.Fields(text["surnames"]) {
		if err := b.surname(word); err != nil {
			return nil, err
		}
	}
	b.rankGiven()
	return b, nil
}

// read takes the readings, a syllable a line with its characters.
func (b *Book) read(text string) error {
	best := map[rune]int{}
	for line := range strings.Lines(text) {
		text, chars, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok || chars == "" {
			return fmt.Errorf("pinyin: readings: %q is not a syllable and its characters", line)
		}
		b.syllable(text)
		for at, char := range []rune(chars) {
			b.signs[text] = append(b.signs[text], sign{char: char, surname: rare + rank(at), given: rare + rank(at)})
			if was, known := best[char]; !known || at < was {
				best[char], b.usual[char] = at, text
			}
		}
	}
	return nil
}

func (b *Book) syllable(text string) {
	s := syllable{text, blurred(text), consonant(text)}
	b.syllables = append(b.syllables, s)
	b.alike[s.blurred] = append(b.alike[s.blurred], text)
	for n := range len(text) {
		b.begins[blurred(text[:n+1])] = true
	}
}

// surname takes one surname, the next in the order.
func (b *Book) surname(word string) error {
	name, reading, _ := strings.Cut(word, ":")
	place := rank(len(b.surnames))
	chars := []rune(name)
	if reading == "" {
		for _, c := range chars {
			reading += b.usual[c]
		}
	}
	switch len(chars) {
	case 1:
		at := slices.IndexFunc(b.signs[reading], func(s sign) bool { return s.char == chars[0] })
		if at < 0 {
			return fmt.Errorf("pinyin: surname %q is not read %q", name, reading)
		}
		b.signs[reading][at].surname = place
	case 2:
		parts, ok := b.parted(chars, reading)
		if !ok {
			return fmt.Errorf("pinyin: surname %q is not read %q", name, reading)
		}
		b.doubles = append(b.doubles, double{name, parts, place})
	default:
		return fmt.Errorf("pinyin: surname %q has neither one character nor two", name)
	}
	if !slices.Contains(b.surnames, name) {
		b.surnames = append(b.surnames, name)
	}
	return nil
}

// parted cuts a reading into the syllables of two characters.
func (b *Book) parted(chars []rune, reading string) (parts [2]string, ok bool) {
	for cut := range reading {
		first, second := reading[:cut], reading[cut:]
		if b.reads(first, chars[0]) && b.reads(second, chars[1]) {
			return [2]string{first, second}, true
		}
	}
	return parts, false
}

func (b *Book) reads(syllable string, char rune) bool {
	return slices.ContainsFunc(b.signs[syllable], func(s sign) bool { return s.char == char })
}

// rankGiven puts the characters of given names before all others, under their
// other readings after those that are read so.
func (b *Book) rankGiven() {
	place := map[rune]rank{}
	for i, r := range b.given {
		place[r] = rank(i)
	}
	for syllable, signs := range b.signs {
		for i := range signs {
			if at, ok := place[signs[i].char]; ok {
				if b.usual[signs[i].char] != syllable {
					at = at*2 + 100
				}
				signs[i].given = at
			}
		}
	}
}

// Split cuts a Chinese name into its surname and the rest. A name that is
// joined by a dot, as those of other peoples are, is cut before the dot.
func (b *Book) Split(name string) (surname, given string) {
	if at := strings.Index(name, "·"); at > 0 {
		return name[:at], name[at:]
	}
	for _, d := range b.doubles {
		if rest, ok := strings.CutPrefix(name, d.name); ok {
			return d.name, rest
		}
	}
	_, first := utf8.DecodeRuneInString(name)
	return name[:first], name[first:]
}
