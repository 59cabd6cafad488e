package kiosk

import (
	"cmp"
	"image"
	"image/color"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/kiosk/flow"
)

// looks are the ways in which a visitor may have the screen drawn that change
// where things stand. The ground changes only colours, which look's tests check.
func looks() map[string]flow.Looks {
	all := map[string]flow.Looks{}
	for _, text := range flow.TextSizes() {
		for where, low := range map[string]bool{"": false, "-low": true} {
			all[cmp.Or(string(text), "ordinary")+where] = flow.Looks{Text: text, Low: low}
		}
	}
	return all
}

// Every word of every screen stands whole in its box, in every language and
// text size, on a standing and a lying screen, for one who stands and one who sits.
func TestNoWordIsClippedOnAnyScreen(t *testing.T) {
	dressed(t)
	words := book(t)
	for _, lang := range floor.Languages() {
		all := stages(lang)
		for name, size := range sizes {
			for how, l := range looks() {
				k := New()
				k.Content().Resize(size)
				for _, st := range all {
					v := st.state.View(words)
					v.Looks = l
					k.Show(v)
					t.Run(string(lang)+"/"+name+"/"+how+"/"+st.name, func(t *testing.T) { inspect(t, k, size) })
				}
			}
		}
	}
}

// modes are all ways to draw a screen, for the gallery.
func modes() map[string]flow.Looks {
	all := looks()
	for _, ground := range flow.Grounds()[1:] {
		all[string(ground)] = flow.Looks{Ground: ground}
	}
	delete(all, "large-low")
	delete(all, "largest-low")
	return all
}

// With KIOSK_GALLERY set to a folder, every screen is left there in every
// language, orientation and mode; without it, the first one in each mode.
func TestGalleryShowsEveryScreen(t *testing.T) {
	dressed(t)
	words := book(t)
	folder, whole := os.LookupEnv("KIOSK_GALLERY")
	if !whole {
		first := stages(floor.Traditional)[:1]
		w := draw(t, words, t.TempDir(), floor.Traditional, "standing", first)
		if half := w.Canvas().Size(); half.Width != sizes["standing"].Width/2 {
			t.Errorf("the pictures are %v large", half)
		}
		return
	}
	for _, lang := range floor.Languages() {
		all := stages(lang)
		for name := range sizes {
			draw(t, words, folder, lang, name, all)
		}
	}
}

// draw leaves the screens in every mode, at half their size.
func draw(t *testing.T, words *phrase.Book, folder string, lang floor.Language, name string, all []stage) fyne.Window {
	t.Helper()
	k, w := hung(t, fyne.NewSize(sizes[name].Width/2, sizes[name].Height/2))
	for how, l := range modes() {
		for _, st := range all {
			v := st.state.View(words)
			v.Looks = l
			k.Show(v)
			hang(t, w, filepath.Join(folder, how+"-"+string(lang)+"-"+name+"-"+st.name+".png"))
		}
	}
	return w
}

