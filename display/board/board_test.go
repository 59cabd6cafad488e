package board

import (
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

var zone = time.FixedZone("CST", 8*3600)

// at is a time on the test's day in the house's zone.
func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-23 "+clock, zone)
	if err != nil {
		panic(err)
	}
	return t
}

func words(t *testing.T) *phrase.Book {
	t.Helper()
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	return book
}

// lobby is a floor with three advisors: Ana next, Ben with 007, Cho expected by 008.
func lobby() floor.Snapshot {
	return floor.Snapshot{
		At: at("10:00:00"), DayOpen: true, House: floor.House{Name: "云杉营销中心"},
		Advisors: []floor.Advisor{
			{ID: "ana", Name: "安然", Desk: "1", State: floor.Next, Place: 1},
			{ID: "ben", Name: "白露", Desk: "2", State: floor.Busy, Place: 2, Serving: 7},
			{ID: "cho", Name: "程远", Desk: "3", State: floor.Expects, Place: 3, Serving: 8, Owed: 1},
			{ID: "dan", Name: "丁香", State: floor.Off},
		},
		Visits: []floor.Visit{
			{Number: 7, State: floor.Serving, Server: "ben", Owner: "ben", CalledAt: at("09:40:00")},
			{Number: 8, State: floor.Called, Server: "cho", Owner: "ana", CalledAt: at("10:00:00")},
			{Number: 9, State: floor.Waiting, Server: "cho", Owner: "dan"},
		},
		LastCall: floor.Call{Number: 8, Server: "cho", Desk: "3", At: at("10:00:00"), Times: 1},
	}
}

func numbers(list []Banner) string {
	var all []string
	for _, b := range list {
		all = append(all, b.Number)
	}
	return strings.Join(all, " ")
}

func TestEveryoneSeesWhoseTurnItIs(t *testing.T) {
	b := From(lobby(), at("10:01:00"), words(t))
	var got []string
	for _, r := range b.Rows {
		got = append(got, fmt.Sprintf("%d %s %s/%s %s", r.Place, r.Name, r.Says.Large, r.Says.Small, r.Owed.Large))
	}
	want := []string{"1 安然 下一位/Next ", "2 白露 接待 007/With 007 ", "3 程远 008 在等/008 waits 补"}
	if !slices.Equal(got, want) {
		t.Errorf("rows\n%q, want\n%q", got, want)
	}
	if b.Hour != "10:01" || b.Title != "云杉营销中心" || b.Demo.Large != "" {
		t.Errorf("hour %q, title %q, demo %q", b.Hour, b.Title, b.Demo.Large)
	}
}

func TestWhoIsAwayIsSaidInGeneralWords(t *testing.T) {
	book := words(t)
	for reason, want := range map[floor.OutReason]string{
		floor.ApprovedErrand: "外出办事",
		floor.Work:           "外出办事",
		floor.Private:        "外出",
		floor.Unapproved:     "外出",
		floor.OnLeave:        "休息",
		floor.RestDay:        "休息",
		floor.WorkMatter:     "马上回来",
		floor.PrivateMatter:  "马上回来",
	} {
		s := lobby()
		s.Advisors[0].State, s.Advisors[0].Out = floor.Away, reason
		if got := From(s, at("10:01:00"), book).Rows[0].Says.Large; got != want {
			t.Errorf("away for %s: board says %q, want %q", reason, got, want)
		}
	}
}

func TestTheBoardDoesNotChangeWithTheOwner(t *testing.T) {
	book, now := words(t), at("10:00:05")
	s := lobby()
	before := From(s, now, book)
	for i := range s.Visits {
		s.Visits[i].Owner = floor.AdvisorID(fmt.Sprint("somebody-else-", i))
		s.Visits[i].ID = floor.VisitID(fmt.Sprint("visit-", i))
	}
	if after := From(s, now, book); !reflect.DeepEqual(before, after) {
		t.Errorf("the owner shows on the board:\n%+v\n%+v", before, after)
	}
}

func TestTheOneWhoIsOffIsNotListed(t *testing.T) {
	if text := fmt.Sprintf("%+v", From(lobby(), at("10:00:05"), words(t))); strings.Contains(text, "丁香") {
		t.Error("an advisor who is not in stands on the board")
	}
}

func TestACallFillsTheBannerForItsTime(t *testing.T) {
	book := words(t)
	for clock, want := range map[string]string{"09:59:59": "", "10:00:00": "008", "10:00:14": "008", "10:00:15": ""} {
		if got := numbers(From(lobby(), at(clock), book).Banners); got != want {
			t.Errorf("at %s the banner calls %q, want %q", clock, got, want)
		}
	}
	b := From(lobby(), at("10:00:01"), book).Banners[0]
	if b.Please.Large != "请 008 号" || b.Where.Large != "到 3 号台　程远" || b.Where.Small != "To desk 3, 程远" {
		t.Errorf("banner says %+v", b)
	}
}

