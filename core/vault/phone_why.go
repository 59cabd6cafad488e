package vault

import (
	"strconv"
	"strings"

	"github.com/nyaruka/phonenumbers"

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

// why says of digits that are no phone what is wrong, as a person counts them:
// with the zero of a landline, without the country code.
func why(digits string, plus bool) *floor.Refusal {
	rest, mainland := strings.CutPrefix(digits, "86")
	switch {
	case !plus:
		return whyHere(digits)
	case mainland && rest == "":
		return short(0, 11)
	case mainland && (rest[0] == '0' || rest[0] == '1' && (len(rest) < 3 || rest[1] != '0')):
		return whyHere(rest)
	case mainland:
		return whyLandline("0" + rest)
	}
	return whyAbroad(digits)
}

// whyHere judges a number as it is dialled inside mainland China.
func whyHere(n string) *floor.Refusal {
	switch {
	case strings.HasPrefix(n, "01") && !strings.HasPrefix(n, "010") && len(n) == 12:
		return whyHere(n[1:]) // a mobile number dialled from another city
	case n[0] == '0':
		return whyLandline(n)
	case n[0] == '1':
		return sized(n, 11, 11)
	case len(n) == 7 || len(n) == 8:
		return floor.Refuse(RefusePhoneArea)
	case len(n) < 11:
		return short(len(n), 11)
	}
	return sized(n, 11, 12)
}

// whyLandline counts area code and number: three and eight digits in the great
// cities (010, 02x), four and seven or eight elsewhere.
func whyLandline(n string) *floor.Refusal {
	if strings.HasPrefix(n, "01") || strings.HasPrefix(n, "02") {
		return sized(n, 11, 11)
	}
	return sized(n, 11, 12)
}

// whyAbroad asks the library how many digits a number of that country has; of
// a country that it does not know, there is no number.
func whyAbroad(digits string) *floor.Refusal {
	code, national := countryOf(digits)
	if code == 0 {
		if len(digits) < 8 {
			return short(len(digits), 8)
		}
		return floor.Refuse(RefusePhoneImpossible)
	}
	national = strings.TrimPrefix(national, "0")
	least, most := lengths(code, national)
	return sized(national, least, most)
}

// countryOf parts the country code from the number; no code begins another.
func countryOf(digits string) (code int, national string) {
	known := phonenumbers.GetSupportedCallingCodes()
	for n := 1; n <= min(3, len(digits)); n++ {
		if code, err := strconv.Atoi(digits[:n]); err == nil && known[code] {
			return code, digits[n:]
		}
	}
	return 0, digits
}

// lengths are the fewest and the most digits of a country's numbers. Near by
// they are those that people have; the library counts pagers and data lines, too.
func lengths(code int, begins string) (least, most int) {
	switch code {
	case codeHongKong, codeMacau:
		return 8, 8
	case codeTaiwan:
		return 8, 9
	}
	if begins == "" {
		begins = "2"
	}
	for n := 4; n <= 17; n++ {
		tried, err := strconv.ParseUint((begins + strings.Repeat("1", 17))[:n], 10, 64)
		country := int32(code)
		whole := &phonenumbers.PhoneNumber{CountryCode: &country, NationalNumber: &tried}
		if err != nil || phonenumbers.IsPossibleNumberWithReason(whole) != phonenumbers.IS_POSSIBLE {
			continue
		}
		if least == 0 {
			least = n
		}
		most = n
	}
	return least, most
}

// sized says of a number that has too few or too many digits how many it
// should have, and of any other that there is none like it.
func sized(n string, least, most int) *floor.Refusal {
	switch {
	case len(n) < least:
		return short(len(n), least)
	case len(n) > most:
		return long(len(n), most)
	}
	return floor.Refuse(RefusePhoneImpossible)
}

func short(have, want int) *floor.Refusal {
	return floor.Refuse(RefusePhoneShort, "have", strconv.Itoa(have), "want", strconv.Itoa(want))
}

func long(have, want int) *floor.Refusal {
	return floor.Refuse(RefusePhoneLong, "have", strconv.Itoa(have), "want", strconv.Itoa(want))
}
