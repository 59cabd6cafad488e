package trial

import (
	"bytes"
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

var update = flag.Bool("update", false, "write the goldens anew")

// golden compares with testdata/name.
func golden(t *testing.T, name, got string) {
	t.Helper()
	path := "testdata/" + name
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil || got != string(want) {
		t.Errorf("%s is not as it was (%v):\n%s", name, err, got)
	}
}

func manuscript(t testing.TB, path string, edits ...string) *rulebook.Manuscript {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := rulebook.ReadManuscript("small.toml", []byte(strings.NewReplacer(edits...).Replace(string(text))))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func small(t testing.TB, edits ...string) *rulebook.Manuscript {
	return manuscript(t, "../testdata/small.toml", edits...)
}

func cases(t testing.TB, path string) []rulebook.Case {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	cs, err := rulebook.ParseCases(path, text)
	if err != nil {
		t.Fatal(err)
	}
	return cs
}

func TestCoverageSaysRowByRowWhatTheCasesPutToUse(t *testing.T) {
	c := Cover(small(t), cases(t, "testdata/small.yaml"))
	var b bytes.Buffer
	c.Report(&b)
	golden(t, "coverage.golden", b.String())
	if c.Whole() {
		t.Error("rows that no case puts to use are passed over")
	}
}

func TestABoundaryIsMetOnBothSidesOnlyByTwoCases(t *testing.T) {
	all := cases(t, "testdata/small.yaml")
	for _, want := range []struct {
		cases            []rulebook.Case
		exactly, justPas bool
	}{{all[:1], false, false}, {all[1:2], true, false}, {all[2:3], false, true}, {all[1:3], true, true}} {
		c := Cover(small(t), want.cases)
		if len(c.Edges) != 1 || c.Edges[0].Exactly != want.exactly || c.Edges[0].JustPast != want.justPas {
			t.Errorf("after %q the boundary is %+v", want.cases[0].Name, *c.Edges[0])
		}
	}
}

func TestAClauseWhoseFactsAreUnknownDoesNotDecide(t *testing.T) {
	unknown := cases(t, "testdata/small.yaml")[2]
	unknown.Given.Svc.Recognised = rulebook.Maybe[rulebook.Recognised]{}
	unknown.Expect = rulebook.Expectation{}
	for _, r := range Cover(small(t), []rulebook.Case{unknown}).Rows {
		if r.Row == "4" && r.Use != Cited {
			t.Errorf("row 4 %s though nobody knows when he was recognised", r.Use)
		}
	}
}

func TestMutationSaysWhichSmallChangesNoCaseNotices(t *testing.T) {
	m := Mutate(context.Background(), small(t), cases(t, "testdata/small.yaml"), Limit{Workers: 2})
	var b bytes.Buffer
	m.Report(&b)
	golden(t, "mutate.golden", b.String())
	if m.Noticed() == 0 || m.Noticed() == len(m.Tried) {
		t.Errorf("%d of %d are noticed", m.Noticed(), len(m.Tried))
	}
}

func TestWhatIsNoticedFailsItsCaseInTheEditedText(t *testing.T) {
	all := cases(t, "testdata/small.yaml")
	late := all[2]
	edited := small(t, "at_minutes <= window_minutes", "at_minutes <= 6")
	if o := late.Run(only(edited.Book())); o.Passed() {
		t.Error("the edited text rules as before")
	}
	noticed := false
	m := Mutate(context.Background(), small(t), all, Limit{})
	for _, x := range m.Tried {
		if x.In == "parameter window_minutes" && strings.HasSuffix(x.Says, "becomes 6") {
			noticed = x.NoticedBy == late.Name
		}
	}
	if !noticed {
		t.Error("one minute more is not noticed by the case a minute late")
	}
}

func TestAMutationEndsWhenItsTimeHasRunOut(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	m := Mutate(ctx, small(t), cases(t, "testdata/small.yaml"), Limit{Workers: 2})
	if len(m.Tried) != 0 || m.Left == 0 {
		t.Errorf("%d were tried, %d left", len(m.Tried), m.Left)
	}
}

func TestALimitIsSpreadOverTheText(t *testing.T) {
	m := Mutate(context.Background(), small(t), cases(t, "testdata/small.yaml"), Limit{Edits: 10})
	if n := len(m.Tried) + m.Void; n != 10 || m.Left == 0 {
		t.Fatalf("%d were tried", n)
	}
	if first, last := m.Tried[0].Line, m.Tried[len(m.Tried)-1].Line; last-first < 40 {
		t.Errorf("all stand between lines %d and %d", first, last)
	}
}
