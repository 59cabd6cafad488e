package trial

import (
	"bytes"
	"strings"
	"testing"

	"shouwen/core/rulebook"
)

func diffOf(t testing.TB, a, b Side, most int) Comparison {
	t.Helper()
	c, err := Diff(a, b, nil, most)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestARulebookDiffersNowhereFromItself(t *testing.T) {
	c := diffOf(t, Side{Text: small(t)}, Side{Text: small(t)}, 500)
	if c.Apart != 0 || c.Asked != 500 {
		t.Errorf("%d of %d situations are ruled differently", c.Apart, c.Asked)
	}
	if len(c.Searched) != len(rulebook.Moments()) {
		t.Errorf("only %v were searched", c.Searched)
	}
	for _, s := range c.Searched {
		if s.Verdict != rulebook.Alike {
			t.Errorf("at %s a rulebook is %s with itself", s.Ask, s.Verdict)
		}
	}
}

func TestADifferenceThatTheSampleMissesIsShownAndTheOtherMomentsAreProvenAlike(t *testing.T) {
	c := diffOf(t, Side{Text: small(t)}, Side{Text: small(t), Parameters: map[string]any{"window_minutes": 6}}, 8)
	if c.Apart != 0 || len(c.Differences) != 1 {
		t.Fatalf("the sample found %d, all in all there are %d", c.Apart, len(c.Differences))
	}
	if d := &c.Differences[0]; d.Ask != rulebook.Recognition || d.given.get("svc.recognised.at_minutes") != 6.0 {
		t.Errorf("%s of %s tells the two apart", flow(d.given), d.Ask)
	}
	for _, s := range c.Searched {
		if want := map[bool]rulebook.Verdict{true: rulebook.Apart, false: rulebook.Alike}[s.Ask == rulebook.Recognition]; s.Verdict != want {
			t.Errorf("at %s the two are %s, want %s", s.Ask, s.Verdict, want)
		}
	}
	var b bytes.Buffer
	if c.Report(&b); !strings.Contains(b.String(), "which is proven, at arrival,") {
		t.Error(b.String())
	}
}

func TestOneMinuteMoreDiffersInExactlyThatMinute(t *testing.T) {
	c := diffOf(t, Side{Text: small(t)}, Side{Text: small(t), Parameters: map[string]any{"window_minutes": 6}}, 2000)
	var b bytes.Buffer
	c.Report(&b)
	golden(t, "diff.golden.yaml", b.String())
	for i := range c.Differences {
		if got := c.Differences[i].given.get("svc.recognised.at_minutes"); got != 6.0 {
			t.Errorf("at minute %v both rule alike", got)
		}
	}
	if len(c.Differences) == 0 {
		t.Error("no situation is ruled differently")
	}
}

func TestAnotherReadingDiffersInTheTurnAlone(t *testing.T) {
	c := diffOf(t, Side{Text: small(t)}, Side{Text: small(t), Readings: map[string]string{"A1": "consume"}}, 2000)
	if len(c.Differences) != 1 || len(c.Differences[0].Changes) != 1 || c.Differences[0].Changes[0].Part != "turn" {
		t.Errorf("%+v", c.Differences)
	}
}

func TestWhatIsWrittenRunsAndTellsTheTwoApart(t *testing.T) {
	centre, showroom := "../../../assets/rulebooks/course-centre-5min-thirds.toml", "../../../assets/rulebooks/sms-1month-collision.toml"
	c := diffOf(t, Side{Text: manuscript(t, centre)}, Side{Text: manuscript(t, showroom)}, 1500)
	var b bytes.Buffer
	c.Report(&b)
	cs, err := rulebook.ParseCases("diff.yaml", b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	if unsaid := strings.Count(b.String(), "cannot be written"); len(cs)+unsaid != len(c.Differences) || len(cs) < 10*unsaid {
		t.Fatalf("%d cases, %d differences", len(cs), len(c.Differences))
	}
	for _, cs := range cs {
		own, other := &c.A, &c.B
		if cs.Rulebook == c.B.book.ID() {
			own, other = other, own
		}
		if o := cs.Run(only(own.book)); !o.Passed() {
			var b strings.Builder
			o.Report(&b)
			t.Error(b.String())
		}
		if o := cs.Run(only(other.book)); o.Passed() {
			t.Errorf("%s passes by both", cs.Name)
		}
	}
}

func TestNoFactIsLeftThatDoesNotMatter(t *testing.T) {
	c := diffOf(t, Side{Text: small(t)}, Side{Text: small(t), Parameters: map[string]any{"window_minutes": 6}}, 2000)
	for _, d := range c.Differences {
		for _, p := range paths(map[string]any(d.given), nil) {
			if needed(p) {
				continue
			}
			smaller := situation{ask: d.Ask, tree: d.given.dropped(p)}
			var ok bool
			if smaller.facts, ok = smaller.tree.facts(); ok && smaller.tree.size() < d.given.size() {
				if less, apart := c.apart(&smaller); apart && less.keeps(&d) {
					t.Errorf("%v does not matter in %s", p, flow(d.given))
				}
			}
		}
	}
}
