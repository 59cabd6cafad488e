package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/store"
)

// aJournal leaves a closed journal of three records and a sealed day.
func aJournal(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "journal")
	s, err := store.Open(dir, store.Options{Site: "site-1", Create: true, Ballast: -1})
	if err != nil {
		t.Fatal(err)
	}
	for n := range 3 {
		at := time.Date(2026, 11, 23, 9, n, 0, 0, time.UTC)
		d := journal.Draft{At: at, Kind: "visit.opened", Schema: 1, By: floor.System, Body: json.RawMessage(`{}`)}
		if _, err := s.Append([]journal.Draft{d}, nil); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Seal("2026-11-23"); err != nil {
		t.Fatal(err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestTheProcessThatLooksAnswersWithWhatItFound(t *testing.T) {
	dir := aJournal(t)
	ask := func(args ...string) (code int, key string, records uint64) {
		t.Helper()
		var out, fault bytes.Buffer
		code = storecheckCommand(args, &out, &fault)
		var answer struct {
			Key    string
			Report journal.Report
		}
		if err := json.Unmarshal(out.Bytes(), &answer); err != nil && code != 2 {
			t.Fatalf("%v answers %q: %v", args, out.String(), err)
		}
		return code, answer.Key, answer.Report.Records
	}
	for _, args := range [][]string{{"--full", dir}, {dir, "--full"}} {
		if code, key, records := ask(args...); code != 0 || key != "" || records != 3 {
			t.Errorf("%v: exit %d, %q, %d records, want all 3", args[0], code, key, records)
		}
	}
	for _, args := range [][]string{{}, {"--what", dir}, {dir, dir}} {
		if code, _, _ := ask(args...); code != 2 {
			t.Errorf("%v: exit %d, want 2", args, code)
		}
	}
	if err := os.Remove(filepath.Join(dir, "badger", "MANIFEST")); err != nil {
		t.Fatal(err)
	}
	if code, key, _ := ask(dir); code != 1 || key != store.KeyDamaged {
		t.Errorf("damaged: exit %d, %q", code, key)
	}
}

func TestVerifyFindsTheJournalBelowTheDataFolderOrInIt(t *testing.T) {
	dir := aJournal(t)
	for _, data := range []string{dir, filepath.Dir(dir)} {
		if got, err := journalFolder(data, ""); got != dir || err != nil {
			t.Errorf("in %s it looks at %s (%v)", data, got, err)
		}
	}
	if got, _ := journalFolder("nowhere", ""); got != filepath.Join("nowhere", "journal") {
		t.Errorf("in a folder that is not there it looks at %s", got)
	}
}

func TestVerifySaysCountSpanHeadAndSeals(t *testing.T) {
	report, err := store.Look(aJournal(t), store.Options{Ballast: -1}, true)
	if err != nil {
		t.Fatal(err)
	}
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	sayReport(&out, report, func(key string, args phrase.Args) string { return book.Say(floor.English, key, args) })
	hash := report.Head.Hash.String()
	want := "All 3 records are as they were written, the chain is whole.\n" +
		"From 2026-11-23T09:00:00Z to 2026-11-23T09:02:00Z.\n" +
		"Head: record 3, digest " + hash + "\n" +
		"Sealed 2026-11-23: records 1–3, digest " + hash + "\n"
	if out.String() != want {
		t.Errorf("it says\n%swant\n%s", out.String(), want)
	}
}
