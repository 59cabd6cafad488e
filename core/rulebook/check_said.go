package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/go-air/gini/z"
)

// said is what a rulebook rules at one moment: each thing that it may rule,
// spelled out, with when it does. Two rulebooks rule alike wherever both rule
// the same things.
type said map[string][]z.Lit

// telling works out what is said.
type telling struct {
	*study
	out   said
	when  z.Lit            // the clauses are asked at all
	needs z.Lit            // a person had to rule before the first of them
	turns map[string]z.Lit // by advisor: his turn is settled
	rows  bool             // the rows that are cited are said as well
}

// tell works out what the book rules at the moment.
func (s *study) tell(rows bool) said {
	t := &telling{study: s, out: said{}, when: s.w.yes, needs: s.w.no(), turns: map[string]z.Lit{}, rows: rows}
	for _, x := range s.clauses {
		t.clause(x)
	}
	t.passedOver()
	return t.out
}

func (t *telling) say(m z.Lit, what string, args ...any) {
	if m = t.w.and(t.when, m); m != t.w.no() {
		key := fmt.Sprintf(what, args...)
		t.out[key] = append(t.out[key], m)
	}
}

func (t *telling) clause(x *studied) {
	w := t.w
	if x.c.states() {
		t.cite(x, w.and(x.yes, t.put(x)))
		return
	}
	live := t.live(x)
	for _, q := range x.c.then.ask {
		t.say(w.and(live, w.is(w.name("answer."+q+".known"), true).Not()), "ask %s", q)
	}
	served := t.serves(x, live)
	t.parts(x)
	t.records(x, live)
	t.effects(x, served)
	t.rulings(x, live)
	t.cite(x, w.or(live, w.and(t.put(x), x.maybe, t.left(x))))
}

func (t *telling) cite(x *studied, m z.Lit) {
	if t.rows {
		t.say(m, "row %s", x.c.row)
	}
}

// serves says who serves, and returns when the clause has a say in what goes
// with that.
func (t *telling) serves(x *studied, live z.Lit) z.Lit {
	w, o := t.w, &x.c.then
	if o.server == nil {
		return live
	}
	taken := t.takes(x, "server")
	is := w.name("current")
	if !o.server.server {
		is = t.whoIs(x, o.server)
	}
	found := w.no()
	for _, p := range is.options {
		if id, ok := p.is.(string); ok && id != "" {
			m := w.and(taken, p.if_)
			t.say(m, "server %s", id)
			found = w.or(found, m)
		}
	}
	t.word(found, "by", o.by)
	t.word(found, "role", o.role)
	return found
}

func (t *telling) word(m z.Lit, what string, of word) {
	if of.reading == "" {
		t.say(m, what+" %s", of.is)
		return
	}
	for _, o := range t.w.reading(t.w.book.readings[of.reading]).options {
		t.say(t.w.and(m, o.if_), what+" %s", o.is)
	}
}

// parts says what the clause decides once for all.
func (t *telling) parts(x *studied) {
	w, o := t.w, &x.c.then
	for _, p := range o.parts() {
		m := t.takes(x, p)
		switch {
		case p == "owner" && o.owner != nil:
			t.persons(x, m, "owner", o.owner)
		case p == "label" && o.label != word{}:
			t.word(m, "label", o.label)
		case p == "scheme":
			t.say(m, "scheme %s", o.scheme)
		case p == "arbiter":
			t.say(m, "arbiter %s", o.arbiter)
		case p == "referral_credit":
			t.say(m, "credit %s", o.credit)
		case p == "valid":
			t.say(m, "valid %v", *o.valid)
			for i := range o.missing {
				t.persons(x, m, "missing", &o.missing[i])
			}
		case p == "protected_until":
			for _, u := range t.until(x).options {
				if at, ok := u.is.(instantOf); ok {
					t.say(w.and(m, u.if_), "protected %d", at)
				}
			}
		case p == "penalty":
			t.persons(x, m, fmt.Sprintf("penalty %d %d", o.penalty.min.in(w.book), o.penalty.max.in(w.book)), &o.penalty.who)
		case p == "split" && o.ruledSplit:
			t.say(m, "split as ruled")
		case o.splitOf(p) != nil:
			t.split(x, w.and(m, t.missing(x, p).Not()), o.splitOf(p))
		case p == "server" && o.server == nil:
			t.word(m, "by", o.by)
		}
	}
}

func (t *telling) persons(x *studied, m z.Lit, what string, who *whom) {
	for _, p := range t.several(x, who) {
		t.say(t.w.and(m, p.if_), "%s %s", what, p.is)
	}
}

