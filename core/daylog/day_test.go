package daylog_test

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"testing"
	"testing/fstest"
	"time"

	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

// The day of these tests is the 23rd of November 2026, in a house an invented
// half hour east of its neighbours, so that a time in the wrong zone shows.
const today = "2026-11-23"

var zone = time.FixedZone("house", 8*3600+1800)

// at is a moment of the day, such as "09:00" or "09:00:05".
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", today+" "+(clock + ":00")[:8], zone)
	if err != nil {
		panic(err)
	}
	return t
}

// ana, ben and cho serve. The third has a name that a spreadsheet would run.
const (
	ana = floor.AdvisorID("ana")
	ben = floor.AdvisorID("ben")
	cho = floor.AdvisorID("cho")
)

// people are invented; the visitors of these customers gave them.
var people = map[floor.CustomerID]floor.Person{
	"c1": {Surname: "王", Title: "mr", Phone: "13800000001"},
	"c2": {Surname: "欧阳", Title: "ms", Phone: "13900000002"},
	"c3": {Surname: "Smith", Title: "ms", Phone: "+44 7700 900003"},
	"c4": {Surname: `=HYPERLINK("http://example.invalid")`, Phone: "＝1"},
}

func known(id floor.CustomerID) (floor.Person, bool) {
	p, ok := people[id]
	return p, ok
}

// spell is an event or a ruling as the journal has it.
func spell(v any) json.RawMessage {
	body, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return body
}

// recorded puts events into a row of records, from sequence 101.
type recorded struct{ rows []journal.Record }

func (r *recorded) add(clock string, by floor.Actor, e event.Event) uint64 {
	seq := uint64(101 + len(r.rows))
	r.rows = append(r.rows, journal.Record{Seq: seq, At: at(clock), Site: "east", Kind: e.Kind(), Schema: 1, By: by,
		Body: spell(e), Hash: sha256.Sum256(fmt.Append(nil, seq))})
	return seq
}

var book = rulebook.BookRef{ID: "course-centre-5min-thirds", Version: "1.0.0", Digest: "0123456789abcdef0123456789abcdef"}

func sentence(zh, en string) rulebook.Text { return rulebook.Text{ZH: zh, EN: en} }

