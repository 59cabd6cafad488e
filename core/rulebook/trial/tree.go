package trial

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/rulebook"
)

// A tree is a set of facts by their names, as a case writes them.
type tree map[string]any

func treeOf(f rulebook.Facts) tree {
	text, err := json.Marshal(f)
	if err != nil {
		panic("trial: " + err.Error())
	}
	var t tree
	if err := json.Unmarshal(text, &t); err != nil {
		panic("trial: " + err.Error())
	}
	return t
}

// facts reads a tree back; false if it is none that can be. Shares of no money
// are no shares: a case cannot write an empty list of them.
func (t tree) facts() (f rulebook.Facts, ok bool) {
	if list, ok := t.get("ruling.decision.split").([]any); ok && len(list) == 0 {
		t.set("ruling.decision.split", unsaid)
	}
	text, err := json.Marshal(t)
	if err != nil || json.Unmarshal(text, &f) != nil {
		return f, false
	}
	return f, true
}

func (t tree) clone() tree { return clone(map[string]any(t)).(map[string]any) }

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = clone(v[k])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = clone(v[i])
		}
		return out
	}
	return v
}

// set puts a value where a dotted name points, be it in a line of a list;
// nobody's fact is made on the way.
func (t tree) set(name string, v any) { t.put(strings.Split(name, "."), v) }

func (t tree) put(keys []string, v any) {
	at := map[string]any(t)
	for i, k := range keys[:len(keys)-1] {
		if list, ok := at[k].([]any); ok && i+1 < len(keys) {
			n, err := strconv.Atoi(keys[i+1])
			if err != nil || n >= len(list) {
				return
			}
			if line, ok := list[n].(map[string]any); ok && i+2 < len(keys) {
				tree(line).put(keys[i+2:], v)
			}
			return
		}
		next, ok := at[k].(map[string]any)
		if !ok {
			next = map[string]any{}
			if i == 1 && keys[0] == "adv" { // one of the order of whom nothing was said
				next = map[string]any{"status": "active", "on_site": true, "busy": "free"}
			}
			at[k] = next
		}
		at = next
	}
	if v == unsaid {
		delete(at, keys[len(keys)-1])
		return
	}
	at[keys[len(keys)-1]] = v
}

// get returns what stands where a dotted name points, nil if nothing does.
func (t tree) get(name string) any {
	var v any = map[string]any(t)
	for _, k := range strings.Split(name, ".") {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

type absent struct{}

// unsaid is the value of a fact that nobody knows.
var unsaid = absent{}

func word(v any) string { s, _ := v.(string); return s }

// size counts the facts of a tree.
func (t tree) size() int { return size(map[string]any(t)) }

func size(v any) int {
	n := 0
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			n += size(v[k])
		}
		return max(n, 1)
	case []any:
		for i := range v {
			n += size(v[i])
		}
		return max(n, 1)
	}
	return 1
}

// paths lists every place in a tree, the larger parts first.
func paths(v any, at []string) [][]string {
	var out [][]string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, append(slices.Clone(at), k))
			out = append(out, paths(v[k], append(slices.Clone(at), k))...)
		}
	case []any:
		for i := range v {
			out = append(out, append(slices.Clone(at), strconv.Itoa(i)))
			out = append(out, paths(v[i], append(slices.Clone(at), strconv.Itoa(i)))...)
		}
	}
	slices.SortStableFunc(out, func(a, b []string) int { return len(a) - len(b) })
	return out
}

// needed reports whether a line would be none without what stands at a path:
// one that ties customers names one, one that shares says what.
func needed(path []string) bool {
	return slices.Contains([]string{"customer", "kind", "shares"}, path[len(path)-1])
}

// dropped returns the tree without what stands at a path.
func (t tree) dropped(path []string) tree {
	out, _ := drop(map[string]any(t.clone()), path).(map[string]any)
	return out
}

func drop(v any, path []string) any {
	switch v := v.(type) {
	case map[string]any:
		if len(path) == 1 {
			delete(v, path[0])
			return v
		}
		if inner, ok := v[path[0]]; ok {
			v[path[0]] = drop(inner, path[1:])
		}
		return v
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(v) {
			return v
		}
		if len(path) == 1 {
			return slices.Delete(v, i, i+1)
		}
		v[i] = drop(v[i], path[1:])
		return v
	}
	return v
}
