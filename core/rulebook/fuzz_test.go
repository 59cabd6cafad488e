package rulebook

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Whatever stands in a file, reading it ends in a book or in faults with
// places, never in a panic. What is fuzzed is a file by itself and the end of a
// whole book. The seeds are short: a fuzzer shortens each find step by step,
// and reading a book takes milliseconds.
func FuzzParse(f *testing.F) {
	book := smallText(f, "", "")
	for _, seed := range []string{
		"a = { b = [ { c = '''\n''' } ] }\n[[x]]\n[x.y]\n",
		"[[who]]\nname = \"he\"\nis = '''he.he'''\n",
		"[[define]]\nname = \"a\"\nis = '''a || b.c'''\nzh = \"a\"\nen = \"a\"\n",
		"[parameter.p]\nvalue = [\"1/0\", 1.5]\nunit = \"share\"\n",
		"[reading.p]\nchoices = []\n",
		"[[arrival]]\nclause = \"9\"\nzh = \"九\"\nen = \"nine\"\nwhen = '''owner == closer'''\nthen = { server = \"owner\", turn.owner = \"keep\" }\n",
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		for _, whole := range []string{string(text), book + "\n" + string(text)} {
			b, err := Parse("fuzz.toml", []byte(whole))
			if err != nil {
				placed(t, err)
				continue
			}
			for _, m := range Moments() {
				if _, err := b.Judge(m, Facts{}); err != nil {
					t.Fatal(err)
				}
			}
		}
	})
}

func FuzzParseCases(f *testing.F) {
	for _, pattern := range []string{"testdata/cases/*.yaml", "testdata/broken/*.yaml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text[:min(len(text), 600)])
		}
	}
	book := small(f)
	f.Fuzz(func(t *testing.T, text []byte) {
		cases, err := ParseCases("fuzz.yaml", text)
		if err != nil {
			placed(t, err)
			return
		}
		for _, c := range cases {
			c.Run(func(string) (*Book, error) { return book, nil })
		}
	})
}

// FuzzRule puts whatever cases can be read to whatever condition and outcome a
// clause can have: each is ruled on or refused, within the bound on steps.
func FuzzRule(f *testing.F) {
	before, after, ok := strings.Cut(smallText(f, "when   = '''in_time'''", "when   = '''\x00'''"), "\x00")
	if !ok {
		f.Fatal("the small rulebook has no place for a condition")
	}
	given := "- case: a\n  rulebook: small\n  ask: deal\n  given:\n    visit: {at: \"2026-05-11T10:00\"}\n    cust: {owner: A, registrations: [{at: \"2026-05-01T10:00\", advisor: A}]}\n    rota: {order: [A, B]}\n  expect: {owner: A}\n"
	if _, err := ParseCases("seed.yaml", []byte(given)); err != nil {
		f.Fatal(err)
	}
	for _, when := range []string{
		"in_time",
		"cust.followups.exists(a, cust.followups.all(b, b.at <= a.at && a.advisor in rota.order))",
		"size(cust.registrations.filter(e, e.at < visit.at).map(e, e.advisor)) > 0 && cust.registrations[0].advisor == owner",
		"keeper(cust.registrations, visit.at, 99999999, true) == first || calendar_days(deal.at, visit.at) > 1",
		"latest(cust.followups.map(l, l.at)) - days(9000000) > visit.at",
	} {
		f.Add(when, given)
	}
	f.Fuzz(func(t *testing.T, when, given string) {
		book, err := Parse("fuzz.toml", []byte(before+when+after))
		if err != nil {
			placed(t, err)
			return
		}
		cases, err := ParseCases("fuzz.yaml", []byte(given))
		if err != nil {
			placed(t, err)
			return
		}
		for _, c := range cases {
			for _, m := range Moments() {
				j, err := book.judge(m, c.Given)
				if err != nil {
					continue // facts that cannot be
				}
				if steps := j.scene.steps; steps > mostSteps+mostLines*len(book.moments[m])*8 {
					t.Fatalf("%d steps at %s", steps, m)
				}
				j.scene.release()
			}
		}
	})
}

func placed(t *testing.T, err error) {
	t.Helper()
	faults, ok := err.(Faults)
	if !ok || len(faults) == 0 {
		t.Fatalf("an error without faults: %v", err)
	}
	for _, fault := range faults {
		if fault.Line < 1 || fault.Column < 1 || fault.Says == "" {
			t.Fatalf("a fault without a place: %+v", fault)
		}
	}
}
