package daylog

import (
	"strconv"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
)

// entries is the table of what the day brought into the customers' files beside
// their visits: calls, the evening record, the summary, ties, refusals, and who
// changed hands. It has no rows on a day that brought nothing.
func entries(l Log) table {
	w := l.words()
	t := table{name: w.say("log.sheet.entries"), repeat: 1, across: 1, columns: w.columns("log.entry",
		width{"seq", 9, "0"}, width{"at", 11, clock}, width{"name", 14, ""}, width{"phone", 15, ""},
		width{"what", 24, ""}, width{"said", 50, ""}, width{"by", 14, ""},
	)}
	for _, r := range l.Day.Records {
		e, ok := w.entry(l, r)
		if !ok {
			continue
		}
		name, phone := l.person(w, e.customer)
		t.rows = append(t.rows, []any{int(r.Seq), w.moment(r.At), text(name), text(phone),
			text(w.word("kind", r.Kind)), text(e.said), text(w.actor(r.By))})
	}
	return t
}

type entry struct {
	customer floor.CustomerID
	said     string
}

// entry words one record, false if it is of another sheet.
func (w words) entry(l Log, r journal.Record) (entry, bool) {
	switch r.Kind {
	case event.CallLogged{}.Kind():
		e := read[event.CallLogged](r)
		return entry{e.Customer, w.say("log.entry.took", "advisor", w.advisor(e.Advisor))}, true
	case event.CallDescribed{}.Kind():
		e := read[event.CallDescribed](r)
		asked, invited := "", ""
		if e.Asked != "" {
			asked = w.say("log.entry.asked", "advisor", w.advisor(e.Asked))
		}
		if e.Invited {
			invited = w.say("log.entry.invited")
		}
		return entry{e.Customer, w.list(asked, invited)}, true
	case event.MeetingRecorded{}.Kind():
		e := read[event.MeetingRecorded](r)
		return entry{e.Customer, w.advisor(e.Advisor)}, true
	case event.SummaryEntered{}.Kind():
		e := read[event.SummaryEntered](r)
		return entry{e.Customer, w.say("log.entry.line", "line", strconv.Itoa(e.Number))}, true
	case event.PriorRecorded{}.Kind():
		e := read[event.PriorRecorded](r)
		return entry{e.Customer, w.advisor(e.Advisor)}, true
	case event.VisitorAnnounced{}.Kind():
		e := read[event.VisitorAnnounced](r)
		return entry{e.Customer, w.list(w.advisor(e.Advisor), w.word("how_said", e.How), w.word("company", e.CompanyTie))}, true
	}
	return w.bond(l, r)
}

// bond words who belongs with whom, who said no, and who changed hands.
func (w words) bond(l Log, r journal.Record) (entry, bool) {
	switch r.Kind {
	case event.TieEntered{}.Kind():
		e := read[event.TieEntered](r)
		other, _ := l.person(w, e.Other)
		return entry{e.Customer, w.list(w.say("log.entry.tie", "tie", w.word("tie", e.Tie), "who", other), w.word("proof", e.Proof))}, true
	case event.TieConfirmed{}.Kind():
		e := read[event.TieConfirmed](r)
		other, _ := l.person(w, e.Other)
		return entry{e.Customer, w.say("log.entry.tie", "tie", w.word("tie", e.Tie), "who", other)}, true
	case event.GroupFormed{}.Kind():
		e := read[event.GroupFormed](r)
		return entry{e.Organiser, w.say("log.entry.group", "count", strconv.Itoa(len(e.Members)+1))}, true
	case event.GroupJoined{}.Kind():
		e := read[event.GroupJoined](r)
		organiser, _ := l.person(w, e.Organiser)
		return entry{e.Customer, organiser}, true
	case event.CustomerDeclined{}.Kind():
		e := read[event.CustomerDeclined](r)
		return entry{e.Customer, w.list(w.word("declined", e.What), w.advisor(e.Advisor))}, true
	case event.OwnerGaveUp{}.Kind():
		e := read[event.OwnerGaveUp](r)
		return entry{e.Customer, w.advisor(e.Advisor)}, true
	case event.CustomerPassedOn{}.Kind():
		e := read[event.CustomerPassedOn](r)
		return entry{e.Customer, w.list(w.say("log.entry.to", "advisor", w.advisor(e.To)), e.Reason)}, true
	case event.CustomerPooled{}.Kind():
		e := read[event.CustomerPooled](r)
		return entry{e.Customer, e.Reason}, true
	}
	return entry{}, false
}
