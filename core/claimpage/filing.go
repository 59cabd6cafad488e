package claimpage

import (
	"cmp"
	"errors"
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

func confirm(c *call, w desk.Whom) error {
	return c.desk().Confirm(c.stamp(), w.Customer, floor.CustomerID(c.value("other")), c.value("tie"))
}

func decline(c *call, w desk.Whom) error {
	return c.desk().Decline(c.stamp(), w, c.spokenFor("advisor"), c.value("what"))
}

func giveUp(c *call, w desk.Whom) error { return c.desk().GiveUp(c.stamp(), w, c.me()) }

func meeting(c *call, w desk.Whom) error {
	_, err := c.desk().Meeting(c.stamp(), w, c.chosen("advisor"))
	return err
}

func summary(c *call, w desk.Whom) error {
	_, err := c.desk().Summary(c.stamp(), w)
	return err
}

func pool(c *call, w desk.Whom) error { return c.desk().Pool(c.stamp(), w, c.value("reason")) }

func passOn(c *call, w desk.Whom) error {
	return c.desk().PassOn(c.stamp(), w, c.chosen("to"), c.value("reason"))
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

func (c *call) filePage(status int, file registry.Customer, bad string) error {
	v := fileView{frame: c.frame(records().of(file.ID)), ID: string(file.ID), Owner: c.name(file.Owner),
		Mine: c.me() != "" && file.Owner == c.me(), Records: c.entered(file), TieKinds: c.choices("page.tie", registry.Ties()...),
		Proofs: c.choices("page.proof", registry.Proofs()...), Declines: c.choices("page.decline", registry.DeclinesAdvisor, registry.DeclinesPurchase)}
	v.Bad = bad
	var err error
	if v.Person, err = c.personOf(file.ID, true); err != nil {
		return err
	}
	if v.Ties, err = c.ties(file); err != nil {
		return err
	}
	v.Staff = c.colleagues()
	if g := file.Group; g != nil {
		name, err := c.nameOf(g.Organiser)
		if err != nil {
			return err
		}
		v.Group = c.say("page.file.group", "organiser", name, "day", g.At.In(c.now.Location()).Format(time.DateOnly))
	}
	return c.show(status, "file", v)
}

// nameOf is another customer's name, masked for all but the manager and his own advisor.
func (c *call) nameOf(id floor.CustomerID) (string, error) {
	file, err := c.live(id)
	if err != nil {
		return "", err
	}
	who, err := c.personOf(file.ID, c.manager() || file.Owner == c.me())
	return who.Name, err
}

func (c *call) ties(file registry.Customer) ([]tieView, error) {
	var out []tieView
	for _, t := range file.Ties {
		name, err := c.nameOf(t.Customer)
		if err != nil {
			return nil, err
		}
		key := "page.file.tie.noted"
		switch {
		case !t.Confirmed.IsZero():
			key = "page.file.tie.confirmed"
		case t.Proof == "":
			key = "page.file.tie.bare"
		}
		out = append(out, tieView{Other: string(t.Customer), Kind: t.Kind, Confirm: c.manager() && t.Confirmed.IsZero() && t.Proof != "",
			Words: c.say(key, "tie", c.word("page.tie", t.Kind), "who", name, "proof", c.word("page.proof", t.Proof), "by", c.actor(t.By), "time", c.moment(t.At))})
	}
	return out, nil
}

// entered lists what is entered of a customer beside register, follow-ups and calls.
func (c *call) entered(file registry.Customer) []told {
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
