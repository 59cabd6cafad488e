package rulebook

import (
	"fmt"
	"os"
	"strings"
	"testing"
)

func manuscriptOf(t testing.TB, path string) *Manuscript {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := ReadManuscript(path, text)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestEveryEditSaysWhatStandsWhereItPoints(t *testing.T) {
	for _, path := range []string{"testdata/small.toml", "../../assets/rulebooks/course-centre-5min-thirds.toml"} {
		text, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(text), "\n")
		edits := manuscriptOf(t, path).Edits()
		if len(edits) < 20 {
			t.Fatalf("%s: %d edits", path, len(edits))
		}
		for _, e := range edits {
			if e.Line < 1 || e.Line > len(lines) || e.Column < 1 || e.Column > len([]rune(lines[e.Line-1]))+1 {
				t.Errorf("%s points nowhere", e)
			}
			if e.Kind == EditComparison && !strings.ContainsAny(string([]rune(lines[e.Line-1])[e.Column-1]), "<>=!") {
				t.Errorf("%s points at %q", e, lines[e.Line-1])
			}
		}
	}
}

func TestNoTwoEditsAreTheSame(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range manuscriptOf(t, "../../assets/rulebooks/course-centre-5min-thirds.toml").Edits() {
		if seen[fmt.Sprint(e)] {
			t.Errorf("%s stands there twice", e)
		}
		seen[fmt.Sprint(e)] = true
	}
}

func TestTheBookItselfStaysAsItIsWritten(t *testing.T) {
	m := manuscriptOf(t, "../../assets/rulebooks/course-centre-5min-thirds.toml")
	for i, e := range m.Edits() {
		if i%7 == 0 {
			_, _ = e.Book()
		}
	}
	m.Watch()
	for _, was := range ruledCases(t) {
		c := was.Case
		if c.Rulebook != m.Book().ID() {
			continue
		}
		is := c.Run(func(string) (*Book, error) { return m.Book(), nil })
		if spelled(t, was.Ruling) != spelled(t, is.Ruling) {
			t.Fatalf("%s is ruled otherwise after the book was edited on paper", c.Name)
		}
	}
}

func TestAWatchedBookRulesAsTheBookDoes(t *testing.T) {
	m := manuscriptOf(t, "../../assets/rulebooks/course-centre-5min-thirds.toml")
	watched, _ := m.Watch()
	for _, was := range ruledCases(t) {
		c := was.Case
		if c.Rulebook != m.Book().ID() {
			continue
		}
		is := c.Run(func(string) (*Book, error) { return watched, nil })
		if decided(t, was.Ruling) != decided(t, is.Ruling) {
			t.Errorf("%s is ruled otherwise when it is watched", c.Name)
		}
	}
}

func TestAConditionIsCutIntoItsParts(t *testing.T) {
	src := `(a && b || !c) && x in ["(", "&&"] && (p ? q : r)`
	var got []string
	for _, c := range chains(tokens(src)) {
		ts := tokens(src)
		var parts []string
		for _, o := range c.operands {
			parts = append(parts, o.text(src, ts))
		}
		got = append(got, strings.Join(parts, " "+c.sign+" "))
	}
	want := `(a && b || !c) && x in ["(", "&&"] && (p ? q : r); a && b; a && b || !c`
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("%s", s)
	}
}
