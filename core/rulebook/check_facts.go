package rulebook

import (
	"math"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"github.com/go-air/gini/z"
)

// stated is a fact of the vocabulary, as conditions read it.
func (w *world) stated(f factField, state string) *symbol {
	switch {
	case f.typ == reflect.TypeFor[[]Split]():
		return w.boxed(f, w.factOf(f), state)
	case f.form == formList:
		list, known := w.list(f.name, f.typ.Elem())
		if state != "" {
			return w.truth(known, known.Not(), w.no())
		}
		return list
	case f.name == "rota.order":
		return w.ordered(state)
	case f.form == formGroup:
		list, known := w.group(f)
		if state != "" {
			return w.truth(known, known.Not(), w.no())
		}
		return list
	case f.name == "rota.turn":
		return w.boxed(f, w.orNothing(w.person("due")), state)
	case f.name == "rota.last":
		return w.boxed(f, w.orNothing(w.person("last")), state)
	}
	return w.boxed(f, w.factOf(f), state)
}

// orNothing reads nobody as not known.
func (w *world) orNothing(s *symbol) *symbol {
	var all []option
	for _, o := range s.options {
		if o.is == "" {
			o.is = notKnown{}
		}
		all = append(all, o)
	}
	return w.merged(all)
}

// factOf is a fact's state and value, with what its parts and the records imply.
func (w *world) factOf(f factField) *symbol {
	return w.given("fact:"+f.name, func() *symbol {
		s := w.written(f)
		switch f.name {
		case "visit.no":
			return w.visitNo(s)
		case "cust.last_visit_at":
			return w.lastVisit(s)
		case "cust.last_contact_at":
			w.contactIsSaid(s)
		}
		return s
	})
}

// written is a fact as the case writes it, nothing or unknown where its part is.
func (w *world) written(f factField) *symbol {
	parent, has := partOf(f.name)
	if !has {
		return w.own(f, w.yes)
	}
	p := w.factOf(parent)
	there := w.is(p, partThere{})
	all := []option{{w.is(p, notKnown{}), notKnown{}}, {w.is(p, nothing{}), nothing{}}}
	for _, o := range w.own(f, there).options {
		all = append(all, option{w.and(there, o.if_), o.is})
	}
	return w.merged(all)
}

func (w *world) own(f factField, there z.Lit) *symbol {
	path := strings.Split(f.name, ".")
	switch {
	case f.form == formPart && !isMaybe(f):
		return fixed(w.logic, partThere{})
	case f.typ == reflect.TypeFor[[]Split]():
		s := w.free(notKnown{}, partThere{})
		w.vars = append(w.vars, &fact{path: path, in: there, at: []option{{w.is(s, partThere{}), map[string]any{"commission": map[string]any{advisorsOf[0]: "1"}}}}})
		w.rule(there, w.is(s, notKnown{}))
		return s
	}
	return w.variable(path, f, there)
}

func isMaybe(f factField) bool {
	t := reflect.TypeFor[Facts]()
	for i, at := range f.path {
		field := t.Field(at).Type
		m, ok := reflect.Zero(field).Interface().(maybe)
		if i == len(f.path)-1 {
			return ok
		}
		t = field
		if ok {
			t = m.elem()
		}
	}
	return false
}

// partOf is the nearest part of the facts that a fact belongs to.
func partOf(name string) (factField, bool) {
	for {
		i := strings.LastIndexByte(name, '.')
		if i < 0 {
			return factField{}, false
		}
		name = name[:i]
		if f, ok := factNamed(name); ok && f.form == formPart {
			return f, true
		}
	}
}

// list makes a list of records, the lines in the order of their times.
func (w *world) list(name string, elem reflect.Type) (*symbol, z.Lit) {
	known := z.LitNull
	s := w.given("list:"+name, func() *symbol {
		path := strings.Split(name, ".")
		known = w.solver.Lit()
		w.raw["list?"+name] = &symbol{options: []option{{known, true}}}
		w.vars = append(w.vars, &fact{path: path, in: w.yes, at: []option{{known, []any{}}}})
		out := &symbol{lines: []line{}}
		before := known
		for i := range w.long {
			in := w.solver.Lit()
			w.rule(in.Not(), before)
			l := line{in, w.lineOf(elem, append(slices.Clone(path), strconv.Itoa(i)), in)}
			if i > 0 {
				w.later(out.lines[i-1], l)
			}
			out.lines = append(out.lines, l)
			before = in
		}
		return out
	})
	return s, w.is(w.raw["list?"+name], true)
}

// later puts a line's time after that of the line before it.
func (w *world) later(a, b line) {
	at, bt := a.is.fields["at"], b.is.fields["at"]
	if at == nil || bt == nil {
		return
	}
	for _, x := range at.options {
		for _, y := range bt.options {
			if c, ok := compare(x.is, y.is); ok && c > 0 {
				w.rule(b.in.Not(), x.if_.Not(), y.if_.Not())
			}
		}
	}
}

