package flow

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// A Question is one that a rulebook may want asked; the names of the fact vocabulary.
type Question string

// The questions.
const (
	AskBeenBefore  Question = "been_before"
	AskKin         Question = "kin_been_before"
	AskOtherSite   Question = "other_site_before"
	AskContacted   Question = "staff_contacted"
	AskRecalled    Question = "recalled_advisor"
	AskMessage     Question = "shown_message_from"
	AskRequested   Question = "requested_advisor"
	AskReferred    Question = "referred"
	AskReferrer    Question = "referrer"
	AskAccompanied Question = "referrer_accompanies"
	AskPurpose     Question = "purpose"
	AskParty       Question = "party"
	AskAppointment Question = "appointment"
	AskRelative    Question = "advisor_tie"
)

// EveryQuestion lists what a house may ask, but for the size of the party,
// which no regulation reads.
func EveryQuestion() []Question {
	return []Question{AskBeenBefore, AskKin, AskOtherSite, AskContacted, AskRecalled, AskMessage, AskRequested,
		AskReferred, AskReferrer, AskAccompanied, AskPurpose, AskAppointment, AskRelative}
}

// Settings are what the house decided about its touchscreen.
type Settings struct {
	Asks     []Question                  // what the rulebook in force asks; empty means EveryQuestion
	Sites    []string                    // names of the house's other sites, as the visitor knows them
	SiteIDs  []floor.SiteID              // their ids, in the same order; empty if they are not recorded one by one
	Consent  Consent                     // the notice beside the phone
	Patience Patience                    // zero fields take the defaults
	Names    Names                       // knows Chinese names; without it there are Latin letters only
	Rulebook map[string]string           // title of the rulebook in force, by language
	Greeting map[string]string           // what it has a visitor be told at the door, by language; may be empty
	Rules    map[string]Rules            // the whole of it, by language
	Check    func(string) *floor.Refusal // says why the digits are no phone; nil accepts any
	Looks    Looks                       // how the screen is drawn for everybody who has not chosen otherwise
	NoHouse  bool                        // nothing has been set up yet
	NoPIN    bool                        // the manager has chosen no PIN yet
}

// Consent is what the house promises beside the phone's field.
type Consent struct {
	Version string // of the wording, such as "2026-11"
	Months  int    // how long a name and phone are kept after the last contact
	Contact string // whom to ask about it, such as "前台" or an extension
}

// Patience says how long each kind of screen may be left alone.
type Patience struct {
	Question       time.Duration // a question or a field, before it asks
	Ticket         time.Duration // the last screen
	TicketOnScreen time.Duration // the last screen while it is itself the slip
	Calm           time.Duration
	Staff          time.Duration
	PIN            time.Duration
	Count          time.Duration // "still there?"
	Desk           time.Duration // for an answer of the desk
}

func (p Patience) filled() Patience {
	or := func(d *time.Duration, usual time.Duration) {
		if *d == 0 {
			*d = usual
		}
	}
	or(&p.Question, 40*time.Second)
	or(&p.Ticket, 20*time.Second)
	or(&p.TicketOnScreen, 75*time.Second)
	or(&p.Calm, 30*time.Second)
	or(&p.Staff, 90*time.Second)
	or(&p.PIN, 20*time.Second)
	or(&p.Count, 20*time.Second) // the least that WCAG 2.2.1 allows for saying that one is there
	or(&p.Desk, 8*time.Second)
	return p
}

func (set Settings) filled() Settings {
	if len(set.Asks) == 0 {
		set.Asks = EveryQuestion()
	}
	set.Patience = set.Patience.filled()
	return set
}

func (set Settings) asks(any ...Question) bool {
	return slices.ContainsFunc(any, func(q Question) bool { return slices.Contains(set.Asks, q) })
}

// check says why the digits are no phone.
func (set Settings) check(digits string) *floor.Refusal {
	if digits == "" {
		return floor.Refuse("kiosk.phone.empty")
	}
	if set.Check == nil {
		return nil
	}
	return set.Check(digits)
}

func nameFirst() *floor.Refusal { return floor.Refuse("kiosk.name.first") }

func characterFirst() *floor.Refusal { return floor.Refuse("kiosk.name.letters") }