// split says the shares in their order, and who has each.
func (t *telling) split(x *studied, m z.Lit, s *splitOf) {
	var shares []string
	var who []*whom
	for i := range s.shares {
		if share := s.of(&s.shares[i], t.w.book); share.Rat().Sign() != 0 {
			shares, who = append(shares, share.Rat().RatString()), append(who, &s.shares[i].who)
		}
	}
	for i := range who {
		t.persons(x, m, "split "+s.kind+" "+strings.Join(shares, "+")+" "+strconv.Itoa(i), who[i])
	}
}

func (t *telling) records(x *studied, live z.Lit) {
	o := &x.c.then
	for i := range o.mark {
		t.persons(x, live, "mark "+o.mark[i].kind, &o.mark[i].who)
	}
	for i := range o.require {
		r := &o.require[i]
		t.persons(x, live, "require "+strings.Join([]string{r.what, r.form, r.deadline}, "|"), &r.who)
	}
}

// effects are what goes with serving: turns, the first effect on each
// advisor, and notices.
func (t *telling) effects(x *studied, served z.Lit) {
	w, o := t.w, &x.c.then
	for i := range o.turn {
		for _, p := range t.several(x, &o.turn[i].who) {
			id := p.is.(string)
			m := w.and(t.when, served, p.if_)
			t.word(w.and(m, t.settled(id).Not()), "turn "+id, o.turn[i].what)
			t.turns[id] = w.or(t.settled(id), m)
		}
	}
	for i := range o.notify {
		n := &o.notify[i]
		for _, from := range t.whoIs(x, &n.from).options {
			for _, to := range t.several(x, &n.to) {
				if from.is != "" && from.is != to.is {
					t.say(w.and(served, from.if_, to.if_), "notify %s>%s %s %s", from.is, to.is, n.when, n.what)
				}
			}
		}
	}
}

func (t *telling) settled(id string) z.Lit {
	if m, ok := t.turns[id]; ok {
		return m
	}
	return t.w.no()
}

// rulings says which role must rule, the first that is called.
func (t *telling) rulings(x *studied, live z.Lit) {
	w := t.w
	first := w.and(t.needs.Not(), t.before(x.at, "needs_ruling").Not())
	lacking := t.finds(x).Not()
	open := w.and(t.put(x), x.maybe, t.left(x))
	t.say(w.and(first, w.or(open, w.and(live, lacking))), "needs %s", w.book.asks)
	if n := x.c.then.needs; n != nil {
		t.say(w.and(first, live, lacking.Not()), "needs %s", n.Role)
	}
}

// passedOver judges those in the line whom the server was taken before.
func (t *telling) passedOver() {
	w := t.w
	if len(w.book.moments[passing]) == 0 || len(t.clauses) == 0 {
		return
	}
	byTurn := t.byTurn()
	if byTurn == w.no() {
		return
	}
	server := t.served(t.clauses[len(t.clauses)-1])
	needs := t.before(len(t.clauses), "needs_ruling")
	before := w.he
	for _, id := range advisorsOf {
		w.he = id
		s := studyOf(w, passing, func() z.Lit { return w.yes })
		s.serving = server
		p := &telling{study: s, out: t.out, needs: needs, turns: t.turns, rows: t.rows}
		p.when = w.and(byTurn, t.passes(id, server))
		for _, x := range s.clauses {
			p.clause(x)
			p.when = w.and(p.when, p.settled(id).Not())
		}
	}
	w.he = before
}

// byTurn states that the server was taken from the line.
func (t *telling) byTurn() z.Lit {
	w := t.w
	var any []z.Lit
	for _, x := range t.clauses {
		if who := x.c.then.server; who != nil {
			by := w.is(t.wordIs(x.c.then.by), "turn")
			if by != w.no() {
				any = append(any, w.and(by, t.takes(x, "server"), t.nobody(x, who).Not()))
			}
		}
	}
	return w.or(any...)
}

func (t *telling) wordIs(of word) *symbol {
	if of.reading == "" {
		return fixed(t.w.logic, of.is)
	}
	return t.w.reading(t.w.book.readings[of.reading])
}

// passes states that an advisor stands before the server in the queue.
func (t *telling) passes(id string, server *symbol) z.Lit {
	w := t.w
	due := w.creditsDue()
	owed := func(id string) z.Lit { return w.and(due, w.is(w.owed(id), int64(0)).Not()) }
	queued := func(id string) z.Lit { return w.or(owed(id), w.inLine(id)) }
	var any []z.Lit
	for _, o := range server.options {
		other, _ := o.is.(string)
		if other == id {
			continue
		}
		if !slices.Contains(advisorsOf, other) {
			any = append(any, w.and(o.if_, queued(id)))
			continue
		}
		sooner := w.and(queued(id), queued(other).Not())
		if id < other {
			sooner = w.or(sooner, w.and(owed(id), owed(other)), w.and(queued(id), owed(id).Not(), owed(other).Not()))
		}
		any = append(any, w.and(o.if_, w.or(sooner, w.and(owed(id), owed(other).Not()))))
	}
	return w.or(any...)
}
