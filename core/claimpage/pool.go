package claimpage

import (
	"net/http"

	"shouwen/core/floor"
)

// A poolView is every customer without an advisor, and what the manager does about them.
type poolView struct {
	frame
	Files   []foundFile
	More    int // how many are not shown
	Leavers []choice
	Staff   []choice
}

// shownAtOnce bounds a list for a phone.
const shownAtOnce = 100

func showPool(c *call) error {
	ids, err := c.desk().Unowned()
	if err != nil {
		return err
	}
	v := poolView{frame: c.frame("/manage/pool"), More: max(0, len(ids)-shownAtOnce)}
	v.Tab = "register"
	if v.Files, err = c.files(ids[:min(len(ids), shownAtOnce)]); err != nil {
		return err
	}
	for _, a := range c.desk().Leavers() {
		v.Leavers = append(v.Leavers, choice{Value: string(a.ID), Words: a.Name})
	}
	v.Staff = c.colleagues()
	return c.show(http.StatusOK, "pool", v)
}

func succeed(c *call) error {
	_, err := c.desk().Succeed(c.stamp(), c.chosen("leaver"), c.chosen("to"))
	return c.then("/manage/pool?done=succeed", err)
}

func peak(c *call) error {
	return c.then("/manage?done=peak", c.desk().Peak(c.stamp(), c.value("peak") == "yes"))
}

// delegate says who receives for an advisor while he is tied up, as he says himself.
func delegate(c *call) error {
	return c.then("/?done=delegate", c.desk().Delegate(c.stamp(), c.me(), floor.AdvisorID(c.value("to"))))
}
