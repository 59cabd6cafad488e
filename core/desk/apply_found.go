package desk

import (
	"maps"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// applyHouse folds what concerns the house or one of its advisors alone, and
// reports whether the event is of that sort.
func (s *state) applyHouse(e event.Event) bool {
	switch e := e.(type) {
	case event.SiteListed:
		sites := maps.Clone(s.house.Sites)
		if sites == nil {
			sites = map[floor.SiteID]string{}
		}
		sites[e.Site] = e.Name
		s.house.Sites = sites
	case event.PeakDeclared:
		s.house.Peak = e.Peak
	case event.DelegateNamed:
		a := s.advisors[e.Advisor]
		a.Delegate = e.Delegate
		s.touchAdvisor(a)
	case event.SuccessorNamed:
		a := s.advisors[e.Advisor]
		a.Successor = e.Successor
		s.touchAdvisor(a)
	default:
		return false
	}
	return true
}

// changeFound folds what came to light about a visit.
func (s *state) changeFound(r stampOf, v *Visit, e event.Event) {
	switch e := e.(type) {
	case event.StandInBegan:
		v.StandIn = &StandIn{For: e.Owner, By: e.Server, Why: e.Why}
	case event.OwnerInformed:
		if v.StandIn == nil {
			v.StandIn = &StandIn{For: e.Owner, By: e.Server}
		}
		v.StandIn.Informed = r.At
		s.informed(v)
	case event.FindingRecorded:
		v.Findings = append(v.Findings, Finding{At: r.At, By: r.By, What: e.What, Value: e.Value, Advisor: e.Advisor})
	}
}

// informed notes in the customer's file that his own advisor was told of the visit.
func (s *state) informed(v *Visit) {
	c := s.customer(v.Customer)
	for i := range c.Contacts {
		if c.Contacts[i].Visit == v.ID {
			c.Contacts[i].Informed = true
			s.touchCustomer(c)
		}
	}
}

// contactOf is the line of the contact history that a reception makes.
func contactOf(v *Visit, server floor.AdvisorID) registry.Contact {
	out := registry.Contact{Visit: v.ID, Server: server, Registered: true}
	if in := v.StandIn; in != nil && in.By == server {
		out.Why, out.Informed = in.Why, !in.Informed.IsZero()
	}
	return out
}
