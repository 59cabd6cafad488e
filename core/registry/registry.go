// Package registry is what the house knows of its customers: who has been
// registered when and by whom, who followed up, who introduced whom, and whose
// customer each one is.
//
// It holds no names and no phones: those are in the vault, under the
// customer's id. What the entries are worth as evidence is the rulebook's to say.
package registry

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// A Registration is one entry in the ownership register.
type Registration struct {
	At       time.Time       `json:"at"` // of the visit that was entered
	Site     floor.SiteID    `json:"site"`
	Advisor  floor.AdvisorID `json:"advisor"`
	Visit    floor.VisitID   `json:"visit,omitempty"`
	HasName  bool            `json:"has_name"`
	HasSex   bool            `json:"has_sex"`
	HasPhone bool            `json:"has_phone"`
	HasNeed  bool            `json:"has_need"`
}

// A FollowUp is one contact by an advisor after a visit.
type FollowUp struct {
	At       time.Time       `json:"at"`
	Advisor  floor.AdvisorID `json:"advisor"`
	Channel  string          `json:"channel"`
	Noted    bool            `json:"noted,omitempty"`    // what was said is in the vault
	Reaction string          `json:"reaction,omitempty"` // how the customer took it
}

// A PhoneLead is a call before any visit.
type PhoneLead struct {
	At         time.Time       `json:"at"`
	Advisor    floor.AdvisorID `json:"advisor"`
	Registered bool            `json:"registered"`
	Asked      floor.AdvisorID `json:"asked,omitempty"`   // whom the caller asked for
	Invited    bool            `json:"invited,omitempty"` // he was asked to come
}

// A Referral is a stored introduction.
type Referral struct {
	Referrer floor.CustomerID `json:"referrer"`
	Owner    floor.AdvisorID  `json:"owner,omitempty"` // the introducer's owner, then
	At       time.Time        `json:"at"`
	Credited bool             `json:"credited,omitempty"`
}

// The stages of a customer, in the words of the fact vocabulary.
const (
	Prospect    = "prospect"
	Ordered     = "ordered"
	DepositPaid = "deposit_paid"
	Owner       = "owner"
	Refused     = "refused"
)

// A Contact is one reception as the ladder of contacts counts them.
type Contact struct {
	Visit      floor.VisitID   `json:"visit"`
	Server     floor.AdvisorID `json:"server"`
	Registered bool            `json:"registered"`
	Why        string          `json:"why,omitempty"`      // it was not the customer's own advisor
	Informed   bool            `json:"informed,omitempty"` // he was told of it
}

// A Customer is one person on file.
type Customer struct {
	ID            floor.CustomerID `json:"id"`
	Since         time.Time        `json:"since"`
	Stage         string           `json:"stage"`
	Owner         floor.AdvisorID  `json:"owner,omitempty"` // empty: nobody's
	Registrations []Registration   `json:"registrations,omitempty"`
	FollowUps     []FollowUp       `json:"followups,omitempty"`
	PhoneLeads    []PhoneLead      `json:"phone_leads,omitempty"`
	ReferredBy    *Referral        `json:"referred_by,omitempty"`
	Contacts      []Contact        `json:"contacts,omitempty"`
	Visits        []floor.VisitID  `json:"visits,omitempty"`
	Progress      Progress         `json:"progress,omitempty"` // of the sale, by key nodes
	Party         []PartyMember    `json:"party,omitempty"`    // who on his side plays which part
	Account       *Account         `json:"account,omitempty"`
	Merged        floor.CustomerID `json:"merged,omitempty"` // this file turned out to be that customer's
	Records
}

// New returns an empty file.
func New(id floor.CustomerID, at time.Time) *Customer {
	return &Customer{ID: id, Since: at, Stage: Prospect}
}

// Clone returns a copy that shares nothing with the file.
func (c *Customer) Clone() Customer {
	out := *c
	out.Registrations, out.FollowUps, out.PhoneLeads = slices.Clone(c.Registrations), slices.Clone(c.FollowUps), slices.Clone(c.PhoneLeads)
	out.Contacts, out.Visits = slices.Clone(c.Contacts), slices.Clone(c.Visits)
	out.Progress, out.Party = slices.Clone(c.Progress), slices.Clone(c.Party)
	for i := range out.Party {
		out.Party[i].Roles = slices.Clone(out.Party[i].Roles)
	}
	out.Account, out.ReferredBy, out.Records = copied(c.Account), copied(c.ReferredBy), c.Records.Clone()
	return out
}

// Register adds an entry, in the order of the visits entered; the same visit
// entered again by the same advisor replaces the entry, since it completes it.
func (c *Customer) Register(r Registration) {
	same := func(o Registration) bool { return r.Visit != "" && o.Visit == r.Visit && o.Advisor == r.Advisor }
	if at := slices.IndexFunc(c.Registrations, same); at >= 0 {
		c.Registrations[at] = r
		return
	}
	at := len(c.Registrations)
	for at > 0 && c.Registrations[at-1].At.After(r.At) {
		at--
	}
	c.Registrations = slices.Insert(c.Registrations, at, r)
}

// Visited notes a visit, once.
func (c *Customer) Visited(v floor.VisitID) {
	if !slices.Contains(c.Visits, v) {
		c.Visits = append(c.Visits, v)
	}
}

// RestsOn reports whether the file has no visit but that one.
func (c *Customer) RestsOn(v floor.VisitID) bool {
	return !slices.ContainsFunc(c.Visits, func(o floor.VisitID) bool { return o != v })
}

// Deserted removes a visit that turned out to be another customer's.
func (c *Customer) Deserted(v floor.VisitID) {
	c.Visits = slices.DeleteFunc(c.Visits, func(o floor.VisitID) bool { return o == v })
}
