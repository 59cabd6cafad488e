package replay

import (
	"strings"

	"shouwen/core/floor"
	"shouwen/core/registry"
)

// processVerbs lists the steps of a sale, and what is noted of the customer as a buyer.
func processVerbs() map[string]verb {
	return map[string]verb{
		"reach": {"on", onCustomer(func(p *player, s step, id floor.CustomerID) error {
			return p.desk.Reach(p.by(s, floor.Manager), id, registry.KeyNode(s.word(1)), s.pairs["on"])
		})},
		"unreach": {"reason", onCustomer(func(p *player, s step, id floor.CustomerID) error {
			return p.desk.Unreach(p.by(s, floor.Manager), id, registry.KeyNode(s.word(1)), s.pairs["reason"])
		})},
		"member": {"name roles", onCustomer(func(p *player, s step, id floor.CustomerID) error {
			var roles []registry.BuyingRole
			for _, role := range strings.Split(s.pairs["roles"], ",") {
				roles = append(roles, registry.BuyingRole(role))
			}
			return p.desk.NoteMember(p.by(s, floor.Manager), id, 0, s.pairs["name"], roles)
		})},
		"account": {"power share", onCustomer(func(p *player, s step, id floor.CustomerID) error {
			return p.desk.JudgeAccount(p.by(s, floor.Manager), id, s.pairs["power"], s.pairs["share"])
		})},
	}
}

// onCustomer does something to the file that the first word names.
func onCustomer(do func(*player, step, floor.CustomerID) error) func(*player, step) error {
	return func(p *player, s step) error {
		id, err := p.customer(s.word(0))
		if err != nil {
			return err
		}
		return do(p, s, id)
	}
}
