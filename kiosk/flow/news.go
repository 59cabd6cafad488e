package flow

import (
	"time"

	"shouwen/core/floor"
)

// News is what the appliance tells the touchscreen.
type News interface{ news() }

// A Sentence is the kind of sentence that the last screen says about who comes.
type Sentence string

// The sentences.
const (
	Comes   Sentence = "comes"    // an advisor comes now
	StandIn Sentence = "stand_in" // an advisor serves for the one whose customer this is
	Soon    Sentence = "soon"     // the advisor is with somebody and comes next
	Nobody  Sentence = "nobody"   // nobody is free yet
	Referee Sentence = "referee"  // a person must rule first
)

// A SlipState is where the paper slip stands.
type SlipState string

// The states of a slip.
const (
	SlipPrinting SlipState = "printing"
	SlipPrinted  SlipState = "printed"
	SlipSent     SlipState = "sent"   // the printer took it and says no more: the screen shows code and QR too
	SlipFailed   SlipState = "failed" // the screen shows code and QR itself
)

// onScreen reports whether the screen shows the code: wherever nobody can promise paper.
func (s SlipState) onScreen() bool { return s == SlipFailed || s == SlipSent }

// Ruled is the desk's answer to OpenVisit: what was acknowledged is on disk.
type Ruled struct {
	Key      string // of the command; news of another visitor is not shown
	Number   int
	Sentence Sentence
	Server   floor.AdvisorID // empty for Nobody and Referee
	Name     string          // the server's, as the house writes it
	Desk     string          // where he serves; may be empty
	Owner    floor.AdvisorID // shown only if the visitor himself named that advisor
	Slip     SlipState
	Link     string // what the QR holds
	Code     string // the same to type by hand
}

// SlipTold says that a visit's slip came out, or did not.
type SlipTold struct {
	Key  string
	Slip SlipState
}

// Refused says that the house declines the last command.
type Refused struct {
	Key     string // of OpenVisit; empty for staff and setup commands
	Refusal *floor.Refusal
}

// Fault says that something broke while the command with the key was carried out.
type Fault struct{ Key string }

// SnapshotChanged carries the floor as it now is.
type SnapshotChanged struct{ Snapshot *floor.Snapshot }

// SettingsChanged carries new settings. A conversation that is under way goes on with the old ones.
type SettingsChanged struct{ Settings Settings }

// Admitted opens the staff corner.
type Admitted struct{ By floor.Actor }

// Noted is a sentence for the staff about what a command did.
type Noted struct {
	Key  string // phrase key
	Args map[string]string
}

// PrintersFound lists the printers that slips may print on.
type PrintersFound struct {
	Now   string // the one in use, as the configuration names it
	Found []FoundPrinter
}

// A FoundPrinter is one of them.
type FoundPrinter struct {
	To    string // as UsePrinter takes it
	State string // phrase key of how it is
}

func (PrintersFound) news()   {}
func (Ruled) news()           {}
func (SlipTold) news()        {}
func (Refused) news()         {}
func (Fault) news()           {}
func (SnapshotChanged) news() {}
func (SettingsChanged) news() {}
func (Admitted) news()        {}
func (Noted) news()           {}

// Told returns the state after the news that came at the time.
func (s State) Told(at time.Time, n News) State {
	s.now = later(s.now, at)
	switch n := n.(type) {
	case SnapshotChanged:
		s.floor = n.Snapshot
	case SettingsChanged:
		return s.adopt(n.Settings)
	case Ruled:
		return s.ruled(n)
	case SlipTold:
		return s.slipTold(n)
	case Refused:
		return s.refused(n)
	case Fault:
		return s.broken(n)
	case Admitted:
		return s.admitted(n)
	case PrintersFound:
		if s.screen == CornerPrinter {
			s.corner.printers, s.corner.page, s.corner.note, s.corner.refused = &n, 0, Noted{}, nil
		}
	case Noted:
		if s.screen.ofStaff() {
			s.corner.note, s.corner.refused = n, nil
		}
	}
	return s
}

// awaits reports whether the desk owes this visitor an answer under the key.
func (s State) awaits(key string) bool {
	return (s.screen == Asking || s.screen == Calm) && key != "" && key == s.visitor.key
}

func (s State) ruled(n Ruled) State {
	if !s.awaits(n.Key) {
		return s
	}
	s = s.show(Ticket)
	s.visitor.ruled = n
	if s.visitor.slip != "" {
		s.visitor.ruled.Slip = s.visitor.slip
	}
	return s
}

// slipTold takes what became of the visitor's slip. A quick printer may be
// done before the ruling itself arrives: that is remembered.
func (s State) slipTold(n SlipTold) State {
	switch {
	case n.Key != s.visitor.key || n.Key == "":
		return s
	case s.screen == Ticket:
		s.visitor.ruled.Slip, s.last = n.Slip, s.now
	}
	s.visitor.slip = n.Slip
	return s
}

// refused puts the refusal beside the field that it is about, or in its place.
func (s State) refused(n Refused) State {
	switch {
	case s.screen.ofStaff():
		s.corner.refused, s.corner.note = n.Refusal, Noted{}
	case s.screen.ofSetup():
		s.setup.refused = n.Refusal
	case s.awaits(n.Key):
		s = s.show(Refusal)
		s.visitor.refused = n.Refusal
	}
	return s
}

func (s State) broken(n Fault) State {
	switch {
	case s.screen.ofStaff():
		s.corner.refused, s.corner.note = floor.Refuse("staff.fault"), Noted{}
	case s.screen.ofSetup():
		s.setup.refused = floor.Refuse("staff.fault")
	case s.awaits(n.Key):
		return s.show(Calm)
	}
	return s
}

// adopt takes new settings: at once where nobody is in the middle of something.
func (s State) adopt(set Settings) State {
	filled := set.filled()
	s.next = &filled
	if s.screen == s.first() || s.screen.ofSetup() {
		return s.home()
	}
	return s
}
