package claimpage

import (
	"errors"
	"unicode/utf8"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/vault"
)

// A personView is who a visitor is, as far as the reader may know.
type personView struct {
	Name   string
	Phone  string
	Dial   string // the digits for a telephone link; empty for one who may not call
	Need   string
	Known  bool // something is on file
	Masked bool

	Surname, Title string // as the file has them, for one who may know
}

// mayKnow reports whether the reader may see names and phones of the visit:
// the manager, whoever serves, and whose customer it is.
func (c *call) mayKnow(v desk.Visit) bool {
	me := c.me()
	return c.manager() || me != "" && (v.Server == me || v.Owner == me)
}

// person reads who the visitor is. One who may not know gets a masked name and
// phone, enough to tell that it is the one who stands before him.
func (c *call) person(v desk.Visit) (personView, error) { return c.personOf(v.Customer, c.mayKnow(v)) }

// personOf reads who a customer is, masked unless the reader may know.
func (c *call) personOf(id floor.CustomerID, open bool) (personView, error) {
	who, need, err := c.p.set.Desk.Person(id)
	if errors.Is(err, vault.ErrErased) {
		return personView{Name: c.say("page.visit.erased")}, nil
	}
	if err != nil {
		return personView{}, err
	}
	out := personView{Known: who.Surname != "" || who.Phone != "", Masked: !open}
	name, phone := who.Name(), vault.Shown(who.Phone)
	if open {
		out.Dial, out.Need, out.Surname, out.Title = who.Phone, need, who.Surname, who.Title
		out.Phone = grouped(phone)
	} else {
		name, out.Phone = maskName(who.Surname), maskPhone(phone)
	}
	out.Name = c.address(name, who.Title, !open)
	return out, nil
}

// address words a name with its title; a masked one stands alone.
func (c *call) address(name, title string, masked bool) string {
	switch {
	case name == "":
		return c.say("page.person.unknown")
	case masked || title != "mr" && title != "ms":
		return name
	}
	return c.say("page.person."+title, "name", name)
}

// maskName leaves the first character; the stars do not tell how many followed.
func maskName(surname string) string {
	if surname == "" {
		return ""
	}
	_, first := utf8.DecodeRuneInString(surname)
	return surname[:first] + "**"
}

// maskPhone leaves the last four digits and, of a long number, the first three.
func maskPhone(phone string) string {
	switch n := len(phone); {
	case n == 0:
		return ""
	case n >= 11:
		return phone[:3] + "****" + phone[n-4:]
	case n >= 8:
		return "****" + phone[n-4:]
	}
	return "****"
}

// grouped spells a mobile number as it is read aloud.
func grouped(phone string) string {
	if len(phone) != 11 || phone[0] != '1' {
		return phone
	}
	return phone[:3] + " " + phone[3:7] + " " + phone[7:]
}

// A row is one visit in a list.
type row struct {
	Link   string
	Number string
	State  string // for the look
	Words  string
	Name   string
	Server string
	Owner  string
	At     string
	Mine   bool
	Open   bool
	Ask    bool // a person must rule
}

func (c *call) row(v desk.Visit) (row, error) {
	who, err := c.person(v)
	if err != nil {
		return row{}, err
	}
	out := row{
		Link: "/visit/" + string(v.ID), Number: number(v.Number), State: string(v.State), Words: c.stateOf(v),
		Name: who.Name, Server: c.name(v.Server), Owner: c.name(v.Owner), At: c.clock(v.OpenedAt),
		Mine: v.Server == c.me() && c.me() != "", Open: isOpen(v), Ask: v.Referee,
	}
	if v.Owner == "" {
		out.Owner = ""
	}
	return out, nil
}

func (c *call) stateOf(v desk.Visit) string {
	if v.Referee && isOpen(v) {
		return c.say("page.state.referee")
	}
	return c.say("page.state." + string(v.State))
}

func (c *call) rows(visits []desk.Visit, keep func(desk.Visit) bool) ([]row, error) {
	var out []row
	for _, v := range visits {
		if !keep(v) {
			continue
		}
		one, err := c.row(v)
		if err != nil {
			return nil, err
		}
		out = append(out, one)
	}
	return out, nil
}

func isOpen(v desk.Visit) bool {
	return v.State == floor.Waiting || v.State == floor.Called || v.State == floor.Serving
}
