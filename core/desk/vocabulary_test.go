package desk

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// notOnTheFloor lists the facts of the vocabulary that the desk never states,
// each with its reason. Every other fact must be delivered by the desk.
var notOnTheFloor = map[string]string{
	"visit.no":                    "the rulebook derives it from the register",
	"visit.lunch_window":          "the rulebook derives it from the site's hours",
	"cust.last_visit_at":          "the rulebook derives it from the register",
	"cust.last_contact_at":        "the rulebook derives it from register and follow-ups",
	"rota.turn":                   "the rulebook derives it from order and make-up turns",
	"rota.last":                   "the rulebook derives it from the order",
	"cust.registrations.register": "the house keeps one register, which is this one",
	"ruling.decision.split":       "the manager decides whose a customer is; what follows in money the rulebook says",
}

// walk visits every fact below a type, and what a recorded value says of it, by
// its name on paper. What is said of one advisor goes by adv, of another file by files.
func walk(t reflect.Type, value any, name string, see func(name string, said bool)) {
	switch {
	case strings.HasPrefix(t.Name(), "Maybe["):
		inner, _ := t.FieldByName("value")
		walk(inner.Type, value, name, see)
	case name == "files" || name == "ruling.decision.split" || t == reflect.TypeFor[time.Time]():
		see(name, value != nil)
	case t.Kind() == reflect.Slice && t.Elem().Kind() == reflect.Struct:
		lines, _ := value.([]any)
		for _, line := range append(lines, nil) {
			walk(t.Elem(), line, name, see)
		}
	case t.Kind() == reflect.Map && t.Elem().Kind() == reflect.Struct:
		table, _ := value.(map[string]any)
		for _, of := range append(slices.Collect(maps.Values(table)), nil) {
			walk(t.Elem(), of, name, see)
		}
	case t.Kind() == reflect.Struct:
		parts, _ := value.(map[string]any)
		for i := range t.NumField() {
			key, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			walk(t.Field(i).Type, parts[key], strings.TrimPrefix(name+"."+key, "."), see)
		}
	default:
		see(name, value != nil)
	}
}

func TestEveryFactThatAHouseCanKnowReachesTheRulebook(t *testing.T) {
	l := openLobbyWith(t, thirds, rulebook.Hours{LunchFrom: "12:00", LunchTo: "13:30"})
	everythingKnown(l)
	said := map[string]bool{}
	l.must(l.log.Read(1, func(r journal.Record) error {
		var e event.VisitRuled
		if r.Kind != e.Kind() {
			return nil
		}
		var facts any
		if err := json.Unmarshal(r.Body, &e); err != nil {
			return err
		}
		if err := json.Unmarshal(e.Facts, &facts); err != nil {
			return err
		}
		walk(reflect.TypeFor[rulebook.Facts](), facts, "", func(name string, is bool) { said[name] = said[name] || is })
		return nil
	}))
	for _, name := range slices.Sorted(maps.Keys(said)) {
		switch why, excused := notOnTheFloor[name]; {
		case said[name] && excused:
			t.Errorf("%s is delivered, and yet excused: %s", name, why)
		case !said[name] && !excused:
			t.Errorf("%s never reaches the rulebook, and no reason is given", name)
		}
	}
	for name := range notOnTheFloor {
		if _, ok := said[name]; !ok {
			t.Errorf("%s is excused and is no fact of the vocabulary", name)
		}
	}
}

