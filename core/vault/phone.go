package vault

import (
	"strconv"
	"strings"

	"shouwen/core/floor"
)

// The refusals of a phone that cannot be. None of them repeats the number.
const (
	RefusePhoneEmpty      = "refusal.phone.empty"
	RefusePhoneLetters    = "refusal.phone.letters"    // something other than digits
	RefusePhoneShort      = "refusal.phone.short"      // {have} digits, {want} at least
	RefusePhoneLong       = "refusal.phone.long"       // {have} digits, {want} at most
	RefusePhoneArea       = "refusal.phone.area"       // a landline without its area code
	RefusePhoneImpossible = "refusal.phone.impossible" // no such number can exist
)

// Normal returns the one form in which a phone is kept and compared, "+"
// country code and number, so that every way of writing it finds the same
// customer. A number without a country code is one of mainland China: a mobile
// number or a landline with its area code. What cannot be a phone is refused
// with the reason; whether it exists, only a call can tell.
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
	if plus {
		return abroad(digits)
	}
	return mainland(digits)
}

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

// mainland judges a number as it is dialled inside mainland China.
func mainland(n string) (string, *floor.Refusal) {
	switch {
	case strings.HasPrefix(n, "01") && !strings.HasPrefix(n, "010") && len(n) == 12:
		return mainland(n[1:]) // a mobile number dialled from another city
	case n[0] == '0':
		return landline(n)
	case n[0] == '1':
		return sized("+86", n, 11, 11, isMobile)
	case len(n) == 7 || len(n) == 8:
		return "", floor.Refuse(RefusePhoneArea)
	case len(n) < 11:
		return "", short(len(n), 11)
	case len(n) > 12:
		return "", long(len(n), 12)
	}
	return "", floor.Refuse(RefusePhoneImpossible)
}

func isMobile(n string) bool { return len(n) == 11 && n[0] == '1' && n[1] >= '3' }

// landline judges area code and number: three and eight digits in the great
// cities (010, 02x), four and seven or eight elsewhere.
func landline(n string) (string, *floor.Refusal) {
	area, least, most := 4, 11, 12
	if strings.HasPrefix(n, "01") || strings.HasPrefix(n, "02") {
		area, least, most = 3, 11, 11
	}
	code, refusal := sized("+86", n, least, most, func(n string) bool {
		return n[1] != '0' && !strings.HasPrefix(n, "026") &&
			(n[1] != '1' || n[2] == '0') && n[area] >= '2' && n[area] <= '8'
	})
	if refusal != nil {
		return "", refusal
	}
	return strings.Replace(code, "+860", "+86", 1), nil
}

// abroad judges a number that begins with a country code.
func abroad(n string) (string, *floor.Refusal) {
	switch {
	case strings.HasPrefix(n, "86"):
		return fromAbroad(n[2:])
	case strings.HasPrefix(n, "852"):
		return sized("+852", n[3:], 8, 8, func(n string) bool { return n[0] >= '2' })
	case strings.HasPrefix(n, "853"):
		return sized("+853", n[3:], 8, 8, func(n string) bool { return strings.ContainsRune("268", rune(n[0])) })
	case strings.HasPrefix(n, "886"):
		return sized("+886", strings.TrimPrefix(n[3:], "0"), 8, 9, func(n string) bool {
			return n[0] == '9' && len(n) == 9 || n[0] >= '2' && n[0] <= '8'
		})
	case strings.HasPrefix(n, "1"):
		return sized("+1", n[1:], 10, 10, func(n string) bool { return n[0] >= '2' && n[3] >= '2' })
	}
	return sized("+", n, 8, 15, func(n string) bool { return n[0] != '0' })
}

// fromAbroad judges what follows +86, where a landline loses its zero and many
// people write it all the same.
func fromAbroad(n string) (string, *floor.Refusal) {
	switch {
	case n == "":
		return "", short(0, 11)
	case n[0] == '0' || n[0] == '1' && (len(n) < 3 || n[1] != '0'):
		return mainland(n)
	}
	return landline("0" + n)
}

// sized checks the length of a number, then whether it can exist.
func sized(code, n string, least, most int, can func(string) bool) (string, *floor.Refusal) {
	switch {
	case len(n) < least:
		return "", short(len(n), least)
	case len(n) > most:
		return "", long(len(n), most)
	case !can(n):
		return "", floor.Refuse(RefusePhoneImpossible)
	}
	return code + n, nil
}

func short(have, want int) *floor.Refusal {
	return floor.Refuse(RefusePhoneShort, "have", strconv.Itoa(have), "want", strconv.Itoa(want))
}

func long(have, want int) *floor.Refusal {
	return floor.Refuse(RefusePhoneLong, "have", strconv.Itoa(have), "want", strconv.Itoa(want))
}
