package flow

import (
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"shouwen/core/floor"
)

// A thousand visitors touch whatever is offered, at any pace, while news comes
// in: no screen is a dead end, and home is always the empty greeting.
func TestWhateverIsTouchedThereIsAWayOn(t *testing.T) {
	words := book(t)
	chance := rand.New(rand.NewPCG(7, 11))
	seen := map[Screen]bool{}
	s, at := New(ordinary(), lobby()), nine
	for range 6000 {
		v := s.View(words)
		seen[v.Screen] = true
		all := slices.DeleteFunc(buttons(v), func(b Button) bool { return b.ID == "" })
		if len(all) == 0 {
			t.Fatalf("%s offers nothing to touch", v.Screen)
		}
		if v.Screen == Greeting {
			sameAsNew(t, s.quiet())
		}
		at = at.Add(time.Duration(chance.IntN(3000)) * time.Millisecond)
		var command Command
		s, command = s.Touched(Touch{Button: all[chance.IntN(len(all))].ID, At: at, Fresh: "key"})
		s = wandering(s, command, at, chance.IntN(4))
		if chance.IntN(200) == 0 {
			at = at.Add(time.Hour)
			s = s.Tick(at)
		}
	}
	for _, screen := range []Screen{Before, Helped, Contacted, Introduced, Purpose, Name, Phone, Ticket, Calm, Refusal, CornerFloor, CornerPlace} {
		if !seen[screen] {
			t.Errorf("nobody came to %s", screen)
		}
	}
}

// quiet is the state without the language and the looks, which may be chosen on the greeting.
func (s State) quiet() State {
	s.visitor.language, s.looks = "", s.set.Looks
	return s
}

// wandering answers a command as the desk may.
func wandering(s State, c Command, at time.Time, how int) State {
	switch c := c.(type) {
	case OpenVisit:
		return s.Told(at, []News{
			Ruled{Key: c.Key, Number: 3, Sentence: StandIn, Server: "ana", Name: "安宁", Owner: "bai", Slip: SlipFailed, Link: "http://lobby/s/X"},
			Ruled{Key: c.Key, Number: 4, Sentence: Nobody, Slip: SlipPrinting},
			Fault{Key: c.Key},
			Refused{Key: c.Key, Refusal: floor.Refuse("kiosk.phone.empty")},
		}[how])
	case CheckPIN:
		return s.Told(at, []News{Admitted{By: floor.Manager}, Admitted{By: floor.Manager}, Fault{}, Refused{Refusal: floor.Refuse("staff.fault")}}[how])
	}
	return s
}
