package event

import "shouwen/core/floor"

// The sale to a customer, by stages, and who he is as a buyer.
type (
	// NodeReached is a key node of the sales process.
	NodeReached struct {
		Customer floor.CustomerID `json:"customer"`
		Node     string           `json:"node"`
		On       string           `json:"on"` // the day on which it was reached, such as "2026-11-24"
	}
	// NodeWithdrawn says that a key node was not reached after all.
	NodeWithdrawn struct {
		Customer floor.CustomerID `json:"customer"`
		Node     string           `json:"node"`
		Reason   string           `json:"reason"`
	}
	// MemberNoted says what parts one person of the customer's side plays in the
	// decision, none if he plays none any more. Who he is lies in the vault.
	MemberNoted struct {
		Customer floor.CustomerID `json:"customer"`
		Member   int              `json:"member"`
		Roles    []string         `json:"roles,omitempty"` // user, gatekeeper, decider, coach
	}
	// AccountJudged says how much a customer can buy, and how much of it from us.
	AccountJudged struct {
		Customer floor.CustomerID `json:"customer"`
		Power    string           `json:"power"` // low or high
		Share    string           `json:"share"` // none, low or high
	}
)

// Kind spells the event for the disk.
func (NodeReached) Kind() string   { return "process.reached" }
func (NodeWithdrawn) Kind() string { return "process.withdrawn" }
func (MemberNoted) Kind() string   { return "party.noted" }
func (AccountJudged) Kind() string { return "account.judged" }

// processReaders lists how each of them is read.
func processReaders() map[string]reader {
	return map[string]reader{
		"process.reached": read[NodeReached], "process.withdrawn": read[NodeWithdrawn],
		"party.noted": read[MemberNoted], "account.judged": read[AccountJudged],
	}
}
