package rulebook

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"testing"
	"time"
)

// allocated is how many MiB something allocates, freed again or not.
func allocated(do func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	do()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

const mostMiB = 700

func filled(unit string, n int) string { return strings.Repeat(unit, n/len(unit)) }

func TestRulebooksMadeToHarmAreRefusedWithAPlace(t *testing.T) {
	text, err := os.ReadFile("testdata/small.toml")
	if err != nil {
		t.Fatal(err)
	}
	head := "schema = \"shouwen.rulebook/1\"\n"
	small, mega := string(text), 1<<20-20_000
	with := func(when string) string {
		out := strings.Replace(small, "when   = '''in_time'''", "when   = '''"+when+"'''", 1)
		if out == small {
			t.Fatal("small.toml has no such clause")
		}
		return out
	}
	many := func(f string, n int) string {
		var b strings.Builder
		b.WriteString(small)
		for i := range n {
			fmt.Fprintf(&b, f, i)
		}
		return b.String()
	}
	for name, file := range map[string]string{
		"too large":                   filled("# nothing\n", 2<<20),
		"arrays in arrays":            head + "x = " + filled("[", mega),
		"tables in tables":            head + "x = " + filled("{a=", mega),
		"arrays in arrays, with care": head + "x = " + filled("[1,\n[", mega),
		"a name without end":          head + filled("a.", mega) + "a = 1\n",
		"a header without end":        head + "[" + filled("a.", mega) + "a]\n",
		"unknown keys":                head + many("key%d = 1\n", 60_000)[len(small):],
		"one condition":               with(filled("is(deal.closed) && ", mega) + "true"),
		"brackets in a condition":     with(filled("(", mega) + "true" + filled(")", mega/100)),
		"negations in a condition":    with(filled("!", mega) + "true"),
		"a word without end":          with("cust.owner == \"" + filled("word", mega) + "\""),
		"unknown names":               with("true" + filled(" || nobody_knows_this_name", 3900)),
		"macros in macros":            with(filled("cust.followups.exists(x, ", 4000)),
		"a giant number":              with("visit.no > " + filled("9", mega)),
		"giant numbers":               strings.Replace(small, "value = 15", "value = "+filled("9", mega), 1) + "\nx = 1e999999999\n",
		"clauses":                     many("[[arrival]]\nclause = \"x%d\"\nzh = \"x\"\nen = \"x\"\n", 20_000),
		"definitions":                 many("[[define]]\nname = \"d%d\"\nis = '''true'''\nzh = \"x\"\nen = \"x\"\n", 14_000),
		"readings":                    many("[reading.r%d]\nasks = \"x\"\n", 30_000),
		"a text that does not end":    head + "zh = '''" + filled("文", mega),
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			mib := allocated(func() { _, err = Parse("harm.toml", []byte(file)) })
			if err == nil {
				t.Fatal("it was read as a rulebook")
			}
			placed(t, err)
			if !strings.HasPrefix(err.Error(), "harm.toml:") || len(err.Error()) > 200_000 || mib > mostMiB {
				t.Errorf("%d MiB were allocated; the fault is %d bytes long: %.200s", mib, len(err.Error()), err)
			}
			t.Logf("%d KiB: %d MiB allocated, %.90q", len(file)>>10, mib, err)
		})
	}
}

