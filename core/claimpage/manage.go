package claimpage

import (
	"net/http"
	"slices"
	"strconv"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

type manageView struct {
	frame
	Notices []told
	Asks    []row // a person must rule
	Open    []row
	Staff   []staffRow
	Outs    []choice
	Places  []int
	Day     string
	DayOpen bool
	Book    string
	Counts  string
	Peak    bool // the manager has said that today is as crowded as an opening day
}

type staffRow struct {
	ID, Name, Desk, State, Words string
	Since, Tally, Serving, Owed  string
	In, Out, Lunch               bool
	Place                        int
}

// manage is the floor as it is now, with what only the manager may do.
func manage(c *call) error {
	visits, err := c.desk().VisitsOf(c.today())
	if err != nil {
		return err
	}
	v := manageView{frame: c.frame("/manage"), Day: c.today(), DayOpen: c.snap.DayOpen, Book: c.snap.Rulebook + " " + c.snap.Version, Peak: c.desk().IsPeak()}
	v.Live, v.Tab = true, "floor"
	for _, n := range c.snap.Notices {
		v.Notices = append(v.Notices, told{At: c.moment(n.At), Words: c.p.set.Words.Say(c.lang, n.Key, n.Args)})
	}
	if v.Asks, err = c.rows(visits, func(o desk.Visit) bool { return isOpen(o) && o.Referee }); err != nil {
		return err
	}
	if v.Open, err = c.rows(visits, func(o desk.Visit) bool { return isOpen(o) && !o.Referee }); err != nil {
		return err
	}
	for i, a := range c.snap.Advisors {
		v.Staff = append(v.Staff, c.staffRow(a))
		v.Places = append(v.Places, i+1)
	}
	for _, why := range floor.OutReasons() {
		v.Outs = append(v.Outs, choice{Value: string(why), Words: c.word("staff.reason", string(why))})
	}
	v.Counts = c.say("page.manage.counts", "visits", digits(len(visits)), "open", digits(len(v.Asks)+len(v.Open)))
	return c.show(http.StatusOK, "manage", v)
}

func (c *call) staffRow(a floor.Advisor) staffRow {
	out := staffRow{ID: string(a.ID), Name: a.Name, Desk: a.Desk, State: string(a.State), Words: c.word("page.advisor", string(a.State)),
		In: a.State != floor.Off, Out: a.Out != "", Lunch: a.Lunch, Place: a.Place, Tally: c.tally(a)}
	if a.Out != "" {
		out.Words = c.word("staff.reason", string(a.Out))
	}
	if a.Serving > 0 {
		out.Serving = number(a.Serving)
	}
	if a.Owed > 0 {
		out.Owed = c.say("page.home.owed", "turns", digits(a.Owed))
	}
	if out.In {
		out.Since = c.clock(a.Since)
	}
	return out
}

// arrange sets the order of the day: each advisor with the place he is given.
// Those who share a place stay as they stood.
func arrange(c *call) error {
	type placed struct {
		id    floor.AdvisorID
		place int
	}
	var all []placed
	for _, a := range c.snap.Advisors {
		text := c.value("place." + string(a.ID))
		if text == "" {
			continue // he stays out of today's order
		}
		n, err := strconv.Atoi(text)
		if err != nil || n < 1 || n > len(c.snap.Advisors) {
			return floor.Refuse("page.refusal.order")
		}
		all = append(all, placed{a.ID, n})
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.place - b.place })
	var order []floor.AdvisorID
	for _, one := range all {
		order = append(order, one.id)
	}
	if len(order) == 0 {
		return floor.Refuse("page.refusal.order")
	}
	return c.then("/manage?done=order", c.desk().Arrange(c.stamp(), order))
}

func attendOf(c *call) error {
	if c.value("do") == "out" {
		return c.then("/manage?done=signed_out", c.desk().SignOut(c.stamp(), c.chosen("who")))
	}
	return c.then("/manage?done=signed_in", c.desk().SignIn(c.stamp(), c.chosen("who")))
}

func stepOf(c *call) error {
	if c.value("do") == "back" {
		return c.then("/manage?done=back", c.desk().StepBack(c.stamp(), c.chosen("who")))
	}
	return c.then("/manage?done=out", c.desk().StepOut(c.stamp(), c.chosen("who"), floor.OutReason(c.value("reason"))))
}

func lunch(c *call) error {
	return c.then("/manage?done=lunch", c.desk().Lunch(c.stamp(), c.chosen("who")))
}

// seal closes the day. It cannot be taken back, so a tick says that it is meant.
func seal(c *call) error {
	if c.value("sure") != "yes" {
		return floor.Refuse("page.refusal.sure")
	}
	_, err := c.desk().SealDay(c.stamp())
	return c.then("/manage/log?done=seal", err)
}