// Between two snapshots two numbers may be called; LastCall knows only the second.
func TestTwoCallsAtOnceAreBothSeenAndAThirdWaits(t *testing.T) {
	book, s := words(t), lobby()
	s.Visits = append(s.Visits,
		floor.Visit{Number: 10, State: floor.Called, Server: "ana", CalledAt: at("10:00:00")},
		floor.Visit{Number: 11, State: floor.Called, Server: "ben", CalledAt: at("10:00:02")})
	s.LastCall = floor.Call{Number: 11, Server: "ben", Desk: "2", At: at("10:00:02"), Times: 1}
	for clock, want := range map[string]string{"10:00:01": "008 010", "10:00:05": "008 010", "10:00:16": "011", "10:00:29": "011", "10:00:30": ""} {
		if got := numbers(From(s, at(clock), book).Banners); got != want {
			t.Errorf("at %s the banners call %q, want %q", clock, got, want)
		}
	}
}

func TestANumberCalledAgainIsCriedAgain(t *testing.T) {
	s := lobby()
	s.LastCall.At, s.LastCall.Times = at("10:05:00"), 2
	b := From(s, at("10:05:03"), words(t))
	if len(b.Banners) != 1 || b.Banners[0].Please.Large != "再次请 008 号" {
		t.Errorf("banners %+v", b.Banners)
	}
}

func TestAnAdvisorWithoutADeskComesHimself(t *testing.T) {
	s := lobby()
	s.Advisors[2].Desk, s.LastCall.Desk = "", ""
	b := From(s, at("10:00:01"), words(t))
	if got := b.Banners[0].Where.Large; got != "程远 接待您" {
		t.Errorf("banner says %q", got)
	}
	if got := b.Called[0].Where.Large; got != "程远" {
		t.Errorf("called list says %q", got)
	}
}

func TestTheNumberNotYetMetStandsFirst(t *testing.T) {
	b := From(lobby(), at("10:01:00"), words(t))
	if len(b.Called) != 2 || b.Called[0].Number != "008" || !b.Called[0].Open || b.Called[1].Open {
		t.Errorf("called %+v, want 008 open, then 007", b.Called)
	}
}

func TestACallToSomeoneWhoLeftIsOver(t *testing.T) {
	s := lobby()
	s.Visits[1].State = floor.Left
	b := From(s, at("10:00:01"), words(t))
	if len(b.Banners) != 0 || len(b.Called) != 1 {
		t.Errorf("banners %+v, called %+v", b.Banners, b.Called)
	}
}

func TestAnEmptyLobbyIsCalm(t *testing.T) {
	s := lobby()
	s.Visits = nil
	b := From(s, at("11:00:00"), words(t))
	if b.Face != Calm || b.Welcome.Large != "欢迎光临" || len(b.Rows) != 3 {
		t.Errorf("face %v, welcome %q, %d rows", b.Face, b.Welcome.Large, len(b.Rows))
	}
}

func TestBeforeTheOrderOfTheDayTheBoardIsClosed(t *testing.T) {
	s := lobby()
	s.DayOpen, s.Visits = false, nil
	if b := From(s, at("08:00:00"), words(t)); b.Face != Closed || b.Rows != nil {
		t.Errorf("face %v with %d rows", b.Face, len(b.Rows))
	}
}

func TestMidnight(t *testing.T) {
	book := words(t)
	midnight := at("23:59:59").Add(time.Second)
	s := lobby()
	s.At = at("23:59:50")
	s.Visits[1].CalledAt, s.LastCall.At = s.At, s.At
	b := From(s, midnight.Add(3*time.Second), book)
	if b.Hour != "00:00" || b.Face != Floor || numbers(b.Banners) != "008" {
		t.Errorf("three seconds after midnight: hour %s, face %v, banners %v; a call made before midnight still stands", b.Hour, b.Face, b.Banners)
	}
	for i := range s.Visits {
		s.Visits[i].State = floor.Finished
	}
	if b := From(s, midnight.Add(-time.Second), book); b.Face != Calm {
		t.Errorf("just before midnight the face is %v, want calm", b.Face)
	}
	if b := From(s, midnight, book); b.Face != Closed {
		t.Errorf("at midnight yesterday's order still stands, face %v", b.Face)
	}
}

func TestTheHourIsTheHousesOwn(t *testing.T) {
	now := at("07:30:00").UTC()
	if b := From(lobby(), now, words(t)); b.Hour != "07:30" {
		t.Errorf("hour %s, want 07:30 in the house's zone", b.Hour)
	}
}

