package desk

import (
	"slices"
	"time"

	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// fileFacts is a customer's record as a rulebook reads it. A file that nobody
// wrote in is known to be empty: the house keeps it itself.
func (s *state) fileFacts(c *registry.Customer) rulebook.File {
	f := rulebook.File{
		Registrations: []rulebook.Entry{}, Followups: []rulebook.Followup{}, PhoneLeads: []rulebook.PhoneLead{},
		MeetingRecord: mentions(c.Mentions), AdvisorPriorRecord: mentions(c.Priors), Links: []rulebook.Link{},
		SummaryEnteredAt: rulebook.None[time.Time](), GroupBuyAt: rulebook.None[time.Time](),
		Stage: rulebook.Is(c.Stage), Owner: rulebook.None[floor.AdvisorID](), ReferredBy: s.introduction(c),
		OwnerGaveUp: rulebook.Is(c.GaveUp),
	}
	if s.advisors[c.Owner] != nil || c.Owner == floor.Pool {
		f.Owner = rulebook.Is(c.Owner)
	}
	if c.Summary != nil {
		f.SummaryEnteredAt = rulebook.Is(c.Summary.At)
	}
	if c.Group != nil {
		f.GroupBuyAt = rulebook.Is(c.Group.At)
	}
	for _, r := range c.Registrations {
		f.Registrations = append(f.Registrations, rulebook.Entry{At: rulebook.Is(r.At), Site: rulebook.Is(r.Site),
			Advisor: rulebook.Is(r.Advisor), HasName: rulebook.Is(r.HasName), HasSex: rulebook.Is(r.HasSex),
			HasPhone: rulebook.Is(r.HasPhone), HasNeed: rulebook.Is(r.HasNeed), Altered: rulebook.Is(false)})
	}
	for _, u := range c.FollowUps {
		f.Followups = append(f.Followups, followUpFact(u))
	}
	for _, p := range c.PhoneLeads {
		f.PhoneLeads = append(f.PhoneLeads, rulebook.PhoneLead{At: rulebook.Is(p.At), Advisor: rulebook.Is(p.Advisor), Registered: rulebook.Is(p.Registered)})
	}
	for _, tie := range c.Ties {
		if other := s.live(tie.Customer); tie.Kind != registry.Introduced && other != nil && other.ID != c.ID {
			f.Links = append(f.Links, rulebook.Link{Customer: other.ID, Relation: rulebook.Is(tie.Kind), Proven: rulebook.Is(!tie.Confirmed.IsZero())})
		}
	}
	return f
}

// noted stands in the facts for what was said: the words are in the vault.
const noted = "noted"

func followUpFact(u registry.FollowUp) rulebook.Followup {
	f := rulebook.Followup{At: rulebook.Is(u.At), Advisor: rulebook.Is(u.Advisor), Channel: rulebook.Is(u.Channel),
		Content: rulebook.None[string](), Reaction: rulebook.None[string](), RecordedAt: rulebook.Is(u.At)}
	if u.Noted {
		f.Content = rulebook.Is(noted)
	}
	if u.Reaction != "" {
		f.Reaction = rulebook.Is(u.Reaction)
	}
	return f
}

func mentions(list []registry.Mention) []rulebook.Mention {
	out := []rulebook.Mention{}
	for _, m := range list {
		out = append(out, rulebook.Mention{At: rulebook.Is(m.At), Advisor: rulebook.Is(m.Advisor)})
	}
	return out
}

// introduction is who introduced the customer: as it was stored, or as it was
// announced before he came.
func (s *state) introduction(c *registry.Customer) rulebook.Maybe[rulebook.ReferredBy] {
	if r := c.ReferredBy; r != nil {
		return rulebook.Is(rulebook.ReferredBy{Referrer: rulebook.Is(r.Referrer),
			ReferrerOwner: ownerFact(r.Owner), IntroducedAt: rulebook.Is(r.At)})
	}
	if a := c.Announced; a != nil && a.Referrer != "" {
		owner := floor.AdvisorID("")
		if by := s.live(a.Referrer); by != nil {
			owner = by.Owner
		}
		return rulebook.Is(rulebook.ReferredBy{Referrer: rulebook.Is(a.Referrer),
			ReferrerOwner: ownerFact(owner), IntroducedAt: rulebook.Is(a.At)})
	}
	return rulebook.None[rulebook.ReferredBy]()
}

// beforehand adds to a visit what was entered before it, and who came with him.
func beforehand(f *rulebook.Visit, v *Visit, c *registry.Customer) {
	f.Preannounced = rulebook.None[rulebook.Preannounced]()
	if a := c.Announced; a != nil && a.At.Before(v.OpenedAt) {
		if a.Referrer != "" {
			word := rulebook.Preannounced{Referrer: rulebook.Is(a.Referrer), Advisor: rulebook.Is(a.Advisor),
				At: rulebook.Is(a.At), FiledWithLeader: rulebook.Is(a.Filed)}
			if a.How != "" {
				word.By = rulebook.Is(a.How)
			}
			f.Preannounced = rulebook.Is(word)
		}
		if a.CompanyTie != "" {
			f.CompanyTie = rulebook.Is(a.CompanyTie)
		}
	}
	f.Party = []rulebook.PartyMember{}
	for _, tie := range c.Ties {
		if tie.Visit == v.ID && tie.Kind != registry.Introduced {
			f.Party = append(f.Party, rulebook.PartyMember{Customer: tie.Customer, Relation: rulebook.Is(tie.Kind)})
		}
	}
}

// saidLater is the introducer whom the customer named only while he was served.
func saidLater(v *Visit, c *registry.Customer) floor.CustomerID {
	if c == nil {
		return ""
	}
	for _, tie := range c.Ties {
		if tie.Visit == v.ID && tie.Kind == registry.Introduced {
			return tie.Customer
		}
	}
	return ""
}

// otherFiles are those that the visit's facts name: the introducers back to the
// first, and who belongs with the customer.
func (s *state) otherFiles(v *Visit, c *registry.Customer) rulebook.Files {
	files := rulebook.Files{}
	add := func(id floor.CustomerID) *registry.Customer {
		other := s.customer(id)
		if other == nil || other.ID == c.ID {
			return nil
		}
		if _, seen := files[other.ID]; seen {
			return nil
		}
		files[other.ID] = s.fileFacts(other)
		return other
	}
	for _, tie := range c.Ties {
		if other := s.live(tie.Customer); other != nil && tie.Kind != registry.Introduced {
			add(other.ID)
		}
	}
	chain := []floor.CustomerID{v.Referrer, saidLater(v, c)}
	if c.ReferredBy != nil {
		chain = append(chain, c.ReferredBy.Referrer)
	}
	if c.Announced != nil {
		chain = append(chain, c.Announced.Referrer)
	}
	for _, id := range chain {
		for other := add(id); other != nil && other.ReferredBy != nil; {
			other = add(other.ReferredBy.Referrer)
		}
	}
	if len(files) == 0 {
		return nil
	}
	return files
}

// contactFacts is the history of the customer's receptions, one line each. What
// is entered here is reported with it: the manager sees it at once.
func contactFacts(c *registry.Customer) []rulebook.Contact {
	out := []rulebook.Contact{}
	for i, line := range c.Contacts {
		why := line.Why
		if why == "" {
			why = "none"
		}
		out = append(out, rulebook.Contact{VisitNo: rulebook.Is(i + 1), Server: rulebook.Is(line.Server),
			Registered: rulebook.Is(line.Registered), Reported: rulebook.Is(line.Registered),
			OriginalInformed: rulebook.Is(line.Informed), WhyNotOriginal: rulebook.Is(why)})
	}
	return out
}

// hasEvidence reports whether the advisor can show that he received the
// customer: the register, the evening record or the follow-up log has him.
func hasEvidence(c *registry.Customer, id floor.AdvisorID) bool {
	return slices.ContainsFunc(c.Registrations, func(r registry.Registration) bool { return r.Advisor == id }) ||
		slices.ContainsFunc(c.Mentions, func(m registry.Mention) bool { return m.Advisor == id }) ||
		slices.ContainsFunc(c.FollowUps, func(u registry.FollowUp) bool { return u.Advisor == id })
}
