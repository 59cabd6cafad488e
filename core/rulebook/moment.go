package rulebook

import (
	"fmt"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
)

// moment compiles the clauses of one moment.
func (l *loading) moment(m Moment) {
	seen := map[string]int{}
	for i, cf := range l.file.moment(m) {
		path := string(m) + "." + strconv.Itoa(i)
		id := cf.Clause + " " + cf.Variant
		if first, ok := seen[id]; ok {
			l.bad(path+".clause", "clause %s stands here twice (it is also the clause number %d of %s); a variant tells them apart", cf.Clause, first+1, m)
		}
		seen[id] = i
		l.out.moments[m] = append(l.out.moments[m], l.clause(m, path, cf))
	}
}

func (l *loading) clause(m Moment, path string, cf clauseFile) *clause {
	c := &clause{row: cf.Clause, variant: cf.Variant, when: strings.TrimSpace(cf.When), text: l.sentence(path, cf)}
	var used []string
	for _, r := range cf.By {
		if l.out.readings[r] == nil {
			l.bad(path+".by", "no reading %q (%s)", r, meant(r, l.readingIDs()))
		}
		used = append(used, "reading."+r)
	}
	if l.out.readings[c.row] != nil {
		used = append(used, "reading."+c.row)
	}
	if c.when != "" {
		e := l.expression(path+".when", cf.When)
		checked, faults := e.compile(boolType)
		if len(faults) == 0 {
			used = append(used, usedNames(checked)...)
			c.terms, faults = e.conjuncts(checked)
		}
		l.faults = append(l.faults, faults...)
	}
	o := &outcomes{loading: l, m: m, path: path + ".then"}
	c.then = o.compile(cf.Then)
	c.uses = l.settingsAmong(append(used, o.uses...))
	return c
}

// sentence is the clause's own, or that of where its number stands first.
func (l *loading) sentence(path string, cf clauseFile) Text {
	if cf.Clause == "" {
		l.badKey(path, "a clause needs its printed number")
		return Text{}
	}
	t := Text{cf.ZH, cf.EN}
	if t == (Text{}) {
		t = l.texts[cf.Clause]
		if r := l.out.readings[cf.Clause]; r != nil && t == (Text{}) {
			t = r.text
		}
	}
	if t.ZH == "" || t.EN == "" {
		l.badKey(path, "clause %s needs its sentence in zh and in en", cf.Clause)
	}
	if _, ok := l.texts[cf.Clause]; !ok {
		l.texts[cf.Clause] = t
	}
	return t
}

