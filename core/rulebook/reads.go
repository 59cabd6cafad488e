package rulebook

import (
	"reflect"
	"slices"
	"strings"
)

// A Fact is one fact of the vocabulary that a rulebook's text asks for.
type Fact struct {
	Name  string   // as a case writes it, such as "svc.switch_wish"; "adv.*.busy" of every advisor
	Form  string   // bool, word, number, time, advisor, customer, site, list, group, part or text
	Words []string // of a word
	Null  bool     // it may be known to be nothing
}

// A Period is a number of the book with its unit: months days minutes yuan,
// or "" for one that stands in a condition.
type Period struct {
	N    int
	Unit string
}

// Facts lists the facts that the text asks for, by itself or by way of a
// person or a derived fact. It may list some too many, none too few.
func (m *Manuscript) Facts() []Fact {
	asked := m.l.out.names.mentioned
	behind := map[string]bool{}
	for name, facts := range behindNames() {
		if asked[name] {
			for _, f := range facts {
				behind[f] = true
			}
		}
	}
	var out []Fact
	for _, f := range factFieldsOfAll() {
		if asked[f.name] || behind[f.name] {
			out = append(out, f.plain(f.name))
		}
	}
	for _, f := range factFields(advisorType, "", nil) {
		if m.asksOfPersons(f.name) {
			out = append(out, f.plain("adv.*."+f.name))
		}
	}
	if behind["files"] || asked["cust.links"] || asked["visit.party"] {
		out = append(out, Fact{Name: "files", Form: "files"})
	}
	return out
}

// LineFacts lists what one line of a list says, such as "at" and "advisor" of
// "cust.registrations"; "files" are another customer's records. It is empty
// for what is no list of lines.
func LineFacts(list string) []Fact {
	var of []factField
	if list == "files" {
		of = factFields(reflect.TypeFor[File](), "", nil)
	}
	for _, f := range factFieldsOfAll() {
		if f.name == list && f.form == formList && f.typ != reflect.TypeFor[[]Split]() {
			of = factFields(f.typ.Elem(), "", nil)
		}
	}
	return each(of, func(f factField) Fact { return f.plain(f.name) })
}

func (m *Manuscript) asksOfPersons(fact string) bool {
	if slices.Contains([]string{"on_site", "busy", "status"}, fact) {
		return true
	}
	for name := range m.l.out.names.mentioned {
		if who, ok := strings.CutSuffix(name, "."+fact); ok && slices.Contains(m.l.out.names.people, who) {
			return true
		}
	}
	return m.l.out.names.mentioned[fact] // delegate, successor
}

func (f factField) plain(name string) Fact {
	out := Fact{Name: name, Words: f.words, Null: f.null}
	out.Form = map[form]string{formBool: "bool", formWord: "word", formText: "text", formWhole: "number", formNumber: "number", formTime: "time",
		formAdvisor: "advisor", formCustomer: "customer", formSite: "site", formList: "list", formGroup: "group", formPart: "part"}[f.form]
	return out
}

// behindNames says which raw facts a person or a derived fact is found by.
func behindNames() map[string][]string {
	register, queue := "cust.registrations", []string{"rota.order", "rota.turn"}
	return map[string][]string{
		"owner": {"cust.owner"}, "first": {register}, "latest": {register}, "earliest": {register, "svc.parallel"},
		"lead": {"cust.phone_leads"}, "due": queue, "turn": queue, "soonest": queue, "last": {"rota.order"}, "last_free": {"rota.order"},
		"current": {"svc.server"}, "requested": {"answer.requested_advisor"}, "recalled": {"answer.recalled_advisor"},
		"shown": {"answer.shown_message_from"}, "appointment": {"visit.appointment.advisor"}, "announced": {"visit.preannounced.advisor"},
		"tie": {"answer.advisor_tie.advisor"}, "closer": {"deal.closer"}, "claimant": {"claim.by"},
		"referrer.owner": {"answer.referrer", "files", "cust.referred_by.referrer", "cust.referred_by.referrer_owner"}, "root.owner": {"files"},
		"ruling.owner": {"ruling.decision.owner"}, "ruling.server": {"ruling.decision.server"},
		"visit.no": {register, "visit.at"}, "visit.lunch_window": {"visit.at"}, "cust.last_visit_at": {register},
		"cust.last_contact_at": {register, "cust.followups"},
	}
}

// Periods lists the numbers by which the text draws its limits.
func (m *Manuscript) Periods() []Period {
	var out []Period
	for _, name := range sortedKeys(m.l.out.parameters) {
		if n, ok := m.l.out.parameters[name].value.(int); ok {
			out = append(out, Period{n, m.l.out.parameters[name].unit})
		}
	}
	for _, p := range m.passages() {
		for _, t := range tokens(p.src) {
			if n := wholeNumber(t); t.kind == tokenNumber && n >= 0 {
				out = append(out, Period{n, ""})
			}
		}
	}
	slices.SortFunc(out, func(a, b Period) int {
		if a.Unit != b.Unit {
			return strings.Compare(a.Unit, b.Unit)
		}
		return a.N - b.N
	})
	return slices.Compact(out)
}
