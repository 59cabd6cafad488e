package flow

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
)

// at brings a new visitor to the screen with the field.
func atName(t *testing.T) *finger {
	return touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn").sees(Name)
}

func atPhone(t *testing.T) *finger { return atName(t).on("pick:王", "title:ms").sees(Phone) }

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
	if got := f.s.visitor.self.phone; len(got) != mainland.longest() {
		t.Errorf("the field holds %d digits, want %d", len(got), mainland.longest())
	}
}

func TestNameIsChosenOrSpelled(t *testing.T) {
	for _, c := range []struct {
		name    string
		buttons []string
		want    floor.Person
	}{
		{"a common surname", []string{"pick:王"}, floor.Person{Surname: "王"}},
		{"with a given name", []string{"pick:王", "key:X", "pick:小", "pick:明"}, floor.Person{Surname: "王", Given: "小明"}},
		{"by pinyin", []string{"key:W", "key:A", "key:N", "key:G", "pick:汪"}, floor.Person{Surname: "汪"}},
		{"by the pinyin of all of it", []string{"key:W", "key:A", "key:N", "key:G", "key:X", "key:I", "key:A", "key:O", "pick:王", "pick:小"}, floor.Person{Surname: "王", Given: "小"}},
		{"of two characters", []string{"key:O", "pick:欧阳", "pick:文"}, floor.Person{Surname: "欧阳", Given: "文"}},
		{"changed his mind", []string{"pick:王", "del", "pick:李"}, floor.Person{Surname: "李"}},
		{"a letter deleted", []string{"key:W", "key:X", "del", "pick:汪"}, floor.Person{Surname: "汪"}},
		{"from more of them", []string{"more", "pick:罗"}, floor.Person{Surname: "罗"}},
		{"spelled", []string{"page:1", "key:S", "key:M", "key:I", "key:T", "key:H"}, floor.Person{Surname: "Smith"}},
		{"of two words", []string{"page:1", "key:V", "key:A", "key:N", "key:space", "key:D", "key:Y", "key:K"}, floor.Person{Surname: "Van Dyk"}},
		{"with a mark", []string{"page:1", "key:O", "key:'", "key:H", "key:-", "key:A"}, floor.Person{Surname: "O'H-A"}},
		{"with shift", []string{"page:1", "key:M", "key:C", "shift", "key:D", "key:A"}, floor.Person{Surname: "McDa"}},
		{"with a first name", []string{"page:1", "key:L", "key:I", "given", "key:J", "key:O"}, floor.Person{Surname: "Li", Given: "Jo"}},
		{"without the first name after all", []string{"page:1", "key:L", "key:I", "given", "key:J", "del", "del"}, floor.Person{Surname: "Li"}},
		{"spelled after a Chinese one", []string{"pick:王", "page:1", "key:L", "key:I"}, floor.Person{Surname: "Li"}},
		{"spelled after letters of pinyin", []string{"pick:王", "key:W", "page:1", "key:L", "key:I"}, floor.Person{Surname: "Li"}},
		{"Chinese after a spelled one", []string{"page:1", "key:L", "page:0", "pick:李"}, floor.Person{Surname: "李"}},
		{"deleted", []string{"page:1", "key:L", "key:I", "del"}, floor.Person{Surname: "L"}},
		{"a space before anything", []string{"page:1", "key:space", "key:-", "key:L"}, floor.Person{Surname: "L"}},
		{"a space at the end", []string{"page:1", "key:L", "key:I", "key:space"}, floor.Person{Surname: "Li"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := atName(t).on(c.buttons...).on("title:mr").sees(Phone).on("skip")
			c.want.Title = "mr"
			if got := f.opened().Person; got != c.want {
				t.Errorf("the name is %+v, want %+v", got, c.want)
			}
		})
	}
}

// holds keeps a finger on the button until it counts as held.
func (f *finger) holds(button string) *finger {
	f.t.Helper()
	f.at = f.at.Add(time.Second)
	f.s, _ = f.s.Touched(Touch{Button: button, At: f.at, Down: true})
	return f.on(button)
}

func TestFingerThatStaysAsksForMore(t *testing.T) {
	for _, c := range []struct {
		what string
		way  func(*finger) *finger
		want string
	}{
		{"zh for z", func(f *finger) *finger { return f.holds("key:Z") }, "zh"},
		{"what sounds like a candidate", func(f *finger) *finger { return f.on("key:W").holds("pick:汪").on("pick:亡") }, "亡"},
		{"and its last page", func(f *finger) *finger { return f.on("key:W").holds("pick:汪").on("leaf:next", "pick:罔") }, "罔"},
		{"back to the keys", func(f *finger) *finger { return f.on("key:W").holds("pick:汪").on("fewer", "pick:伟") }, "伟"},
		{"all deleted", func(f *finger) *finger { return f.on("pick:王", "key:W").holds("del") }, ""},
		{"a letter with a mark", func(f *finger) *finger { return f.on("page:1", "key:Z", "key:O").holds("key:E").on("pick:é") }, "Zoé"},
		{"a letter with a mark after a Chinese name", func(f *finger) *finger { return f.on("pick:王", "page:1").holds("key:E").on("pick:É") }, "É"},
		{"a name after the language has brought the other keyboard", func(f *finger) *finger { return f.on("page:1").holds("key:E").on("lang:zh-Hant", "pick:王") }, "王"},
		{"a dot between names", func(f *finger) *finger { return f.on("pick:李").holds("key:'").on("pick:华") }, "李·华"},
		{"a dot that joins nothing", func(f *finger) *finger { return f.on("pick:李").holds("key:'").on("title:mr", "back") }, "李"},
	} {
		t.Run(c.what, func(t *testing.T) {
			if got := c.way(atName(t)).s.View(book(t)).Field.Text; got != c.want {
				t.Errorf("the field says %q, want %q", got, c.want)
			}
		})
	}
	f := atName(t)
	f.s, _ = f.s.Touched(Touch{Button: "key:Z", At: f.at.Add(time.Second), Down: true})
	f.s, _ = f.s.Touched(Touch{Button: "key:Z", At: f.at.Add(time.Second + hold - time.Millisecond)})
	if got := f.s.View(book(t)).Field.Text; got != "z" {
		t.Errorf("a touch just short of held types %q, want z", got)
	}
}

