package claimpage

import (
	"net/http"
	"slices"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

type homeView struct {
	frame
	State   string // for the look
	Words   string
	Place   string
	Owed    string
	In, Out bool
	Now     []row // whom I serve or expect
	Today   []row // who is over
	Turns   []turnView
	Tally   string
	Next    string
	Outs    []choice
	Prepare []string // what the rulebook says before a turn
	Others  []choice // whom I may ask to receive for me
	For     string   // who does
}

// home is an advisor's own day; the manager's is the floor.
func home(c *call) error {
	if c.manager() {
		c.to("/manage")
		return nil
	}
	visits, err := c.desk().VisitsOf(c.today())
	if err != nil {
		return err
	}
	me, _ := c.advisor(c.me())
	v := homeView{frame: c.frame("/"), State: string(me.State), Words: c.word("page.advisor", string(me.State)),
		In: me.State != floor.Off, Out: me.Out != "", Next: c.nextInTurn(), Tally: c.tally(me)}
	v.Live, v.Tab = true, "home"
	if me.State == floor.Next || me.State == floor.Expects {
		v.Prepare = c.texts(rulebook.Preparation)
	}
	if me.Out != "" {
		v.Words = c.word("staff.reason", string(me.Out))
	}
	if me.Place > 0 {
		v.Place = c.say("page.home.place", "place", digits(me.Place))
	}
	if me.Owed > 0 {
		v.Owed = c.say("page.home.owed", "turns", digits(me.Owed))
	}
	mine := func(o desk.Visit) bool { return o.Server == me.ID || o.Owner == me.ID && isOpen(o) }
	if v.Now, err = c.rows(visits, func(o desk.Visit) bool { return mine(o) && isOpen(o) }); err != nil {
		return err
	}
	if v.Today, err = c.rows(visits, func(o desk.Visit) bool { return mine(o) && !isOpen(o) }); err != nil {
		return err
	}
	slices.Reverse(v.Today)
	for _, o := range visits {
		v.Turns = append(v.Turns, c.turns(o, me.ID)...)
	}
	for _, why := range ownReasons() {
		v.Outs = append(v.Outs, choice{Value: string(why), Words: c.word("staff.reason", string(why))})
	}
	v.Others = slices.DeleteFunc(c.colleagues(), func(o choice) bool { return o.Value == string(me.ID) })
	if to := c.desk().Delegated(me.ID); to != "" {
		v.For = c.say("page.home.delegated", "advisor", c.name(to))
	}
	return c.show(http.StatusOK, "home", v)
}

func (c *call) nextInTurn() string {
	for _, a := range c.snap.Advisors {
		if a.State == floor.Next {
			return a.Name
		}
	}
	return ""
}

// tally sums up an advisor's turns of the day.
func (c *call) tally(a floor.Advisor) string {
	return c.say("page.home.tally", "used", digits(a.Used), "made_up", digits(a.MadeUp), "kept", digits(a.Kept), "lapsed", digits(a.Lapsed))
}

// ownReasons are those for which an advisor may step out on his own word; the
// others are the manager's to approve or to note.
func ownReasons() []floor.OutReason {
	return []floor.OutReason{floor.Work, floor.Private, floor.WorkMatter, floor.PrivateMatter}
}

// step takes an advisor out or back, as he says himself.
func step(c *call) error {
	if c.value("do") == "back" {
		return c.then("/?done=back", c.desk().StepBack(c.stamp(), c.me()))
	}
	why := floor.OutReason(c.value("reason"))
	if slices.Contains(floor.OutReasons(), why) && !slices.Contains(ownReasons(), why) {
		return floor.Refuse("refusal.manager.only")
	}
	return c.then("/?done=out", c.desk().StepOut(c.stamp(), c.me(), why))
}

// attend signs an advisor in or out of today's line, as he says himself.
func attend(c *call) error {
	if c.value("do") == "out" {
		return c.then("/?done=signed_out", c.desk().SignOut(c.stamp(), c.me()))
	}
	return c.then("/?done=signed_in", c.desk().SignIn(c.stamp(), c.me()))
}

// then ends a form: with where it leads, or with what went wrong.
func (c *call) then(where string, err error) error {
	if err != nil {
		return err
	}
	return c.done(where)
}
