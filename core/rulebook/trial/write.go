package trial

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

type advisor = floor.AdvisorID

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// written is a case as it is to be written down.
type written struct {
	Name    string
	Side    *Side
	Ask     rulebook.Moment
	Given   tree
	Ruling  *rulebook.Ruling
	Changes []Change // the parts that are to be expected; of a turn or split only what they differ in
}

// writeCase writes a case in the case format.
func writeCase(w io.Writer, c written) {
	fmt.Fprintf(w, "- case: %s\n  rulebook: %s\n", strconv.Quote(c.Name), c.Side.book.ID())
	if len(c.Side.Readings) > 0 {
		fmt.Fprintf(w, "  readings: %s\n", flow(c.Side.Readings))
	}
	if len(c.Side.Parameters) > 0 {
		fmt.Fprintf(w, "  parameters: %s\n", flow(c.Side.Parameters))
	}
	fmt.Fprintf(w, "  ask: %s\n", c.Ask)
	given := c.Given.asCase()
	if len(given) == 0 {
		fmt.Fprintln(w, "  given: {}")
	} else {
		fmt.Fprintln(w, "  given:")
		for _, k := range sortedKeys(given) {
			fmt.Fprintf(w, "    %s: %s\n", k, flow(given[k]))
		}
	}
	fmt.Fprintf(w, "  expect: %s\n", flow(expectation(c.Ruling, c.Changes)))
}

// asCase spells what the journal spells otherwise: shares by kind.
func (t tree) asCase() tree {
	out := t.clone()
	if list, ok := out.get("ruling.decision.split").([]any); ok {
		kinds := map[string]any{}
		for _, s := range list {
			m, _ := s.(map[string]any)
			kinds[word(m["kind"])] = m["shares"]
		}
		out.set("ruling.decision.split", kinds)
	}
	return out
}

// expectation says what the ruling decides, in the parts that changed, or by
// which rows if a case cannot say that: what must not follow has no spelling.
func expectation(r *rulebook.Ruling, parts []Change) map[string]any {
	out := map[string]any{}
	for _, c := range parts {
		if v, ok := expected(r, c.Part); ok {
			out[c.Part] = v
		}
	}
	if len(out) > 0 {
		return out
	}
	var rows []any
	for _, c := range r.Clauses {
		rows = append(rows, c.Row)
	}
	return map[string]any{"clauses": rows}
}

// expected is how a case wants one part; false if it cannot say so.
func expected(r *rulebook.Ruling, part string) (any, bool) {
	switch part {
	case "ask":
		return anys(r.Ask), len(r.Ask) > 0
	case "missing":
		return anys(r.Missing), len(r.Missing) > 0
	case "turn":
		out := map[string]any{}
		for id, t := range r.Turn {
			out[string(id)] = string(t)
		}
		return out, len(out) > 0
	case "split":
		return expectedSplit(r), true
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
	case "mark", "notify", "require":
		return expectedRecords(r, part)
	}
	if s := decided(r)[part]; s != "" {
		return strings.Trim(s, `"`), true
	}
	return nil, true
}

func expectedSplit(r *rulebook.Ruling) any {
	out := map[string]any{}
	for _, s := range r.Split {
		shares := map[string]any{}
		for id, share := range s.Shares {
			shares[string(id)] = string(share)
		}
		out[s.Kind] = shares
	}
	if len(out) == 0 {
		out["commission"] = map[string]any{}
	}
	return out
}

func expectedRecords(r *rulebook.Ruling, part string) (any, bool) {
	var out []any
	for _, m := range r.Mark {
		if part == "mark" {
			out = append(out, map[string]any{"who": m.Who, "kind": m.Kind})
		}
	}
	for _, n := range r.Notify {
		if part == "notify" {
			out = append(out, map[string]any{"from": n.From, "to": n.To})
		}
	}
	for _, q := range r.Require {
		if part == "require" {
			out = append(out, map[string]any{"who": q.Who, "what": q.What})
		}
	}
	return out, len(out) > 0
}

// flow spells a value on one line.
func flow(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case map[string]any:
		var parts []string
		for _, k := range sortedKeys(v) {
			parts = append(parts, scalar(k)+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case tree:
		return flow(map[string]any(v))
	case map[string]string:
		out := map[string]any{}
		for k := range v {
			out[k] = v[k]
		}
		return flow(out)
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, flow(x))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return scalar(clockTime(v))
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

var plainWord = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_./()-]*$|^\d+/\d+$`)

// scalar quotes what YAML would read as something else.
func scalar(s string) string {
	if plainWord.MatchString(s) && s != "null" && s != "true" && s != "false" && s != "Null" {
		return s
	}
	return strconv.Quote(s)
}

// clockTime shortens an instant of the usual zone.
func clockTime(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		if _, offset := t.Zone(); offset == 8*3600 && t.Second() == 0 {
			return t.Format("2006-01-02T15:04")
		}
	}
	return s
}
