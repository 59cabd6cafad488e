package rulebook

import (
	"maps"
	"slices"
	"strconv"
)

// consequence is one clause's outcome whose small changes are being listed.
type consequence struct {
	m    *Manuscript
	in   Moment
	at   int
	then thenFile
	out  []Edit
}

// outcomeEdits lists the small changes of what follows from a clause.
func (m *Manuscript) outcomeEdits(in Moment, at int) []Edit {
	c := &consequence{m: m, in: in, at: at, then: m.l.file.moment(in)[at].Then}
	c.persons()
	c.effects()
	c.words()
	c.shares()
	c.records()
	return c.out
}

// change lists the clause with another outcome.
func (c *consequence) change(kind Kind, key, says string, change func(*thenFile)) {
	cf := c.m.l.file.moment(c.in)[c.at]
	then := cf.Then
	change(&then)
	cf.Then = then
	path := clausePath(c.in, c.at) + ".then"
	e := c.m.at(path+"."+key, kind, c.m.clauseName(c.in, c.at), says, func() (*Book, error) { return c.m.withClause(c.in, c.at, cf) })
	c.out = append(c.out, during(c.in, c.at, e))
}

// named by any clause of the moment as server or owner.
func (c *consequence) people(pick func(thenFile) string) []string {
	var out []string
	for _, in := range append(Moments(), passing) {
		for _, cf := range c.m.l.file.moment(in) {
			if w := pick(cf.Then); w != "" {
				out = append(out, w)
			}
		}
	}
	return out
}

func (c *consequence) persons() {
	server, owner := func(t thenFile) string { return t.Server }, func(t thenFile) string { return t.Owner }
	if now := server(c.then); now != "" {
		for _, p := range others(c.people(server), now) {
			c.change(EditOutcome, "server", becomes("server = "+now, p), func(t *thenFile) { t.Server = p })
		}
	}
	if now := owner(c.then); now != "" {
		for _, p := range others(c.people(owner), now) {
			c.change(EditOutcome, "owner", becomes("owner = "+now, p), func(t *thenFile) { t.Owner = p })
		}
	}
}

// effects are on turns: another effect on the same advisor, or none.
func (c *consequence) effects() {
	for _, who := range sortedKeys(c.then.Turn) {
		now := c.then.Turn[who]
		for _, effect := range others(turns, now) {
			c.change(EditOutcome, "turn."+who, becomes("turn."+who+" = "+now, effect), func(t *thenFile) {
				t.Turn = maps.Clone(t.Turn)
				t.Turn[who] = effect
			})
		}
		c.change(EditOutcome, "turn."+who, "turn."+who+" = "+now+" is missing", func(t *thenFile) {
			t.Turn = maps.Clone(t.Turn)
			delete(t.Turn, who)
		})
	}
}

func (c *consequence) words() {
	t := c.then
	for _, w := range []struct {
		key, now string
		list     []string
		set      func(*thenFile, string)
	}{
		{"label", t.Label, labels, func(t *thenFile, w string) { t.Label = w }},
		{"by", t.By, serverBys, func(t *thenFile, w string) { t.By = w }},
		{"role", t.Role, serverRoles, func(t *thenFile, w string) { t.Role = w }},
		{"referral_credit", t.ReferralCredit, []string{"referrer", "none"}, func(t *thenFile, w string) { t.ReferralCredit = w }},
		{"arbiter", t.Arbiter, roles, func(t *thenFile, w string) { t.Arbiter = w }},
	} {
		if w.now == "" {
			continue
		}
		other := others(w.list, w.now)[0]
		c.change(EditOutcome, w.key, becomes(w.key+" = "+w.now, other), func(t *thenFile) { w.set(t, other) })
	}
	if t.Valid != nil {
		other := !*t.Valid
		c.change(EditOutcome, "valid", "valid becomes "+strconv.FormatBool(other), func(t *thenFile) { t.Valid = &other })
	}
	for i, q := range t.Ask {
		c.change(EditOutcome, "ask", "the question "+q+" is missing", func(t *thenFile) { t.Ask = without(t.Ask, i) })
	}
	if n := t.NeedsRuling; n != nil {
		other := *n
		other.Role = others(roles, n.Role)[0]
		c.change(EditOutcome, "needs_ruling", becomes("needs_ruling by "+n.Role, other.Role), func(t *thenFile) { t.NeedsRuling = &other })
		if len(t.Open) == 0 {
			c.change(EditOutcome, "needs_ruling", "nobody need rule", func(t *thenFile) { t.NeedsRuling = nil })
		}
	}
}

