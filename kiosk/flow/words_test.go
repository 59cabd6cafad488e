package flow

import (
	"fmt"
	"regexp"
	"testing"

	"shouwen/core/floor"
)

// Every screen is worded in every language: no key shows through, and no
// placeholder stays open.
func TestEveryScreenIsWorded(t *testing.T) {
	unsaid := regexp.MustCompile(`\b(kiosk|staff|common)\.[a-z_.]+|\{[a-z]+\}`)
	words := book(t)
	check := func(name string, s State) {
		t.Helper()
		for _, lang := range floor.Languages() {
			v := s.speak(lang).View(words)
			shown := []string{v.House, v.Demo, v.Title, v.Hint}
			shown = append(shown, v.Lines...)
			for _, g := range v.Groups {
				shown = append(shown, g.Label)
			}
			for _, b := range buttons(v) {
				shown = append(shown, b.Label, b.Detail)
				if b.ID != "" && b.Label == "" {
					t.Errorf("%s in %s: button %q says nothing", name, lang, b.ID)
				}
			}
			if v.Field != nil {
				shown = append(shown, v.Field.Label, v.Field.Empty, v.Field.Error)
			}
			if v.Ticket != nil {
				shown = append(append(shown, v.Ticket.Caption, v.Ticket.Slip), v.Ticket.Lines...)
			}
			if v.Still != nil {
				shown = append(shown, v.Still.Title, v.Still.Detail)
			}
			for _, text := range shown {
				if found := unsaid.FindString(text); found != "" {
					t.Errorf("%s in %s shows %q", name, lang, found)
				}
			}
		}
	}
	for screen, f := range everyScreen(t) {
		check(string(screen), f.s)
		check(string(screen)+" left alone", f.s.Tick(f.at.Add(Patience{}.filled().Question)))
	}
	for _, way := range [][]string{{}, {"advisor:ana"}, {"advisor:fan"}, {"advisor:dai"}, {"advisor:bai"}, {"advisor:ana", "do:step_out"},
		{"tab:visits"}, {"tab:visits", "visit:v1"}, {"tab:visits", "visit:v2"}, {"tab:visits", "visit:v3", "do:place"},
		{"tab:visits", "visit:v3", "do:place", "who:bai"}, {"tab:day"}, {"tab:notices"}} {
		check(fmt.Sprint("staff", way), inside(t).on(way...).s)
	}
	check("looks", touching(t, ordinary()).on("access").s)
	check("empty house", New(ordinary(), nil))
	check("setup", New(Settings{NoHouse: true}, nil))
	check("how", touching(t, Settings{NoHouse: true}).on("how").s)
	check("pin", touching(t, Settings{NoPIN: true}).dial("1").on("next").s)
	check("repeat", touching(t, Settings{NoPIN: true}).dial("1234").on("next").s)
	for _, sentence := range []Sentence{Comes, StandIn, Soon, Nobody, Referee} {
		for _, slip := range []SlipState{SlipPrinting, SlipPrinted, SlipSent, SlipFailed} {
			f := asked(t, namesBai...).told(Ruled{Key: "key-1", Sentence: sentence, Server: "ana", Name: "安宁", Desk: "1", Owner: "bai", Slip: slip})
			check(string(sentence)+" "+string(slip), f.s)
		}
	}
	party := ordinary()
	party.Asks = []Question{AskParty}
	check("party", touching(t, party).on("start").s)
}

// States and reasons reach the staff in words, each of them.
func TestEveryStateAndReasonHasWords(t *testing.T) {
	words := book(t)
	var keys []string
	for _, s := range []floor.AdvisorState{floor.Off, floor.Ready, floor.Next, floor.Busy, floor.Away, floor.Expects} {
		keys = append(keys, "staff.state."+string(s))
	}
	for _, r := range floor.OutReasons() {
		keys = append(keys, "staff.reason."+string(r))
	}
	for _, s := range []floor.VisitState{floor.Waiting, floor.Called, floor.Serving, floor.Finished, floor.Left} {
		keys = append(keys, "staff.visit."+string(s))
	}
	for _, r := range PlaceReasons() {
		keys = append(keys, "staff.place.reason."+r)
	}
	for _, key := range keys {
		if !words.Has(key) {
			t.Errorf("the book has no %s", key)
		}
	}
}
