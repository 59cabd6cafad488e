package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// A Kind is what sort of small step an edit is.
type Kind string

// The kinds of edits.
const (
	EditComparison Kind = "comparison" // < for <=, == for !=
	EditNumber     Kind = "number"     // one more or one less
	EditPerson     Kind = "person"     // somebody else
	EditCondition  Kind = "condition"  // a part of a condition is dropped
	EditNegation   Kind = "negation"   // the opposite of a part
	EditWord       Kind = "word"       // one word of a list is missing, or another one is chosen
	EditOrder      Kind = "order"      // two neighbouring clauses change places
	EditOutcome    Kind = "outcome"    // a consequence is another, or missing
	EditShare      Kind = "share"      // two shares change hands
	EditReading    Kind = "reading"    // an ambiguity is settled otherwise
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{EditComparison, EditNumber, EditPerson, EditCondition, EditNegation, EditWord, EditOrder, EditOutcome, EditShare, EditReading}
}

// An Edit is one small change of a rulebook's text.
type Edit struct {
	Kind         Kind
	File         string
	Line, Column int
	In           string // the clause, definition, parameter or reading, for people
	Says         string // what stands there, and what would stand there instead
	Moment       Moment // at which alone it can matter; "" if it may anywhere
	Key          string // names it whatever the lines of the file; no two edits share one

	in   Moment // of the clause, if it is of one
	at   int    // index of the clause at its moment
	name string // of the definition or the predicate about persons, if it is of one
	who  bool
	book func() (*Book, error)
}

// Book returns the rulebook so edited. An error means that the edited text is
// no rulebook, so that nobody could be misled by it.
func (e Edit) Book() (*Book, error) { return e.book() }

// String spells the edit as compilers spell a fault.
func (e Edit) String() string {
	return fmt.Sprintf("%s:%d:%d: %s: %s (%s)", e.File, e.Line, e.Column, e.In, e.Says, e.Kind)
}

