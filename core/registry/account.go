package registry

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// A BuyingRole is the part that one person of the customer's side plays in the
// decision (catalogue, document 14).
type BuyingRole string

// The four roles.
const (
	RoleUser       BuyingRole = "user"       // 使用者
	RoleGatekeeper BuyingRole = "gatekeeper" // 技术把关者
	RoleDecider    BuyingRole = "decider"    // 决策者
	RoleCoach      BuyingRole = "coach"      // 教练
)

// BuyingRoles lists the roles in the document's order.
func BuyingRoles() []BuyingRole {
	return []BuyingRole{RoleUser, RoleGatekeeper, RoleDecider, RoleCoach}
}

// A PartyMember is one person of the customer's side. Who he is lies sealed in
// the vault, under the customer's id and the member's number.
type PartyMember struct {
	Number int          `json:"number"` // from 1, never given twice
	Roles  []BuyingRole `json:"roles"`
	At     time.Time    `json:"at"`
	By     floor.Actor  `json:"by"`
}

// The levels of an account.
const (
	LevelNone = "none" // of the share alone: he has bought nothing from us
	LevelLow  = "low"
	LevelHigh = "high"
)

// A Stance is how the house stands to an account (catalogue, document 16).
type Stance string

// The stances. The document leaves out much buying from us by one who can buy
// little; there the house decides without it.
const (
	StanceAttack   Stance = "attack"   // a new customer is to be won
	StanceDefend   Stance = "defend"   // buys much and from us
	StanceMaintain Stance = "maintain" // buys much and elsewhere: keep, or go on sifting
	StanceDrop     Stance = "drop"     // buys little and elsewhere: may be dropped
	StanceUnstated Stance = "unstated" // the document does not say
)

// An Account is what the house judges of a customer's buying.
type Account struct {
	Power string      `json:"power"` // how much he can buy: low or high
	Share string      `json:"share"` // how much of it from us: none, low or high
	At    time.Time   `json:"at"`
	By    floor.Actor `json:"by"`
}

// Stance says what follows. A customer who has bought nothing yet is new,
// whatever his power.
func (a Account) Stance() Stance {
	switch {
	case a.Share == LevelNone:
		return StanceAttack
	case a.Power == LevelHigh && a.Share == LevelHigh:
		return StanceDefend
	case a.Power == LevelHigh && a.Share == LevelLow:
		return StanceMaintain
	case a.Power == LevelLow && a.Share == LevelLow:
		return StanceDrop
	}
	return StanceUnstated
}

// Member returns the member of that number, false if there is none.
func (c *Customer) Member(number int) (PartyMember, bool) {
	at := slices.IndexFunc(c.Party, func(m PartyMember) bool { return m.Number == number })
	if at < 0 {
		return PartyMember{}, false
	}
	return c.Party[at], true
}

// NextMember is the number for a person not noted before.
func (c *Customer) NextMember() int {
	next := 1
	for _, m := range c.Party {
		next = max(next, m.Number+1)
	}
	return next
}

// Seat puts a member in, or in the place of the one with his number.
func (c *Customer) Seat(m PartyMember) {
	at := slices.IndexFunc(c.Party, func(o PartyMember) bool { return o.Number == m.Number })
	if at < 0 {
		c.Party = append(c.Party, m)
		return
	}
	c.Party[at] = m
}
