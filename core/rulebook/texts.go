package rulebook

import (
	"strconv"

	"shouwen/core/floor"
)

// A Shown says where people meet a text of the rulebook that decides nothing.
type Shown string

// The places.
const (
	Greeting    Shown = "greeting"    // the visitor, on the touchscreen's first screen
	Opening     Shown = "opening"     // everybody, above the rulebook wherever it is read or signed
	Preparation Shown = "preparation" // an advisor, before his turn
	Courtesy    Shown = "courtesy"    // advisors, where one serves for another or hands over
	Register    Shown = "register"    // an advisor, beside the register that he fills in
)

// ShownPlaces lists where a text can be shown.
func ShownPlaces() []Shown { return []Shown{Greeting, Opening, Preparation, Courtesy, Register} }

func (s Shown) String() string { return string(s) }

// rows reads the texts that decide nothing.
func (l *loading) rows() {
	for i, t := range l.file.Text {
		path := "text." + strconv.Itoa(i)
		if t.Clause == "" {
			l.badKey(path, "a text needs its printed number")
		}
		l.bothLanguages(path, Text{t.ZH, t.EN})
		says := Text{t.Says.ZH, t.Says.EN}
		if says == (Text{}) {
			says = Text{t.ZH, t.EN}
		}
		l.bothLanguages(path+".says", says)
		if places := each(ShownPlaces(), Shown.String); t.Shown != "" && !isWord(t.Shown, places) {
			l.bad(path+".shown", "%q is no place where a text is shown (%s)", t.Shown, meant(t.Shown, places))
		}
		if t.Shown == "" && t.Says != (wordsFile{}) {
			l.badKey(path+".says", "the text says this nowhere; say by shown where")
		}
		l.out.texts = append(l.out.texts, &clause{row: t.Clause, text: Text{t.ZH, t.EN}, then: outcome{empty: true}, shown: Shown(t.Shown), says: says, traditional: t.Says.Traditional})
	}
}

// TextsFor returns what the book says to people at a place, in its order. What
// it does not say in traditional Chinese it says as it stands, in simplified:
// the house's own word is worth more than its script.
func (b *Book) TextsFor(place Shown, l floor.Language) []string {
	var out []string
	for _, c := range b.texts {
		switch {
		case c.shown != place:
		case l == floor.Traditional && c.traditional != "":
			out = append(out, c.traditional)
		default:
			out = append(out, c.says.In(l))
		}
	}
	return out
}
