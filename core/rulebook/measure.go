package rulebook

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// counts says which unit the number must have that a function takes at a place.
var counts = map[string]struct {
	at   int
	unit string
}{
	"days": {0, "days"}, "minutes": {0, "minutes"}, "last_of_months": {1, "months"}, "claims": {3, "months"}, "keeper": {2, "months"},
}

// mismeasured finds a number that is taken for another unit than it has: one
// that a function counts as days though it is in months, and two that are compared.
func (e *expression) mismeasured(tree *ast.AST) Faults {
	var out Faults
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		call := x.AsCall()
		args := call.Args()
		name := call.FunctionName()
		if want, ok := counts[name]; ok && want.at < len(args) {
			arg := dotted(args[want.at])
			if unit := e.names.unit(arg); unit != "" && unit != want.unit {
				out = append(out, e.fault(e.startOf(tree, args[want.at]), "%s is a number of %s, but %s takes %s here", arg, unit, name, want.unit))
			}
		}
		if !compares(name) {
			return
		}
		a, b := dotted(args[0]), dotted(args[1])
		if unit, other := e.names.unit(a), e.names.unit(b); unit != "" && other != "" && unit != other {
			out = append(out, e.fault(e.startOf(tree, args[1]), "%s is a number of %s and cannot be compared with %s, a number of %s", b, other, a, unit))
		}
	}))
	return out
}

func compares(function string) bool {
	switch function {
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, operators.Equals, operators.NotEquals:
		return true
	}
	return false
}

// unit is what a named number counts, or nothing if that is not said: a
// parameter has its own, a fact says it in its name.
func (n *names) unit(name string) string {
	i, ok := n.index[name]
	switch {
	case !ok:
		return ""
	case isWord(n.vars[i].unit, units()):
		return n.vars[i].unit
	case n.vars[i].fact && strings.HasSuffix(name, "_minutes"):
		return "minutes"
	}
	return ""
}