func TestTitleWithoutANameAsksForIt(t *testing.T) {
	f := atName(t).on("title:mr").sees(Name)
	if f.s.View(book(t)).Field.Error == "" {
		t.Error("the screen does not say what is missing")
	}
	f.on("pick:王")
	if got := f.s.View(book(t)).Field.Error; got != "" {
		t.Errorf("after the surname the screen still says %q", got)
	}
	f.on("key:X", "title:mr").sees(Name)
	if f.s.View(book(t)).Field.Error == "" {
		t.Error("letters without a character are taken for a name")
	}
	f.on("del", "title:mr").sees(Phone)
}

func TestForeignerFindsTheLettersFirst(t *testing.T) {
	f := atName(t).on("lang:en")
	if !offered(f.s.View(book(t)), "given") {
		t.Error("in English the keyboard begins with Chinese characters")
	}
	f.on("page:1", "pick:王", "page:0", "key:L")
	if got := f.s.View(book(t)).Field.Text; got != "L" {
		t.Errorf("the field says %q, want L", got)
	}
}

func TestHouseWithoutChineseNamesStillTypes(t *testing.T) {
	set := ordinary()
	set.Names = nil
	f := touching(t, set).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn").sees(Name)
	f.on("key:L", "key:I", "title:mr").sees(Phone)
}

func TestPhoneFromAbroadIsFormattedAndCheckedByItsCountry(t *testing.T) {
	for _, c := range []struct{ land, digits, shown, number string }{
		{"+852", "61230000", "+852 6123 0000", "+85261230000"},
		{"+1", "2015550123", "+1 201 555 0123", "+12015550123"},
		{"+", "5521000000", "+552 1000 000", "+5521000000"},
	} {
		set := ordinary()
		checked := ""
		set.Check = func(digits string) *floor.Refusal { checked = digits; return nil }
		f := touching(t, set).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "skip").sees(Phone)
		f.on("lands", "land:"+c.land).dial(c.digits)
		if got := f.s.View(book(t)).Field.Text; got != c.shown {
			t.Errorf("%s%s is shown as %q, want %q", c.land, c.digits, got, c.shown)
		}
		if whole := c.land != "+"; whole != (checked == c.number) {
			t.Errorf("%s%s: checked %q while it was typed", c.land, c.digits, checked)
		}
		if got := f.on("next").opened().Person.Phone; got != c.number {
			t.Errorf("the phone is %q, want %q", got, c.number)
		}
	}
	f := atPhone(t).on("lands", "land:+81", "lands", "land:").dial("13800000001").on("next")
	if got := f.opened().Person.Phone; got != "13800000001" {
		t.Errorf("back on the mainland the phone is %q", got)
	}
}

// A 0 is dialled before the number inside the United Kingdom, and left out from abroad.
func TestPhoneWithItsZeroIsNotCalledWrongOneDigitEarly(t *testing.T) {
	set := ordinary()
	set.Check = func(digits string) *floor.Refusal {
		if digits != "+4407911123456" {
			return floor.Refuse("kiosk.phone.empty")
		}
		return nil
	}
	f := touching(t, set).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "skip").sees(Phone)
	f.on("lands", "land:+44")
	for _, digit := range "07911123456" {
		if got := f.dial(string(digit)).s.View(book(t)).Field.Error; got != "" {
			t.Fatalf("at %s the field says %q", f.s.visitor.self.phone, got)
		}
	}
}

func TestHalfTypedNameIsForgottenToo(t *testing.T) {
	f := atName(t).on("pick:王", "key:W", "key:X").holds("pick:汪").on("leaf:next")
	f.s, _ = f.s.Touched(Touch{Button: "pick:罔", At: f.at.Add(time.Second), Down: true})
	if v := f.s.visitor; v.self.letters == "" || v.keys == (keyboard{}) || v.down == (press{}) {
		t.Fatalf("nothing is half typed: %+v", v)
	}
	s := f.s.Tick(f.at.Add(10 * time.Minute))
	sameAsNew(t, s)
	if words := fmt.Sprintf("%+v", s.View(book(t))); strings.Contains(words, "王") || strings.Contains(words, "wx") {
		t.Error("the greeting still says what was typed")
	}
}
