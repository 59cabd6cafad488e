package desk

import (
	"maps"
	"slices"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rotation"
)

// stampOf is what the fold needs of a record besides its event.
type stampOf struct {
	Seq uint64
	At  time.Time
	By  floor.Actor
	Key string
}

// apply folds one event into the state. Everything that the desk knows comes
// through here, so that the same journal gives the same state on any machine.
func (s *state) apply(r stampOf, e event.Event) {
	s.seq, s.last = r.Seq, r.At
	if e, ok := e.(event.HouseFounded); ok {
		s.found(e) // the zone says on which day it is
	}
	s.rollOver(r)
	switch e := e.(type) {
	case event.HouseFounded, event.DayBegun:
	case event.AdvisorJoined, event.AdvisorDeparted, event.PINChosen, event.BadgeIssued,
		event.AdvisorSignedIn, event.AdvisorSignedOut, event.AdvisorSteppedOut, event.AdvisorSteppedBack:
		s.applyStaff(r, e)
	case event.RulebookEnforced:
		s.house.Rulebook = e
	case event.NoticeRaised:
		s.clearNotice(e.Key, e.Args[argVisit])
		s.house.Notices = slices.Insert(s.house.Notices, 0, floor.Notice{At: r.At, Key: e.Key, Args: e.Args})
	case event.NoticeCleared:
		s.clearNotice(e.Key, "")
	case event.OrderArranged:
		s.house.DayOpen = true
		s.house.Line.Arrange(e.Order)
	case event.LunchAssigned:
		s.house.Lunch = e.Advisor
	case event.TurnRuled:
		s.turn(r, e)
	case event.DaySealed:
		if s.house.Sealed == nil {
			s.house.Sealed = map[string]event.DaySealed{}
		}
		s.house.Sealed[e.Day] = e
		if days := slices.Sorted(maps.Keys(s.house.Sealed)); len(days) > 7 {
			delete(s.house.Sealed, days[0]) // the journal keeps them all
		}
	default:
		if !s.applyHouse(e) && !s.applyVisit(r, e) && !s.applyCustomer(r, e) && !s.applyFile(r, e) && !s.applyProcess(r, e) {
			panic("desk: no fold for " + e.Kind())
		}
	}
	s.touchHouse()
}

func (s *state) found(e event.HouseFounded) {
	s.house.Name, s.house.Site, s.house.Zone, s.house.Demo = e.Name, e.Site, e.Zone, e.Demo
	s.zone = zoneOf(e.Zone)
}

// zoneOf returns the zone by name. A name that this machine does not know is
// refused before it can be journaled.
func zoneOf(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic("desk: unknown time zone " + name)
	}
	return zone
}

// rollOver begins a new business day with the first event that falls on it:
// the line is empty, nobody is signed in, numbers start at one. Visits that
// nobody served have left; a reception that is still going on goes on.
func (s *state) rollOver(r stampOf) {
	day := floor.DayOf(r.At, s.zone)
	if day <= s.house.Day {
		return
	}
	for _, a := range s.advisors {
		if a.In || a.Out != "" || a.Delegate != "" {
			a.In, a.Out, a.Since, a.Delegate = false, "", r.At, ""
			s.touchAdvisor(a)
		}
	}
	s.house.Overnight = nil
	for id, v := range s.visits {
		switch {
		case v.State == floor.Serving:
			s.house.Overnight = append(s.house.Overnight, id)
		case v.open():
			v.State, v.EndedAt = floor.Left, r.At
			s.settled(v)
			s.touchVisit(v)
		default:
			if s.stored != nil && s.dirty[keyVisit+string(id)] == nil {
				delete(s.visits, id)
			}
		}
	}
	slices.Sort(s.house.Overnight)
	if s.stored != nil {
		s.forgetCustomers()
	}
	clear(s.codes)
	h := &s.house
	h.Day, h.DayOpen, h.FirstSeq, h.Numbers, h.Line, h.Lunch, h.LastCall = day, false, r.Seq, 0, rotation.Line{}, "", floor.Call{}
	h.Summaries, h.Peak = 0, false
}

// forgetCustomers drops the files that were read yesterday; they are in the store.
func (s *state) forgetCustomers() {
	for id := range s.customers {
		if s.dirty[keyCustomer+string(id)] == nil {
			delete(s.customers, id)
		}
	}
}

