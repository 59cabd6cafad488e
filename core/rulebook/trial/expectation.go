package trial

import (
	"maps"
	"slices"
	"time"

	"shouwen/core/rulebook"
)

// expectation says of a ruling in what it differs from each of the others, and
// no more, with the rows that decided that; of some parts alone, if any are named.
// The rows of without must not be cited.
func expectation(r *rulebook.Ruling, others []*rulebook.Ruling, parts, without []string) map[string]any {
	x := &expecting{r: r, out: map[string]any{}}
	for _, o := range others {
		for _, c := range seenChanges(r, o) {
			if len(parts) == 0 || slices.Contains(parts, c.Part) {
				x.part(c.Part, o)
			}
		}
	}
	x.cited()
	x.list("clauses", nil, anys(without))
	if len(x.without) > 0 {
		x.out["without"] = x.without
	}
	return x.out
}

// expecting is one expectation in the making.
type expecting struct {
	r       *rulebook.Ruling
	out     map[string]any
	without map[string]any
}

// part wants one part, in which another ruling differs.
func (x *expecting) part(part string, o *rulebook.Ruling) {
	r := x.r
	switch part {
	case "turn":
		for _, id := range sortedKeys(join(r.Turn, o.Turn)) {
			if r.Turn[id] != o.Turn[id] {
				x.inside(part, string(id), orNull(string(r.Turn[id])))
			}
		}
	case "split":
		was, is := sharesByKind(r), sharesByKind(o)
		for _, kind := range sortedKeys(join(was, is)) {
			if spell(was[kind]) != spell(is[kind]) {
				x.inside(part, kind, was[kind])
			}
		}
	case "ask", "missing", "clauses", "mark", "notify", "require":
		x.list(part, records(r, part), records(o, part))
	case "owner_why": // the clauses say it
	default:
		if v, ok := expected(r, part); ok {
			x.out[part] = v
		}
	}
}

func join[K comparable, V any](a, b map[K]V) map[K]V {
	out := maps.Clone(a)
	if out == nil {
		out = map[K]V{}
	}
	maps.Copy(out, b)
	return out
}

func orNull(s string) any {
	if s == "" {
		return nil
	}
	return s
}

func (x *expecting) inside(part, key string, v any) {
	m, _ := x.out[part].(map[string]any)
	if m == nil {
		m = map[string]any{}
		x.out[part] = m
	}
	if of, ok := v.(map[string]any); ok && of == nil {
		v = map[string]any{}
	}
	m[key] = v
}

// list wants what only the ruling lists, and that nothing is listed that only
// the other does.
func (x *expecting) list(part string, was, is []any) {
	has := func(list []any, v any) bool {
		return slices.ContainsFunc(list, func(w any) bool { return spell(w) == spell(v) })
	}
	add := func(to map[string]any, v any) {
		list, _ := to[part].([]any)
		if !has(list, v) {
			to[part] = append(list, v)
		}
	}
	for _, v := range was {
		if !has(is, v) {
			add(x.out, v)
		}
	}
	for _, v := range is {
		if !has(was, v) {
			if x.without == nil {
				x.without = map[string]any{}
			}
			add(x.without, v)
		}
	}
}

// cited adds the rows by which the wanted parts were decided.
func (x *expecting) cited() {
	var rows []any
	for _, part := range sortedKeys(x.out) {
		for _, row := range rowsOf(x.r, part) {
			rows = append(rows, row)
		}
	}
	x.list("clauses", rows, nil)
	if len(x.out) == 0 && len(x.without) == 0 {
		x.list("clauses", anys(citedRows(x.r)), nil)
	}
}

// expected is how a case wants a part that is one word or value; false if it
// cannot say so.
func expected(r *rulebook.Ruling, part string) (any, bool) {
	switch part {
	case "penalty":
		p, ok := r.Penalty.Value()
		if !ok {
			return nil, true
		}
		return map[string]any{"who": string(p.Who), "yuan_min": p.YuanMin, "yuan_max": p.YuanMax}, true
	case "valid":
		v, ok := r.Valid.Value()
		return v, ok
	case "protected_until":
		t, ok := r.ProtectedUntil.Value()
		if !ok {
			return nil, true
		}
		return t.Format(time.DateOnly), true
	case "needs_ruling":
		if r.NeedsRuling == nil {
			return false, true
		}
		return r.NeedsRuling.Role, true
	case "referral_credit":
		return orNull(string(r.ReferralCredit.Or(""))), true
	}
	return orNull(decided(r)[part]), true
}

func sharesByKind(r *rulebook.Ruling) map[string]map[string]any {
	out := map[string]map[string]any{}
	for _, s := range r.Split {
		out[s.Kind] = map[string]any{}
		for id, share := range s.Shares {
			out[s.Kind][string(id)] = string(share)
		}
	}
	return out
}

// records are the lines of a list as a case writes them.
func records(r *rulebook.Ruling, part string) []any {
	var out []any
	switch part {
	case "ask":
		return anys(r.Ask)
	case "missing":
		return anys(r.Missing)
	case "clauses":
		return anys(citedRows(r))
	case "mark":
		for _, m := range r.Mark {
			out = append(out, map[string]any{"who": m.Who, "kind": m.Kind})
		}
	case "notify":
		for _, n := range r.Notify {
			out = append(out, named(map[string]any{"from": n.From, "to": n.To, "when": n.When, "what": n.What}))
		}
	case "require":
		for _, q := range r.Require {
			out = append(out, named(map[string]any{"who": q.Who, "what": q.What, "form": q.Form, "deadline": q.Deadline}))
		}
	}
	return out
}

// named leaves out what is not said.
func named(fields map[string]any) map[string]any {
	maps.DeleteFunc(fields, func(_ string, v any) bool { return v == "" })
	return fields
}
