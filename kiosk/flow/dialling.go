package flow

import (
	"slices"
	"strings"
)

// A land is a country whose phones the pad knows: its code, and how its
// mobile numbers are cut into groups. Its key ends the phrase key of its name.
type land struct {
	code, key string
	groups    []int
}

// mainland is where the house stands; its numbers are given without a code.
var mainland = land{key: "cn", groups: []int{3, 4, 4}}

// lands lists the countries from which most visitors come. The last one is
// any other: its code is typed with the number.
func lands() []land {
	return []land{
		mainland,
		{"+852", "hk", []int{4, 4}}, {"+853", "mo", []int{4, 4}}, {"+886", "tw", []int{3, 3, 3}},
		{"+65", "sg", []int{4, 4}}, {"+60", "my", []int{2, 4, 4}}, {"+81", "jp", []int{2, 4, 4}}, {"+82", "kr", []int{2, 4, 4}},
		{"+66", "th", []int{2, 3, 4}}, {"+1", "us", []int{3, 3, 4}}, {"+44", "gb", []int{4, 6}}, {"+61", "au", []int{3, 3, 3}},
		{"+33", "fr", []int{1, 2, 2, 2, 2}}, {"+49", "de", []int{3, 4, 4}},
		{"+", "other", []int{3, 4, 4, 4}},
	}
}

func landOf(code string) land {
	all := lands()
	return all[max(0, slices.IndexFunc(all, func(l land) bool { return l.code == code }))]
}

// whole is how many digits the country's mobile numbers have: before so many
// nothing is said against the number. Some have one more or one less.
func (l land) whole() (n int) {
	for _, g := range l.groups {
		n += g
	}
	return n
}

// longest is how many digits its field takes: numbers of some countries have
// one or two more, and on the mainland somebody may begin with 00 and a code.
func (l land) longest() int {
	if l.code == "" {
		return 17
	}
	return 15
}

// landsAcross is how many countries stand in a row.
const landsAcross = 3

func (s State) landRows(w words) [][]Button {
	var cells []Button
	for _, l := range lands() {
		b := w.button("land:"+l.code, "kiosk.land."+l.key, Plain)
		b.Chosen = l.code == s.entry().land
		cells = append(cells, b)
	}
	return slices.Collect(slices.Chunk(cells, landsAcross))
}

// number is the phone as the house's check and the desk take it.
func (who typed) number() string {
	if who.phone == "" {
		return ""
	}
	return who.land + who.phone
}

// dialled is the phone as the field shows it: 138 0000 0001, or +852 8520 0001.
func (who typed) dialled() string {
	switch {
	case who.land == "":
		return grouped(who.phone)
	case who.land == "+":
		return "+" + inGroups(who.phone, landOf(who.land).groups)
	}
	return strings.TrimSpace(who.land + " " + inGroups(who.phone, landOf(who.land).groups))
}

// grouped writes a mainland number as a person reads it.
func grouped(digits string) string {
	if strings.HasPrefix(digits, "1") {
		return inGroups(digits, mainland.groups)
	}
	return inGroups(digits, []int{4})
}

// inGroups cuts digits into groups; the last length goes on for what is left over.
func inGroups(digits string, groups []int) string {
	var parts []string
	for i := 0; digits != ""; i++ {
		n := min(groups[min(i, len(groups)-1)], len(digits))
		parts, digits = append(parts, digits[:n]), digits[n:]
	}
	return strings.Join(parts, " ")
}

// dialling enters a phone, checked as typed: a whole mobile number that cannot
// be is said beside the field at once, any other when the visitor goes on. Nothing typed is lost.
func (s State) dialling(button string) (State, Command) {
	who := s.entry()
	if digit, ok := cut(button, "key:"); ok {
		return s.dial(digit), nil
	}
	if code, ok := strings.CutPrefix(button, "land:"); ok {
		return s.dialsIn(code), nil
	}
	switch button {
	case "lands":
		s.visitor.keys.wide = true
	case "del":
		who.phone, s.visitor.refused = chop(who.phone), nil
	case "clear":
		who.phone, s.visitor.refused = "", nil
	case "skip":
		who.land, who.phone = "", ""
		return s.pastPhone(false)
	case "next":
		if s.visitor.refused = s.set.check(who.number()); s.visitor.refused == nil {
			return s.pastPhone(true)
		}
	}
	return s, nil
}

// dial adds a digit.
func (s State) dial(digit string) State {
	who := s.entry()
	l := landOf(who.land)
	if len(who.phone) < l.longest() && len(digit) == 1 && digit[0] >= '0' && digit[0] <= '9' {
		who.phone += digit
	}
	s.visitor.refused = nil
	whole := len(strings.TrimPrefix(who.phone, "0")) >= l.whole() // a 0 is dialled in front inside many countries
	if l.code == "" {
		whole = whole && who.phone[0] == '1'
	}
	if whole && l.code != "+" {
		s.visitor.refused = s.set.check(who.number())
	}
	return s
}

// dialsIn says in which country the phone is. The digits stay.
func (s State) dialsIn(code string) State {
	if l := landOf(code); l.code == code {
		s.entry().land = code
		s.visitor.keys.wide, s.visitor.refused = false, nil
	}
	return s
}

// pastPhone goes on from the phone, given or not.
func (s State) pastPhone(given bool) (State, Command) {
	if s.screen == Phone {
		return s.open(given)
	}
	return s.onward()
}