// argVisit names the visit that a notice is about; numbers begin anew each day.
const argVisit = "visit"

// clearNotice removes a notice: of a visit by its id, of anything else by its key.
func (s *state) clearNotice(key, visit string) {
	s.house.Notices = slices.DeleteFunc(s.house.Notices, func(n floor.Notice) bool {
		return n.Key == key && n.Args[argVisit] == visit
	})
}

// settled removes what the manager was told of a visit, once he has dealt with it or it is over.
func (s *state) settled(v *Visit) {
	s.house.Notices = slices.DeleteFunc(s.house.Notices, func(n floor.Notice) bool {
		return n.Args[argVisit] == string(v.ID)
	})
}

func (s *state) turn(r stampOf, e event.TurnRuled) {
	effect := map[string]rotation.Effect{
		"used": rotation.Consume, "made_up": rotation.Consume, "kept": rotation.Keep, "lapsed": rotation.Lapse,
		"owed": rotation.Credit, "restored": rotation.Restore, "suspended": rotation.Suspend,
	}[e.Effect]
	s.house.Line.Apply(effect, e.Advisor, e.Visit)
	if v := s.visit(e.Visit); v != nil {
		v.Turns = append(v.Turns, Turned{At: r.At, Effect: e.Effect, Advisor: e.Advisor, Clauses: e.Clauses})
		s.touchVisit(v)
	}
}

func (s *state) applyStaff(r stampOf, e event.Event) {
	var a *advisor
	switch e := e.(type) {
	case event.AdvisorJoined:
		if a = s.advisors[e.Advisor]; a == nil {
			a = &advisor{ID: e.Advisor, Rank: len(s.advisors), Status: "active"}
			s.advisors[e.Advisor] = a
		}
		a.Name, a.Desk = e.Name, e.Desk
	case event.AdvisorDeparted:
		a = s.advisors[e.Advisor]
		a.Status, a.Successor, a.In, a.Badge, a.HasPIN = e.Status, e.Successor, false, "", false
		s.house.Line.Drop(e.Advisor)
	case event.PINChosen:
		if e.Advisor == "" {
			s.house.ManagerPIN = true
			return
		}
		a = s.advisors[e.Advisor]
		a.HasPIN = true
	case event.BadgeIssued:
		a = s.advisors[e.Advisor]
		a.Badge = e.Code
	case event.AdvisorSignedIn:
		a = s.advisors[e.Advisor]
		a.In, a.SignedIn, a.Out, a.Since = true, r.At, "", r.At
		s.house.Line.Join(e.Advisor)
	case event.AdvisorSignedOut:
		a = s.advisors[e.Advisor]
		a.In, a.Out, a.Since = false, "", r.At
		s.house.Line.Drop(e.Advisor)
	case event.AdvisorSteppedOut:
		a = s.advisors[e.Advisor]
		a.Out, a.Since = e.Reason, r.At
	case event.AdvisorSteppedBack:
		a = s.advisors[e.Advisor]
		a.Out, a.Since = "", r.At
	}
	s.touchAdvisor(a)
}

// applyVisit folds what happens to a visit, and reports whether the event is of that sort.
func (s *state) applyVisit(r stampOf, e event.Event) bool {
	if e, ok := e.(event.VisitOpened); ok {
		s.openVisit(r, e)
		return true
	}
	id, ok := visitOf(e)
	if !ok {
		return false
	}
	if id == "" {
		return true // about a customer who is not in the house
	}
	v := s.visit(id)
	if v == nil {
		panic("desk: " + e.Kind() + " names a visit that was never opened")
	}
	s.changeVisit(r, v, e)
	s.touchVisit(v)
	return true
}

func visitOf(e event.Event) (floor.VisitID, bool) {
	switch e := e.(type) {
	case event.VisitRuled:
		return e.Visit, true
	case event.VisitAssigned:
		return e.Visit, true
	case event.VisitCalled:
		return e.Visit, true
	case event.VisitClaimed:
		return e.Visit, true
	case event.VisitRecognised:
		return e.Visit, true
	case event.VisitChangeAsked:
		return e.Visit, true
	case event.VisitHandedOver:
		return e.Visit, true
	case event.VisitIdentified:
		return e.Visit, true
	case event.VisitFinished:
		return e.Visit, true
	case event.VisitLeft:
		return e.Visit, true
	case event.DealRecorded:
		return e.Visit, true
	case event.DealClaimed:
		return e.Visit, true
	case event.ManagerRuled:
		return e.Visit, true
	case event.SlipRequested:
		return e.Visit, true
	case event.SlipSent:
		return e.Visit, true
	case event.SlipEnded:
		return e.Visit, true
	case event.StandInBegan:
		return e.Visit, true
	case event.OwnerInformed:
		return e.Visit, true
	case event.FindingRecorded:
		return e.Visit, true
	}
	return "", false
}

