package vault

import (
	"strings"

	"github.com/nyaruka/phonenumbers"

	"shouwen/core/floor"
)

// home is where a number without a country code belongs.
const home = "CN"

// Normal returns the one form in which a phone is kept and compared, "+"
// country code and number, so that every way of writing it finds the same
// customer. A number without a country code is one of mainland China: a mobile
// number or a landline with its area code. What cannot be a phone is refused
// with what would be right; whether it exists, only a call can tell.
func Normal(raw string) (string, *floor.Refusal) {
	digits, plus, refusal := strip(raw)
	if refusal != nil {
		return "", refusal
	}
	if rest, ok := strings.CutPrefix(digits, "00"); ok && !plus {
		digits, plus = rest, true
	}
	if !plus && len(digits) == 13 && strings.HasPrefix(digits, "861") {
		plus = true // 86 typed without its sign before a mobile number
	}
	written := digits
	if plus {
		written = "+" + digits
	}
	n, err := phonenumbers.Parse(written, home)
	if err != nil || !reaches(n) || !plus && n.GetCountryCode() != codeMainland {
		return "", why(digits, plus)
	}
	return phonenumbers.Format(n, phonenumbers.E164), nil
}

// The country codes of a house's neighbours.
const (
	codeMainland = 86
	codeHongKong = 852
	codeMacau    = 853
	codeTaiwan   = 886
)

// reaches reports whether a person can have the number: the library knows the
// plans of every country, and hotlines are nobody's own. Near by, blocks are opened
// more often than the library is renewed, so there the shape is enough: a
// visitor with a new number must not be told that he has none.
func reaches(n *phonenumbers.PhoneNumber) bool {
	national := phonenumbers.GetNationalSignificantNumber(n)
	switch n.GetCountryCode() {
	case codeMainland:
		if isMobile(national) {
			return true
		}
	case codeHongKong:
		return len(national) == 8 && national[0] >= '2'
	case codeMacau:
		return len(national) == 8 && strings.ContainsRune("268", rune(national[0]))
	case codeTaiwan:
		if len(national) == 9 && national[0] == '9' {
			return true
		}
	}
	if !phonenumbers.IsValidNumber(n) {
		return false
	}
	switch phonenumbers.GetNumberType(n) {
	case phonenumbers.TOLL_FREE, phonenumbers.PREMIUM_RATE, phonenumbers.SHARED_COST, phonenumbers.UAN, phonenumbers.VOICEMAIL:
		return false
	}
	return true
}

func isMobile(n string) bool { return len(n) == 11 && n[0] == '1' && n[1] >= '3' }

// Shown returns a canonical phone as people here say it: mainland numbers
// without the country code.
func Shown(phone string) string {
	rest, ok := strings.CutPrefix(phone, "+86")
	switch {
	case !ok:
		return phone
	case isMobile(rest):
		return rest
	}
	return "0" + rest
}

// strip takes away how a number is written: spaces, dashes, brackets and the
// wide forms of a Chinese keyboard.
func strip(raw string) (digits string, plus bool, refusal *floor.Refusal) {
	var b strings.Builder
	for _, r := range raw {
		switch {
		case r >= '0' && r <= '9':
			b.WriteRune(r)
		case r >= '０' && r <= '９':
			b.WriteRune(r - '０' + '0')
		case (r == '+' || r == '＋') && b.Len() == 0 && !plus:
			plus = true
		case strings.ContainsRune(" \t\u00a0\u2009\u200b\u200e\u202a\u202c\u3000-.()/‐‑‒–—―−－（）·", r):
		default:
			return "", false, floor.Refuse(RefusePhoneLetters)
		}
	}
	if b.Len() == 0 {
		return "", false, floor.Refuse(RefusePhoneEmpty)
	}
	return b.String(), plus, nil
}
