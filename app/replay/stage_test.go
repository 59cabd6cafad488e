package replay

import (
	"bytes"
	"encoding/csv"
	"path/filepath"
	"sync"
	"testing"

	"shouwen/assets"
	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/core/slip"
	"shouwen/core/vault"
)

// quickSafe is the vault but for PINs, which it keeps in the clear: hashing
// them takes long on purpose. It refuses what a vault refuses.
type quickSafe struct {
	vault.Safe
	log journal.Log
}

func (q quickSafe) SetPIN(id floor.AdvisorID, pin string) ([]journal.Put, error) {
	if err := vault.CheckNewPIN(pin); err != nil {
		return nil, err
	}
	return []journal.Put{{Key: []byte("pin/" + string(id)), Value: []byte(pin)}}, nil
}

func (q quickSafe) MatchPIN(id floor.AdvisorID, pin string) (bool, error) {
	value, _, err := q.log.Get([]byte("pin/" + string(id)))
	return string(value) == pin, err
}

// newStage is the real core over a journal in memory.
func newStage(t testing.TB) Stage {
	t.Helper()
	words, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := vault.OpenKeys(filepath.Join(t.TempDir(), "keys"), true, journaltest.Random(2))
	if err != nil {
		t.Fatal(err)
	}
	var log *journaltest.Memory
	open := func() (journal.Log, desk.Safe, error) {
		if log == nil {
			log = journaltest.NewMemory("main", journaltest.Random(1))
		} else {
			log = log.Reopen()
		}
		return log, quickSafe{vault.Safe{Vault: vault.New(keys, log, journaltest.Random(3))}, log}, nil
	}
	sheet := func(log journal.Log, day string, d *desk.Desk) ([][]string, error) {
		return sheetOf(words, log, day, d)
	}
	return Stage{Books: shipped(t), Phrases: words, Open: open, Sheet: sheet,
		Slip: func(d *desk.Desk, v desk.Visit, lang floor.Language) ([]string, error) {
			return slip.Lines(paperOf(d, v, lang), words), nil
		}}
}

func shipped(t testing.TB) []*rulebook.Book {
	t.Helper()
	books, err := loadOnce()
	if err != nil {
		t.Fatal(err)
	}
	return books
}

// loadOnce reads the rulebooks once for all tests: they are immutable, and
// checking their conditions takes longer than a day on the floor.
var loadOnce = sync.OnceValues(func() ([]*rulebook.Book, error) {
	names, err := rulebook.Names(assets.Files)
	if err != nil {
		return nil, err
	}
	var books []*rulebook.Book
	for _, name := range names {
		b, err := rulebook.Load(assets.Files, name)
		if err != nil {
			return nil, err
		}
		books = append(books, b)
	}
	return books, nil
})

// sheetOf reads the day's log as an office would open it.
func sheetOf(words *phrase.Book, log journal.Log, day string, d *desk.Desk) ([][]string, error) {
	of, err := desk.DayOf(log, day)
	if err != nil {
		return nil, err
	}
	people := func(id floor.CustomerID) (floor.Person, bool) {
		who, _, err := d.Person(id)
		return who, err == nil && who != floor.Person{}
	}
	var b bytes.Buffer
	l := daylog.Log{Day: of, Book: words, Language: floor.Chinese, People: people, Program: "replay"}
	if err := l.Write(&b, daylog.CSV); err != nil {
		return nil, err
	}
	return csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\xef\xbb\xbf")))).ReadAll()
}

// paperOf is what the lobby would print for the visit as it stands now.
func paperOf(d *desk.Desk, v desk.Visit, lang floor.Language) slip.Slip {
	snap, stands := d.Snapshot(), d.StandsFor(v)
	named := map[floor.AdvisorID]floor.Advisor{}
	for _, a := range snap.Advisors {
		named[a.ID] = a
	}
	out := slip.Slip{House: snap.House.Name, Demo: snap.House.Demo, Number: v.Number, At: v.OpenedAt, Language: lang,
		Sentence: slip.Comes, Server: named[v.Server].Name, Desk: named[v.Server].Desk, Code: v.Code}
	switch {
	case v.Server == "" && v.Referee:
		out.Sentence = slip.Referee
	case v.Server == "":
		out.Sentence = slip.Nobody
	case stands != "":
		out.Sentence, out.Named = slip.StandIn, named[stands].Name
	case v.State == floor.Waiting:
		out.Sentence = slip.Soon
	}
	for _, o := range snap.Visits {
		if o.State == floor.Waiting && o.Number < v.Number {
			out.Waiting++
		}
	}
	return out
}
