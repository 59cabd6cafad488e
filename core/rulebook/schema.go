package rulebook

import (
	"maps"
	"reflect"
	"slices"
	"strings"
	"time"

	"shouwen/core/floor"
)

// A form is how a fact is written and compared.
type form int

const (
	formBool form = iota
	formWord      // one word of a list
	formText
	formWhole
	formNumber
	formTime
	formAdvisor
	formCustomer
	formSite
	formList  // of views, see view.go
	formGroup // of advisors
	formPart  // a fact that consists of others
)

// A factField is one fact of the vocabulary.
type factField struct {
	name  string // as a case writes it, "visit.at"
	form  form
	words []string // of formWord
	null  bool     // may be known to be nothing
	path  []int    // field indexes from the struct that was walked
	typ   reflect.Type
}

// factFields lists every fact below a struct type, in the order of the type.
func factFields(t reflect.Type, prefix string, path []int) []factField {
	var out []factField
	for i := range t.NumField() {
		sf := t.Field(i)
		f := factField{name: prefix + jsonName(sf), path: append(append([]int{}, path...), i), typ: sf.Type}
		_, f.null = sf.Tag.Lookup("null")
		f.words = strings.Fields(sf.Tag.Get("enum"))
		if m, ok := reflect.Zero(sf.Type).Interface().(maybe); ok {
			f.typ = m.elem()
		}
		f.form = formOf(f)
		if f.form == formPart {
			if f.typ != sf.Type || prefix != "" {
				out = append(out, f)
			}
			out = append(out, factFields(f.typ, f.name+".", f.path)...)
			continue
		}
		if f.typ.Kind() != reflect.Map {
			out = append(out, f)
		}
	}
	return out
}

func formOf(f factField) form {
	switch f.typ {
	case reflect.TypeFor[time.Time]():
		return formTime
	case reflect.TypeFor[floor.AdvisorID]():
		return formAdvisor
	case reflect.TypeFor[floor.CustomerID]():
		return formCustomer
	case reflect.TypeFor[floor.SiteID]():
		return formSite
	case reflect.TypeFor[[]floor.AdvisorID]():
		return formGroup
	}
	switch f.typ.Kind() {
	case reflect.Bool:
		return formBool
	case reflect.Int:
		return formWhole
	case reflect.Float64:
		return formNumber
	case reflect.Slice:
		return formList
	case reflect.Struct:
		return formPart
	}
	if len(f.words) > 0 {
		return formWord
	}
	return formText
}

func jsonName(sf reflect.StructField) string {
	name, _, _ := strings.Cut(sf.Tag.Get("json"), ",")
	return name
}

// peek finds a fact in a struct that can be addressed, without copying it:
// its state and where its plain value is.
func peek(root reflect.Value, path []int) (maybeState, any) {
	for i, at := range path {
		root = root.Field(at)
		m, ok := root.Addr().Interface().(holder)
		if !ok {
			continue
		}
		state, v := m.inside()
		if state != known || i == len(path)-1 {
			return state, v
		}
		root = reflect.ValueOf(v).Elem()
	}
	if (root.Kind() == reflect.Slice || root.Kind() == reflect.Map) && root.IsNil() {
		return unknown, root.Addr().Interface()
	}
	return known, root.Addr().Interface()
}

// factFieldsOfAll lists every fact of the vocabulary.
func factFieldsOfAll() []factField { return factFields(reflect.TypeFor[Facts](), "", nil) }

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
