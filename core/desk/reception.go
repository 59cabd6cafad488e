package desk

import (
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// Wishes of a customer who is asked, or says, who shall serve him.
const (
	WishNone    = "none"
	WishBack    = "back_to_original"
	WishStay    = "stay_with_current"
	WishQuality = "change_quality"
	WishOther   = "change_other"
)

// Recognise notes that somebody recognised somebody during the reception, and
// rules on it. by is original, customer, mutual, server or clerk; wish what the
// customer wants. The minutes since the claim are counted here.
func (d *Desk) Recognise(stamp Stamp, id floor.VisitID, by, wish string) (rulebook.Ruling, error) {
	return d.reception(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		if !slices.Contains([]string{"original", "customer", "mutual", "server", "clerk"}, by) ||
			!slices.Contains([]string{WishNone, WishBack, WishStay}, wish) {
			return rulebook.Ruling{}, floor.Refuse("refusal.recognition")
		}
		if t.behind {
			return rulebook.Ruling{}, floor.Refuse("refusal.clock.minutes")
		}
		of := t.s.customer(v.Customer).Owner
		probe := *v
		probe.Recognised = &Recognition{By: by, Minutes: t.since(v.ClaimedAt).Minutes(), Wish: wish}
		probe.Wish = wish
		r, f, err := t.judge(rulebook.Recognition, t.facts(&probe))
		if err != nil {
			return r, err
		}
		t.emit(event.VisitRecognised{Visit: v.ID, By: by, Minutes: probe.Recognised.Minutes, Wish: wish, Of: of})
		t.record(v, rulebook.Recognition, f, r)
		t.serveBy(v, r, "handed_back")
		return r, nil
	})
}

// serveBy hands the visit to whom a ruling names, if that is another.
func (t *tx) serveBy(v *Visit, r rulebook.Ruling, why string) {
	if r.Server == "" || r.Server == v.Server || t.s.advisors[r.Server] == nil {
		return
	}
	t.emit(event.VisitHandedOver{Visit: v.ID, From: v.Server, To: r.Server, Why: why})
	t.settle()
}

// HandOver gives the customer to a colleague who takes him, for now: the
// server changes, the owner does not.
func (d *Desk) HandOver(stamp Stamp, id floor.VisitID, to floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		v, err := t.serving(id)
		if err != nil {
			return err
		}
		if err := t.mayAct(v); err != nil {
			return err
		}
		if err := t.mustServe(to); err != nil {
			return err
		}
		if to == v.Server {
			return nil
		}
		t.emit(event.VisitHandedOver{Visit: v.ID, From: v.Server, To: to, Why: "handed_over"})
		t.standsIn(v)
		t.settle()
		return nil
	})
}

// HandBack gives the customer back to whose he is: the server recognised him.
func (d *Desk) HandBack(stamp Stamp, id floor.VisitID, wish string) (rulebook.Ruling, error) {
	return d.Recognise(stamp, id, "server", wish)
}

// Change is asked for when the customer wants another advisor; wish is
// WishQuality or WishOther, confirmed that the manager found the service at fault.
func (d *Desk) Change(stamp Stamp, id floor.VisitID, wish string, wanted floor.AdvisorID, confirmed bool) (rulebook.Ruling, error) {
	return d.reception(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		if wish != WishQuality && wish != WishOther {
			return rulebook.Ruling{}, floor.Refuse("refusal.recognition")
		}
		if confirmed && stamp.By.Role != floor.RoleManager {
			return rulebook.Ruling{}, floor.Refuse("refusal.manager.only")
		}
		probe := *v
		probe.Wish, probe.Complaint = wish, confirmed
		if wanted != "" {
			probe.Answers.Requested = floor.Named(wanted)
		}
		r, f, err := t.judge(rulebook.Change, t.facts(&probe))
		if err != nil {
			return r, err
		}
		t.emit(event.VisitChangeAsked{Visit: v.ID, Wish: wish, Wanted: wanted, Confirmed: confirmed})
		t.record(v, rulebook.Change, f, r)
		t.serveBy(v, r, "change")
		return r, nil
	})
}

