package rulebook

import (
	"fmt"
	"time"

	"github.com/go-air/gini/z"
)

// A symbol is a value that depends on the situation: each of its options is
// the value where that option's statement holds, and exactly one does.
type symbol struct {
	options []option
	lines   []line             // of a list
	fields  map[string]*symbol // of a record's line
	lost    z.Lit              // where nobody knows which lines the list has; null is nowhere
}

type option struct {
	if_ z.Lit
	is  any // bool, string, int64, float64, instantOf, time.Duration, notKnown or broken
}

// A line is an element of a list, where it is in it.
type line struct {
	in z.Lit
	is *symbol
}

// notKnown is a fact that nobody knows, and what rests on it; broken is an
// expression that has no value.
type (
	notKnown struct{}
	broken   struct{}
)

// An instantOf is a point in time that is compared by value.
type instantOf int64

func (i instantOf) in(zone *time.Location) time.Time { return time.Unix(0, int64(i)).In(zone) }

func fixed(l *logic, v any) *symbol { return &symbol{options: []option{{l.yes, v}}} }

// merged joins options of one value.
func (l *logic) merged(options []option) *symbol {
	out := &symbol{}
	at := map[any]int{}
	var ifs [][]z.Lit
	for _, o := range options {
		if o.if_ == l.no() {
			continue
		}
		i, ok := at[o.is]
		if !ok {
			i = len(out.options)
			at[o.is] = i
			out.options = append(out.options, o)
			ifs = append(ifs, nil)
		}
		ifs[i] = append(ifs[i], o.if_)
	}
	for i := range out.options {
		out.options[i].if_ = l.or(ifs[i]...)
	}
	return out
}

// is states that the value is v.
func (l *logic) is(s *symbol, v any) z.Lit {
	for _, o := range s.options {
		if o.is == v {
			return o.if_
		}
	}
	return l.no()
}

// truth makes a yes-or-no value of what makes it true and what false; it is
// unknown where neither holds, and broken where that is said.
func (l *logic) truth(t, f, bad z.Lit) *symbol {
	return l.merged([]option{{t, true}, {f, false}, {l.and(t.Not(), f.Not(), bad), broken{}},
		{l.and(t.Not(), f.Not(), bad.Not()), notKnown{}}})
}

func (l *logic) allOf(xs ...*symbol) *symbol {
	t, f, unclear, bad := l.yes, l.no(), l.no(), l.no()
	for _, x := range xs {
		t, f = l.and(t, l.is(x, true)), l.or(f, l.is(x, false))
		unclear, bad = l.or(unclear, l.is(x, notKnown{})), l.or(bad, l.is(x, broken{}))
	}
	return l.truth(t, f, l.and(bad, unclear.Not()))
}

func (l *logic) not(x *symbol) *symbol {
	return l.truth(l.is(x, false), l.is(x, true), l.is(x, broken{}))
}

func (l *logic) anyOf(xs ...*symbol) *symbol {
	ns := make([]*symbol, len(xs))
	for i, x := range xs {
		ns[i] = l.not(x)
	}
	return l.not(l.allOf(ns...))
}

// choice is a where the condition is true, b where it is false.
func (l *logic) choice(c, a, b *symbol) *symbol {
	t, f := l.is(c, true), l.is(c, false)
	if t == l.yes {
		return a
	}
	if f == l.yes {
		return b
	}
	var all []option
	for _, o := range a.options {
		all = append(all, option{l.and(t, o.if_), o.is})
	}
	for _, o := range b.options {
		all = append(all, option{l.and(f, o.if_), o.is})
	}
	if len(a.options)+len(b.options) > 0 {
		all = append(all, option{l.is(c, notKnown{}), notKnown{}}, option{l.is(c, broken{}), broken{}})
	}
	out := l.merged(all)
	if a.lines != nil || b.lines != nil {
		out.lines = l.lines(t, f, a.lines, b.lines)
		out.lost = l.or(l.and(t.Not(), f.Not()), l.and(t, l.lostIn(a)), l.and(f, l.lostIn(b)))
	}
	if a.fields != nil || b.fields != nil {
		out.fields = map[string]*symbol{}
		for _, name := range append(sortedKeys(a.fields), sortedKeys(b.fields)...) {
			out.fields[name] = l.choice(c, l.field(a, name), l.field(b, name))
		}
	}
	return out
}

// field is what a record says under a name, broken where it is no record.
func (l *logic) field(s *symbol, name string) *symbol {
	if f, ok := s.fields[name]; ok {
		return f
	}
	if len(s.options) == 0 {
		return fixed(l, broken{})
	}
	return l.apply(func([]any) any { return broken{} }, s)
}

func (l *logic) lostIn(s *symbol) z.Lit {
	if s.lost == z.LitNull {
		return l.no()
	}
	return s.lost
}

// unlessLost is what was worked out from a list, where the list is known.
func (l *logic) unlessLost(list, so *symbol) *symbol {
	lost := l.lostIn(list)
	if lost == l.no() {
		return so
	}
	if len(so.options) == 0 && so.fields == nil {
		return &symbol{lines: so.lines, lost: l.or(lost, l.lostIn(so))}
	}
	return l.choice(l.truth(lost, lost.Not(), l.no()), fixed(l, notKnown{}), so)
}

// lines merges two lists. A line that stands in both is one.
func (l *logic) lines(t, f z.Lit, a, b []line) []line {
	var out []line
	at := map[*symbol]int{}
	for _, x := range a {
		at[x.is] = len(out)
		out = append(out, line{l.and(t, x.in), x.is})
	}
	for _, x := range b {
		if i, ok := at[x.is]; ok {
			out[i].in = l.or(out[i].in, l.and(f, x.in))
		} else {
			out = append(out, line{l.and(f, x.in), x.is})
		}
	}
	return out
}

// apply works out a function of values. What rests on an unknown is unknown.
func (l *logic) apply(f func(args []any) any, xs ...*symbol) *symbol {
	var all []option
	args := make([]any, len(xs))
	var walk func(i int, under z.Lit)
	walk = func(i int, under z.Lit) {
		if under == l.no() {
			return
		}
		if i == len(xs) {
			all = append(all, option{under, result(f, args)})
			return
		}
		for _, o := range xs[i].options {
			args[i] = o.is
			walk(i+1, l.and(under, o.if_))
		}
	}
	walk(0, l.yes)
	return l.merged(all)
}

func result(f func([]any) any, args []any) any {
	bad := false
	for _, a := range args {
		switch a.(type) {
		case notKnown:
			return notKnown{}
		case broken:
			bad = true
		}
	}
	if bad {
		return broken{}
	}
	return f(args)
}

// number reads whole and broken numbers alike.
func number(v any) (float64, bool) {
	switch v := v.(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// compare orders two values of one kind: -1, 0 or 1.
func compare(a, b any) (int, bool) {
	x, isNumber := number(a)
	y, both := number(b)
	if isNumber && both {
		return order(x, y), true
	}
	switch a := a.(type) {
	case instantOf:
		if b, ok := b.(instantOf); ok {
			return order(a, b), true
		}
	case time.Duration:
		if b, ok := b.(time.Duration); ok {
			return order(a, b), true
		}
	case string:
		if b, ok := b.(string); ok {
			return order(a, b), true
		}
	case bool:
		if b, ok := b.(bool); ok {
			return order(fmt.Sprint(a), fmt.Sprint(b)), true
		}
	}
	return 0, false
}

func order[T int64 | float64 | string | instantOf | time.Duration](a, b T) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}
