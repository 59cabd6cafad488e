package rulebook

import (
	"os"
	"path/filepath"
	"testing"
)

func TestNoClauseOfAShippedRulebookIsOutOfReach(t *testing.T) {
	names, err := filepath.Glob("../../assets/rulebooks/*.toml")
	if err != nil || len(names) < 11 {
		t.Fatalf("%d rulebooks, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := ReadManuscript(name, text)
			if err != nil {
				t.Fatal(err)
			}
			got := m.check(func(s *study) {
				for _, x := range s.clauses {
					s.reach(x)
				}
			})
			for _, f := range got.Findings {
				if f.Defect() {
					t.Error(f.Error())
				}
			}
			if got.Proven*10 < got.Clauses*9 {
				t.Errorf("only %d of %d clauses are shown to decide", got.Proven, got.Clauses)
			}
		})
	}
}