// Rule records the decision of the person entitled to decide, with his reason,
// and carries it out.
func (d *Desk) Rule(stamp Stamp, id floor.VisitID, role string, server, owner floor.AdvisorID, reason string) error {
	return d.do(stamp, func(t *tx) error {
		v := t.s.visit(id)
		if v == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		if err := t.mayRule(server, owner, reason); err != nil {
			return err
		}
		t.emit(event.ManagerRuled{Visit: v.ID, Customer: v.Customer, Role: role, Owner: owner, Server: server, Reason: reason})
		if c := t.s.customer(v.Customer); owner != "" && owner != c.Owner {
			t.emit(event.OwnerRuled{Customer: c.ID, Visit: v.ID, Owner: owner, Former: c.Owner})
		}
		if server == "" || server == v.Server || !v.open() {
			return nil
		}
		if v.State == floor.Serving {
			t.emit(event.VisitHandedOver{Visit: v.ID, From: v.Server, To: server, Why: "manager"})
		} else {
			t.restoreTurn(v)
			if owner == "" {
				t.receives(v, server)
			}
			t.emit(event.VisitAssigned{Visit: v.ID, Server: server, By: "manager", Role: "primary", Reason: reason})
		}
		t.settle()
		return nil
	})
}

func (t *tx) mayRule(server, owner floor.AdvisorID, reason string) error {
	if t.stamp.By.Role != floor.RoleManager {
		return floor.Refuse("refusal.manager.only")
	}
	if reason == "" || server == "" && owner == "" {
		return floor.Refuse("refusal.reason.missing")
	}
	if server != "" {
		if err := t.mustServe(server); err != nil {
			return err
		}
	}
	if owner != "" && owner != floor.Pool && t.s.advisors[owner] == nil {
		return floor.Refuse("refusal.advisor.unknown")
	}
	return nil
}

// serving returns a visit that is being served, or refuses.
func (t *tx) serving(id floor.VisitID) (*Visit, error) {
	v, err := t.openOne(id)
	if err != nil {
		return nil, err
	}
	if v.State != floor.Serving {
		return nil, floor.Refuse("refusal.visit.unclaimed", "number", number(v.Number))
	}
	return v, nil
}

// mayAct refuses an advisor who acts on a visit that is not his: he must serve
// it, or the customer must be his.
func (t *tx) mayAct(v *Visit) error {
	by := t.stamp.By
	if by.Role != floor.RoleAdvisor || by.Advisor == v.Server || by.Advisor == t.s.customer(v.Customer).Owner {
		return nil
	}
	return floor.Refuse("refusal.visit.others", "number", number(v.Number), "advisor", t.s.name(v.Server))
}

func (d *Desk) reception(stamp Stamp, id floor.VisitID, run func(*tx, *Visit) (rulebook.Ruling, error)) (rulebook.Ruling, error) {
	var out rulebook.Ruling
	err := d.do(stamp, func(t *tx) error {
		v, err := t.serving(id)
		if err != nil {
			return err
		}
		if err := t.mayAct(v); err != nil {
			return err
		}
		out, err = run(t, v)
		return err
	})
	return out, err
}

// Basics are what the register asks for after a reception. What is empty stays
// as the file has it; Need is the customer's, in the advisor's words.
type Basics struct {
	Surname string
	Title   string
	Phone   string
	Need    string
	Consent floor.Consent
}

// Finish completes the register and ends the reception. It returns the ruling
// on the register entry.
func (d *Desk) Finish(stamp Stamp, id floor.VisitID, b Basics) (rulebook.Ruling, error) {
	return d.reception(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		done, err := t.complete(v, b)
		if err != nil {
			return rulebook.Ruling{}, err
		}
		if done.same != "" {
			t.emit(event.VisitIdentified{Visit: v.ID, Customer: done.same, Former: v.Customer})
		}
		t.keep(done.puts...)
		if b.Consent == (floor.Consent{}) {
			b.Consent = v.Consent // the notice that he saw at the touchscreen
		}
		r := t.register(v, event.CustomerRegistered{Customer: v.Customer, Visit: v.ID, Advisor: v.Server,
			HasName: done.name, HasSex: done.sex, HasPhone: done.phone, HasNeed: done.need, Consent: b.Consent})
		t.emit(event.VisitFinished{Visit: v.ID, Advisor: v.Server})
		t.duties(v)
		t.settle()
		return r, nil
	})
}

// duties writes down what the rulebook still asks for at the close of a reception.
func (t *tx) duties(v *Visit) {
	f := t.facts(v)
	f.Period, f.Svc.EndedAt = rulebook.Is("reception"), rulebook.Is(v.EndedAt)
	if r, f, err := t.judge(rulebook.Duties, f); err == nil && len(r.Require)+len(r.Mark) > 0 {
		t.record(v, rulebook.Duties, f, r)
	}
}

