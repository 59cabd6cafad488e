package flow

import (
	"strconv"
	"strings"

	"shouwen/core/floor"
)

// The screens of a first start.
const (
	SetupHouse  Screen = "setup-house"  // the demonstration house, or your own
	SetupHow    Screen = "setup-how"    // how a house is set up
	SetupPIN    Screen = "setup-pin"    // the manager chooses a PIN
	SetupRepeat Screen = "setup-repeat" // and types it once more
)

func (screen Screen) ofSetup() bool { return strings.HasPrefix(string(screen), "setup-") }

// setup is what a first start has been told.
type setup struct {
	pin     string // as it is typed
	first   string // as it was typed first, until it has been repeated
	refused *floor.Refusal
}

func (s State) setupBack() State {
	switch s.screen {
	case SetupHow, SetupRepeat:
		return s.home()
	}
	return s
}

// setupTouched answers a touch on a screen of a first start.
func (s State) setupTouched(t Touch) (State, Command) {
	switch {
	case s.screen == SetupHouse && t.Button == "demo":
		return s, SetUpDemo{}
	case s.screen == SetupHouse && t.Button == "how":
		return s.show(SetupHow), nil
	case s.screen == SetupPIN, s.screen == SetupRepeat:
		return s.choosing(t.Button)
	}
	return s, nil
}

// choosing takes the manager's new PIN twice and keeps neither.
func (s State) choosing(button string) (State, Command) {
	s.setup.refused = nil
	if button != "next" {
		s.setup.pin = pressed(s.setup.pin, button)
		return s, nil
	}
	pin := s.setup.pin
	s.setup.pin = ""
	switch {
	case len(pin) < shortestPIN:
		s.setup.refused = shortPIN()
	case s.screen == SetupPIN:
		s.setup.first = pin
		return s.show(SetupRepeat), nil
	case pin != s.setup.first:
		s = s.home()
		s.setup.refused = floor.Refuse("staff.pin.differs")
	default:
		s = s.home()
		return s, ChoosePIN{pin}
	}
	return s, nil
}

// pinTouched types a PIN into the corner's door. Once handed over it is forgotten.
func (s State) pinTouched(button string) (State, Command) {
	s.corner.refused = nil
	if button != "next" {
		s.corner.pin = pressed(s.corner.pin, button)
		return s, nil
	}
	pin := s.corner.pin
	s.corner.pin = ""
	if len(pin) < shortestPIN {
		s.corner.refused = shortPIN()
		return s, nil
	}
	return s, CheckPIN{pin}
}

func shortPIN() *floor.Refusal {
	return floor.Refuse("staff.pin.short", "least", strconv.Itoa(shortestPIN))
}

// pressed is a PIN after one more key.
func pressed(pin, button string) string {
	if digit, ok := cut(button, "key:"); ok && len(digit) == 1 && digit[0] >= '0' && digit[0] <= '9' && len(pin) < longestPIN {
		return pin + digit
	}
	switch button {
	case "del":
		return chop(pin)
	case "clear":
		return ""
	}
	return pin
}
