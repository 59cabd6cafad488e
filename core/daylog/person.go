package daylog

import (
	"strings"
	"unicode/utf8"

	"shouwen/core/floor"
)

// person is what the log says of who a customer is: name and phone, as far as
// the reader may see them.
func (l Log) person(w words, id floor.CustomerID) (name, phone string) {
	if l.People == nil || id == "" {
		return "", ""
	}
	p, ok := l.People(id)
	if !ok {
		return w.say("log.person.gone"), ""
	}
	if !l.Full {
		return maskName(p.Surname), maskPhone(p.Phone)
	}
	name = p.Name()
	if p.Title != "" {
		name = strings.TrimSpace(w.say("log.person."+p.Title, "name", name))
	}
	return name, p.Phone
}

// maskName leaves the first character. The stars do not tell how many followed.
func maskName(name string) string {
	if name = strings.TrimSpace(name); name == "" {
		return ""
	}
	_, n := utf8.DecodeRuneInString(name)
	return name[:n] + "**"
}

// maskPhone leaves the last four digits, and the first three of a mobile
// number. A number too short for that is hidden whole.
func maskPhone(phone string) string {
	digits := []rune(phone)
	switch n := len(digits); {
	case n == 0:
		return ""
	case n >= 11:
		return string(digits[:3]) + "****" + string(digits[n-4:])
	case n >= 8:
		return "****" + string(digits[n-4:])
	}
	return "****"
}
