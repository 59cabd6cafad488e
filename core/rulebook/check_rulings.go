package rulebook

import (
	"encoding/json"
	"maps"
	"slices"
)

// apartIn names the parts that two rulings of the same facts decide
// differently. What a ruling says twice it says once.
func apartIn(a, b *Ruling, rows bool) []string {
	x, y := a.parts(rows), b.parts(rows)
	var out []string
	for _, part := range slices.Sorted(maps.Keys(x)) {
		if !slices.Equal(x[part], y[part]) {
			out = append(out, part)
		}
	}
	return out
}

// parts spells what a ruling decides, part by part, without what it rests on.
func (r *Ruling) parts(rows bool) map[string][]string {
	needs, penalty := "", Penalty{}
	if r.NeedsRuling != nil {
		needs = r.NeedsRuling.Role
	}
	if p, ok := r.Penalty.Value(); ok {
		penalty = Penalty{p.Who, p.YuanMin, p.YuanMax, ""}
	}
	out := map[string][]string{
		"ask": set(r.Ask), "label": {r.Label}, "server": {string(r.Server), r.ServerBy, r.Role}, "owner": {string(r.Owner)},
		"turn": {written(r.Turn)}, "split": set(each(r.Split, func(s Split) string { return s.Kind + " " + spellShares(s.Shares) })),
		"scheme": {r.Scheme.Or("")}, "referral_credit": {written(r.ReferralCredit)}, "penalty": {written(penalty)},
		"mark": set(each(r.Mark, written)), "notify": set(each(r.Notify, written)), "require": set(each(r.Require, written)),
		"valid": {written(r.Valid)}, "missing": set(r.Missing), "protected_until": {written(r.ProtectedUntil)},
		"arbiter": {r.Arbiter}, "needs_ruling": {needs},
	}
	if rows {
		out["clauses"] = set(each(r.Clauses, func(c Cited) string { return c.Row }))
	}
	return out
}

func set(list []string) []string { return slices.Compact(slices.Sorted(slices.Values(list))) }

func written[T any](v T) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic("rulebook: " + err.Error())
	}
	return string(text)
}
