package daylog

import (
	"cmp"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// outcome says what a ruling says, one line for each thing that follows.
func (w words) outcome(r rulebook.Ruling) string {
	lines := []string{w.labelled("label", w.word("label", r.Label)), w.served(r)}
	if r.Owner != "" {
		lines = append(lines, w.ruledOwner(r.Owner))
	}
	lines = append(lines, w.turns(r))
	for _, s := range r.Split {
		lines = append(lines, w.split(s))
	}
	lines = append(lines, w.evidence(r)...)
	lines = append(lines, w.duties(r)...)
	lines = append(lines, w.open(r)...)
	return strings.Join(filled(lines), "\n")
}

// labelled puts a heading before what is said, if anything is.
func (w words) labelled(heading, said string) string {
	if said == "" {
		return ""
	}
	return w.say("log.out."+heading, "said", said)
}

func (w words) served(r rulebook.Ruling) string {
	if r.Server == "" {
		return ""
	}
	return w.aside(w.ruledServer(r.Server), w.word("server_by", r.ServerBy), w.word("role", r.Role))
}

func (w words) turns(r rulebook.Ruling) string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(r.Turn)) {
		out = append(out, w.say("log.turned", "advisor", w.advisor(id), "effect", w.word("turn", string(r.Turn[id]))))
	}
	return w.labelled("turn", w.and(out...))
}

// split says who gets which part of one money, the largest part first.
func (w words) split(s rulebook.Split) string {
	ids := slices.Sorted(maps.Keys(s.Shares))
	slices.SortStableFunc(ids, func(a, b floor.AdvisorID) int { return s.Shares[b].Rat().Cmp(s.Shares[a].Rat()) })
	var out []string
	for _, id := range ids {
		out = append(out, w.say("log.share", "advisor", w.advisor(id), "share", string(s.Shares[id])))
	}
	return w.say("log.split", "money", w.word("money", s.Kind), "shares", w.and(out...))
}

// evidence says what the ruling holds of entries, introducers and protection.
func (w words) evidence(r rulebook.Ruling) []string {
	var out []string
	if valid, ok := r.Valid.Value(); ok {
		out = append(out, w.word("valid", strconv.FormatBool(valid)))
	}
	out = append(out, w.labelled("missing", w.words("need", r.Missing)))
	if until, ok := r.ProtectedUntil.Value(); ok {
		out = append(out, w.labelled("protected", until.In(w.zone).Format(time.DateTime)))
	}
	if _, credited := r.ReferralCredit.Value(); credited {
		out = append(out, w.say("log.out.referral_credited"))
	} else if r.ReferralCredit.Null() {
		out = append(out, w.say("log.out.referral_uncredited"))
	}
	if scheme, ok := r.Scheme.Value(); ok {
		out = append(out, w.labelled("scheme", scheme))
	}
	return out
}

// duties says who must do, tell or pay what.
func (w words) duties(r rulebook.Ruling) []string {
	var out []string
	if p, ok := r.Penalty.Value(); ok {
		yuan := strconv.Itoa(p.YuanMin)
		if p.YuanMax > p.YuanMin {
			yuan += "–" + strconv.Itoa(p.YuanMax)
		}
		out = append(out, w.say("log.out.penalty", "who", w.advisor(p.Who), "yuan", yuan))
	}
	for _, m := range r.Mark {
		out = append(out, w.say("log.out.mark", "who", w.who(m.Who), "mark", w.word("mark", m.Kind)))
	}
	for _, n := range r.Notify {
		said := w.say("log.out.notify", "from", w.who(n.From), "to", w.who(n.To))
		out = append(out, w.aside(said, w.word("when", n.When), w.word("what", n.What)))
	}
	for _, q := range r.Require {
		said := w.say("log.out.require", "who", w.who(q.Who), "what", w.word("duty", q.What))
		out = append(out, w.aside(said, q.Form, w.word("deadline", q.Deadline)))
	}
	return out
}

// open says what is left to ask or to a person.
func (w words) open(r rulebook.Ruling) []string {
	out := []string{w.labelled("ask", w.words("question", r.Ask)), w.labelled("arbiter", w.word("who", r.Arbiter))}
	if n := r.NeedsRuling; n != nil {
		out = append(out, w.say("log.out.needs_ruling", "role", w.who(cmp.Or(n.Role, "manager")),
			"why", strings.TrimSpace(n.Clause+" "+n.Why.In(w.lang))))
	}
	return out
}

func (w words) words(list string, codes []string) string {
	var out []string
	for _, c := range codes {
		out = append(out, w.word(list, c))
	}
	return w.and(out...)
}

// clauses says each clause that a ruling cites with its sentence, one a line.
func (w words) clauses(r rulebook.Ruling) string {
	var out []string
	for _, c := range r.Clauses {
		out = append(out, c.Row+"  "+c.Text.In(w.lang))
	}
	return strings.Join(out, "\n")
}
