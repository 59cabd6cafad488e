package registry

import (
	"cmp"
	"slices"
	"time"

	"shouwen/core/floor"
)

// Records are what is entered of a customer beside register and follow-ups.
type Records struct {
	Summary   *SummaryLine  `json:"summary,omitempty"`
	Mentions  []Mention     `json:"mentions,omitempty"` // in the manager's evening record
	Priors    []Mention     `json:"priors,omitempty"`   // advisors' own notes from before the first visit
	Ties      []Tie         `json:"ties,omitempty"`
	Announced *Announcement `json:"announced,omitempty"`
	Group     *Group        `json:"group,omitempty"`
	Refusals  []Refusal     `json:"refusals,omitempty"`
	GaveUp    bool          `json:"gave_up,omitempty"` // the owner has given up his claim
}

// A SummaryLine is the customer's line in the summary of intending customers.
type SummaryLine struct {
	At     time.Time `json:"at"`
	Day    string    `json:"day"`
	Number int       `json:"number"` // of the day, from 1
}

// A Mention is a dated note of an advisor's name.
type Mention struct {
	At      time.Time       `json:"at"`
	Advisor floor.AdvisorID `json:"advisor"`
}

// Introduced is the tie of a customer to who introduced him.
const Introduced = "introduced"

// Ties lists the ties that two files can have, in the order in which they are
// offered; the fact vocabulary knows all but Introduced.
func Ties() []string {
	return []string{"spouse", "household", "lineal", "relative", "friend", "same_batch", Introduced}
}

// Proofs lists what can prove a tie.
func Proofs() []string {
	return []string{"household_book", "marriage_certificate", "same_address", "came_together", "referral_slip", "both_said", "one_said"}
}

// A Tie is to another file.
type Tie struct {
	Customer  floor.CustomerID `json:"customer"`
	Kind      string           `json:"kind"`
	Proof     string           `json:"proof,omitempty"`
	At        time.Time        `json:"at"`
	By        floor.Actor      `json:"by"`
	Visit     floor.VisitID    `json:"visit,omitempty"` // at which it came to light
	Confirmed time.Time        `json:"confirmed,omitzero"`
}

// An Announcement was made before the customer came.
type Announcement struct {
	At         time.Time        `json:"at"`
	Referrer   floor.CustomerID `json:"referrer,omitempty"`
	Advisor    floor.AdvisorID  `json:"advisor"`
	How        string           `json:"how,omitempty"`
	Filed      bool             `json:"filed,omitempty"`
	CompanyTie string           `json:"company_tie,omitempty"`
}

// A Group is a group purchase that the customer belongs to.
type Group struct {
	ID        string           `json:"id"`
	Organiser floor.CustomerID `json:"organiser"`
	At        time.Time        `json:"at"`
}

// What a customer can say no to.
const (
	DeclinesPurchase = "purchase"
	DeclinesAdvisor  = "advisor"
)

// A Refusal is a customer who said no.
type Refusal struct {
	At      time.Time       `json:"at"`
	Advisor floor.AdvisorID `json:"advisor"`
	What    string          `json:"what"`
}

// Clone returns a copy that shares nothing with them.
func (r Records) Clone() Records {
	r.Mentions, r.Priors = slices.Clone(r.Mentions), slices.Clone(r.Priors)
	r.Ties, r.Refusals = slices.Clone(r.Ties), slices.Clone(r.Refusals)
	r.Summary, r.Announced, r.Group = copied(r.Summary), copied(r.Announced), copied(r.Group)
	return r
}

// copied returns a pointer to a copy, nil for nil.
func copied[T any](p *T) *T {
	if p == nil {
		return nil
	}
	v := *p
	return &v
}

// Tied returns the tie to another file, nil if there is none of that kind.
func (c *Customer) Tied(to floor.CustomerID, kind string) *Tie {
	for i, t := range c.Ties {
		if t.Customer == to && t.Kind == kind {
			return &c.Ties[i]
		}
	}
	return nil
}

// Tie enters a tie; the same one again keeps who entered it first.
func (c *Customer) Tie(t Tie) {
	if old := c.Tied(t.Customer, t.Kind); old != nil {
		if old.Confirmed.IsZero() {
			old.Proof, old.Confirmed = t.Proof, t.Confirmed
		}
		return
	}
	c.Ties = append(c.Ties, t)
}

// Retie turns the ties to a file into ties to the one that it turned out to be.
func (c *Customer) Retie(from, to floor.CustomerID) {
	ties := c.Ties
	c.Ties = nil
	for _, t := range ties {
		if t.Customer == from {
			t.Customer = to
		}
		if t.Customer != c.ID {
			c.Tie(t)
		}
	}
}

// Refuses reports whether the customer has said that he does not want the advisor.
func (c *Customer) Refuses(id floor.AdvisorID) bool {
	return slices.ContainsFunc(c.Refusals, func(r Refusal) bool { return r.What == DeclinesAdvisor && r.Advisor == id })
}

// Absorb takes over what was entered under another file, which turned out to be
// this customer's; what stands here already stays. The people on his side get
// new numbers, in the order in which they were noted.
func (c *Customer) Absorb(former Customer) {
	c.Summary, c.Announced, c.Group = cmp.Or(c.Summary, former.Summary), cmp.Or(c.Announced, former.Announced), cmp.Or(c.Group, former.Group)
	c.Account = cmp.Or(c.Account, former.Account)
	c.Mentions, c.Priors = append(c.Mentions, former.Mentions...), append(c.Priors, former.Priors...)
	c.Refusals = append(c.Refusals, former.Refusals...)
	for _, t := range former.Ties {
		if t.Customer != c.ID {
			c.Tie(t)
		}
	}
	for _, m := range former.Progress {
		if !c.Progress.Has(m.Node) {
			c.Progress = append(c.Progress, m)
		}
	}
	for _, m := range former.Party {
		m.Number = c.NextMember()
		c.Seat(m)
	}
}
