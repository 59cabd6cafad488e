package daylog

import (
	"strconv"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
)

// An entry is one thing that came into a customer's file, worded for the
// columns of its table.
type entry struct {
	customer floor.CustomerID
	cells    []string
}

// of words an entry of a customer, a cell for each of the table's own columns.
func of(customer floor.CustomerID, cells ...string) (entry, bool) {
	return entry{customer, cells}, true
}

// filed is a table of what came into the customers' files: into whose, what,
// and by whom, with the table's own columns between. It has a row for each event
// that word finds words for, and so none on a day that brought nothing.
func (l Log) filed(name string, own []width, word func(event.Event) (entry, bool)) table {
	w := l.words()
	columns := append([]width{{"seq", 9, "0"}, {"at", 11, clock}, {"name", 14, ""}, {"phone", 15, ""}, {"what", 24, ""}}, own...)
	t := table{name: name, repeat: 1, across: 1, columns: w.columns("log.entry", append(columns, width{"by", 14, ""})...)}
	reader := event.NewReader()
	for _, r := range l.Day.Records {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			continue // whose file it was about cannot be told; it stands among the records
		}
		if said, ok := word(e); ok {
			t.rows = append(t.rows, l.row(w, r, said))
		}
	}
	return t
}

func (l Log) row(w words, r journal.Record, e entry) []any {
	name, phone := l.person(w, e.customer)
	row := []any{int(r.Seq), w.moment(r.At), text(name), text(phone), text(w.word("kind", r.Kind))}
	for _, cell := range e.cells {
		row = append(row, text(cell))
	}
	return append(row, text(w.actor(r.By)))
}

// entries is the table of what the day brought into the customers' files beside
// their visits: calls, the evening record, the summary, ties, refusals, and who
// changed hands.
func entries(l Log) table {
	w := l.words()
	return l.filed(w.say("log.sheet.entries"), []width{{"said", 50, ""}}, func(e event.Event) (entry, bool) { return w.entry(l, e) })
}

// entry words one event, false if it is of another sheet.
func (w words) entry(l Log, e event.Event) (entry, bool) {
	switch e := e.(type) {
	case event.CallLogged:
		return of(e.Customer, w.say("log.entry.took", "advisor", w.advisor(e.Advisor)))
	case event.CallDescribed:
		asked, invited := "", ""
		if e.Asked != "" {
			asked = w.say("log.entry.asked", "advisor", w.advisor(e.Asked))
		}
		if e.Invited {
			invited = w.say("log.entry.invited")
		}
		return of(e.Customer, w.list(asked, invited))
	case event.MeetingRecorded:
		return of(e.Customer, w.advisor(e.Advisor))
	case event.SummaryEntered:
		return of(e.Customer, w.say("log.entry.line", "line", strconv.Itoa(e.Number)))
	case event.PriorRecorded:
		return of(e.Customer, w.advisor(e.Advisor))
	case event.VisitorAnnounced:
		return of(e.Customer, w.list(w.advisor(e.Advisor), w.word("how_said", e.How), w.word("company", e.CompanyTie)))
	}
	return w.bond(l, e)
}

// bond words who belongs with whom, who said no, and who changed hands.
func (w words) bond(l Log, e event.Event) (entry, bool) {
	switch e := e.(type) {
	case event.TieEntered:
		other, _ := l.person(w, e.Other)
		return of(e.Customer, w.list(w.say("log.entry.tie", "tie", w.word("tie", e.Tie), "who", other), w.word("proof", e.Proof)))
	case event.TieConfirmed:
		other, _ := l.person(w, e.Other)
		return of(e.Customer, w.say("log.entry.tie", "tie", w.word("tie", e.Tie), "who", other))
	case event.GroupFormed:
		return of(e.Organiser, w.say("log.entry.group", "count", strconv.Itoa(len(e.Members)+1)))
	case event.GroupJoined:
		organiser, _ := l.person(w, e.Organiser)
		return of(e.Customer, organiser)
	case event.CustomerDeclined:
		return of(e.Customer, w.list(w.word("declined", e.What), w.advisor(e.Advisor)))
	case event.OwnerGaveUp:
		return of(e.Customer, w.advisor(e.Advisor))
	case event.CustomerPassedOn:
		return of(e.Customer, w.list(w.say("log.entry.to", "advisor", w.advisor(e.To)), e.Reason))
	case event.CustomerPooled:
		return of(e.Customer, e.Reason)
	}
	return entry{}, false
}
