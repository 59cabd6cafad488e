package rulebook

import (
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// functions are what a condition may call beside CEL's own: durations and
// calendar periods in the house's zone, and how to read what may be unknown.
func functions() []cel.EnvOption {
	ts, num := cel.TimestampType, cel.IntType
	entries := cel.ListType(cel.ObjectType("rulebook.EntryView"))
	return []cel.EnvOption{
		cel.Macros(append(cel.StandardMacros, part("known"), part("given"))...),
		certain("is", true), certain("isnt", false),
		span("days", 24*time.Hour), span("hours", time.Hour), span("minutes", time.Minute),
		cel.Function("last_of_months", cel.Overload("last_of_months_t_n", []*cel.Type{ts, num}, ts,
			cel.BinaryBinding(func(t, n ref.Val) ref.Val { return stamp(lastOfMonths(instant(t), whole(n))) }))),
		cel.Function("end_of_day", cel.Overload("end_of_day_t", []*cel.Type{ts}, ts,
			cel.UnaryBinding(func(t ref.Val) ref.Val { return stamp(endOfDay(instant(t))) }))),
		cel.Function("start_of_day", cel.Overload("start_of_day_t", []*cel.Type{ts}, ts,
			cel.UnaryBinding(func(t ref.Val) ref.Val { return stamp(startOfDay(instant(t))) }))),
		cel.Function("same_day", cel.Overload("same_day_t_t", []*cel.Type{ts, ts}, cel.BoolType,
			cel.BinaryBinding(func(a, b ref.Val) ref.Val { return types.Bool(sameDay(instant(a), instant(b))) }))),
		cel.Function("calendar_days", cel.Overload("calendar_days_t_t", []*cel.Type{ts, ts}, num,
			cel.BinaryBinding(func(a, b ref.Val) ref.Val { return types.Int(calendarDays(instant(a), instant(b))) }))),
		cel.Function("latest", cel.Overload("latest_list", []*cel.Type{cel.ListType(ts)}, ts, cel.UnaryBinding(latest))),
		cel.Function("keeper", cel.Overload("keeper_list", []*cel.Type{entries, ts, num, cel.BoolType}, cel.StringType,
			cel.FunctionBinding(func(a ...ref.Val) ref.Val {
				return types.String(keeper(entryViews(a[0]), instant(a[1]), whole(a[2]), a[3] == types.True))
			}))),
	}
}

// functionNames lists them for whoever misspells one.
func functionNames() []string {
	return []string{"known", "given", "is", "isnt", "days", "hours", "minutes", "last_of_months", "end_of_day", "start_of_day",
		"same_day", "calendar_days", "latest", "keeper", "claims", "notes", "followed", "ladder", "size", "has", "all", "exists", "exists_one", "filter", "map"}
}

// part makes known(x) read x.known: macros see names, functions only values.
func part(name string) cel.Macro {
	return cel.GlobalMacro(name, 1, func(f cel.MacroExprFactory, _ ast.Expr, args []ast.Expr) (ast.Expr, *common.Error) {
		if dotted(args[0]) == "" {
			return nil, f.NewError(args[0].ID(), name+" takes the name of a fact")
		}
		return f.NewSelect(args[0], name), nil
	})
}

// certain makes is(x) and isnt(x), which an unknown x answers with false.
func certain(name string, want bool) cel.EnvOption {
	return cel.Function(name, cel.Overload(name+"_bool", []*cel.Type{cel.BoolType}, cel.BoolType,
		cel.OverloadIsNonStrict(), cel.UnaryBinding(func(v ref.Val) ref.Val {
			if types.IsError(v) {
				return v
			}
			return types.Bool(v == types.Bool(want))
		})))
}

// span makes days(n) and its like a duration.
func span(name string, unit time.Duration) cel.EnvOption {
	return cel.Function(name,
		cel.Overload(name+"_int", []*cel.Type{cel.IntType}, cel.DurationType,
			cel.UnaryBinding(func(n ref.Val) ref.Val { return types.Duration{Duration: time.Duration(whole(n)) * unit} })),
		cel.Overload(name+"_double", []*cel.Type{cel.DoubleType}, cel.DurationType,
			cel.UnaryBinding(func(n ref.Val) ref.Val {
				return types.Duration{Duration: time.Duration(float64(n.(types.Double)) * float64(unit))}
			})))
}

func latest(list ref.Val) ref.Val {
	var out ref.Val
	for it := list.(traits.Lister).Iterator(); it.HasNext() == types.True; {
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

// entryViews unpacks the register, or what filter left of it.
func entryViews(v ref.Val) []EntryView {
	if all, ok := v.Value().([]EntryView); ok {
		return all
	}
	var out []EntryView
	for it := v.(traits.Lister).Iterator(); it.HasNext() == types.True; {
		out = append(out, it.Next().Value().(EntryView))
	}
	return out
}
