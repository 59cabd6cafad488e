package replay

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// ruled compares the last ruling on a visit, or the last at a moment, part by part.
func (p *player) ruled(s step) (string, error) {
	o, err := p.visit(s.word(0))
	if err != nil {
		return "", err
	}
	v, err := p.desk.Visit(o.Visit)
	if err != nil {
		return "", err
	}
	r, ok, err := lastRuling(v, s.pairs["moment"])
	if err != nil || !ok {
		return "there is no such ruling", err
	}
	var wrong []string
	for _, key := range slices.Sorted(maps.Keys(s.pairs)) {
		wrong = append(wrong, p.ruledAs(r, key, s.pairs[key]))
	}
	if text := all(wrong...); text != "" {
		return text + "; " + whyNot(r), nil
	}
	return "", nil
}

func lastRuling(v desk.Visit, moment string) (rulebook.Ruling, bool, error) {
	for _, ruled := range slices.Backward(v.Rulings) {
		if moment == "" || ruled.Moment == moment {
			var r rulebook.Ruling
			return r, true, json.Unmarshal(ruled.Ruling, &r)
		}
	}
	return rulebook.Ruling{}, false, nil
}

func (p *player) ruledAs(r rulebook.Ruling, key, want string) string {
	kind, who, _ := strings.Cut(key, ".")
	switch kind {
	case "moment":
		return differ(key, string(r.Moment), want)
	case "server":
		return differ(key, orDash(string(r.Server)), want)
	case "by":
		return differ(key, r.ServerBy, want)
	case "role":
		return differ(key, r.Role, want)
	case "label":
		return differ(key, r.Label, want)
	case "owner":
		return differ(key, orDash(string(r.Owner)), want)
	case "ask":
		return differ(key, strings.Join(r.Ask, ","), want)
	case "turn":
		return differ(key, orDash(string(r.Turn[floor.AdvisorID(who)])), want)
	case "protected":
		return differ(key, p.until(r), want)
	case "valid":
		return differ(key, yesNo(r.Valid.Or(false)), want)
	case "notify":
		return differ(key, notices(r), want)
	case "clause":
		return cites(r, strings.Split(want, ","))
	case "needs-ruling":
		return differ(key, yesNo(r.NeedsRuling != nil), want)
	case "credit":
		return differ(key, yesNo(!r.ReferralCredit.Null() && r.ReferralCredit.Known()), want)
	case "mark":
		return differ(key, marks(r), want)
	case "split":
		if who == "" {
			return differ("what is divided", divided(r), want)
		}
		return sharesAs(r, who, want)
	}
	return ""
}

func marks(r rulebook.Ruling) string {
	var out []string
	for _, m := range r.Mark {
		out = append(out, m.Who+":"+m.Kind)
	}
	return orDash(strings.Join(out, ","))
}

// notices lists who tells whom, such as "ana>ben".
func notices(r rulebook.Ruling) string {
	var out []string
	for _, n := range r.Notify {
		out = append(out, n.From+">"+n.To)
	}
	return orDash(strings.Join(out, ","))
}

// divided lists the kinds of money that a ruling divides.
func divided(r rulebook.Ruling) string {
	var out []string
	for _, s := range r.Split {
		out = append(out, s.Kind)
	}
	slices.Sort(out)
	return orDash(strings.Join(out, ","))
}

// until is the last protected day.
func (p *player) until(r rulebook.Ruling) string {
	at, ok := r.ProtectedUntil.Value()
	if !ok {
		return "-"
	}
	return floor.DayOf(at, p.zone)
}

func cites(r rulebook.Ruling, want []string) string {
	var rows []string
	for _, c := range r.Clauses {
		rows = append(rows, c.Row)
	}
	for _, w := range want {
		if !slices.Contains(rows, w) {
			return fmt.Sprintf("clause %s is not cited, only %s", w, strings.Join(rows, ", "))
		}
	}
	return ""
}

// sharesAs compares one advisor's share of one money: "commission.ana" with "2/3".
func sharesAs(r rulebook.Ruling, key, want string) string {
	kind, who, _ := strings.Cut(key, ".")
	w, ok := new(big.Rat).SetString(want)
	if !ok {
		return fmt.Sprintf("%q is not a share such as 2/3", want)
	}
	for _, sp := range r.Split {
		if sp.Kind == kind {
			if got := sp.Shares[floor.AdvisorID(who)].Rat(); got.Cmp(w) != 0 {
				return fmt.Sprintf("%s of the %s is %s, want %s", who, kind, got.RatString(), want)
			}
			return ""
		}
	}
	return "no " + kind + " was divided"
}

// whyNot tells which clauses were cited and which were passed over, since that is what one asks next.
func whyNot(r rulebook.Ruling) string {
	var cited, passed []string
	for _, c := range r.Clauses {
		cited = append(cited, c.Row+"("+strings.Join(c.Parts, " ")+")")
	}
	for _, c := range r.Passed {
		passed = append(passed, c.Row+" for "+c.On)
	}
	return "cited: " + strings.Join(cited, ", ") + "; passed over: " + strings.Join(passed, ", ")
}
