package journaltest

import (
	"encoding/json"
	"errors"
	"fmt"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// Site is whose journal the suite opens.
const Site floor.SiteID = "site-1"

// Morning is when the suite's day begins, eight hours east of Greenwich.
var Morning = time.Date(2026, 11, 23, 9, 0, 0, 123456789, time.FixedZone("CST", 8*3600))

// An Opener opens the same journal again each time it is called; the suite
// closes it in between.
type Opener func() journal.Log

// Run checks everything that a keeper of a journal promises. fresh returns an
// opener of a new, empty journal of Site.
func Run(t *testing.T, fresh func(t *testing.T) Opener) {
	for _, c := range []struct {
		name string
		run  func(t *testing.T, open Opener)
	}{
		{"an empty journal is whole", emptyIsWhole},
		{"records follow each other without a gap, each holding the hash of the one before", chained},
		{"what was appended is read back as it was", readBack},
		{"reading starts where it is asked to and stops when it is told to", readRanges},
		{"a batch is all or nothing", allOrNothing},
		{"an idempotency key is used once", idempotent},
		{"puts set, replace and delete", puts},
		{"a batch without drafts changes the state alone", putsAlone},
		{"keys are scanned in byte order", scanned},
		{"the journal's own keys cannot be put", reserved},
		{"a sealed day stays as it was sealed", sealed},
		{"days are sealed in order", sealOrder},
		{"a journal opened again goes on where it ended", reopened},
		{"a closed journal says so", closed},
		{"times keep the house's offset and lose the rest", times},
	} {
		t.Run(c.name, func(t *testing.T) { c.run(t, fresh(t)) })
	}
}

// Draft returns the n-th draft of the suite's day.
func Draft(n int, key string) journal.Draft {
	return journal.Draft{
		At: Morning.Add(time.Duration(n) * time.Second), Kind: "visit.opened", Schema: 1,
		By: floor.Staff("ana"), Key: key, Body: json.RawMessage(fmt.Sprintf(`{"number":%d}`, n)),
	}
}

// Drafts returns n drafts without idempotency keys.
func Drafts(n int) []journal.Draft {
	drafts := make([]journal.Draft, n)
	for i := range drafts {
		drafts[i] = Draft(i+1, "")
	}
	return drafts
}

func append1(t *testing.T, log journal.Log, drafts []journal.Draft, puts ...journal.Put) []journal.Record {
	t.Helper()
	records, err := log.Append(drafts, puts)
	if err != nil {
		t.Fatalf("append: %v", err)
	}
	return records
}

func whole(t *testing.T, log journal.Log) journal.Report {
	t.Helper()
	report, err := journal.Verify(log)
	if err != nil {
		t.Fatalf("verify: %v", err)
	}
	return report
}

func emptyIsWhole(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	if report := whole(t, log); report.Records != 0 || log.Head() != (journal.Head{}) {
		t.Errorf("an empty journal holds %d records, head %+v", report.Records, log.Head())
	}
	if log.Site() != Site {
		t.Errorf("site %q, want %q", log.Site(), Site)
	}
}

func chained(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	records := append(append1(t, log, Drafts(3)), append1(t, log, Drafts(2))...)
	var before journal.Head
	for i, r := range records {
		if err := journal.Follows(before, r); err != nil || r.Seq != uint64(i+1) {
			t.Errorf("record %d has sequence %d: %v", i+1, r.Seq, err)
		}
		before = journal.Head{Seq: r.Seq, Hash: r.Hash}
	}
	if head := log.Head(); head.Seq != 5 || head.Hash != before.Hash {
		t.Errorf("head %d %s, want 5 %s", head.Seq, head.Hash.Short(), before.Hash.Short())
	}
	whole(t, log)
}

func readBack(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	d := Draft(7, "tap-7")
	d.Body = json.RawMessage(" {\n\"name\" : \"<首问>\" } ")
	wrote := append1(t, log, []journal.Draft{d})[0]
	err := log.Read(1, func(r journal.Record) error {
		if string(journal.Encode(r)) != string(journal.Encode(wrote)) || !r.At.Equal(d.At) {
			t.Errorf("read %+v, wrote %+v", r, wrote)
		}
		if string(r.Body) != `{"name":"<首问>"}` || r.Kind != d.Kind || r.By != d.By || r.Key != d.Key || r.Site != Site {
			t.Errorf("read %+v", r)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func readRanges(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	append1(t, log, Drafts(10))
	for _, c := range []struct{ from, stop, want uint64 }{{0, 0, 10}, {1, 0, 10}, {4, 0, 7}, {10, 0, 1}, {11, 0, 0}, {99, 0, 0}, {4, 6, 3}} {
		var n uint64
		err := log.Read(c.from, func(r journal.Record) error {
			if want := max(c.from, 1) + n; r.Seq != want {
				t.Errorf("from %d: record %d, want %d", c.from, r.Seq, want)
			}
			n++
			if r.Seq == c.stop {
				return journal.ErrStop
			}
			return nil
		})
		if err != nil || n != c.want {
			t.Errorf("from %d: %d records, %v, want %d", c.from, n, err, c.want)
		}
	}
	oops := errors.New("oops")
	if err := log.Read(1, func(journal.Record) error { return oops }); !errors.Is(err, oops) {
		t.Errorf("the reader's own error came back as %v", err)
	}
}

func allOrNothing(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	append1(t, log, []journal.Draft{Draft(1, "first")})
	before := log.Head()
	noTime := Draft(2, "")
	noTime.At = time.Time{}
	notJSON := Draft(2, "")
	notJSON.Body = json.RawMessage(`{"a":`)
	noKind := Draft(2, "")
	noKind.Kind = ""
	for name, bad := range map[string]journal.Draft{"no time": noTime, "not JSON": notJSON, "no kind": noKind, "repeated": Draft(2, "first")} {
		_, err := log.Append([]journal.Draft{Draft(2, "second"), bad}, []journal.Put{{Key: []byte("x/1"), Value: []byte("v")}})
		if err == nil {
			t.Errorf("%s: the batch was taken", name)
		}
		if log.Head() != before {
			t.Errorf("%s: the head moved", name)
		}
	}
	if _, ok, _ := log.Get([]byte("x/1")); ok {
		t.Error("a put of a refused batch is there")
	}
	if _, ok, _ := log.Seen("second"); ok {
		t.Error("a record of a refused batch is there")
	}
	append1(t, log, []journal.Draft{Draft(2, "second")})
	whole(t, log)
}

func idempotent(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	append1(t, log, []journal.Draft{Draft(1, ""), Draft(2, "tap")})
	if seq, ok, err := log.Seen("tap"); seq != 2 || !ok || err != nil {
		t.Errorf("seen says %d %v %v, want record 2", seq, ok, err)
	}
	if _, ok, err := log.Seen("other"); ok || err != nil {
		t.Errorf("a key that was never used was seen: %v %v", ok, err)
	}
	if _, err := log.Append([]journal.Draft{Draft(3, "tap")}, nil); !errors.Is(err, journal.ErrRepeated) {
		t.Errorf("the second use: %v", err)
	}
	if _, err := log.Append([]journal.Draft{Draft(3, "twin"), Draft(4, "twin")}, nil); !errors.Is(err, journal.ErrRepeated) {
		t.Errorf("twice in one batch: %v", err)
	}
	whole(t, log)
}

func puts(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	put := func(key, value string) journal.Put { return journal.Put{Key: []byte(key), Value: []byte(value)} }
	append1(t, log, Drafts(1), put("x/a", "1"), put("x/b", ""), put("x/c", "3"), put("x/a", "2"))
	want := func(key, value string, there bool) {
		t.Helper()
		got, ok, err := log.Get([]byte(key))
		if string(got) != value || ok != there || err != nil {
			t.Errorf("%s is %q %v %v, want %q %v", key, got, ok, err, value, there)
		}
	}
	want("x/a", "2", true)
	want("x/b", "", true)
	want("x/d", "", false)
	whole(t, log)
	append1(t, log, Drafts(1), journal.Put{Key: []byte("x/a")}, put("x/c", "4"), journal.Put{Key: []byte("x/none")})
	want("x/a", "", false)
	want("x/c", "4", true)
	whole(t, log)
}

func putsAlone(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	append1(t, log, nil, journal.Put{Key: []byte("x/a"), Value: []byte("1")})
	if _, ok, _ := log.Get([]byte("x/a")); !ok || log.Head().Seq != 0 || log.Head().Keys != 1 {
		t.Errorf("put is there: %v, head %+v", ok, log.Head())
	}
	whole(t, log)
}

func scanned(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	var batch []journal.Put
	for _, k := range []string{"x/b", "x/a", "x/\xff", "x/", "xy", "w/a"} {
		batch = append(batch, journal.Put{Key: []byte(k), Value: []byte("=" + k)})
	}
	append1(t, log, Drafts(1), batch...)
	scan := func(prefix string, stop int) string {
		var got string
		n := 0
		err := log.Scan([]byte(prefix), func(k, v []byte) error {
			got += fmt.Sprintf("%q%q ", k, v)
			if n++; n == stop {
				return journal.ErrStop
			}
			return nil
		})
		if err != nil {
			t.Error(err)
		}
		return got
	}
	if got, want := scan("x/", 0), `"x/""=x/" "x/a""=x/a" "x/b""=x/b" "x/\xff""=x/\xff" `; got != want {
		t.Errorf("scanned %s, want %s", got, want)
	}
	if got, want := scan("x/", 2), `"x/""=x/" "x/a""=x/a" `; got != want {
		t.Errorf("stopped after %s, want %s", got, want)
	}
	if got := scan("z/", 0); got != "" {
		t.Errorf("nothing begins with z/, got %s", got)
	}
}

func reserved(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	for _, key := range []string{"e/x", "k/x", "s/2026-11-23", "m/head"} {
		if _, err := log.Append(nil, []journal.Put{{Key: []byte(key), Value: []byte("v")}}); !errors.Is(err, journal.ErrReserved) {
			t.Errorf("%s: %v", key, err)
		}
	}
	if _, err := log.Append(nil, []journal.Put{{Value: []byte("v")}}); err == nil {
		t.Error("a put without a key was taken")
	}
}

func sealed(t *testing.T, open Opener) {
	log := open()
	records := append1(t, log, Drafts(3))
	first, err := log.Seal("2026-11-23")
	want := journal.Seal{Day: "2026-11-23", Count: 3, First: 1, Last: 3, Hash: records[2].Hash}
	if first != want || err != nil {
		t.Errorf("seal %+v %v, want %+v", first, err, want)
	}
	append1(t, log, Drafts(2))
	if again, err := log.Seal("2026-11-23"); again != want || err != nil {
		t.Errorf("sealed again %+v %v, want %+v", again, err, want)
	}
	second, err := log.Seal("2026-11-24")
	if err != nil || second.First != 4 || second.Last != 5 || second.Count != 2 {
		t.Errorf("the day after: %+v %v", second, err)
	}
	empty, err := log.Seal("2026-11-25")
	if err != nil || empty.Count != 0 || empty.First != 6 || empty.Last != 5 {
		t.Errorf("a day without records: %+v %v", empty, err)
	}
	log.Close()
	log = open()
	defer log.Close()
	if seals, err := log.Seals(); len(seals) != 3 || seals[0] != want || err != nil {
		t.Errorf("seals %+v %v", seals, err)
	}
	whole(t, log)
}

func sealOrder(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	append1(t, log, Drafts(1))
	if _, err := log.Seal("2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if _, err := log.Seal("2026-11-22"); !errors.Is(err, journal.ErrDayOrder) {
		t.Errorf("the day before: %v", err)
	}
	if _, err := log.Seal(""); err == nil {
		t.Error("a day without a name was sealed")
	}
}

func reopened(t *testing.T, open Opener) {
	var head journal.Head
	for round := range 4 {
		log := open()
		if log.Head() != head {
			t.Fatalf("round %d: head %+v, want %+v", round, log.Head(), head)
		}
		append1(t, log, []journal.Draft{Draft(round, fmt.Sprintf("tap-%d", round))}, journal.Put{Key: fmt.Appendf(nil, "x/%d", round), Value: []byte("v")})
		head = log.Head()
		if report := whole(t, log); report.Records != uint64(round+1) {
			t.Errorf("round %d: %d records", round, report.Records)
		}
		if err := log.Close(); err != nil {
			t.Fatal(err)
		}
	}
}

func closed(t *testing.T, open Opener) {
	log := open()
	append1(t, log, Drafts(1))
	if err := log.Close(); err != nil {
		t.Fatal(err)
	}
	_, appended := log.Append(Drafts(1), nil)
	_, sealed := log.Seal("2026-11-23")
	_, _, got := log.Get([]byte("x/a"))
	for what, err := range map[string]error{
		"append": appended, "seal": sealed, "get": got,
		"read": log.Read(1, func(journal.Record) error { return nil }),
		"scan": log.Scan(nil, func(_, _ []byte) error { return nil }),
	} {
		if !errors.Is(err, journal.ErrClosed) {
			t.Errorf("%s after close: %v", what, err)
		}
	}
	if err := log.Close(); err != nil {
		t.Errorf("closed twice: %v", err)
	}
}

func times(t *testing.T, open Opener) {
	log := open()
	defer log.Close()
	zones := []*time.Location{time.UTC, time.FixedZone("X", -9*3600-1800), time.FixedZone("CST", 8*3600)}
	for _, zone := range zones {
		d := Draft(1, "")
		d.At = Morning.In(zone)
		append1(t, log, []journal.Draft{d})
	}
	i := 0
	err := log.Read(1, func(r journal.Record) error {
		if got, want := r.At.Format(time.RFC3339Nano), Morning.In(zones[i]).Format(time.RFC3339Nano); got != want {
			t.Errorf("time %s, want %s", got, want)
		}
		i++
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	odd := Draft(1, "")
	odd.At = Morning.In(time.FixedZone("LMT", 8*3600+343))
	var draft *journal.DraftError
	if _, err := log.Append([]journal.Draft{odd}, nil); !errors.As(err, &draft) {
		t.Errorf("an offset with seconds cannot be spelled, yet: %v", err)
	}
}
