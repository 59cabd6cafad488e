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

func TestWhoHasNothingToDoWithACustomerRecordsNothingOfTheSale(t *testing.T) {
	l, id := account(t)
	ben := floor.Staff("ben")
	l.refused(l.Reach(l.by(ben), id, registry.NodeInformation, "2026-11-23"), "refusal.customer.others")
	l.refused(l.JudgeAccount(l.by(ben), id, registry.LevelHigh, registry.LevelLow), "refusal.customer.others")
	l.must(l.Reach(l.by(floor.Staff("ana")), id, registry.NodeInformation, "2026-11-23"))
	l.refused(l.Unreach(l.by(floor.Staff("ana")), id, registry.NodeInformation, "查错了"), "refusal.manager.only")
}

func TestAFileThatTurnsOutToBeAnothersGivesThatOneAllThatWasEntered(t *testing.T) {
	l := openLobby(t, thirds)
	phone := floor.Person{Surname: "王", Phone: "13800000001"}
	first, spouse := l.arrive(floor.Answers{}, phone), l.arrive(floor.Answers{}, floor.Person{Surname: "赵", Phone: "13800000002"})
	for by, o := range map[floor.AdvisorID]Opened{"ana": first, "ben": spouse} {
		_, err := l.Claim(l.by(floor.Staff(by)), o.Code, by, "page")
		l.must(err)
	}
	l.finish("ana", first)
	v, err := l.Visit(first.Visit)
	l.must(err)
	l.must(l.NoteMember(l.by(floor.Manager), v.Customer, 0, "设备科孙工", []registry.BuyingRole{registry.RoleUser}))
	again := l.arrive(floor.Answers{}, floor.Person{})
	_, err = l.Claim(l.by(floor.Staff("ana")), again.Code, "ana", "page")
	l.must(err)
	w, err := l.Visit(again.Visit)
	l.must(err)
	l.must(l.Tie(l.by(floor.Staff("ana")), Whom{Visit: again.Visit}, Tied{With: Whom{Visit: spouse.Visit}, Tie: "spouse", Proof: "marriage_certificate"}))
	l.must(l.Reach(l.by(floor.Staff("ana")), w.Customer, registry.NodeInformation, "2026-11-23"))
	l.must(l.NoteMember(l.by(floor.Staff("ana")), w.Customer, 0, "采购部钱主任", []registry.BuyingRole{registry.RoleDecider}))
	l.must(l.JudgeAccount(l.by(floor.Staff("ana")), w.Customer, registry.LevelHigh, registry.LevelLow))
	_, err = l.Finish(l.by(floor.Staff("ana")), again.Visit, Basics{Surname: "王", Phone: phone.Phone, Consent: floor.Consent{Version: "2026-11", Given: true}})
	l.must(err)
	if l.file(w.Customer).Merged != v.Customer {
		t.Fatal("the second visit is not known for the first one's")
	}
	c := l.file(v.Customer)
	if !c.Progress.Has(registry.NodeInformation) || c.Account == nil || len(c.Party) != 2 {
		t.Errorf("the file has %+v, %+v and %+v", c.Progress, c.Account, c.Party)
	}
	for number, want := range map[int]string{1: "设备科孙工", 2: "采购部钱主任"} {
		if name, err := l.Member(v.Customer, number); err != nil || name != want {
			t.Errorf("member %d is %q (%v), want %q", number, name, err, want)
		}
	}
	s, err := l.Visit(spouse.Visit)
	l.must(err)
	l.must(l.Confirm(l.by(floor.Manager), s.Customer, v.Customer, "spouse"))
	if tie := l.file(v.Customer).Ties; len(tie) != 1 || tie[0].Customer != s.Customer || tie[0].Confirmed.IsZero() {
		t.Errorf("his ties are %+v", tie)
	}
	l.must(l.Reach(l.by(floor.Manager), w.Customer, registry.NodeApproval, "2026-11-23"))
	if !l.file(v.Customer).Progress.Has(registry.NodeApproval) {
		t.Error("the former id does not lead to the file")
	}
	l.foldsLikeItStands()
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
