package rulebook

import (
	"slices"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// A function is what a condition may call beside CEL's own. Both CEL's
// interpreter and our closures call it by this.
type function struct {
	name, overload string
	args           []*cel.Type
	result         *cel.Type
	lax            bool // takes an unknown as it takes a value
	call           func([]ref.Val) ref.Val
}

// A repertoire is all that conditions may call.
type repertoire []function

func (fs repertoire) overload(id string) *function {
	for i := range fs {
		if fs[i].overload == id {
			return &fs[i]
		}
	}
	return nil
}

// declare tells CEL of the functions.
func (fs repertoire) declare() []cel.EnvOption {
	var out []cel.EnvOption
	for _, f := range fs {
		binding := cel.FunctionBinding(func(a ...ref.Val) ref.Val { return f.call(a) })
		switch len(f.args) {
		case 1:
			binding = cel.UnaryBinding(func(v ref.Val) ref.Val { return f.call([]ref.Val{v}) })
		case 2:
			binding = cel.BinaryBinding(func(a, b ref.Val) ref.Val { return f.call([]ref.Val{a, b}) })
		}
		opts := []cel.OverloadOpt{binding}
		if f.lax {
			opts = append(opts, cel.OverloadIsNonStrict())
		}
		out = append(out, cel.Function(f.name, cel.Overload(f.overload, f.args, f.result, opts...)))
	}
	return out
}

// with is the function of its arguments as a closure.
func (f *function) with(args []value) value {
	return func(s *scene) ref.Val {
		vs := make([]ref.Val, len(args))
		var unknowns ref.Val
		for i, a := range args {
			vs[i] = a(s)
			if f.lax {
				continue
			}
			switch v := vs[i].(type) {
			case *types.Err:
				return v
			case *types.Unknown:
				unknowns = merged(unknowns, v)
			case traits.Lister:
				n, _ := v.Size().(types.Int)
				s.steps += int(n)
			}
		}
		if s.steps > mostSteps {
			return tooCostly()
		}
		if unknowns != nil {
			return unknowns
		}
		return f.call(vs)
	}
}

// functions are durations and calendar periods in the house's zone, and how
// to read what may be unknown.
func functions() repertoire {
	ts, num := cel.TimestampType, cel.IntType
	entries := cel.ListType(cel.ObjectType("rulebook.EntryView"))
	some := func(of ...*cel.Type) []*cel.Type { return of }
	return append(repertoire{
		certain("is", true), certain("isnt", false),
		{"last_of_months", "last_of_months_t_n", some(ts, num), ts, false,
			func(a []ref.Val) ref.Val { return stamp(lastOfMonths(instant(a[0]), whole(a[1]))) }},
		{"end_of_day", "end_of_day_t", some(ts), ts, false, func(a []ref.Val) ref.Val { return stamp(endOfDay(instant(a[0]))) }},
		{"start_of_day", "start_of_day_t", some(ts), ts, false, func(a []ref.Val) ref.Val { return stamp(startOfDay(instant(a[0]))) }},
		{"same_day", "same_day_t_t", some(ts, ts), cel.BoolType, false,
			func(a []ref.Val) ref.Val { return types.Bool(sameDay(instant(a[0]), instant(a[1]))) }},
		{"calendar_days", "calendar_days_t_t", some(ts, ts), num, false,
			func(a []ref.Val) ref.Val { return types.Int(calendarDays(instant(a[0]), instant(a[1]))) }},
		{"latest", "latest_list", some(cel.ListType(ts)), ts, false, latest},
		{"keeper", "keeper_list", some(entries, ts, num, cel.BoolType), cel.StringType, false, func(a []ref.Val) ref.Val {
			return types.String(keeper(listOf[EntryView](a[0]), instant(a[1]), whole(a[2]), a[3] == types.True))
		}},
	}, slices.Concat(span("days", 24*time.Hour), span("hours", time.Hour), span("minutes", time.Minute))...)
}

// macros are CEL's own and those that read what is known.
func macros() cel.EnvOption {
	return cel.Macros(append(cel.StandardMacros, stateOf("known"), stateOf("given"))...)
}

// functionNames lists them for whoever misspells one.
func functionNames() []string {
	return []string{"known", "given", "is", "isnt", "days", "hours", "minutes", "last_of_months", "end_of_day", "start_of_day",
		"same_day", "calendar_days", "latest", "keeper", "claims", "notes", "followed", "ladder", "size", "has", "all", "exists", "exists_one", "filter", "map"}
}

// stateOf makes known(x) read x.known: macros see names, functions only values.
func stateOf(name string) cel.Macro {
	return cel.GlobalMacro(name, 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		if dotted(args[0]) == "" {
			return nil, f.NewError(args[0].ID(), name+" takes the name of a fact")
		}
		return f.NewSelect(args[0], name), nil
	})
}

// certain makes is(x) and isnt(x), which an unknown x answers with false.
func certain(name string, want bool) function {
	return function{name, name + "_bool", []*cel.Type{cel.BoolType}, cel.BoolType, true, func(a []ref.Val) ref.Val {
		if types.IsError(a[0]) {
			return a[0]
		}
		return types.Bool(a[0] == types.Bool(want))
	}}
}

// span makes days(n) and its like a duration.
func span(name string, unit time.Duration) repertoire {
	return repertoire{
		{name, name + "_int", []*cel.Type{cel.IntType}, cel.DurationType, false,
			func(a []ref.Val) ref.Val { return types.Duration{Duration: time.Duration(whole(a[0])) * unit} }},
		{name, name + "_double", []*cel.Type{cel.DoubleType}, cel.DurationType, false, func(a []ref.Val) ref.Val {
			return types.Duration{Duration: time.Duration(float64(a[0].(types.Double)) * float64(unit))}
		}},
	}
}

func latest(a []ref.Val) ref.Val {
	var out ref.Val
	for it := a[0].(traits.Lister).Iterator(); it.HasNext() == types.True; {
		t := it.Next()
		if out == nil || instant(t).After(instant(out)) {
			out = t
		}
	}
	if out == nil {
		return types.NewErr("the list of times is empty")
	}
	return out
}

func stamp(t time.Time) ref.Val   { return types.Timestamp{Time: t} }
func instant(v ref.Val) time.Time { return v.(types.Timestamp).Time }
func whole(v ref.Val) int         { return int(v.(types.Int)) }
