package desk

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

// Reach records a key node of the sale to a customer, reached on the day given
// as "2026-11-24". It is refused while an earlier stage lacks a node of its
// own, for a day to come, and for a day before the stage opened.
func (d *Desk) Reach(stamp Stamp, customer floor.CustomerID, node registry.KeyNode, on string) error {
	return d.onSale(stamp, customer, func(t *tx, c *registry.Customer) error {
		if _, ok := registry.GateOf(node); !ok {
			return floor.Refuse("refusal.process.node")
		}
		if c.Progress.Has(node) {
			return floor.Refuse("refusal.process.reached", "node", nodeKey(node))
		}
		if gate, blocked := c.Progress.Blocked(node); blocked {
			return floor.Refuse("refusal.process.blocked", "stage", stageKey(gate.Stage), "node", nodeKey(c.Progress.Missing(gate)[0]))
		}
		if err := t.dayOfNode(c.Progress, node, on); err != nil {
			return err
		}
		t.emit(event.NodeReached{Customer: c.ID, Node: string(node), On: on})
		return nil
	})
}

func (t *tx) dayOfNode(p registry.Progress, node registry.KeyNode, on string) error {
	if _, err := time.Parse(time.DateOnly, on); err != nil {
		return floor.Refuse("refusal.process.day")
	}
	if today := floor.DayOf(t.stamp.At, t.s.zone); on > today {
		return floor.Refuse("refusal.process.future", "day", today)
	}
	if opened := p.Opened(node); on < opened {
		return floor.Refuse("refusal.process.early", "day", opened)
	}
	return nil
}

// Unreach takes a key node back, with the manager's reason. One on which a
// later stage stands is refused: the later ones go first.
func (d *Desk) Unreach(stamp Stamp, customer floor.CustomerID, node registry.KeyNode, reason string) error {
	return d.onSale(stamp, customer, func(t *tx, c *registry.Customer) error {
		if err := t.managers(); err != nil {
			return err
		}
		switch {
		case !c.Progress.Has(node):
			return floor.Refuse("refusal.process.node")
		case strings.TrimSpace(reason) == "":
			return floor.Refuse("refusal.reason.missing")
		case c.Progress.Holds(node):
			return floor.Refuse("refusal.process.holds", "node", nodeKey(node))
		}
		t.emit(event.NodeWithdrawn{Customer: c.ID, Node: string(node), Reason: reason})
		return nil
	})
}

// NoteMember says who one person of the customer's side is and which parts he
// plays in the decision. Number 0 is a person not noted before. A number
// without roles takes him off; his name is forgotten with it.
func (d *Desk) NoteMember(stamp Stamp, customer floor.CustomerID, number int, name string, roles []registry.BuyingRole) error {
	return d.onSale(stamp, customer, func(t *tx, c *registry.Customer) error {
		before, _ := c.Member(number)
		known := len(before.Roles) > 0
		name = strings.TrimSpace(name)
		var as []string
		for _, r := range registry.BuyingRoles() {
			if slices.Contains(roles, r) {
				as = append(as, string(r))
			}
		}
		if len(as) != len(roles) || number != 0 && !known || number == 0 && (name == "" || len(as) == 0) {
			return floor.Refuse("refusal.party")
		}
		if number == 0 {
			number = c.NextMember()
		}
		puts, err := t.d.set.Vault.Keep(c.ID, memberFields(number, name, len(as) == 0))
		if err != nil {
			return err
		}
		t.emit(event.MemberNoted{Customer: c.ID, Member: number, Roles: as})
		t.keep(puts...)
		return nil
	})
}

// memberFields is what the vault keeps of a member; an empty name leaves it as it was.
func memberFields(number int, name string, gone bool) map[string]string {
	if name == "" && !gone {
		return nil
	}
	if gone {
		name = ""
	}
	return map[string]string{memberField(number): name}
}

func memberField(number int) string { return FieldMember + "." + strconv.Itoa(number) }

// JudgeAccount says how much a customer can buy (low or high) and how much of
// it from us (none, low or high). What follows is registry.Account's to say.
func (d *Desk) JudgeAccount(stamp Stamp, customer floor.CustomerID, power, share string) error {
	return d.onSale(stamp, customer, func(t *tx, c *registry.Customer) error {
		powers, shares := []string{registry.LevelLow, registry.LevelHigh}, []string{registry.LevelNone, registry.LevelLow, registry.LevelHigh}
		if !slices.Contains(powers, power) || !slices.Contains(shares, share) {
			return floor.Refuse("refusal.account")
		}
		t.emit(event.AccountJudged{Customer: c.ID, Power: power, Share: share})
		return nil
	})
}

// Member opens the name of one person of the customer's side.
func (d *Desk) Member(customer floor.CustomerID, number int) (string, error) {
	name, err := d.set.Vault.Reveal(customer, memberField(number))
	if err != nil {
		return "", fmt.Errorf("desk: read a file: %w", err)
	}
	return name, nil
}

// onSale carries a command out on the file of a customer whom the one who gives
// it has to do with.
func (d *Desk) onSale(stamp Stamp, customer floor.CustomerID, run func(*tx, *registry.Customer) error) error {
	return d.do(stamp, func(t *tx) error {
		id, err := t.onFile(Whom{Customer: customer})
		if err != nil {
			return err
		}
		if err := t.concerns(id); err != nil {
			return err
		}
		return run(t, t.s.customer(id))
	})
}

// applyProcess folds what happens to the sale and to the account.
func (s *state) applyProcess(r stampOf, e event.Event) bool {
	switch e := e.(type) {
	case event.NodeReached:
		c := s.mustCustomer(e.Customer, e)
		c.Progress = append(c.Progress, registry.Milestone{Node: registry.KeyNode(e.Node), On: e.On, At: r.At, By: r.By})
	case event.NodeWithdrawn:
		c := s.mustCustomer(e.Customer, e)
		c.Progress = c.Progress.Without(registry.KeyNode(e.Node))
	case event.MemberNoted:
		c := s.mustCustomer(e.Customer, e)
		m := registry.PartyMember{Number: e.Member, At: r.At, By: r.By}
		for _, role := range e.Roles {
			m.Roles = append(m.Roles, registry.BuyingRole(role))
		}
		c.Seat(m)
	case event.AccountJudged:
		s.mustCustomer(e.Customer, e).Account = &registry.Account{Power: e.Power, Share: e.Share, At: r.At, By: r.By}
	default:
		return false
	}
	return true
}

// The phrase keys of stages and nodes, for sentences that name one.
func stageKey(s registry.SalesStage) string { return "process.stage." + string(s) }
func nodeKey(n registry.KeyNode) string     { return "process.node." + string(n) }
