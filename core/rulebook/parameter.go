package rulebook

import (
	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"errors"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// A parameter is a printed number, a word, or shares.
type parameter struct {
	name    string
	unit    string
	value   any // nil if the house has not said; int, string, or a nesting that ends in Share
	choices []string
	min     *int
	max     *int
	text    Text
}

// A reading is how an ambiguity was settled.
type reading struct {
	id             string
	asks, why      Text
	choices        []string
	choice, normal string
	text           Text
}

func (r *reading) choose(word string) *reading {
	out := *r
	out.choice = word
	return &out
}

// units are what a number may count, and the two that are no numbers.
func units() []string { return []string{"months", "days", "minutes", "times", "yuan", "share", "word"} }

// change returns the parameter with another value of the same shape.
func (p *parameter) change(v any) (*parameter, error) {
	out := *p
	var err error
	out.value, err = p.accept(v)
	return &out, err
}

// accept checks a value as read from TOML, YAML or Go.
func (p *parameter) accept(v any) (any, error) {
	switch p.unit {
	case "word":
		w, ok := v.(string)
		if list, several := v.([]any); several {
			w, ok = p.listed(list), true
		}
		if !ok || !isWord(w, p.choices) {
			return nil, fmt.Errorf("%v is not a choice (%s)", v, meant(fmt.Sprint(v), p.choices))
		}
		return w, nil
	case "share":
		return shareNest(v, p.value)
	}
	if ends, ok := v.([]any); ok && p.unit == "yuan" {
		return p.acceptRange(ends)
	}
	n, err := strconv.Atoi(fmt.Sprint(v))
	switch {
	case v == nil:
		return nil, nil
	case err != nil:
		return nil, fmt.Errorf("%v is not a whole number of %s", v, p.unit)
	case p.min != nil && n < *p.min, p.max != nil && n > *p.max:
		return nil, fmt.Errorf("%d is outside %s", n, p.bounds())
	}
	return n, nil
}

// listed is the choice that names just these words, in whatever order, such
// as "name, phone" for a list of phone and name.
func (p *parameter) listed(words []any) string {
	want := each(words, func(w any) string { return fmt.Sprint(w) })
	slices.Sort(want)
	for _, c := range p.choices {
		if has := strings.Split(c, ", "); slices.Equal(slices.Sorted(slices.Values(has)), want) {
			return c
		}
	}
	return strings.Join(want, ", ")
}

// acceptRange checks the two ends of a fine.
func (p *parameter) acceptRange(ends []any) (any, error) {
	var out []any
	for _, end := range ends {
		n, err := p.accept(end)
		if err != nil {
			return nil, err
		}
		out = append(out, n)
	}
	if len(out) != 2 {
		return nil, errors.New("a range has two ends")
	}
	low, isLow := out[0].(int)
	high, isHigh := out[1].(int)
	if !isLow || !isHigh || low > high {
		return nil, fmt.Errorf("%s is no range of %s", spell(out), p.unit)
	}
	return out, nil
}

func (p *parameter) bounds() string {
	low, high := "…", "…"
	if p.min != nil {
		low = strconv.Itoa(*p.min)
	}
	if p.max != nil {
		high = strconv.Itoa(*p.max)
	}
	return low + " to " + high
}

// shareNest checks a nesting of shares; where the old one is known the new
// one must have its shape.
func shareNest(v, old any) (any, error) {
	switch v := v.(type) {
	case map[string]any:
		was, _ := old.(map[string]any)
		out := map[string]any{}
		for _, k := range slices.Sorted(maps.Keys(v)) {
			if was != nil && was[k] == nil {
				return nil, fmt.Errorf("no share %q (%s)", k, meant(k, slices.Sorted(maps.Keys(was))))
			}
			s, err := shareNest(v[k], was[k])
			if err != nil {
				return nil, err
			}
			out[k] = s
		}
		for k := range was {
			if out[k] == nil {
				out[k] = was[k]
			}
		}
		return out, nil
	case []any:
		was, _ := old.([]any)
		if was != nil && len(was) != len(v) {
			return nil, fmt.Errorf("%d shares, but %d are wanted", len(v), len(was))
		}
		out := make([]any, len(v))
		for i := range v {
			s, err := shareNest(v[i], nil)
			if err != nil {
				return nil, err
			}
			out[i] = s
		}
		return out, nil
	}
	if _, ok := old.(map[string]any); ok || v == nil {
		return nil, errors.New("a group of shares is wanted")
	}
	return parseShare(fmt.Sprint(v))
}

// parseShare reads a fraction: 1/3, 0.5, 50% or 1.
func parseShare(text string) (Share, error) {
	num, percent := strings.CutSuffix(strings.TrimSpace(text), "%")
	r, ok := new(big.Rat).SetString(num)
	if !ok || len(num) > 40 || strings.ContainsAny(num, "eEpPxX") {
		return "", fmt.Errorf("%q is not a fraction such as 1/3, 0.5 or 50%%", text)
	}
	if percent {
		r.Quo(r, big.NewRat(100, 1))
	}
	if r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) > 0 {
		return "", fmt.Errorf("%q is not between 0 and 1", text)
	}
	return Share(r.RatString()), nil
}

// share finds a share by its path below the parameter, such as "commission.0".
func (p *parameter) share(path []string) (Share, bool) {
	v := p.value
	for _, key := range path {
		switch at := v.(type) {
		case map[string]any:
			v = at[key]
		case []any:
			i, err := strconv.Atoi(key)
			if err != nil || i < 0 || i >= len(at) {
				return "", false
			}
			v = at[i]
		default:
			return "", false
		}
	}
	s, ok := v.(Share)
	return s, ok
}

// String spells the value on one line, keys sorted.
func (p *parameter) String() string { return spell(p.value) }

func spell(v any) string {
	switch v := v.(type) {
	case nil:
		return ""
	case map[string]any:
		var parts []string
		for _, k := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, k+": "+spell(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case []any:
		return "[" + strings.Join(each(v, spell), ", ") + "]"
	}
	return fmt.Sprint(v)
}

// variables are the names by which conditions read the parameter.
func (p *parameter) variables() []variable {
	name := p.name
	now := func(s *scene) any { return s.book.parameters[name].value }
	is := variable{name: name + ".known", typ: cel.BoolType, value: func(s *scene, _ *variable) ref.Val { return types.Bool(now(s) != nil) }}
	if p.unit == "share" {
		return []variable{is}
	}
	v := variable{name: name, typ: cel.IntType, unit: p.unit}
	v.value = func(s *scene, v *variable) ref.Val {
		if n, ok := now(s).(int); ok {
			return types.Int(n)
		}
		return v.unsaid
	}
	if p.unit == "word" {
		v.typ, v.words, v.unit = cel.StringType, p.choices, ""
		v.value = func(s *scene, _ *variable) ref.Val { return types.String(now(s).(string)) }
	}
	return []variable{v, is}
}

// variable is the name by which conditions read the choice.
func (r *reading) variable() variable {
	id := r.id
	return variable{name: "reading." + id, typ: cel.StringType, words: r.choices,
		value: func(s *scene, _ *variable) ref.Val { return types.String(s.book.readings[id].choice) }}
}
