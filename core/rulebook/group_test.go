package rulebook

import (
	"reflect"
	"testing"

	"shouwen/core/floor"
)

func TestAShareOfSeveralIsDividedEqually(t *testing.T) {
	b := manuscript(t, `then   = { owner = "first" }`, `then   = { owner = "first", split.commission = { "svc.parallel" = 1 } }`).Book()
	r, err := b.Judge(Collision, Facts{Svc: Service{Parallel: []floor.AdvisorID{"A", "B", "C", "A"}},
		Adv: Advisors{"A": {}, "B": {}, "C": {}}})
	if err != nil {
		t.Fatal(err)
	}
	want := []Split{{Kind: "commission", Shares: map[floor.AdvisorID]Share{"A": "1/3", "B": "1/3", "C": "1/3"}}}
	if !reflect.DeepEqual(r.Split, want) {
		t.Errorf("%v", r.Split)
	}
	if r, _ = b.Judge(Collision, Facts{}); r.NeedsRuling == nil || len(r.Split) != 0 {
		t.Errorf("nobody's share was given away: %v", r.Split)
	}
}

func TestASplitWhoseSharesTheHouseHasNotSaidIsLeftToAPerson(t *testing.T) {
	b := manuscript(t, `value = { first = "1/3", closer = "2/3" }`, ``).Book()
	f := Facts{Cust: File{Registrations: []Entry{{Advisor: Is[floor.AdvisorID]("A")}}}, Deal: DealFacts{Closer: Is[floor.AdvisorID]("B")},
		Adv: Advisors{"A": {}, "B": {}}}
	if r, err := b.Judge(Deal, f); err != nil || r.NeedsRuling == nil || len(r.Split) != 0 {
		t.Errorf("shares that nobody said were given: %v %v", r.Split, err)
	}
	said, err := b.With(nil, map[string]any{"shares": map[string]any{"first": "1/4", "closer": "3/4"}})
	if err != nil {
		t.Fatal(err)
	}
	if r, err := said.Judge(Deal, f); err != nil || r.NeedsRuling != nil || len(r.Split) != 1 || r.Split[0].Shares["B"] != "3/4" {
		t.Errorf("shares that the house said were not given: %v %v", r.Split, err)
	}
	if _, err := b.With(nil, map[string]any{"shares": map[string]any{"first": "1/4", "closer": "1/4"}}); err == nil {
		t.Error("half of the money went to nobody")
	}
}

func TestTheWholeOrderMayBeSuspended(t *testing.T) {
	b := manuscript(t, `turn.server = "consume"`, `turn."rota.order" = "suspended"`).Book()
	r, err := b.Judge(Arrival, Facts{Answer: Answer{BeenBefore: Is("no")}, Rota: Rota{Order: []floor.AdvisorID{"A", "B"}}})
	if err != nil {
		t.Fatal(err)
	}
	if want := (map[floor.AdvisorID]Turn{"A": Suspended, "B": Suspended}); !reflect.DeepEqual(r.Turn, want) {
		t.Errorf("%v", r.Turn)
	}
}

func TestAServerLeftOpenSaysWhoChoosesHim(t *testing.T) {
	b := manuscript(t, `then   = { needs_ruling = { role = "manager" } }`,
		`then   = { by = "manager", open = ["server"], needs_ruling = { role = "manager" } }`).Book()
	r, err := b.Judge(Change, Facts{})
	if err != nil {
		t.Fatal(err)
	}
	if r.Server != "" || r.ServerBy != "manager" || r.NeedsRuling == nil {
		t.Errorf("server %q by %q", r.Server, r.ServerBy)
	}
}

func TestAChainOfIntroductionsLeadsToItsFirst(t *testing.T) {
	by := func(o floor.CustomerID) Maybe[ReferredBy] { return Is(ReferredBy{Referrer: Is(o)}) }
	for name, c := range map[string]struct {
		f     Facts
		owner floor.AdvisorID
		chain bool
	}{
		"nobody introduced":       {f: Facts{}},
		"one introducer":          {Facts{Answer: Answer{Referrer: Is[floor.CustomerID]("O")}, Files: Files{"O": {Owner: Is[floor.AdvisorID]("A")}}}, "A", false},
		"introduced by a newer":   {Facts{Answer: Answer{Referrer: Is[floor.CustomerID]("P")}, Files: Files{"P": {Owner: Is[floor.AdvisorID]("B"), ReferredBy: by("O")}, "O": {Owner: Is[floor.AdvisorID]("A")}}}, "A", true},
		"the first is not known":  {Facts{Answer: Answer{Referrer: Is[floor.CustomerID]("P")}, Files: Files{"P": {Owner: Is[floor.AdvisorID]("B"), ReferredBy: by("O")}}}, "B", true},
		"each introduced another": {Facts{Answer: Answer{Referrer: Is[floor.CustomerID]("P")}, Files: Files{"P": {Owner: Is[floor.AdvisorID]("B"), ReferredBy: by("O")}, "O": {Owner: Is[floor.AdvisorID]("A"), ReferredBy: by("P")}}}, "B", true},
	} {
		owner, chain := c.f.rootOwner()
		if owner != c.owner || chain != c.chain {
			t.Errorf("%s: %q %v", name, owner, chain)
		}
	}
}
