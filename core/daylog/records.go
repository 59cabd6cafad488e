package daylog

import (
	"encoding/json"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// rulings is the table of what was ruled that day, with the clauses in full.
func rulings(l Log) table {
	w, numbers := l.words(), numbersOf(l.Day)
	t := table{name: w.say("log.sheet.rulings"), repeat: 2, across: 2, columns: w.columns("log.ruling",
		width{"seq", 9, "0"}, width{"visit", 8, "000"}, width{"at", 10, clock}, width{"moment", 11, ""},
		width{"outcome", 40, ""}, width{"clauses", 62, ""}, width{"readings", 16, ""}, width{"parameters", 24, ""}, width{"book", 28, ""},
	)}
	for _, r := range l.Day.Records {
		var e event.VisitRuled
		if r.Kind != e.Kind() {
			continue
		}
		var ruling rulebook.Ruling
		err := json.Unmarshal(r.Body, &e)
		if err == nil {
			err = json.Unmarshal(e.Ruling, &ruling)
		}
		if err != nil {
			t.rows = append(t.rows, []any{int(r.Seq), nil, w.moment(r.At), nil, w.say("log.unreadable")})
			continue
		}
		t.rows = append(t.rows, []any{
			int(r.Seq), positive(numbers[e.Visit]), w.moment(r.At), text(w.word("moment", e.Moment)),
			text(w.outcome(ruling)), text(w.clauses(ruling)), text(w.pairs(ruling.Readings)), text(w.pairs(ruling.Parameters)),
			text(bookRef(ruling.Book.ID, ruling.Book.Version, short(ruling.Book.Digest))),
		})
	}
	return t
}

// records is the table of everything that the journal wrote down that day.
func records(l Log) table {
	w, numbers := l.words(), numbersOf(l.Day)
	t := table{name: w.say("log.sheet.records"), repeat: 1, across: 1, columns: w.columns("log.record",
		width{"seq", 10, "0"}, width{"at", 11, clock}, width{"what", 24, ""}, width{"kind", 24, ""},
		width{"by", 14, ""}, width{"visit", 9, "000"}, width{"hash", 22, ""},
	)}
	for _, r := range l.Day.Records {
		t.rows = append(t.rows, []any{
			int(r.Seq), w.moment(r.At), text(w.word("kind", r.Kind)), r.Kind, text(w.actor(r.By)),
			positive(numbers[visitOf(r)]), r.Hash.Short(),
		})
	}
	return t
}

func visitOf(r journal.Record) floor.VisitID {
	var body struct {
		Visit floor.VisitID `json:"visit"`
	}
	if json.Unmarshal(r.Body, &body) != nil {
		return ""
	}
	return body.Visit
}

// numbersOf tells the day's visits by their number; one of an earlier day has none here.
func numbersOf(d desk.Day) map[floor.VisitID]int {
	out := map[floor.VisitID]int{}
	for _, v := range d.Visits {
		out[v.ID] = v.Number
	}
	return out
}

func bookRef(parts ...string) string { return strings.Join(filled(parts), " ") }

// short is the beginning of a digest, enough to compare by eye.
func short(digest string) string { return digest[:min(16, len(digest))] }
