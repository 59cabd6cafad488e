package assets_test

import (
	_ "embed"
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

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
	for name, file := range map[string][]byte{
		"regular": assets.FontRegular(), "bold": assets.FontBold(),
		"traditional": assets.FontTraditional(), "bold traditional": assets.FontTraditionalBold(),
	} {
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
		for _, lang := range floor.Languages() {
			if strings.Contains(weight, "traditional") != (lang == floor.Traditional) {
				continue // it is drawn with the other face
			}
			for _, key := range book.Keys() {
				if lost := missing(t, f, book.Say(lang, key, nil)); lost != "" {
					t.Errorf("%s in %s: the %s font lacks %q", key, lang, weight, lost)
				}
			}
		}
	}
}

func TestEveryCharacterOfEveryRulebookCanBeDrawn(t *testing.T) {
	for weight, f := range weights(t) {
		for _, name := range rulebooks(t) {
			text, err := assets.Files.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			words := string(text)
			if !strings.Contains(weight, "traditional") {
				words = said.ReplaceAllString(words, "")
			}
			if lost := missing(t, f, words); lost != "" {
				t.Errorf("%s: the %s font lacks %q", name, weight, lost)
			}
		}
	}
}

// said is what a rulebook says in traditional Chinese, which stands in that face alone.
var said = regexp.MustCompile(`zh-Hant = "[^"]*"`)

func TestEveryRulebookGreetsInTraditionalChinese(t *testing.T) {
	for _, name := range rulebooks(t) {
		text, err := assets.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		greets, speaks := strings.Count(string(text), `"greeting"`), strings.Count(string(text), "zh-Hant")
		if greets != speaks {
			t.Errorf("%s: %d texts are for visitors, %d of them in traditional Chinese", name, greets, speaks)
		}
	}
}

func rulebooks(t *testing.T) []string {
	t.Helper()
	names, err := fs.Glob(assets.Files, "rulebooks/*.toml")
	if err != nil || len(names) == 0 {
		t.Fatalf("rulebooks: %v, %v", names, err)
	}
	return names
}

// The shapes of both faces take the same room, so that a box that was measured
// for one holds the other.
func TestBothFacesTakeTheSameRoom(t *testing.T) {
	all, text := weights(t), standard+"AWil019 ，。「」"
	for simplified, traditional := range map[string]string{"regular": "traditional", "bold": "bold traditional"} {
		for _, r := range text {
			if a, b := advance(t, all[simplified], r), advance(t, all[traditional], r); a != b {
				t.Errorf("%q is %v wide in the %s font and %v in the %s one", r, a, simplified, b, traditional)
			}
		}
	}
}

func advance(t *testing.T, f *sfnt.Font, r rune) fixed.Int26_6 {
	t.Helper()
	var buf sfnt.Buffer
	glyph, err := f.GlyphIndex(&buf, r)
	if err != nil {
		t.Fatal(err)
	}
	wide, err := f.GlyphAdvance(&buf, glyph, fixed.I(1000), font.HintingNone)
	if err != nil {
		t.Fatal(err)
	}
	return wide
}

// Where Taiwan writes a character otherwise, the traditional face shows it so.
func TestTraditionalChineseIsDrawnInTheShapesOfTaiwan(t *testing.T) {
	all := weights(t)
	for _, r := range "過骨角令" {
		if outline(t, all["regular"], r) == outline(t, all["traditional"], r) {
			t.Errorf("%q has the mainland's shape in the traditional face", r)
		}
	}
}

func outline(t *testing.T, f *sfnt.Font, r rune) string {
	t.Helper()
	var buf sfnt.Buffer
	glyph, err := f.GlyphIndex(&buf, r)
	if err != nil {
		t.Fatal(err)
	}
	strokes, err := f.LoadGlyph(&buf, glyph, fixed.I(1000), nil)
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprint(strokes)
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
