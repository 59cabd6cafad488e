package rulebook

import (
	"maps"
	"math"
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/interpreter"
)

// A Boundary is one comparison of numbers, times or durations in the text,
// and how near the facts have come to it.
type Boundary struct {
	Row          string // printed number of the clause, "" for a definition
	In           string // the clause or the definition, for people
	Says         string // the comparison as written
	Key          string // names it whatever the lines of the file; no two of a book share one
	Line, Column int

	// Exactly is true once the two sides were equal; a time that is compared
	// with the end of a day is that once it falls on the day. JustPast is true
	// once they differed by no more than one unit to the side on which the
	// comparison comes out otherwise: 1, a minute of minutes, a day of days.
	Exactly, JustPast bool
	op                string
}

// Watch returns the book with an eye on every boundary. What is ruled by it,
// one ruling after the other, is noted in the boundaries.
func (m *Manuscript) Watch() (*Book, []*Boundary) {
	out := *m.l.out
	out.names, out.moments = m.l.out.names.clone(), maps.Clone(m.l.out.moments)
	for in, cs := range out.moments {
		out.moments[in] = slices.Clone(cs)
	}
	var all []*Boundary
	for _, p := range m.passages() {
		prog, bs := m.watched(p)
		if len(bs) == 0 {
			continue
		}
		all = append(all, bs...)
		if p.in == "" {
			m.define(out.names, p, prog)
			continue
		}
		c := *out.moments[p.in][p.at]
		c.terms = []*program{prog}
		out.moments[p.in][p.at] = &c
	}
	apart := keys{}
	for _, b := range all {
		b.Key = apart.key(b.In + ": " + b.Says)
	}
	return &out, all
}

// watched compiles a passage so that its boundaries see what they compare.
func (m *Manuscript) watched(p passage) (*program, []*Boundary) {
	e := m.l.expression(p.path, p.src)
	checked, faults := e.compile(nil)
	if len(faults) > 0 {
		panic("rulebook: " + faults.Error()) // it compiled before
	}
	at := m.boundaries(p, checked)
	look := func(i interpreter.InterpretableV2) (interpreter.InterpretableV2, error) {
		if call, ok := i.(interpreter.InterpretableCall); ok && at[i.ID()] != nil && len(call.Args()) == 2 {
			return watchedCall{call, at[i.ID()]}, nil
		}
		return i, nil
	}
	prog, err := m.l.env.Program(checked, cel.CustomDecoratorV2(look))
	if err != nil {
		panic("rulebook: " + err.Error())
	}
	bs := slices.SortedFunc(maps.Values(at), func(a, b *Boundary) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return &program{src: p.src, run: byInterpreter(prog)}, bs
}

// boundaries finds the comparisons of a passage, by the id of their call.
func (m *Manuscript) boundaries(p passage, checked *cel.Ast) map[int64]*Boundary {
	out := map[int64]*Boundary{}
	tree := checked.NativeRep()
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind || !isBoundary(tree, x.AsCall()) {
			return
		}
		loc := tree.SourceInfo().GetStartLocation(x.ID())
		offset := offsetOf(p.src, loc.Line(), loc.Column())
		at := m.placeIn(p, offset)
		b := &Boundary{In: m.where(p), Says: operandAt(p.src, offset), Line: at.line, Column: at.column, op: x.AsCall().FunctionName()}
		if p.in != "" {
			b.Row = m.l.file.moment(p.in)[p.at].Clause
		}
		out[x.ID()] = b
	}))
	return out
}

// isBoundary reports whether a call compares what has neighbours. Whether a
// list has any lines is no boundary: it asks whether something is there.
func isBoundary(tree *ast.AST, call ast.CallExpr) bool {
	if asksWhetherAny(call.Args()) {
		return false
	}
	if !compares(call.FunctionName()) {
		return false
	}
	t := tree.TypeMap()[call.Args()[0].ID()]
	return t != nil && slices.Contains([]types.Kind{types.IntKind, types.DoubleKind, types.TimestampKind, types.DurationKind}, t.Kind())
}

func asksWhetherAny(args []ast.Expr) bool {
	sized, zero := false, false
	for _, x := range args {
		sized = sized || x.Kind() == ast.CallKind && x.AsCall().FunctionName() == "size"
		zero = zero || x.Kind() == ast.LiteralKind && x.AsLiteral().Equal(types.Int(0)) == types.True
	}
	return sized && zero
}

// offsetOf is the byte at which a line, from 1, and a column, from 0, stand.
func offsetOf(src string, line, column int) int {
	offset := 0
	for ; line > 1; line-- {
		offset += strings.IndexByte(src[offset:], '\n') + 1
	}
	for i := range src[offset:] {
		if column == 0 {
			return offset + i
		}
		column--
	}
	return len(src)
}

// A watchedCall is a comparison that tells its boundary what it compares.
type watchedCall struct {
	interpreter.InterpretableCall
	at *Boundary
}

// Exec compares, and looks at both sides.
func (w watchedCall) Exec(f *interpreter.ExecutionFrame) ref.Val {
	args := w.Args()
	w.at.see(args[0].Exec(f), args[1].Exec(f))
	return w.InterpretableCall.Exec(f)
}

// Eval is Exec, as the planner calls what stands before a question mark.
func (w watchedCall) Eval(vars cel.Activation) ref.Val {
	args := w.Args()
	w.at.see(args[0].Eval(vars), args[1].Eval(vars))
	return w.InterpretableCall.Eval(vars)
}

// see notes how far apart two values are.
func (b *Boundary) see(left, right ref.Val) {
	var apart, unit float64 // left less right
	same := false
	switch l := left.(type) {
	case types.Int, types.Double:
		r, ok := asNumber(right)
		if !ok {
			return
		}
		x, _ := asNumber(left)
		apart, unit = x-r, 1
	case types.Timestamp:
		r, ok := right.(types.Timestamp)
		if !ok {
			return
		}
		apart, unit = l.Sub(r.Time).Seconds(), (24 * time.Hour).Seconds()
		same = (endsDay(l.Time) || endsDay(r.Time)) && sameDay(r.Time, l.Time)
	case types.Duration:
		r, ok := right.(types.Duration)
		if !ok {
			return
		}
		apart, unit = (l.Duration - r.Duration).Seconds(), time.Minute.Seconds()
		if r.Duration >= 48*time.Hour || l.Duration >= 48*time.Hour {
			unit = (24 * time.Hour).Seconds()
		}
	default:
		return
	}
	b.note(apart, unit, same)
}

func (b *Boundary) note(apart, unit float64, same bool) {
	past := apart
	switch b.op {
	case operators.Less, operators.GreaterEquals:
		past = -apart
	case operators.Equals, operators.NotEquals:
		past = math.Abs(apart)
	}
	b.Exactly = b.Exactly || apart == 0 || same && past < 0
	b.JustPast = b.JustPast || past > 0 && past <= unit
}

func asNumber(v ref.Val) (float64, bool) {
	switch v := v.(type) {
	case types.Int:
		return float64(v), true
	case types.Double:
		return float64(v), true
	}
	return 0, false
}

func endsDay(t time.Time) bool { return t.Equal(endOfDay(t)) }
