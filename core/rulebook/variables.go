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
	unit  string   // what it counts, if it is a parameter's number
	fact  bool     // recorded among the facts that a ruling read
	value func(*scene, *variable) ref.Val
	is    *program // of a name that the book defines

	// What is said about a person has about instead of value.
	whose string
	about func(*scene, *variable, *someone) ref.Val

	whoAt  int            // variable that says who it is, -1 for he
	slot   int            // of what is kept with he, from 1; 0 for all other
	unsaid *types.Unknown // its value if nobody knows

	circular ref.Val // its value if it rests on itself
}

// of works the variable out.
func (v *variable) of(s *scene) ref.Val {
	switch {
	case v.about == nil:
		return v.value(s, v)
	case v.whoAt < 0:
		return v.about(s, v, s.he)
	}
	id, _ := s.at(v.whoAt).(types.String)
	return v.about(s, v, s.someone(floor.AdvisorID(id)))
}

// variables lists every name that all rulebooks share: the facts of the case
// format, and the persons by what they are to the visit.
func variables() []variable {
	var out []variable
	for _, f := range factFieldsOfAll() {
		out = append(out, factVariables(f)...)
	}
	ofAdvisor := factFields(advisorType, "", nil)
	for name, who := range persons() {
		out = append(out, variable{name: name, typ: cel.StringType, fact: true,
			value: func(s *scene, _ *variable) ref.Val { return types.String(who(s)) }})
		out = append(out, personVariables(name, ofAdvisor)...)
	}
	out = append(out, variable{name: "referrer.introduced", typ: cel.BoolType, fact: true, value: func(s *scene, _ *variable) ref.Val {
		_, chained := s.facts.rootOwner()
		return types.Bool(chained)
	}})
	slices.SortFunc(out, func(a, b variable) int { return compareNames(a.name, b.name) })
	return out
}

// factVariables gives a fact its name, and name.known and name.given, on
// which the macros known and given rest.
func factVariables(f factField) []variable {
	is := func(so func(maybeState) bool) func(*scene, *variable) ref.Val {
		return func(s *scene, _ *variable) ref.Val { st, _ := peek(s.root, f.path); return types.Bool(so(st)) }
	}
	out := []variable{
		{name: f.name + ".known", typ: cel.BoolType, value: is(func(st maybeState) bool { return st != unknown })},
		{name: f.name + ".given", typ: cel.BoolType, value: is(func(st maybeState) bool { return st == known })},
	}
	if f.form == formPart || f.typ == reflect.TypeFor[[]Split]() {
		return out
	}
	v := variable{name: f.name, typ: typeOf(f), words: f.words, fact: true}
	if f.name == "cust.owner" {
		v.words = ownerWords // a book may ask whether he is the department's
	}
	v.value = func(s *scene, v *variable) ref.Val {
		st, where := peek(s.root, f.path)
		if is := s.box(&f, st, where); is != unsaid {
			return is
		}
		return v.unsaid
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

// unsaid stands for a value that nobody knows.
var unsaid ref.Val = types.NewUnknown(-1, nil)

// box turns a fact into a value. An unknown word or name is the empty word,
// so that it equals none; an unknown flag, number or time is unsaid, and
// whatever rests on it is unknown.
func (s *scene) box(f *factField, st maybeState, where any) ref.Val {
	switch f.form {
	case formWord, formText, formAdvisor, formCustomer, formSite:
		if st != known {
			return types.String("")
		}
	case formList:
		return s.book.adapter.NativeToValue(s.facts.views(reflect.ValueOf(where).Elem().Interface(), s.zone))
	case formGroup:
		return s.book.adapter.NativeToValue(each(*where.(*[]floor.AdvisorID), func(a floor.AdvisorID) string { return string(a) }))
	}
	if st != known {
		return unsaid
	}
	switch v := where.(type) {
	case *string:
		return types.String(*v)
	case *floor.AdvisorID:
		return types.String(*v)
	case *floor.CustomerID:
		return types.String(*v)
	case *floor.SiteID:
		return types.String(*v)
	case *time.Time:
		return stamp(v.In(s.zone))
	case *bool:
		return types.Bool(*v)
	case *int:
		return types.Int(*v)
	case *float64:
		return types.Double(*v)
	}
	panic("rulebook: no value for the fact " + f.name)
}

// personVariables gives a person his facts: owner.on_site, owner.busy, owner.owed …
func personVariables(name string, ofAdvisor []factField) []variable {
	out := make([]variable, 0, 2*len(ofAdvisor)+2)
	for at, f := range ofAdvisor {
		full := name + "." + f.name
		out = append(out,
			variable{name: full, typ: typeOf(f), words: f.words, whose: name,
				about: func(s *scene, v *variable, who *someone) ref.Val { return who.fact(s, at, v) }},
			variable{name: full + ".known", typ: cel.BoolType, whose: name,
				about: func(s *scene, _ *variable, who *someone) ref.Val { return who.told(s, at) }})
	}
	return append(out,
		variable{name: name + ".in_line", typ: cel.BoolType, whose: name, about: func(s *scene, _ *variable, who *someone) ref.Val {
			return types.Bool(slices.Contains(s.facts.Rota.Order, who.id))
		}},
		variable{name: name + ".owed", typ: cel.IntType, whose: name, about: func(s *scene, _ *variable, who *someone) ref.Val {
			return types.Int(s.facts.Rota.Credits[who.id])
		}})
}

// persons finds each person by what he is to the visit; the empty id is nobody.
func persons() map[string]func(*scene) floor.AdvisorID {
	return map[string]func(*scene) floor.AdvisorID{
		"owner":          func(s *scene) floor.AdvisorID { return somebody(s.facts.Cust.Owner) },
		"first":          func(s *scene) floor.AdvisorID { return registrant(s.facts.Cust.Registrations, 0) },
		"latest":         func(s *scene) floor.AdvisorID { return registrant(s.facts.before(), -1) },
		"earliest":       func(s *scene) floor.AdvisorID { return s.facts.earliestOf(s.facts.Svc.Parallel) },
		"lead":           func(s *scene) floor.AdvisorID { return s.facts.firstCall() },
		"due":            func(s *scene) floor.AdvisorID { return s.facts.Rota.Turn.Or("") },
		"turn":           func(s *scene) floor.AdvisorID { return s.firstInLine("he.available") },
		"soonest":        func(s *scene) floor.AdvisorID { return s.firstInLine("he.present") },
		"last":           func(s *scene) floor.AdvisorID { return s.facts.Rota.Last.Or("") },
		"last_free":      func(s *scene) floor.AdvisorID { return s.lastInLine("he.available") },
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
		"he":             func(s *scene) floor.AdvisorID { return s.he.id },
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
