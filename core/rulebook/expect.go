package rulebook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"shouwen/core/floor"
)

// An Expectation is what a case says must follow. Only what it names is compared.
type Expectation struct {
	checks []check
}

// A check compares one named outcome.
type check struct {
	name string
	want string
	got  func(*Ruling) string
	met  func(*Ruling) bool
}

// A Difference is one outcome that is not as a case wants it.
type Difference struct{ Outcome, Want, Got string }

// Differences lists what in the ruling is not as wanted, nothing if all is.
func (e Expectation) Differences(r *Ruling) []Difference {
	var out []Difference
	for _, c := range e.checks {
		if !c.met(r) {
			out = append(out, Difference{c.name, c.want, c.got(r)})
		}
	}
	return out
}

// outcomeNames are what an expectation may name.
func outcomeNames() []string {
	return strings.Fields(`label ask server server_by role owner owner_why turn split scheme referral_credit penalty mark
		notify require valid missing protected_until arbiter needs_ruling clauses`)
}

func (r *reader) expectation(n *yaml.Node) Expectation {
	x := &expecting{reader: r}
	r.pairs(n, "expect", outcomeNames(), x.outcome)
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		r.bad(n, "expect names no outcome")
	}
	return Expectation{x.checks}
}

// expecting reads one expectation.
type expecting struct {
	*reader
	checks []check
}

func (x *expecting) add(name, want string, got func(*Ruling) string, met func(*Ruling) bool) {
	x.checks = append(x.checks, check{name, want, got, met})
}

// scalar compares a word; null means that the ruling has none.
func (x *expecting) scalar(name string, v *yaml.Node, words []string, got func(*Ruling) string) {
	want := ""
	if !isNull(v) {
		want = x.oneOf(name, v, words)
	}
	x.add(name, want, got, func(r *Ruling) bool { return got(r) == want })
}

// oneOf reads a word of a list; with no list, any word.
func (x *expecting) oneOf(name string, v *yaml.Node, words []string) string {
	w := x.text(v)
	if w != "" && isBool(v) || words != nil && w != "" && !isWord(w, words) {
		x.bad(v, "%q is not a value of %s (%s)", w, name, meant(w, words))
	}
	return w
}

// items calls see for each item of a list.
func (x *expecting) items(name string, v *yaml.Node, see func(*yaml.Node)) {
	if v.Kind != yaml.SequenceNode {
		x.bad(v, "%s is a list", name)
		return
	}
	for _, item := range v.Content {
		if x.plain(item) {
			see(item)
		}
	}
}

// among adds a check that a list of the ruling holds an item.
func (x *expecting) among(name, want string, has func(*Ruling) []string, is func(*Ruling) bool) {
	x.add(name, want, func(r *Ruling) string { return strings.Join(has(r), ", ") }, is)
}

// words checks that each listed word is among those of the ruling.
func (x *expecting) words(name string, v *yaml.Node, allowed []string, has func(*Ruling) []string) {
	x.items(name, v, func(item *yaml.Node) {
		w := x.oneOf(name, item, allowed)
		x.among(name, w, has, func(r *Ruling) bool { return slices.Contains(has(r), w) })
	})
}

func (x *expecting) outcome(key string, _, v *yaml.Node) bool {
	switch key {
	case "label":
		x.scalar(key, v, labels, func(r *Ruling) string { return r.Label })
	case "server":
		x.scalar(key, v, nil, func(r *Ruling) string { return string(r.Server) })
	case "server_by":
		x.scalar(key, v, serverBys, func(r *Ruling) string { return r.ServerBy })
	case "role":
		x.scalar(key, v, serverRoles, func(r *Ruling) string { return r.Role })
	case "owner":
		x.scalar(key, v, nil, func(r *Ruling) string { return string(r.Owner) })
	case "scheme":
		x.scalar(key, v, nil, func(r *Ruling) string { return r.Scheme.Or("") })
	case "referral_credit":
		x.scalar(key, v, nil, func(r *Ruling) string { return string(r.ReferralCredit.Or("")) })
	case "arbiter":
		x.scalar(key, v, roles, func(r *Ruling) string { return r.Arbiter })
	case "ask":
		x.words(key, v, questions(factFieldsOfAll()), func(r *Ruling) []string { return r.Ask })
	case "owner_why":
		x.words(key, v, nil, func(r *Ruling) []string { return r.OwnerWhy })
	case "missing":
		x.words(key, v, nil, func(r *Ruling) []string { return r.Missing })
	case "clauses":
		x.words(key, v, nil, func(r *Ruling) []string { return each(r.Clauses, func(c Cited) string { return c.Row }) })
	default:
		return x.richOutcome(key, v)
	}
	return true
}

