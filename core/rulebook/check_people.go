package rulebook

import (
	"reflect"
	"slices"

	"github.com/go-air/gini/z"
)

// saidIn tells which fact a person is written in.
func saidIn() map[string]string {
	return map[string]string{
		"owner": "cust.owner", "current": "svc.server", "requested": "answer.requested_advisor", "recalled": "answer.recalled_advisor",
		"shown": "answer.shown_message_from", "appointment": "visit.appointment.advisor", "announced": "visit.preannounced.advisor",
		"tie": "answer.advisor_tie.advisor", "closer": "deal.closer", "claimant": "claim.by",
		"ruling.owner": "ruling.decision.owner", "ruling.server": "ruling.decision.server",
	}
}

// person is who a person of the vocabulary is: an advisor, or "" for nobody.
func (w *world) person(name string) *symbol {
	if name == "he" {
		return fixed(w.logic, w.he)
	}
	return w.once("person:"+name, func() *symbol { return w.someone(name) })
}

func (w *world) someone(name string) *symbol {
	if in := saidIn()[name]; in != "" {
		f, _ := factNamed(in)
		return w.somebody(w.boxed(f, w.factOf(f), ""))
	}
	entries := func() []line {
		list, _ := w.list("cust.registrations", reflect.TypeFor[Entry]())
		return list.lines
	}
	switch name {
	case "first":
		return w.firstOf(entries(), func(line) z.Lit { return w.yes })
	case "latest":
		latestFirst := slices.Clone(entries())
		slices.Reverse(latestFirst)
		return w.firstOf(latestFirst, w.before)
	case "earliest":
		f, _ := factNamed("svc.parallel")
		members, _ := w.group(f)
		return w.firstOf(entries(), func(l line) z.Lit {
			var any []z.Lit
			for i, id := range advisorsOf {
				any = append(any, w.and(members.lines[i].in, w.is(l.is.fields["advisor"], id)))
			}
			return w.or(any...)
		})
	case "lead":
		list, _ := w.list("cust.phone_leads", reflect.TypeFor[PhoneLead]())
		return w.firstOf(list.lines, func(line) z.Lit { return w.yes })
	case "due":
		return w.inQueue(func(string) z.Lit { return w.yes })
	case "turn":
		return w.inQueue(func(id string) z.Lit { return w.is(w.ofAdvisor(id, "available", ""), true) })
	case "soonest":
		return w.inQueue(func(id string) z.Lit { return w.is(w.ofAdvisor(id, "present", ""), true) })
	case "last":
		return w.fromTheEnd(func(string) z.Lit { return w.yes })
	case "last_free":
		return w.fromTheEnd(func(id string) z.Lit { return w.is(w.ofAdvisor(id, "available", ""), true) })
	case "duty":
		var seats []seat
		for _, id := range advisorsOf {
			seats = append(seats, seat{id, w.is(w.ofAdvisor(id, "on_lunch_duty", ""), true)})
		}
		return w.firstSeat(seats)
	case "delegate", "successor":
		return w.somebody(w.ofPerson("owner", name, ""))
	case "referrer.owner":
		return w.referrerOwner()
	case "root.owner":
		return w.rootOwner()
	}
	return w.free("", advisorsOf[0], advisorsOf[1], advisorsOf[2], advisorsOf[3])
}

// somebody leaves out the pool and its like.
func (w *world) somebody(s *symbol) *symbol {
	var all []option
	for _, o := range s.options {
		if id, _ := o.is.(string); !slices.Contains(advisorsOf, id) {
			o.is = ""
		}
		all = append(all, o)
	}
	return w.merged(all)
}

// before states that a line is older than the visit; without a visit all are.
func (w *world) before(l line) z.Lit {
	f, _ := factNamed("visit.at")
	visit := w.factOf(f)
	var old []z.Lit
	for _, o := range l.is.fields["at"].options {
		if o.is.(instantOf) < instantOf(w.now.UnixNano()) {
			old = append(old, o.if_)
		}
	}
	return w.or(w.is(visit, notKnown{}), w.or(old...))
}