func TestCasesMadeToHarmAreRefusedWithAPlace(t *testing.T) {
	mega := 1<<20 - 1000
	head := "- case: x\n  rulebook: small\n  ask: arrival\n  expect: {label: new}\n  given: "
	aliases := "a: &a [x,x,x,x,x,x,x,x,x]\n"
	for c := 'b'; c <= 'z'; c++ {
		aliases += fmt.Sprintf("%c: &%c [%s]\n", c, c, strings.TrimSuffix(strings.Repeat(fmt.Sprintf("*%c,", c-1), 9), ","))
	}
	for name, file := range map[string]string{
		"too large":              filled("# nothing\n", 2<<20),
		"lists in lists":         head + filled("[", mega),
		"tables in tables":       head + filled("{a: ", mega),
		"a staircase":            filled("- ", mega),
		"aliases of aliases":     aliases,
		"a case that is itself":  "- &a\n  case: x\n  given: *a\n",
		"unknown names":          head + "\n" + filled("    unknown: 1\n", mega),
		"a giant number":         head + "{visit: {no: " + filled("9", mega) + "}}",
		"a word without end":     head + "{zone: " + filled("word", mega) + "}",
		"not a case at all":      filled("x\n", mega),
		"questions of questions": filled("? ", mega),
	} {
		t.Run(name, func(t *testing.T) {
			var err error
			mib := allocated(func() { _, err = ParseCases("harm.yaml", []byte(file)) })
			if err == nil {
				t.Fatal("it was read as cases")
			}
			placed(t, err)
			if !strings.HasPrefix(err.Error(), "harm.yaml:") || len(err.Error()) > 2<<20 || mib > mostMiB {
				t.Errorf("%d MiB were allocated; the fault is %d bytes long: %.200s", mib, len(err.Error()), err)
			}
			t.Logf("%d KiB: %d MiB allocated, %.90q", len(file)>>10, mib, err)
		})
	}
}

// Long records are weighed within bounds, or are refused.
func TestRecordsMadeToHarmAreWeighedWithinBounds(t *testing.T) {
	at := time.Date(2026, 5, 11, 10, 0, 0, 0, time.UTC)
	f := busyDay()
	for i := range mostLines {
		f.Cust.Registrations = append(f.Cust.Registrations, Entry{At: Is(at.Add(-time.Duration(i+1) * time.Hour)), Advisor: Is(f.Rota.Order[i%8])})
		f.Cust.Followups = append(f.Cust.Followups, Followup{At: Is(at.Add(-time.Duration(i+1) * time.Minute)), Advisor: Is(f.Rota.Order[i%8])})
	}
	f.Cust.Registrations = f.Cust.Registrations[1:]
	f.Files = Files{"O": {Registrations: f.Cust.Registrations}}
	for range mostLinks {
		f.Cust.Links = append(f.Cust.Links, Link{Customer: "O"})
	}
	for _, m := range manuscripts(t) {
		for _, in := range []Moment{Arrival, Collision, Deal} {
			mib := allocated(func() {
				if _, err := m.Book().Judge(in, f); err != nil {
					t.Error(err)
				}
			})
			if mib > mostMiB {
				t.Errorf("%s at %s: %d MiB were allocated", m.Book().ID(), in, mib)
			}
		}
	}
	f.Cust.Links = append(f.Cust.Links, Link{Customer: "O"})
	if _, err := manuscripts(t)[0].Book().Judge(Arrival, f); err == nil {
		t.Error("more links than are weighed are weighed")
	}
}

func TestAConditionWithinConditionsIsCompiledOnce(t *testing.T) {
	text, err := os.ReadFile("testdata/small.toml")
	if err != nil {
		t.Fatal(err)
	}
	nested := func(depth int) string {
		when := "is(deal.closed)"
		for i := range depth {
			when = fmt.Sprintf("(is(deal.closed) %s %s)", []string{"||", "&&"}[i%2], when)
		}
		return strings.Replace(string(text), "when   = '''in_time'''", "when   = '''"+when+"'''", 1)
	}
	objects := func(depth int) float64 {
		file := nested(depth)
		return testing.AllocsPerRun(1, func() {
			if _, err := Parse("nested.toml", []byte(file)); err != nil {
				t.Fatal(err)
			}
		})
	}
	shallow, deep := objects(9), objects(18)
	if deep > 3*shallow {
		t.Errorf("%.0f objects are made for 9 conditions within each other and %.0f for twice as many", shallow, deep)
	}
}
