package desk

import (
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/registry"
)

// account is a lobby with one customer on file.
func account(t *testing.T) (*lobby, floor.CustomerID) {
	l := openLobby(t, thirds)
	o := l.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "王", Title: "mr"})
	v, err := l.Visit(o.Visit)
	l.must(err)
	return l, v.Customer
}

func (l *lobby) file(id floor.CustomerID) registry.Customer {
	l.t.Helper()
	c, err := l.Customer(id)
	l.must(err)
	return c
}

func TestAKeyNodeIsRecordedWithItsDayAndByWhomBeforeTheNextStageOpens(t *testing.T) {
	l, id := account(t)
	ana := floor.Staff("ana")
	l.refused(l.Reach(l.by(ana), id, registry.NodeSigning, "2026-11-23"), "refusal.process.blocked")
	l.must(l.Reach(l.by(ana), id, registry.NodeInformation, "2026-11-20"))
	l.refused(l.Reach(l.by(ana), id, registry.NodeInformation, "2026-11-20"), "refusal.process.reached")
	l.refused(l.Reach(l.by(ana), id, registry.NodeApproval, "2026-11-19"), "refusal.process.early")
	l.refused(l.Reach(l.by(ana), id, registry.NodeApproval, "2026-11-24"), "refusal.process.future")
	l.refused(l.Reach(l.by(ana), id, registry.NodeApproval, "23.11.2026"), "refusal.process.day")
	l.refused(l.Reach(l.by(ana), id, "handshake", "2026-11-23"), "refusal.process.node")
	l.must(l.Reach(l.by(floor.Manager), id, registry.NodeApproval, "2026-11-20"))
	c := l.file(id)
	if len(c.Progress) != 2 || c.Progress[0].By != ana || c.Progress[1].By != floor.Manager || c.Progress[0].On != "2026-11-20" || c.Progress.Stage() != registry.StageProposal {
		t.Errorf("the file says %+v", c.Progress)
	}
}

func TestANodeTakenBackClosesTheStagesBehindItFromTheLastOn(t *testing.T) {
	l, id := account(t)
	for _, n := range []registry.KeyNode{registry.NodeInformation, registry.NodeApproval} {
		l.must(l.Reach(l.by(floor.Manager), id, n, "2026-11-23"))
	}
	l.refused(l.Unreach(l.by(floor.Manager), id, registry.NodeInformation, "查错了"), "refusal.process.holds")
	l.refused(l.Unreach(l.by(floor.Manager), id, registry.NodeApproval, " "), "refusal.reason.missing")
	l.must(l.Unreach(l.by(floor.Manager), id, registry.NodeApproval, "未获批"))
	l.must(l.Unreach(l.by(floor.Manager), id, registry.NodeInformation, "查错了"))
	if c := l.file(id); c.Progress.Stage() != registry.StageDevelopment || len(c.Progress) != 0 {
		t.Errorf("the file says %+v", c.Progress)
	}
}

func TestWhoDecidesOnTheCustomersSideIsKeptSealedAndOutlivesARestart(t *testing.T) {
	l, id := account(t)
	l.refused(l.NoteMember(l.by(floor.Manager), id, 0, "采购部钱主任", nil), "refusal.party")
	l.refused(l.NoteMember(l.by(floor.Manager), id, 0, "", []registry.BuyingRole{registry.RoleUser}), "refusal.party")
	l.refused(l.NoteMember(l.by(floor.Manager), id, 0, "某", []registry.BuyingRole{"king"}), "refusal.party")
	l.must(l.NoteMember(l.by(floor.Manager), id, 0, "采购部钱主任", []registry.BuyingRole{registry.RoleDecider, registry.RoleUser}))
	l.must(l.NoteMember(l.by(floor.Manager), id, 0, "设备科孙工", []registry.BuyingRole{registry.RoleGatekeeper}))
	l.must(l.NoteMember(l.by(floor.Manager), id, 1, "", []registry.BuyingRole{registry.RoleCoach}))
	l.must(l.NoteMember(l.by(floor.Manager), id, 2, "", nil))
	l.refused(l.NoteMember(l.by(floor.Manager), id, 2, "", []registry.BuyingRole{registry.RoleCoach}), "refusal.party")
	l.must(l.JudgeAccount(l.by(floor.Manager), id, registry.LevelHigh, registry.LevelLow))
	l.refused(l.JudgeAccount(l.by(floor.Manager), id, "huge", registry.LevelLow), "refusal.account")
	l.Desk.Close()
	l.start(thirds)
	c := l.file(id)
	first, _ := c.Member(1)
	second, _ := c.Member(2)
	if len(first.Roles) != 1 || first.Roles[0] != registry.RoleCoach || len(second.Roles) != 0 {
		t.Errorf("the party is %+v", c.Party)
	}
	for number, want := range map[int]string{1: "采购部钱主任", 2: ""} {
		if name, err := l.Member(id, number); err != nil || name != want {
			t.Errorf("member %d is %q (%v), want %q", number, name, err, want)
		}
	}
	if c.Account == nil || c.Account.Stance() != registry.StanceMaintain {
		t.Errorf("the account is %+v", c.Account)
	}
	err := l.log.Read(1, func(r journal.Record) error {
		if strings.Contains(string(r.Body), "钱") || strings.Contains(string(r.Body), "孙") {
			t.Errorf("record %d tells a name: %s", r.Seq, r.Body)
		}
		return nil
	})
	l.must(err)
}

func TestAFileThatIsAnothersTakesNoKeyNode(t *testing.T) {
	l, _ := account(t)
	l.refused(l.Reach(l.by(floor.Manager), "nobody", registry.NodeInformation, "2026-11-23"), "refusal.customer.unknown")
}

func TestTheProcessFollowsFromTheJournalAlone(t *testing.T) {
	l, id := account(t)
	l.must(l.Reach(l.by(floor.Manager), id, registry.NodeInformation, "2026-11-23"))
	l.must(l.NoteMember(l.by(floor.Manager), id, 0, "采购部钱主任", []registry.BuyingRole{registry.RoleDecider}))
	l.must(l.JudgeAccount(l.by(floor.Manager), id, registry.LevelHigh, registry.LevelNone))
	l.now = l.now.Add(time.Minute)
	folded := newState(nil)
	reader := eventReader()
	l.must(l.log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err == nil {
			folded.apply(stampOf{Seq: r.Seq, At: r.At, By: r.By, Key: r.Key}, e)
		}
		return err
	}))
	want, got := string(spell(l.file(id))), string(spell(folded.customer(id)))
	if got != want {
		t.Errorf("the journal says\n%s\nthe file\n%s", got, want)
	}
}