// firstOf is the advisor of the first line that is there and fits.
func (w *world) firstOf(lines []line, fits func(line) z.Lit) *symbol {
	var all []option
	earlier := w.no()
	for _, l := range lines {
		here := w.and(l.in, fits(l), earlier.Not())
		for _, o := range l.is.fields["advisor"].options {
			all = append(all, option{w.and(here, o.if_), o.is})
		}
		earlier = w.or(earlier, here)
	}
	return w.merged(append(all, option{earlier.Not(), ""}))
}

// A seat is a place in a queue, and whether he who has it is taken from it.
type seat struct {
	id string
	ok z.Lit
}

func (w *world) firstSeat(seats []seat) *symbol {
	var all []option
	earlier := w.no()
	for _, s := range seats {
		all = append(all, option{w.and(s.ok, earlier.Not()), s.id})
		earlier = w.or(earlier, s.ok)
	}
	return w.merged(append(all, option{earlier.Not(), ""}))
}

// order is how many of the advisors stand in the line, in their order.
func (w *world) order() *symbol {
	return w.given("order", func() *symbol {
		s := w.free(int64(0), int64(1), int64(2), int64(3))
		f := &fact{path: []string{"rota", "order"}, in: w.yes}
		for n, o := range s.options {
			if n > 0 {
				f.at = append(f.at, option{o.if_, each(advisorsOf[:n], func(id string) any { return id })})
			}
		}
		w.vars = append(w.vars, f)
		return s
	})
}

func (w *world) inLine(id string) z.Lit {
	at := slices.Index(advisorsOf, id)
	var long []z.Lit
	for n, o := range w.order().options {
		if n > at {
			long = append(long, o.if_)
		}
	}
	return w.or(long...)
}

func (w *world) ordered(state string) *symbol {
	if state != "" {
		m := w.is(w.order(), int64(0))
		return w.truth(m.Not(), m, w.no())
	}
	return w.given("orderlist", func() *symbol {
		out := &symbol{lines: []line{}}
		for _, id := range advisorsOf[:3] {
			out.lines = append(out.lines, line{w.inLine(id), fixed(w.logic, id)})
		}
		return out
	})
}

// owed is how many make-up turns an advisor is owed.
func (w *world) owed(id string) *symbol {
	return w.given("owed:"+id, func() *symbol {
		s := w.free(int64(0), int64(1), int64(2))
		f := &fact{path: []string{"rota", "credits", id}, in: w.yes}
		f.at = append(f.at, s.options[1:]...)
		w.vars = append(w.vars, f)
		return s
	})
}

// inQueue is the first in the queue who fits, make-up turns first.
func (w *world) inQueue(fits func(id string) z.Lit) *symbol {
	due := w.creditsDue()
	var seats []seat
	for _, id := range advisorsOf {
		seats = append(seats, seat{id, w.and(due, w.is(w.owed(id), int64(0)).Not(), fits(id))})
	}
	for _, id := range advisorsOf {
		seats = append(seats, seat{id, w.and(w.inLine(id), fits(id))})
	}
	return w.firstSeat(seats)
}

func (w *world) fromTheEnd(fits func(id string) z.Lit) *symbol {
	var seats []seat
	for _, id := range slices.Backward(advisorsOf) {
		seats = append(seats, seat{id, w.and(w.inLine(id), fits(id))})
	}
	return w.firstSeat(seats)
}

// creditsDue states that the reception has ended for which turns are made up.
func (w *world) creditsDue() z.Lit {
	ended, _ := factNamed("svc.ended_at")
	at, _ := factNamed("visit.at")
	e, v := w.factOf(ended), w.factOf(at)
	out := []z.Lit{w.is(e, notKnown{})}
	for _, o := range e.options {
		if t, ok := o.is.(instantOf); ok {
			over := w.is(v, notKnown{})
			if t <= instantOf(w.now.UnixNano()) {
				over = w.yes
			}
			out = append(out, w.and(o.if_, over))
		}
	}
	return w.or(out...)
}

