package flow

import (
	"slices"
	"strconv"

	"shouwen/core/floor"
)

// nameView words the surname's buttons and the title's.
func (s State) nameView(w words, v *View, key string) {
	who := *s.entry()
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.name.label"), Text: who.surname, Empty: w.say("kiosk.name.empty"), Error: w.refusal(s.visitor.refused)}
	for i, page := range s.surnamePages() {
		v.Tabs = append(v.Tabs, Button{ID: "page:" + strconv.Itoa(i), Label: w.say(page.label, "page", strconv.Itoa(i+1)), Chosen: i == s.visitor.page})
		if i == s.visitor.page {
			v.Keys = page.keys(w, who.surname)
		}
	}
	v.Actions = []Button{w.button("title:mr", "kiosk.name.mr", Primary), w.button("title:ms", "kiosk.name.ms", Primary), w.button("skip", "kiosk.name.skip", Quiet)}
	if s.screen == IntroducerName {
		v.Actions[2] = w.button("skip", "kiosk.introducer.none", Quiet)
	}
}

// surnamePage is one tab of surnames; no names means the letters.
type surnamePage struct {
	label   string
	names   []string
	columns int
}

// surnamesPerPage fits both ways of standing the screen.
const surnamesPerPage = 36

// surnamePages lists the tabs, letters first for one who does not read Chinese.
func (s State) surnamePages() []surnamePage {
	var pages []surnamePage
	for rest := s.set.Surnames; len(rest) > 0; {
		n := min(surnamesPerPage, len(rest))
		pages = append(pages, surnamePage{"kiosk.name.page", rest[:n], 6})
		rest = rest[n:]
	}
	pages = append(pages, surnamePage{"kiosk.name.compound", s.set.Compound, 4})
	letters := surnamePage{label: "kiosk.name.letters"}
	if s.language().Office() == floor.Chinese {
		return append(pages, letters)
	}
	return append([]surnamePage{letters}, pages...)
}

func (p surnamePage) keys(w words, chosen string) [][]Button {
	if p.names == nil {
		return letterKeys(w)
	}
	var rows [][]Button
	for names := range slices.Chunk(p.names, p.columns) {
		row := make([]Button, 0, p.columns)
		for _, name := range names {
			row = append(row, Button{ID: "name:" + name, Label: name, Chosen: name == chosen})
		}
		rows = append(rows, row)
	}
	return rows
}

// letterKeys is a Latin keyboard in rows short enough for a finger.
func letterKeys(w words) [][]Button {
	var rows [][]Button
	for _, letters := range []string{"ABCDEF", "GHIJKL", "MNOPQR", "STUVWX", "YZ"} {
		var row []Button
		for _, r := range letters {
			row = append(row, Button{ID: "key:" + string(r), Label: string(r)})
		}
		rows = append(rows, row)
	}
	last := len(rows) - 1
	rows[last] = append(rows[last], Button{ID: "key:-", Label: "-"}, Button{ID: "key:'", Label: "'"},
		w.button("key:space", "kiosk.key.space", Plain), w.button("del", "kiosk.key.del", Plain))
	return rows
}

// phoneView words the number pad and what is promised beside it.
func (s State) phoneView(w words, v *View, key string) {
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.phone.label"), Text: grouped(s.entry().phone), Empty: w.say("kiosk.phone.example"), Error: w.refusal(s.visitor.refused)}
	v.Keys = padKeys(w)
	v.Actions = []Button{w.button("next", key+".next", Primary), w.button("skip", key+".skip", Plain)}
	if s.screen == Phone {
		c := s.set.Consent
		v.Lines = []string{w.say("kiosk.phone.consent", "months", strconv.Itoa(c.Months), "contact", c.Contact)}
	}
}

// padKeys is a number pad.
func padKeys(w words) [][]Button {
	var rows [][]Button
	for _, digits := range []string{"123", "456", "789"} {
		var row []Button
		for _, r := range digits {
			row = append(row, Button{ID: "key:" + string(r), Label: string(r)})
		}
		rows = append(rows, row)
	}
	return append(rows, []Button{w.button("clear", "kiosk.key.clear", Plain), {ID: "key:0", Label: "0"}, w.button("del", "kiosk.key.del", Plain)})
}
