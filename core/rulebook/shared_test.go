package rulebook

import (
	"os"
	"testing"
)

func TestShared(t *testing.T) {
	for f, b := range map[string]string{"R6": "course-centre-5min-thirds"} {
		shared(t, f, b)
	}
}
func shared(t *testing.T, f, b string) {
	bk, err := Load(os.DirFS("../../assets"), b)
	if err != nil {
		t.Fatal(err)
	}
	name := "../../../shared/ownership/cases/" + f + ".yaml"
	text, _ := os.ReadFile(name)
	cases, err := ParseCases(name, text)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		o := c.Run(func(string) (*Book, error) { return bk, nil })
		if !o.Passed() {
			o.Report(os.Stdout)
			t.Fail()
		}
	}
}
