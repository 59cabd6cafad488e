package rulebook

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/traits"

	"shouwen/core/floor"
)

// apply takes over what a clause says, as far as no earlier one has decided.
func (j *judging) apply(c *clause) {
	if c.states() {
		j.cite(c, nil)
		return
	}
	a := &applying{judging: j, c: c, parts: make([]string, 0, c.most)}
	a.questions()
	served := a.server()
	a.owner()
	a.scalars()
	a.money()
	for _, name := range c.then.open {
		if p := partNamed(name); a.take(p) && p == partServer {
			a.r.ServerBy = c.then.by.in(a.book) // who chooses him, though nobody is chosen yet
		}
	}
	if a.lost() {
		j.pass(c, passedDecided, "")
		return
	}
	a.records()
	if served {
		a.turns()
		a.notices()
	}
	a.asksSomebody()
	if len(a.parts) == 0 {
		j.pass(c, passedDecided, "")
		return
	}
	j.cite(c, a.parts)
}

// lost reports whether earlier clauses decided everything that this one would
// have decided. Then it has no say in marks, duties and notices either.
func (a *applying) lost() bool {
	return len(a.parts) == 0 && a.c.parts&^(1<<partNeeds) != 0
}

// asksSomebody calls for a ruling where the clause says so.
func (a *applying) asksSomebody() {
	n := a.c.then.needs
	if n == nil || a.decided.has(partNeeds) {
		return
	}
	why := Text{n.ZH, n.EN}
	if why == (Text{}) {
		why = a.c.text
	}
	a.needs(a.c, n.Role, why, "")
	a.parts = append(a.parts, "needs_ruling")
}

// applying is one clause being taken over.
type applying struct {
	*judging
	c     *clause
	parts []string
}

// take reports whether a part is still to be decided, and decides it.
func (a *applying) take(p part) bool {
	if a.decided.has(p) {
		return false
	}
	a.decided |= 1 << p
	a.parts = append(a.parts, a.book.partNames[p])
	return true
}

// nobody leaves a part to a person, because whom the clause means is not there.
func (a *applying) nobody(who *whom) {
	a.needs(a.c, a.book.asks, a.c.text, who.name())
	a.parts = append(a.parts, "needs_ruling")
}

func (w *whom) name() string {
	if w.server {
		return "server"
	}
	return w.word + w.person + w.reading
}

// one finds the person whom an outcome names, empty if there is none.
func (j *judging) one(w *whom) floor.AdvisorID {
	switch {
	case w.word != "":
		return floor.AdvisorID(w.word)
	case w.server && j.r.Server != "":
		return j.r.Server
	case w.server:
		return j.scene.facts.Svc.Server.Or("")
	case w.reading != "":
		return j.scene.person(j.book.readings[w.reading].choice)
	}
	return j.scene.person(w.person)
}

// several finds all whom an outcome names, each once.
func (j *judging) several(w whom) []floor.AdvisorID {
	if !w.group {
		if id := j.one(&w); id != "" {
			return []floor.AdvisorID{id}
		}
		return nil
	}
	var out []floor.AdvisorID
	list, ok := j.scene.value(w.person).(traits.Lister)
	if !ok {
		return nil
	}
	for _, s := range listOf[string](list) {
		if id := floor.AdvisorID(s); id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// questions adds those that are not answered yet.
func (a *applying) questions() {
	for i, q := range a.c.then.ask {
		if !a.scene.facts.answered(a.c.then.answers[i]) && !slices.Contains(a.r.Ask, q) {
			a.r.Ask = append(a.r.Ask, q)
			a.parts = append(a.parts, "ask."+q)
		}
	}
}

// server decides who serves. It reports whether the clause has a say in what
// goes with serving: turns and notices of a clause whose server was not taken
// are not taken either.
func (a *applying) server() bool {
	w := a.c.then.server
	if w == nil {
		return true
	}
	if !a.take(partServer) {
		return false
	}
	id := a.one(w)
	if id == "" {
		a.nobody(w)
		return false
	}
	a.r.Server, a.r.ServerBy, a.r.Role = id, a.c.then.by.in(a.book), a.c.then.role.in(a.book)
	a.byTurn = a.r.ServerBy == "turn"
	return true
}

func (a *applying) owner() {
	w := a.c.then.owner
	if w == nil || !a.take(partOwner) {
		return
	}
	id := a.one(w)
	if id == "" {
		a.nobody(w)
		return
	}
	a.r.Owner, a.r.OwnerWhy = id, a.c.because[:1:1]
}

func (a *applying) scalars() {
	o := &a.c.then
	if o.label != (word{}) && a.take(partLabel) {
		a.r.Label = o.label.in(a.book)
	}
	if o.scheme != "" && a.take(partScheme) {
		a.r.Scheme = Is(o.scheme)
	}
	if o.arbiter != "" && a.take(partArbiter) {
		a.r.Arbiter = o.arbiter
	}
	if o.valid != nil && a.take(partValid) {
		a.r.Valid = Is(*o.valid)
		for _, m := range o.missing {
			for _, w := range a.several(m) {
				a.r.Missing = append(a.r.Missing, string(w))
			}
		}
	}
	if o.credit != "" && a.take(partCredit) {
		a.r.ReferralCredit = None[floor.CustomerID]()
		if id := a.scene.facts.referrer(); o.credit == "referrer" && id != "" {
			a.r.ReferralCredit = Is(id)
		}
	}
	if o.protected != nil && a.take(partProtected) {
		switch v := o.protected.eval(a.scene).(type) {
		case types.Timestamp:
			a.r.ProtectedUntil = Is(v.Time.Truncate(time.Second))
		default:
			a.needs(a.c, a.book.asks, a.c.text, a.why(v))
		}
	}
	if o.penalty != nil && a.take(partPenalty) {
		if id := a.one(&o.penalty.who); id != "" {
			a.r.Penalty = Is(Penalty{id, o.penalty.min.in(a.book), o.penalty.max.in(a.book), a.c.row})
		}
	}
}

func (m amount) in(b *Book) int {
	if m.param == "" {
		return m.yuan
	}
	switch v := b.parameters[m.param].value.(type) {
	case int:
		return v
	case []any:
		return v[max(m.end, 0)].(int)
	}
	return 0
}
