package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

// told runs "rulebook" and returns all that it said.
func told(args ...string) (code int, said string) {
	var out bytes.Buffer
	code = rulebookCommand(args, &out, &out)
	return code, out.String()
}

func TestANewRulebookIsCompleteAndItsCasesPass(t *testing.T) {
	folder := t.TempDir()
	for _, c := range []struct{ id, from string }{{"our-rules", ""}, {"like-sms", "sms-1month-collision"}, {"like-thirds", thirds}} {
		file := filepath.Join(folder, c.id+".toml")
		args := []string{"new", c.id, "--out", file}
		if c.from != "" {
			args = append(args, "--from", c.from)
		}
		if code, said := told(args...); code != 0 {
			t.Fatal(said)
		}
		if code, said := told("check", file, strings.TrimSuffix(file, ".toml")+".yaml"); code != 0 || c.from == "" && strings.Contains(said, "decides only") {
			t.Errorf("%s: check says\n%s", c.id, said)
		}
		if code, said := told("test", "--rulebook", file, strings.TrimSuffix(file, ".toml")+".yaml"); code != 0 || !strings.Contains(said, "2 passed, 0 failed") {
			t.Errorf("%s: test says\n%s", c.id, said)
		}
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if b, err := rulebook.Parse(file, text); err != nil || b.ID() != c.id || b.From() == "" || b.Version() != "1" {
			t.Errorf("%s is %+v, %v", c.id, b, err)
		}
	}
}

func TestNothingThatIsThereIsOverwritten(t *testing.T) {
	for _, there := range []string{"ours.toml", "ours.yaml"} {
		folder := t.TempDir()
		write(t, filepath.Join(folder, there), "mine")
		code, said := told("new", "ours", "--out", filepath.Join(folder, "ours.toml"))
		if code == 0 || !strings.Contains(said, there+" is there already") {
			t.Errorf("beside %s: %d, %s", there, code, said)
		}
		if text, err := os.ReadFile(filepath.Join(folder, there)); err != nil || string(text) != "mine" {
			t.Errorf("%s now holds %q, %v", there, text, err)
		}
		if files, _ := os.ReadDir(folder); len(files) != 1 {
			t.Errorf("beside %s something was written", there)
		}
	}
}

func TestANewRulebookHasANameOfItsOwn(t *testing.T) {
	for _, id := range []string{thirds, "Ours", "../ours", "我们", ""} {
		if code, _ := told("new", id, "--out", filepath.Join(t.TempDir(), "x.toml")); code == 0 {
			t.Errorf("the id %q is accepted", id)
		}
	}
}

func TestShowPutsTheCasesThatLieBesideItToAHousesOwnRulebook(t *testing.T) {
	file := filepath.Join(t.TempDir(), "our-rules.toml")
	if code, said := told("new", "our-rules", "--out", file); code != 0 {
		t.Fatal(said)
	}
	code, said := told("show", file, "--lang", "en")
	if code != 0 || !strings.Contains(said, "Cases: decided in 1") || !strings.Contains(said, "Cases: decided in none") {
		t.Errorf("%d:\n%s", code, said)
	}
}

func TestShowSetsARulebookOnPaper(t *testing.T) {
	file := filepath.Join(t.TempDir(), "rules.pdf")
	code, said := told("show", thirds, "--pdf", file, "--house", "云汐展厅", "--signers", "5")
	text, err := os.ReadFile(file)
	if code != 0 || err != nil || !bytes.HasPrefix(text, []byte("%PDF-")) || !strings.Contains(said, "5 lines for signatures") {
		t.Errorf("%d: %s, %v", code, said, err)
	}
}
