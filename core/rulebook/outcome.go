package rulebook

import (
	"slices"
	"strconv"
	"strings"
)

// outcomes compiles the then of one clause.
type outcomes struct {
	*loading
	m    Moment
	path string
	uses []string
}

func (o *outcomes) compile(t thenFile) outcome {
	out := outcome{
		label: o.word("label", t.Label, labels), by: o.word("by", t.By, serverBys), role: o.word("role", t.Role, serverRoles),
		server: o.whom("server", t.Server, nil), owner: o.whom("owner", t.Owner, ownerWords),
		scheme: t.Scheme, credit: o.oneOf("referral_credit", t.ReferralCredit, []string{"referrer", "none"}), valid: t.Valid,
		arbiter: o.oneOf("arbiter", t.Arbiter, roles), needs: t.NeedsRuling,
	}
	if (t.Role != "" || t.By != "" && !slices.Contains(t.Open, "server")) && t.Server == "" {
		o.badKey(o.path, "by and role say how somebody serves, but the clause names no server")
	}
	for i, q := range t.Ask {
		out.ask = append(out.ask, o.oneOf("ask."+strconv.Itoa(i), q, questions(factFieldsOfAll())))
		out.answers = append(out.answers, answerField(q))
	}
	for _, key := range sortedKeys(t.Turn) {
		if w := o.whomKey("turn."+key, key, nil); w != nil {
			out.turn = append(out.turn, turnOf{*w, o.word("turn."+key, t.Turn[key], turns)})
		}
	}
	o.money(t.Split, &out)
	o.consequences(t, &out)
	if t.ProtectedUntil != "" {
		out.protected = o.time("protected_until", t.ProtectedUntil)
	}
	for i, m := range t.Missing {
		if w := o.must("missing."+strconv.Itoa(i), m, registerNeed); w != nil {
			out.missing = append(out.missing, *w)
		}
	}
	if t.NeedsRuling != nil {
		o.oneOf("needs_ruling.role", t.NeedsRuling.Role, roles)
		if t.NeedsRuling.Role == "" {
			o.bad(o.path+".needs_ruling", "needs_ruling must name a role")
		}
	}
	for i, p := range t.Open {
		out.open = append(out.open, o.oneOf("open."+strconv.Itoa(i), p, []string{"label", "server", "owner", "split"}))
	}
	if len(t.Open) > 0 && t.NeedsRuling == nil {
		o.bad(o.path+".open", "parts are left open, but needs_ruling does not say to whom")
	}
	out.empty = len(out.parts()) == 0 && !out.adds()
	return out
}

func (o *outcomes) consequences(t thenFile, out *outcome) {
	for i, m := range t.Mark {
		at := "mark." + strconv.Itoa(i)
		if w := o.must(at+".who", m.Who, roles); w != nil {
			out.mark = append(out.mark, markOf{*w, o.oneOf(at+".kind", m.Kind, markKinds)})
		}
	}
	for i, n := range t.Notify {
		at := "notify." + strconv.Itoa(i)
		from, to := o.must(at+".from", n.From, roles), o.must(at+".to", n.To, roles)
		if from != nil && to != nil {
			out.notify = append(out.notify, notifyOf{*from, *to, n.When, n.What})
		}
	}
	for i, r := range t.Require {
		at := "require." + strconv.Itoa(i)
		if w := o.must(at+".who", r.Who, append([]string{"all"}, roles...)); w != nil {
			out.require = append(out.require, requireOf{*w, o.oneOf(at+".what", r.What, duties), r.Form, o.oneOf(at+".deadline", r.Deadline, deadlines)})
		}
	}
	if t.Penalty != nil {
		if w := o.must("penalty.who", t.Penalty.Who, nil); w != nil {
			out.penalty = &penaltyOf{*w, o.amount("penalty.yuan_min", t.Penalty.YuanMin), o.amount("penalty.yuan_max", t.Penalty.YuanMax)}
		}
	}
}

func (o *outcomes) amount(at string, v any) amount {
	switch v := v.(type) {
	case int64:
		return amount{yuan: int(v)}
	case string:
		name, end, ranged := strings.Cut(v, ".")
		if p := o.out.parameters[name]; p != nil && p.unit == "yuan" && (!ranged || isWord(end, []string{"min", "max"})) {
			o.uses = append(o.uses, name)
			return amount{param: name, end: slices.Index([]string{"min", "max"}, end)}
		}
	}
	o.bad(o.path+"."+at, "a number of yuan or the name of a parameter is wanted, not %v", v)
	return amount{}
}
