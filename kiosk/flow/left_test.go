package flow

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
)

// bare is the state without its times.
func bare(s State) State {
	s.now, s.since, s.last = time.Time{}, time.Time{}, time.Time{}
	return s
}

func sameAsNew(t *testing.T, s State) {
	t.Helper()
	if !reflect.DeepEqual(bare(s).visitor, visitor{}) || !reflect.DeepEqual(bare(s).corner, corner{}) || !reflect.DeepEqual(bare(s).setup, setup{}) {
		t.Errorf("something of the former visitor is left: %+v %+v %+v", s.visitor, s.corner, s.setup)
	}
	if fresh := (State{set: s.set, floor: s.floor, screen: Greeting}); !reflect.DeepEqual(bare(s), fresh) {
		t.Errorf("the state is %+v, want %+v", bare(s), fresh)
	}
}

// everyScreen is one way to each screen of a visit, with as much said as can be.
func everyScreen(t *testing.T) map[Screen]*finger {
	to := map[Screen]*finger{}
	walk := func(buttons ...string) *finger {
		f := touching(t, ordinary())
		for _, b := range buttons {
			f.on(b)
			c := *f
			to[f.s.Screen()] = &c
		}
		return f
	}
	walk("start", "lang:en", "say:self", "nobody", "say:yes", "who:ana")
	walk("start", "say:kin", "who:ana", "say:customer", "say:yes", "say:name", "pick:赵", "title:ms")
	walk("start", "say:first", "say:yes", "who:bai", "say:relative", "who:chu", "say:yes", "another")
	f := walk("start", "say:first", "say:no", "say:customer", "say:no", "say:phone", "key:1", "key:3", "skip", "nobody", "say:learn", "pick:王", "title:mr", "key:1", "next").
		dial("3800000001").on("next")
	open := f.opened()
	put := func(f finger) { to[f.s.Screen()] = &f }
	put(*f)
	refused, broken := *f, *f
	put(*refused.told(Refused{Key: open.Key, Refusal: floor.Refuse("kiosk.phone.empty")}))
	put(*broken.told(Fault{Key: open.Key}))
	put(*f.told(Ruled{Key: open.Key, Number: 12, Sentence: StandIn, Server: "ana", Name: "安宁", Owner: "bai", Slip: SlipFailed, Link: "http://lobby/s/abc", Code: "ABCD"}))
	return to
}

func TestScreenLeftAloneForgetsItsVisitor(t *testing.T) {
	screens := everyScreen(t)
	for _, want := range []Screen{Before, Helped, Contacted, Caller, Message, Appointment, Introduced, Relative, Accompanied,
		Introducer, IntroducerName, IntroducerPhone, See, Purpose, Name, Phone, Asking, Ticket, Calm, Refusal} {
		if screens[want] == nil {
			t.Errorf("no visitor came to %s", want)
		}
	}
	for screen, f := range screens {
		t.Run(string(screen), func(t *testing.T) {
			s := f.s.Tick(f.at.Add(10 * time.Minute)).Tick(f.at.Add(20 * time.Minute))
			if s.Screen() != Greeting {
				t.Fatalf("the screen is %s, want the greeting", s.Screen())
			}
			sameAsNew(t, s)
			words := fmt.Sprintf("%+v", s.View(book(t)))
			for _, private := range []string{"王", "赵", "138", "ABCD", "abc"} {
				if strings.Contains(words, private) {
					t.Errorf("the greeting still says %q", private)
				}
			}
			if got := s.View(book(t)).Language; got != floor.Chinese {
				t.Errorf("the greeting speaks %s, want Chinese", got)
			}
		})
	}
}

func TestEveryWayHomeForgetsTheVisitor(t *testing.T) {
	f := touching(t, ordinary()).on("start", "lang:en", "back")
	sameAsNew(t, f.sees(Greeting).s)
	g := everyScreen(t)[Ticket].on("home").sees(Greeting)
	sameAsNew(t, g.s)
}

