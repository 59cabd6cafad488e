package slip

import (
	"bytes"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"

	"shouwen/core/floor"
)

// draws is a source of random bytes that gives the same every time.
func draws(seed byte) *rand.ChaCha8 { return rand.NewChaCha8([32]byte{seed}) }

func TestACodeIsSixteenCharactersOfTheAlphabet(t *testing.T) {
	random, seen := draws(1), map[string]bool{}
	for range 1000 {
		code := NewCode(random)
		if len(code) != CodeLength || strings.Trim(code, alphabet) != "" {
			t.Fatalf("%q is no code", code)
		}
		if seen[code] {
			t.Fatalf("%q was drawn twice", code)
		}
		seen[code] = true
	}
}

func TestEveryRandomBitIsInTheCode(t *testing.T) {
	none := NewCode(bytes.NewReader(make([]byte, 10)))
	if none != strings.Repeat("0", 16) {
		t.Errorf("80 zero bits give %q", none)
	}
	for bit := range 80 {
		b := make([]byte, 10)
		b[bit/8] = 1 << (7 - bit%8)
		want := []byte(none)
		want[bit/5] = alphabet[1<<(4-bit%5)]
		if got := NewCode(bytes.NewReader(b)); got != string(want) {
			t.Errorf("bit %d gives %q, want %q", bit, got, want)
		}
	}
}

func TestASourceThatRunsDryGivesNoCode(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("a code was made of too few random bytes")
		}
	}()
	NewCode(bytes.NewReader(make([]byte, 9)))
}

func TestEveryWrongCharacterAndEverySwapShows(t *testing.T) {
	code := NewCode(draws(2))
	whole := code + string(check(code))
	for i := range whole {
		for _, wrong := range alphabet {
			typed := whole[:i] + string(wrong) + whole[i+1:]
			if _, err := Parse(typed); (err == nil) != (typed == whole) {
				t.Errorf("%q for %q: %v", typed, whole, err)
			}
		}
		for j := range i {
			typed := []byte(whole)
			typed[i], typed[j] = typed[j], typed[i]
			if _, err := Parse(string(typed)); (err == nil) != (string(typed) == whole) {
				t.Errorf("%q for %q: %v", typed, whole, err)
			}
		}
	}
}

func TestWhatPeopleAndScannersTypeIsRead(t *testing.T) {
	const code = "0Q1M9X0KD4TZ81BC"
	whole := code + string(check(code))
	for _, c := range []struct {
		name, typed string
		kind        Kind
	}{
		{"as it is printed", Typed(code), Visit},
		{"in small letters", strings.ToLower(Typed(code)), Visit},
		{"with spaces", " " + whole[:4] + " " + whole[4:8] + " " + whole[8:] + " ", Visit},
		{"without groups", whole, Visit},
		{"O for zero, I and L for one", "OqIm9xOkd4tz8lbc" + string(check(code)), Visit},
		{"the link in capitals", Link("192.168.1.20:8080", code), Visit},
		{"the link in small letters", strings.ToLower(Link("192.168.1.20:8080", code)), Visit},
		{"the link with a query", "http://192.168.1.20:8080/v/" + code + "?from=phone", Visit},
		{"the path alone", "/V/" + code, Visit},
		{"the link under a Chinese input method", "ＨＴＴＰ：／／１９２.168.1.20：8080／Ｖ／" + code, Visit},
		{"the link without its signs", "HTTP1921681208080V" + code, Visit},
		{"the link under a German layout", "HTTPÖ--192.168.1.20Ö8080-V-" + code, Visit},
		{"the link of a named host", Link("lobby.example:8080", code), Visit},
		{"the slip's QR without a page", Link("", code), Visit},
		{"a badge as it is printed", TypedBadge(code), OwnBadge},
		{"a badge in small letters", strings.ToLower(TypedBadge(code)), OwnBadge},
		{"a badge's link", BadgeLink("192.168.1.20:8080", code), OwnBadge},
		{"a badge's QR without a page", BadgeLink("", code), OwnBadge},
		{"a badge's path", "/b/" + strings.ToLower(code), OwnBadge},
	} {
		got, err := Parse(c.typed)
		if err != nil || got != (Scan{c.kind, code}) {
			t.Errorf("%s, %q: %v, %v; want the %s %s", c.name, c.typed, got, err, c.kind, code)
		}
	}
}

func TestWhatIsNoCodeIsRefusedInWords(t *testing.T) {
	const code = "0Q1M9X0KD4TZ81BC"
	for typed, want := range map[string]string{
		"":                             "refusal.code.length",
		"12":                           "refusal.code.length",
		code:                           "refusal.code.length",
		Typed(code) + "0":              "refusal.code.length",
		"U" + Typed(code)[1:]:          "refusal.code.letter",
		"/V/U" + code[1:]:              "refusal.code.letter",
		"1" + Typed(code)[1:]:          "refusal.code.mistyped",
		"B-1" + Typed(code)[1:]:        "refusal.code.mistyped",
		"http://example.org/":          "refusal.code.link",
		"http://example.org/x/" + code: "refusal.code.link",
		"/V/" + code[1:]:               "refusal.code.link",
		"安宁":                           "refusal.code.length",
	} {
		_, err := Parse(typed)
		var no *floor.Refusal
		if !errors.As(err, &no) || no.Key != want {
			t.Errorf("%q: %v, want %s", typed, err, want)
		}
	}
}

func TestEveryRefusalOfACodeHasWords(t *testing.T) {
	words := testPress(t).words
	for _, key := range []string{"length", "letter", "mistyped", "link"} {
		if !words.Has("refusal.code." + key) {
			t.Errorf("refusal.code.%s has no words", key)
		}
	}
}

func FuzzParse(f *testing.F) {
	code := NewCode(draws(3))
	for _, seed := range []string{Typed(code), TypedBadge(code), Link("10.0.0.1:80", code), "ＨＴＴＰ", "/v/", "\xff\xfe"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		scan, err := Parse(text)
		if err != nil {
			var no *floor.Refusal
			if !errors.As(err, &no) {
				t.Fatalf("%q: %v is not a refusal", text, err)
			}
			return
		}
		typed := map[Kind]func(string) string{Visit: Typed, OwnBadge: TypedBadge}[scan.Kind]
		if again, err := Parse(typed(scan.Code)); err != nil || again != scan {
			t.Fatalf("%q is %v, and typed again %v, %v", text, scan, again, err)
		}
	})
}
