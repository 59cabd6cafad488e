package claimpage

import (
	"net/http"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// A registerView is where somebody is entered who is not in the house: a
// caller, an acquaintance, a newcomer who is announced.
type registerView struct {
	frame
	Staff    []choice // who took the call, for the manager; whom a caller asked for
	Hows     []choice
	Company  []choice
	Notice   string
	Fill     filled
	Found    []foundFile
	BadPhone string
}

// A foundFile is a file that a phone led the manager to.
type foundFile struct{ Link, Name, Owner string }

// A registering is one of its forms.
type registering struct {
	name string
	who  access
	run  func(*call) error
}

func registerings() []registering {
	return []registering{
		{"call", staff, enterCall},
		{"prior", staff, func(c *call) error {
			_, err := c.desk().Prior(c.stamp(), c.named(), c.spokenFor("advisor"))
			return err
		}},
		{"announce", staff, announce},
		{"meeting", manager, func(c *call) error {
			_, err := c.desk().Meeting(c.stamp(), c.named(), c.chosen("advisor"))
			return err
		}},
	}
}

// named is the person whom a form names, with his consent as it was ticked.
func (c *call) named() desk.Whom {
	f := c.r.PostForm
	return desk.Whom{
		Person:  floor.Person{Surname: field(f.Get("surname"), 40), Title: f.Get("title"), Phone: field(f.Get("phone"), 30)},
		Consent: floor.Consent{Version: c.p.set.Consent.Version, Language: c.lang, Given: f.Get("consent") == "yes"},
	}
}

// spokenFor is for whom a form speaks: an advisor for himself, the manager for whom he chooses.
func (c *call) spokenFor(name string) floor.AdvisorID {
	if c.manager() {
		return c.chosen(name)
	}
	return c.me()
}

func enterCall(c *call) error {
	_, err := c.desk().Call(c.stamp(), c.named(), desk.CallIn{Advisor: c.spokenFor("advisor"), Asked: c.chosen("asked"), Invited: c.value("invited") == "yes"})
	return err
}

func announce(c *call) error {
	a := desk.Announced{Advisor: c.spokenFor("advisor"), How: c.value("how"), Filed: c.value("filed") == "yes", CompanyTie: c.value("company")}
	if phone := c.value("referrer"); phone != "" {
		a.Referrer = desk.Whom{Person: floor.Person{Phone: phone}}
	}
	_, err := c.desk().Announce(c.stamp(), c.named(), a)
	return err
}

// post carries a form out. What the house refuses is said on the page, with
// what was typed; a phone is never in an address.
func (g registering) post(c *call) error {
	err := g.run(c)
	no, refused := refusal(err)
	switch {
	case refused:
		view := c.register(c.kept(g.name))
		view.Bad = c.wordsOf(no)
		return c.show(statusOf(no), "register", view)
	case err != nil:
		return err
	}
	return c.done("/register?done=" + g.name)
}

func showRegister(c *call) error { return c.show(http.StatusOK, "register", c.register(filled{})) }

func (c *call) register(fill filled) registerView {
	v := registerView{frame: c.frame("/register"), Fill: fill, Notice: c.notice(),
		Hows: c.choices("page.how", "phone", "in_person"), Company: c.choices("page.company", "staff_introduced", "company_connection")}
	v.Tab = "register"
	v.Staff = c.colleagues()
	return v
}

// findFile looks a phone up for the manager; several people may have it.
func findFile(c *call) error {
	ids, err := c.desk().Holders(c.stamp(), c.value("phone"))
	no, refused := refusal(err)
	if err != nil && !refused {
		return err
	}
	v := c.register(c.kept("find"))
	if refused {
		v.Bad = c.wordsOf(no)
		return c.show(statusOf(no), "register", v)
	}
	if v.Found, err = c.files(ids); err != nil {
		return err
	}
	return c.show(http.StatusOK, "register", v)
}

// files lists files by name, for the manager.
func (c *call) files(ids []floor.CustomerID) ([]foundFile, error) {
	var out []foundFile
	for _, id := range ids {
		file, err := c.desk().Customer(id)
		if err != nil {
			return nil, err
		}
		who, err := c.personOf(id, true)
		if err != nil {
			return nil, err
		}
		out = append(out, foundFile{Link: records().of(id), Name: strings.TrimSpace(who.Name + " " + who.Phone), Owner: c.name(file.Owner)})
	}
	return out, nil
}