func (l *loading) readingIDs() []string {
	var ids []string
	for id := range l.out.readings {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// settingsAmong keeps the readings and parameters among names, those behind
// definitions included.
func (l *loading) settingsAmong(used []string) []string {
	var out []string
	seen := map[string]bool{}
	var visit func(string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, n := range l.uses[name] {
			visit(n)
		}
		if i := strings.LastIndexByte(name, '.'); i > 0 {
			visit("who" + name[i:])
		}
		root, _, _ := strings.Cut(name, ".")
		if strings.HasPrefix(name, "who.") {
			return
		}
		if strings.HasPrefix(name, "reading.") || l.out.parameters[root] != nil {
			out = append(out, strings.TrimSuffix(name, ".known"))
		} else if name != root {
			visit(root) // a definition that names a person
		}
	}
	for _, n := range used {
		visit(n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// complete checks that every moment answers, and that each part that a moment
// decides is decided by some clause whatever the facts.
func (l *loading) complete() {
	for _, m := range Moments() {
		cs := l.out.moments[m]
		if len(cs) == 0 {
			l.badKey("", "the rulebook does not answer at %s; say by a reading what then holds", m)
			continue
		}
		always := map[string]bool{}
		var parts []string
		for _, c := range cs {
			for _, part := range c.then.parts() {
				if part == "server" || part == "owner" || strings.HasPrefix(part, "split.") {
					parts = append(parts, part)
				}
				if c.when == "" {
					always[part] = true
				}
			}
		}
		slices.Sort(parts)
		for _, part := range slices.Compact(parts) {
			if !always[part] && !(always["split"] && strings.HasPrefix(part, "split.")) {
				last := string(m) + "." + strconv.Itoa(len(cs)-1)
				l.badKey(last, "at %s no clause decides %s whatever the facts; a last clause without a when must", m, part)
			}
		}
	}
}

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
	if (t.By != "" || t.Role != "") && t.Server == "" {
		o.badKey(o.path, "by and role say how somebody serves, but the clause names no server")
	}
	for i, q := range t.Ask {
		out.ask = append(out.ask, o.oneOf("ask."+strconv.Itoa(i), q, questions(factFieldsOfAll())))
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
		out.missing = append(out.missing, o.oneOf("missing."+strconv.Itoa(i), m, registerNeed))
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
		if p := o.out.parameters[v]; p != nil && p.unit == "yuan" {
			o.uses = append(o.uses, v)
			return amount{param: v}
		}
	}
	o.bad(o.path+"."+at, "a number of yuan or the name of a parameter is wanted, not %v", v)
	return amount{}
}

// money compiles the split: kind → person → share.
func (o *outcomes) money(v any, out *outcome) {
	switch v := v.(type) {
	case nil:
	case string:
		out.ruledSplit, out.noSplit = v == "ruling", v == "none"
		if !out.ruledSplit && !out.noSplit {
			o.bad(o.path+".split", `a split is a table of shares, "ruling" or "none"`)
		}
	case map[string]any:
		for _, kind := range sortedKeys(v) {
			at := "split." + kind
			if !isWord(kind, splitKinds) {
				o.badKey(o.path+"."+at, "%q is not a kind of money (%s)", kind, meant(kind, splitKinds))
			}
			shares, ok := v[kind].(map[string]any)
			if !ok {
				o.bad(o.path+"."+at, "shares are a table from person to fraction")
				continue
			}
			out.split = append(out.split, o.shares(at, kind, shares))
		}
	default:
		o.bad(o.path+".split", `a split is a table of shares, "ruling" or "none"`)
	}
}

func (o *outcomes) shares(at, kind string, shares map[string]any) splitOf {
	s := splitOf{kind: kind}
	for _, person := range sortedKeys(shares) {
		w := o.whomKey(at+"."+person, person, nil)
		if w == nil {
			continue
		}
		sh := shareOf{who: *w}
		text := fmt.Sprint(shares[person])
		path := strings.Split(text, ".")
		if p := o.out.parameters[path[0]]; p != nil && p.unit == "share" {
			o.uses = append(o.uses, path[0])
			sh.path = path
			if p.value == nil {
				return s // the parameter's own fault is enough
			}
			if _, ok := p.share(path[1:]); !ok {
				o.bad(o.path+"."+at+"."+person, "parameter %s has no share %q", path[0], strings.Join(path[1:], "."))
			}
		} else if share, err := parseShare(text); err != nil {
			o.bad(o.path+"."+at+"."+person, "%s, nor a share of a parameter", err)
		} else {
			sh.share = share
		}
		s.shares = append(s.shares, sh)
	}
	if sum := s.sum(o.out); sum.Cmp(big.NewRat(1, 1)) != 0 {
		o.badKey(o.path+"."+at, "the shares of the %s add up to %s, not to 1", kind, sum.RatString())
	}
	return s
}

func (s *splitOf) sum(b *Book) *big.Rat {
	sum := new(big.Rat)
	for _, sh := range s.shares {
		sum.Add(sum, sh.in(b).Rat())
	}
	return sum
}

// in is the share with the book's parameters.
func (sh *shareOf) in(b *Book) Share {
	if sh.path == nil {
		return sh.share
	}
	s, _ := b.parameters[sh.path[0]].share(sh.path[1:])
	return s
}

// sharesStillSum checks the splits after a parameter was changed.
func (b *Book) sharesStillSum() error {
	for _, m := range Moments() {
		for _, c := range b.moments[m] {
			for _, s := range c.then.split {
				if sum := s.sum(b); sum.Cmp(big.NewRat(1, 1)) != 0 {
					return fmt.Errorf("rulebook %s: clause %s at %s: the shares of the %s add up to %s, not to 1", b.id, c.row, m, s.kind, sum.RatString())
				}
			}
		}
	}
	return nil
}

// word reads a word of a list, or "@A6" for the choice of a reading.
func (o *outcomes) word(at, text string, list []string) word {
	if text == "" {
		return word{}
	}
	if id, ok := strings.CutPrefix(text, "@"); ok {
		return word{reading: o.reading(at, id, list)}
	}
	return word{is: o.oneOf(at, text, list)}
}

// reading checks that every choice of a reading is one of the words.
func (o *outcomes) reading(at, id string, list []string) string {
	r := o.out.readings[id]
	if r == nil {
		o.bad(o.path+"."+at, "no reading %q (%s)", id, meant(id, o.readingIDs()))
		return ""
	}
	o.uses = append(o.uses, "reading."+id)
	for _, c := range r.choices {
		if !isWord(c, list) {
			o.bad(o.path+"."+at, "reading %s may choose %q, which cannot stand here (%s)", id, c, meant(c, list))
		}
	}
	return id
}

func (o *outcomes) oneOf(at, text string, list []string) string {
	if text != "" && !isWord(text, list) {
		o.bad(o.path+"."+at, "%q is not known here (%s)", text, meant(text, list))
	}
	return text
}

// must reads who somebody is where the outcome cannot do without.
func (o *outcomes) must(at, text string, words []string) *whom {
	if text == "" {
		o.bad(o.path+"."+at, "nobody is named here")
		return nil
	}
	return o.whom(at, text, words)
}

// whom reads how an outcome names somebody, nil for the empty text.
func (o *outcomes) whom(at, text string, words []string) *whom {
	switch {
	case text == "":
		return nil
	case text == "server":
		return &whom{server: true}
	case isWord(text, words):
		return &whom{word: text}
	case strings.HasPrefix(text, "@"):
		return &whom{reading: o.reading(at, text[1:], o.out.names.people)}
	}
	if i, ok := o.out.names.index[text]; ok {
		typ := o.out.names.vars[i].typ
		if typ.IsExactType(cel.ListType(cel.StringType)) || slices.Contains(o.out.names.people, text) {
			o.uses = append(o.uses, text)
			return &whom{person: text, group: !typ.IsExactType(cel.StringType)}
		}
	}
	o.bad(o.path+"."+at, "%q is nobody (%s)", text, meant(text, append(append([]string{"server"}, words...), o.out.names.people...)))
	return nil
}

// whomKey is whom for a name that stands as a key.
func (o *outcomes) whomKey(at, text string, words []string) *whom {
	n := len(o.faults)
	w := o.whom(at, text, words)
	if w == nil && len(o.faults) > n {
		p := o.places.key(o.path + "." + at)
		o.faults[n].Line, o.faults[n].Column = p.line, p.column
	}
	return w
}

func (o *outcomes) time(at, src string) *program {
	e := o.expression(o.path+"."+at, src)
	checked, faults := e.compile(cel.TimestampType)
	if len(faults) == 0 {
		o.uses = append(o.uses, usedNames(checked)...)
		var p *program
		if p, faults = e.program(checked); p != nil {
			return p
		}
	}
	o.faults = append(o.faults, faults...)
	return nil
}
