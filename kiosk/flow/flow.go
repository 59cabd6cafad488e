// Package flow is the visitor's conversation at the touchscreen, and the
// staff's corner of it.
//
// It decides which question comes next, which ones the answers have made
// pointless, what each screen says and in which language, and when a screen
// that was left alone forgets its visitor. It rules on nothing: what the
// visitor said leaves as a Command, and what the desk answers comes back as
// News. It draws nothing and reads no clock: each touch, tick and piece of news carries its time.
package flow

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// A Screen names one screen of the touchscreen, for tests and pictures.
type Screen string

// The screens that a visitor sees, in the order in which they can come.
const (
	Greeting        Screen = "greeting"
	Before          Screen = "before"           // been here before?
	Helped          Screen = "helped"           // who helped you then?
	Contacted       Screen = "contacted"        // has one of us called or messaged?
	Caller          Screen = "caller"           // who called or messaged?
	Message         Screen = "message"          // whose message can you show?
	Appointment     Screen = "appointment"      // agreed with that advisor for today?
	Introduced      Screen = "introduced"       // did somebody introduce you?
	Relative        Screen = "relative"         // which of us is your relative?
	Accompanied     Screen = "accompanied"      // is the introducer here?
	Introducer      Screen = "introducer"       // how would you say who it is?
	IntroducerName  Screen = "introducer-name"  // by surname and title
	IntroducerPhone Screen = "introducer-phone" // by phone
	See             Screen = "see"              // whom would you like to see?
	Purpose         Screen = "purpose"
	Party           Screen = "party" // how many are you?
	Name            Screen = "name"
	Phone           Screen = "phone"
	Asking          Screen = "asking" // the desk is ruling
	Ticket          Screen = "ticket"
	Calm            Screen = "calm"    // something broke; a person comes
	Refusal         Screen = "refusal" // the house says no
)

// settle is how long a new screen ignores touches: on glass, the second tap of
// a double tap lands on the next screen.
const settle = 250 * time.Millisecond

// A State is the touchscreen at one moment. It is a value: a touch, a tick or
// news yields the next one and leaves this one as it was.
type State struct {
	set   *Settings
	next  *Settings // in force from the next visitor on
	floor *floor.Snapshot
	now   time.Time // the latest time heard of
	since time.Time // when this screen came up
	last  time.Time // when somebody last touched it, or when it came up

	screen   Screen
	looks    Looks
	adapting bool // the access screen is up, over this one
	visitor  visitor
	corner   corner
	setup    setup
}

// visitor is all that one visitor said. The greeting holds the zero value.
type visitor struct {
	key      string // idempotency key of the visit
	language floor.Language
	page     int // of the list on the screen, or which keyboard
	keys     keyboard
	down     press

	before      string // "first", "self", "kin", "site"
	helped      floor.Pick
	canShow     bool // says that he can show a message
	contacted   floor.YesNo
	message     floor.Pick
	appointment floor.YesNo
	introduced  string // "no", "customer", "partner", "relative"
	relative    floor.Pick
	accompanied floor.YesNo
	byWhat      string // how he says who introduced him: "name", "phone", "none"
	introducer  typed
	another     bool // would see someone else than the advisor he named
	see         floor.Pick
	purpose     floor.Purpose
	party       int
	self        typed
	consented   bool

	refused *floor.Refusal // beside the field, or on the refusal screen
	slip    SlipState      // told so far
	ruled   Ruled
}

// A Touch is a finger on a button of the View.
type Touch struct {
	Button string    // the Button's ID
	At     time.Time // when
	Down   bool      // it has come down on a button that can be held; leaving is a touch of its own
	Fresh  string    // a new random string, which becomes the visit's idempotency key where the touch starts one
}

// Stamped returns the touch with its time and a new random string, both of
// which the screen that reports it does not know.
func (t Touch) Stamped(at time.Time, fresh string) Touch {
	t.At, t.Fresh = at, fresh
	return t
}

// New returns the first screen of a touchscreen with the settings. The
// snapshot may be nil before the desk has spoken.
func New(set Settings, now *floor.Snapshot) State {
	filled := set.filled()
	s := State{set: &filled, floor: now, looks: filled.Looks}
	s.screen = s.first()
	return s
}

// first is the screen that waits for somebody: the greeting, or what is still to be set up.
func (s State) first() Screen {
	switch {
	case s.set.NoHouse:
		return SetupHouse
	case s.set.NoPIN:
		return SetupPIN
	}
	return Greeting
}

// Screen returns which screen is up.
func (s State) Screen() Screen { return s.screen }