// Edits lists every small step that the text can be changed by, in the order
// of the file.
func (m *Manuscript) Edits() []Edit {
	var out []Edit
	for _, p := range m.passages() {
		out = append(out, m.editsOf(p)...)
	}
	for _, in := range append(Moments(), passing) {
		for i := range m.l.file.moment(in) {
			out = append(out, m.outcomeEdits(in, i)...)
			out = append(out, m.orderEdits(in, i)...)
		}
	}
	out = append(out, m.settingEdits()...)
	slices.SortStableFunc(out, func(a, b Edit) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	apart := keys{}
	for i := range out {
		e := &out[i]
		e.Key = apart.key(fmt.Sprintf("%s: %s (%s)", e.In, e.Says, e.Kind))
	}
	return out
}

// keys counts how often a key was given out.
type keys map[string]int

// key is the name itself the first time, then with a number.
func (ks keys) key(name string) string {
	if ks[name]++; ks[name] > 1 {
		return fmt.Sprintf("%s #%d", name, ks[name])
	}
	return name
}

// at makes an edit of what stands at a path of the file.
func (m *Manuscript) at(path string, kind Kind, in, says string, book func() (*Book, error)) Edit {
	p := m.l.places.of(path)
	return Edit{Kind: kind, File: m.l.name, Line: p.line, Column: p.column, In: in, Says: says, book: book}
}

// orderEdits puts a clause behind the next one.
func (m *Manuscript) orderEdits(in Moment, i int) []Edit {
	if i+1 >= len(m.l.file.moment(in)) {
		return nil
	}
	e := m.at(clausePath(in, i), EditOrder, m.clauseName(in, i), "stands after "+m.clauseName(in, i+1), func() (*Book, error) {
		return m.withClauses(in, func(cs []*clause) { cs[i], cs[i+1] = cs[i+1], cs[i] }), nil
	})
	return []Edit{during(in, i, e)}
}

// during says of which clause an edit is and at which moment alone it can
// matter: those passed over are judged at any.
func during(in Moment, at int, e Edit) Edit {
	e.in, e.at = in, at
	if in != passing {
		e.Moment = in
	}
	return e
}

// settingEdits change a parameter or the choice of a reading.
func (m *Manuscript) settingEdits() []Edit {
	var out []Edit
	book := m.l.out
	for _, name := range sortedKeys(book.parameters) {
		for _, v := range neighbours(book.parameters[name]) {
			kind, _ := map[string]Kind{"word": EditWord, "share": EditShare}[book.parameters[name].unit]
			if kind == "" {
				kind = EditNumber
			}
			out = append(out, m.at("parameter."+name+".value", kind, "parameter "+name, book.parameters[name].String()+" becomes "+spell(v),
				func() (*Book, error) { return book.With(nil, map[string]any{name: v}) }))
		}
	}
	for _, id := range sortedKeys(book.readings) {
		r := book.readings[id]
		for _, c := range r.choices {
			if c != r.choice {
				out = append(out, m.at("reading."+id+".default", EditReading, "reading "+id, r.choice+" becomes "+c,
					func() (*Book, error) { return book.With(map[string]string{id: c}, nil) }))
			}
		}
	}
	return out
}

// neighbours lists the values that are one small step from a parameter's.
func neighbours(p *parameter) []any {
	switch v := p.value.(type) {
	case int:
		return []any{v - 1, v + 1}
	case string:
		i := slices.Index(p.choices, v)
		if len(p.choices) < 2 {
			return nil
		}
		return []any{p.choices[(i+1)%len(p.choices)]}
	case []any:
		if p.unit != "yuan" {
			return exchanges(v)
		}
		low, high := v[0].(int), v[1].(int)
		return []any{[]any{low + 1, high}, []any{low, high - 1}}
	case map[string]any:
		return exchanges(v)
	}
	return nil
}

// exchanges lists a nesting of shares with two unequal ones of one table
// having changed places.
func exchanges(v any) []any {
	var out []any
	switch v := v.(type) {
	case map[string]any:
		keys := sortedKeys(v)
		for i, k := range keys {
			for _, inner := range exchanges(v[k]) {
				out = append(out, withKey(v, map[string]any{k: inner}))
			}
			if i+1 < len(keys) {
				out = append(out, exchanged(v[k], v[keys[i+1]], func(a, b any) any { return withKey(v, map[string]any{k: a, keys[i+1]: b}) })...)
			}
		}
	case []any:
		for i := range v {
			for _, inner := range exchanges(v[i]) {
				out = append(out, withIndex(v, i, inner))
			}
			if i+1 < len(v) {
				out = append(out, exchanged(v[i], v[i+1], func(a, b any) any { return withIndex(withIndex(v, i, a), i+1, b) })...)
			}
		}
	}
	return out
}

func exchanged(a, b any, made func(a, b any) any) []any {
	x, isShare := a.(Share)
	y, both := b.(Share)
	if !isShare || !both || x == y {
		return nil
	}
	return []any{made(b, a)}
}

func withKey(v, other map[string]any) map[string]any {
	out := map[string]any{}
	for k := range v {
		out[k] = v[k]
		if o, ok := other[k]; ok {
			out[k] = o
		}
	}
	return out
}

func withIndex(v []any, i int, other any) []any {
	out := slices.Clone(v)
	out[i] = other
	return out
}

// others picks up to two of a sorted list that come next after one, from the
// end on from the start again.
func others(list []string, not string) []string {
	list = slices.Compact(slices.Sorted(slices.Values(list)))
	i, _ := slices.BinarySearch(list, not)
	list = slices.DeleteFunc(append(slices.Clone(list[i:]), list[:i]...), func(s string) bool { return s == not })
	return list[:min(2, len(list))]
}

func shorter(s string) string {
	if r := []rune(inOneLine(s)); len(r) > 100 {
		return string(r[:99]) + "…"
	}
	return inOneLine(s)
}

func becomes(a, b string) string { return shorter(a) + " becomes " + shorter(b) }

// Reaches lists the moments at which an edit can matter: those of the clauses
// that speak of what it changes, by themselves or by way of a definition.
func (m *Manuscript) Reaches(e *Edit) []Moment {
	switch {
	case e.Moment != "":
		return []Moment{e.Moment}
	case e.name == "", e.who && (e.name == "present" || e.name == "available"): // persons of the line are found by these
		return Moments()
	}
	changed := map[string]bool{e.name: true}
	speaks := func(src string) bool {
		return slices.ContainsFunc(tokens(src), func(t token) bool { return t.kind == tokenName && t.speaksOf(changed) })
	}
	for again := true; again; {
		again = false
		for _, p := range m.passages() {
			if p.in == "" && !changed[p.name] && speaks(p.src) {
				changed[p.name], again = true, true
			}
		}
	}
	if changed["present"] || changed["available"] {
		return Moments()
	}
	var out []Moment
	for _, in := range append(Moments(), passing) {
		for _, c := range m.l.out.moments[in] {
			if !speaks(c.when) && !slices.ContainsFunc(c.uses, func(name string) bool { return token{text: name}.speaksOf(changed) }) {
				continue
			}
			if in == passing {
				return Moments()
			}
			if !slices.Contains(out, in) {
				out = append(out, in)
			}
		}
	}
	return out
}

// speaksOf reports whether a name is one of some definitions, a fact of the
// person whom one finds, or one that says something of a person.
func (t token) speaksOf(names map[string]bool) bool {
	first, _, _ := strings.Cut(t.text, ".")
	last := t.text[strings.LastIndexByte(t.text, '.')+1:]
	return names[first] || names[last] || names[t.text]
}
