package registry

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// A SalesStage is one of the six stages of a sale, from finding the customer to
// handing over what he bought (catalogue, document 10).
type SalesStage string

// The stages, in the order in which they open.
const (
	StageDevelopment SalesStage = "development" // 客户开发
	StageProject     SalesStage = "project"     // 立项
	StageProposal    SalesStage = "proposal"    // 提案
	StageTender      SalesStage = "tender"      // 招投标
	StageNegotiation SalesStage = "negotiation" // 商务谈判
	StageDelivery    SalesStage = "delivery"    // 工程实施
)

// A KeyNode is what must be recorded before the next stage opens.
type KeyNode string

// The key nodes. A tender ends with either of its two; negotiation and delivery
// end only with both of theirs.
const (
	NodeInformation KeyNode = "information"       // accurate project information
	NodeApproval    KeyNode = "presales_approval" // the project is approved before the sale
	NodeProgress    KeyNode = "relation_progress" // the relationship has effectively progressed
	NodeBid         KeyNode = "bid"
	NodeNegotiated  KeyNode = "negotiated_bid"
	NodeReview      KeyNode = "contract_approval"
	NodeSigning     KeyNode = "contract_signing"
	NodeAcceptance  KeyNode = "acceptance"
	NodeCloseOut    KeyNode = "close_out"
)

// A Gate is a stage with the key nodes that end it.
type Gate struct {
	Stage SalesStage
	Nodes []KeyNode
	Any   bool // one of the nodes is enough
}

// Gates lists the six stages in order.
func Gates() []Gate {
	return []Gate{
		{StageDevelopment, []KeyNode{NodeInformation}, false},
		{StageProject, []KeyNode{NodeApproval}, false},
		{StageProposal, []KeyNode{NodeProgress}, false},
		{StageTender, []KeyNode{NodeBid, NodeNegotiated}, true},
		{StageNegotiation, []KeyNode{NodeReview, NodeSigning}, false},
		{StageDelivery, []KeyNode{NodeAcceptance, NodeCloseOut}, false},
	}
}

// GateOf returns the stage that the key node belongs to, false if it is none of
// the process's.
func GateOf(n KeyNode) (Gate, bool) {
	for _, g := range Gates() {
		if slices.Contains(g.Nodes, n) {
			return g, true
		}
	}
	return Gate{}, false
}

// A Milestone is a key node that was reached.
type Milestone struct {
	Node KeyNode     `json:"node"`
	On   string      `json:"on"` // the day on which it was reached, such as "2026-11-24"
	At   time.Time   `json:"at"` // when it was recorded
	By   floor.Actor `json:"by"`
}

// A Progress is how far the sale to one customer has come: the key nodes in the
// order in which they were recorded.
type Progress []Milestone

// Has reports whether the key node was recorded.
func (p Progress) Has(n KeyNode) bool {
	return slices.ContainsFunc(p, func(m Milestone) bool { return m.Node == n })
}

// Done reports whether a stage is behind.
func (p Progress) Done(g Gate) bool { return len(p.Missing(g)) == 0 }

// Missing lists what a stage still lacks; where one of several is enough, all of them.
func (p Progress) Missing(g Gate) []KeyNode {
	var out []KeyNode
	for _, n := range g.Nodes {
		if !p.Has(n) {
			out = append(out, n)
		}
	}
	if g.Any && len(out) < len(g.Nodes) {
		return nil
	}
	return out
}

// Stage returns the first stage that is not behind; delivery once all are.
func (p Progress) Stage() SalesStage {
	for _, g := range Gates() {
		if !p.Done(g) {
			return g.Stage
		}
	}
	return StageDelivery
}

// Finished reports whether every stage is behind.
func (p Progress) Finished() bool {
	gates := Gates()
	return p.Done(gates[len(gates)-1])
}

// Blocked returns the earliest stage before the node's own that is not behind,
// false if the node may be recorded. An unknown node is blocked by nothing.
func (p Progress) Blocked(n KeyNode) (Gate, bool) {
	own, _ := GateOf(n)
	for _, g := range Gates() {
		if g.Stage == own.Stage {
			return Gate{}, false
		}
		if !p.Done(g) {
			return g, own.Stage != ""
		}
	}
	return Gate{}, false
}

// Opened returns the day on which the node's stage opened: the latest of the
// earlier stages' nodes, empty for the first stage. Days are spelled so that
// the later one sorts behind.
func (p Progress) Opened(n KeyNode) string {
	own, _ := GateOf(n)
	day := ""
	for _, g := range Gates() {
		if g.Stage == own.Stage {
			break
		}
		for _, m := range p {
			if slices.Contains(g.Nodes, m.Node) {
				day = max(day, m.On)
			}
		}
	}
	return day
}

// Holds reports whether a later stage stands on the node, so that it cannot be
// taken back alone.
func (p Progress) Holds(n KeyNode) bool {
	rest := p.Without(n)
	for _, m := range rest {
		if _, blocked := rest.Blocked(m.Node); blocked {
			return true
		}
	}
	return false
}

// Without returns the progress as it was without the node.
func (p Progress) Without(n KeyNode) Progress {
	return slices.DeleteFunc(slices.Clone(p), func(m Milestone) bool { return m.Node == n })
}
