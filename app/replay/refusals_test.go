package replay

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// No script can ask for these: one comes only when two commands come in the
// same instant, one when the clock is put back within a day.
var notScripted = []string{"refusal.day.busy", "refusal.clock.minutes"}

func TestTheDayOfRefusalsHasEveryRefusalOfTheDesk(t *testing.T) {
	script, err := os.ReadFile(filepath.Join(daysFolder, "refusals.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob("../../core/desk/*.go")
	if err != nil || len(files) == 0 {
		t.Fatalf("found %v (%v)", files, err)
	}
	keys := regexp.MustCompile(`"(refusal\.[a-z.]+)"`)
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range keys.FindAllStringSubmatch(string(text), -1) {
			if !strings.Contains(string(script), "refused "+m[1]) && !strings.Contains(strings.Join(notScripted, " "), m[1]) {
				t.Errorf("%s refuses with %s, and no line of the day of refusals shows it", filepath.Base(file), m[1])
			}
		}
	}
}
