package look

import (
	"image/color"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
)

// Every pair of ink and ground that the product draws, with the contrast that
// it owes: AAA for what a visitor reads, AA for the rest.
var pairs = []struct {
	says        string
	ink, ground Part
	owes        float64
}{
	{"words on paper", ColorInk, ColorPaper, AAA},
	{"words on a card", ColorInk, ColorCard, AAA},
	{"words on a pressed card", ColorInk, ColorPressed, AAA},
	{"words on what is chosen", ColorInk, ColorAccentWash, AAA},
	{"second words on paper", ColorInkSoft, ColorPaper, AAA},
	{"second words on a card", ColorInkSoft, ColorCard, AAA},
	{"second words on what is chosen", ColorInkSoft, ColorAccentWash, AAA},
	{"the accent as words on paper", ColorAccent, ColorPaper, AAA},
	{"the accent as words on a card", ColorAccent, ColorCard, AAA},
	{"words on the accent", ColorOnAccent, ColorAccent, AAA},
	{"words on the pressed accent", ColorOnAccent, ColorAccentDip, AAA},
	{"a warning on paper", ColorWarn, ColorPaper, AAA},
	{"a warning on its wash", ColorWarn, ColorWarnWash, AAA},
	{"names on the board", ColorBoardInk, ColorBoardPaper, AAA},
	{"names in a row", ColorBoardInk, ColorBoardRow, AAA},
	{"second words on the board", ColorBoardInkSoft, ColorBoardPaper, AAA},
	{"second words in a row", ColorBoardInkSoft, ColorBoardRow, AAA},
	{"the greeting", ColorOnPanel, ColorPanel, AAA},
	{"the next advisor", ColorOnNext, ColorNext, AAA},
	{"ready in a row", ColorReady, ColorBoardRow, AAA},
	{"serving in a row", ColorServing, ColorBoardRow, AAA},
	{"away in a row", ColorAway, ColorBoardRow, AAA},
	{"an owed turn", ColorOnOwed, ColorOwed, AAA},
	{"a call", ColorOnCall, ColorCall, AAA},
	{"a called number on the board", ColorCall, ColorBoardRow, AAA},
	{"the board's trouble", ColorBoardWarn, ColorBoardPaper, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitA, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitB, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitC, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitD, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitE, AAA},
	{"an initial", ColorOnPortrait, ColorPortraitF, AAA},
}

// palettes are every ground in the product's own accent and in those of houses
// that chose badly: too pale, too bright, too grey.
func palettes(t *testing.T) (all []Palette) {
	t.Helper()
	accents := []color.NRGBA{{}}
	for _, text := range []string{"#C8102E", "#FFD400", "#00205B", "#FFFFFF", "#000000", "#808080", "#00C853"} {
		accent, err := ParseAccent(text)
		if err != nil {
			t.Fatal(err)
		}
		accents = append(accents, accent)
	}
	for _, ground := range []Ground{Light, Dark, HighContrast} {
		for _, accent := range accents {
			all = append(all, Palette{ground, accent})
		}
	}
	return all
}

func TestWordsStandOutFromTheirGroundWhateverTheHouseChose(t *testing.T) {
	for _, p := range palettes(t) {
		for _, pair := range pairs {
			if got := Contrast(p.NRGBA(pair.ink), p.NRGBA(pair.ground)); got < pair.owes {
				t.Errorf("%s, ground %d, accent %v: contrast %.2f, owes %.1f", pair.says, p.Ground, p.Accent, got, pair.owes)
			}
		}
	}
}

func TestAButtonsEdgeIsSeenInHighContrast(t *testing.T) {
	p := Palette{Ground: HighContrast}
	if got := Contrast(p.NRGBA(ColorLine), p.NRGBA(ColorCard)); got < AALarge {
		t.Errorf("contrast of a button's edge is %.2f", got)
	}
}

func TestAnAccentThatIsNoColourIsRefused(t *testing.T) {
	for _, text := range []string{"", "red", "0A5A50", "#0A5A5", "#0A5A501", "#0A5A5G", "#+A5A50"} {
		if c, err := ParseAccent(text); err == nil || !strings.Contains(err.Error(), "#0A5A50") {
			t.Errorf("%q is read as %v, error %v", text, c, err)
		}
	}
}

