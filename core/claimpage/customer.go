package claimpage

import (
	"net/http"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// A part is one of the pages of a customer's file: its name in the address,
// and how it is drawn.
type part struct {
	name string
	draw func(c *call, status int, file registry.Customer, bad string) error
}

// records is what is entered of him beside his visits.
func records() part { return part{"file", (*call).filePage} }

// sale is how far the sale to him has come, and who he is as a buyer.
func sale() part { return part{"process", (*call).processPage} }

func (p part) of(id floor.CustomerID) string { return "/customer/" + string(id) + "/" + p.name }

// show draws the part; the address of a file that turned out to be another's
// leads on to that one.
func (p part) show(c *call) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	if string(file.ID) != c.r.PathValue("id") {
		c.to(p.of(file.ID))
		return nil
	}
	return p.draw(c, http.StatusOK, file, "")
}

// A filing is one of the forms on those pages: who may send it, on which part
// it stands, and what it does to the file.
type filing struct {
	name string
	who  access
	on   part
	run  func(*call, desk.Whom) error
}

// filings lists them all.
func filings() []filing {
	return []filing{
		{"tie", staff, records(), enterTie},
		{"confirm", manager, records(), confirm},
		{"decline", staff, records(), decline},
		{"giveup", advisors, records(), giveUp},
		{"meeting", manager, records(), meeting},
		{"summary", manager, records(), summary},
		{"group", manager, records(), enterGroup},
		{"pool", manager, records(), pool},
		{"passon", manager, records(), passOn},
		{"reach", staff, sale(), reach},
		{"unreach", manager, sale(), unreach},
		{"member", staff, sale(), noteMember},
		{"account", staff, sale(), judgeAccount},
	}
}

// post carries a form out for one who may, and leads back to its page. What the
// house refuses is said there.
func (f filing) post(c *call) error {
	file, err := c.file()
	if err != nil {
		return err
	}
	err = f.run(c, desk.Whom{Customer: file.ID})
	no, refused := refusal(err)
	switch {
	case refused:
		return f.on.draw(c, statusOf(no), file, c.wordsOf(no))
	case err != nil:
		return err
	}
	return c.done(f.on.of(file.ID) + "?done=" + f.name)
}

// file returns the file that the address leads to, for one who may work on it.
func (c *call) file() (registry.Customer, error) {
	file, err := c.live(floor.CustomerID(c.r.PathValue("id")))
	if err != nil {
		return file, err
	}
	may, err := c.worksOn(file)
	if err == nil && !may {
		err = floor.Refuse("page.refusal.customer")
	}
	return file, err
}

// live returns the file that an id leads to, past those that turned out to be
// another's. Who may open it is asked of that one: whose the former file was counts no more.
func (c *call) live(id floor.CustomerID) (registry.Customer, error) {
	file, err := c.desk().Customer(id)
	for err == nil && file.Merged != "" {
		file, err = c.desk().Customer(file.Merged)
	}
	return file, err
}

// worksOn reports whether the reader may work on the file: the manager, whose
// customer it is, and who serves him now.
func (c *call) worksOn(file registry.Customer) (bool, error) {
	if c.manager() || c.me() != "" && file.Owner == c.me() {
		return true, nil
	}
	for _, id := range file.Visits {
		v, err := c.desk().Visit(id)
		if err != nil {
			return false, err
		}
		if served(v) && server(c, v) {
			return true, nil
		}
	}
	return false, nil
}