func (x *expecting) richOutcome(key string, v *yaml.Node) bool {
	switch key {
	case "turn":
		x.turn(v)
	case "split":
		x.split(v)
	case "penalty":
		x.penalty(v)
	case "mark":
		x.mark(v)
	case "notify":
		x.notify(v)
	case "require":
		x.require(v)
	case "valid":
		want := v.Value
		if !isBool(v) {
			x.bad(v, "valid is true or false")
		}
		got := func(r *Ruling) string {
			if b, ok := r.Valid.Value(); ok {
				return strconv.FormatBool(b)
			}
			return ""
		}
		x.add(key, want, got, func(r *Ruling) bool { return got(r) == want })
	case "protected_until":
		x.protectedUntil(v)
	case "needs_ruling":
		x.needsRuling(v)
	default:
		return false
	}
	return true
}

func (x *expecting) turn(v *yaml.Node) {
	x.pairs(v, "turn", nil, func(who string, _, v *yaml.Node) bool {
		x.scalar("turn."+who, v, turns, func(r *Ruling) string { return string(r.Turn[floor.AdvisorID(who)]) })
		return true
	})
}

func (x *expecting) split(v *yaml.Node) {
	for _, want := range x.splits(v) {
		got := func(r *Ruling) string {
			for _, s := range r.Split {
				if s.Kind == want.Kind {
					return spellShares(s.Shares)
				}
			}
			return ""
		}
		w := spellShares(want.Shares)
		x.add("split."+want.Kind, w, got, func(r *Ruling) bool { return got(r) == w })
	}
}

// spellShares writes shares so that equal ones read alike; nothing for a share of nothing.
func spellShares(shares map[floor.AdvisorID]Share) string {
	var parts []string
	for _, id := range slices.Sorted(maps.Keys(shares)) {
		if r := shares[id].Rat(); r.Sign() != 0 {
			parts = append(parts, string(id)+" "+r.RatString())
		}
	}
	return strings.Join(parts, ", ")
}

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

// protectedUntil compares the day, or the minute where one is given.
func (x *expecting) protectedUntil(v *yaml.Node) {
	got := func(r *Ruling) string {
		if t, ok := r.ProtectedUntil.Value(); ok {
			return t.Format("2006-01-02T15:04")
		}
		return ""
	}
	want := ""
	if !isNull(v) {
		want = x.text(v)
		g := facts{reader: x.reader, zone: time.UTC}
		g.time(v, "protected_until")
	}
	x.add("protected_until", want, got, func(r *Ruling) bool {
		if want == "" {
			return got(r) == ""
		}
		t, ok := r.ProtectedUntil.Value()
		if !ok {
			return false
		}
		if len(want) == len("2006-01-02") {
			return t.Format("2006-01-02") == want
		}
		g := facts{reader: &reader{}, zone: t.Location()}
		w := g.time(v, "")
		return w.Equal(t) || w.Format("2006-01-02T15:04") == t.Format("2006-01-02T15:04")
	})
}

func (x *expecting) needsRuling(v *yaml.Node) {
	got := func(r *Ruling) string {
		if r.NeedsRuling == nil {
			return "false"
		}
		return r.NeedsRuling.Role
	}
	want := v.Value
	switch {
	case isNull(v):
		want = "false"
	case v.Kind == yaml.MappingNode:
		x.pairs(v, "needs_ruling", []string{"role"}, func(key string, _, v *yaml.Node) bool {
			want = x.oneOf("needs_ruling", v, roles)
			return key == "role"
		})
	case !isBool(v):
		want = x.oneOf("needs_ruling", v, roles)
	}
	x.add("needs_ruling", want, got, func(r *Ruling) bool {
		switch want {
		case "true":
			return r.NeedsRuling != nil
		case "false":
			return r.NeedsRuling == nil
		}
		return got(r) == want
	})
}
