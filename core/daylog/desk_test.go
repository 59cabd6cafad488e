package daylog_test

import (
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"time"

	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/rulebook"
)

// noSafe keeps nothing of anybody: the visitors of this test stay unnamed.
type noSafe struct{}

func (noSafe) Phone(text string) (string, error)               { return text, nil }
func (noSafe) Holders(string) ([]floor.CustomerID, error)      { return nil, nil }
func (noSafe) Reveal(floor.CustomerID, string) (string, error) { return "", nil }
func (noSafe) MatchPIN(floor.AdvisorID, string) (bool, error)  { return false, nil }
func (noSafe) Keep(floor.CustomerID, map[string]string) ([]journal.Put, error) {
	return nil, nil
}
func (noSafe) SetPIN(floor.AdvisorID, string) ([]journal.Put, error) { return nil, nil }

// A day that a real desk wrote is read from its journal alone, with the
// sentences of the rulebook that ruled.
func TestADayOfARealDesk(t *testing.T) {
	book, err := rulebook.Load(os.DirFS("../../assets"), "course-centre-5min-thirds")
	if err != nil {
		t.Fatal(err)
	}
	log := journaltest.NewMemory("east", journaltest.Random(1))
	d, err := desk.Open(desk.Settings{Log: log, Vault: noSafe{}, Random: rand.NewChaCha8([32]byte{1}), Books: []*rulebook.Book{book}})
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	now := time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("", 8*3600))
	by := func(who floor.Actor) desk.Stamp {
		now = now.Add(time.Minute)
		return desk.Stamp{At: now, By: who}
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(d.Found(by(floor.System), desk.Founding{Name: "云栖课程中心", Site: "east", Zone: "Asia/Shanghai", Rulebook: book.ID()}))
	must(d.Hire(by(floor.Manager), ana, "安晨", "5"))
	must(d.Hire(by(floor.Manager), ben, "贝一", "3"))
	must(d.Arrange(by(floor.Manager), []floor.AdvisorID{ben, ana}))
	must(d.SignIn(by(floor.Staff(ana)), ana))
	must(d.SignIn(by(floor.Staff(ben)), ben))
	first, err := d.Open(by(floor.Visitor), floor.Answers{Language: floor.Chinese, BeenBefore: floor.No, KinBeenBefore: floor.No,
		StaffContacted: floor.No, Referral: floor.Referral{By: "no"}, Purpose: floor.Learn}, floor.Person{Surname: "王"}, floor.Consent{})
	must(err)
	_, err = d.Claim(by(floor.Staff(ben)), first.Code, ben, "scanner")
	must(err)
	_, err = d.Finish(by(floor.Staff(ben)), first.Visit, desk.Basics{})
	must(err)
	seal, err := d.SealDay(by(floor.Manager))
	must(err)
	day, err := desk.DayOf(log, today)
	must(err)

	f := asXLSX(t, daylog.Log{Day: day, Book: phrases(t), Language: floor.Chinese, Written: now.In(d.Zone()), Program: "shouwen"})
	visits := rowsOf(t, f, "来访")
	if len(visits) != 2 || column(visits, "接待顾问")[0] != "贝一" || column(visits, "接待条款")[0] == "" {
		t.Errorf("the visits read %q, want one, served by 贝一 and a clause that says so", visits[1:])
	}
	if got := column(visits, "开始接待")[0]; got != "09:08:00" {
		t.Errorf("service began at %q, want 09:08:00", got)
	}
	for _, row := range rowsOf(t, f, "裁定")[1:] {
		if len(row) < 6 || row[4] == "" || row[5] == "" {
			t.Errorf("a ruling says nothing or cites nothing: %q", row)
		}
	}
	if got := column(rowsOf(t, f, "顾问"), "已用轮次"); strings.Join(got, " ") != "0 1" {
		t.Errorf("turns used are %q, want 0 by 安晨, who is next, and 1 by 贝一", got)
	}
	if got := len(rowsOf(t, f, "记录")) - 1; uint64(got) != log.Head().Seq {
		t.Errorf("%d records are listed, want all %d", got, log.Head().Seq)
	}
	if said := rowsOf(t, f, "说明")[7][1]; !strings.Contains(said, seal.Digest) {
		t.Errorf("the cover says %q, want the digest %s", said, seal.Digest)
	}
}
