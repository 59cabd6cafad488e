package desk

import (
	"slices"
	"time"

	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// facts gathers what the house knows at the moment of the command: ids only,
// and the time as a fact, so that the ruling can be repeated years later.
func (t *tx) facts(v *Visit) rulebook.Facts {
	s := t.s
	f := rulebook.Facts{Zone: s.house.Zone, Adv: t.advisorFacts(v), Rota: t.rotaFacts()}
	if t.d.set.Hours != (rulebook.Hours{}) {
		f.Hours = rulebook.Is(t.d.set.Hours)
	}
	if v == nil {
		return f
	}
	c := s.customer(v.Customer)
	f.Visit, f.Answer = s.visitFacts(v, c), s.answerFacts(v, c)
	if c != nil {
		f.Cust, f.Svc.Log = s.fileFacts(c), contactFacts(c)
		f.Files = s.otherFiles(v, c)
	}
	t.serviceFacts(&f, v)
	addFindings(&f, v)
	return f
}

func (s *state) visitFacts(v *Visit, c *registry.Customer) rulebook.Visit {
	f := rulebook.Visit{
		At: rulebook.Is(v.OpenedAt), Site: rulebook.Is(s.house.Site), Purpose: rulebook.Word(v.Answers.Purpose),
		Peer: rulebook.Is("no"), Peak: rulebook.Is(s.house.Peak), CompanyTie: rulebook.Is("none"),
		Appointment: rulebook.None[rulebook.Appointment](), AssignedBy: rulebook.None[string](),
	}
	if v.AssignedBy != "" {
		f.AssignedBy = rulebook.Is(v.AssignedBy)
	}
	if who := v.Answers.Appointment.Advisor; who != "" {
		f.Appointment = rulebook.Is(rulebook.Appointment{Advisor: rulebook.Is(who),
			At: rulebook.Is(v.OpenedAt), CameForThatAdvisor: rulebook.Is(true)})
	}
	if c != nil {
		beforehand(&f, v, c)
	}
	return f
}

func (s *state) answerFacts(v *Visit, c *registry.Customer) rulebook.Answer {
	a := v.Answers
	f := rulebook.Answer{
		BeenBefore: rulebook.Word(a.BeenBefore), KinBeenBefore: rulebook.Word(a.KinBeenBefore),
		StaffContacted: rulebook.Word(a.StaffContacted), RecalledAdvisor: rulebook.Pick(a.Recalled),
		ShownMessageFrom: rulebook.Pick(a.ShownMessage), RequestedAdvisor: rulebook.Pick(a.Requested),
		Referred: rulebook.Word(a.Referral.By), AdvisorTie: rulebook.None[rulebook.Tie](),
	}
	if a.OtherSite != "" {
		site := rulebook.OtherSite{Answer: rulebook.Word(a.OtherSite)}
		if a.OtherSiteID != "" {
			site.Site = rulebook.Is(a.OtherSiteID)
		}
		f.OtherSiteBefore = rulebook.Is(site)
	}
	if a.Referral.By == "customer" || a.Referral.By == "partner" {
		f.ReferralStated, f.Referrer = rulebook.Is("arrival"), rulebook.None[floor.CustomerID]()
		f.ReferrerAccompanies = rulebook.Is(a.Referral.Accompanied == floor.Yes)
		if v.Referrer != "" {
			f.Referrer = rulebook.Is(v.Referrer)
		}
	} else if by := saidLater(v, c); by != "" {
		f.Referred, f.ReferralStated = rulebook.Is("customer"), rulebook.Is("during_service")
		f.Referrer, f.ReferrerAccompanies = rulebook.Is(by), rulebook.Is(false)
	}
	if who := a.AdvisorTie.Advisor; who != "" {
		f.AdvisorTie = rulebook.Is(rulebook.Tie{Advisor: rulebook.Is(who), Tie: rulebook.Is("lineal"), Met: rulebook.Is("arrival")})
	}
	return f
}

func ownerFact(id floor.AdvisorID) rulebook.Maybe[floor.AdvisorID] {
	if id == "" {
		return rulebook.None[floor.AdvisorID]()
	}
	return rulebook.Is(id)
}

// advisorFacts says what each advisor is doing. The one who serves the visit in
// hand is with that customer, whatever else he expects.
func (t *tx) advisorFacts(v *Visit) rulebook.Advisors {
	out := rulebook.Advisors{}
	for _, a := range t.s.staff() {
		f := rulebook.Advisor{Status: rulebook.Is(a.Status), OnLunchDuty: rulebook.Is(t.s.house.Lunch == a.ID),
			Successor: ownerFact(a.Successor), Delegate: ownerFact(a.Delegate), Busy: rulebook.Is(t.busy(a, v)), OffReason: rulebook.Is("none")}
		f.OnSite = rulebook.Is(a.In && (a.Out == "" || a.Out.OnFloor()))
		if a.In && a.Out != "" { // from his desk, whether or not he is still on the floor
			f.AwayMinutes = rulebook.Is(t.since(a.Since).Minutes())
		}
		switch {
		case !a.In:
			f.OffReason = rulebook.Is(string(floor.RestDay))
		case a.Out != "" && !a.Out.OnFloor():
			f.OffReason = rulebook.Is(string(a.Out))
		}
		out[a.ID] = f
	}
	return out
}

func (t *tx) since(at time.Time) time.Duration { return t.stamp.At.Sub(at) }

func (t *tx) busy(a *advisor, v *Visit) string {
	other := t.s.serving(a.ID)
	switch {
	case other != nil && (v == nil || other.ID != v.ID) && t.s.newcomer(other):
		return "with_new_customer"
	case other != nil && (v == nil || other.ID != v.ID || v.State == floor.Serving):
		return "with_customer"
	case a.Out == floor.WorkMatter:
		return "work_matter"
	case a.Out == floor.PrivateMatter:
		return "private_matter"
	}
	return "free"
}

// newcomer reports whether nobody has received the visit's customer before. One who
// has only called so far is on file, and new all the same.
func (s *state) newcomer(v *Visit) bool {
	c := s.customer(v.Customer)
	return !v.Known || c != nil && len(c.Registrations) == 0 && len(c.Visits) > 0 && c.Visits[0] == v.ID
}

func (t *tx) rotaFacts() rulebook.Rota {
	l := t.s.house.Line
	f := rulebook.Rota{Order: append([]floor.AdvisorID{}, l.Order...), Credits: map[floor.AdvisorID]int{}}
	for id, n := range l.Credits {
		if slices.Contains(l.Order, id) {
			f.Credits[id] = n
		}
	}
	return f
}

// serviceFacts adds the reception in hand and what came of it.
func (t *tx) serviceFacts(f *rulebook.Facts, v *Visit) {
	if v.Server != "" {
		f.Svc.Server = rulebook.Is(v.Server)
	}
	f.Svc.SwitchWish = rulebook.Is("none")
	if v.Wish != "" {
		f.Svc.SwitchWish = rulebook.Is(v.Wish)
	}
	f.Svc.ComplaintConfirmed = rulebook.Is(v.Complaint)
	f.Svc.Recognised = rulebook.Is(rulebook.Recognised{By: rulebook.Is("none")})
	if r := v.Recognised; r != nil {
		f.Svc.Recognised = rulebook.Is(rulebook.Recognised{By: rulebook.Is(r.By), AtMinutes: rulebook.Is(r.Minutes)})
	}
	f.Deal.Closed = rulebook.Is(v.Deal != nil)
	if d := v.Deal; d != nil {
		f.Deal.Closer, f.Deal.At, f.Deal.SameVisit = rulebook.Is(d.Closer), rulebook.Is(d.At), rulebook.Is(d.SameVisit)
		f.Deal.ClaimAt = rulebook.None[time.Time]()
		if !d.ClaimAt.IsZero() {
			f.Deal.ClaimAt = rulebook.Is(d.ClaimAt)
		}
	}
	f.Ruling = rulebook.None[rulebook.Decided]()
	if m := v.Decision; m != nil {
		dec := rulebook.Decided{Role: rulebook.Word(m.Role)}
		if m.Owner != "" {
			dec.Decision.Owner = rulebook.Is(m.Owner)
		}
		if m.Server != "" {
			dec.Decision.Server = rulebook.Is(m.Server)
		}
		f.Ruling = rulebook.Is(dec)
	}
}
