package claimpage

import (
	"net/http"

	"shouwen/core/bookpaper"
	"shouwen/core/rulebook"
)

type rulesView struct {
	frame
	Paper bookpaper.Paper
}

// showRules is the rulebook in force, as everybody of the house may read it.
func showRules(c *call) error {
	b, err := c.desk().Book()
	if err != nil {
		return err
	}
	v := rulesView{frame: c.frame("/rules"), Paper: bookpaper.Read(b, c.p.set.Words, c.lang, nil)}
	v.Tab = "rules"
	return c.show(http.StatusOK, "rules", v)
}

// texts are what the rulebook in force says at a place. A book that cannot be
// read says nothing: nobody is kept from his work by that.
func (c *call) texts(place rulebook.Shown) []string {
	b, err := c.desk().Book()
	if err != nil {
		return nil
	}
	return b.TextsFor(place, c.lang)
}