// register makes the entry and has it ruled on; an entry for a customer whom
// another registered before is a collision, and that is ruled on too. Who stands
// in for the owner knows it, and collides with nobody.
func (t *tx) register(v *Visit, e event.CustomerRegistered) rulebook.Ruling {
	t.emit(e)
	r, f, err := t.judge(rulebook.Registration, t.facts(v))
	if err != nil {
		r = unjudged(rulebook.Registration, err)
	}
	if v.Deal != nil { // whose he is was ruled on with the deal, by the register as it was before this entry
		t.rule(v, rulebook.Registration, f, r)
		t.tell(v, r)
		return r
	}
	t.record(v, rulebook.Registration, f, r)
	rivals := t.rivals(v)
	if len(rivals) == 0 || v.Recognised != nil || v.Role == "substitute" {
		return r
	}
	if c, f, err := t.judge(rulebook.Collision, t.factsOf(v, rivals)); err == nil {
		t.record(v, rulebook.Collision, f, c)
	}
	return r
}

// rivals are whose the customer is and who received him without being that
// one. Nobody else who ever entered him has a claim, nor does the owner collide
// with one who was there before him and from whom the customer came to him.
func (t *tx) rivals(v *Visit) []floor.AdvisorID {
	c := t.s.customer(v.Customer)
	owner := t.s.advisors[c.Owner]
	if owner == nil || owner.Status != "active" || c.Owner == v.Server {
		return nil
	}
	for _, e := range c.Registrations { // oldest first
		switch e.Advisor {
		case c.Owner:
			return []floor.AdvisorID{c.Owner, v.Server}
		case v.Server:
			return nil
		}
	}
	return nil
}

func (t *tx) factsOf(v *Visit, parallel []floor.AdvisorID) rulebook.Facts {
	f := t.facts(v)
	f.Svc.Parallel = parallel
	return f
}

func registrants(c *registry.Customer) []floor.AdvisorID {
	var out []floor.AdvisorID
	for _, r := range c.Registrations {
		if !slices.Contains(out, r.Advisor) {
			out = append(out, r.Advisor)
		}
	}
	return out
}

// Dispute rules between two or more advisors who claim the visit's customer.
func (d *Desk) Dispute(stamp Stamp, id floor.VisitID, between []floor.AdvisorID) (rulebook.Ruling, error) {
	return d.onVisit(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		for _, a := range between {
			if t.s.advisors[a] == nil {
				return rulebook.Ruling{}, floor.Refuse("refusal.advisor.unknown")
			}
		}
		r, f, err := t.judge(rulebook.Collision, t.factsOf(v, between))
		if err != nil {
			return r, err
		}
		t.record(v, rulebook.Collision, f, r)
		if v.State == floor.Serving {
			t.serveBy(v, r, "handed_back")
		}
		return r, nil
	})
}

// onVisit runs on a visit in any state.
func (d *Desk) onVisit(stamp Stamp, id floor.VisitID, run func(*tx, *Visit) (rulebook.Ruling, error)) (rulebook.Ruling, error) {
	var out rulebook.Ruling
	err := d.do(stamp, func(t *tx) error {
		v := t.s.visit(id)
		if v == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		var err error
		out, err = run(t, v)
		return err
	})
	return out, err
}

// Deal records an order, a deposit or a contract that came of a visit, and
// returns how it is shared. stage is ordered, deposit_paid or owner.
func (d *Desk) Deal(stamp Stamp, id floor.VisitID, closer floor.AdvisorID, stage string) (rulebook.Ruling, error) {
	return d.onVisit(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		if t.s.advisors[closer] == nil {
			return rulebook.Ruling{}, floor.Refuse("refusal.advisor.unknown")
		}
		if !slices.Contains([]string{registry.Ordered, registry.DepositPaid, registry.Owner}, stage) {
			return rulebook.Ruling{}, floor.Refuse("refusal.deal.stage")
		}
		if v.State != floor.Serving && v.State != floor.Finished {
			return rulebook.Ruling{}, floor.Refuse("refusal.visit.unclaimed", "number", number(v.Number))
		}
		if err := t.mayAct(v); err != nil {
			return rulebook.Ruling{}, err
		}
		same := v.State == floor.Serving || floor.DayOf(t.stamp.At, t.s.zone) == v.Day
		t.emit(event.DealRecorded{Customer: v.Customer, Visit: v.ID, Closer: closer, Stage: stage, SameVisit: same})
		return t.ruleOnDeal(v)
	})
}

