package desk

import (
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// applyFile folds what is entered in a customer's file beside his visits, and
// reports whether the event is of that sort. Who is not on file yet gets a file.
func (s *state) applyFile(r stampOf, e event.Event) bool {
	switch e := e.(type) {
	case event.CallDescribed:
		c := s.filed(e.Customer, r)
		for i := range slices.Backward(c.PhoneLeads) {
			if c.PhoneLeads[i].Advisor == e.Advisor {
				c.PhoneLeads[i].Asked, c.PhoneLeads[i].Invited = e.Asked, e.Invited
				break
			}
		}
	case event.FollowUpDescribed:
		c := s.filed(e.Customer, r)
		if n := len(c.FollowUps); n > 0 {
			c.FollowUps[n-1].Noted, c.FollowUps[n-1].Reaction = e.Noted, e.Reaction
		}
	case event.MeetingRecorded:
		c := s.filed(e.Customer, r)
		c.Mentions = append(c.Mentions, registry.Mention{At: r.At, Advisor: e.Advisor})
	case event.PriorRecorded:
		c := s.filed(e.Customer, r)
		c.Priors = append(c.Priors, registry.Mention{At: r.At, Advisor: e.Advisor})
	case event.SummaryEntered:
		s.filed(e.Customer, r).Summary = &registry.SummaryLine{At: r.At, Day: e.Day, Number: e.Number}
		s.house.Summaries = e.Number
	case event.VisitorAnnounced:
		s.filed(e.Customer, r).Announced = &registry.Announcement{At: r.At, Referrer: e.Referrer, Advisor: e.Advisor,
			How: e.How, Filed: e.Filed, CompanyTie: e.CompanyTie}
	case event.CustomerDeclined:
		c := s.filed(e.Customer, r)
		c.Refusals = append(c.Refusals, registry.Refusal{At: r.At, Advisor: e.Advisor, What: e.What})
		if e.What == registry.DeclinesPurchase {
			c.Stage = registry.Refused
		}
	case event.OwnerGaveUp:
		s.filed(e.Customer, r).GaveUp = true
	case event.TieEntered, event.TieConfirmed, event.GroupFormed, event.GroupJoined:
		s.applyTies(r, e)
	case event.CustomerPassedOn:
		s.owned(e.Customer, e.To, r)
	case event.CustomerPooled:
		s.owned(e.Customer, floor.Pool, r)
	default:
		return false
	}
	return true
}

// filed returns the customer's file, opened with this event if it is the first.
func (s *state) filed(id floor.CustomerID, r stampOf) *registry.Customer {
	c := s.customer(id)
	if c == nil {
		c = registry.New(id, r.At)
		s.customers[id] = c
	}
	s.touchCustomer(c)
	return c
}

// owned gives a customer to whom a person chose, in his file and in his visit
// of the day that still goes on.
func (s *state) owned(id floor.CustomerID, to floor.AdvisorID, r stampOf) {
	c := s.filed(id, r)
	c.Owner, c.GaveUp = to, false
	for _, v := range c.Visits {
		if v := s.visits[v]; v != nil && v.open() {
			v.Owner = to
			s.touchVisit(v)
		}
	}
}

// applyTies folds who belongs with whom; a tie stands in both files, but for an
// introduction, which has a direction.
func (s *state) applyTies(r stampOf, e event.Event) {
	switch e := e.(type) {
	case event.TieEntered:
		tie := registry.Tie{Customer: e.Other, Kind: e.Tie, Proof: e.Proof, At: r.At, By: r.By, Visit: e.Visit}
		c := s.filed(e.Customer, r)
		c.Tie(tie)
		if e.Tie == registry.Introduced {
			if c.ReferredBy == nil {
				c.ReferredBy = &registry.Referral{Referrer: e.Other, Owner: e.Owner, At: r.At}
			}
			return
		}
		tie.Customer = e.Customer
		s.filed(e.Other, r).Tie(tie)
	case event.TieConfirmed:
		for of, to := range map[floor.CustomerID]floor.CustomerID{e.Customer: e.Other, e.Other: e.Customer} {
			if t := s.filed(of, r).Tied(to, e.Tie); t != nil {
				t.Confirmed = r.At
			}
		}
	case event.GroupFormed:
		group := registry.Group{ID: e.Group, Organiser: e.Organiser, At: r.At}
		for _, id := range append([]floor.CustomerID{e.Organiser}, e.Members...) {
			joined := group
			s.filed(id, r).Group = &joined
		}
	case event.GroupJoined:
		s.filed(e.Customer, r).Group = &registry.Group{ID: e.Group, Organiser: e.Organiser, At: r.At}
	}
}