// hang leaves a picture in the gallery.
func hang(t *testing.T, w fyne.Window, name string) {
	t.Helper()
	file, err := os.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

// A finger is as broad on a small panel as on a large one: what can be touched
// is 20 mm high and broad on a 21.5-inch panel of 1080×1920.
const (
	unit   = 476.6 / 1920 // mm
	finger = 20.0         // mm
)

// inspect checks that no words are cut, that nothing leaves the screen or
// covers another thing to touch, and that a finger finds every button.
func inspect(t *testing.T, k *Kiosk, size fyne.Size) {
	t.Helper()
	for _, o := range k.screen.objects {
		inspectWords(t, o)
		if at, s := o.Position(), o.Size(); o.Visible() && (at.X < 0 || at.Y < 0 || at.X+s.Width > size.Width+1 || at.Y+s.Height > size.Height+1) {
			t.Errorf("%T at %v of %v leaves the screen", o, at, s)
		}
	}
	for i, a := range k.screen.tiles {
		if side := min(a.Size().Height, a.Size().Width) * unit; side < finger && a.button.ID != "" {
			t.Errorf("button %q is %v, which is %.1f mm, want at least %.0f", a.button.ID, a.Size(), side, finger)
		}
		for _, o := range k.screen.objects {
			if text, ok := o.(*look.Text); ok && text.Words() != "" && k.screen.still == nil && overlap(a, text) {
				t.Errorf("button %q covers %q", a.button.ID, text.Words())
			}
		}
		for _, b := range k.screen.tiles[i+1:] {
			if k.screen.still == nil && overlap(a, b) {
				t.Errorf("buttons %q and %q overlap", a.button.ID, b.button.ID)
			}
		}
	}
}

func overlap(a, b fyne.CanvasObject) bool {
	ap, as, bp, bs := a.Position(), a.Size(), b.Position(), b.Size()
	return ap.X < bp.X+bs.Width && bp.X < ap.X+as.Width && ap.Y < bp.Y+bs.Height && bp.Y < ap.Y+as.Height
}

// inspectWords checks that all words below the object fit their boxes.
func inspectWords(t *testing.T, o fyne.CanvasObject) {
	t.Helper()
	switch o := o.(type) {
	case *look.Text:
		if o.Visible() && !o.Fits() {
			t.Errorf("%q does not fit %v", o.Words(), o.Size())
		}
	case *tile:
		for _, part := range test.WidgetRenderer(o).Objects() {
			inspectWords(t, part)
		}
	case *fyne.Container:
		for _, part := range o.Objects {
			inspectWords(t, part)
		}
	case *canvas.Text:
		t.Errorf("%q is drawn by hand; words are fitted by look.Text", o.Text)
	}
}

func TestWindowOfAnySizeShowsTheGreeting(t *testing.T) {
	dressed(t)
	words := book(t)
	k := New()
	w := test.NewTempWindow(t, container.NewStack(k.Content()))
	w.SetPadded(false)
	k.Show(stages(floor.Chinese)[0].state.View(words))
	for _, size := range []fyne.Size{{Width: 720, Height: 1280}, {Width: 1366, Height: 768}, {Width: 3840, Height: 2160}} {
		w.Resize(size)
		for _, o := range k.screen.objects {
			inspectWords(t, o)
		}
		if at, ok := k.Where("start"); !ok || at.X <= 0 || at.Y <= 0 || at.X >= size.Width || at.Y >= size.Height {
			t.Errorf("at %v the start stands at %v", size, at)
		}
	}
}

// On a standing screen a seated visitor finds everything to touch in the lower
// two thirds, and the question above it.
func TestSeatedVisitorReachesEverything(t *testing.T) {
	dressed(t)
	words := book(t)
	k := New()
	size := sizes["standing"]
	k.Content().Resize(size)
	for _, lang := range floor.Languages() {
		for _, st := range stages(lang) {
			v := st.state.View(words)
			if v.Looks.Low = true; v.Reader != nil {
				continue // the staff's rulebook fills the screen
			}
			k.Show(v)
			for _, tile := range k.screen.tiles {
				if top := tile.Position().Y / size.Height; top < 0.33 && tile.button.ID != "" {
					t.Errorf("%s, %s: %q stands at %.2f of the height", lang, st.name, tile.button.ID, top)
				}
			}
		}
	}
}

// showing is a standing touchscreen with the view on it.
func showing(v flow.View) *Kiosk {
	k := New()
	k.Content().Resize(sizes["standing"])
	k.Show(v)
	return k
}

func TestEachModeIsDrawnInItsOwnColours(t *testing.T) {
	dressed(t)
	words := book(t)
	before := stages(floor.Chinese)[1].state
	seen := map[color.Color]flow.Ground{}
	for _, ground := range flow.Grounds() {
		v := before.View(words)
		v.Looks.Ground = ground
		k := showing(v)
		paper := k.screen.ground.FillColor
		if other, twice := seen[paper]; twice {
			t.Errorf("%q and %q stand on the same colour", ground, other)
		}
		seen[paper] = ground
		if got := look.Contrast(k.screen.choices[0].ground.FillColor, paper); ground != flow.Contrast && got > 1.6 {
			t.Errorf("%q: an answer does not lie on the screen's ground, contrast %.1f", ground, got)
		}
	}
}

// A choice is seen without its colour: it has a mark.
func TestChosenAnswerHasAMark(t *testing.T) {
	dressed(t)
	s, _ := flow.New(settings(), crowd()).Touched(flow.Touch{Button: "access", At: nine})
	k := showing(s.View(book(t)))
	marked := 0
	for _, options := range k.screen.options {
		for _, o := range options {
			if got := strings.HasPrefix(o.label.Words(), "✓ "); got != o.button.Chosen {
				t.Errorf("%q: marked %v, chosen %v", o.label.Words(), got, o.button.Chosen)
			} else if got {
				marked++
			}
		}
	}
	if marked != 3 {
		t.Errorf("%d answers are marked, want one of each of the three questions", marked)
	}
}

func TestLargerTextIsLarger(t *testing.T) {
	dressed(t)
	words := book(t)
	before, last := stages(floor.Chinese)[1].state, float32(0)
	for _, size := range flow.TextSizes() {
		v := before.View(words)
		v.Looks.Text = size
		k := showing(v)
		answer := k.screen.choices[0].label
		got := test.WidgetRenderer(answer).Objects()[0].(*canvas.Text).TextSize
		if got < 1.15*last {
			t.Errorf("%q is drawn at %.0f, the size before at %.0f", size, got, last)
		}
		last = got
	}
}

func TestGreetingShowsTheHousesLogo(t *testing.T) {
	dressed(t)
	greeting := stages(floor.Chinese)[0].state.View(book(t))
	for name, size := range sizes {
		for _, wide := range []int{10, 100, 1000} {
			k := New()
			k.House.Logo = image.NewGray(image.Rect(0, 0, wide, 100))
			k.Content().Resize(size)
			k.Show(greeting)
			inspect(t, k, size)
			if logo := k.screen.logo; logo == nil || overlap(logo, k.screen.house) || overlap(logo, k.screen.title) || logo.Size().Height < look.SizeTouch {
				t.Errorf("%s: a logo %d wide does not stand beside the house's name", name, wide)
			}
		}
	}
}
