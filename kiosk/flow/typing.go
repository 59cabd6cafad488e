package flow

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"shouwen/core/floor"
)

// The longest that a field takes.
const (
	longestName    = 32 // characters
	longestLetters = 30
	longestPIN     = 6
	shortestPIN    = 6
)

// between stands between a Latin surname and the given name while they are typed.
const between = ", "

// typed is what was entered of one person.
type typed struct {
	name    string // as it stands in the field: 王小明, Smith, John
	letters string // pinyin of which no character has been chosen yet
	title   string
	land    string // the country's code with its plus; empty for the mainland
	phone   string // digits
}

// typedOn answers a touch on a screen with a field.
func (s State) typedOn(t Touch, long bool) (State, Command) {
	switch s.screen {
	case Name, IntroducerName:
		return s.naming(t.Button, long)
	case Phone, IntroducerPhone:
		return s.dialling(t.Button)
	}
	return s, nil
}

// entry is the person whom the screen's field describes.
func (s *State) entry() *typed {
	if s.screen == IntroducerName || s.screen == IntroducerPhone {
		return &s.visitor.introducer
	}
	return &s.visitor.self
}

// naming enters a name, and ends with the title.
func (s State) naming(button string, long bool) (State, Command) {
	who := s.entry()
	s.visitor.refused = nil
	switch button {
	case "skip":
		*who = typed{land: who.land, phone: who.phone}
		return s.onward()
	case "title:mr", "title:ms":
		return s.titled(strings.TrimPrefix(button, "title:"))
	case "more", "fewer":
		s.visitor.keys.wide, s.visitor.keys.leaf, s.visitor.keys.like = button == "more", 0, ""
		return s, nil
	case "leaf:next", "leaf:former":
		return s.leafed(button == "leaf:next"), nil
	}
	if name, ok := cut(button, "pick:"); ok {
		return s.choose(name, long), nil
	}
	return s.spelled(button, long), nil
}

// titled ends the name. One that is not there, or of which a part is still
// letters, is asked for.
func (s State) titled(title string) (State, Command) {
	who := s.entry()
	who.name = strings.Trim(who.name, " ,·")
	switch {
	case who.letters != "":
		s.visitor.refused = characterFirst()
		return s, nil
	case who.name == "":
		s.visitor.refused = nameFirst()
		return s, nil
	}
	who.title = title
	return s.onward()
}

// onKeys are the characters that have a key of their own.
const onKeys = "ABCDEFGHIJKLMNOPQRSTUVWXYZ'-"

// spelled answers a key.
func (s State) spelled(button string, long bool) State {
	who, keys := s.entry(), &s.visitor.keys
	letter, isKey := cut(button, "key:")
	isKey = isKey && (letter == "space" || len(letter) == 1 && strings.Contains(onKeys, letter))
	switch {
	case isKey && s.pinyin():
		return s.syllable(letter, long)
	case isKey && long && accents[letter] != "":
		keys.like = letter
		return s
	case isKey:
		who.name, who.letters = spell(who.name, letter, keys.shift), ""
	case button == "given" && !han(who.name) && who.name != "" && !strings.Contains(who.name, between):
		who.name = strings.TrimRight(who.name, " ") + between
	case button == "shift":
		keys.shift = !keys.shift
		return s
	case button == "del" && long:
		who.name, who.letters = "", ""
	case button == "del" && who.letters != "":
		who.letters = chop(who.letters)
	case button == "del":
		who.name = strings.TrimSuffix(chop(who.name), ",")
	default:
		return s
	}
	s.visitor.keys = keyboard{}
	return s
}

// syllable adds a letter of pinyin; z, c and s held down are zh, ch and sh.
func (s State) syllable(letter string, long bool) State {
	who := s.entry()
	letter = strings.ToLower(letter)
	if long && strings.Contains("zcs", letter) {
		letter += "h"
	}
	if letter == "'" && long {
		return s.dotted()
	}
	if !('a' <= letter[0] && letter[0] <= 'z') && (letter != "'" || who.letters == "") || len(who.letters)+len(letter) > longestLetters {
		return s
	}
	who.letters += letter
	s.visitor.keys = keyboard{}
	return s
}

// dotted puts the dot that joins the names of other peoples.
func (s State) dotted() State {
	if who := s.entry(); who.letters == "" && han(who.name) && !strings.HasSuffix(who.name, "·") {
		who.name += "·"
	}
	return s
}

// choose takes a name that is offered. Held down, it asks for all that sound like it.
func (s State) choose(name string, long bool) State {
	offered := s.candidates()
	at := slices.IndexFunc(offered, func(o candidate) bool { return o.name == name })
	if at < 0 {
		return s
	}
	who := s.entry()
	if long && s.pinyin() {
		s.visitor.keys = keyboard{wide: true, like: name, uses: offered[at].uses}
		return s
	}
	if s.pinyin() != han(who.name) {
		who.name = "" // he changed his mind about the script
	}
	if utf8.RuneCountInString(who.name+name) <= longestName {
		who.name += name
		who.letters = strings.TrimLeft(who.letters[offered[at].uses:], "'")
	}
	s.visitor.keys = keyboard{}
	return s
}

// spell adds a letter to a Latin name; it starts afresh after a Chinese one.
// The first letter of each word is a capital unless shift says otherwise.
func spell(name, letter string, shift bool) string {
	if han(name) {
		name = ""
	}
	if letter == "space" {
		letter = " "
	}
	if utf8.RuneCountInString(name+letter) > longestName || begins(name) && strings.Contains(" -'", letter) {
		return name
	}
	return name + sized(name, letter, shift)
}

// sized is the letter as it follows the name.
func sized(name, letter string, shift bool) string {
	if begins(name) == shift {
		return strings.ToLower(letter)
	}
	return strings.ToUpper(letter)
}

// begins reports whether the next letter begins a word, or a name anew.
func begins(name string) bool {
	return name == "" || han(name) || strings.ContainsRune(" -'", rune(name[len(name)-1]))
}

// han reports whether a name is written in Chinese characters.
func han(name string) bool {
	first, _ := utf8.DecodeRuneInString(name)
	return unicode.Is(unicode.Han, first)
}

func chop(text string) string {
	_, size := utf8.DecodeLastRuneInString(text)
	return text[:len(text)-size]
}

// parts cuts the name into surname and given name.
func (s State) parts(who typed) (surname, given string) {
	if han(who.name) && s.set.Names != nil {
		return s.set.Names.Split(who.name)
	}
	surname, given, _ = strings.Cut(who.name, between)
	return surname, given
}

// fullName is the name as the house writes it.
func (s State) fullName(who typed) string {
	surname, given := s.parts(who)
	return floor.Person{Surname: surname, Given: given}.Name()
}
