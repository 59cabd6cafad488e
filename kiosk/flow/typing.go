package flow

import (
	"strings"
	"unicode/utf8"
)

// The longest that a field takes.
const (
	longestPhone   = 17 // with the 00 of a country code
	longestSurname = 20
	wholePhone     = 11 // digits of a mainland mobile
	longestPIN     = 6
	shortestPIN    = 6
)

// typedOn answers a touch on a screen with a field.
func (s State) typedOn(button string) (State, Command) {
	switch s.screen {
	case Name, IntroducerName:
		return s.naming(button)
	case Phone, IntroducerPhone:
		return s.dialling(button)
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

// naming enters a surname, by a button or letter by letter, and ends with the title.
func (s State) naming(button string) (State, Command) {
	who := s.entry()
	s.visitor.refused = nil
	if name, ok := cut(button, "name:"); ok {
		who.surname = name
		return s, nil
	}
	if letter, ok := cut(button, "key:"); ok {
		who.surname = spell(who.surname, letter)
		return s, nil
	}
	switch button {
	case "del":
		who.surname = chop(who.surname)
	case "skip":
		*who = typed{phone: who.phone}
		return s.onward()
	case "title:mr", "title:ms":
		if who.surname == "" {
			s.visitor.refused = surnameFirst()
			return s, nil
		}
		who.surname = strings.TrimSpace(who.surname)
		who.title = strings.TrimPrefix(button, "title:")
		return s.onward()
	}
	return s, nil
}

// spell adds a letter to a Latin surname; it starts afresh after a Chinese one.
func spell(name, letter string) string {
	if name != "" && name[0] >= utf8.RuneSelf {
		name = ""
	}
	if letter == "space" {
		letter = " "
	}
	if len(name)+len(letter) > longestSurname || name == "" && (letter == " " || letter == "-") {
		return name
	}
	if name != "" && !strings.HasSuffix(name, " ") && !strings.HasSuffix(name, "-") {
		letter = strings.ToLower(letter)
	}
	return name + letter
}

func chop(text string) string {
	_, size := utf8.DecodeLastRuneInString(text)
	return text[:len(text)-size]
}

// dialling enters a phone, checked as typed: a whole mobile number that cannot
// be is said beside the field at once, any other when the visitor goes on. Nothing typed is lost.
func (s State) dialling(button string) (State, Command) {
	who := s.entry()
	if digit, ok := cut(button, "key:"); ok {
		if len(who.phone) < longestPhone && len(digit) == 1 && digit[0] >= '0' && digit[0] <= '9' {
			who.phone += digit
		}
		s.visitor.refused = nil
		if len(who.phone) >= wholePhone && who.phone[0] == '1' {
			s.visitor.refused = s.set.check(who.phone)
		}
		return s, nil
	}
	switch button {
	case "del":
		who.phone, s.visitor.refused = chop(who.phone), nil
	case "clear":
		who.phone, s.visitor.refused = "", nil
	case "skip":
		return s.dialled("")
	case "next":
		if s.visitor.refused = s.set.check(who.phone); s.visitor.refused == nil {
			return s.dialled(who.phone)
		}
	}
	return s, nil
}

func (s State) dialled(phone string) (State, Command) {
	s.entry().phone = phone
	if s.screen == Phone {
		return s.open(phone != "")
	}
	return s.onward()
}

// grouped writes digits as a person reads them: 138 0000 0001.
func grouped(digits string) string {
	first := 4
	if strings.HasPrefix(digits, "1") {
		first = 3
	}
	var b strings.Builder
	for i, r := range digits {
		if i == first || i > first && (i-first)%4 == 0 {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return b.String()
}
