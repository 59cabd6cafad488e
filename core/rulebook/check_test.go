package rulebook

import (
	"strings"
	"testing"
)

func TestAClauseBehindOneThatAlwaysHoldsNeverDecides(t *testing.T) {
	c := manuscript(t, "when   = '''in_time'''", "when   = '''in_time || !in_time || !known(svc.recognised.at_minutes)'''").Check()
	for _, f := range c.Findings {
		if f.Kind == NeverDecides && f.Clause.Row == "5" && len(f.Others) == 1 && f.Others[0].Row == "4" && !f.Alone {
			return
		}
	}
	t.Errorf("clause 5 is shadowed by clause 4, but the check found %+v", c.Findings)
}

func TestASituationThatIsShownIsACaseThatPasses(t *testing.T) {
	m := manuscript(t, "when   = '''in_time'''", "when   = '''in_time && closer != \"\"'''")
	passAsCases(t, m.Book(), append(m.Check().Findings, m.CheckOpposed().Findings...))
}

// passAsCases reads the situation of each finding from its text and judges it.
func passAsCases(t *testing.T, b *Book, found []Finding) {
	t.Helper()
	shown := 0
	for _, f := range found {
		if f.Sample == nil {
			continue
		}
		shown++
		name := sentence(t, f)
		cases, err := ParseCases("shown.yaml", []byte(f.Sample.Case(name)))
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var report strings.Builder
		o := cases[0].Run(func(string) (*Book, error) { return b, nil })
		if o.Report(&report); !o.Passed() {
			t.Errorf("%s: %s", name, report.String())
		}
	}
	if shown == 0 {
		t.Error("no situation is shown, though the last clauses answer alone")
	}
}
