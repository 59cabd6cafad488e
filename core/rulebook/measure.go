package rulebook

import (
	"strings"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
)

// counts says which unit the number must have that a function takes at a place.
// No parameter is in hours, so that hours takes written numbers only.
var counts = map[string]struct {
	at   int
	unit string
}{
	"days": {0, "days"}, "hours": {0, "hours"}, "minutes": {0, "minutes"},
	"last_of_months": {1, "months"}, "claims": {3, "months"}, "keeper": {2, "months"},
}

// mismeasured finds a number that is taken for another unit than it has: one
// that a function counts as days though it is in months, and two that are
// compared. It sees numbers that stand there by their own names, not those that
// a definition or a sum is made of.
func (e *expression) mismeasured(tree *ast.AST) Faults {
	var out Faults
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		args, function := x.AsCall().Args(), x.AsCall().FunctionName()
		if want, ok := counts[function]; ok && want.at < len(args) {
			name, unit := e.names.measured(args[want.at])
			if unit != "" && unit != want.unit {
				out = append(out, e.fault(e.startOf(tree, args[want.at]), "%s is a number of %s, but %s takes %s here", name, unit, function, want.unit))
			}
		}
		if !compares(function) {
			return
		}
		a, unit := e.names.measured(args[0])
		b, other := e.names.measured(args[1])
		if unit != "" && other != "" && unit != other {
			out = append(out, e.fault(e.startOf(tree, args[1]), "%s is a number of %s and cannot be compared with %s, a number of %s", b, other, a, unit))
		}
	}))
	return out
}

// compares reports whether an operator holds two values against each other.
func compares(function string) bool {
	switch function {
	case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, operators.Equals, operators.NotEquals:
		return true
	}
	return false
}

// measured is a number's name and what it counts, unit empty if that is not
// said: a parameter has its own unit, a fact says it in its name, and
// calendar_days counts days.
func (n *names) measured(x ast.Expr) (name, unit string) {
	if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == "calendar_days" {
		return "calendar_days(…)", "days"
	}
	name = dotted(x)
	i, ok := n.index[name]
	switch {
	case !ok:
	case isWord(n.vars[i].unit, units()):
		unit = n.vars[i].unit
	case n.vars[i].fact && strings.HasSuffix(name, "_minutes"):
		unit = "minutes"
	}
	return name, unit
}
