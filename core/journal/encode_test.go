package journal_test

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
)

var update = flag.Bool("update", false, "write the golden file anew")

// sample is one record with every field filled.
func sample(t *testing.T) journal.Record {
	t.Helper()
	drafts := journaltest.Drafts(2)
	drafts[1].Key, drafts[1].By = "tap-1", floor.Staff("ana")
	drafts[1].Body = json.RawMessage(`{"number":1,"words":"首问"}`)
	records, _, err := journal.Continue(journal.Head{}, journaltest.Site, drafts, journaltest.Random(1))
	if err != nil {
		t.Fatal(err)
	}
	return records[1]
}

// What is on the disks of houses must be read for as long as they keep it: the
// bytes of form 1 never change.
func TestARecordIsSpelledAsItAlwaysWas(t *testing.T) {
	const name = "testdata/record.hex"
	got := hex.Dump(journal.Encode(sample(t)))
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil || got != string(want) {
		t.Errorf("%v\ngot\n%swant\n%s", err, got, want)
	}
}

func TestEveryAlteredByteOfARecordIsFound(t *testing.T) {
	whole := journal.Encode(sample(t))
	for at := range whole {
		for _, bit := range []byte{1, 0x80} {
			bad := append([]byte{}, whole...)
			bad[at] ^= bit
			var d *journal.Damage
			if _, err := journal.DecodeAt(2, bad); !errors.As(err, &d) || d.Seq != 2 || d.Field == "" {
				t.Errorf("byte %d altered by %#x: %v", at, bit, err)
			}
		}
		if _, err := journal.Decode(whole[:at]); err == nil {
			t.Errorf("cut off at %d it still decodes", at)
		}
	}
}

func TestAForgedRecordWithAFreshChecksumIsFoundByItsHash(t *testing.T) {
	r := sample(t)
	r.Body = json.RawMessage(`{"number":2,"words":"首问"}`)
	_, err := journal.Decode(journal.Encode(r))
	var d *journal.Damage
	if !errors.As(err, &d) || d.Field != "hash" || d.Seq != 2 {
		t.Errorf("it says %v", err)
	}
}

func TestARecordInAnotherPlaceIsFound(t *testing.T) {
	_, err := journal.DecodeAt(5, journal.Encode(sample(t)))
	var d *journal.Damage
	if !errors.As(err, &d) || d.Seq != 5 || !strings.Contains(err.Error(), "record 2 lies in its place") {
		t.Errorf("it says %v", err)
	}
}

func TestAnEventKeepsTheIdItCameWith(t *testing.T) {
	drafts := journaltest.Drafts(2)
	drafts[1].ID = "019ab0a8-0000-7000-8000-000000000001"
	records, _, err := journal.Continue(journal.Head{}, journaltest.Site, drafts, journaltest.Random(1))
	if err != nil {
		t.Fatal(err)
	}
	if records[1].ID != drafts[1].ID {
		t.Errorf("it came as %s and is kept as %s", drafts[1].ID, records[1].ID)
	}
	if id := records[0].ID; id[14] != '7' || !strings.ContainsRune("89ab", rune(id[19])) {
		t.Errorf("one that came without got %s, which is not a UUIDv7", id)
	}
	for _, bad := range []string{"visit-1", "019AB0A8-0000-7000-8000-000000000001", "{019ab0a8-0000-7000-8000-000000000001}"} {
		drafts[1].ID = bad
		if _, _, err := journal.Continue(journal.Head{}, journaltest.Site, drafts, journaltest.Random(1)); err == nil {
			t.Errorf("%q was taken for an id", bad)
		}
	}
}

// Whatever bytes are found, decoding says what they are or what is wrong, and
// what decodes is spelled in one way only.
func FuzzDecode(f *testing.F) {
	records, _, err := journal.Continue(journal.Head{}, journaltest.Site, journaltest.Drafts(3), journaltest.Random(1))
	if err != nil {
		f.Fatal(err)
	}
	for _, r := range records {
		f.Add(journal.Encode(r), false)
		f.Add(journal.Encode(r), true)
	}
	f.Add([]byte{1}, true)
	f.Fuzz(func(t *testing.T, b []byte, sign bool) {
		if sign { // so that the fuzzer comes past the checksum
			b = journal.Checked(b)
		}
		r, err := journal.Decode(b)
		var d *journal.Damage
		switch {
		case err != nil && (!errors.As(err, &d) || d.What == "" || d.Field == ""):
			t.Errorf("it says %v", err)
		case err == nil && string(journal.Encode(r)) != string(b):
			t.Errorf("%x is spelled %x", b, journal.Encode(r))
		}
	})
}
