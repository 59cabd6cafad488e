package daylog

import (
	"encoding/json"
	"math"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// visits is the table of the day's visits, one a row, by number.
func visits(l Log) table {
	w := l.words()
	t := table{name: w.say("log.sheet.visits"), repeat: 1, across: 3, columns: w.columns("log.visit",
		width{"number", 8, "000"}, width{"state", 11, ""},
		width{"opened", 10, clock}, width{"called", 10, clock}, width{"claimed", 10, clock}, width{"ended", 10, clock},
		width{"name", 11, ""}, width{"phone", 15, ""}, width{"answers", 40, ""},
		width{"server", 11, ""}, width{"why", 16, ""}, width{"owner", 12, ""},
		width{"rows_server", 11, ""}, width{"rows_owner", 11, ""}, width{"rows_turn", 11, ""}, width{"rows_split", 11, ""},
		width{"turns", 22, ""}, width{"how", 12, ""}, width{"handed", 26, ""}, width{"recognised", 26, ""},
		width{"deal", 26, ""}, width{"split", 26, ""}, width{"slip", 14, ""}, width{"edits", 34, ""},
	)}
	for _, v := range l.Day.Visits {
		t.rows = append(t.rows, visitRow(l, w, v))
	}
	return t
}

func visitRow(l Log, w words, v desk.Visit) []any {
	name, phone := l.person(w, v.Customer)
	ruled := rulingsOf(v)
	return []any{
		v.Number, text(w.state(v)),
		w.moment(v.OpenedAt), w.moment(v.CalledAt), w.moment(v.ClaimedAt), w.moment(v.EndedAt),
		text(name), text(phone), text(w.answers(v)),
		text(w.advisor(v.Server)), text(w.why(v)), text(w.advisor(v.Owner)),
		text(rows(ruled, "server")), text(rows(ruled, "owner")), text(rows(ruled, "turn", turnRows(v)...)), text(rows(ruled, "split")),
		text(w.turned(v)), text(w.word("how", v.How)), text(w.handed(v)), text(w.recognised(v)),
		text(w.deal(v)), text(w.splits(ruled)), text(w.slip(v.Slip)), text(w.edits(v)),
	}
}

// rulingsOf reads what was ruled on a visit. What cannot be read is left out
// here; the sheet of rulings says so.
func rulingsOf(v desk.Visit) []rulebook.Ruling {
	var out []rulebook.Ruling
	for _, r := range v.Rulings {
		var ruling rulebook.Ruling
		if json.Unmarshal(r.Ruling, &ruling) == nil {
			out = append(out, ruling)
		}
	}
	return out
}

// rows lists the clauses that decided a part, in the order in which they did:
// "turn" covers "turn.B", too.
func rows(ruled []rulebook.Ruling, part string, more ...string) string {
	var out []string
	add := func(row string) {
		if !slices.Contains(out, row) {
			out = append(out, row)
		}
	}
	for _, r := range ruled {
		for _, c := range r.Clauses {
			if slices.ContainsFunc(c.Parts, func(p string) bool { return p == part || strings.HasPrefix(p, part+".") }) {
				add(c.Row)
			}
		}
	}
	for _, row := range more {
		add(row)
	}
	return strings.Join(out, " ")
}

func turnRows(v desk.Visit) []string {
	var out []string
	for _, t := range v.Turns {
		out = append(out, t.Clauses...)
	}
	return out
}

func (w words) state(v desk.Visit) string {
	if v.Referee {
		return w.say("log.state.referee")
	}
	return w.word("state", string(v.State))
}

// why says by what the server serves, and as what if not as the first in
// charge. Whoever came to the visit by a hand-over serves by that.
func (w words) why(v desk.Visit) string {
	if n := len(v.Handed); n > 0 && v.Handed[n-1].To == v.Server {
		return w.word("handed_why", v.Handed[n-1].Why)
	}
	role := ""
	if v.Role != "primary" {
		role = w.word("role", v.Role)
	}
	return w.aside(w.word("server_by", v.ServerBy), role)
}

func (w words) turned(v desk.Visit) string {
	var out []string
	for _, t := range v.Turns {
		out = append(out, w.say("log.turned", "advisor", w.advisor(t.Advisor), "effect", w.word("turn", t.Effect)))
	}
	return w.list(out...)
}

func (w words) handed(v desk.Visit) string {
	var out []string
	for _, h := range v.Handed {
		said := w.say("log.handed", "time", w.hour(h.At), "from", w.advisor(h.From), "to", w.advisor(h.To))
		out = append(out, w.aside(said, w.word("handed_why", h.Why)))
	}
	return w.list(out...)
}

// recognised says who recognised whom, and what the customer wished.
func (w words) recognised(v desk.Visit) string {
	wish, fault := w.word("wish", v.Wish), ""
	if v.Complaint {
		fault = w.say("log.complaint")
	}
	r := v.Recognised
	if r == nil {
		return w.list(wish, fault)
	}
	said := w.say("log.recognised", "time", w.hour(r.At), "by", w.word("recognised_by", r.By),
		"minutes", strconv.FormatFloat(math.Floor(r.Minutes*10)/10, 'f', -1, 64))
	of := ""
	if r.Of != "" {
		of = w.say("log.recognised_of", "advisor", w.advisor(r.Of))
	}
	if r.Wish != v.Wish {
		return w.list(w.aside(said, of, w.word("wish", r.Wish)), wish, fault)
	}
	return w.list(w.aside(said, of, wish), fault)
}

func (w words) deal(v desk.Visit) string {
	d := v.Deal
	if d == nil {
		return ""
	}
	same, claimed := "", ""
	if d.SameVisit {
		same = w.say("log.deal_same_visit")
	}
	if d.ClaimBy != "" {
		claimed = w.say("log.deal_claimed", "time", w.hour(d.ClaimAt), "advisor", w.advisor(d.ClaimBy))
	}
	said := w.say("log.deal", "time", w.hour(d.At), "stage", w.word("stage", d.Stage), "advisor", w.advisor(d.Closer))
	return w.list(w.aside(said, same), claimed)
}

// splits says the last division of each kind of money, as fractions.
func (w words) splits(ruled []rulebook.Ruling) string {
	var kinds []string
	last := map[string]rulebook.Split{}
	for _, r := range ruled {
		for _, s := range r.Split {
			if _, ok := last[s.Kind]; !ok {
				kinds = append(kinds, s.Kind)
			}
			last[s.Kind] = s
		}
	}
	var out []string
	for _, kind := range kinds {
		out = append(out, w.split(last[kind]))
	}
	return w.list(out...)
}

func (w words) slip(s desk.Slip) string {
	reason := s.Reason
	if reason != "" && w.book.Has(reason) {
		reason = w.say(reason)
	}
	prints := ""
	if s.Prints > 1 {
		prints = w.say("log.slip_prints", "count", strconv.Itoa(s.Prints))
	}
	return w.aside(w.word("slip", s.Outcome), reason, prints)
}

func (w words) edits(v desk.Visit) string {
	var out []string
	for _, e := range v.Edits {
		what := e.What
		if w.book.Has(what) {
			what = w.say(what)
		}
		out = append(out, w.say("log.edited", "time", w.hour(e.At), "by", w.actor(e.By), "what", what, "reason", e.Reason))
	}
	if d := v.Decision; d != nil {
		server, owner := "", ""
		if d.Server != "" {
			server = w.ruledServer(d.Server)
		}
		if d.Owner != "" {
			owner = w.ruledOwner(d.Owner)
		}
		out = append(out, w.and(server, owner))
	}
	return w.list(out...)
}

func (w words) ruledServer(id floor.AdvisorID) string {
	return w.say("log.out.server", "advisor", w.advisor(id))
}

func (w words) ruledOwner(id floor.AdvisorID) string {
	return w.say("log.out.owner", "advisor", w.advisor(id))
}