// smallDay is a day of five parties: a new one, one who is handed back and
// buys, one whom nobody serves, one whom the manager places, and one whom a
// person must rule on.
func smallDay() desk.Day {
	arrival := rulebook.Ruling{Moment: rulebook.Arrival, Book: book, Label: "new", Server: ben, ServerBy: "turn", Role: "primary",
		Turn: map[floor.AdvisorID]rulebook.Turn{ben: rulebook.Consume},
		Clauses: []rulebook.Cited{
			{Row: "1.a", Text: sentence("新客户按轮次接待。", "New visitors go by turn."), Parts: []string{"server"}},
			{Row: "5.a", Text: sentence("接待新客户用一轮。", "A new visitor uses the turn."), Parts: []string{"turn.ben"}},
		}}
	back := rulebook.Ruling{Moment: rulebook.Recognition, Book: book, Server: ana, ServerBy: "handed_back", Role: "primary", Owner: ana,
		Turn: map[floor.AdvisorID]rulebook.Turn{ben: rulebook.Restore}, Readings: map[string]string{"A6": "restore"},
		Parameters: map[string]string{"recognition_minutes": "5"},
		Notify:     []rulebook.Notify{{From: "ben", To: "ana", When: "before"}},
		Clauses: []rulebook.Cited{
			{Row: "6.b", Text: sentence("五分钟之内互相认出的，交还首次接待人。", "Recognised within five minutes: back to the first consultant."), Parts: []string{"server", "owner"}},
			{Row: "A6", Text: sentence("交还的人恢复轮次。", "Who hands back gets the turn again."), Parts: []string{"turn.ben"}},
		}}
	deal := rulebook.Ruling{Moment: rulebook.Deal, Book: book, Owner: ana, Valid: rulebook.Is(true),
		Split: []rulebook.Split{
			{Kind: "performance", Shares: map[floor.AdvisorID]rulebook.Share{ben: "1/3", ana: "2/3"}},
			{Kind: "bonus", Shares: map[floor.AdvisorID]rulebook.Share{ana: "1"}}},
		Penalty: rulebook.Is(rulebook.Penalty{Who: ben, YuanMin: 50, YuanMax: 100}),
		Mark:    []rulebook.Mark{{Who: "ana", Kind: "commendation"}},
		Require: []rulebook.Require{{Who: "all", What: "summary_entry", Deadline: "day"}},
		Clauses: []rulebook.Cited{{Row: "8.c", Text: sentence("协助成交的分三分之一。", "Who helped to close has a third."), Parts: []string{"split.performance", "split.bonus"}}}}
	open := rulebook.Ruling{Moment: rulebook.Arrival, Book: book, Ask: []string{"recalled_advisor"}, Arbiter: "supervisor",
		NeedsRuling: &rulebook.NeedsRuling{Role: "supervisor", Clause: "9.a", Why: sentence("说法不一的，由主管裁定。", "Where they disagree the supervisor rules.")}}

	var r recorded
	r.add("08:40", floor.Manager, event.OrderArranged{Day: today, Order: []floor.AdvisorID{ben, ana, cho}})
	r.add("08:50", floor.Staff(ben), event.AdvisorSignedIn{Advisor: ben})
	r.add("08:55", floor.Staff(ana), event.AdvisorSignedIn{Advisor: ana})
	r.add("09:00:05", floor.Visitor, event.VisitOpened{Visit: "v1", Number: 1, Day: today, Customer: "c1"})
	first := r.add("09:00:05", floor.Visitor, event.VisitRuled{Visit: "v1", Customer: "c1", Moment: "arrival", Ruling: spell(arrival)})
	r.add("09:00:05", floor.Visitor, event.TurnRuled{Effect: "used", Advisor: ben, Visit: "v1", Clauses: []string{"5.a"}})
	r.add("09:10", floor.Staff(ben), event.VisitClaimed{Visit: "v2", Advisor: ben, How: "page"})
	second := r.add("09:14", floor.Staff(ben), event.VisitRuled{Visit: "v2", Customer: "c2", Moment: "recognition", Ruling: spell(back)})
	r.add("09:14", floor.Staff(ben), event.TurnRuled{Effect: "restored", Advisor: ben, Visit: "v2", Clauses: []string{"A6"}})
	third := r.add("11:20", floor.Staff(ana), event.VisitRuled{Visit: "v2", Customer: "c2", Moment: "deal", Ruling: spell(deal)})
	r.add("14:00", floor.Visitor, event.VisitRuled{Visit: "v5", Customer: "c9", Moment: "arrival", Ruling: spell(open)})
	r.add("17:30", floor.Staff(ana), event.AdvisorSignedOut{Advisor: ana})
	r.add("17:45", floor.Staff(ben), event.AdvisorSignedOut{Advisor: ben})
	r.add("18:00", floor.Manager, event.DaySealed{Day: today, First: 101, Last: 113, Digest: r.rows[12].Hash.String()})

	return desk.Day{
		Day: today, House: floor.House{Name: "云栖课程中心", Site: "east"},
		Rulebook: event.RulebookEnforced{ID: book.ID, Version: book.Version, Digest: book.Digest},
		Seal:     event.DaySealed{Day: today, First: 101, Last: 113, Digest: r.rows[12].Hash.String()},
		Records:  r.rows,
		Staff: []floor.Advisor{
			{ID: ben, Name: "贝一", Desk: "3", Used: 1, MadeUp: 1, Owed: 1, Credited: 2},
			{ID: ana, Name: "安晨", Desk: "5", Kept: 1, Lapsed: 1},
			{ID: cho, Name: "+迟默", Desk: "=7"},
		},
		Visits: []desk.Visit{
			{ID: "v1", Number: 1, Day: today, Customer: "c1", State: floor.Finished, OpenedAt: at("09:00:05"), CalledAt: at("09:00:06"),
				ClaimedAt: at("09:01"), EndedAt: at("10:00"), Server: ben, ServerBy: "turn", Role: "primary", Owner: ben, How: "scanner",
				Answers: floor.Answers{Language: floor.Chinese, BeenBefore: floor.No, KinBeenBefore: floor.Unsure, Recalled: floor.Nobody,
					Referral: floor.Referral{By: "customer", Accompanied: floor.Yes}, Purpose: floor.Learn, PartySize: 3},
				Consent: floor.Consent{Version: "2026-11", Given: true}, Referrer: "c8",
				Rulings: []desk.Ruled{{Seq: first, At: at("09:00:05"), Moment: "arrival", Ruling: spell(arrival)}},
				Turns:   []desk.Turned{{At: at("09:00:05"), Effect: "used", Advisor: ben, Clauses: []string{"5.a"}}},
				Slip:    desk.Slip{Outcome: "confirmed", Prints: 1}},
			{ID: "v2", Number: 2, Day: today, Customer: "c2", Known: true, State: floor.Finished, OpenedAt: at("09:05"), CalledAt: at("09:05"),
				ClaimedAt: at("09:10"), EndedAt: at("11:30"), Server: ana, ServerBy: "turn", Role: "primary", Owner: ana, How: "page",
				Answers:    floor.Answers{Language: floor.Chinese, BeenBefore: floor.Yes, Recalled: floor.Named(ana), StaffContacted: floor.Yes, ShownMessage: floor.Nobody},
				Consent:    floor.Consent{Version: "2026-11"},
				Recognised: &desk.Recognition{At: at("09:14"), By: "mutual", Minutes: 4.0333, Wish: "back_to_original", Of: ana}, Wish: "back_to_original",
				Handed: []desk.Handed{{At: at("09:14"), From: ben, To: ana, Why: "handed_back"}},
				Rulings: []desk.Ruled{{Seq: second, At: at("09:14"), Moment: "recognition", Ruling: spell(back)},
					{Seq: third, At: at("11:20"), Moment: "deal", Ruling: spell(deal)}},
				Turns: []desk.Turned{{Effect: "used", Advisor: ben}, {Effect: "restored", Advisor: ben, Clauses: []string{"A6"}}},
				Deal:  &desk.Deal{At: at("11:20"), Closer: ana, Stage: "deposit_paid", SameVisit: true, ClaimBy: ben, ClaimAt: at("11:25")},
				Slip:  desk.Slip{Outcome: "failed", Reason: "slip.reason.unheard", Prints: 2}},
			{ID: "v3", Number: 3, Day: today, Customer: "c3", State: floor.Left, OpenedAt: at("10:00"), EndedAt: at("10:20"),
				Answers: floor.Answers{Language: floor.English}},
			{ID: "v4", Number: 4, Day: today, Customer: "c4", State: floor.Serving, OpenedAt: at("12:00"), CalledAt: at("12:01"), ClaimedAt: at("12:02"),
				Server: cho, ServerBy: "manager", Role: "substitute", Owner: floor.Pool, How: "corner", AssignedBy: "manager",
				Decision: &event.ManagerRuled{Role: "manager", Server: cho, Owner: floor.Pool, Reason: "客人愿意"},
				Edits: []desk.Edit{{At: at("12:00"), By: floor.Manager, What: "log.edit.placed", Reason: "-约好的"},
					{At: at("12:30"), By: floor.Manager, What: "log.edit.ruled", Reason: "客人愿意"}}},
			{ID: "v5", Number: 5, Day: today, Customer: "c9", State: floor.Waiting, OpenedAt: at("14:00"), Referee: true},
		},
	}
}

// phrases are the log's words and those that it shares, and no others: a log
// needs none of another window's.
func phrases(t testing.TB) *phrase.Book {
	t.Helper()
	files := fstest.MapFS{}
	for _, name := range []string{"phrases/log.toml", "phrases/file.toml", "phrases/process.toml", "phrases/common.toml"} {
		words, err := os.ReadFile("../../assets/" + name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = &fstest.MapFile{Data: words}
	}
	b, err := phrase.Load(files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// smallLog is the small day as a manager gets it, in Chinese.
func smallLog(t testing.TB) daylog.Log {
	return daylog.Log{Day: smallDay(), Book: phrases(t), Language: floor.Chinese, People: known, Full: true,
		Written: at("18:05"), Program: "shouwen 0.1.0"}
}
