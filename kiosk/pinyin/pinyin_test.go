package pinyin_test

import (
	"iter"
	"os"
	"slices"
	"strings"
	"testing"

	"shouwen/kiosk/pinyin"
)

func loaded(t testing.TB) *pinyin.Book {
	t.Helper()
	b, err := pinyin.Load(os.DirFS("../../assets"), "pinyin")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// first is the beginning of what is offered.
func first(n int, offers iter.Seq2[string, int]) (names []string) {
	for name := range offers {
		if len(names) == n {
			break
		}
		names = append(names, name)
	}
	return names
}

func TestSurnamesComeFirstInTheSurnamesPlaceAndGivenNamesAfterIt(t *testing.T) {
	b := loaded(t)
	for _, c := range []struct {
		letters string
		surname bool
		want    string // in this order, other names may stand between
	}{
		{"", true, "王李张刘陈"},
		{"w", true, "王吴汪"},
		{"wang", true, "王汪"},
		{"li", true, "李黎厉"},
		{"li", false, "丽立利"},
		{"z", true, "张赵周"},
		{"zeng", true, "曾"},
		{"shan", true, "单"},
		{"qiu", true, "邱仇"},
		{"ouyang", true, "欧阳"},
		{"xiao", false, "小晓"},
		{"wei", false, "伟"},
	} {
		got := first(14, b.Offer(c.letters, c.surname))
		at := 0
		for _, name := range got {
			if at < len([]rune(c.want)) && strings.HasPrefix(string([]rune(c.want)[at:]), name) {
				at += len([]rune(name))
			}
		}
		if at < len([]rune(c.want)) {
			t.Errorf("%q (surname: %v) offers %v, want %s in this order", c.letters, c.surname, got, c.want)
		}
	}
}

func TestFirstNameOfferedIsTheLikeliest(t *testing.T) {
	b := loaded(t)
	for letters, want := range map[string]string{
		"wang": "王", "w": "王", "l": "李", "zh": "张", "zhang": "张", "zang": "张", "chen": "陈", "cen": "陈", "cheng": "程", "lv": "吕", "lyu": "吕", "nie": "聂",
		"zhuge": "诸葛", "ouyang": "欧阳", "simaxx": "司马", "xuex": "薛", "xiaoming": "肖", "wxm": "王", "xian": "冼",
		"yuchi": "尉迟", "moqi": "万俟", "huangfu": "皇甫", "xi'an": "席",
	} {
		if got := first(1, b.Offer(letters, true)); len(got) == 0 || got[0] != want {
			t.Errorf("%q offers %v first, want %s; then %v", letters, got, want, first(8, b.Offer(letters, true)))
		}
	}
}

func TestFirstLettersOfADoubleSurnameOfferIt(t *testing.T) {
	b := loaded(t)
	for letters, want := range map[string]string{"zg": "诸葛", "oy": "欧阳", "sm": "司马", "sg": "上官", "hf": "皇甫", "yc": "尉迟", "zhug": "诸葛"} {
		if got := first(14, b.Offer(letters, true)); !slices.Contains(got, want) {
			t.Errorf("%q offers %v, want %s among them", letters, got, want)
		}
	}
}
