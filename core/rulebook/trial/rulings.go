package trial

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"shouwen/core/rulebook"
)

// A Change is one part of a ruling that two rulebooks answer differently.
type Change struct{ Part, Was, Is string }

// changes lists what two rulings of the same facts decide differently.
func changes(a, b *rulebook.Ruling) []Change { return differing(decided(a), decided(b)) }

// seenChanges lists all by which a case could tell two rulings apart: what
// they decide, and the rows that they cite for it.
func seenChanges(a, b *rulebook.Ruling) []Change { return differing(visible(a), visible(b)) }

func differing(x, y map[string]string) []Change {
	var out []Change
	for _, part := range slices.Sorted(maps.Keys(x)) {
		if x[part] != y[part] {
			out = append(out, Change{part, x[part], y[part]})
		}
	}
	return out
}

// visible is what a case can see of a ruling.
func visible(r *rulebook.Ruling) map[string]string {
	out := decided(r)
	out["clauses"], out["owner_why"] = words(citedRows(r)), words(r.OwnerWhy)
	if t, ok := r.ProtectedUntil.Value(); ok { // a case speaks of the day
		out["protected_until"] = t.Format(time.DateOnly)
	}
	return out
}

func citedRows(r *rulebook.Ruling) []string {
	var out []string
	for _, c := range r.Clauses {
		if !slices.Contains(out, c.Row) {
			out = append(out, c.Row)
		}
	}
	return out
}

// decided spells what a ruling decides, part by part, without what it rests on.
func decided(r *rulebook.Ruling) map[string]string {
	needs := ""
	if r.NeedsRuling != nil {
		needs = r.NeedsRuling.Role
	}
	penalty := ""
	if p, ok := r.Penalty.Value(); ok {
		penalty = fmt.Sprintf("%s %d-%d", p.Who, p.YuanMin, p.YuanMax)
	}
	return map[string]string{
		"ask": words(r.Ask), "label": r.Label, "server": string(r.Server), "server_by": r.ServerBy, "role": r.Role,
		"owner": string(r.Owner), "turn": spell(r.Turn), "split": splits(r), "scheme": r.Scheme.Or(""),
		"referral_credit": spell(r.ReferralCredit), "penalty": penalty, "mark": each(r.Mark), "notify": each(r.Notify),
		"require": each(r.Require), "valid": spell(r.Valid), "missing": words(r.Missing), "protected_until": spell(r.ProtectedUntil),
		"arbiter": r.Arbiter, "needs_ruling": needs,
	}
}

func words(list []string) string {
	return strings.Join(slices.Sorted(slices.Values(list)), " ")
}

func spell(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("trial: " + err.Error())
	}
	if s := string(text); s != "null" {
		return s
	}
	return ""
}

// each spells records, in no order of importance.
func each[T any](list []T) string {
	if len(list) == 0 {
		return ""
	}
	var out []string
	for _, r := range list {
		out = append(out, spell(r))
	}
	return words(out)
}

// splits spells each kind of money, so that nothing shared is not the same as
// not ruled on.
func splits(r *rulebook.Ruling) string {
	var out []string
	for _, s := range r.Split {
		out = append(out, s.Kind+spell(s.Shares))
	}
	return words(out)
}
