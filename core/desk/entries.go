package desk

import (
	"slices"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// A CallIn is a call that an advisor took.
type CallIn struct {
	Advisor    floor.AdvisorID
	Asked      floor.AdvisorID // whom the caller asked for, if anybody
	Invited    bool            // he was asked to come
	Unreported bool            // noted only; it was not entered in the call register and reported
}

// Call logs a call in the caller's file, so that a later visit with his phone
// finds it. It returns whose file that is.
func (d *Desk) Call(stamp Stamp, w Whom, in CallIn) (id floor.CustomerID, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.ownWord(in.Advisor); err != nil {
			return err
		}
		if in.Asked != "" && t.s.advisors[in.Asked] == nil {
			return floor.Refuse("refusal.advisor.unknown")
		}
		file, puts, err := t.fileOf(w)
		if err != nil {
			return err
		}
		id = file
		t.emit(event.CallLogged{Customer: id, Advisor: in.Advisor, Registered: !in.Unreported})
		if in.Asked != "" || in.Invited {
			t.emit(event.CallDescribed{Customer: id, Advisor: in.Advisor, Asked: in.Asked, Invited: in.Invited})
		}
		t.keep(puts...)
		return nil
	})
	return id, err
}

// Prior enters an advisor's own record of somebody who has not been here yet,
// such as a relative or a friend. Whoever has been entered once comes too late for it.
func (d *Desk) Prior(stamp Stamp, w Whom, by floor.AdvisorID) (id floor.CustomerID, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.ownWord(by); err != nil {
			return err
		}
		file, puts, err := t.fileOf(w)
		if err != nil {
			return err
		}
		if c := t.s.customer(file); c != nil && (len(c.Registrations) > 0 || len(c.Visits) > 0) {
			return floor.Refuse("refusal.prior.late")
		}
		id = file
		t.emit(event.PriorRecorded{Customer: id, Advisor: by})
		t.keep(puts...)
		return nil
	})
	return id, err
}

// Meeting writes an advisor's name beside a customer's into the manager's evening record.
func (d *Desk) Meeting(stamp Stamp, w Whom, advisor floor.AdvisorID) (id floor.CustomerID, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		if t.s.advisors[advisor] == nil {
			return floor.Refuse("refusal.advisor.unknown")
		}
		file, puts, err := t.fileOf(w)
		if err != nil {
			return err
		}
		id = file
		t.emit(event.MeetingRecorded{Customer: id, Advisor: advisor})
		t.keep(puts...)
		return nil
	})
	return id, err
}

// Summary enters a customer in the summary of intending customers, as the clerk
// does from what the advisors hand in, and returns the day's line. Whose he is is
// ruled on again, since some rulebooks want both registers.
func (d *Desk) Summary(stamp Stamp, w Whom) (line int, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.managers(); err != nil {
			return err
		}
		id, _, err := t.fileOf(w)
		if err != nil {
			return err
		}
		c := t.s.customer(id)
		switch {
		case c == nil || len(c.Registrations) == 0:
			return floor.Refuse("refusal.summary.entry")
		case c.Summary != nil:
			return floor.Refuse("refusal.summary.twice", "day", c.Summary.Day, "line", number(c.Summary.Number))
		}
		line = t.s.house.Summaries + 1
		t.emit(event.SummaryEntered{Customer: id, Day: t.s.house.Day, Number: line})
		t.again(t.s.visit(c.Registrations[len(c.Registrations)-1].Visit), rulebook.Registration)
		return nil
	})
	return line, err
}

// again rules on a visit once more, since what the ruling read has changed. A
// visit on which a person has decided, or that led to a deal, keeps its owner.
func (t *tx) again(v *Visit, m rulebook.Moment) {
	if v == nil || v.Decision != nil || v.Deal != nil {
		return
	}
	f := t.facts(v)
	f.Visit.At = rulebook.Maybe[time.Time]{} // it is the registers that are asked, not the visit
	if r, f, err := t.judge(m, f); err == nil {
		t.record(v, m, f, r)
	}
}

// An Announced says who will come, and through whom.
type Announced struct {
	Advisor    floor.AdvisorID
	Referrer   Whom   // who introduces him; may be nobody
	How        string // phone or in_person
	Filed      bool   // the leader has it in writing
	CompanyTie string // "", staff_introduced or company_connection
}

// Announce enters a newcomer before he comes.
func (d *Desk) Announce(stamp Stamp, w Whom, a Announced) (id floor.CustomerID, err error) {
	err = d.do(stamp, func(t *tx) error {
		if err := t.ownWord(a.Advisor); err != nil {
			return err
		}
		if !slices.Contains([]string{"", "phone", "in_person"}, a.How) ||
			!slices.Contains([]string{"", "staff_introduced", "company_connection"}, a.CompanyTie) {
			return floor.Refuse("refusal.announce")
		}
		file, puts, err := t.fileOf(w)
		if err != nil {
			return err
		}
		e := event.VisitorAnnounced{Customer: file, Advisor: a.Advisor, How: a.How, Filed: a.Filed, CompanyTie: a.CompanyTie}
		if (a.Referrer != Whom{}) {
			if e.Referrer, err = t.onFile(a.Referrer); err != nil {
				return err
			}
		}
		if e.Filed && stamp.By.Role != floor.RoleManager {
			return floor.Refuse("refusal.manager.only")
		}
		id = file
		t.emit(e)
		t.keep(puts...)
		return nil
	})
	return id, err
}

// onFile finds somebody who must be on file already.
func (t *tx) onFile(w Whom) (floor.CustomerID, error) {
	w.Consent.Given = true // nothing new is kept of him
	id, _, err := t.fileOf(w)
	if err == nil && t.s.customer(id) == nil {
		err = floor.Refuse("refusal.customer.unknown")
	}
	return id, err
}

// Decline enters that the customer says no: to buying at all, or to an advisor.
func (d *Desk) Decline(stamp Stamp, w Whom, advisor floor.AdvisorID, what string) error {
	return d.do(stamp, func(t *tx) error {
		if err := t.ownWord(advisor); err != nil {
			return err
		}
		if !slices.Contains([]string{registry.DeclinesPurchase, registry.DeclinesAdvisor}, what) {
			return floor.Refuse("refusal.decline")
		}
		id, err := t.onFile(w)
		if err != nil {
			return err
		}
		if c := t.s.customer(id); what == registry.DeclinesPurchase && c.Stage != registry.Prospect {
			return floor.Refuse("refusal.decline.bought")
		}
		t.emit(event.CustomerDeclined{Customer: id, Advisor: advisor, What: what})
		return nil
	})
}

// GiveUp enters that an advisor gives up his claim to his customer. The
// customer stays his in name until somebody else receives him.
func (d *Desk) GiveUp(stamp Stamp, w Whom, advisor floor.AdvisorID) error {
	return d.do(stamp, func(t *tx) error {
		if err := t.ownWord(advisor); err != nil {
			return err
		}
		id, err := t.onFile(w)
		if err != nil {
			return err
		}
		if c := t.s.customer(id); c.Owner != advisor {
			return floor.Refuse("refusal.owner.not", "advisor", t.s.name(advisor))
		}
		t.emit(event.OwnerGaveUp{Customer: id, Advisor: advisor})
		return nil
	})
}
