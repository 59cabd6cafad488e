package registry

import (
	"slices"
	"testing"
)

func progress(nodes ...KeyNode) Progress {
	var p Progress
	for _, n := range nodes {
		p = append(p, Milestone{Node: n, On: "2026-11-24"})
	}
	return p
}

// inOrder is one way through the whole process.
var inOrder = []KeyNode{NodeInformation, NodeApproval, NodeProgress, NodeNegotiated, NodeReview, NodeSigning, NodeAcceptance, NodeCloseOut}

func TestAStageOpensOnlyWhenTheOneBeforeIsBehind(t *testing.T) {
	at := map[int]SalesStage{0: StageDevelopment, 1: StageProject, 2: StageProposal, 3: StageTender, 4: StageNegotiation,
		5: StageNegotiation, 6: StageDelivery, 7: StageDelivery, 8: StageDelivery}
	for n := range len(inOrder) + 1 {
		p := progress(inOrder[:n]...)
		if got := p.Stage(); got != at[n] {
			t.Errorf("after %d nodes the stage is %s, want %s", n, got, at[n])
		}
		if got := p.Finished(); got != (n == len(inOrder)) {
			t.Errorf("after %d nodes finished is %v", n, got)
		}
		for i, node := range inOrder {
			gate, blocked := p.Blocked(node)
			own, _ := GateOf(node)
			reached := slices.IndexFunc(Gates(), func(g Gate) bool { return g.Stage == p.Stage() })
			want := slices.IndexFunc(Gates(), func(g Gate) bool { return g.Stage == own.Stage }) > reached
			if blocked != want || blocked && gate.Stage != p.Stage() {
				t.Errorf("after %d nodes, node %d: blocked %v by %q, want %v by %q", n, i, blocked, gate.Stage, want, p.Stage())
			}
		}
	}
}

func TestATenderEndsWithEitherOfItsNodesAndAContractOnlyWithBoth(t *testing.T) {
	for _, node := range []KeyNode{NodeBid, NodeNegotiated} {
		if p := progress(NodeInformation, NodeApproval, NodeProgress, node); p.Stage() != StageNegotiation {
			t.Errorf("%s leaves the stage at %s", node, p.Stage())
		}
	}
	for _, node := range []KeyNode{NodeReview, NodeSigning} {
		if p := progress(NodeInformation, NodeApproval, NodeProgress, NodeBid, node); p.Stage() != StageNegotiation {
			t.Errorf("%s alone opens %s", node, p.Stage())
		}
	}
}

func TestANodeOnWhichLaterStagesStandHolds(t *testing.T) {
	p := progress(NodeInformation, NodeApproval, NodeProgress, NodeBid, NodeNegotiated, NodeReview)
	for node, want := range map[KeyNode]bool{NodeInformation: true, NodeProgress: true, NodeBid: false, NodeReview: false} {
		if p.Holds(node) != want {
			t.Errorf("%s holds: %v, want %v", node, !want, want)
		}
	}
	if p = p.Without(NodeNegotiated); !p.Holds(NodeBid) {
		t.Error("the only tender node does not hold the negotiation")
	}
}

func TestTheStanceFollowsFromPowerAndShare(t *testing.T) {
	for _, want := range []struct {
		power, share string
		stance       Stance
	}{
		{LevelHigh, LevelNone, StanceAttack}, {LevelLow, LevelNone, StanceAttack}, {LevelHigh, LevelHigh, StanceDefend},
		{LevelHigh, LevelLow, StanceMaintain}, {LevelLow, LevelLow, StanceDrop}, {LevelLow, LevelHigh, StanceUnstated},
	} {
		if got := (Account{Power: want.power, Share: want.share}).Stance(); got != want.stance {
			t.Errorf("power %s, share %s: %s, want %s", want.power, want.share, got, want.stance)
		}
	}
}

func TestAMembersNumberIsNeverGivenTwice(t *testing.T) {
	c := Customer{}
	c.Seat(PartyMember{Number: c.NextMember(), Roles: []BuyingRole{RoleUser}})
	c.Seat(PartyMember{Number: c.NextMember(), Roles: []BuyingRole{RoleCoach}})
	c.Seat(PartyMember{Number: 2}) // plays no part any more
	if got := c.NextMember(); got != 3 {
		t.Errorf("the next number is %d, want 3", got)
	}
	if len(c.Party) != 2 {
		t.Errorf("%d members are kept, want 2", len(c.Party))
	}
}