// crowded is a floor with many advisors and many waiting.
func crowded(advisors, waiting int) floor.Snapshot {
	s := lobby()
	s.Advisors, s.Visits = nil, nil
	for i := range advisors {
		s.Advisors = append(s.Advisors, floor.Advisor{ID: floor.AdvisorID(fmt.Sprint(i)), Name: fmt.Sprint("顾问", i), State: floor.Ready, Place: i + 1})
	}
	for i := range waiting {
		s.Visits = append(s.Visits, floor.Visit{Number: i + 1, State: floor.Waiting})
	}
	return s
}

func TestEveryoneOnALongListIsSeenWithinItsPages(t *testing.T) {
	book, s := words(t), crowded(30, 60)
	names, waits := map[string]bool{}, map[string]bool{}
	for page := range 4 {
		b := From(s, at("10:00:00").Add(time.Duration(page)*PageTime), book)
		for _, r := range b.Rows {
			names[r.Name] = true
		}
		for _, n := range b.Waiting {
			waits[n] = true
		}
		if len(b.Rows) > RowsPage || len(b.Waiting) > WaitPage {
			t.Errorf("%d rows and %d numbers at once", len(b.Rows), len(b.Waiting))
		}
		if b.WaitTop.Large != "等候 60 组" || b.RowPage.Of != 2 || b.WaitPg.Of != 4 {
			t.Errorf("heading %q, %d and %d pages", b.WaitTop.Large, b.RowPage.Of, b.WaitPg.Of)
		}
	}
	if len(names) != 30 || len(waits) != 60 {
		t.Errorf("in 40 seconds %d of 30 advisors and %d of 60 numbers were seen", len(names), len(waits))
	}
}

func TestWhoeverIsNextStandsOnEveryPage(t *testing.T) {
	book, s := words(t), crowded(31, 0)
	s.Advisors[20].State = floor.Next
	seen := map[string]bool{}
	for page := range 2 {
		b := From(s, at("10:00:00").Add(time.Duration(page)*PageTime), book)
		if b.Rows[0].Name != "顾问20" || b.Rows[0].Place != 21 || len(b.Rows) > RowsPage || b.RowPage.Of != 2 {
			t.Errorf("page %+v begins with %+v and has %d rows", b.RowPage, b.Rows[0], len(b.Rows))
		}
		for _, r := range b.Rows {
			seen[r.Name] = true
		}
	}
	if len(seen) != 31 {
		t.Errorf("%d of 31 advisors are seen", len(seen))
	}
}

func TestNoCalledNumberIsLostBehindAFullList(t *testing.T) {
	book, s := words(t), crowded(9, 0)
	for i := range 9 {
		s.Visits = append(s.Visits, floor.Visit{Number: i + 1, State: floor.Called, Server: floor.AdvisorID(fmt.Sprint(i)), CalledAt: at("09:00:00")})
	}
	seen := map[string]bool{}
	for page := range 3 {
		for _, c := range From(s, at("10:00:00").Add(time.Duration(page)*PageTime), book).Called {
			seen[c.Number] = true
		}
	}
	if len(seen) != 9 {
		t.Errorf("%d of 9 called numbers are seen", len(seen))
	}
}

func TestABoardWithoutNewsSaysSinceWhen(t *testing.T) {
	b := Stopped(lobby(), at("10:30:00"), at("10:12:40"), words(t))
	if !strings.Contains(b.Trouble.Large, "10:12") || b.Hour != "10:30" || len(b.Rows) != 3 {
		t.Errorf("trouble %q, hour %s, %d rows", b.Trouble.Large, b.Hour, len(b.Rows))
	}
	if b := From(lobby(), at("10:30:00"), words(t)); b.Trouble != (Words{}) {
		t.Errorf("a board with news complains: %+v", b.Trouble)
	}
}

func TestTheDemonstrationHouseIsMarked(t *testing.T) {
	s := lobby()
	s.House.Demo = true
	if b := From(s, at("10:30:00"), words(t)); b.Demo.Large != "演示" || b.Demo.Small != "Demonstration" {
		t.Errorf("mark %+v", b.Demo)
	}
}

func TestOneLanguageStandsAlone(t *testing.T) {
	b := From(lobby(), at("10:30:00"), words(t), floor.English)
	if b.Rows[0].Says != (Words{Large: "Next"}) {
		t.Errorf("state %+v", b.Rows[0].Says)
	}
}

func TestEveryWordOfTheBoardIsInTheBook(t *testing.T) {
	s := crowded(3, 3)
	s.House.Demo = true
	boards := []Board{Stopped(lobby(), at("10:00:01"), at("10:00:00"), words(t)), From(s, at("10:00:01"), words(t))}
	s.DayOpen, s.Visits = false, nil
	boards = append(boards, From(s, at("10:00:01"), words(t)))
	if text := fmt.Sprintf("%+v", boards); strings.Contains(text, "board.") || strings.Contains(text, "common.") {
		t.Errorf("a key stands for its words: %s", text)
	}
}
