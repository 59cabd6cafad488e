package desk

import (
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

func TestARulebookIsInForceBeforeTheFirstCommandOfItsDayLooksAtAnything(t *testing.T) {
	l := openLobby(t, thirds)
	l.Desk.Close()
	other := testBook(t, "sms-1month-collision")
	d, err := Open(Settings{Log: l.log, Vault: l.safe, Random: l.Desk.set.Random, Books: []*rulebook.Book{testBook(t, thirds)},
		Dated: []Dated{{From: "2026-11-24", Book: other}, {From: "2026-12-01", Book: testBook(t, "single-customer-cycle")}}})
	l.must(err)
	l.Desk = d
	l.arrive(floor.Answers{}, floor.Person{})
	if got := l.Rulebook().ID; got != thirds {
		t.Fatalf("a day early, %s is in force", got)
	}
	head := l.log.Head().Seq
	l.nextMorning()
	o := l.arrive(floor.Answers{}, floor.Person{})
	v, err := l.Visit(o.Visit)
	l.must(err)
	if got := readRuling(v.Rulings[0].Ruling).Book.ID; got != other.ID() {
		t.Errorf("the day's first visitor was ruled on by %s", got)
	}
	kinds := l.kinds(head + 1)
	begun, enforced := slices.Index(kinds, "day.begun"), slices.Index(kinds, "rulebook.enforced")
	if begun < 0 || enforced != begun+1 || strings.Count(strings.Join(kinds, " "), "rulebook.enforced") != 1 {
		t.Errorf("the day began with %v", kinds)
	}
	l.foldsLikeItStands()
}
