package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const aSmallBook = "../core/rulebook/testdata/small.toml"

const smallCases = `- case: "recognised at the last minute"
  rulebook: small
  ask: recognition
  given: {cust: {registrations: [{at: "2026-05-01T10:00", advisor: B}]}, rota: {order: [A, B]}, svc: {server: A, recognised: {by: mutual, at_minutes: 5}}}
  expect: {server: B, turn: {A: restore}}
`

func TestCoverageFailsOnRowsThatNeverDecideOnlyIfAsked(t *testing.T) {
	files := map[string]string{"c.yaml": smallCases}
	if code, out, _ := call(t, files, "coverage", aSmallBook, "c.yaml"); code != 0 || !strings.Contains(out, "1 of 10 rows decide") {
		t.Errorf("%d %s", code, out)
	}
	if code, _, errs := call(t, files, "coverage", aSmallBook, "--whole", "c.yaml"); code != 1 || !strings.Contains(errs, "not every row of small decides") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestCoverageSaysThatThereAreNoCases(t *testing.T) {
	code, _, errs := call(t, map[string]string{"own.toml": ""}, "coverage", "own.toml")
	if code != 2 || !strings.HasSuffix(errs, "no cases are named, and none lie beside the rulebook\n") {
		t.Errorf("%d %s", code, errs)
	}
}

func TestMutateFailsBelowTheShareThatIsWanted(t *testing.T) {
	files := map[string]string{"c.yaml": smallCases}
	code, out, errs := call(t, files, "mutate", aSmallBook, "c.yaml", "--want", "95")
	if code != 1 || !strings.Contains(out, "testdata/small.toml:") || !strings.Contains(errs, "95 % are wanted") {
		t.Errorf("%d %s %s", code, out, errs)
	}
	if code, out, _ := call(t, files, "mutate", aSmallBook, "c.yaml", "--most", "5"); code != 0 || !strings.Contains(out, "were not tried") {
		t.Errorf("%d %s", code, out)
	}
}

func TestDiffOfAReadingIsAFileOfCasesThatPass(t *testing.T) {
	code, out, errs := call(t, nil, "diff", aSmallBook, "--reading", "A1=consume", "--most", "1000")
	if code != 0 {
		t.Fatalf("%d %s", code, errs)
	}
	code, tested, _ := call(t, map[string]string{"d.yaml": out}, "test", "--rulebook", aSmallBook, "d.yaml")
	if code != 0 || !strings.HasSuffix(tested, "1 passed, 0 failed\n") {
		t.Errorf("%d %s\n%s", code, tested, out)
	}
}

func TestBacktestJudgesAReplayedDayAgain(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "kept")
	if _, err := replayFile("../core/testdata/days/quiet.txtar", dir); err != nil {
		t.Fatal(err)
	}
	days := []string{"--from", "2026-01-01", "--to", "2026-12-31", "--data", dir}
	code, out, errs := call(t, nil, append([]string{"backtest", "--rulebook", "sms-1month-collision"}, days...)...)
	if code != 0 || !strings.Contains(out, "would change") || !strings.Contains(out, "serves") || !strings.Contains(out, "nothing carries over") {
		t.Errorf("%d %s %s", code, out, errs)
	}
}

func TestBacktestSaysWhereThereIsNoJournal(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "nowhere")
	code, _, errs := call(t, nil, "backtest", "--rulebook", "sms-1month-collision", "--from", "2026-11-01", "--to", "2026-11-30", "--data", dir)
	if code != 1 || !strings.Contains(errs, dir) {
		t.Errorf("%d %s", code, errs)
	}
	if _, err := os.Stat(dir); err == nil {
		t.Error("a folder was made")
	}
}

func TestAWrongCallOfAToolSaysHowToCall(t *testing.T) {
	for _, args := range [][]string{{"coverage"}, {"coverage", aSmallBook}, {"mutate", aSmallBook}, {"mutate", "--most", "many"}, {"diff"}, {"diff", aSmallBook}, {"diff", aSmallBook, "--reading", "A1"},
		{"backtest"}} {
		if code, _, errs := call(t, nil, args...); code != 2 || !strings.Contains(errs, "usage") {
			t.Errorf("%v: %d %q", args, code, errs)
		}
	}
	if code, _, errs := call(t, nil, "backtest", "--rulebook", aSmallBook, "--from", "May", "--to", "2026-05-31"); code != 2 || !strings.Contains(errs, "--from May is no day") {
		t.Errorf("a day that is none: %d %q", code, errs)
	}
}
