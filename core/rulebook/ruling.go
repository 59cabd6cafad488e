package rulebook

import (
	"math/big"
	"time"

	"shouwen/core/floor"
)

// Owners who are not an advisor, beside floor.Pool.
const (
	ManagerToAssign floor.AdvisorID = "manager_to_assign" // the manager has yet to allocate him
	NoOwner         floor.AdvisorID = "none"
)

// A Turn is what a ruling does to one advisor's place in the order.
type Turn string

// The effects.
const (
	Consume   Turn = "consume"   // the turn is used
	Keep      Turn = "keep"      // not counted
	Lapse     Turn = "lapse"     // lost, not made up
	Restore   Turn = "restore"   // used, then put back in the same place
	Credit    Turn = "credit"    // a make-up turn is owed
	Suspended Turn = "suspended" // the order does not hold today
)

// A Ruling is what a rulebook says must follow from the facts, and why. The
// same book and facts give the same ruling, always; it may be written as JSON
// and read back without loss.
type Ruling struct {
	Moment Moment  `json:"moment"`
	Book   BookRef `json:"book"`

	Label          string                   `json:"label,omitempty"` // new returning referral kin caller appointment peer pool invalid
	Ask            []string                 `json:"ask,omitempty"`   // questions to put first, names of answer facts
	Server         floor.AdvisorID          `json:"server,omitempty"`
	ServerBy       string                   `json:"server_by,omitempty"` // turn owner named referrer_owner kin delegate …
	Role           string                   `json:"role,omitempty"`      // primary substitute assist voluntary
	Owner          floor.AdvisorID          `json:"owner,omitempty"`     // or floor.Pool, ManagerToAssign, NoOwner; empty: not ruled
	OwnerWhy       []string                 `json:"owner_why,omitempty"` // rows on which the owner rests
	Turn           map[floor.AdvisorID]Turn `json:"turn,omitempty"`
	Split          []Split                  `json:"split,omitempty"`
	Scheme         Maybe[string]            `json:"scheme,omitzero"`
	ReferralCredit Maybe[floor.CustomerID]  `json:"referral_credit,omitzero"` // None: nobody is credited
	Penalty        Maybe[Penalty]           `json:"penalty,omitzero"`         // None: no fine
	Mark           []Mark                   `json:"mark,omitempty"`
	Notify         []Notify                 `json:"notify,omitempty"`
	Require        []Require                `json:"require,omitempty"`
	Valid          Maybe[bool]              `json:"valid,omitzero"` // does the entry count as evidence
	Missing        []string                 `json:"missing,omitempty"`
	ProtectedUntil Maybe[time.Time]         `json:"protected_until,omitzero"` // the last protected instant
	Arbiter        string                   `json:"arbiter,omitempty"`
	NeedsRuling    *NeedsRuling             `json:"needs_ruling,omitempty"`

	Clauses    []Cited           `json:"clauses,omitempty"`    // in the order of the book
	Passed     []Passed          `json:"passed,omitempty"`     // clauses of the moment that did not answer
	Readings   map[string]string `json:"readings,omitempty"`   // readings leaned on, and the choice in force
	Parameters map[string]string `json:"parameters,omitempty"` // numbers leaned on, as printed
	Facts      []Read            `json:"facts,omitempty"`      // facts read, by name
}

// A BookRef says exactly which text ruled.
type BookRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	Digest  string `json:"digest"` // of the file and the switches in force
}

// A Text is a sentence in the languages of the house.
type Text struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

// In returns the sentence in the language.
func (t Text) In(l floor.Language) string {
	if l == floor.English {
		return t.EN
	}
	return t.ZH
}

// A Cited clause decided, or adds to, the parts named. With no part it only
// states what holds.
type Cited struct {
	Row   string   `json:"row"`            // printed number and part, such as "6.b", or a reading, such as "A10"
	Case  string   `json:"case,omitempty"` // which of several clauses of that number, as the book calls it
	Text  Text     `json:"text"`
	Parts []string `json:"parts,omitempty"` // such as "server", "owner", "turn.B", "split.commission"
}

// A Passed clause did not answer.
type Passed struct {
	Row  string `json:"row"`
	Case string `json:"case,omitempty"`
	Why  string `json:"why"` // phrase key: rulebook.passed.not_so, .unknown or .decided
	On   string `json:"on"`  // what decided it: the first condition that fails, or the facts that are unknown
}

// A Read is a fact that a clause looked at.
type Read struct {
	Fact  string `json:"fact"`
	Value string `json:"value"` // as a case would write it; empty if unknown
}

// A Share is a fraction of one money, such as "1/3" or "1".
type Share string

// Rat returns the share as an exact number; a word that is none is zero.
func (s Share) Rat() *big.Rat {
	if r, ok := new(big.Rat).SetString(string(s)); ok {
		return r
	}
	return new(big.Rat)
}

// A Split divides one kind of money.
type Split struct {
	Kind   string                    `json:"kind"` // performance commission bonus appraisal unspecified
	Shares map[floor.AdvisorID]Share `json:"shares"`
}

// A Penalty is a fine.
type Penalty struct {
	Who     floor.AdvisorID `json:"who"`
	YuanMin int             `json:"yuan_min"`
	YuanMax int             `json:"yuan_max"`
	Why     string          `json:"why,omitempty"` // the row
}

// A Mark is a consequence other than money.
type Mark struct {
	Who  string `json:"who"`  // an advisor or a role
	Kind string `json:"kind"` // poaching dereliction weak_followup forfeit commendation appraisal
}

// A Notify says who must be told by whom.
type Notify struct {
	From string `json:"from"` // an advisor or a role
	To   string `json:"to"`
	When string `json:"when,omitempty"` // such as "before", "afterwards", "same_day"
	What string `json:"what,omitempty"`
}

// A Require is a duty that can be recorded or checked.
type Require struct {
	Who      string `json:"who"` // an advisor, a role or "all"
	What     string `json:"what"`
	Form     string `json:"form,omitempty"`
	Deadline string `json:"deadline,omitempty"` // reception day month, or a phrase of the book
}

// NeedsRuling says that a person must decide.
type NeedsRuling struct {
	Role   string `json:"role"`
	Clause string `json:"clause"`       // the row that leaves it open
	Why    Text   `json:"why"`          // the row's sentence, or what the book says about it
	On     string `json:"on,omitempty"` // facts that are unknown, or what went wrong, if the book could not judge
}
