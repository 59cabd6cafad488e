package rulebook

import (
	"reflect"
	"slices"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// mostSteps bounds the lines of records that one ruling looks at, so that no
// rulebook and no records keep the lobby waiting.
const mostSteps = 200_000

func tooCostly() ref.Val { return types.NewErr("cost limit: the records are too long to be weighed") }

// A local is a variable of a comprehension: a line of a record where it
// stands, or any other value.
type local struct {
	line reflect.Value
	is   ref.Val
}

func (l *local) value(s *scene) ref.Val {
	if l.is == nil {
		l.is = s.book.adapter.NativeToValue(l.line.Interface())
	}
	return l.is
}

// itemAt is an item of a list. Its errors say what the interpreter's say.
func itemAt(list, at ref.Val) ref.Val {
	l, ok := list.(traits.Lister)
	i, whole := at.(types.Int)
	if !ok || !whole {
		return types.MaybeNoSuchOverloadErr(list)
	}
	if n, _ := l.Size().(types.Int); i < 0 || i >= n {
		return types.NewErr("index out of bounds: %d", i)
	}
	return l.Get(at)
}

func isIn(v, list ref.Val) ref.Val {
	if w, ok := v.(types.String); ok {
		if names, ok := list.Value().([]string); ok {
			return types.Bool(slices.Contains(names, string(w)))
		}
	}
	if l, ok := list.(traits.Container); ok {
		return l.Contains(v)
	}
	return types.MaybeNoSuchOverloadErr(list)
}

// listing makes a list.
func listing(elems []value) value {
	return func(s *scene) ref.Val {
		out := make([]ref.Val, len(elems))
		var unknowns ref.Val
		for i, e := range elems {
			out[i] = e(s)
			switch v := out[i].(type) {
			case *types.Err:
				return v
			case *types.Unknown:
				unknowns = merged(unknowns, v)
			}
		}
		if unknowns != nil {
			return unknowns
		}
		return types.NewRefValList(s.book.adapter, out)
	}
}

// lineSays compiles a fact of a line of a record: of the line that a
// comprehension is at, or of one that is picked by its number.
func (c *compiler) lineSays(sel ast.SelectExpr) value {
	of := sel.Operand()
	t := c.tree.TypeMap()[of.ID()]
	if t == nil {
		return nil
	}
	view := viewType(t.TypeName())
	if view == nil {
		return nil
	}
	field := fieldOfView(view, sel.FieldName())
	if field < 0 {
		return nil
	}
	if of.Kind() == ast.IdentKind {
		if at := c.local(of.AsIdent()); at >= 0 {
			return func(s *scene) ref.Val {
				if l := s.local(at); l.line.IsValid() {
					return s.lineValue(l.line.Field(field))
				}
				return pickedSays(s, s.local(at).is, view, field)
			}
		}
	}
	if of.Kind() == ast.CallKind && of.AsCall().FunctionName() == operators.Index {
		if v := c.value(of); v != nil {
			return strictly(v, func(s *scene, v ref.Val) ref.Val { return pickedSays(s, v, view, field) })
		}
	}
	return nil
}

func pickedSays(s *scene, v ref.Val, view reflect.Type, field int) ref.Val {
	line := reflect.Indirect(reflect.ValueOf(v.Value()))
	if line.IsValid() && line.Type() == view {
		return s.lineValue(line.Field(field))
	}
	return types.MaybeNoSuchOverloadErr(v)
}

// lineValue is what one place of a line says.
func (s *scene) lineValue(v reflect.Value) ref.Val {
	switch v.Kind() {
	case reflect.String:
		return types.String(v.String())
	case reflect.Bool:
		return types.Bool(v.Bool())
	case reflect.Int64:
		return types.Int(v.Int())
	}
	if v.CanAddr() {
		if t, ok := v.Addr().Interface().(*time.Time); ok {
			return stamp(*t)
		}
	}
	return s.book.adapter.NativeToValue(v.Interface())
}

// viewType finds a view by its name in conditions.
func viewType(name string) reflect.Type {
	for _, t := range viewTypes() {
		if name == "rulebook."+t.Name() {
			return t
		}
	}
	return nil
}

func fieldOfView(view reflect.Type, name string) int {
	for i := range view.NumField() {
		if view.Field(i).Tag.Get("cel") == name {
			return i
		}
	}
	return -1
}

// fold compiles a comprehension: exists, all, filter, map and their like.
func (c *compiler) fold(x ast.ComprehensionExpr) value {
	if x.HasIterVar2() {
		return nil
	}
	list, start := c.value(x.IterRange()), c.value(x.AccuInit())
	if list == nil || start == nil {
		return nil
	}
	c.locals = append(c.locals, x.AccuVar())
	sum := len(c.locals) - 1
	result := c.value(x.Result())
	c.locals = append(c.locals, x.IterVar())
	c.most = max(c.most, len(c.locals))
	var run func(s *scene, list traits.Lister) // leaves the outcome at sum
	if pick := c.gathered(x); pick != nil {
		run = func(s *scene, list traits.Lister) {
			is := s.gather(list, sum+1, pick)
			s.local(sum).is = is // only now: gathering may move the locals
		}
	} else if on, step := c.value(x.LoopCondition()), c.value(x.LoopStep()); on != nil && step != nil {
		run = func(s *scene, list traits.Lister) {
			s.over(list, sum+1, func() bool {
				if on(s) != types.True {
					return false
				}
				is := step(s)
				s.local(sum).is = is
				return true
			})
		}
	}
	c.locals = c.locals[:sum]
	if result == nil || run == nil {
		return nil
	}
	return strictly(list, func(s *scene, v ref.Val) ref.Val {
		l, ok := v.(traits.Lister)
		if !ok {
			return types.MaybeNoSuchOverloadErr(v)
		}
		first := start(s)
		*s.local(sum) = local{is: first}
		if run(s, l); s.steps > mostSteps {
			return tooCostly()
		}
		return result(s)
	})
}

// over puts each item of a list at a local, until goOn says no.
func (s *scene) over(list traits.Lister, at int, goOn func() bool) {
	items := reflect.ValueOf(list.Value())
	lines := items.Kind() == reflect.Slice && items.Type().Elem().Kind() == reflect.Struct
	names, plain := list.Value().([]string)
	n, _ := list.Size().(types.Int)
	for i := range int(n) {
		switch {
		case lines:
			*s.local(at) = local{line: items.Index(i)}
		case plain:
			*s.local(at) = local{is: types.String(names[i])}
		default:
			*s.local(at) = local{is: list.Get(types.Int(i))}
		}
		if s.steps++; s.steps > mostSteps || !goOn() {
			return
		}
	}
}

// A picking is what filter and map gather: of each item that satisfies if,
// the value.
type picking struct {
	if_   value // nil: of every item
	what  value
	whole bool // the item itself
}

// gathered recognises filter and map, whose step adds one item to a list.
func (c *compiler) gathered(x ast.ComprehensionExpr) *picking {
	if x.AccuInit().Kind() != ast.ListKind || x.AccuInit().AsList().Size() > 0 || x.LoopCondition().Kind() != ast.LiteralKind {
		return nil
	}
	p, step := &picking{}, x.LoopStep()
	isSum := func(e ast.Expr) bool { return e.Kind() == ast.IdentKind && e.AsIdent() == x.AccuVar() }
	call := func(e ast.Expr, f string) []ast.Expr {
		if e.Kind() == ast.CallKind && e.AsCall().FunctionName() == f {
			return e.AsCall().Args()
		}
		return nil
	}
	if args := call(step, operators.Conditional); args != nil {
		if !isSum(args[2]) {
			return nil
		}
		if p.if_, step = c.value(args[0]), args[1]; p.if_ == nil {
			return nil
		}
	}
	args := call(step, operators.Add)
	if args == nil || !isSum(args[0]) || args[1].Kind() != ast.ListKind || args[1].AsList().Size() != 1 {
		return nil
	}
	item := args[1].AsList().Elements()[0]
	p.whole = item.Kind() == ast.IdentKind && item.AsIdent() == x.IterVar()
	if p.what = c.value(item); p.what == nil {
		return nil
	}
	return p
}

// gather lists what is picked. Whole lines are kept as lines.
func (s *scene) gather(list traits.Lister, at int, p *picking) ref.Val {
	var lines reflect.Value
	var out []ref.Val
	var open ref.Val
	s.over(list, at, func() bool {
		if p.if_ != nil {
			switch v := p.if_(s).(type) {
			case types.Bool:
				if !v {
					return true
				}
			case *types.Unknown:
				open = v
				return true
			default:
				open = types.MaybeNoSuchOverloadErr(v)
				return true
			}
		}
		if l := s.local(at); p.whole && l.line.IsValid() {
			if !lines.IsValid() {
				lines = reflect.MakeSlice(reflect.SliceOf(l.line.Type()), 0, 4)
			}
			lines = reflect.Append(lines, l.line)
			return true
		}
		v := p.what(s)
		switch u := open.(type) {
		case nil:
			if types.IsUnknownOrError(v) {
				open = v
			}
			out = append(out, v)
		case *types.Unknown:
			if w, ok := v.(*types.Unknown); ok {
				open = types.MergeUnknowns(u, w)
			}
		}
		return true
	})
	switch {
	case open != nil:
		return open
	case lines.IsValid():
		return s.book.adapter.NativeToValue(lines.Interface())
	}
	return types.NewRefValList(s.book.adapter, out)
}
