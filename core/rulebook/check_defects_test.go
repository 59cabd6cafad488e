package rulebook

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestADefectInARulebookIsFoundAndNamed(t *testing.T) {
	for _, c := range []struct{ name, old, new, want string }{
		{"a condition that contradicts itself", `when   = '''in_time'''`, `when   = '''is(deal.closed) && isnt(deal.closed)'''`,
			"at recognition clause 4 never decides: its condition never holds"},
		{"a number that no other number is", `when   = '''in_time'''`, `when   = '''svc.recognised.at_minutes > 5 && svc.recognised.at_minutes <= window_minutes'''`,
			"at recognition clause 4 never decides: its condition never holds"},
		{"one clause in the way of the next", `when   = '''in_time'''`, ``, "at recognition clause 5 never decides: 4 always comes before it in every situation in which it holds"},
		{"a clause for another reading", `when   = '''in_time'''`, `when   = '''reading.A1 == "consume"'''`, "at recognition clause 4 decides only with reading A1 = consume"},
		{"a visitor whom only the default serves", ``, ``, "at arrival only the last clause 2 answers for the server"},
		{"a default that names nobody", ``, ``, "at arrival clause 2 answers, but nobody is whom it names as the server"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := manuscript(t, c.old, c.new)
			var said []string
			for _, f := range m.Check().Findings {
				said = append(said, sentence(t, f))
			}
			if !slices.Contains(said, c.want) {
				t.Errorf("the check says\n%s\nwant\n%s", strings.Join(said, "\n"), c.want)
			}
		})
	}
}

func TestEachDefectOfARulebookThatCanBeReadIsFound(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/found/*.toml")
	if err != nil || len(files) < 9 {
		t.Fatalf("%d rulebooks with a defect, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".toml"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			m, err := ReadManuscript(filepath.Base(name), text)
			if err != nil {
				t.Fatal(err)
			}
			golden(t, strings.TrimSuffix(name, ".toml")+".golden", toldOf(t, m))
		})
	}
}

// toldOf is all that a check finds.
func toldOf(t *testing.T, m *Manuscript) string {
	return told(t, append(m.Check().Findings, m.CheckOpposed().Findings...))
}

// sentence is a finding as it is read in English.
func sentence(t *testing.T, f Finding) string {
	t.Helper()
	key, args := f.Told()
	return readOnce(t, inWords).Say(floor.English, key, args)
}

// told spells findings as they are read in English, each with its situation in
// both languages.
func told(t *testing.T, found []Finding) string {
	t.Helper()
	var b strings.Builder
	for _, f := range found {
		kind := "hint"
		if f.Defect() {
			kind = "error"
		}
		at := f.At
		at.Says = sentence(t, f)
		fmt.Fprintf(&b, "%s (%s)\n", at.Error(), kind)
		if f.Sample != nil && f.Kind != BySwitch {
			fmt.Fprintf(&b, "    %s\n    %s\n", f.Sample.Story(floor.Chinese), f.Sample.Story(floor.English))
		}
	}
	return b.String()
}

// BenchmarkCheckOfTwoHundredClauses looks at one moment with 200 clauses.
func BenchmarkCheckOfTwoHundredClauses(b *testing.B) {
	small := smallText(b, "", "")
	wish := strings.Fields("none back_to_original stay_with_current change_quality change_other")
	been := strings.Fields("yes no unsure")
	var clauses strings.Builder
	for i := range 199 {
		fmt.Fprintf(&clauses, "[[arrival]]\nclause = \"%d.a\"\nzh = \"一\"\nen = \"one\"\nwhen = '''svc.switch_wish == %q && answer.been_before == %q && svc.recognised.at_minutes <= %d'''\nthen = { owner = \"closer\" }\n",
			i+10, wish[i%5], been[i/5%3], i/15+1)
	}
	text := strings.Replace(small, "[[arrival]]", clauses.String()+"[[arrival]]", 1)
	m, err := ReadManuscript("two-hundred.toml", []byte(text))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if got := m.Check(); got.Clauses < 200 {
			b.Fatal(got.Clauses)
		}
	}
}