// shares lists the shares of two neighbours exchanged, or of one alone given
// to somebody else.
func (c *consequence) shares() {
	all, _ := c.then.Split.(map[string]any)
	for _, kind := range sortedKeys(all) {
		shares, _ := all[kind].(map[string]any)
		who := sortedKeys(shares)
		set := func(of map[string]any) func(*thenFile) {
			return func(t *thenFile) { t.Split = withKey(all, map[string]any{kind: of}) }
		}
		at := "split." + kind
		for i := range max(0, len(who)-1) {
			a, b := who[i], who[i+1]
			if shares[a] != shares[b] {
				c.change(EditShare, at, kind+": "+a+" and "+b+" exchange their shares", set(withKey(shares, map[string]any{a: shares[b], b: shares[a]})))
			}
		}
		if len(who) == 1 {
			for _, p := range others(c.sharers(), who[0]) {
				c.change(EditShare, at, becomes(kind+": all to "+who[0], p), set(map[string]any{p: shares[who[0]]}))
			}
		}
		for _, p := range who {
			if len(who) > 1 {
				c.change(EditShare, at, kind+": all to "+p, set(map[string]any{p: int64(1)}))
			}
		}
	}
}

// sharers are all who have a share anywhere in the book.
func (c *consequence) sharers() []string {
	var out []string
	for _, in := range Moments() {
		for _, cf := range c.m.l.file.moment(in) {
			all, _ := cf.Then.Split.(map[string]any)
			for _, shares := range all {
				of, _ := shares.(map[string]any)
				out = append(out, sortedKeys(of)...)
			}
		}
	}
	return out
}

// records are what an outcome adds: each is left out once, and said of
// somebody else.
func (c *consequence) records() {
	for i, m := range c.then.Mark {
		at := "mark." + strconv.Itoa(i)
		c.change(EditOutcome, at, "the mark "+m.Kind+" is missing", func(t *thenFile) { t.Mark = without(t.Mark, i) })
		other := markFile{m.Who, others(markKinds, m.Kind)[0]}
		c.change(EditOutcome, at, becomes("mark "+m.Kind, other.Kind), func(t *thenFile) { t.Mark = withItem(t.Mark, i, other) })
	}
	for i, n := range c.then.Notify {
		c.change(EditOutcome, "notify."+strconv.Itoa(i), "the notice to "+n.To+" is missing", func(t *thenFile) { t.Notify = without(t.Notify, i) })
	}
	for i, r := range c.then.Require {
		c.change(EditOutcome, "require."+strconv.Itoa(i), "the duty "+r.What+" is missing", func(t *thenFile) { t.Require = without(t.Require, i) })
	}
	if c.then.Penalty != nil {
		c.change(EditOutcome, "penalty", "there is no fine", func(t *thenFile) { t.Penalty = nil })
	}
	for i, w := range c.then.Missing {
		c.change(EditOutcome, "missing", w+" need not be there", func(t *thenFile) { t.Missing = without(t.Missing, i) })
	}
}

func without[T any](list []T, i int) []T { return slices.Delete(slices.Clone(list), i, i+1) }

func withItem[T any](list []T, i int, item T) []T {
	out := slices.Clone(list)
	out[i] = item
	return out
}