// everythingKnown plays a day and a half on which everything comes to light
// that can come to light on a floor.
func everythingKnown(l *lobby) {
	given := floor.Consent{Version: "2026-11", Given: true}
	of := func(surname, phone string) Whom {
		return Whom{Person: floor.Person{Surname: surname, Phone: phone}, Consent: given}
	}
	manager := func() Stamp { return l.by(floor.Manager) }
	l.must(l.ListSites(manager(), map[floor.SiteID]string{"west": "西区展厅"}))
	first := l.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "王", Phone: "13800000001"})
	_, err := l.Claim(l.by(floor.Staff("ana")), first.Code, "ana", "page")
	l.must(err)
	l.finish("ana", first)
	zhao := of("赵", "13800000002")
	_, err = l.Call(l.by(floor.Staff("ben")), zhao, CallIn{Advisor: "ben", Asked: "ben", Invited: true})
	l.must(err)
	_, err = l.Prior(l.by(floor.Staff("ben")), zhao, "ben")
	l.must(err)
	_, err = l.Announce(manager(), zhao, Announced{Advisor: "ana", Referrer: Whom{Visit: first.Visit}, How: "phone", Filed: true, CompanyTie: "staff_introduced"})
	l.must(err)
	_, err = l.Meeting(manager(), zhao, "ben")
	l.must(err)
	l.must(l.Delegate(l.by(floor.Staff("ana")), "ana", "cho"))
	l.must(l.Lunch(manager(), "cho"))
	l.must(l.Peak(manager(), true))
	l.must(l.StepOut(l.by(floor.Staff("cho")), "cho", floor.WorkMatter))
	o := l.arrive(floor.Answers{BeenBefore: floor.Yes, KinBeenBefore: floor.Unsure, OtherSite: floor.Yes, OtherSiteID: "west", StaffContacted: floor.Yes,
		Recalled: floor.Named("ben"), ShownMessage: floor.Named("ben"), Requested: floor.Named("ben"), Purpose: floor.Learn,
		Referral: floor.Referral{By: "customer", Accompanied: floor.Yes}, Appointment: floor.Named("ben")},
		floor.Person{Surname: "赵", Phone: "13800000002", Referrer: "13800000001"})
	l.must(l.Place(manager(), o.Visit, "ben", "客户熟悉他"))
	_, err = l.Claim(l.by(floor.Staff("ben")), o.Code, "ben", "page")
	l.must(err)
	l.must(l.Tie(l.by(floor.Staff("ben")), Whom{Visit: o.Visit}, Tied{With: Whom{Visit: first.Visit}, Tie: "household", Proof: "same_address"}))
	l.must(l.Tie(l.by(floor.Staff("ben")), Whom{Visit: o.Visit}, Tied{With: Whom{Visit: first.Visit}, Tie: registry.Introduced}))
	v, err := l.Visit(o.Visit)
	l.must(err)
	l.must(l.FollowUp(l.by(floor.Staff("ben")), v.Customer, "ben", "phone", "周末再看", "keen"))
	names, words := Findings()
	for _, what := range names {
		of := floor.AdvisorID("")
		if one, _ := FindingOf(what); one {
			of = "ben"
		}
		l.must(l.Find(manager(), o.Visit, what, words[what][len(words[what])-1], of))
	}
	_, err = l.Recognise(manager(), o.Visit, "mutual", WishStay)
	l.must(err)
	l.finish("ben", o)
	_, err = l.Summary(manager(), Whom{Visit: o.Visit})
	l.must(err)
	_, err = l.Group(manager(), Whom{Visit: o.Visit}, []Whom{{Visit: first.Visit}})
	l.must(err)
	_, err = l.Deal(manager(), o.Visit, "ben", "ordered")
	l.must(err)
	_, err = l.ClaimDeal(l.by(floor.Staff("ana")), o.Visit, "ana")
	l.must(err)
	l.must(l.Rule(manager(), o.Visit, "manager", "ana", "ana", "两人都接待过"))
	_, err = l.Dispute(manager(), o.Visit, []floor.AdvisorID{"ana", "ben"})
	l.must(err)
	l.must(l.SignOut(l.by(floor.Staff("ana")), "ana"))
	l.must(l.Depart(manager(), "ana", "left", "cho"))
	_, err = l.Departure(manager(), o.Visit, "cho")
	l.must(err)
}

// finish completes a reception with the register's basics.
func (l *lobby) finish(by floor.AdvisorID, o Opened) {
	l.t.Helper()
	_, err := l.Finish(l.by(floor.Staff(by)), o.Visit, Basics{Title: "mr", Need: "两居"})
	l.must(err)
}

func TestAllThatCameToLightFollowsFromTheJournalAlone(t *testing.T) {
	l := openLobby(t, thirds)
	everythingKnown(l)
	l.foldsLikeItStands()
}