func TestAnAccentThatCanBeReadIsLeftAsItIs(t *testing.T) {
	navy := hex(0x00205B)
	if got := (Palette{Accent: navy}).NRGBA(ColorAccent); got != navy {
		t.Errorf("navy becomes %v", got)
	}
}

func TestBlackOnWhiteIsTwentyOne(t *testing.T) {
	if got := Contrast(hex(0), hex(0xFFFFFF)); got < 20.99 || got > 21.01 {
		t.Errorf("contrast of black on white is %.3f, want 21", got)
	}
	if got := Contrast(hex(0x777777), hex(0xFFFFFF)); got < 4.47 || got > 4.49 {
		t.Errorf("contrast of #777 on white is %.3f, want 4.48", got)
	}
}

func TestEveryPartWearsAColour(t *testing.T) {
	for _, palette := range palettes(t) {
		for p := Part(0); p < parts; p++ {
			if palette.NRGBA(p).A == 0 {
				t.Errorf("part %d is invisible in %v", p, palette)
			}
		}
	}
}

func TestTheThemeHandsOutTheSameFontEachTime(t *testing.T) {
	file := theme.DefaultTheme().Font(fyne.TextStyle{}).Content()
	look, seen := New(Fonts{file, file, file, file}), map[fyne.Resource]bool{}
	for _, traditional := range []bool{false, true} {
		for _, bold := range []bool{false, true} {
			style := Style{Traditional: traditional}.Face(bold)
			if look.Font(style) != look.Font(style) {
				t.Errorf("the font of %+v is another resource at the second call", style)
			}
			seen[look.Font(style)] = true
		}
	}
	if len(seen) != 4 {
		t.Errorf("%d different fonts are handed out, want 4", len(seen))
	}
}

func TestWordsShrinkUntilTheyFit(t *testing.T) {
	test.NewTempApp(t)
	box := fyne.NewSize(200, 60)
	size, lines, fits := Fit("A rather long sentence", fyne.TextStyle{}, box, 60, 10)
	if !fits || size >= 60 {
		t.Errorf("size %.1f, fits %v, want it smaller and fitting", size, fits)
	}
	for _, line := range lines {
		if w := measure(line, fyne.TextStyle{}, size); w > box.Width {
			t.Errorf("line %q is %.0f wide, the box %.0f", line, w, box.Width)
		}
	}
	if _, _, fits := Fit("Incomprehensibilities", fyne.TextStyle{}, fyne.NewSize(20, 20), 60, 10); fits {
		t.Error("a word wider than its box is said to fit")
	}
}

func TestALineNeverBeginsWithAClosingMark(t *testing.T) {
	for _, piece := range pieces("您好，欢迎光临。Hello there, friend") {
		switch []rune(piece)[0] {
		case '，', '。', ',', ' ':
			t.Errorf("a line may begin with %q", piece)
		}
	}
	got := len(pieces("您好，欢迎。Hello there"))
	if got != 6 { // 您 / 好， / 欢 / 迎。 / Hello_ / there
		t.Errorf("%d pieces, want 6: %q", got, pieces("您好，欢迎。Hello there"))
	}
}

func TestAPortraitShowsTheSurname(t *testing.T) {
	for name, want := range map[string]string{"安然": "安", "Ana Cho": "AC", "ben": "B", " ": "", "欧阳 晴": "欧"} {
		if got := Initial(name); got != want {
			t.Errorf("initial of %q is %q, want %q", name, got, want)
		}
	}
	if Tint("安然") == Tint("白露") && Tint("安然") == Tint("程远") && Tint("安然") == Tint("顾宁") {
		t.Error("every name has the same tint")
	}
}

func TestATextSaysWhetherItFits(t *testing.T) {
	test.NewTempApp(t)
	text := NewText("words", ColorInk, 40, 20)
	text.Resize(fyne.NewSize(400, 60))
	if !text.Fits() {
		t.Error("a short word in a wide box does not fit")
	}
	text.Resize(fyne.NewSize(20, 20))
	if text.Fits() {
		t.Error("a word in a box of 20×20 fits")
	}
}

func TestAFreshRendererHasAllTheWords(t *testing.T) {
	test.NewTempApp(t)
	text := NewText("欢迎光临", ColorInk, SizeQuestion, SizeNote)
	text.Resize(fyne.NewSize(600, 200))
	if lines := text.CreateRenderer().Objects(); len(lines) != 1 || lines[0].Size().Width != 600 {
		t.Errorf("a renderer that was made anew draws %v", lines)
	}
}