// ClaimDeal is another advisor saying that the customer was his; the deal is
// ruled on again with the time of his claim.
func (d *Desk) ClaimDeal(stamp Stamp, id floor.VisitID, by floor.AdvisorID) (rulebook.Ruling, error) {
	return d.onVisit(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		if v.Deal == nil {
			return rulebook.Ruling{}, floor.Refuse("refusal.deal.none", "number", number(v.Number))
		}
		if t.s.advisors[by] == nil {
			return rulebook.Ruling{}, floor.Refuse("refusal.advisor.unknown")
		}
		t.emit(event.DealClaimed{Customer: v.Customer, Visit: v.ID, Advisor: by})
		return t.ruleOnDeal(v)
	})
}

func (t *tx) ruleOnDeal(v *Visit) (rulebook.Ruling, error) {
	r, f, err := t.judge(rulebook.Deal, t.dealFacts(v))
	if err != nil {
		r = unjudged(rulebook.Deal, err)
	}
	t.record(v, rulebook.Deal, f, r)
	return r, nil
}

// dealFacts are the facts by which a deal is shared: not as things stand when
// it is signed or disputed, but as they stood in the visit that led to it.
func (t *tx) dealFacts(v *Visit) rulebook.Facts {
	c := t.s.customer(v.Customer)
	f := t.factsOf(v, registrants(c))
	if v.Decision == nil {
		f.Cust.Owner = ownerFact(t.s.ownerBefore(v))
	}
	if v.Deal.Was != "" {
		f.Cust.Stage = rulebook.Is(v.Deal.Was)
	}
	owner, _ := f.Cust.Owner.Value()
	if owner != "" && !f.Deal.Evidence.Known() {
		f.Deal.Evidence = rulebook.Is(hasEvidence(c, owner))
	}
	if a, ok := f.Adv[owner]; ok && v.Role == "substitute" {
		a.OnSite = rulebook.Is(false) // he could not receive when the party came, though he may be back by now
		f.Adv[owner] = a
	}
	return f
}

// ownerBefore is whose customer it was until he was recognised or the deal was
// made in this visit; a later ruling on the same deal must not take its own outcome for a fact.
func (s *state) ownerBefore(v *Visit) floor.AdvisorID {
	of := v.Deal.Of
	if v.Recognised != nil && v.Recognised.Of != "" {
		of = v.Recognised.Of
	}
	if of != floor.Pool && s.advisors[of] == nil {
		return ""
	}
	return of
}

// Reactions lists how a customer can take a follow-up.
func Reactions() []string { return []string{"keen", "weighing", "cool", "unreached"} }

// FollowUp logs a contact after a visit with the customer's reaction, one of
// Reactions or empty; the note goes to the vault.
func (d *Desk) FollowUp(stamp Stamp, customer floor.CustomerID, by floor.AdvisorID, channel, note, reaction string) error {
	return d.do(stamp, func(t *tx) error {
		customer, err := t.onFile(Whom{Customer: customer})
		if err != nil {
			return err
		}
		if t.s.advisors[by] == nil || !slices.Contains([]string{"phone", "message", "visit"}, channel) ||
			reaction != "" && !slices.Contains(Reactions(), reaction) {
			return floor.Refuse("refusal.followup")
		}
		puts, err := t.noteOf(customer, note)
		if err != nil {
			return err
		}
		t.emit(event.FollowUpLogged{Customer: customer, Advisor: by, Channel: channel})
		if note != "" || reaction != "" {
			t.emit(event.FollowUpDescribed{Customer: customer, Advisor: by, Noted: note != "", Reaction: reaction})
		}
		t.keep(puts...)
		return nil
	})
}

// Departure rules on a leaver's customer; by is who asks for him, empty if nobody.
func (d *Desk) Departure(stamp Stamp, id floor.VisitID, by floor.AdvisorID) (rulebook.Ruling, error) {
	return d.onVisit(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		f := t.facts(v)
		if by != "" {
			f.Claim = rulebook.Is(rulebook.Claim{By: rulebook.Is(by)})
		}
		r, f, err := t.judge(rulebook.Departure, f)
		if err != nil {
			return r, err
		}
		t.record(v, rulebook.Departure, f, r)
		return r, nil
	})
}
