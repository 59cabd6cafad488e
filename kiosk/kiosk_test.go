package kiosk

import (
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shouwen/core/floor"
	"shouwen/kiosk/flow"
)

// standing is a kiosk in a window, with a way to touch it.
func standing(t *testing.T) (*Kiosk, *[]string) {
	dressed(t)
	k, _ := hung(t, sizes["standing"])
	var touched []string
	k.OnTouch = func(touch flow.Touch) { touched = append(touched, touch.Button) }
	return k, &touched
}

// tap touches the button with the id, where it stands.
func tap(t *testing.T, k *Kiosk, id string) {
	t.Helper()
	at, ok := k.Where(id)
	if !ok {
		t.Fatalf("there is no button %q", id)
	}
	test.TapCanvas(fyne.CurrentApp().Driver().CanvasForObject(k.Content()), at)
}

func TestTouchIsReportedOnceWithTheButtonThatIsThere(t *testing.T) {
	k, touched := standing(t)
	words := book(t)
	all := stages(floor.Chinese)
	k.Show(all[0].state.View(words))
	tap(t, k, "start")
	tap(t, k, "lang:en")
	if got := *touched; len(got) != 2 || got[0] != "start" || got[1] != "lang:en" {
		t.Errorf("touches are %v", got)
	}
	for _, st := range all {
		v := st.state.View(words)
		k.Show(v)
		for _, tile := range k.screen.tiles {
			if tile.button.ID == "" || v.Still != nil && tile != k.screen.still.stay && tile != k.screen.still.leave {
				continue
			}
			*touched = nil
			tap(t, k, tile.button.ID)
			if got := *touched; len(got) != 1 || got[0] != tile.button.ID {
				t.Fatalf("%s: a touch on %q reports %v", st.name, tile.button.ID, got)
			}
		}
	}
}

func TestTouchBesideTheQuestionMeansThatSomebodyIsThere(t *testing.T) {
	k, touched := standing(t)
	for _, st := range stages(floor.Chinese) {
		if v := st.state.View(book(t)); v.Still != nil {
			k.Show(v)
			test.TapCanvas(fyne.CurrentApp().Driver().CanvasForObject(k.Content()), fyne.NewPos(5, 900))
			if got := *touched; len(got) != 1 || got[0] != v.Still.Stay.ID {
				t.Errorf("a touch beside the question reports %v", got)
			}
			return
		}
	}
	t.Fatal("no screen asks whether somebody is there")
}

func TestNothingOnAnyScreenTakesTheKeyboard(t *testing.T) {
	k, _ := standing(t)
	var look func(o fyne.CanvasObject)
	look = func(o fyne.CanvasObject) {
		if _, ok := o.(fyne.Focusable); ok {
			t.Errorf("%T takes the focus: a scanner's code would be lost in it", o)
		}
		switch o := o.(type) {
		case *fyne.Container:
			for _, part := range o.Objects {
				look(part)
			}
		case fyne.Widget:
			for _, part := range test.WidgetRenderer(o).Objects() {
				look(part)
			}
		}
	}
	for _, st := range stages(floor.Chinese) {
		k.Show(st.state.View(book(t)))
		look(k.Content())
	}
}

func TestFingerIsSeenAtOnceAndGoneWhenItSlidesOff(t *testing.T) {
	k, touched := standing(t)
	k.Show(stages(floor.Chinese)[0].state.View(book(t)))
	start := k.screen.actions[0]
	rest := start.ground.FillColor
	start.MouseDown(nil)
	if start.ground.FillColor == rest {
		t.Error("a finger on the button is not seen")
	}
	start.MouseOut()
	if start.ground.FillColor != rest {
		t.Error("the button still looks pressed after the finger slid off")
	}
	start.MouseDown(nil)
	start.MouseUp(nil)
	if start.ground.FillColor != rest || len(*touched) != 0 {
		t.Errorf("after the finger left: %v touches %v", start.ground.FillColor, *touched)
	}
}

func TestTypingChangesOnlyTheField(t *testing.T) {
	k, _ := standing(t)
	words := book(t)
	s := flow.New(flow.Settings{NoPIN: true}, crowd())
	k.Show(s.View(words))
	drawn, key := k.screen, k.screen.keys[0][0]
	s, _ = s.Touched(flow.Touch{Button: "key:1", At: nine.Add(time.Second)})
	k.Show(s.View(words))
	if k.screen != drawn || k.screen.keys[0][0] != key {
		t.Error("a digit draws the whole screen anew")
	}
	if !k.screen.field.dots[0].Visible() || k.screen.field.dots[1].Visible() {
		t.Error("one digit does not show one dot")
	}
	s, _ = s.Touched(flow.Touch{Button: "next", At: nine.Add(2 * time.Second)})
	k.Show(s.View(words))
	if k.screen != drawn || k.screen.field.wrong.Words() == "" {
		t.Error("what is wrong is not said beside the field, on the same screen")
	}
}

func TestCountdownDrawsOnlyItsNumber(t *testing.T) {
	k, _ := standing(t)
	words := book(t)
	s := flow.New(settings(), crowd())
	s, _ = s.Touched(flow.Touch{Button: "start", At: nine, Fresh: "key"})
	k.Show(s.Tick(nine.Add(41 * time.Second)).View(words))
	drawn, before := k.screen, k.screen.still.detail.Words()
	k.Show(s.Tick(nine.Add(42 * time.Second)).View(words))
	if k.screen != drawn {
		t.Error("a second draws the whole screen anew")
	}
	if k.screen.still.detail.Words() == before {
		t.Error("the second is not counted")
	}
}

func TestQRIsDrawnAtWholePixels(t *testing.T) {
	k, _ := standing(t)
	found := 0
	for name, size := range sizes {
		for _, st := range stages(floor.English) {
			v := st.state.View(book(t))
			if v.Ticket == nil || v.Ticket.QR == "" {
				continue
			}
			found++
			k.Content().Resize(size)
			for how, l := range looks() {
				v.Looks = l
				k.Show(v)
				qr := k.screen.ticket
				if pixels := qr.qr.Size().Width / float32(qr.modules); pixels < 4 || pixels != whole(pixels) || qr.qr.Size().Width != qr.qr.Size().Height {
					t.Errorf("%s, %s, %s: a module is %v units wide, want a whole number of at least 4", name, how, st.name, pixels)
				}
			}
		}
	}
	if found == 0 {
		t.Fatal("no screen shows a QR")
	}
}

// BenchmarkScreenChange is what one touch costs that leads to a screen full of keys.
func BenchmarkScreenChange(b *testing.B) {
	dressed(b)
	words := book(b)
	k := New()
	k.Content().Resize(sizes["standing"])
	var views []flow.View
	for _, st := range stages(floor.Chinese) {
		if st.name == "name" || st.name == "purpose" {
			views = append(views, st.state.View(words))
		}
	}
	for i := 0; b.Loop(); i++ {
		k.Show(views[i%len(views)])
	}
}

// BenchmarkKey is what one more digit costs.
func BenchmarkKey(b *testing.B) {
	dressed(b)
	words := book(b)
	k := New()
	k.Content().Resize(sizes["standing"])
	s := flow.New(flow.Settings{NoPIN: true}, crowd())
	t, _ := s.Touched(flow.Touch{Button: "key:1", At: nine.Add(time.Second)})
	states := []flow.State{s, t}
	for i := 0; b.Loop(); i++ {
		k.Show(states[i%2].View(words))
	}
}
