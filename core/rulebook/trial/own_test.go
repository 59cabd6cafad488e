package trial

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

// theEleven are the rulebooks that ship, with the cases of the source.
func theEleven(t *testing.T) (books []*rulebook.Manuscript, all []rulebook.Case) {
	t.Helper()
	files, _ := filepath.Glob("../testdata/cases/*.yaml")
	for _, f := range files {
		all = append(all, cases(t, f)...)
	}
	texts, _ := filepath.Glob("../../../assets/rulebooks/*.toml")
	for _, f := range texts {
		books = append(books, manuscript(t, f))
	}
	if len(books) != 11 || len(all) == 0 {
		t.Fatalf("%d rulebooks, %d cases", len(books), len(all))
	}
	return books, all
}

func TestEveryRowThatDecidesDoesInSomeCaseAndEveryLimitIsMet(t *testing.T) {
	books, all := theEleven(t)
	explained, used := gapsExplained(t), map[string]bool{}
	decide, rows := 0, 0
	for _, m := range books {
		c := Cover(m, all)
		u, n := c.Decided(false)
		decide, rows = decide+u, rows+n
		if len(c.Failed) > 0 {
			t.Errorf("%s: do not pass: %v", c.Book.ID, c.Failed)
		}
		for _, g := range c.gaps() {
			key := c.Book.ID + ": " + g.says
			if explained[key] == "" {
				t.Errorf("no case: %s", key)
			}
			used[key] = true
		}
	}
	if decide != 214 || rows != 214 {
		t.Errorf("%d of %d D rows decide, not 214 of 214", decide, rows)
	}
	for key := range explained {
		if !used[key] {
			t.Errorf("testdata/gaps.txt explains what some case fills: %s", key)
		}
	}
}

// gapsExplained reads what no case need fill, and why.
func gapsExplained(t *testing.T) map[string]string {
	text, err := os.ReadFile("testdata/gaps.txt")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for lines := bufio.NewScanner(bytes.NewReader(text)); lines.Scan(); {
		if line := lines.Text(); line != "" && !strings.HasPrefix(line, "#") {
			key, why, ok := strings.Cut(line, "\t")
			if !ok || why == "" {
				t.Errorf("testdata/gaps.txt: %q has no reason", line)
			}
			out[key] = why
		}
	}
	return out
}
