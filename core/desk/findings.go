package desk

import (
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// A findable is a fact that only a person can say: its words, and who may say it.
type findable struct {
	what   string
	words  []string
	of     bool // it is said of an advisor
	openly bool // the advisor concerned may say it; otherwise only the manager finds it
}

func yesOrNo() []string { return []string{"yes", "no"} }

// findables lists what can be found, by the names of the fact vocabulary.
func findables() []findable {
	return []findable{
		{what: "peer", words: []string{"no", "self_declared", "recognised"}, openly: true},
		{what: "company_tie", words: []string{"none", "staff_introduced", "company_connection"}},
		{what: "advisor_tie", words: []string{"lineal", "relative", "friend", "connection"}, of: true, openly: true},
		{what: "aware_of_visit", words: yesOrNo(), of: true, openly: true},
		{what: "can_return", words: yesOrNo(), of: true, openly: true},
		{what: "consents", words: yesOrNo(), of: true, openly: true},
		{what: "realised_referral", words: yesOrNo(), of: true, openly: true},
		{what: "supervisor_ok", words: yesOrNo()},
		{what: "depth", words: []string{"brief", "deep"}},
		{what: "material_help", words: yesOrNo()},
		{what: "knew_owner", words: yesOrNo()},
		{what: "malicious", words: yesOrNo()},
		{what: "abandoned", words: yesOrNo()},
		{what: "evidence", words: yesOrNo()},
		{what: "contacted_original", words: yesOrNo()},
	}
}

// Findings lists what can be found, in the order in which it is offered, each with its words.
func Findings() (names []string, words map[string][]string) {
	words = map[string][]string{}
	for _, f := range findables() {
		names, words[f.what] = append(names, f.what), f.words
	}
	return names, words
}

// FindingOf reports whether the finding is said of an advisor, and whether he may say it himself.
func FindingOf(what string) (advisor, himself bool) {
	for _, f := range findables() {
		if f.what == what {
			return f.of, f.openly
		}
	}
	return false, false
}

// Find records something about a visit that only a person can say; of is the
// advisor of whom it is said, if of one. A visitor who still waits is judged
// again, and so is a deal.
func (d *Desk) Find(stamp Stamp, id floor.VisitID, what, value string, of floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		v := t.s.visit(id)
		if v == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		at := slices.IndexFunc(findables(), func(f findable) bool { return f.what == what })
		if at < 0 || !slices.Contains(findables()[at].words, value) || findables()[at].of != (of != "") {
			return floor.Refuse("refusal.finding")
		}
		if err := t.mayFind(findables()[at], v, of); err != nil {
			return err
		}
		t.emit(event.FindingRecorded{Visit: v.ID, Customer: v.Customer, What: what, Value: value, Advisor: of})
		switch {
		case v.Deal != nil:
			_, _ = t.ruleOnDeal(v)
		case v.State == floor.Waiting && v.Server == "":
			t.arrive(v)
			t.settle()
		}
		return nil
	})
}

// mayFind refuses what is the manager's to find, and an advisor's word about another.
func (t *tx) mayFind(f findable, v *Visit, of floor.AdvisorID) error {
	by := t.stamp.By
	switch {
	case of != "" && t.s.advisors[of] == nil:
		return floor.Refuse("refusal.advisor.unknown")
	case by.Role != floor.RoleAdvisor:
		return nil
	case !f.openly:
		return floor.Refuse("refusal.manager.only")
	case f.of && of != by.Advisor:
		return floor.Refuse("refusal.others.word", "advisor", t.s.name(of))
	case !f.of:
		return t.mayAct(v)
	}
	return nil
}

// Inform records that whoever stood in has told the customer's own advisor of
// the visit. Whose he is is ruled on again: on some floors the receptions of a
// stand-in count only then.
func (d *Desk) Inform(stamp Stamp, id floor.VisitID) (rulebook.Ruling, error) {
	return d.onVisit(stamp, id, func(t *tx, v *Visit) (rulebook.Ruling, error) {
		switch {
		case v.StandIn == nil:
			return rulebook.Ruling{}, floor.Refuse("refusal.standin.none", "number", number(v.Number))
		case stamp.By.Role == floor.RoleAdvisor && stamp.By.Advisor != v.StandIn.By:
			return rulebook.Ruling{}, floor.Refuse("refusal.others.word", "advisor", t.s.name(v.StandIn.By))
		case v.StandIn.Informed.IsZero():
			t.emit(event.OwnerInformed{Visit: v.ID, Customer: v.Customer, Owner: v.StandIn.For, Server: v.StandIn.By})
			if v.State == floor.Finished {
				t.again(v, rulebook.Registration)
			}
		}
		return lastRuling(v), nil
	})
}

func lastRuling(v *Visit) rulebook.Ruling {
	if n := len(v.Rulings); n > 0 {
		return readRuling(v.Rulings[n-1].Ruling)
	}
	return rulebook.Ruling{}
}

// standsIn notes that the visit is now received by another than whose customer
// it is, and why not by that one, as it was when the reception began.
func (t *tx) standsIn(v *Visit) {
	owner := t.s.customer(v.Customer).Owner
	if t.s.advisors[owner] == nil || owner == v.Server || v.StandIn != nil && v.StandIn.By == v.Server {
		return
	}
	why := "unaware"
	switch {
	case v.Answers.Requested.Advisor == v.Server:
		why = "customer_named"
	case !t.s.canCome(owner) || v.ServerBy == "manager" || len(v.Handed) > 0:
		why = "unable"
	}
	t.emit(event.StandInBegan{Visit: v.ID, Customer: v.Customer, Owner: owner, Server: v.Server, Why: why})
}