func (s *state) openVisit(r stampOf, e event.VisitOpened) {
	v := &Visit{
		ID: e.Visit, Key: r.Key, Number: e.Number, Day: e.Day, Code: e.Code, Customer: e.Customer, Known: e.Known,
		Answers: e.Answers, Consent: e.Consent, Referrer: e.Referrer, State: floor.Waiting, OpenedAt: r.At,
	}
	s.visits[v.ID], s.codes[v.Code] = v, v.ID
	s.house.Numbers = e.Number
	c := s.customer(e.Customer)
	if c == nil {
		c = registry.New(e.Customer, r.At)
		s.customers[c.ID] = c
	}
	c.Visited(v.ID)
	v.Owner = c.Owner
	s.touchCustomer(c)
	s.touchVisit(v)
	s.dirty[dayKey(e.Day, e.Number)] = e.Visit
	s.dirty[keyCode+e.Code] = e.Visit
}

func (s *state) changeVisit(r stampOf, v *Visit, e event.Event) {
	switch e := e.(type) {
	case event.VisitRuled:
		v.Rulings = append(v.Rulings, Ruled{Seq: r.Seq, At: r.At, Moment: e.Moment, Ruling: e.Ruling})
		v.Referee = needsRuling(e.Ruling)
	case event.VisitAssigned:
		s.assign(r, v, e)
	case event.VisitCalled:
		v.State, v.CalledAt = floor.Called, r.At
		v.Calls++
		s.house.LastCall = floor.Call{Number: v.Number, Server: e.Server, Desk: s.desk(e.Server), At: r.At, Times: v.Calls}
	case event.VisitClaimed:
		v.State, v.ClaimedAt, v.Server, v.How = floor.Serving, r.At, e.Advisor, e.How
	case event.VisitRecognised:
		v.Recognised = &Recognition{At: r.At, By: e.By, Minutes: e.Minutes, Wish: e.Wish, Of: e.Of}
		v.Wish = e.Wish
	case event.VisitChangeAsked:
		v.Wish, v.Complaint = e.Wish, e.Confirmed
		if e.Wanted != "" {
			v.Answers.Requested = floor.Named(e.Wanted)
		}
	case event.VisitHandedOver:
		v.Handed = append(v.Handed, Handed{At: r.At, From: e.From, To: e.To, Why: e.Why})
		v.Server = e.To
	case event.VisitIdentified:
		s.identify(v, e)
	case event.VisitFinished:
		v.State, v.EndedAt = floor.Finished, r.At
		s.house.Overnight = slices.DeleteFunc(s.house.Overnight, func(id floor.VisitID) bool { return id == v.ID })
		s.settled(v)
	case event.VisitLeft:
		v.State, v.EndedAt = floor.Left, r.At
		s.settled(v)
	default:
		s.changeOutcome(r, v, e)
	}
}

func (s *state) changeOutcome(r stampOf, v *Visit, e event.Event) {
	switch e := e.(type) {
	case event.DealRecorded:
		before := v.Deal
		v.Deal = &Deal{At: r.At, Closer: e.Closer, Stage: e.Stage, SameVisit: e.SameVisit}
		if before != nil {
			v.Deal.Of, v.Deal.Was = before.Of, before.Was
		}
		if c := s.customer(e.Customer); c != nil {
			if before == nil {
				v.Deal.Of, v.Deal.Was = c.Owner, c.Stage
			}
			c.Stage = e.Stage
			s.touchCustomer(c)
		}
	case event.DealClaimed:
		if v.Deal != nil {
			v.Deal.ClaimBy, v.Deal.ClaimAt = e.Advisor, r.At
		}
	case event.ManagerRuled:
		v.Decision, v.Referee = &e, false
		s.settled(v)
		v.Edits = append(v.Edits, Edit{At: r.At, By: r.By, What: "log.edit.ruled", Reason: e.Reason})
	case event.SlipRequested:
		v.Slip = Slip{Job: e.Job, Outcome: "pending", Prints: v.Slip.Prints + 1}
	case event.SlipSent:
		if v.Slip.Job == e.Job {
			v.Slip.Outcome = "sent"
		}
	case event.SlipEnded:
		if v.Slip.Job == e.Job {
			v.Slip.Outcome, v.Slip.Reason = e.Outcome, e.Reason
		}
	default:
		s.changeFound(r, v, e)
	}
}

