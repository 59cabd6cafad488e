package main

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

const aCase = `- case: "a visitor nobody knows"
  rulebook: course-centre-5min-thirds
  ask: arrival
  given:
    visit: {at: "2026-05-11T10:00"}
    cust: {registrations: []}
    rota: {order: [A, B]}
  expect: {server: A}
`

// call runs the command on files that it writes first.
func call(t *testing.T, files map[string]string, args ...string) (code int, out, errs string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for i, a := range args {
		if _, ok := files[a]; ok {
			args[i] = filepath.Join(dir, a)
		}
	}
	var o, e bytes.Buffer
	code = rulebookCommand(args, &o, &e)
	return code, o.String(), e.String()
}

func TestAPassingCaseIsOneLine(t *testing.T) {
	code, out, errs := call(t, map[string]string{"c.yaml": aCase}, "test", "c.yaml")
	if code != 0 || out != "pass  a visitor nobody knows\n1 passed, 0 failed\n" || errs != "" {
		t.Errorf("%d %q %q", code, out, errs)
	}
}

func TestAFailingCaseSaysWhatWasRuledWantedAndPassedOver(t *testing.T) {
	code, out, _ := call(t, map[string]string{"c.yaml": strings.Replace(aCase, "server: A", "server: B", 1)}, "test", "c.yaml")
	if code != 1 || !strings.HasSuffix(out, "0 passed, 1 failed\n") {
		t.Errorf("%d %q", code, out)
	}
	for _, want := range []string{"server: wanted B, ruled A", "decided by 5.a", "passed over 6.e: it is not so that invited"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is missing from\n%s", want, out)
		}
	}
}

func TestACaseThatCannotBeReadIsNeverAPass(t *testing.T) {
	code, out, errs := call(t, map[string]string{"c.yaml": strings.Replace(aCase, "order", "ordre", 1)}, "test", "c.yaml")
	if code != 1 || !strings.HasSuffix(out, "0 passed, 1 failed\n") || !strings.Contains(errs, `c.yaml:7:12: unknown name "ordre" in rota (did you mean "order"?)`) {
		t.Errorf("%d %q %q", code, out, errs)
	}
}

func TestAnAdvisorOfWhomNothingIsKnownFailsTheCase(t *testing.T) {
	text := strings.Replace(aCase, "    cust:", "    svc: {server: Z}\n    cust:", 1)
	code, out, _ := call(t, map[string]string{"c.yaml": text}, "test", "c.yaml")
	if code != 1 || !strings.Contains(out, `"Z"`) {
		t.Errorf("%d %q", code, out)
	}
}

func TestAHousesOwnRulebookIsTestedByItsID(t *testing.T) {
	own, err := os.ReadFile("../assets/rulebooks/course-centre-5min-thirds.toml")
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"own.toml": strings.Replace(string(own), `"course-centre-5min-thirds"`, `"our-centre"`, 1),
		"c.yaml":   strings.Replace(aCase, "course-centre-5min-thirds", "our-centre", 1),
	}
	if code, out, errs := call(t, files, "test", "own.toml", "c.yaml"); code != 0 {
		t.Errorf("%d %q %q", code, out, errs)
	}
	if code, _, errs := call(t, files, "test", "c.yaml"); code != 1 {
		t.Errorf("without the house's own file the rulebook was found: %q", errs)
	}
}

func TestCheckFindsTheSameIDTwice(t *testing.T) {
	own, err := os.ReadFile(aSmallBook)
	if err != nil {
		t.Fatal(err)
	}
	code, out, errs := call(t, map[string]string{"a.toml": string(own), "b.toml": string(own)}, "check", "a.toml", "b.toml")
	if code != 1 || !strings.Contains(out, "a.toml：small 1，没有错误") || !strings.Contains(errs, "b.toml:1:1: the id") {
		t.Errorf("%d %q %q", code, out, errs)
	}
}

func TestCheckNamesFileLineAndColumn(t *testing.T) {
	own, err := os.ReadFile("../assets/rulebooks/sms-1month-collision.toml")
	if err != nil {
		t.Fatal(err)
	}
	text := strings.Replace(string(own), `unit  = "months"`, `unit  = "month"`, 1)
	code, _, errs := call(t, map[string]string{"a.toml": text}, "check", "a.toml")
	if code != 1 || !strings.Contains(errs, `did you mean "months"?`) || !strings.Contains(errs, "a.toml:") {
		t.Errorf("%d %q", code, errs)
	}
}

func TestJudgePrintsTheRulingAsJSON(t *testing.T) {
	code, out, errs := call(t, map[string]string{"c.yaml": aCase}, "judge", "--rulebook", "sms-1month-collision", "c.yaml")
	var r rulebook.Ruling
	if err := json.Unmarshal([]byte(out), &r); err != nil || code != 0 {
		t.Fatalf("%d %v %q", code, err, errs)
	}
	if r.Book.ID != "sms-1month-collision" || len(r.Ask) != 2 {
		t.Errorf("%+v", r)
	}
}

func TestShowReadsLikeTheRegulationInBothLanguages(t *testing.T) {
	for lang, want := range map[string]string{"zh": "谁第一次接待，谁就负责到底", "en": "Whoever receives first is responsible"} {
		code, out, errs := call(t, nil, "show", "course-centre-5min-thirds", "--lang", lang)
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("%s: %d %q", lang, code, errs)
		}
	}
}

func TestListNamesWhatTheProductShipsWith(t *testing.T) {
	code, out, _ := call(t, nil, "list")
	for _, id := range []string{"course-centre-5min-thirds", "sms-1month-collision"} {
		if code != 0 || !strings.Contains(out, id) {
			t.Errorf("%s is missing", id)
		}
	}
}

func TestAWrongCallSaysHowToCall(t *testing.T) {
	for _, args := range [][]string{nil, {"shwo"}, {"show"}, {"check"}, {"test"}, {"judge", "x"}, {"show", "a", "--lang", "fr"}} {
		if code, _, errs := call(t, nil, args...); code != 2 || !strings.Contains(errs, "usage") {
			t.Errorf("%v: %d %q", args, code, errs)
		}
	}
}

func TestACaseOutOfTheFormatFailsAloneAndTheOthersOfItsFileAreStillPut(t *testing.T) {
	named := func(name, text string) string {
		return strings.Replace(text, "a visitor nobody knows", name, 1)
	}
	files := map[string]string{"three.yaml": named("one", aCase) +
		named("two", strings.Replace(aCase, "registrations", "registration", 1)) + named("three", aCase)}
	code, out, errs := call(t, files, "test", "three.yaml")
	if code != 1 {
		t.Errorf("exit %d, want 1", code)
	}
	for _, want := range []string{"pass  one", "FAIL  two", "three.yaml:14:12: ", "pass  three", "2 passed, 1 failed"} {
		if !strings.Contains(out, want) {
			t.Errorf("the report lacks %q:\n%s%s", want, out, errs)
		}
	}
}
