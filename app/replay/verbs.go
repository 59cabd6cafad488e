package replay

import (
	"fmt"
	"maps"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// verb is something that can happen: the keys that it reads, and what it does.
type verb struct {
	keys string
	do   func(*player, step) error
}

// verbs lists everything that can happen on a floor.
func verbs() map[string]verb {
	all := floorVerbs()
	maps.Copy(all, fileVerbs())
	maps.Copy(all, processVerbs())
	return all
}

// floorVerbs lists what happens to visits, turns and the day.
func floorVerbs() map[string]verb {
	return map[string]verb{
		"order":    {"", func(p *player, s step) error { return p.desk.Arrange(p.by(s, floor.Manager), ids(s.words)) }},
		"sign-in":  {"", each(func(p *player, s step, id floor.AdvisorID) error { return p.desk.SignIn(p.by(s, floor.Staff(id)), id) })},
		"sign-out": {"", each(func(p *player, s step, id floor.AdvisorID) error { return p.desk.SignOut(p.by(s, floor.Staff(id)), id) })},
		"out":      {"", stepOut},
		"back": {"", each(func(p *player, s step, id floor.AdvisorID) error {
			return p.desk.StepBack(p.by(s, floor.Staff(id)), id)
		})},
		"lunch":      {"", lunch},
		"depart":     {"status successor", depart},
		"arrive":     {arriveKeys, arrive},
		"call":       {"", onVisit(func(p *player, s step, id floor.VisitID) error { return p.desk.CallAgain(p.by(s, floor.Manager), id) })},
		"leave":      {"", onVisit(func(p *player, s step, id floor.VisitID) error { return p.desk.Leave(p.by(s, floor.Manager), id) })},
		"place":      {"to reason", onVisit(place)},
		"claim":      {"by how code", claim},
		"recognise":  {"by wish", onVisit(recognise)},
		"hand-back":  {"wish", onVisit(handBack)},
		"hand-over":  {"to", onVisit(handOver)},
		"change":     {"wish to confirmed", onVisit(change)},
		"rule":       {"role server owner reason", onVisit(rule)},
		"dispute":    {"between", onVisit(dispute)},
		"finish":     {"surname title phone need consent", onVisit(finish)},
		"deal":       {"closer stage", onVisit(deal)},
		"claim-deal": {"by", onVisit(claimDeal)},
		"follow-up":  {"by channel note customer reaction", followUp},
		"departure":  {"by", onVisit(departure)},
		"print":      {"", onVisit(print)},
		"printed":    {"outcome why", onVisit(printed)},
		"pin":        {"", choosePIN},
		"enter":      {"pin", enter},
		"badge":      {"", badge},
		"show-badge": {"code", showBadge},
		"hire":       {"name desk", hire},
		"house":      {"rulebook site zone", func(p *player, s step) error { return p.found(s) }},
		"switch":     {anyKey, func(p *player, s step) error { return p.switchBook(s) }},
		"enforce":    {"", func(p *player, s step) error { return p.desk.Enforce(p.by(s, floor.Manager), s.word(0), nil, nil) }},
		"seal":       {"", func(p *player, s step) error { _, err := p.desk.SealDay(p.by(s, floor.Manager)); return err }},
	}
}

func ids(words []string) []floor.AdvisorID {
	out := make([]floor.AdvisorID, 0, len(words))
	for _, w := range words {
		out = append(out, floor.AdvisorID(w))
	}
	return out
}

// each does something for every advisor named.
func each(do func(*player, step, floor.AdvisorID) error) func(*player, step) error {
	return func(p *player, s step) error {
		if len(s.words) == 0 {
			return fmt.Errorf("%s needs an advisor", s.verb)
		}
		for _, id := range ids(s.words) {
			if err := do(p, s, id); err != nil {
				return err
			}
		}
		return nil
	}
}

// onVisit does something to the visit that the script calls by its first word.
func onVisit(do func(*player, step, floor.VisitID) error) func(*player, step) error {
	return func(p *player, s step) error {
		v, err := p.visit(s.word(0))
		if err != nil {
			return err
		}
		return do(p, s, v.Visit)
	}
}

// visit finds a visit by the script's name for it; "id:" and an id names one
// that no script has seen.
func (p *player) visit(name string) (desk.Opened, error) {
	if id, ok := strings.CutPrefix(name, "id:"); ok {
		return desk.Opened{Visit: floor.VisitID(id)}, nil
	}
	v, ok := p.visits[name]
	if !ok {
		return v, fmt.Errorf("no visit %q has arrived", name)
	}
	return v, nil
}

func place(p *player, s step, id floor.VisitID) error {
	return p.desk.Place(p.by(s, floor.Manager), id, floor.AdvisorID(s.pairs["to"]), s.pairs["reason"])
}

func claim(p *player, s step) error {
	code := s.pairs["code"]
	if code == "" {
		v, err := p.visit(s.word(0))
		if err != nil {
			return err
		}
		code = v.Code
	}
	how := s.pairs["how"]
	if how == "" {
		how = "scanner"
	}
	by := floor.AdvisorID(s.pairs["by"])
	_, err := p.desk.Claim(p.stamp(floor.Staff(by)), code, by, how)
	return err
}

func recognise(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Recognise(p.by(s, floor.Manager), id, s.pairs["by"], wish(s))
	return err
}

func wish(s step) string {
	if s.pairs["wish"] == "" {
		return desk.WishNone
	}
	return s.pairs["wish"]
}

func handBack(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.HandBack(p.by(s, floor.Manager), id, wish(s))
	return err
}

func handOver(p *player, s step, id floor.VisitID) error {
	return p.desk.HandOver(p.by(s, floor.Manager), id, floor.AdvisorID(s.pairs["to"]))
}

func change(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Change(p.by(s, floor.Manager), id, s.pairs["wish"], floor.AdvisorID(s.pairs["to"]), s.pairs["confirmed"] == "yes")
	return err
}

func rule(p *player, s step, id floor.VisitID) error {
	role := s.pairs["role"]
	if role == "" {
		role = "manager"
	}
	return p.desk.Rule(p.by(s, floor.Manager), id, role, floor.AdvisorID(s.pairs["server"]), floor.AdvisorID(s.pairs["owner"]), s.pairs["reason"])
}

func dispute(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Dispute(p.by(s, floor.Manager), id, ids(strings.Split(s.pairs["between"], ",")))
	return err
}

func finish(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Finish(p.by(s, floor.Manager), id, desk.Basics{Surname: s.pairs["surname"], Title: s.pairs["title"],
		Phone: s.pairs["phone"], Need: s.pairs["need"], Consent: consentOf(s)})
	return err
}

func deal(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Deal(p.by(s, floor.Manager), id, floor.AdvisorID(s.pairs["closer"]), s.pairs["stage"])
	return err
}

func claimDeal(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.ClaimDeal(p.by(s, floor.Manager), id, floor.AdvisorID(s.pairs["by"]))
	return err
}

// followUp is about the customer of a visit; customer= names a file that need not be.
func followUp(p *player, s step) error {
	customer := floor.CustomerID(s.pairs["customer"])
	if customer == "" {
		o, err := p.visit(s.word(0))
		if err != nil {
			return err
		}
		v, err := p.desk.Visit(o.Visit)
		if err != nil {
			return err
		}
		customer = v.Customer
	}
	return p.desk.FollowUp(p.by(s, floor.Manager), customer, floor.AdvisorID(s.pairs["by"]), s.pairs["channel"], s.pairs["note"], s.pairs["reaction"])
}

func departure(p *player, s step, id floor.VisitID) error {
	_, err := p.desk.Departure(p.by(s, floor.Manager), id, floor.AdvisorID(s.pairs["by"]))
	return err
}

func print(p *player, s step, id floor.VisitID) error {
	job, err := p.desk.RequestSlip(p.by(s, floor.System), id, s.word(1) == "again")
	if err == nil {
		p.jobs[s.word(0)] = job
	}
	return err
}

func printed(p *player, s step, id floor.VisitID) error {
	return p.desk.EndSlip(p.by(s, floor.System), id, p.jobs[s.word(0)], s.pairs["outcome"], s.pairs["why"])
}
