package rulebook

import (
	"fmt"
	"slices"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"

	"github.com/go-air/gini/z"
)

// terms turns conditions into symbols of a world.
type terms struct {
	*world
	bound map[string]*symbol // what exists, all and their like range over
	here  z.Lit              // the line that it ranges over is there
}

func (t *terms) with(names map[string]*symbol) *terms {
	out := *t
	out.bound = map[string]*symbol{}
	for k, v := range t.bound {
		out.bound[k] = v
	}
	for k, v := range names {
		out.bound[k] = v
	}
	return &out
}

func (t *terms) expr(x ast.Expr) *symbol {
	switch x.Kind() {
	case ast.LiteralKind:
		return t.literal(x)
	case ast.IdentKind:
		if s, ok := t.bound[x.AsIdent()]; ok {
			return s
		}
		return t.name(x.AsIdent())
	case ast.SelectKind:
		return t.selected(x)
	case ast.ListKind:
		out := &symbol{lines: []line{}}
		for _, e := range x.AsList().Elements() {
			out.lines = append(out.lines, line{t.yes, t.expr(e)})
		}
		return out
	case ast.CallKind:
		c := x.AsCall()
		var args []*symbol
		if c.IsMemberFunction() {
			args = append(args, t.expr(c.Target()))
		}
		for _, a := range c.Args() {
			args = append(args, t.expr(a))
		}
		return t.call(x, c.FunctionName(), args)
	case ast.ComprehensionKind:
		return t.fold(x.AsComprehension())
	}
	return t.opaque(x, t.he+" "+fmt.Sprint(x.ID()))
}

func (t *terms) literal(x ast.Expr) *symbol {
	if v := plain(x); v != nil {
		return fixed(t.logic, v)
	}
	return t.opaque(x, fmt.Sprint(x.AsLiteral()))
}

// plain is the value of a literal, nil if it is of no kind that is compared.
func plain(x ast.Expr) any {
	switch v := x.AsLiteral().(type) {
	case types.Bool:
		return bool(v)
	case types.Int:
		return int64(v)
	case types.Double:
		return float64(v)
	case types.String:
		return string(v)
	}
	return nil
}

func (t *terms) selected(x ast.Expr) *symbol {
	if name := dotted(x); name != "" && t.names.has(name) {
		return t.name(name)
	}
	sel := x.AsSelect()
	of := t.expr(sel.Operand())
	if f, ok := of.fields[sel.FieldName()]; ok {
		return f
	}
	if len(of.options) > 0 && of.fields == nil {
		return t.apply(func(v []any) any { return broken{} }, of) // of a line that is not there
	}
	return t.opaque(x, "."+sel.FieldName(), of)
}

func (t *terms) call(x ast.Expr, f string, a []*symbol) *symbol {
	t.see(x, f, a)
	switch f {
	case operators.LogicalAnd:
		return t.allOf(a...)
	case operators.LogicalOr:
		return t.anyOf(a...)
	case operators.LogicalNot:
		return t.not(a[0])
	case operators.Conditional:
		return t.choice(a[0], a[1], a[2])
	case operators.NotStrictlyFalse:
		return fixed(t.logic, true)
	case operators.In:
		var any []*symbol
		for _, l := range a[1].lines {
			eq := t.equal(a[0], l.is)
			any = append(any, t.truth(t.and(l.in, t.is(eq, true)), t.or(l.in.Not(), t.is(eq, false)), t.no()))
		}
		return t.unlessLost(a[1], t.anyOf(any...))
	case "is", "isnt":
		yes := t.is(a[0], f == "is")
		bad := t.is(a[0], broken{})
		return t.truth(yes, t.and(yes.Not(), bad.Not()), bad)
	case "size":
		return t.size(a[0])
	case operators.Index:
		return t.index(a[0], a[1])
	case operators.Add:
		if a[0].lines != nil || a[1].lines != nil || len(a[0].options)+len(a[1].options) == 0 {
			return &symbol{lines: append(slices.Clone(a[0].lines), a[1].lines...), lost: t.or(t.lostIn(a[0]), t.lostIn(a[1]))}
		}
	}
	if out := t.weigh(f, a); out != nil {
		return out
	}
	if work := t.function(f); work != nil && !slices.ContainsFunc(a, func(s *symbol) bool { return len(s.options) == 0 }) {
		return t.apply(work, a...)
	}
	return t.opaque(x, f, a...)
}

func (t *terms) equal(a, b *symbol) *symbol {
	if a == b {
		return fixed(t.logic, true)
	}
	if a.fields != nil && b.fields != nil {
		var same []*symbol
		for _, name := range sortedKeys(a.fields) {
			same = append(same, t.equal(a.fields[name], t.field(b, name)))
		}
		return t.allOf(same...)
	}
	return t.apply(func(v []any) any { c, ok := compare(v[0], v[1]); return ok && c == 0 }, a, b)
}

