package journal_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
)

// week is a journal of three sealed days and a day that is not over, ten
// records each, with an idempotency key on every second record.
func week(t *testing.T) *journaltest.Memory {
	t.Helper()
	m := journaltest.NewMemory(journaltest.Site, journaltest.Random(1))
	for day := range 4 {
		for i := range 10 {
			key := ""
			if i%2 == 0 {
				key = string(rune('a'+day)) + string(rune('0'+i))
			}
			put := journal.Put{Key: []byte{'x', '/', byte(i)}, Value: []byte{byte(day)}}
			if _, err := m.Append([]journal.Draft{journaltest.Draft(i, key)}, []journal.Put{put}); err != nil {
				t.Fatal(err)
			}
		}
		if day < 3 {
			if _, err := m.Seal("2026-11-2" + string(rune('3'+day))); err != nil {
				t.Fatal(err)
			}
		}
	}
	return m
}

// forge rewrites a record with a hash and checksum that fit, as somebody would
// who knows the form but cannot rewrite what follows.
func forge(t *testing.T, m *journaltest.Memory, seq uint64) {
	t.Helper()
	r, err := journal.Decode(m.Raw(journal.RecordKey(seq)))
	if err != nil {
		t.Fatal(err)
	}
	head := journal.Head{Seq: seq - 1, Hash: r.Prev}
	forged := journal.Draft{At: r.At, Kind: r.Kind, Schema: r.Schema, By: floor.Manager, Key: r.Key, Body: json.RawMessage(`{}`), ID: r.ID}
	records, _, err := journal.Continue(head, r.Site, []journal.Draft{forged}, journaltest.Random(1))
	if err != nil {
		t.Fatal(err)
	}
	m.Overwrite(journal.RecordKey(seq), journal.Encode(records[0]))
}

func TestTheFirstThingThatIsNotAsItWasWrittenIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		harm  func(t *testing.T, m *journaltest.Memory)
		seq   uint64
		field string
	}{
		"a byte of a record": {func(_ *testing.T, m *journaltest.Memory) {
			raw := m.Raw(journal.RecordKey(17))
			raw[40] ^= 1
			m.Overwrite(journal.RecordKey(17), raw)
		}, 17, "crc"},
		"a missing record":             {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite(journal.RecordKey(17), nil) }, 17, "seq"},
		"a record that was rewritten":  {func(t *testing.T, m *journaltest.Memory) { forge(t, m, 17) }, 18, "prev"},
		"the last record of a day":     {func(t *testing.T, m *journaltest.Memory) { forge(t, m, 20) }, 20, "seal 2026-11-24"},
		"the last record of all":       {func(t *testing.T, m *journaltest.Memory) { forge(t, m, 40) }, 40, "hash"},
		"two records in swapped place": {swap, 17, "seq"},
		"a seal that is gone":          {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite(journal.SealKey("2026-11-24"), nil) }, 0, "seal 2026-11-25"},
		"a seal that was rewritten":    {reseal, 20, "seal 2026-11-24"},
		"an idempotency key that is gone": {func(_ *testing.T, m *journaltest.Memory) {
			m.Overwrite(journal.SeenKey("b4"), nil)
		}, 15, "index"},
		"an idempotency key that points elsewhere": {func(_ *testing.T, m *journaltest.Memory) {
			m.Overwrite(journal.SeenKey("b4"), journal.Checked(journal.SeqValue(16)))
		}, 16, "index"},
		"an idempotency key that points nowhere": {func(_ *testing.T, m *journaltest.Memory) {
			m.Overwrite(journal.SeenKey("b4"), journal.Checked([]byte("x")))
		}, 0, "index"},
		"state that is gone":       {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite([]byte("x/\x03"), nil) }, 0, "state"},
		"state that was added":     {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite([]byte("y/"), journal.Checked(nil)) }, 0, "state"},
		"state that was rewritten": {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite([]byte("x/\x03"), journal.Checked([]byte("?"))) }, 0, "state"},
		"a byte of the state":      {func(_ *testing.T, m *journaltest.Memory) { m.Overwrite([]byte("x/\x03"), []byte("?????")) }, 0, `value in "x"`},
	} {
		t.Run(name, func(t *testing.T) {
			m := week(t)
			if report, err := journal.Verify(m); err != nil || report.Records != 40 || len(report.Seals) != 3 {
				t.Fatalf("before any harm: %d records, %v", report.Records, err)
			}
			c.harm(t, m)
			_, err := journal.Verify(m)
			var d *journal.Damage
			if !errors.As(err, &d) || d.Seq != c.seq || d.Field != c.field {
				t.Errorf("it says %v, want record %d, %s", err, c.seq, c.field)
			}
		})
	}
}

