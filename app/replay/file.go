package replay

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// whoKeys say whose file is meant: the customer of a visit, a file that the
// script has named, or a person with his phone.
const whoKeys = "surname title phone consent "

// fileVerbs lists what is entered in a customer's file beside his visits. The
// first word names whom: a visit, or anything else for a file of its own, which
// is found by phone= the first time.
func fileVerbs() map[string]verb {
	return map[string]verb{
		"phone-call": {whoKeys + "by asks-for invited unreported", phoneCall},
		"prior": {whoKeys + "by", entered(func(p *player, s step, w desk.Whom) (floor.CustomerID, error) {
			return p.desk.Prior(p.by(s, floor.Manager), w, advisorOf(s, "by"))
		})},
		"meeting": {whoKeys + "of", entered(func(p *player, s step, w desk.Whom) (floor.CustomerID, error) {
			return p.desk.Meeting(p.by(s, floor.Manager), w, advisorOf(s, "of"))
		})},
		"announce": {whoKeys + "by how filed company referrer", announce},
		"summary": {whoKeys, onFile(func(p *player, s step, w desk.Whom) error {
			_, err := p.desk.Summary(p.by(s, floor.Manager), w)
			return err
		})},
		"decline": {whoKeys + "by what", onFile(func(p *player, s step, w desk.Whom) error {
			return p.desk.Decline(p.by(s, floor.Manager), w, advisorOf(s, "by"), s.pairs["what"])
		})},
		"give-up": {whoKeys + "by", onFile(func(p *player, s step, w desk.Whom) error {
			return p.desk.GiveUp(p.by(s, floor.Manager), w, advisorOf(s, "by"))
		})},
		"tie":     {"tie proof", tie},
		"confirm": {"tie", confirm},
		"group":   {"", group},
		"join": {"", func(p *player, s step) error {
			return p.desk.Join(p.by(s, floor.Manager), p.whom(s, s.word(0)), p.whom(s, s.word(1)))
		}},
		"pool-in": {whoKeys + "reason", onFile(func(p *player, s step, w desk.Whom) error {
			return p.desk.Pool(p.by(s, floor.Manager), w, s.pairs["reason"])
		})},
		"pass-on": {whoKeys + "to reason", onFile(func(p *player, s step, w desk.Whom) error {
			return p.desk.PassOn(p.by(s, floor.Manager), w, advisorOf(s, "to"), s.pairs["reason"])
		})},
		"succeed": {"to", func(p *player, s step) error {
			_, err := p.desk.Succeed(p.by(s, floor.Manager), floor.AdvisorID(s.word(0)), advisorOf(s, "to"))
			return err
		}},
		"find": {"of", onVisit(func(p *player, s step, id floor.VisitID) error {
			return p.desk.Find(p.by(s, floor.Manager), id, s.word(1), s.word(2), advisorOf(s, "of"))
		})},
		"inform": {"", onVisit(func(p *player, s step, id floor.VisitID) error {
			_, err := p.desk.Inform(p.by(s, floor.Manager), id)
			return err
		})},
		"delegate": {"to", func(p *player, s step) error {
			return p.desk.Delegate(p.by(s, floor.Manager), floor.AdvisorID(s.word(0)), advisorOf(s, "to"))
		}},
		"peak":    {"", func(p *player, s step) error { return p.desk.Peak(p.by(s, floor.Manager), s.word(0) != "over") }},
		"sites":   {anyKey, sites},
		"holders": {"phone", holders},
	}
}

func advisorOf(s step, key string) floor.AdvisorID { return floor.AdvisorID(s.pairs[key]) }

// whom finds whose file a name of the script means.
func (p *player) whom(s step, name string) desk.Whom {
	if v, ok := p.visits[name]; ok {
		return desk.Whom{Visit: v.Visit}
	}
	if id, ok := p.people[name]; ok {
		return desk.Whom{Customer: id}
	}
	if id, ok := strings.CutPrefix(name, "id:"); ok {
		return desk.Whom{Customer: floor.CustomerID(id)}
	}
	return desk.Whom{Person: personOf(s), Consent: consentOf(s)}
}

// onFile does something to the file that the first word names.
func onFile(do func(*player, step, desk.Whom) error) func(*player, step) error {
	return func(p *player, s step) error { return do(p, s, p.whom(s, s.word(0))) }
}

// entered does it too, and lets the script call the file by that word from now on.
func entered(do func(*player, step, desk.Whom) (floor.CustomerID, error)) func(*player, step) error {
	return func(p *player, s step) error {
		if s.word(0) == "" {
			return fmt.Errorf("%s needs a name for the customer, such as c1", s.verb)
		}
		id, err := do(p, s, p.whom(s, s.word(0)))
		if _, visit := p.visits[s.word(0)]; err == nil && !visit {
			p.people[s.word(0)] = id
		}
		return err
	}
}

