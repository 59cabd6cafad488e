package rulebook

import (
	"os"
	"path/filepath"
	"testing"
)

// Whatever stands in a file, reading it ends in a book or in faults with
// places, never in a panic.
func FuzzParse(f *testing.F) {
	for _, pattern := range []string{"testdata/small.toml", "testdata/broken/*.toml"} {
		files, err := filepath.Glob(pattern)
		if err != nil {
			f.Fatal(err)
		}
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				f.Fatal(err)
			}
			f.Add(text)
		}
	}
	f.Add([]byte("a = { b = [ { c = '''\n''' } ] }\n[[x]]\n[x.y]\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		b, err := Parse("fuzz.toml", text)
		if err == nil {
			for _, m := range Moments() {
				if _, err := b.Judge(m, Facts{}); err != nil {
					t.Fatal(err)
				}
			}
			return
		}
		placed(t, err)
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
			f.Add(text[:min(len(text), 3000)])
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
