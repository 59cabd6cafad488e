package assets_test

import (
	_ "embed"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font/sfnt"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// standard holds the 8,105 characters that the national standard allows in names.
//
//go:embed fonts/standard.txt
var standard string

func weights(t *testing.T) map[string]*sfnt.Font {
	t.Helper()
	fonts := map[string]*sfnt.Font{}
	for name, file := range map[string][]byte{"regular": assets.FontRegular(), "bold": assets.FontBold()} {
		f, err := sfnt.Parse(file)
		if err != nil {
			t.Fatalf("the %s font: %v", name, err)
		}
		fonts[name] = f
	}
	return fonts
}

// missing returns the characters of text that a font cannot draw, each once.
func missing(t *testing.T, f *sfnt.Font, text string) string {
	t.Helper()
	var buf sfnt.Buffer
	var out strings.Builder
	seen := map[rune]bool{}
	for _, r := range text {
		if seen[r] || unicode.IsControl(r) {
			continue
		}
		seen[r] = true
		glyph, err := f.GlyphIndex(&buf, r)
		if err != nil {
			t.Fatalf("glyph of %q: %v", r, err)
		}
		if glyph == 0 {
			out.WriteRune(r)
		}
	}
	return out.String()
}

func TestEveryCharacterOfEveryPhraseCanBeDrawn(t *testing.T) {
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	for weight, f := range weights(t) {
		for _, key := range book.Keys() {
			for _, lang := range floor.Languages() {
				if lost := missing(t, f, book.Say(lang, key, nil)); lost != "" {
					t.Errorf("%s in %s: the %s font lacks %q", key, lang, weight, lost)
				}
			}
		}
	}
}

func TestEveryCharacterThatTheStandardAllowsInNamesCanBeDrawn(t *testing.T) {
	chars := strings.ReplaceAll(standard, "\n", "")
	if n := len([]rune(chars)); n != 8105 {
		t.Fatalf("the list holds %d characters, want 8105", n)
	}
	for weight, f := range weights(t) {
		if lost := missing(t, f, chars); lost != "" {
			t.Errorf("the %s font lacks %q", weight, lost)
		}
	}
}

func TestTheSignsOfTheScreensCanBeDrawn(t *testing.T) {
	signs := "←→↑↓✓✔✕✗⌫●○◎■□▲△▼▽◆◇★☆·•…—–“”‘’«»☐⚠▶◀€£¥№℃°①⑳〇－＋、。《》「」『』〜～ＡＺａｚ０９éüñāáǎà"
	for weight, f := range weights(t) {
		if lost := missing(t, f, signs); lost != "" {
			t.Errorf("the %s font lacks %q", weight, lost)
		}
	}
}

func TestACharacterOutsideTheFontIsNoticed(t *testing.T) {
	for weight, f := range weights(t) {
		if lost := missing(t, f, "安\U00020BB7"); lost != "\U00020BB7" {
			t.Errorf("the %s font: %q are noticed, want the rare character alone", weight, lost)
		}
	}
}
