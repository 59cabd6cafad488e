package rulebook

import (
	"slices"
	"time"

	"cel.dev/cel-go/common/types"

	"shouwen/core/floor"
)

// apply takes over what a clause says, as far as no earlier one has decided.
func (j *judging) apply(c *clause) {
	if c.states() {
		j.cite(c, nil)
		return
	}
	a := &applying{judging: j, c: c}
	a.questions()
	served := a.server()
	a.owner()
	a.scalars()
	a.money()
	for _, p := range c.then.open {
		if a.take(p) && p == "server" {
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
	return len(a.parts) == 0 && slices.ContainsFunc(a.c.then.parts(), func(p string) bool { return p != "needs_ruling" })
}

// asksSomebody calls for a ruling where the clause says so.
func (a *applying) asksSomebody() {
	n := a.c.then.needs
	if n == nil || a.decided["needs_ruling"] {
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
func (a *applying) take(part string) bool {
	if a.isDecided(part) {
		return false
	}
	a.decided[part] = true
	a.parts = append(a.parts, part)
	return true
}

// nobody leaves a part to a person, because whom the clause means is not there.
func (a *applying) nobody(part string, who *whom) {
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
		return j.facts.Svc.Server.Or("")
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
	list, err := j.scene.value(w.person).ConvertToNative(stringsType)
	if err != nil {
		return nil
	}
	for _, s := range list.([]string) {
		if id := floor.AdvisorID(s); id != "" && !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	return out
}

// questions adds those that are not answered yet.
func (a *applying) questions() {
	for _, q := range a.c.then.ask {
		if !a.facts.answered(q) && !slices.Contains(a.r.Ask, q) {
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
	if !a.take("server") {
		return false
	}
	id := a.one(w)
	if id == "" {
		a.nobody("server", w)
		return false
	}
	a.r.Server, a.r.ServerBy, a.r.Role = id, a.c.then.by.in(a.book), a.c.then.role.in(a.book)
	a.byTurn = a.r.ServerBy == "turn"
	return true
}

func (a *applying) owner() {
	w := a.c.then.owner
	if w == nil || !a.take("owner") {
		return
	}
	id := a.one(w)
	if id == "" {
		a.nobody("owner", w)
		return
	}
	a.r.Owner, a.r.OwnerWhy = id, []string{a.c.row}
}

func (a *applying) scalars() {
	o := &a.c.then
	if o.label != (word{}) && a.take("label") {
		a.r.Label = o.label.in(a.book)
	}
	if o.scheme != "" && a.take("scheme") {
		a.r.Scheme = Is(o.scheme)
	}
	if o.arbiter != "" && a.take("arbiter") {
		a.r.Arbiter = o.arbiter
	}
	if o.valid != nil && a.take("valid") {
		a.r.Valid = Is(*o.valid)
		for _, m := range o.missing {
			for _, w := range a.several(m) {
				a.r.Missing = append(a.r.Missing, string(w))
			}
		}
	}
	if o.credit != "" && a.take("referral_credit") {
		a.r.ReferralCredit = None[floor.CustomerID]()
		if id := a.facts.referrer(); o.credit == "referrer" && id != "" {
			a.r.ReferralCredit = Is(id)
		}
	}
	if o.protected != nil && a.take("protected_until") {
		switch v := o.protected.eval(a.scene).(type) {
		case types.Timestamp:
			a.r.ProtectedUntil = Is(v.Time.Truncate(time.Second))
		default:
			a.needs(a.c, a.book.asks, a.c.text, a.why(v))
		}
	}
	if o.penalty != nil && a.take("penalty") {
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