// referrerOwner is whose customer the introducer is.
func (w *world) referrerOwner() *symbol {
	file := w.somebody(w.ofFile(fixed(w.logic, filesOf[0]), "owner"))
	stored, _ := factNamed("cust.referred_by.referrer_owner")
	written := w.somebody(w.boxed(stored, w.factOf(stored), ""))
	there := w.and(w.introduced(), w.is(file, "").Not())
	return w.choice(w.truth(there, there.Not(), w.no()), file, written)
}

// introduced states that somebody introduced the customer.
func (w *world) introduced() z.Lit {
	said, _ := factNamed("answer.referrer")
	kept, _ := factNamed("cust.referred_by.referrer")
	return w.or(w.is(w.factOf(said), filesOf[0]), w.is(w.factOf(kept), filesOf[0]))
}

// chained states that the introducer was introduced himself.
func (w *world) chained() z.Lit {
	s := w.given("chain", func() *symbol {
		s := w.free(notKnown{}, true)
		w.vars = append(w.vars, &fact{path: []string{"files", filesOf[0], "referred_by", "referrer"}, in: w.yes, at: []option{{w.is(s, true), filesOf[1]}}})
		return s
	})
	return w.and(w.introduced(), w.is(s, true))
}

func (w *world) rootOwner() *symbol {
	far := w.somebody(w.ofFile(fixed(w.logic, filesOf[1]), "owner"))
	there := w.and(w.chained(), w.is(far, "").Not())
	return w.choice(w.truth(there, there.Not(), w.no()), far, w.person("referrer.owner"))
}

// visitNo counts the register where it is known, and is as written elsewhere.
func (w *world) visitNo(written *symbol) *symbol {
	entries, known := w.list("cust.registrations", reflect.TypeFor[Entry]())
	w.rule(known.Not(), w.is(written, notKnown{}))
	var old, all []z.Lit
	for _, l := range entries.lines {
		old, all = append(old, w.and(l.in, w.before(l))), append(all, l.in)
	}
	visit, _ := factNamed("visit.at")
	noVisit := w.is(w.factOf(visit), notKnown{})
	var out []option
	for n, m := range w.counts(old) {
		out = append(out, option{w.and(known, noVisit.Not(), m), int64(n + 1)})
	}
	for n, m := range w.counts(all) {
		out = append(out, option{w.and(known, noVisit, m), int64(max(1, n))})
	}
	for _, o := range written.options {
		out = append(out, option{w.and(known.Not(), o.if_), o.is})
	}
	return w.merged(out)
}

func (w *world) lastVisit(written *symbol) *symbol {
	entries, known := w.list("cust.registrations", reflect.TypeFor[Entry]())
	w.rule(known.Not(), w.is(written, notKnown{}))
	var out []option
	later := w.no()
	for _, l := range slices.Backward(entries.lines) {
		here := w.and(known, l.in, w.before(l), later.Not())
		for _, o := range l.is.fields["at"].options {
			out = append(out, option{w.and(here, o.if_), o.is})
		}
		later = w.or(later, here)
	}
	out = append(out, option{w.and(known, later.Not()), nothing{}})
	for _, o := range written.options {
		out = append(out, option{w.and(known.Not(), o.if_), o.is})
	}
	return w.merged(out)
}

// contactIsSaid leaves out situations in which the last contact would have to
// be worked out from the owner's lines.
func (w *world) contactIsSaid(written *symbol) {
	owner := w.person("owner")
	entries, _ := w.list("cust.registrations", reflect.TypeFor[Entry]())
	followups, _ := w.list("cust.followups", reflect.TypeFor[Followup]())
	for _, lines := range [][]line{entries.lines, followups.lines} {
		for _, l := range lines {
			for _, id := range advisorsOf {
				w.rule(w.is(written, notKnown{}).Not(), w.is(owner, id).Not(), l.in.Not(), w.is(l.is.fields["advisor"], id).Not())
			}
		}
	}
}
