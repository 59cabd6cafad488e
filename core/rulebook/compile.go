package rulebook

import (
	"slices"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
	"cel.dev/cel-go/parser"
)

// A value is a compiled expression. It gives what CEL's own interpreter would
// give, unknowns and errors included, and reads the same facts on the way; a
// test holds the two against each other. It is a closure because a lobby that
// asks forty clauses spends nine tenths of its time in the interpreter's
// bookkeeping.
type value func(*scene) ref.Val

// compiler turns a checked expression into closures. What it does not know it
// leaves to CEL's interpreter, the smallest part that stands by itself.
type compiler struct {
	*expression
	tree   *ast.AST
	locals []string // variables of the comprehensions around, innermost last
	most   int      // locals at the deepest
	err    error
}

// value compiles an expression; nil if it must be left to the interpreter
// together with the comprehension around it.
func (c *compiler) value(x ast.Expr) value {
	v := c.plan(x)
	if v == nil && len(c.locals) == 0 {
		return c.interpreted(x)
	}
	return v
}

func (c *compiler) values(xs []ast.Expr) []value {
	out := make([]value, len(xs))
	for i, x := range xs {
		if out[i] = c.value(x); out[i] == nil {
			return nil
		}
	}
	return out
}

func (c *compiler) plan(x ast.Expr) value {
	switch x.Kind() {
	case ast.LiteralKind:
		k := x.AsLiteral()
		return func(*scene) ref.Val { return k }
	case ast.IdentKind, ast.SelectKind:
		return c.name(x)
	case ast.ListKind:
		if elems := c.values(x.AsList().Elements()); elems != nil && len(x.AsList().OptionalIndices()) == 0 {
			return listing(elems)
		}
	case ast.CallKind:
		return c.call(x)
	case ast.ComprehensionKind:
		return c.fold(x.AsComprehension())
	}
	return nil
}

// name compiles a variable, or what a line of a record says.
func (c *compiler) name(x ast.Expr) value {
	if x.Kind() == ast.IdentKind {
		if at := c.local(x.AsIdent()); at >= 0 {
			return func(s *scene) ref.Val { return s.local(at).value(s) }
		}
	}
	if r := c.tree.ReferenceMap()[x.ID()]; r != nil && r.Name != "" {
		if i, ok := c.names.index[r.Name]; ok && r.Value == nil {
			return func(s *scene) ref.Val { return s.at(i) }
		}
		return nil
	}
	if x.Kind() == ast.SelectKind && !x.AsSelect().IsTestOnly() {
		return c.lineSays(x.AsSelect())
	}
	return nil
}

// local finds a variable of a comprehension, the innermost of that name.
func (c *compiler) local(name string) int {
	for i, l := range slices.Backward(c.locals) {
		if l == name {
			return i
		}
	}
	return -1
}

// interpreted leaves an expression to CEL.
func (c *compiler) interpreted(x ast.Expr) value {
	src, err := parser.Unparse(x, c.tree.SourceInfo())
	if err == nil {
		checked, issues := c.env.Compile(src)
		if err = issues.Err(); err == nil {
			var p cel.Program
			if p, err = c.env.Program(checked, cel.EvalOptions(cel.OptOptimize), cel.CostLimit(costLimit)); err == nil {
				return byInterpreter(p)
			}
		}
	}
	c.err = err
	return func(*scene) ref.Val { return types.WrapErr(err) }
}

// byInterpreter gives the value, an unknown or an error; never nil.
func byInterpreter(p cel.Program) value {
	return func(s *scene) ref.Val {
		v, _, err := p.Eval(cel.Activation(s))
		switch {
		case err != nil:
			return types.WrapErr(err)
		case v == nil:
			return types.NewErr("no value")
		}
		return v
	}
}

