package claimpage

import (
	"cmp"
	"errors"
	"net/http"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// A fileView is what is entered of a customer beside his visits, and the forms
// that enter more.
type fileView struct {
	frame
	ID       string
	Person   personView
	Owner    string
	Mine     bool // the reader is his advisor
	Group    string
	Ties     []tieView
	Records  []told
	TieKinds []choice
	Proofs   []choice
	Staff    []choice
	Declines []choice
}

// A tieView is one tie, with what confirms it.
type tieView struct {
	Other, Kind, Words string
	Confirm            bool // the manager may confirm it now
}

// A filing is one of the forms: by whom, and what it does to the file.
type filing struct {
	name string
	who  access
	run  func(*call, desk.Whom) error
}

func filings() []filing {
	return []filing{
		{"tie", staff, enterTie},
		{"confirm", manager, func(c *call, w desk.Whom) error {
			return c.desk().Confirm(c.stamp(), w.Customer, floor.CustomerID(c.value("other")), c.value("tie"))
		}},
		{"decline", staff, func(c *call, w desk.Whom) error {
			return c.desk().Decline(c.stamp(), w, c.spokenFor("advisor"), c.value("what"))
		}},
		{"giveup", advisors, func(c *call, w desk.Whom) error { return c.desk().GiveUp(c.stamp(), w, c.me()) }},
		{"meeting", manager, func(c *call, w desk.Whom) error {
			_, err := c.desk().Meeting(c.stamp(), w, c.chosen("advisor"))
			return err
		}},
		{"summary", manager, func(c *call, w desk.Whom) error { _, err := c.desk().Summary(c.stamp(), w); return err }},
		{"group", manager, enterGroup},
		{"pool", manager, func(c *call, w desk.Whom) error { return c.desk().Pool(c.stamp(), w, c.value("reason")) }},
		{"passon", manager, func(c *call, w desk.Whom) error {
			return c.desk().PassOn(c.stamp(), w, c.chosen("to"), c.value("reason"))
		}},
	}
}

// byPhone is another customer, whom a form names by his phone.
func (c *call) byPhone() desk.Whom {
	return desk.Whom{Person: floor.Person{Surname: field(c.r.PostForm.Get("surname"), 40), Phone: field(c.r.PostForm.Get("phone"), 30)}}
}

func enterTie(c *call, w desk.Whom) error {
	return c.desk().Tie(c.stamp(), w, desk.Tied{With: c.byPhone(), Tie: c.value("tie"), Proof: c.value("proof")})
}

// enterGroup forms a group with another customer, or joins his if he has one.
func enterGroup(c *call, w desk.Whom) error {
	err := c.desk().Join(c.stamp(), w, c.byPhone())
	if no, refused := refusal(err); refused && no.Key == "refusal.group.none" {
		_, err = c.desk().Group(c.stamp(), w, []desk.Whom{c.byPhone()})
	}
	return err
}

func refusal(err error) (*floor.Refusal, bool) {
	var no *floor.Refusal
	return no, errors.As(err, &no)
}

// post carries a form out and leads back to the file; what the house refuses is said there.
func (f filing) post(c *call) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	err = f.run(c, desk.Whom{Customer: file.ID})
	no, refused := refusal(err)
	switch {
	case refused:
		return c.filePage(statusOf(no), file, c.wordsOf(no))
	case err != nil:
		return err
	}
	return c.done("/customer/" + string(file.ID) + "/file?done=" + f.name)
}

func showFile(c *call) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	if file.Merged != "" {
		c.to("/customer/" + string(file.Merged) + "/file")
		return nil
	}
	return c.filePage(http.StatusOK, file, "")
}

func (c *call) filePage(status int, file registry.Customer, bad string) error {
	v := fileView{frame: c.frame("/customer/" + string(file.ID) + "/file"), ID: string(file.ID), Owner: c.name(file.Owner),
		Mine: c.me() != "" && file.Owner == c.me(), Records: c.records(file), TieKinds: c.choices("page.tie", registry.Ties()...),
		Proofs: c.choices("page.proof", registry.Proofs()...), Declines: c.choices("page.decline", registry.DeclinesAdvisor, registry.DeclinesPurchase)}
	v.Bad = bad
	var err error
	// whoever may open the file may know whose it is
	if v.Person, err = c.person(desk.Visit{Customer: file.ID, Owner: c.me()}); err != nil {
		return err
	}
	if v.Ties, err = c.ties(file); err != nil {
		return err
	}
	for _, a := range c.snap.Advisors {
		v.Staff = append(v.Staff, choice{Value: string(a.ID), Words: a.Name})
	}
	if g := file.Group; g != nil {
		name, err := c.nameOf(g.Organiser)
		if err != nil {
			return err
		}
		v.Group = c.say("page.file.group", "organiser", name, "day", g.At.In(c.now.Location()).Format(time.DateOnly))
	}
	return c.show(status, "file", v)
}

// nameOf is another customer's name, masked for whoever may not know him.
func (c *call) nameOf(id floor.CustomerID) (string, error) {
	file, err := c.desk().Customer(id)
	if err != nil {
		return "", err
	}
	who, err := c.person(desk.Visit{Customer: id, Owner: file.Owner})
	return who.Name, err
}

func (c *call) ties(file registry.Customer) ([]tieView, error) {
	var out []tieView
	for _, t := range file.Ties {
		name, err := c.nameOf(t.Customer)
		if err != nil {
			return nil, err
		}
		key, by := "page.file.tie.noted", c.name(t.By.Advisor)
		if t.By.Advisor == "" {
			by = c.say("page.role.manager")
		}
		switch {
		case !t.Confirmed.IsZero():
			key = "page.file.tie.confirmed"
		case t.Proof == "":
			key = "page.file.tie.bare"
		}
		out = append(out, tieView{Other: string(t.Customer), Kind: t.Kind, Confirm: c.manager() && t.Confirmed.IsZero() && t.Proof != "",
			Words: c.say(key, "tie", c.word("page.tie", t.Kind), "who", name, "proof", c.word("page.proof", t.Proof), "by", by, "time", c.moment(t.At))})
	}
	return out, nil
}

// records lists what is entered of a customer beside register, follow-ups and calls.
func (c *call) records(file registry.Customer) []told {
	out := c.entries(file)
	add := func(at time.Time, key string, args ...string) {
		out = append(out, told{at: at, At: c.moment(at), Words: c.say("page.entry."+key, args...)})
	}
	for _, m := range file.Mentions {
		add(m.At, "meeting", "advisor", c.name(m.Advisor))
	}
	for _, m := range file.Priors {
		add(m.At, "prior", "advisor", c.name(m.Advisor))
	}
	if s := file.Summary; s != nil {
		add(s.At, "summary", "line", number(s.Number))
	}
	if a := file.Announced; a != nil {
		add(a.At, "announced", "advisor", c.name(a.Advisor), "how", cmp.Or(c.word("page.how", a.How), c.word("page.company", a.CompanyTie)))
	}
	for _, r := range file.Refusals {
		add(r.At, "declined."+r.What, "advisor", c.name(r.Advisor))
	}
	if file.GaveUp {
		out = append(out, told{Words: c.say("page.entry.gave_up")})
	}
	return out
}