func phoneCall(p *player, s step) error {
	in := desk.CallIn{Advisor: advisorOf(s, "by"), Asked: advisorOf(s, "asks-for"), Invited: s.pairs["invited"] == "yes",
		Unreported: s.pairs["unreported"] == "yes"}
	return entered(func(p *player, s step, w desk.Whom) (floor.CustomerID, error) {
		return p.desk.Call(p.by(s, floor.Staff(in.Advisor)), w, in)
	})(p, s)
}

func announce(p *player, s step) error {
	a := desk.Announced{Advisor: advisorOf(s, "by"), How: s.pairs["how"], Filed: s.pairs["filed"] == "yes", CompanyTie: s.pairs["company"]}
	if by := s.pairs["referrer"]; by != "" {
		a.Referrer = p.whom(step{}, by)
	}
	return entered(func(p *player, s step, w desk.Whom) (floor.CustomerID, error) {
		return p.desk.Announce(p.by(s, floor.Manager), w, a)
	})(p, s)
}

func tie(p *player, s step) error {
	return p.desk.Tie(p.by(s, floor.Manager), p.whom(s, s.word(0)),
		desk.Tied{With: p.whom(s, s.word(1)), Tie: s.pairs["tie"], Proof: s.pairs["proof"]})
}

func confirm(p *player, s step) error {
	one, err := p.customer(s.word(0))
	if err != nil {
		return err
	}
	other, err := p.customer(s.word(1))
	if err != nil {
		return err
	}
	return p.desk.Confirm(p.by(s, floor.Manager), one, other, s.pairs["tie"])
}

func group(p *player, s step) error {
	var members []desk.Whom
	for _, name := range s.words[min(1, len(s.words)):] {
		members = append(members, p.whom(s, name))
	}
	_, err := p.desk.Group(p.by(s, floor.Manager), p.whom(s, s.word(0)), members)
	return err
}

func sites(p *player, s step) error {
	names := map[floor.SiteID]string{}
	for id, name := range s.pairs {
		names[floor.SiteID(id)] = name
	}
	return p.desk.ListSites(p.by(s, floor.System), names)
}

// holders looks a phone up, as the manager does before he writes in a file.
func holders(p *player, s step) error {
	_, err := p.desk.Holders(p.by(s, floor.Manager), s.pairs["phone"])
	return err
}

// customer is whose file a name of the script means, as it stands now.
func (p *player) customer(name string) (floor.CustomerID, error) {
	w := p.whom(step{}, name)
	if w.Visit != "" {
		v, err := p.desk.Visit(w.Visit)
		return v.Customer, err
	}
	if w.Customer == "" {
		return "", fmt.Errorf("no customer %q has been entered", name)
	}
	return w.Customer, nil
}

const fileKeys = "owner stage calls called-by entries mentions priors summary ties proven referred-by group refusals gave-up"

// fileIs compares what stands in a customer's file.
func (p *player) fileIs(s step) (string, error) {
	id, err := p.customer(s.word(0))
	if err != nil {
		return "", err
	}
	c, err := p.desk.Customer(id)
	if err != nil {
		return "", err
	}
	is := map[string]string{
		"owner": orDash(string(c.Owner)), "stage": c.Stage, "calls": strconv.Itoa(len(c.PhoneLeads)), "called-by": "-",
		"entries": strconv.Itoa(len(c.Registrations)), "mentions": strconv.Itoa(len(c.Mentions)), "priors": strconv.Itoa(len(c.Priors)),
		"summary": "-", "ties": strconv.Itoa(len(c.Ties)), "proven": strconv.Itoa(proven(c)), "referred-by": "-",
		"group": "-", "refusals": strconv.Itoa(len(c.Refusals)), "gave-up": yesNo(c.GaveUp),
	}
	if n := len(c.PhoneLeads); n > 0 {
		is["called-by"] = string(c.PhoneLeads[n-1].Advisor)
	}
	if c.Summary != nil {
		is["summary"] = c.Summary.Day + "/" + strconv.Itoa(c.Summary.Number)
	}
	if c.ReferredBy != nil {
		is["referred-by"] = p.called(c.ReferredBy.Referrer)
	}
	if c.Group != nil {
		is["group"] = p.called(c.Group.Organiser)
	}
	return compare(s, is), nil
}

func proven(c registry.Customer) int {
	n := 0
	for _, t := range c.Ties {
		if !t.Confirmed.IsZero() {
			n++
		}
	}
	return n
}

// called is what the script calls a customer, "?" if nothing.
func (p *player) called(id floor.CustomerID) string {
	var names []string
	for name, of := range p.people {
		if of == id {
			names = append(names, name)
		}
	}
	for name, v := range p.visits {
		if visit, err := p.desk.Visit(v.Visit); err == nil && visit.Customer == id {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return "?"
	}
	return slices.Min(names)
}

// poolIs compares who has no advisor; "-" is nobody.
func (p *player) poolIs(s step) (string, error) {
	ids, err := p.desk.Unowned()
	if err != nil {
		return "", err
	}
	var names []string
	for _, id := range ids {
		names = append(names, p.called(id))
	}
	return differ("who has no advisor", orDash(strings.Join(names, " ")), strings.Join(s.words, " ")), nil
}
