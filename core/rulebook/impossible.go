package rulebook

import (
	"fmt"
	"maps"
	"slices"

	"shouwen/core/floor"
)

// check refuses facts that cannot be.
func (f *Facts) check() error {
	if err := f.tooLong(); err != nil {
		return err
	}
	if at, ok := f.Visit.At.Value(); ok && at.IsZero() {
		return fmt.Errorf("visit.at is no time")
	}
	for id, n := range f.Rota.Credits {
		if n < 0 {
			return fmt.Errorf("rota.credits of %s is %d", id, n)
		}
	}
	if r, ok := f.Svc.Recognised.Value(); ok && r.AtMinutes.Or(0) < 0 {
		return fmt.Errorf("svc.recognised.at_minutes is %v", r.AtMinutes.Or(0))
	}
	made, closed := f.Deal.At.Value()
	came, visited := f.Visit.At.Value()
	if closed && visited && f.Deal.SameVisit.Or(false) && made.Before(came) {
		return fmt.Errorf("deal.at is before visit.at, though it was made during that visit")
	}
	return f.strangers()
}

// strangers finds advisors whom a fact names and of whom nothing is known.
// Records of the past, such as the register, may name those who are no more;
// a case, which is whole in itself, is asked about them as well.
func (f *Facts) strangers() error { return f.eachAdvisor(f.stranger) }

func (f *Facts) stranger(name string, id floor.AdvisorID) error {
	if id == "" || isWord(string(id), ownerWords) || slices.Contains(f.Rota.Order, id) {
		return nil
	}
	if _, ok := f.Adv[id]; ok {
		return nil
	}
	return fmt.Errorf("%s names the advisor %q, who stands neither in adv nor in rota.order", name, id)
}

// strangersOnRecord finds them in the records of the customer, of the others
// on file and of the contacts.
func (f *Facts) strangersOnRecord() error {
	err := f.Cust.eachRecord("cust", f.stranger)
	for _, id := range slices.Sorted(maps.Keys(f.Files)) {
		if err == nil {
			file := f.Files[id]
			err = file.eachRecord("files."+string(id), f.stranger)
		}
	}
	for _, c := range f.Svc.Log {
		if err == nil {
			err = f.stranger("svc.log", c.Server.Or(""))
		}
	}
	return err
}

// eachRecord calls see for the advisor of each line until it returns an error.
func (c *File) eachRecord(file string, see func(name string, id floor.AdvisorID) error) error {
	var err error
	line := func(list string, id floor.AdvisorID) {
		if err == nil {
			err = see(file+"."+list, id)
		}
	}
	for _, e := range c.Registrations {
		line("registrations", e.Advisor.Or(""))
	}
	for _, e := range c.Followups {
		line("followups", e.Advisor.Or(""))
	}
	for _, e := range c.PhoneLeads {
		line("phone_leads", e.Advisor.Or(""))
	}
	for _, e := range c.MeetingRecord {
		line("meeting_record", e.Advisor.Or(""))
	}
	for _, e := range c.AdvisorPriorRecord {
		line("advisor_prior_record", e.Advisor.Or(""))
	}
	return err
}

// eachAdvisor calls see for every present role of an advisor in the facts.
func (f *Facts) eachAdvisor(see func(name string, id floor.AdvisorID) error) error {
	named := []struct {
		name string
		id   floor.AdvisorID
	}{
		{"answer.requested_advisor", f.Answer.RequestedAdvisor.Or("")},
		{"answer.recalled_advisor", f.Answer.RecalledAdvisor.Or("")},
		{"answer.shown_message_from", f.Answer.ShownMessageFrom.Or("")},
		{"answer.advisor_tie.advisor", f.Answer.AdvisorTie.Or(Tie{}).Advisor.Or("")},
		{"visit.appointment.advisor", f.Visit.Appointment.Or(Appointment{}).Advisor.Or("")},
		{"visit.preannounced.advisor", f.Visit.Preannounced.Or(Preannounced{}).Advisor.Or("")},
		{"cust.owner", f.Cust.Owner.Or("")},
		{"svc.server", f.Svc.Server.Or("")},
		{"deal.closer", f.Deal.Closer.Or("")},
		{"claim.by", f.Claim.Or(Claim{}).By.Or("")},
		{"ruling.decision.owner", f.Ruling.Or(Decided{}).Decision.Owner.Or("")},
		{"ruling.decision.server", f.Ruling.Or(Decided{}).Decision.Server.Or("")},
		{"rota.turn", f.Rota.Turn.Or("")},
	}
	for _, n := range named {
		if err := see(n.name, n.id); err != nil {
			return err
		}
	}
	for _, id := range f.Svc.Parallel {
		if err := see("svc.parallel", id); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.Rota.Credits)) {
		if err := see("rota.credits", id); err != nil {
			return err
		}
	}
	for _, id := range slices.Sorted(maps.Keys(f.Files)) {
		if err := see("files."+string(id)+".owner", f.Files[id].Owner.Or("")); err != nil {
			return err
		}
	}
	return nil
}
