package flow

import (
	"iter"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/floor"
)

// Names knows Chinese names by their pinyin.
type Names interface {
	// Offer yields the names that the letters may mean, likeliest first, and
	// how many of the letters each uses up; without letters, the common ones.
	Offer(letters string, surname bool) iter.Seq2[string, int]
	// Alike yields every character that sounds like the name's first one.
	Alike(name string, surname bool) iter.Seq[string]
	// Split cuts a name into surname and given name.
	Split(name string) (surname, given string)
}

// keyboard is what is up besides the keys themselves.
type keyboard struct {
	wide  bool   // candidates stand in the place of the keys
	leaf  int    // which page of them
	like  string // they sound like this name, or are this Latin letter with its marks
	uses  int    // how many letters of pinyin that name uses up
	shift bool   // the next letter is not of the size that it would be
}

// press is a finger that has come down and not left yet.
type press struct {
	button string
	at     time.Time
}

// hold is how long a finger stays on a key that it holds down.
const hold = 450 * time.Millisecond

// pressed remembers where a finger came down, and when.
func (s State) pressed(t Touch) State {
	s.visitor.down = press{t.Button, t.At}
	return s
}

// held reports whether the finger that leaves has held its button down.
func (s State) held(t Touch) bool {
	d := s.visitor.down
	return d.button == t.Button && t.At.Sub(d.at) >= hold
}

// How many names are offered, in rows of one length; the last place of the
// strip above the keys leads to more.
const (
	acrossCandidates = 8
	stripRows        = 2
	wideRows         = 5
	onStrip          = stripRows*acrossCandidates - 1
	onWide           = wideRows * acrossCandidates
)

// A candidate is a name to choose, and how many of the letters it uses up.
type candidate struct {
	name string
	uses int
}

// pinyin reports whether the keys are those for Chinese.
func (s State) pinyin() bool { return s.keyboards()[s.visitor.page] == "pinyin" }

// keyboards lists what can be typed with, the visitor's own script first.
func (s State) keyboards() []string {
	switch {
	case s.set.Names == nil:
		return []string{"latin"}
	case s.language() != floor.English:
		return []string{"pinyin", "latin"}
	}
	return []string{"latin", "pinyin"}
}

// candidates are the names that may be chosen now, on all pages.
func (s State) candidates() []candidate {
	var all []candidate
	keys, who := s.visitor.keys, *s.entry()
	surname := !han(who.name)
	switch {
	case !s.pinyin():
		for _, r := range accents[keys.like] {
			all = append(all, candidate{name: sized(who.name, string(r), keys.shift)})
		}
	case keys.like != "":
		for name := range s.set.Names.Alike(keys.like, surname) {
			all = append(all, candidate{name, keys.uses})
		}
	default:
		for name, uses := range s.set.Names.Offer(who.letters, surname) {
			all = append(all, candidate{name, uses})
		}
	}
	return all
}

// leafed turns the pages of the candidates.
func (s State) leafed(on bool) State {
	keys := &s.visitor.keys
	switch pages := (len(s.candidates()) + onWide - 1) / onWide; {
	case on && keys.leaf+1 < pages:
		keys.leaf++
	case !on && keys.leaf > 0:
		keys.leaf--
	}
	return s
}

// accents are the letters of other Latin alphabets, by the key that is held down for them.
var accents = map[string]string{
	"A": "ÁÀÂÄÃÅÆ", "C": "ÇĆČ", "E": "ÉÈÊË", "I": "ÍÌÎÏ", "L": "Ł", "N": "ÑŃ", "O": "ÓÒÔÖÕØŒ",
	"S": "ŚŠ", "U": "ÚÙÛÜ", "Y": "ÝŸ", "Z": "ŻŹŽ",
}

// pinyinKeys is the keyboard for Chinese, below what its letters may mean.
func (s State) pinyinKeys(w words) [][]Button {
	all := s.candidates()
	if s.visitor.keys.wide {
		return s.wideKeys(w, all)
	}
	rows := candidateRows(all[:min(len(all), onStrip)], stripRows)
	last := &rows[stripRows-1][acrossCandidates-1]
	if len(all) > onStrip {
		*last = w.button("more", "kiosk.key.more", Quiet)
	}
	rows = append(rows, letterRow("QWERTYUIOP", strings.ToLower, ""), letterRow("ASDFGHJKL", strings.ToLower, "S"))
	third := []Button{s.otherKeyboard(w)}
	third = append(third, letterRow("ZXCVBNM'", strings.ToLower, "ZC'")...)
	return append(rows, append(third, delKey(w)))
}

// wideKeys fills the place of the keys with candidates.
func (s State) wideKeys(w words, all []candidate) [][]Button {
	from := min(s.visitor.keys.leaf*onWide, len(all))
	to := min(from+onWide, len(all))
	rows := candidateRows(all[from:to], wideRows)
	foot := make([]Button, 3)
	foot[0] = w.button("fewer", "kiosk.key.fewer", Plain)
	if from > 0 {
		foot[1] = w.button("leaf:former", "kiosk.key.former", Plain)
	}
	if to < len(all) {
		foot[2] = w.button("leaf:next", "kiosk.key.next", Plain)
	}
	return append(rows, foot)
}

// candidateRows stands candidates in so many rows; places left over stay empty.
func candidateRows(offered []candidate, rows int) [][]Button {
	cells := make([]Button, rows*acrossCandidates)
	for i, c := range offered {
		cells[i] = Button{ID: "pick:" + c.name, Label: c.name, Hold: true}
	}
	for i := range cells {
		cells[i].Kind = Offer
	}
	return slices.Collect(slices.Chunk(cells, acrossCandidates))
}

// latinKeys is the keyboard for names in Latin letters.
func (s State) latinKeys(w words) [][]Button {
	size := func(letter string) string { return sized(s.entry().name, letter, s.visitor.keys.shift) }
	marked := strings.Join(slices.Collect(maps.Keys(accents)), "")
	var rows [][]Button
	if offered := s.candidates(); len(offered) > 0 {
		rows = candidateRows(offered, 1)
	}
	rows = append(rows, letterRow("QWERTYUIOP", size, marked), letterRow("ASDFGHJKL'", size, marked))
	shift := w.button("shift", "kiosk.key.shift", Plain)
	shift.Chosen = s.visitor.keys.shift
	third := append([]Button{shift}, letterRow("ZXCVBNM-", size, marked)...)
	rows = append(rows, append(third, delKey(w)))
	last := []Button{w.button("key:space", "kiosk.key.space", Plain), w.button("given", "kiosk.key.given", Plain)}
	if s.set.Names != nil {
		last = append([]Button{s.otherKeyboard(w)}, last...)
	}
	return append(rows, last)
}

// otherKeyboard is the key that changes between Chinese and Latin letters.
func (s State) otherKeyboard(w words) Button {
	key := "kiosk.key.pinyin"
	if s.pinyin() {
		key = "kiosk.key.latin"
	}
	return w.button("page:"+strconv.Itoa(1-s.visitor.page), key, Plain)
}

// letterRow is a row of letters; of those that hold something more is had by holding them down.
func letterRow(letters string, size func(string) string, more string) []Button {
	var row []Button
	for _, r := range letters {
		row = append(row, Button{ID: "key:" + string(r), Label: size(string(r)), Hold: strings.ContainsRune(more, r)})
	}
	return row
}

func delKey(w words) Button {
	b := w.button("del", "kiosk.key.erase", Plain)
	b.Hold = true
	return b
}