// function is a function of plain values, nil if it has to stay opaque.
func (t *terms) function(f string) func([]any) any {
	ordered := func(is func(int) bool) func([]any) any {
		return func(v []any) any {
			c, ok := compare(v[0], v[1])
			if !ok {
				return broken{}
			}
			return is(c)
		}
	}
	span := func(unit time.Duration) func([]any) any {
		return func(v []any) any { n, _ := number(v[0]); return time.Duration(n * float64(unit)) }
	}
	at := func(v any) time.Time { i, _ := v.(instantOf); return i.in(t.zone) }
	back := func(tm time.Time) any { return instantOf(tm.UnixNano()) }
	switch f {
	case operators.Equals:
		return func(v []any) any { c, ok := compare(v[0], v[1]); return ok && c == 0 }
	case operators.NotEquals:
		return func(v []any) any { c, ok := compare(v[0], v[1]); return !ok || c != 0 }
	case operators.Less:
		return ordered(func(c int) bool { return c < 0 })
	case operators.LessEquals:
		return ordered(func(c int) bool { return c <= 0 })
	case operators.Greater:
		return ordered(func(c int) bool { return c > 0 })
	case operators.GreaterEquals:
		return ordered(func(c int) bool { return c >= 0 })
	case operators.Subtract:
		return func(v []any) any { return difference(v[0], v[1]) }
	case operators.Add:
		return func(v []any) any { return sum(v[0], v[1]) }
	case operators.Multiply:
		return func(v []any) any { return product(v[0], v[1]) }
	case operators.Negate:
		return func(v []any) any { return product(int64(-1), v[0]) }
	case "days":
		return span(24 * time.Hour)
	case "hours":
		return span(time.Hour)
	case "minutes":
		return span(time.Minute)
	case "last_of_months":
		return func(v []any) any { return back(lastOfMonths(at(v[0]), int(v[1].(int64)))) }
	case "end_of_day":
		return func(v []any) any { return back(endOfDay(at(v[0]))) }
	case "start_of_day":
		return func(v []any) any { return back(startOfDay(at(v[0]))) }
	case "same_day":
		return func(v []any) any { return sameDay(at(v[0]), at(v[1])) }
	case "calendar_days":
		return func(v []any) any { return int64(calendarDays(at(v[0]), at(v[1]))) }
	}
	return nil
}

func difference(a, b any) any {
	switch a := a.(type) {
	case instantOf:
		switch b := b.(type) {
		case instantOf:
			return time.Duration(a - b)
		case time.Duration:
			return a - instantOf(b)
		}
	case time.Duration:
		if b, ok := b.(time.Duration); ok {
			return a - b
		}
	}
	return sum(a, product(int64(-1), b))
}

func sum(a, b any) any {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return x + y
		}
	case float64:
		if y, ok := b.(float64); ok {
			return x + y
		}
	case instantOf:
		if y, ok := b.(time.Duration); ok {
			return x + instantOf(y)
		}
	case time.Duration:
		switch y := b.(type) {
		case time.Duration:
			return x + y
		case instantOf:
			return y + instantOf(x)
		}
	}
	return broken{}
}

func product(a, b any) any {
	switch x := a.(type) {
	case int64:
		if y, ok := b.(int64); ok {
			return x * y
		}
	case float64:
		if y, ok := b.(float64); ok {
			return x * y
		}
	}
	if n, ok := a.(int64); ok && n == -1 {
		if y, ok := b.(float64); ok {
			return -y
		}
	}
	return broken{}
}

// counts states for each n that exactly n of the statements hold.
func (l *logic) counts(ms []z.Lit) []z.Lit {
	out := []z.Lit{l.yes}
	for _, m := range ms {
		next := make([]z.Lit, len(out)+1)
		for n := range next {
			stay, more := l.no(), l.no()
			if n < len(out) {
				stay = l.and(out[n], m.Not())
			}
			if n > 0 {
				more = l.and(out[n-1], m)
			}
			next[n] = l.or(stay, more)
		}
		out = next
	}
	return out
}

func (t *terms) size(list *symbol) *symbol {
	if len(list.options) > 0 {
		return t.apply(func(v []any) any { s, _ := v[0].(string); return int64(len([]rune(s))) }, list)
	}
	var in []z.Lit
	for _, l := range list.lines {
		in = append(in, l.in)
	}
	var out []option
	for n, m := range t.counts(in) {
		out = append(out, option{m, int64(n)})
	}
	return t.unlessLost(list, t.merged(out))
}

// index is the nth line that is there.
func (t *terms) index(list, n *symbol) *symbol {
	var before []z.Lit
	out := fixed(t.logic, broken{})
	for _, l := range list.lines {
		for k, m := range t.counts(before) {
			here := t.and(l.in, m, t.is(n, int64(k)))
			out = t.choice(t.truth(here, here.Not(), t.no()), l.is, out)
		}
		before = append(before, l.in)
	}
	return t.unlessLost(list, out)
}

// fold unrolls a macro over a list. That it might stop early changes nothing.
func (t *terms) fold(c ast.ComprehensionExpr) *symbol {
	list := t.expr(c.IterRange())
	so := t.expr(c.AccuInit())
	for _, l := range list.lines {
		in := t.with(map[string]*symbol{c.IterVar(): l.is, c.AccuVar(): so})
		in.here = t.and(t.here, l.in)
		step := in.expr(c.LoopStep())
		so = t.choice(t.truth(l.in, l.in.Not(), t.no()), step, so)
	}
	return t.unlessLost(list, t.with(map[string]*symbol{c.AccuVar(): so}).expr(c.Result()))
}
