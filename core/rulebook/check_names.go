package rulebook

import (
	"reflect"
	"slices"
	"strings"

	"github.com/go-air/gini/z"
)

// name is what a name of the vocabulary, or of the book, stands for.
func (w *world) name(n string) *symbol {
	key := n
	if n == "he" || strings.HasPrefix(n, "he.") {
		key = w.he + ":" + n
	}
	return w.once(key, func() *symbol { return w.named(n) })
}

func (w *world) named(n string) *symbol {
	if tree := w.trees[n]; tree != nil {
		return w.read(tree)
	}
	if id, ok := strings.CutPrefix(n, "reading."); ok {
		return w.reading(w.book.readings[id])
	}
	base, state := cutState(n)
	if p := w.book.parameters[base]; p != nil {
		return w.setting(p, state)
	}
	if n == "referrer.introduced" {
		m := w.or(w.chained())
		return w.truth(m, m.Not(), w.no())
	}
	if _, ok := persons()[n]; ok {
		return w.person(n)
	}
	if f, ok := factNamed(base); ok {
		return w.stated(f, state)
	}
	if who := w.whoOf(base); who != "" {
		return w.ofPerson(who, base[len(who)+1:], state)
	}
	return w.free(notKnown{})
}

// cutState splits name.known and name.given.
func cutState(n string) (base, state string) {
	for _, s := range []string{"known", "given"} {
		if b, ok := strings.CutSuffix(n, "."+s); ok {
			return b, s
		}
	}
	return n, ""
}

func factNamed(n string) (factField, bool) {
	all := factFieldsOfAll()
	i := slices.IndexFunc(all, func(f factField) bool { return f.name == n })
	if i < 0 {
		return factField{}, false
	}
	return all[i], true
}

// whoOf finds the person that a name begins with, the longest if several do.
func (w *world) whoOf(n string) string {
	best := ""
	for _, p := range w.names.people {
		if strings.HasPrefix(n, p+".") && len(p) > len(best) {
			best = p
		}
	}
	return best
}

// reading is how an ambiguity is settled: usually as the book has it.
func (w *world) reading(r *reading) *symbol {
	return w.switched(r.id, r.choice, func() *symbol {
		return w.usually(r.id, true, r.choice, each(r.choices, func(c string) any { return c })...)
	})
}

// setting is a parameter: usually as the book has it, or else unsaid, or said.
func (w *world) setting(p *parameter, state string) *symbol {
	var now any
	switch v := p.value.(type) {
	case int:
		now = int64(v)
	case string:
		now = v
	case nil:
		now = notKnown{}
	default:
		now = partThere{}
	}
	s := w.switched(p.name, now, func() *symbol {
		switch v := p.value.(type) {
		case int:
			return w.usually(p.name, false, int64(v), notKnown{})
		case string:
			return w.usually(p.name, false, v, each(p.choices, func(c string) any { return c })...)
		case nil:
			switch p.unit {
			case "yuan":
				return w.usually(p.name, false, notKnown{})
			case "share":
				return w.usually(p.name, false, notKnown{}, partThere{})
			}
			n := 5
			if p.max != nil {
				n = min(n, *p.max)
			}
			if p.min != nil {
				n = max(n, *p.min)
			}
			return w.usually(p.name, false, notKnown{}, int64(n))
		}
		return fixed(w.logic, partThere{})
	})
	if state == "" {
		return s
	}
	m := w.is(s, notKnown{})
	return w.truth(m.Not(), m, w.no())
}

// switched is a setting that the situation may switch, unless it is pinned.
func (w *world) switched(name string, now any, free func() *symbol) *symbol {
	if w.pinned == nil || w.pinned(name) {
		return w.once("pinned:"+name, func() *symbol { return fixed(w.logic, now) })
	}
	return w.given("setting:"+name, free)
}

// usually is a setting that may be any of the values and is one of them
// unless it is switched.
func (w *world) usually(name string, reading bool, is any, values ...any) *symbol {
	if !slices.Contains(values, is) {
		values = append(values, is)
	}
	s := w.free(values...)
	w.usual = append(w.usual, usual{name, reading, w.is(s, is), s.options})
	return s
}

// ofPerson is a fact about whoever a person is.
func (w *world) ofPerson(who, field, state string) *symbol {
	var all []option
	for _, o := range w.name(who).options {
		id, _ := o.is.(string)
		var s *symbol
		if !slices.Contains(advisorsOf, id) {
			s = w.ofNobody(field, state)
		} else {
			s = w.ofAdvisor(id, field, state)
		}
		for _, x := range s.options {
			all = append(all, option{w.and(o.if_, x.if_), x.is})
		}
	}
	return w.merged(all)
}

