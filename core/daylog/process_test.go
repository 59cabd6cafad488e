package daylog_test

import (
	"slices"
	"strings"
	"testing"

	"shouwen/core/event"
	"shouwen/core/floor"
)

func TestTheSalesOfTheDayStandOnASheetOfTheirOwn(t *testing.T) {
	l := smallLog(t)
	if slices.Contains(asXLSX(t, l).GetSheetList(), "销售进程") {
		t.Error("a day without a step of a sale has a sheet for them")
	}
	var r recorded
	r.rows = l.Day.Records
	r.add("15:00", floor.Staff(ana), event.NodeReached{Customer: "c1", Node: "bid", On: "2026-11-20"})
	r.add("15:01", floor.Manager, event.NodeWithdrawn{Customer: "c1", Node: "bid", Reason: "=流标"})
	r.add("15:02", floor.Staff(ana), event.MemberNoted{Customer: "c2", Member: 1, Roles: []string{"decider", "coach"}})
	r.add("15:03", floor.Staff(ana), event.AccountJudged{Customer: "c2", Power: "low", Share: "low"})
	l.Day.Records = r.rows
	l.Full = false
	rows := rowsOf(t, asXLSX(t, l), "销售进程")
	if len(rows) != 5 {
		t.Fatalf("%d rows, want a heading and four", len(rows))
	}
	for i, want := range []string{"完成投标（2026-11-20 完成） | 招投标", "撤回：完成投标。理由：=流标 | 招投标", "决策者；教练", "购买力低，我方份额低；策略：可以放弃"} {
		if got := strings.Join(rows[i+1], " | "); !strings.Contains(got, want) || strings.Contains(got, "13800000001") {
			t.Errorf("row %d says %q, want %q and no phone in full", i+1, got, want)
		}
	}
}
