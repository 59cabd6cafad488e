package replay

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

const daysFolder = "../../core/testdata/days"

// eachDay plays every day that is written as a script.
func eachDay(t *testing.T, see func(t *testing.T, name string, text []byte)) {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(daysFolder, "*.txtar"))
	if err != nil || len(names) < 6 {
		t.Fatalf("found the days %v (%v), want at least six", names, err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { see(t, name, text) })
	}
}

// played runs a script to its end; what it leaves open is closed with the test.
func played(t *testing.T, name string, text []byte, stage Stage) Played {
	t.Helper()
	out, err := Run(filepath.Base(name), text, stage)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		out.Desk.Close()
		if err := out.Log.Close(); err != nil {
			t.Error(err)
		}
	})
	return out
}

func TestEveryDayGoesAsItIsWritten(t *testing.T) {
	eachDay(t, func(t *testing.T, name string, text []byte) {
		out := played(t, name, text, newStage(t))
		for _, f := range out.Failures {
			t.Error(f)
		}
		if out.Steps == 0 || out.Checks == 0 {
			t.Errorf("%d things happened and %d were checked", out.Steps, out.Checks)
		}
		t.Logf("%d things happened, %d checks", out.Steps, out.Checks)
	})
}

func TestTheFloorFollowsFromTheJournalAlone(t *testing.T) {
	eachDay(t, func(t *testing.T, name string, text []byte) {
		out := played(t, name, text, newStage(t))
		folded, err := desk.Fold(out.Log)
		if err != nil {
			t.Fatal(err)
		}
		for key, want := range folded {
			got, ok, err := out.Log.Get([]byte(key))
			if err != nil {
				t.Fatal(err)
			}
			if !ok || !bytes.Equal(got, want) {
				t.Errorf("%s stands as\n%s\nthe journal says\n%s", key, got, want)
			}
		}
		// a/ advisors, v/ visits, c/ customers, d/ days, t/ slip codes
		for _, prefix := range []string{"a/", "v/", "c/", "d/", "t/", "house"} {
			err := out.Log.Scan([]byte(prefix), func(key, _ []byte) error {
				if _, ok := folded[string(key)]; !ok {
					t.Errorf("%s stands in the store and does not follow from the journal", key)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	})
}

// everything spells all that a day showed and wrote down.
func everything(t *testing.T, name string, text []byte) (shown, written []string) {
	t.Helper()
	stage := newStage(t)
	stage.Look = func(s *floor.Snapshot) { shown = append(shown, spelled(t, s)) }
	out := played(t, name, text, stage)
	err := out.Log.Read(1, func(r journal.Record) error {
		written = append(written, spelled(t, r))
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return shown, written
}

func spelled(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestTheSameDayTwiceIsTheSameToTheByte(t *testing.T) {
	eachDay(t, func(t *testing.T, name string, text []byte) {
		shown, written := everything(t, name, text)
		again, rewritten := everything(t, name, text)
		same(t, "snapshot", shown, again)
		same(t, "record", written, rewritten)
	})
}

func same(t *testing.T, what string, a, b []string) {
	t.Helper()
	if len(a) != len(b) {
		t.Fatalf("%d %ss the first time, %d the second", len(a), what, len(b))
	}
	for i := range a {
		if a[i] != b[i] {
			t.Fatalf("%s %d is\n%s\nthe second time\n%s", what, i+1, a[i], b[i])
		}
	}
}

func TestEveryRulingIsTheSameWhenItsFactsAreJudgedAgain(t *testing.T) {
	eachDay(t, func(t *testing.T, name string, text []byte) {
		stage := newStage(t)
		out := played(t, name, text, stage)
		rulings := 0
		for _, r := range rulingsOf(t, out.Log, stage.Books) {
			rulings++
			if again := r.again(t); again != string(r.Ruling) {
				t.Errorf("record %d was ruled\n%s\njudged again it is\n%s", r.seq, r.Ruling, again)
			}
		}
		if rulings == 0 {
			t.Error("nothing was ruled on")
		}
	})
}

// recorded is a ruling as the journal holds it, with the book that ruled.
type recorded struct {
	event.VisitRuled
	seq  uint64
	book *rulebook.Book
}

// again judges the facts as they were written down.
func (r recorded) again(t *testing.T) string {
	t.Helper()
	var f rulebook.Facts
	if err := json.Unmarshal(r.Facts, &f); err != nil {
		t.Fatal(err)
	}
	ruling, err := r.book.Judge(rulebook.Moment(r.Moment), f)
	if err != nil {
		t.Fatal(err)
	}
	return spelled(t, ruling)
}

// rulingsOf reads every ruling of a journal, and finds the book as it was switched then.
func rulingsOf(t *testing.T, log journal.Log, books []*rulebook.Book) []recorded {
	t.Helper()
	var out []recorded
	var book *rulebook.Book
	reader := event.NewReader()
	err := log.Read(1, func(r journal.Record) error {
		e, err := reader.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			return err
		}
		switch e := e.(type) {
		case event.RulebookEnforced:
			for _, b := range books {
				if b.ID() == e.ID {
					book, err = b.With(e.Readings, e.Parameters)
				}
			}
		case event.VisitRuled:
			out = append(out, recorded{e, r.Seq, book})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}
