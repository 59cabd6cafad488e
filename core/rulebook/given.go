package rulebook

import (
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"shouwen/core/floor"
)

// given reads the facts of a case.
func (r *reader) given(n *yaml.Node) Facts {
	var f Facts
	g := &facts{reader: r, zone: time.UTC}
	f.Zone = g.findZone(n)
	if zone, err := zoneNamed(f.Zone); err == nil {
		g.zone = zone
	}
	g.object(n, reflect.ValueOf(&f).Elem(), "given", "")
	return f
}

// facts fills Facts from YAML by their tags.
type facts struct {
	*reader
	zone *time.Location
}

// findZone reads the zone before anything that has a time.
func (g *facts) findZone(n *yaml.Node) string {
	for i := 0; n.Kind == yaml.MappingNode && i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value != "zone" {
			continue
		}
		v := n.Content[i+1]
		if _, err := zoneNamed(v.Value); err != nil || v.Kind != yaml.ScalarNode || v.Value == "Local" {
			g.bad(v, "%q is no time zone, such as %s", v.Value, defaultZone)
			return ""
		}
		return v.Value
	}
	return ""
}

// object fills a struct. What is the name of the whole thing in errors.
func (g *facts) object(n *yaml.Node, into reflect.Value, what, prefix string) {
	t := into.Type()
	keys := make([]string, t.NumField())
	for i := range keys {
		keys[i] = jsonName(t.Field(i))
	}
	g.pairs(n, what, keys, func(key string, _, v *yaml.Node) bool {
		i := slices.Index(keys, key)
		if i < 0 {
			return false
		}
		if key == "zone" && prefix == "" {
			return true // read already
		}
		g.field(v, into.Field(i), t.Field(i), prefix+key)
		return true
	})
	for _, key := range keys {
		if key == "customer" && into.FieldByName("Customer").Len() == 0 && n.Kind == yaml.MappingNode {
			g.bad(n, "%s does not say which customer", what)
		}
	}
}

// field fills one fact.
func (g *facts) field(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	set, ok := into.Addr().Interface().(maybeSetter)
	if !ok {
		g.value(n, into, sf, name)
		return
	}
	if isNull(n) {
		if _, may := sf.Tag.Lookup("null"); !may {
			g.bad(n, "%s cannot be null; what is unknown is left out", name)
			return
		}
		set.setNone()
		return
	}
	v := reflect.New(into.Interface().(maybe).elem()).Elem()
	before := len(g.faults)
	g.value(n, v, sf, name)
	if len(g.faults) == before {
		set.setValue(v.Interface())
	}
}

// value fills a plain value of any kind.
func (g *facts) value(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	switch into.Interface().(type) {
	case time.Time:
		into.Set(reflect.ValueOf(g.time(n, name)))
		return
	case Decision:
		g.decision(n, into.Addr().Interface().(*Decision))
		return
	case OtherSite:
		if n.Kind == yaml.ScalarNode { // the answer alone
			n = &yaml.Node{Kind: yaml.MappingNode, Line: n.Line, Column: n.Column, Content: []*yaml.Node{{Kind: yaml.ScalarNode, Value: "answer", Line: n.Line, Column: n.Column}, n}}
		}
	}
	switch into.Kind() {
	case reflect.Struct:
		g.object(n, into, name, name+".")
	case reflect.Slice:
		g.list(n, into, sf, name)
	case reflect.Map:
		g.table(n, into, sf, name)
	default:
		g.scalar(n, into, sf, name)
	}
}

func (g *facts) list(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	if n.Kind != yaml.SequenceNode {
		g.bad(n, "%s is a list", name)
		return
	}
	out := reflect.MakeSlice(into.Type(), 0, len(n.Content))
	for _, item := range n.Content {
		if !g.plain(item) {
			continue
		}
		v := reflect.New(into.Type().Elem()).Elem()
		g.value(item, v, sf, name)
		out = reflect.Append(out, v)
	}
	into.Set(out)
}

// table fills a map from ids.
func (g *facts) table(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	out := reflect.MakeMap(into.Type())
	g.pairs(n, name, nil, func(key string, k, v *yaml.Node) bool {
		if isNull(k) {
			g.bad(k, "%s needs an id here", name)
			return true
		}
		elem := reflect.New(into.Type().Elem()).Elem()
		g.value(v, elem, sf, name+"."+key)
		out.SetMapIndex(reflect.ValueOf(key).Convert(into.Type().Key()), elem)
		return true
	})
	into.Set(out)
}

