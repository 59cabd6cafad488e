package flow

import (
	"testing"

	"shouwen/core/floor"
)

// at brings a new visitor to the screen with the field.
func atName(t *testing.T) *finger {
	return touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn").sees(Name)
}

func atPhone(t *testing.T) *finger { return atName(t).on("name:王", "title:ms").sees(Phone) }

func TestPhoneIsFormattedAsItIsTyped(t *testing.T) {
	for digits, want := range map[string]string{
		"": "", "1": "1", "138": "138", "1380": "138 0", "1380000": "138 0000", "13800000001": "138 0000 0001", "138000000012": "138 0000 0001 2",
		"85200001": "8520 0001",
	} {
		if got := grouped(digits); got != want {
			t.Errorf("%s is shown as %q, want %q", digits, got, want)
		}
	}
}

func TestPhoneThatCannotBeIsSaidBesideTheFieldAndNothingIsLost(t *testing.T) {
	f := atPhone(t).dial("1280000000")
	if got := f.s.View(book(t)).Field.Error; got != "" {
		t.Errorf("before the phone is whole the field says %q", got)
	}
	f.dial("1")
	for lang, want := range map[floor.Language]string{
		floor.Chinese: "请输入手机号，或选择不留电话。", floor.English: "Please enter a number, or go on without one.",
	} {
		s := f.s.speak(lang)
		field := s.View(book(t)).Field
		if field.Error != want {
			t.Errorf("in %s the field says %q, want %q", lang, field.Error, want)
		}
		if field.Text != "128 0000 0001" {
			t.Errorf("the field shows %q, want the digits as typed", field.Text)
		}
	}
	f.on("next").sees(Phone)
	if f.last != nil {
		t.Errorf("a phone that cannot be opened a visit: %+v", f.last)
	}
	f.on("del")
	if field := f.s.View(book(t)).Field; field.Error != "" || field.Text != "128 0000 000" {
		t.Errorf("after a deletion the field is %+v, want no error", field)
	}
	f.on("clear").dial("13800000001").on("next").sees(Asking)
	if got := f.opened().Person; got != (floor.Person{Surname: "王", Title: "ms", Phone: "13800000001"}) {
		t.Errorf("the person is %+v", got)
	}
}

func TestEmptyOrShortPhoneIsRefusedOnlyWhenTheVisitorGoesOn(t *testing.T) {
	for _, digits := range []string{"", "138"} {
		f := atPhone(t).dial(digits)
		if got := f.s.View(book(t)).Field.Error; got != "" {
			t.Errorf("%q is refused while it is typed: %q", digits, got)
		}
		if f.on("next").sees(Phone).s.View(book(t)).Field.Error == "" {
			t.Errorf("%q is not refused", digits)
		}
	}
}

func TestFieldTakesNoMoreDigitsThanAPhoneHas(t *testing.T) {
	f := atPhone(t).dial("1380000000123456789")
	if got := f.s.visitor.self.phone; len(got) != longestPhone {
		t.Errorf("the field holds %d digits, want %d", len(got), longestPhone)
	}
}

func TestSurnameIsChosenOrSpelled(t *testing.T) {
	for _, c := range []struct {
		name    string
		buttons []string
		want    string
	}{
		{"a common one", []string{"name:王"}, "王"},
		{"changed his mind", []string{"name:王", "name:李"}, "李"},
		{"from a later page", []string{"page:2", "name:武"}, "武"},
		{"of two characters", []string{"page:3", "name:欧阳"}, "欧阳"},
		{"spelled", []string{"page:4", "key:S", "key:M", "key:I", "key:T", "key:H"}, "Smith"},
		{"of two words", []string{"page:4", "key:V", "key:A", "key:N", "key:space", "key:D", "key:Y", "key:K"}, "Van Dyk"},
		{"with a mark", []string{"page:4", "key:O", "key:'", "key:H", "key:-", "key:A"}, "O'h-A"},
		{"spelled after a Chinese one", []string{"name:王", "page:4", "key:L", "key:I"}, "Li"},
		{"deleted", []string{"page:4", "key:L", "key:I", "del"}, "L"},
		{"a space before anything", []string{"page:4", "key:space", "key:-", "key:L"}, "L"},
		{"a space at the end", []string{"page:4", "key:L", "key:I", "key:space"}, "Li"},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := atName(t).on(c.buttons...).on("title:mr").sees(Phone).on("skip")
			if got := f.opened().Person.Surname; got != c.want {
				t.Errorf("the surname is %q, want %q", got, c.want)
			}
		})
	}
}

func TestTitleWithoutASurnameAsksForTheSurname(t *testing.T) {
	f := atName(t).on("title:mr").sees(Name)
	if f.s.View(book(t)).Field.Error == "" {
		t.Error("the screen does not say what is missing")
	}
	f.on("name:王")
	if got := f.s.View(book(t)).Field.Error; got != "" {
		t.Errorf("after the surname the screen still says %q", got)
	}
}

func TestEverySurnameStandsOnceAndIsOneOrTwoCharacters(t *testing.T) {
	seen := map[string]bool{}
	for _, list := range []struct {
		names []string
		runes int
	}{{Surnames(), 1}, {CompoundSurnames(), 2}} {
		for _, name := range list.names {
			if seen[name] || len([]rune(name)) != list.runes {
				t.Errorf("%q stands twice or is not %d characters long", name, list.runes)
			}
			seen[name] = true
		}
	}
	if len(Surnames()) < 100 {
		t.Errorf("there are %d surnames, want the hundred commonest", len(Surnames()))
	}
}

func TestForeignerFindsTheLettersFirst(t *testing.T) {
	f := atName(t).on("lang:en")
	if !offered(f.s.View(book(t)), "key:A") {
		t.Error("in English the surname begins with Chinese characters")
	}
}
