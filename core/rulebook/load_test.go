package rulebook

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the goldens anew")

func TestEachBrokenRulebookSaysWhereAndWhatWouldBeRight(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.toml")
	if err != nil || len(files) < 30 {
		t.Fatalf("%d broken rulebooks, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".toml"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, err = Parse(filepath.Base(name), text)
			if err == nil {
				t.Fatal("it was accepted")
			}
			golden(t, strings.TrimSuffix(name, ".toml")+".want", err.Error()+"\n")
		})
	}
}

func TestEachBrokenCaseFileSaysWhereAndWhatWouldBeRight(t *testing.T) {
	files, err := filepath.Glob("testdata/broken/*.yaml")
	if err != nil || len(files) < 15 {
		t.Fatalf("%d broken case files, %v", len(files), err)
	}
	for _, name := range files {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".yaml"), func(t *testing.T) {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			_, err = ParseCases(filepath.Base(name), text)
			if err == nil {
				t.Fatal("it was accepted")
			}
			golden(t, strings.TrimSuffix(name, ".yaml")+".yaml.want", err.Error()+"\n")
		})
	}
}

func TestTheSmallRulebookIsRight(t *testing.T) {
	small(t)
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}
