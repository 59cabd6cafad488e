// Package slip makes the paper that a visitor carries: its code, what it
// says, and its picture at the dots of the printer.
//
// It decides nothing about the visit. Who comes is in the ruling, whether a
// code still claims anything is for the desk, and how the picture gets onto
// paper is for package printer.
package slip

import (
	"time"

	"shouwen/core/floor"
)

// A Sentence is the kind of sentence that the slip says about who comes.
type Sentence string

// The sentences; the touchscreen knows them by the same words.
const (
	Comes   Sentence = "comes"    // an advisor comes now
	StandIn Sentence = "stand_in" // an advisor serves for the one whom the visitor named
	Soon    Sentence = "soon"     // the advisor is with somebody and comes next
	Nobody  Sentence = "nobody"   // nobody is free yet
	Referee Sentence = "referee"  // a person must rule first
)

// A Slip is what a visitor's paper says. It has no room for the visitor's
// name or phone: paper is left lying about.
type Slip struct {
	House    string // as the house writes its name
	Demo     bool   // the demonstration house; the slip says so
	Number   int    // of the day
	At       time.Time
	Language floor.Language // the visitor's; under English, the staff's line stands in Chinese
	Sentence Sentence
	Server   string // who comes, by name; empty for Nobody and Referee
	Named    string // for StandIn: the advisor whom the visitor himself named, else empty
	Desk     string // where the server receives; may be empty
	Waiting  int    // how many numbers wait before this one; nothing is said of 0
	Code     string // the visit's code, from NewCode
	Address  string // host:port of the house's page, "" when there is none
	Reprint  bool   // this paper was printed before; it says so
}

// said returns the sentence that may stand on paper. That somebody stands in
// is said only where the visitor himself named the other advisor: otherwise
// the paper would tell whoever holds it whose customer a phone number is.
func (s Slip) said() Sentence {
	switch {
	case s.Sentence == StandIn && s.Named == "":
		return Comes
	case s.Server == "" && s.Sentence != Referee:
		return Nobody
	}
	return s.Sentence
}

// A Badge is what an advisor scans before another advisor's visit, so that
// the desk knows who claims.
type Badge struct {
	House   string
	Demo    bool
	Advisor string // by name, as on the board
	Desk    string // may be empty
	Code    string // the badge's code, from NewCode
	Address string // host:port of the house's page, "" when there is none
}