func (c *compiler) call(x ast.Expr) value {
	call := x.AsCall()
	if call.IsMemberFunction() {
		return nil
	}
	f := call.FunctionName()
	if f == operators.In && call.Args()[1].Kind() == ast.ListKind {
		if v := c.oneOf(call.Args()[0], call.Args()[1].AsList().Elements()); v != nil {
			return v
		}
	}
	switch f { // before the operands are compiled: each is to be compiled once
	case operators.LogicalAnd:
		return c.joined(x, types.False)
	case operators.LogicalOr:
		return c.joined(x, types.True)
	}
	args := c.values(call.Args())
	if args == nil {
		return nil
	}
	switch f {
	case operators.Conditional:
		return choice(args[0], args[1], args[2])
	case operators.Equals:
		return c.equals(call.Args(), args, types.True)
	case operators.NotEquals:
		return c.equals(call.Args(), args, types.False)
	case operators.NotStrictlyFalse:
		return func(s *scene) ref.Val {
			if v, ok := args[0](s).(types.Bool); ok {
				return v
			}
			return types.True
		}
	}
	if r := c.tree.ReferenceMap()[x.ID()]; r != nil && len(r.OverloadIDs) == 1 {
		if own := c.functions.overload(r.OverloadIDs[0]); own != nil {
			return own.with(args)
		}
	}
	switch len(args) {
	case 1:
		if op := unaryOp(f); op != nil {
			return strictly(args[0], op)
		}
	case 2:
		if op := binaryOp(f); op != nil {
			return strictlyBoth(args[0], args[1], op)
		}
	}
	return nil
}

// joined compiles nested && or || as one row of operands.
func (c *compiler) joined(x ast.Expr, settles types.Bool) value {
	terms := c.values(flat(x, x.AsCall().FunctionName(), nil))
	if terms == nil {
		return nil
	}
	return joined(terms, settles)
}

// flat lists the operands of nested && or ||.
func flat(x ast.Expr, f string, out []ast.Expr) []ast.Expr {
	if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == f {
		for _, a := range x.AsCall().Args() {
			out = flat(a, f, out)
		}
		return out
	}
	return append(out, x)
}

// joined is && with False as what settles it, || with True. One operand that
// settles it does so whatever is unknown or wrong in the others.
func joined(terms []value, settles types.Bool) value {
	return func(s *scene) ref.Val {
		var open ref.Val
		for _, t := range terms {
			switch v := t(s).(type) {
			case types.Bool:
				if v == settles {
					return v
				}
			case *types.Unknown:
				open = merged(open, v)
			default:
				if open == nil {
					open = types.MaybeNoSuchOverloadErr(v)
				}
			}
		}
		if open != nil {
			return open
		}
		return !settles
	}
}

// merged adds an unknown to what was unknown before; it outweighs an error.
func merged(before ref.Val, v *types.Unknown) ref.Val {
	if u, ok := before.(*types.Unknown); ok {
		return types.MergeUnknowns(u, v)
	}
	return v
}

func choice(cond, yes, no value) value {
	return func(s *scene) ref.Val {
		switch v := cond(s).(type) {
		case types.Bool:
			if v {
				return yes(s)
			}
			return no(s)
		case *types.Unknown:
			return v
		default:
			return types.MaybeNoSuchOverloadErr(v)
		}
	}
}

// equals compares, most often a fact with a word.
func (c *compiler) equals(xs []ast.Expr, args []value, want types.Bool) value {
	left, right := args[0], args[1]
	word, plain := types.String(""), false
	if xs[1].Kind() == ast.LiteralKind {
		word, plain = xs[1].AsLiteral().(types.String)
	}
	return func(s *scene) ref.Val {
		l := left(s)
		if w, ok := l.(types.String); ok && plain {
			return types.Bool((w == word) == bool(want))
		}
		if types.IsError(l) {
			return l
		}
		r := right(s)
		if types.IsError(r) {
			return r
		}
		if u, ok := r.(*types.Unknown); ok {
			return merged(l, u)
		}
		if types.IsUnknown(l) {
			return l
		}
		same := types.Equal(l, r)
		if b, ok := same.(types.Bool); ok && !bool(want) {
			return !b
		}
		return same
	}
}