func (w *world) ofNobody(field, state string) *symbol {
	switch {
	case state != "" || field == "in_line" || w.trees["he."+field] != nil:
		return fixed(w.logic, false)
	case field == "owed":
		return fixed(w.logic, int64(0))
	}
	if f, ok := advisorField(field); ok && isWordly(f) {
		return fixed(w.logic, "")
	}
	return fixed(w.logic, notKnown{})
}

func (w *world) ofAdvisor(id, field, state string) *symbol {
	return w.once("of:"+id+"."+field+"."+state, func() *symbol {
		switch {
		case w.trees["he."+field] != nil:
			before := w.he
			w.he = id
			s := w.name("he." + field)
			w.he = before
			return s
		case field == "in_line":
			m := w.inLine(id)
			return w.truth(m, m.Not(), w.no())
		case field == "owed":
			return w.owed(id)
		}
		f, ok := advisorField(field)
		if !ok {
			return fixed(w.logic, notKnown{})
		}
		return w.boxed(f, w.variable([]string{"adv", id, field}, f, w.yes), state)
	})
}

func advisorField(name string) (factField, bool) {
	all := factFields(reflect.TypeFor[Advisor](), "", nil)
	i := slices.IndexFunc(all, func(f factField) bool { return f.name == name })
	if i < 0 {
		return factField{}, false
	}
	return all[i], true
}

func isWordly(f factField) bool {
	switch f.form {
	case formWord, formText, formAdvisor, formCustomer, formSite:
		return true
	}
	return false
}

// boxed is a fact as conditions read it: an unknown word is the empty word.
func (w *world) boxed(f factField, s *symbol, state string) *symbol {
	unknown, null := w.is(s, notKnown{}), w.is(s, nothing{})
	switch state {
	case "known":
		return w.truth(unknown.Not(), unknown, w.no())
	case "given":
		return w.truth(w.and(unknown.Not(), null.Not()), w.or(unknown, null), w.no())
	}
	var none any = notKnown{}
	if isWordly(f) {
		none = ""
	}
	var all []option
	for _, o := range s.options {
		switch o.is.(type) {
		case notKnown, nothing:
			o.is = none
		}
		all = append(all, o)
	}
	return w.merged(all)
}

// nothing is a fact that is known to be nothing.
type nothing struct{}

// variable makes a fact of the case: unknown, nothing if it may be, or one of
// its values. Where its part is not there, it is unknown.
func (w *world) variable(path []string, f factField, in z.Lit) *symbol {
	return w.given("var:"+strings.Join(path, "."), func() *symbol {
		values := []any{notKnown{}}
		if f.null {
			values = append(values, nothing{})
		}
		values = append(values, w.domain(f, path)...)
		s := w.free(values...)
		w.writes(path, in, s)
		w.rule(in, w.is(s, notKnown{}))
		return s
	})
}

// writes remembers how a case spells the values of a symbol.
func (w *world) writes(path []string, in z.Lit, s *symbol) {
	f := &fact{path: path, in: in}
	for _, o := range s.options {
		switch v := o.is.(type) {
		case notKnown:
			continue
		case nothing:
			f.at = append(f.at, option{o.if_, nil})
		case instantOf:
			f.at = append(f.at, option{o.if_, v.in(w.zone).Format("2006-01-02T15:04")})
		default:
			f.at = append(f.at, o)
		}
	}
	w.vars = append(w.vars, f)
}

// domain lists the values of a fact in this world.
func (w *world) domain(f factField, path []string) []any {
	var out []any
	name := strings.Join(path, ".")
	switch f.form {
	case formPart:
		return []any{partThere{}}
	case formBool:
		return []any{true, false}
	case formWord:
		for _, word := range f.words {
			out = append(out, word)
		}
	case formText:
		for _, text := range w.texts {
			out = append(out, text)
		}
		out = append(out, "x")
	case formWhole:
		for _, n := range w.around(name, true) {
			if n > 0 || f.name != "no" && f.name != "visit.no" {
				out = append(out, int64(n))
			}
		}
	case formNumber:
		for _, n := range w.around(name, false) {
			out = append(out, n)
		}
	case formTime:
		if name == "visit.at" {
			return []any{instantOf(w.now.UnixNano())}
		}
		for _, at := range w.grid {
			out = append(out, at)
		}
	case formAdvisor:
		for _, id := range advisorsOf {
			out = append(out, id)
		}
		if path[len(path)-1] == "owner" && path[0] != "ruling" {
			out = append(out, "pool")
		}
	case formCustomer:
		return []any{filesOf[0]}
	case formSite:
		return []any{"east", "west"}
	}
	return out
}

// partThere is a part that a case writes as a table.
type partThere struct{}
