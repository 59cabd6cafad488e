package daylog_test

import (
	"slices"
	"strings"
	"testing"

	"shouwen/core/event"
	"shouwen/core/floor"
)

func TestWhatCameIntoTheFilesStandsOnASheetOfItsOwn(t *testing.T) {
	l := smallLog(t)
	if slices.Contains(asXLSX(t, l).GetSheetList(), "客户档案") {
		t.Error("a day on which nothing was entered has a sheet for it")
	}
	var r recorded
	r.rows = l.Day.Records
	at, told := floor.Staff(ana), []string{}
	for _, e := range []struct {
		event event.Event
		says  string
	}{
		{event.CallLogged{Customer: "c1", Advisor: ana, Registered: true}, "来电登记"},
		{event.CallDescribed{Customer: "c1", Advisor: ana, Asked: ben, Invited: true}, "已邀请来访"},
		{event.MeetingRecorded{Customer: "c1", Advisor: ben}, "记入晚会记录"},
		{event.SummaryEntered{Customer: "c1", Day: l.Day.Day, Number: 7}, "第 7 行"},
		{event.PriorRecorded{Customer: "c2", Advisor: ben}, "事先有记录"},
		{event.VisitorAnnounced{Customer: "c2", Advisor: ben, How: "phone", CompanyTie: "staff_introduced"}, "电话告知；公司同事介绍"},
		{event.TieEntered{Customer: "c1", Other: "c2", Tie: "spouse", Proof: "marriage_certificate"}, "结婚证"},
		{event.TieConfirmed{Customer: "c1", Other: "c2", Tie: "spouse"}, "配偶"},
		{event.GroupFormed{Group: "g", Organiser: "c1", Members: []floor.CustomerID{"c2"}}, "共 2 位客户"},
		{event.GroupJoined{Group: "g", Organiser: "c1", Customer: "c2"}, "加入团购"},
		{event.CustomerDeclined{Customer: "c1", Advisor: ana, What: "purchase"}, "不买了"},
		{event.OwnerGaveUp{Customer: "c1", Advisor: ana}, "归属人放弃"},
		{event.CustomerPassedOn{Customer: "c1", From: ana, To: ben, Reason: "=回来了"}, "=回来了"},
		{event.CustomerPooled{Customer: "c1", Former: ben, Reason: "出国"}, "出国"},
	} {
		r.add("15:00", at, e.event)
		told = append(told, e.says)
	}
	l.Day.Records = r.rows
	l.Full = false
	rows := rowsOf(t, asXLSX(t, l), "客户档案")
	if len(rows) != len(told)+1 {
		t.Fatalf("%d rows, want a heading and %d", len(rows), len(told))
	}
	for i, want := range told {
		if got := strings.Join(rows[i+1], " | "); !strings.Contains(got, want) || strings.Contains(got, "13800000001") || strings.Contains(got, "log.") {
			t.Errorf("row %d says %q, want %q and no phone in full", i+1, got, want)
		}
	}
}
