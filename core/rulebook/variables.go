package rulebook

import (
	"reflect"
	"slices"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// A variable is a name that conditions may use.
type variable struct {
	name  string
	typ   *cel.Type
	words []string // the words that it may be, if it is one of a list
	fact  bool     // recorded among the facts that a ruling read
	value func(*scene) ref.Val
	is    *program // of a name that the book defines
}

// variables lists every name that all rulebooks share: the facts of the case
// format, and the persons by what they are to the visit.
func variables() []variable {
	var out []variable
	for _, f := range factFields(reflect.TypeFor[Facts](), "", nil) {
		out = append(out, factVariables(f)...)
	}
	for name, who := range persons() {
		out = append(out, variable{name: name, typ: cel.StringType, fact: true,
			value: func(s *scene) ref.Val { return types.String(who(s)) }})
		out = append(out, personVariables(name)...)
	}
	out = append(out, variable{name: "referrer.introduced", typ: cel.BoolType, fact: true, value: func(s *scene) ref.Val {
		_, chained := s.facts.rootOwner()
		return types.Bool(chained)
	}})
	slices.SortStableFunc(out, func(a, b variable) int { return compareNames(a.name, b.name) })
	return out
}

// factVariables gives a fact its name, and name.known and name.given, on
// which the macros known and given rest.
func factVariables(f factField) []variable {
	look := func(s *scene) (maybeState, any) { return lookUp(s.root, f.path) }
	out := []variable{
		{name: f.name + ".known", typ: cel.BoolType, value: func(s *scene) ref.Val { st, _ := look(s); return types.Bool(st != unknown) }},
		{name: f.name + ".given", typ: cel.BoolType, value: func(s *scene) ref.Val { st, _ := look(s); return types.Bool(st == known) }},
	}
	if f.form == formPart || f.typ == reflect.TypeFor[[]Split]() {
		return out
	}
	v := variable{name: f.name, typ: typeOf(f), words: f.words, fact: true}
	if f.name == "cust.owner" {
		v.words = ownerWords // a book may ask whether he is the department's
	}
	v.value = func(s *scene) ref.Val {
		st, val := look(s)
		return s.box(f, st, val, v.name)
	}
	return append(out, v)
}

// typeOf is how a fact is typed in conditions.
func typeOf(f factField) *cel.Type {
	switch f.form {
	case formBool:
		return cel.BoolType
	case formWhole:
		return cel.IntType
	case formNumber:
		return cel.DoubleType
	case formTime:
		return cel.TimestampType
	case formGroup:
		return cel.ListType(cel.StringType)
	case formList:
		return cel.ListType(cel.ObjectType("rulebook." + viewOf(f.typ.Elem()).Name()))
	}
	return cel.StringType
}

// box turns a fact into a value. An unknown word or name is the empty word,
// so that it equals none; an unknown flag, number or time is unknown, and so
// is whatever rests on it.
func (s *scene) box(f factField, st maybeState, val any, name string) ref.Val {
	switch f.form {
	case formWord, formText, formAdvisor, formCustomer, formSite:
		if st != known {
			return types.String("")
		}
		return types.String(reflect.ValueOf(val).String())
	case formList:
		return s.book.adapter.NativeToValue(s.facts.views(val, s.zone))
	case formGroup:
		return s.book.adapter.NativeToValue(each(val.([]floor.AdvisorID), func(a floor.AdvisorID) string { return string(a) }))
	}
	if st != known {
		return s.unknown(name)
	}
	switch v := val.(type) {
	case time.Time:
		return stamp(v.In(s.zone))
	case bool:
		return types.Bool(v)
	case int:
		return types.Int(v)
	case float64:
		return types.Double(v)
	}
	panic("rulebook: no value for the fact " + f.name)
}

// personVariables gives a person his facts: owner.on_site, owner.busy, owner.owed …
func personVariables(name string) []variable {
	var out []variable
	for _, f := range factFields(reflect.TypeFor[Advisor](), "", nil) {
		full := name + "." + f.name
		out = append(out,
			variable{name: full, typ: typeOf(f), words: f.words, value: func(s *scene) ref.Val { return s.ofPerson(s.person(name), f, full) }},
			variable{name: full + ".known", typ: cel.BoolType, value: func(s *scene) ref.Val {
				st, _ := s.lookUpPerson(s.person(name), f)
				return types.Bool(st != unknown)
			}})
	}
	return append(out,
		variable{name: name + ".in_line", typ: cel.BoolType, value: func(s *scene) ref.Val {
			return types.Bool(slices.Contains(s.facts.Rota.Order, s.person(name)))
		}},
		variable{name: name + ".owed", typ: cel.IntType, value: func(s *scene) ref.Val {
			return types.Int(s.facts.Rota.Credits[s.person(name)])
		}})
}

// ofPerson reads one fact of an advisor; of nobody everything is unknown.
func (s *scene) ofPerson(id floor.AdvisorID, f factField, name string) ref.Val {
	st, val := s.lookUpPerson(id, f)
	v := s.box(f, st, val, name)
	if id != "" {
		s.read("adv."+string(id)+"."+f.name, st, v)
	}
	return v
}

func (s *scene) lookUpPerson(id floor.AdvisorID, f factField) (maybeState, any) {
	a := s.facts.Adv[id]
	return lookUp(reflect.ValueOf(a), f.path)
}

// persons finds each person by what he is to the visit; the empty id is nobody.
func persons() map[string]func(*scene) floor.AdvisorID {
	return map[string]func(*scene) floor.AdvisorID{
		"owner":          func(s *scene) floor.AdvisorID { return somebody(s.facts.Cust.Owner) },
		"first":          func(s *scene) floor.AdvisorID { return registrant(s.facts.Cust.Registrations, 0) },
		"latest":         func(s *scene) floor.AdvisorID { return registrant(s.before(), -1) },
		"earliest":       func(s *scene) floor.AdvisorID { return s.facts.earliestOf(s.facts.Svc.Parallel) },
		"lead":           func(s *scene) floor.AdvisorID { return s.facts.firstCall() },
		"due":            func(s *scene) floor.AdvisorID { return s.facts.Rota.Turn.Or("") },
		"turn":           func(s *scene) floor.AdvisorID { return s.firstInLine("available") },
		"soonest":        func(s *scene) floor.AdvisorID { return s.firstInLine("present") },
		"last":           func(s *scene) floor.AdvisorID { return s.facts.Rota.Last.Or("") },
		"last_free":      func(s *scene) floor.AdvisorID { return s.lastInLine("available") },
		"duty":           func(s *scene) floor.AdvisorID { return s.facts.onDuty() },
		"current":        func(s *scene) floor.AdvisorID { return s.facts.Svc.Server.Or("") },
		"requested":      func(s *scene) floor.AdvisorID { return s.facts.Answer.RequestedAdvisor.Or("") },
		"recalled":       func(s *scene) floor.AdvisorID { return s.facts.Answer.RecalledAdvisor.Or("") },
		"shown":          func(s *scene) floor.AdvisorID { return s.facts.Answer.ShownMessageFrom.Or("") },
		"appointment":    func(s *scene) floor.AdvisorID { return s.facts.Visit.Appointment.Or(Appointment{}).Advisor.Or("") },
		"announced":      func(s *scene) floor.AdvisorID { return s.facts.Visit.Preannounced.Or(Preannounced{}).Advisor.Or("") },
		"tie":            func(s *scene) floor.AdvisorID { return s.facts.Answer.AdvisorTie.Or(Tie{}).Advisor.Or("") },
		"referrer.owner": func(s *scene) floor.AdvisorID { return s.facts.referrerOwner() },
		"root.owner":     func(s *scene) floor.AdvisorID { id, _ := s.facts.rootOwner(); return id },
		"delegate":       func(s *scene) floor.AdvisorID { return s.facts.Adv[somebody(s.facts.Cust.Owner)].Delegate.Or("") },
		"successor":      func(s *scene) floor.AdvisorID { return s.facts.Adv[somebody(s.facts.Cust.Owner)].Successor.Or("") },
		"closer":         func(s *scene) floor.AdvisorID { return s.facts.Deal.Closer.Or("") },
		"claimant":       func(s *scene) floor.AdvisorID { return s.facts.Claim.Or(Claim{}).By.Or("") },
		"ruling.owner":   func(s *scene) floor.AdvisorID { return s.facts.Ruling.Or(Decided{}).Decision.Owner.Or("") },
		"ruling.server":  func(s *scene) floor.AdvisorID { return s.facts.Ruling.Or(Decided{}).Decision.Server.Or("") },
		"he":             func(s *scene) floor.AdvisorID { return s.he },
	}
}

func compareNames(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
