package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v4"
)

func (x *expecting) penalty(v *yaml.Node) {
	got := func(r *Ruling) string {
		if p, ok := r.Penalty.Value(); ok {
			return fmt.Sprintf("%s %d-%d", p.Who, p.YuanMin, p.YuanMax)
		}
		return "none"
	}
	if isNull(v) {
		x.add("penalty", "none", got, func(r *Ruling) bool { return got(r) == "none" })
		return
	}
	keys := []string{"who", "yuan_min", "yuan_max", "why"}
	x.pairs(v, "penalty", keys, func(key string, _, v *yaml.Node) bool {
		part := func(p Penalty) string {
			return map[string]string{"who": string(p.Who), "yuan_min": strconv.Itoa(p.YuanMin), "yuan_max": strconv.Itoa(p.YuanMax), "why": p.Why}[key]
		}
		want := x.text(v)
		if _, err := strconv.Atoi(want); strings.HasPrefix(key, "yuan") && err != nil {
			x.bad(v, "%s is a whole number", key)
		}
		x.add("penalty."+key, want, got, func(r *Ruling) bool {
			p, ok := r.Penalty.Value()
			return ok && part(p) == want
		})
		return isWord(key, keys)
	})
}

// record checks that a list holds an item with all the named fields.
func record[T any](x *expecting, name string, v *yaml.Node, keys []string, list func(*Ruling) []T, field func(T, string) string) {
	want := map[string]string{}
	x.pairs(v, name, keys, func(key string, _, v *yaml.Node) bool {
		want[key] = x.recordWord(name, key, v)
		return isWord(key, keys)
	})
	var spelled []string
	for _, k := range sortedKeys(want) {
		spelled = append(spelled, k+" "+want[k])
	}
	all := func(r *Ruling) []string {
		return each(list(r), func(t T) string {
			var parts []string
			for _, k := range keys {
				if w := field(t, k); w != "" {
					parts = append(parts, k+" "+w)
				}
			}
			return "{" + strings.Join(parts, ", ") + "}"
		})
	}
	x.among(name, "{"+strings.Join(spelled, ", ")+"}", all, func(r *Ruling) bool {
		return slices.ContainsFunc(list(r), func(t T) bool {
			for k, w := range want {
				if field(t, k) != w {
					return false
				}
			}
			return true
		})
	})
}

// recordWord reads a field and checks those that are words of a list.
func (x *expecting) recordWord(name, key string, v *yaml.Node) string {
	switch {
	case name == "require" && key == "what":
		return x.oneOf("require.what", v, duties)
	case name == "mark" && key == "kind":
		return x.oneOf("mark.kind", v, markKinds)
	}
	return x.text(v)
}

func (x *expecting) mark(v *yaml.Node) {
	x.items("mark", v, func(item *yaml.Node) {
		if item.Kind == yaml.ScalarNode {
			kind := x.oneOf("mark", item, markKinds)
			has := func(r *Ruling) []string { return each(r.Mark, func(m Mark) string { return m.Kind }) }
			x.among("mark", kind, has, func(r *Ruling) bool { return slices.Contains(has(r), kind) })
			return
		}
		record(x, "mark", item, []string{"who", "kind"}, func(r *Ruling) []Mark { return r.Mark }, func(m Mark, key string) string {
			return map[string]string{"who": m.Who, "kind": m.Kind}[key]
		})
	})
}

func (x *expecting) notify(v *yaml.Node) {
	keys := []string{"from", "to", "when", "what"}
	x.items("notify", v, func(item *yaml.Node) {
		record(x, "notify", item, keys, func(r *Ruling) []Notify { return r.Notify }, func(n Notify, key string) string {
			return map[string]string{"from": n.From, "to": n.To, "when": n.When, "what": n.What}[key]
		})
	})
}

func (x *expecting) require(v *yaml.Node) {
	keys := []string{"who", "what", "form", "deadline"}
	x.items("require", v, func(item *yaml.Node) {
		record(x, "require", item, keys, func(r *Ruling) []Require { return r.Require }, func(q Require, key string) string {
			return map[string]string{"who": q.Who, "what": q.What, "form": q.Form, "deadline": q.Deadline}[key]
		})
	})
}