func (s *state) assign(r stampOf, v *Visit, e event.VisitAssigned) {
	v.Assigned, v.Server, v.ServerBy, v.Role = e.Server, e.Server, e.By, e.Role
	if v.State == floor.Called {
		v.State = floor.Waiting
	}
	if r.By.Role == floor.RoleManager {
		v.AssignedBy = "manager"
		s.settled(v)
		v.Referee = false
		v.Edits = append(v.Edits, Edit{At: r.At, By: r.By, What: "log.edit.placed", Reason: e.Reason})
	}
}

func (s *state) desk(id floor.AdvisorID) string {
	if a := s.advisors[id]; a != nil {
		return a.Desk
	}
	return ""
}

func (s *state) identify(v *Visit, e event.VisitIdentified) {
	c := s.customer(e.Customer)
	if c == nil {
		panic("desk: visit.identified names a customer that is not on file")
	}
	c.Visited(v.ID)
	if former := s.customer(e.Former); former != nil {
		if former.RestsOn(v.ID) {
			s.merge(former, c)
		}
		former.Deserted(v.ID)
		s.touchCustomer(former)
	}
	v.Customer, v.Known, v.Owner = e.Customer, true, c.Owner
	s.touchCustomer(c)
}

// merge closes a file that turned out to be another's, which takes over what was
// entered in it; whoever was tied to the one is tied to the other.
func (s *state) merge(former, into *registry.Customer) {
	former.Merged = into.ID
	for _, tie := range former.Ties {
		if other := s.customer(tie.Customer); other != nil {
			other.Retie(former.ID, into.ID)
			s.touchCustomer(other)
		}
	}
	into.Absorb(former.Clone())
}

// applyCustomer folds what happens to a customer's file.
func (s *state) applyCustomer(r stampOf, e event.Event) bool {
	switch e := e.(type) {
	case event.CustomerRegistered:
		c := s.mustCustomer(e.Customer, e)
		at := r.At
		if v := s.visit(e.Visit); v != nil {
			at = v.OpenedAt
			c.Contacts = append(c.Contacts, contactOf(v, e.Advisor))
		}
		c.Register(registry.Registration{At: at, Site: s.house.Site, Advisor: e.Advisor, Visit: e.Visit,
			HasName: e.HasName, HasSex: e.HasSex, HasPhone: e.HasPhone, HasNeed: e.HasNeed})
	case event.OwnerRuled:
		s.mustCustomer(e.Customer, e).Owner = e.Owner
		if v := s.visit(e.Visit); v != nil {
			v.Owner = e.Owner
			s.touchVisit(v)
		}
	case event.FollowUpLogged:
		c := s.mustCustomer(e.Customer, e)
		c.FollowUps = append(c.FollowUps, registry.FollowUp{At: r.At, Advisor: e.Advisor, Channel: e.Channel})
	case event.CallLogged:
		c := s.customer(e.Customer)
		if c == nil {
			c = registry.New(e.Customer, r.At)
			s.customers[c.ID] = c
		}
		c.PhoneLeads = append(c.PhoneLeads, registry.PhoneLead{At: r.At, Advisor: e.Advisor, Registered: e.Registered})
		s.touchCustomer(c)
	case event.ReferralRecorded:
		c := s.mustCustomer(e.Customer, e)
		c.ReferredBy = &registry.Referral{Referrer: e.Referrer, Owner: e.Owner, At: r.At, Credited: e.Credited}
	default:
		return false
	}
	return true
}

func (s *state) mustCustomer(id floor.CustomerID, e event.Event) *registry.Customer {
	c := s.customer(id)
	if c == nil {
		panic("desk: " + e.Kind() + " names a customer that is not on file")
	}
	s.touchCustomer(c)
	return c
}
