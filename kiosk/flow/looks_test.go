package flow

import (
	"reflect"
	"testing"
	"time"
)

func TestLooksAreChosenOnAnyScreenAndNothingIsLost(t *testing.T) {
	for screen, f := range everyScreen(t) {
		before := f.s
		f.on("access")
		if v := f.s.View(book(t)); v.Screen != Access || len(v.Groups) != 3 || v.Access != nil {
			t.Fatalf("%s: the way to larger text leads to %s", screen, v.Screen)
		}
		f.on("text:largest", "ground:contrast", "reach:low", "done")
		if want := (Looks{Largest, Contrast, true}); f.s.looks != want {
			t.Errorf("%s: the looks are %+v, want %+v", screen, f.s.looks, want)
		}
		if f.s.Screen() != before.Screen() || !reflect.DeepEqual(f.s.visitor, before.visitor) {
			t.Errorf("%s: after the looks were chosen %s is up", screen, f.s.Screen())
		}
	}
}

func TestLooksGoWithTheVisitor(t *testing.T) {
	set := ordinary()
	set.Looks = Looks{Ground: Dark}
	f := touching(t, set).on("access", "text:large", "reach:low", "back", "start")
	if want := (Looks{Large, Dark, true}); f.s.looks != want {
		t.Fatalf("the looks are %+v, want %+v", f.s.looks, want)
	}
	f.s = f.s.Tick(f.at.Add(time.Hour))
	if f.s.looks != set.Looks || f.s.Screen() != Greeting {
		t.Errorf("the next visitor finds %s in %+v", f.s.Screen(), f.s.looks)
	}
}

func TestFirstScreenThatWasAdaptedIsLeftToTheNextVisitorAsItWas(t *testing.T) {
	for _, way := range [][]string{{"access"}, {"access", "text:large", "done"}, {"access", "ground:dark"}, {"lang:en"}} {
		f := touching(t, ordinary()).on(way...)
		patience := Patience{}.filled().Question
		if soon := f.s.Tick(f.at.Add(patience - time.Second)); !soon.adapted() {
			t.Errorf("%v: somebody who still reads loses what he chose", way)
		}
		if late := f.s.Tick(f.at.Add(patience)); late.adapted() || late.View(book(t)).Screen != Greeting {
			t.Errorf("%v: the next visitor finds what the former one chose", way)
		}
	}
}

func TestAnswerThatTheAccessScreenDoesNotGiveChangesNothing(t *testing.T) {
	f := touching(t, ordinary()).on("start", "access")
	before := bare(f.s)
	for _, button := range []string{"text:huge", "ground:pink", "say:first", "staff"} {
		s, command := f.s.Touched(Touch{Button: button, At: f.at.Add(time.Second)})
		if command != nil || !reflect.DeepEqual(bare(s), before) {
			t.Errorf("%s: %+v, want %+v", button, bare(s), before)
		}
	}
}

func TestTicketComesUpOverTheAccessScreen(t *testing.T) {
	f := everyScreen(t)[Asking]
	f.on("access").told(Ruled{Key: f.s.visitor.key, Number: 3, Sentence: Nobody, Slip: SlipPrinting})
	if v := f.s.View(book(t)); v.Screen != Ticket {
		t.Errorf("%s is up", v.Screen)
	}
}
