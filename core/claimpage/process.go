package claimpage

import (
	"errors"
	"strconv"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/vault"
)

// A processView is how far the sale to a customer has come, and who he is as a buyer.
type processView struct {
	frame
	ID      string
	Person  personView
	Today   string
	Stages  []stageView
	Summary string
	Party   []memberView
	Roles   []choice
	Account string // what was judged, and what follows
	Stance  string
	Powers  []choice
	Shares  []choice
}

type stageView struct {
	Words      string
	State      string // done, here or ahead
	Nodes      []nodeView
	Any        bool // one node is enough
	Recordable bool
}

type nodeView struct {
	Node, Words, Told string
	Reached           bool
	Take              bool // it can be taken back
}

type memberView struct {
	Number      int
	Name, Words string
	Roles       []choice
}

func (c *call) processPage(status int, file registry.Customer, bad string) error {
	v, err := c.process(file)
	if err != nil {
		return err
	}
	v.Bad = bad
	return c.show(status, "process", v)
}

func (c *call) process(file registry.Customer) (processView, error) {
	v := processView{frame: c.frame(sale().of(file.ID)), ID: string(file.ID), Today: c.today(),
		Stages: c.stages(file.Progress), Summary: c.reachedStage(file.Progress)}
	var err error
	if v.Person, err = c.personOf(file.ID, true); err != nil {
		return v, err
	}
	if v.Party, err = c.party(file); err != nil {
		return v, err
	}
	v.Account, v.Stance = c.account(file.Account)
	v.Roles = c.roles(nil)
	power, share := "", ""
	if file.Account != nil {
		power, share = file.Account.Power, file.Account.Share
	}
	v.Powers = c.marked("process.power", power, registry.LevelHigh, registry.LevelLow)
	v.Shares = c.marked("process.share", share, registry.LevelNone, registry.LevelLow, registry.LevelHigh)
	return v, nil
}

func (c *call) marked(list, chosen string, values ...string) []choice {
	out := c.choices(list, values...)
	for i := range out {
		out[i].Chosen = out[i].Value == chosen
	}
	return out
}

func (c *call) reachedStage(p registry.Progress) string {
	if p.Finished() {
		return c.say("process.finished")
	}
	return c.say("process.here", "stage", c.say("process.stage."+string(p.Stage())))
}

func (c *call) stages(p registry.Progress) []stageView {
	var out []stageView
	for _, g := range registry.Gates() {
		s := stageView{Words: c.say("process.stage." + string(g.Stage)), State: "ahead", Any: g.Any}
		switch {
		case p.Done(g):
			s.State = "done"
		case g.Stage == p.Stage():
			s.State = "here"
		}
		for _, n := range g.Nodes {
			s.Nodes = append(s.Nodes, c.node(p, n))
			s.Recordable = s.Recordable || s.State == "here" && !p.Has(n)
		}
		out = append(out, s)
	}
	return out
}

func (c *call) node(p registry.Progress, n registry.KeyNode) nodeView {
	v := nodeView{Node: string(n), Words: c.say("process.node." + string(n))}
	for _, m := range p {
		if m.Node == n {
			v.Reached, v.Take = true, c.manager() && !p.Holds(n)
			v.Told = c.say("process.reached", "day", m.On, "who", c.actor(m.By), "at", c.moment(m.At))
		}
	}
	return v
}

// actor names who recorded something.
func (c *call) actor(a floor.Actor) string {
	if a.Role == floor.RoleManager {
		return c.word("page.role", string(floor.RoleManager))
	}
	return c.name(a.Advisor)
}

func (c *call) party(file registry.Customer) ([]memberView, error) {
	var out []memberView
	for _, m := range file.Party {
		if len(m.Roles) == 0 {
			continue
		}
		name, err := c.desk().Member(file.ID, m.Number)
		if errors.Is(err, vault.ErrErased) {
			name, err = c.say("page.visit.erased"), nil
		}
		if err != nil {
			return nil, err
		}
		v := memberView{Number: m.Number, Name: name, Roles: c.roles(m.Roles)}
		for _, r := range m.Roles {
			if v.Words != "" {
				v.Words += c.say("page.and")
			}
			v.Words += c.say("process.role." + string(r))
		}
		out = append(out, v)
	}
	return out, nil
}

func (c *call) roles(chosen []registry.BuyingRole) []choice {
	var out []choice
	for _, r := range registry.BuyingRoles() {
		one := choice{Value: string(r), Words: c.say("process.role." + string(r))}
		for _, has := range chosen {
			one.Chosen = one.Chosen || has == r
		}
		out = append(out, one)
	}
	return out
}

func (c *call) account(a *registry.Account) (judged, stance string) {
	if a == nil {
		return "", ""
	}
	judged = c.say("process.judged", "power", c.say("process.power."+a.Power), "share", c.say("process.share."+a.Share),
		"who", c.actor(a.By), "day", a.At.In(c.now.Location()).Format(time.DateOnly))
	return judged, c.say("process.stance." + string(a.Stance()))
}

func reach(c *call, w desk.Whom) error {
	return c.desk().Reach(c.stamp(), w.Customer, registry.KeyNode(c.value("node")), c.value("on"))
}

func unreach(c *call, w desk.Whom) error {
	return c.desk().Unreach(c.stamp(), w.Customer, registry.KeyNode(c.value("node")), c.value("reason"))
}

func noteMember(c *call, w desk.Whom) error {
	number := 0
	if text := c.value("member"); text != "" {
		var err error
		if number, err = strconv.Atoi(text); err != nil {
			return floor.Refuse("refusal.party")
		}
	}
	var roles []registry.BuyingRole
	for _, r := range c.r.PostForm["role"] {
		roles = append(roles, registry.BuyingRole(r))
	}
	return c.desk().NoteMember(c.stamp(), w.Customer, number, field(c.value("name"), 40), roles)
}

func judgeAccount(c *call, w desk.Whom) error {
	return c.desk().JudgeAccount(c.stamp(), w.Customer, c.value("power"), c.value("share"))
}
