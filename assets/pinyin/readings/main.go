// Readings writes assets/pinyin/readings.txt from the Unicode Han database
// (Unihan), which Debian's package unicode-data brings:
//
//	go run ./assets/pinyin/readings /usr/share/unicode >assets/pinyin/readings.txt
//
// The characters are the 8,105 of the national standard for general use, names
// included, and those of GB/T 2312 that are not among them. A character stands
// under each reading that the standard's dictionary gives it; of the others
// Unihan's customary one counts. Under a reading the order is by how often it
// is met in running text, then by the standard's own order, in which rarer characters come later.
package main

import (
	"bufio"
	"cmp"
	"compress/bzip2"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A sign is one character with what the database says of it.
type sign struct {
	char     rune
	place    int            // in the standard; 0 outside of it
	simple   bool           // of GB/T 2312
	standard []string       // its readings in the standard's dictionary, with tones
	met      map[string]int // how often in running text, by reading
	usual    string
}

func main() {
	if len(os.Args) != 2 {
		log.Fatal("readings: which folder holds Unihan_Readings.txt.bz2?")
	}
	signs := map[rune]*sign{}
	for _, name := range []string{"Readings", "OtherMappings"} {
		if err := read(filepath.Join(os.Args[1], "Unihan_"+name+".txt.bz2"), signs); err != nil {
			log.Fatalf("readings: %v", err)
		}
	}
	write(os.Stdout, signs)
}

func read(name string, signs map[rune]*sign) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	lines := bufio.NewScanner(bzip2.NewReader(f))
	for lines.Scan() {
		fields := strings.Split(lines.Text(), "\t")
		if len(fields) != 3 {
			continue
		}
		code, err := strconv.ParseUint(strings.TrimPrefix(fields[0], "U+"), 16, 32)
		if err != nil {
			return fmt.Errorf("%s: %q: %w", name, fields[0], err)
		}
		if signs[rune(code)] == nil {
			signs[rune(code)] = &sign{char: rune(code), met: map[string]int{}}
		}
		signs[rune(code)].learn(fields[1], fields[2])
	}
	return lines.Err()
}

var counted = regexp.MustCompile(`([^ ()]+)\((\d+)\)`)

func (s *sign) learn(field, value string) {
	switch field {
	case "kTGH": // 2013:1, the second number its place
		_, place, _ := strings.Cut(strings.Fields(value)[0], ":")
		s.place, _ = strconv.Atoi(place)
	case "kGB0":
		s.simple = true
	case "kTGHZ2013": // 036.140:chán 064.090,064.100:dān
		for _, word := range strings.Fields(value) {
			_, reading, _ := strings.Cut(word, ":")
			s.standard = append(s.standard, strings.Split(reading, ",")...)
		}
	case "kHanyuPinlu": // dān(603)
		for _, m := range counted.FindAllStringSubmatch(value, -1) {
			times, _ := strconv.Atoi(m[2])
			s.met[toneless(m[1])] += times
		}
	case "kMandarin":
		s.usual = strings.Fields(value)[0]
	}
}

// readings are the character's, without tones, each once. An interjection
// that is hummed, such as m or ng, nobody spells so; it stands where its vowel would be.
func (s *sign) readings() []string {
	all := s.standard
	if len(all) == 0 {
		all = []string{s.usual}
	}
	var out []string
	for _, r := range all {
		r = toneless(r)
		if !strings.ContainsAny(r, "aeiouv") {
			r = map[string]string{"m": "mu"}[r]
		}
		if r != "" && !slices.Contains(out, r) {
			out = append(out, r)
		}
	}
	if len(out) == 0 {
		out = []string{"en"}
	}
	return out
}

var tones = strings.NewReplacer(
	"ā", "a", "á", "a", "ǎ", "a", "à", "a", "ē", "e", "é", "e", "ě", "e", "è", "e", "ê", "e", "ế", "e", "ề", "e",
	"ī", "i", "í", "i", "ǐ", "i", "ì", "i", "ō", "o", "ó", "o", "ǒ", "o", "ò", "o",
	"ū", "u", "ú", "u", "ǔ", "u", "ù", "u", "ǖ", "v", "ǘ", "v", "ǚ", "v", "ǜ", "v", "ü", "v",
	"ń", "n", "ň", "n", "ǹ", "n", "ḿ", "m", "\u0300", "", "\u0301", "", "\u0304", "", "\u030c", "", "\u0302", "")

func toneless(reading string) string { return tones.Replace(reading) }

func write(w io.Writer, signs map[rune]*sign) {
	table := map[string][]*sign{}
	for _, s := range signs {
		if s.place == 0 && !s.simple {
			continue
		}
		for _, r := range s.readings() {
			table[r] = append(table[r], s)
		}
	}
	for _, reading := range slices.Sorted(maps.Keys(table)) {
		slices.SortFunc(table[reading], func(a, b *sign) int {
			return cmp.Or(cmp.Compare(b.met[reading], a.met[reading]), cmp.Compare(a.rank(), b.rank()), cmp.Compare(a.char, b.char))
		})
		fmt.Fprintf(w, "%s ", reading)
		for _, s := range table[reading] {
			fmt.Fprintf(w, "%c", s.char)
		}
		fmt.Fprintln(w)
	}
}

// rank puts what is not in the standard last.
func (s *sign) rank() int {
	if s.place == 0 {
		return 1 << 20
	}
	return s.place
}
