package rulebook

import (
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
		notify require valid missing protected_until arbiter needs_ruling clauses without`)
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
	case "without":
		x.without(v)
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

// protectedUntil compares the day: a protection ends with one.
func (x *expecting) protectedUntil(v *yaml.Node) {
	const day = "2006-01-02"
	got := func(r *Ruling) string {
		if t, ok := r.ProtectedUntil.Value(); ok {
			return t.Format(day)
		}
		return ""
	}
	if isNull(v) {
		x.add("protected_until", "", got, func(r *Ruling) bool { return got(r) == "" })
		return
	}
	(&facts{reader: x.reader, zone: time.UTC}).time(v, "protected_until")
	x.add("protected_until", v.Value, got, func(r *Ruling) bool {
		t, ok := r.ProtectedUntil.Value()
		want := (&facts{reader: &reader{}, zone: t.Location()}).time(v, "")
		return ok && want.In(t.Location()).Format(day) == t.Format(day)
	})
}

// without wants that something is not in one of the ruling's lists, as a near
// miss does: a duty that is not asked for, a clause that does not decide.
func (x *expecting) without(v *yaml.Node) {
	lists := strings.Fields("ask require mark notify missing clauses")
	not := &expecting{reader: x.reader}
	x.pairs(v, "without", lists, func(key string, k, v *yaml.Node) bool {
		return isWord(key, lists) && not.outcome(key, k, v)
	})
	for _, c := range not.checks {
		x.add("without."+c.name, "no "+c.want, c.got, func(r *Ruling) bool { return !c.met(r) })
	}
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
