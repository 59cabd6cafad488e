package kiosk

import (
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"shouwen/assets/look"
	"shouwen/core/floor"
)

// With KIOSK_GALLERY set to a folder, every picture is left there.
func TestEveryScreenStandsInBothOrientationsAndLanguages(t *testing.T) {
	dressed(t)
	words := book(t)
	for _, lang := range floor.Languages() {
		for name, size := range sizes {
			k, w := hung(t, size)
			for _, st := range stages(lang) {
				t.Run(string(lang)+"/"+name+"/"+st.name, func(t *testing.T) {
					k.Show(st.state.View(words))
					inspect(t, k, size)
					hang(t, w, string(lang)+"-"+name+"-"+st.name)
				})
			}
		}
	}
}

// hang leaves a picture in the gallery, if there is one.
func hang(t *testing.T, w fyne.Window, name string) {
	folder := os.Getenv("KIOSK_GALLERY")
	if folder == "" {
		return
	}
	file, err := os.Create(filepath.Join(folder, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}

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
		if h := a.Size().Height; h < 88 && a.button.ID != "" {
			t.Errorf("button %q is %v high, want at least 88", a.button.ID, h)
		}
		if w := a.Size().Width; w < 88 && a.button.ID != "" {
			t.Errorf("button %q is %v wide, want at least 88", a.button.ID, w)
		}
		for _, b := range k.screen.tiles[i+1:] {
			if k.screen.still == nil && overlap(a, b) {
				t.Errorf("buttons %q and %q overlap", a.button.ID, b.button.ID)
			}
		}
	}
}

func overlap(a, b *tile) bool {
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