func TestStillThereIsAskedBeforeTheVisitorIsForgotten(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:self")
	p := Patience{}.filled()
	s := f.s.Tick(f.at.Add(p.Question - time.Millisecond))
	if s.View(book(t)).Still != nil {
		t.Error("asks whether somebody is there before the time is up")
	}
	s = f.s.Tick(f.at.Add(p.Question))
	still := s.View(book(t)).Still
	if still == nil || still.Seconds != int(p.Count/time.Second) {
		t.Fatalf("asks %+v, want a count from %v", still, p.Count)
	}
	s = s.Tick(f.at.Add(p.Question + p.Count - time.Millisecond))
	if got := s.View(book(t)).Still; got == nil || got.Seconds != 1 {
		t.Errorf("just before the end asks %+v, want one second left", got)
	}
	stayed, _ := s.Touched(Touch{Button: "who:bai", At: f.at.Add(p.Question + p.Count - time.Millisecond)})
	if stayed.Screen() != Helped || stayed.visitor.before != "self" {
		t.Errorf("a touch on the question leads to %s, want the same screen with its answers", stayed.Screen())
	}
	if stayed.View(book(t)).Still != nil {
		t.Error("still asks after a touch")
	}
	if gone := s.Tick(f.at.Add(p.Question + p.Count)); gone.Screen() != Greeting {
		t.Errorf("the screen is %s, want the greeting", gone.Screen())
	}
}

func TestSecondTapOfADoubleTapDoesNothingOnTheNextScreen(t *testing.T) {
	f := touching(t, ordinary()).on("start").sees(Before)
	s, _ := f.s.Touched(Touch{Button: "say:self", At: f.at.Add(249 * time.Millisecond)})
	if s.Screen() != Before || s.visitor.before != "" {
		t.Errorf("a touch 249 ms after the screen came leads to %s", s.Screen())
	}
	s, _ = f.s.Touched(Touch{Button: "say:self", At: f.at.Add(250 * time.Millisecond)})
	if s.Screen() != Helped {
		t.Errorf("a touch 250 ms after the screen came leads to %s, want %s", s.Screen(), Helped)
	}
}

func TestDoubleTapOnTheLastButtonOpensOneVisit(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "skip", "skip")
	f.opened()
	for _, wait := range []time.Duration{time.Millisecond, time.Second} {
		if _, again := f.s.Touched(Touch{Button: "skip", At: f.at.Add(wait)}); again != nil {
			t.Errorf("a second tap after %v asks for %+v", wait, again)
		}
	}
}

func TestTwoKeysInQuickSuccessionAreBothTyped(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "skip").sees(Phone)
	s, _ := f.s.Touched(Touch{Button: "key:1", At: f.at.Add(300 * time.Millisecond)})
	s, _ = s.Touched(Touch{Button: "key:3", At: f.at.Add(320 * time.Millisecond)})
	if got := s.View(book(t)).Field.Text; got != "13" {
		t.Errorf("typed %q, want 13", got)
	}
}

func TestLanguageSwitchKeepsTheAnswers(t *testing.T) {
	for screen, f := range everyScreen(t) {
		t.Run(string(screen), func(t *testing.T) {
			for _, lang := range []floor.Language{floor.English, floor.Chinese} {
				s, _ := f.s.Touched(Touch{Button: "lang:" + string(lang), At: f.at.Add(time.Second)})
				if s.Screen() != screen {
					t.Fatalf("leads to %s", s.Screen())
				}
				if got := s.View(book(t)).Language; got != lang {
					t.Errorf("speaks %s, want %s", got, lang)
				}
				before, after := f.s.visitor, s.visitor
				before.language, after.language, before.page, after.page = "", "", 0, 0
				if !reflect.DeepEqual(before, after) {
					t.Errorf("the answers are %+v, want %+v", after, before)
				}
			}
		})
	}
}

func TestTouchThatMeansNothingChangesNothing(t *testing.T) {
	for screen, f := range everyScreen(t) {
		for _, button := range []string{"", "start", "nonsense", "who:nobody-here", "page:99", "page:-1", "key:x", "up:ana", "do:seal", "tab:floor", "staff", "lang:xx", "demo"} {
			if offered(f.s.View(book(t)), button) {
				continue
			}
			s, command := f.s.Touched(Touch{Button: button, At: f.at.Add(time.Second), Fresh: "key-2"})
			if command != nil {
				t.Errorf("%s: %q asks for %T", screen, button, command)
			}
			if s.Screen() != screen {
				t.Errorf("%s: %q leads to %s", screen, button, s.Screen())
			}
		}
	}
}