func (g *facts) scalar(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	if n.Kind != yaml.ScalarNode || isNull(n) {
		g.bad(n, "%s is %s", name, plainKind(into, sf))
		return
	}
	switch into.Kind() {
	case reflect.Bool:
		if quoted(n) || n.Value != "true" && n.Value != "false" {
			g.bad(n, "%s is true or false, not %q", name, n.Value)
			return
		}
		into.SetBool(n.Value == "true")
	case reflect.Int:
		i, err := strconv.Atoi(n.Value)
		if err != nil || quoted(n) {
			g.bad(n, "%s is a whole number, not %q", name, n.Value)
			return
		}
		into.SetInt(int64(i))
	case reflect.Float64:
		x, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || quoted(n) || strings.Trim(n.Value, "+-.0123456789") != "" {
			g.bad(n, "%s is a number, not %q", name, n.Value)
			return
		}
		into.SetFloat(x)
	default:
		g.word(n, into, sf, name)
	}
}

// word fills a word of a list, a free text or an id.
func (g *facts) word(n *yaml.Node, into reflect.Value, sf reflect.StructField, name string) {
	words := strings.Fields(sf.Tag.Get("enum"))
	if isBool(n) {
		g.bad(n, "%s is %s, not %s", name, plainKind(into, sf), n.Value)
		return
	}
	if len(words) > 0 && !isWord(n.Value, words) {
		g.bad(n, "%q is not a value of %s (%s)", n.Value, name, meant(n.Value, words))
		return
	}
	if n.Value == "" {
		g.bad(n, "%s is empty", name)
		return
	}
	into.SetString(n.Value)
}

// isBool: an unquoted true or false is no word.
func isBool(n *yaml.Node) bool { return !quoted(n) && (n.Value == "true" || n.Value == "false") }

func plainKind(v reflect.Value, sf reflect.StructField) string {
	switch v.Kind() {
	case reflect.Bool:
		return "true or false"
	case reflect.Int, reflect.Float64:
		return "a number"
	}
	switch v.Interface().(type) {
	case floor.AdvisorID, floor.CustomerID, floor.SiteID:
		return "an id"
	}
	if words := strings.Fields(sf.Tag.Get("enum")); len(words) > 0 {
		return "one of " + strings.Join(words, ", ")
	}
	return "a text"
}

// clockForms are RFC 3339, and the same without a zone.
func clockForms() []string {
	return []string{time.RFC3339, "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02"}
}

// time reads an instant, in the site's zone unless it says its own.
func (g *facts) time(n *yaml.Node, name string) time.Time {
	if n.Kind == yaml.ScalarNode {
		for _, form := range clockForms() {
			if t, err := time.ParseInLocation(form, n.Value, g.zone); err == nil {
				return t
			}
		}
	}
	g.bad(n, "%s is a time such as 2026-03-10T10:00, not %q", name, n.Value)
	return time.Time{}
}

// decision reads what a person decided.
func (g *facts) decision(n *yaml.Node, into *Decision) {
	keys := []string{"owner", "server", "split"}
	t := reflect.TypeFor[Decision]()
	g.pairs(n, "ruling.decision", keys, func(key string, _, v *yaml.Node) bool {
		if key == "split" {
			into.Split = g.splits(v)
			return true
		}
		i := slices.Index(keys, key)
		if i < 0 {
			return false
		}
		g.field(v, reflect.ValueOf(into).Elem().Field(i), t.Field(i), "ruling.decision."+key)
		return true
	})
}

// splits reads a map from kind to shares, kinds in order of their names.
func (r *reader) splits(n *yaml.Node) []Split {
	out := map[string]Split{}
	r.pairs(n, "split", splitKinds, func(kind string, _, v *yaml.Node) bool {
		if !isWord(kind, splitKinds) {
			return false
		}
		s := Split{Kind: kind, Shares: map[floor.AdvisorID]Share{}}
		r.pairs(v, "split."+kind, nil, func(who string, _, v *yaml.Node) bool {
			share, err := parseShare(v.Value)
			if v.Kind != yaml.ScalarNode || err != nil {
				r.bad(v, "a share is a fraction such as 1/3, 0.5 or 50%%, between 0 and 1")
				return true
			}
			s.Shares[floor.AdvisorID(who)] = share
			return true
		})
		out[kind] = s
		return true
	})
	var list []Split
	for _, kind := range slices.Sorted(maps.Keys(out)) {
		list = append(list, out[kind])
	}
	return list
}