// Touched returns where a touch leads and what it asks of the desk, if
// anything. A touch that means nothing on this screen changes nothing, and so
// does one that comes before a new screen has settled.
func (s State) Touched(t Touch) (State, Command) {
	asleep := s.dozing()
	s.now = later(s.now, t.At)
	if !s.since.IsZero() && t.At.Sub(s.since) < settle {
		return s, nil
	}
	s.last = t.At
	if asleep && t.Button != "home" {
		return s, nil
	}
	if t.Down {
		return s.pressed(t), nil
	}
	long := s.held(t)
	s.visitor.down = press{}
	if next, ok := s.adapts(t.Button); ok {
		return next, nil
	}
	switch t.Button {
	case "home":
		return s.home(), nil
	case "back":
		return s.back(), nil
	}
	if lang, ok := cut(t.Button, "lang:"); ok {
		return s.speak(floor.Language(lang)), nil
	}
	switch {
	case s.adapting:
		return s, nil
	case s.screen.ofStaff():
		return s.cornerTouched(t)
	case s.screen.ofSetup():
		return s.setupTouched(t)
	}
	return s.visitorTouched(t, long)
}

// Tick returns the state at a later time: a screen that was left alone asks
// whether somebody is still there, and then forgets him.
func (s State) Tick(at time.Time) State {
	s.now = later(s.now, at)
	if s.screen == s.first() {
		if s.adapted() && s.now.Sub(s.last) >= s.patience() {
			return s.home()
		}
		return s
	}
	if s.screen == Asking && s.now.Sub(s.since) >= s.set.Patience.Desk {
		return s.show(Calm)
	}
	if s.now.Sub(s.last) >= s.patience()+s.count() {
		return s.home()
	}
	return s
}

// patience is how long the screen may be left alone before it asks.
func (s State) patience() time.Duration {
	p := s.set.Patience
	switch {
	case s.screen == Ticket && s.visitor.ruled.Slip.onScreen():
		return p.TicketOnScreen
	case s.screen == Ticket:
		return p.Ticket
	case s.screen == Calm, s.screen == Refusal:
		return p.Calm
	case s.screen == CornerPIN:
		return p.PIN
	case s.screen.ofStaff():
		return p.Staff
	}
	return p.Question
}

// count is how long "still there?" stands. The last screens ask nothing: they just close.
func (s State) count() time.Duration {
	switch s.screen {
	case Ticket, Calm, Refusal, Asking:
		return 0
	}
	return s.set.Patience.Count
}

// dozing reports whether "still there?" is up.
func (s State) dozing() bool {
	return s.screen != s.first() && s.count() > 0 && s.now.Sub(s.last) >= s.patience()
}

// home forgets the visitor, or leaves the staff corner: nothing but the house itself goes over.
func (s State) home() State {
	set := s.set
	if s.next != nil {
		set = s.next
	}
	fresh := State{set: set, floor: s.floor, now: s.now, since: s.now, last: s.now, looks: set.Looks}
	fresh.screen = fresh.first()
	return fresh
}

// show brings up a screen.
func (s State) show(next Screen) State {
	s.screen, s.since, s.last, s.adapting = next, s.now, s.now, false
	s.visitor.page, s.visitor.keys, s.visitor.down = 0, keyboard{}, press{}
	s.visitor.refused = nil
	return s
}

func (s State) speak(lang floor.Language) State {
	if slices.Contains(floor.Languages(), lang) {
		s.visitor.language, s.visitor.page = lang, 0
		s.visitor.keys.leaf, s.visitor.keys.like = 0, "" // the keyboard may be another
	}
	return s
}

// language is the one in which the screen speaks: Chinese until the visitor chooses.
func (s State) language() floor.Language {
	if s.visitor.language == "" {
		return floor.Chinese
	}
	return s.visitor.language
}

// back returns to the screen before this one, with every answer kept.
func (s State) back() State {
	switch {
	case s.screen.ofStaff():
		return s.cornerBack()
	case s.screen.ofSetup():
		return s.setupBack()
	case s.screen == Asking, s.screen == Ticket, s.screen == Calm, s.screen == Greeting:
		return s
	case s.screen == Refusal:
		return s.show(Phone)
	}
	plan := s.plan()
	for i, at := range plan {
		if at == s.screen && i > 0 {
			return s.show(plan[i-1])
		}
	}
	return s.home()
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

func cut(text, prefix string) (string, bool) {
	if len(text) > len(prefix) && text[:len(prefix)] == prefix {
		return text[len(prefix):], true
	}
	return "", false
}