// oneOf is a fact in a list of words.
func (c *compiler) oneOf(x ast.Expr, list []ast.Expr) value {
	words := make([]types.String, len(list))
	for i, e := range list {
		w, ok := types.String(""), e.Kind() == ast.LiteralKind
		if ok {
			w, ok = e.AsLiteral().(types.String)
		}
		if !ok {
			return nil
		}
		words[i] = w
	}
	v := c.value(x)
	if v == nil {
		return nil
	}
	return strictly(v, func(_ *scene, v ref.Val) ref.Val {
		w, ok := v.(types.String)
		return types.Bool(ok && slices.Contains(words, w))
	})
}

// strictly passes on what is unknown or wrong.
func strictly(arg value, op func(*scene, ref.Val) ref.Val) value {
	return func(s *scene) ref.Val {
		v := arg(s)
		if types.IsUnknownOrError(v) {
			return v
		}
		return op(s, v)
	}
}

func strictlyBoth(left, right value, op func(l, r ref.Val) ref.Val) value {
	return func(s *scene) ref.Val {
		l := left(s)
		if types.IsError(l) {
			return l
		}
		r := right(s)
		if open := openOf(l, r); open != nil {
			return open
		}
		return op(l, r)
	}
}

// openOf is what two operands leave open: of an unknown beside an error the
// unknown.
func openOf(l, r ref.Val) ref.Val {
	v, ok := r.(*types.Unknown)
	switch {
	case ok:
		return merged(l, v)
	case types.IsUnknown(l):
		return l
	case types.IsError(r):
		return r
	}
	return nil
}

func unaryOp(f string) func(*scene, ref.Val) ref.Val {
	switch f {
	case operators.LogicalNot:
		return func(_ *scene, v ref.Val) ref.Val {
			if b, ok := v.(types.Bool); ok {
				return !b
			}
			return types.MaybeNoSuchOverloadErr(v)
		}
	case "size":
		return func(_ *scene, v ref.Val) ref.Val {
			if l, ok := v.(traits.Sizer); ok {
				return l.Size()
			}
			return types.MaybeNoSuchOverloadErr(v)
		}
	}
	return nil
}

func binaryOp(f string) func(l, r ref.Val) ref.Val {
	switch f {
	case operators.Less:
		return comparing(func(c types.Int) bool { return c < 0 })
	case operators.LessEquals:
		return comparing(func(c types.Int) bool { return c <= 0 })
	case operators.Greater:
		return comparing(func(c types.Int) bool { return c > 0 })
	case operators.GreaterEquals:
		return comparing(func(c types.Int) bool { return c >= 0 })
	case operators.Add:
		return func(l, r ref.Val) ref.Val {
			if a, ok := l.(traits.Adder); ok {
				return a.Add(r)
			}
			return types.MaybeNoSuchOverloadErr(l)
		}
	case operators.Subtract:
		return func(l, r ref.Val) ref.Val {
			if a, ok := l.(traits.Subtractor); ok {
				return a.Subtract(r)
			}
			return types.MaybeNoSuchOverloadErr(l)
		}
	case operators.Index:
		return itemAt
	case operators.In:
		return isIn
	}
	return nil
}

// comparing orders two values; a number that is none comes neither before nor after.
func comparing(so func(types.Int) bool) func(l, r ref.Val) ref.Val {
	return func(l, r ref.Val) ref.Val {
		for _, v := range []ref.Val{l, r} {
			if d, ok := v.(types.Double); ok && d != d {
				return types.False
			}
		}
		c, ok := l.(traits.Comparer)
		if !ok {
			return types.MaybeNoSuchOverloadErr(l)
		}
		switch v := c.Compare(r).(type) {
		case types.Int:
			return types.Bool(so(v))
		default:
			return v
		}
	}
}