// lineOf makes one line of a list as its view shows it. What the view works
// out from elsewhere is left out, and so is opaque.
func (w *world) lineOf(elem reflect.Type, path []string, in z.Lit) *symbol {
	out := &symbol{fields: map[string]*symbol{}}
	for _, f := range factFields(elem, "", nil) {
		at := append(slices.Clone(path), f.name)
		if f.name != "at" && f.name != "advisor" && f.name != "server" && f.name != "customer" && !w.says("."+f.name) {
			continue
		}
		switch f.name {
		case "at", "advisor", "server":
			s := w.free(w.domain(f, at)...)
			w.writes(at, in, s)
			out.fields[f.name] = s
		case "customer":
			s := w.free(filesOf[0], filesOf[1])
			w.writes(at, in, s)
			out.fields[f.name] = s
			out.fields["owner"], out.fields["stage"] = w.ofFile(s, "owner"), w.ofFile(s, "stage")
			w.recordsOf(s, out.fields)
		case "recorded_at":
			out.fields[f.name] = w.recordedAt(f, at, in, out.fields["at"])
		default:
			out.fields[f.name] = w.asLine(elem, f, w.boxed(f, w.variable(at, f, in), ""))
		}
	}
	if elem == reflect.TypeFor[PartyMember]() {
		out.fields["proven"] = fixed(w.logic, false)
	}
	return out
}

// asLine: in a line, what is not known is no, or 0, or there.
func (w *world) asLine(elem reflect.Type, f factField, s *symbol) *symbol {
	var none any
	switch {
	case strings.HasPrefix(f.name, "has_"), f.name == "registered" && elem == reflect.TypeFor[PhoneLead]():
		none = true
	case f.form == formBool:
		none = false
	case f.form == formWhole:
		none = int64(0)
	default:
		return s
	}
	var all []option
	for _, o := range s.options {
		if (o.is == notKnown{}) {
			o.is = none
		}
		all = append(all, o)
	}
	return w.merged(all)
}

// never is a time that a record does not have, as comparisons see it.
const never = instantOf(math.MinInt64 / 2)

func (w *world) recordedAt(f factField, path []string, in z.Lit, at *symbol) *symbol {
	s := w.variable(path, f, in)
	var all []option
	for _, o := range s.options {
		switch o.is.(type) {
		case notKnown:
			for _, x := range at.options {
				all = append(all, option{w.and(o.if_, x.if_), x.is})
			}
		case nothing:
			all = append(all, option{o.if_, never})
		default:
			all = append(all, o)
		}
	}
	return w.merged(all)
}

// ofFile is a fact of another customer's file.
func (w *world) ofFile(customer *symbol, field string) *symbol {
	var all []option
	for _, o := range customer.options {
		s := fixed(w.logic, "")
		if id, _ := o.is.(string); id != "" {
			f, _ := factNamed("cust." + field)
			s = w.boxed(f, w.variable([]string{"files", id, field}, f, w.yes), "")
		}
		for _, x := range s.options {
			all = append(all, option{w.and(o.if_, x.if_), x.is})
		}
	}
	return w.merged(all)
}

// recordsOf adds what another customer's register and follow-up log say, if
// there are not too many points in time to go into that.
func (w *world) recordsOf(customer *symbol, fields map[string]*symbol) {
	if len(w.grid) > mostInstants {
		return
	}
	of := func(field string, elem reflect.Type) *symbol {
		out := &symbol{lines: []line{}}
		for _, o := range customer.options {
			list, _ := w.list("files."+o.is.(string)+"."+field, elem)
			for _, l := range list.lines {
				out.lines = append(out.lines, line{w.and(o.if_, l.in), l.is})
			}
		}
		return out
	}
	entered := of("registrations", reflect.TypeFor[Entry]())
	fields["entered"] = entered
	var first, at []option
	earlier := w.no()
	for _, l := range entered.lines {
		here := w.and(l.in, earlier.Not())
		for _, o := range l.is.fields["advisor"].options {
			first = append(first, option{w.and(here, o.if_), o.is})
		}
		for _, o := range l.is.fields["at"].options {
			at = append(at, option{w.and(here, o.if_), o.is})
		}
		earlier = w.or(earlier, l.in)
	}
	fields["first"] = w.merged(append(first, option{earlier.Not(), ""}))
	fields["at"] = w.merged(append(at, option{earlier.Not(), never}))
	if w.says(".followed") || w.says("followed(") {
		log := of("followups", reflect.TypeFor[Followup]())
		for i, l := range log.lines {
			if at := l.is.fields["recorded_at"]; at != nil {
				log.lines[i].in = w.and(l.in, w.is(at, never).Not())
			}
		}
		fields["followed"] = log
	}
}

// group makes a list of advisors.
func (w *world) group(f factField) (*symbol, z.Lit) {
	s := w.given("group:"+f.name, func() *symbol {
		path := strings.Split(f.name, ".")
		known := w.solver.Lit()
		w.raw["list?"+f.name] = &symbol{options: []option{{known, true}}}
		w.vars = append(w.vars, &fact{path: path, in: w.yes, at: []option{{known, []any{}}}})
		out := &symbol{lines: []line{}}
		for i, id := range advisorsOf {
			in := w.solver.Lit()
			w.rule(in.Not(), known)
			w.vars = append(w.vars, &fact{path: append(slices.Clone(path), strconv.Itoa(i)), in: in, at: []option{{in, id}}})
			out.lines = append(out.lines, line{in, fixed(w.logic, id)})
		}
		return out
	})
	return s, w.is(w.raw["list?"+f.name], true)
}

// possible leaves out facts that are refused: a deal during a visit that had
// not begun.
func (w *world) possible() {
	if !w.says("deal.at") || !w.says("deal.same_visit") || !w.says("visit.at") {
		return
	}
	of := func(name string) *symbol { f, _ := factNamed(name); return w.factOf(f) }
	made, visit, same := of("deal.at"), of("visit.at"), of("deal.same_visit")
	for _, o := range made.options {
		if t, ok := o.is.(instantOf); ok && t < instantOf(w.now.UnixNano()) {
			w.rule(w.is(same, true).Not(), o.if_.Not(), w.is(visit, notKnown{}))
		}
	}
}