func swap(_ *testing.T, m *journaltest.Memory) {
	a, b := m.Raw(journal.RecordKey(17)), m.Raw(journal.RecordKey(18))
	m.Overwrite(journal.RecordKey(17), b)
	m.Overwrite(journal.RecordKey(18), a)
}

func reseal(t *testing.T, m *journaltest.Memory) {
	key := journal.SealKey("2026-11-24")
	value, _ := journal.Unchecked(m.Raw(key))
	var s journal.Seal
	if err := json.Unmarshal(value, &s); err != nil {
		t.Fatal(err)
	}
	s.Hash[0] ^= 1
	text, _ := json.Marshal(s)
	m.Overwrite(key, journal.Checked(text))
}

func TestTheTailIsLookedAtSinceTheLastSeal(t *testing.T) {
	for name, c := range map[string]struct {
		seq  uint64
		most uint64
		want bool // found
	}{
		"an old record is left to the full look":             {17, 100, false},
		"the first record of the open day":                   {31, 100, true},
		"the last record":                                    {40, 100, true},
		"a record before the bound":                          {34, 5, false},
		"the first record within the bound":                  {36, 5, true},
		"the record before the first that is within bound":   {35, 5, false},
		"a bound of none still holds the state and the head": {40, 0, false},
	} {
		t.Run(name, func(t *testing.T) {
			m := week(t)
			if _, err := journal.VerifyTail(m, c.most); err != nil {
				t.Fatalf("before any harm: %v", err)
			}
			raw := m.Raw(journal.RecordKey(c.seq))
			raw[40] ^= 1
			m.Overwrite(journal.RecordKey(c.seq), raw)
			report, err := journal.VerifyTail(m, c.most)
			if (err != nil) != c.want {
				t.Errorf("%d records looked at, it says %v", report.Records, err)
			}
		})
	}
}

func TestTheTailHoldsTheStateToo(t *testing.T) {
	m := week(t)
	m.Overwrite([]byte("x/\x03"), nil)
	if _, err := journal.VerifyTail(m, 5); err == nil || !strings.Contains(err.Error(), "state") {
		t.Errorf("it says %v", err)
	}
}

func TestAnotherSitesRecordIsNotThisSitesJournal(t *testing.T) {
	m := journaltest.NewMemory("site-2", journaltest.Random(1))
	records, _, err := journal.Continue(journal.Head{}, journaltest.Site, journaltest.Drafts(1), journaltest.Random(1))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := m.Append(journaltest.Drafts(1), nil); err != nil {
		t.Fatal(err)
	}
	m.Overwrite(journal.RecordKey(1), journal.Encode(records[0]))
	var d *journal.Damage
	if _, err := journal.Verify(m); !errors.As(err, &d) || d.Field != "site" {
		t.Errorf("it says %v", err)
	}
}

func TestAHeadIsReadAsItWasWrittenOrNotAtAll(t *testing.T) {
	head := week(t).Head()
	text := journal.EncodeHead(head)
	if got, err := journal.DecodeHead(text); err != nil || got != head {
		t.Errorf("read %+v (%v), wrote %+v", got, err, head)
	}
	for at := range text {
		bad := append([]byte{}, text...)
		bad[at] ^= 4
		if got, err := journal.DecodeHead(bad); err == nil {
			t.Errorf("with byte %d altered it reads %+v", at, got)
		}
	}
}
