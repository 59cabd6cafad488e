package flow

import "strconv"

// nameView words the name's field, its keyboard and the titles.
func (s State) nameView(w words, v *View, key string) {
	who := *s.entry()
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.name.label"), Text: who.shown(), Empty: w.say("kiosk.name.empty"), Error: w.refusal(s.visitor.refused)}
	if s.pinyin() {
		v.Keys = s.pinyinKeys(w)
	} else {
		v.Keys = s.latinKeys(w)
	}
	v.Actions = []Button{w.button("title:mr", "kiosk.name.mr", Primary), w.button("title:ms", "kiosk.name.ms", Primary), w.button("skip", "kiosk.name.skip", Quiet)}
	if s.screen == IntroducerName {
		v.Actions[2] = w.button("skip", "kiosk.introducer.none", Quiet)
	}
}

// shown is the name as the field has it, the letters behind it that are not characters yet.
func (who typed) shown() string {
	if who.name != "" && who.letters != "" {
		return who.name + " " + who.letters
	}
	return who.name + who.letters
}

// phoneView words the number pad and what is promised beside it.
func (s State) phoneView(w words, v *View, key string) {
	who := *s.entry()
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.phone.label"), Text: who.dialled(), Error: w.refusal(s.visitor.refused)}
	if who.land == "" {
		v.Field.Empty = w.say("kiosk.phone.example")
	}
	v.Keys = s.padRows(w)
	v.Actions = []Button{w.button("next", key+".next", Primary), w.button("skip", key+".skip", Plain)}
	if s.screen == Phone {
		c := s.set.Consent
		v.Lines = []string{w.say("kiosk.phone.consent", "months", strconv.Itoa(c.Months), "contact", c.Contact)}
	}
}

// padRows is the number pad below the country, or the countries to choose from.
func (s State) padRows(w words) [][]Button {
	if s.visitor.keys.wide {
		return s.landRows(w)
	}
	country := Button{ID: "lands", Label: w.say("kiosk.phone.land", "land", w.say("kiosk.land."+landOf(s.entry().land).key))}
	return append([][]Button{{country}}, padKeys(w)...)
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
