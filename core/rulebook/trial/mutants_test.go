package trial

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

var (
	mutants  = flag.Bool("mutants", false, "try every small change of the rulebooks, and write the lists of those that no case notices anew")
	onlyBook = flag.String("book", "", "with -mutants, of this rulebook alone")
)

// survivorsOf reads a rulebook's list; of one that has none the share alone is looked at.
func survivorsOf(t *testing.T, id string) survivors {
	text, err := os.ReadFile("../testdata/mutants/" + id + ".txt")
	if errors.Is(err, fs.ErrNotExist) {
		return survivors{}
	}
	if err != nil {
		t.Fatal(err)
	}
	s, err := readSurvivors(bytes.NewReader(text))
	if err != nil {
		t.Error(err)
	}
	return s
}

// Every small change of the eleven takes minutes, see make mutants; here some
// of each are tried. Where a text is not the one of its list any more, the list
// says nothing of it and the share alone is looked at.
func TestAChangeThatNoCaseNoticesStandsInTheListWithItsReason(t *testing.T) {
	books, all := theEleven(t)
	if *mutants {
		writeMutants(t, books, all)
		return
	}
	for _, m := range books {
		id := m.Book().ID()
		listed := survivorsOf(t, id)
		got := Mutate(context.Background(), m, all, Limit{Edits: 40, Workers: 2})
		missed := 0
		for i := range got.Tried {
			x := &got.Tried[i]
			if x.Noticed() || listed.Class[x.Key] == Same {
				continue
			}
			missed++
			if listed.Digest == m.Book().Digest() && listed.Class[x.Key] == "" {
				t.Errorf("%s: no case notices: %s", id, x.Edit)
			}
		}
		if missed > len(got.Tried)*2/5 {
			t.Errorf("%s: of %d small changes, %d are not noticed", id, len(got.Tried), missed)
		}
		if listed.Digest == m.Book().Digest() {
			checkList(t, m, listed)
		}
	}
}

// checkList looks for listed changes that the text cannot be made to undergo, and
// for a list that leaves more than one in twenty of those that change something.
func checkList(t *testing.T, m *rulebook.Manuscript, listed survivors) {
	keys := map[string]bool{}
	for _, e := range m.Edits() {
		keys[e.Key] = true
	}
	left, same := 0, 0
	for key, class := range listed.Class {
		if class == Same {
			same++
		} else {
			left++
		}
		if !keys[key] {
			t.Errorf("%s: the list names a change that there is not: %s", m.Book().ID(), key)
		}
		if !slices.Contains([]Class{Same, Unnoticed, Unclear}, class) {
			t.Errorf("%s: %q is no class", m.Book().ID(), class)
		}
	}
	if left*20 > len(keys)-same {
		t.Errorf("%s: the list leaves %d of %d small changes that change something", m.Book().ID(), left, len(keys)-same)
	}
}

func writeMutants(t *testing.T, books []*rulebook.Manuscript, all []rulebook.Case) {
	for _, m := range books {
		id := m.Book().ID()
		if *onlyBook != "" && *onlyBook != id {
			continue
		}
		got := Mutate(context.Background(), m, all, Limit{Workers: 2})
		Prove(context.Background(), m, &got, 2)
		var b bytes.Buffer
		got.writeSurvivors(&b, survivorsOf(t, id))
		if err := os.WriteFile("../testdata/mutants/"+id+".txt", b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
		t.Log(strings.SplitN(b.String(), "\n", 3)[1], id)
		if got.Percent() < 95 {
			t.Errorf("%s: %.1f %% are noticed", id, got.Percent())
		}
	}
}
