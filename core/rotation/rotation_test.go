package rotation

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
)

func ids(s string) []floor.AdvisorID {
	var out []floor.AdvisorID
	for _, f := range strings.Fields(s) {
		out = append(out, floor.AdvisorID(f))
	}
	return out
}

func lineOf(s string) *Line {
	l := &Line{}
	l.Arrange(ids(s))
	for _, id := range ids(s) {
		l.Join(id)
	}
	return l
}

func wantOrder(t *testing.T, l *Line, want string) {
	t.Helper()
	if got := l.InTurn(); !slices.Equal(got, ids(want)) {
		t.Errorf("the line stands %v, want %v", got, ids(want))
	}
}

func TestTurnEffects(t *testing.T) {
	for _, c := range []struct {
		name, steps, want string
	}{
		{"a turn used goes to the end", "ana consume", "ben cho ana"},
		{"a visit that does not count leaves the line as it was", "ana keep", "ana ben cho"},
		{"a lapsed turn is lost", "ana lapse, ben consume", "cho ana ben"},
		{"an approved errand is owed a make-up turn, which comes first", "ana credit, ben consume", "ana cho ben"},
		{"a make-up turn served leaves the order as it was", "ana credit, ben consume, ana consume", "cho ana ben"},
		{"a turn put back returns to the same place", "ana consume, ana restore", "ana ben cho"},
		{"a turn put back after others had theirs is first again", "ana consume, ben consume, ana restore", "ana cho ben"},
		{"a stand-in whose turn was never taken stays where he is", "ben restore", "ana ben cho"},
		{"a suspended rota moves nobody", "cho suspended", "ana ben cho"},
		{"a make-up turn that lapses is the one that came, his own place stays", "ana credit, ben consume, ana lapse", "cho ana ben"},
		{"two skipped in a row keep their order behind", "ana lapse, ben credit, cho consume", "ben ana cho"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := lineOf("ana ben cho")
			for _, step := range strings.Split(c.steps, ", ") {
				who, effect, _ := strings.Cut(step, " ")
				l.Apply(Effect(effect), floor.AdvisorID(who), floor.VisitID("v-"+who))
			}
			wantOrder(t, l, c.want)
		})
	}
}

func TestAMakeUpTurnPutBackIsOwedAgain(t *testing.T) {
	l := lineOf("ana ben cho")
	l.Apply(Credit, "ana", "v1")
	if got := l.Apply(Consume, "ana", "v2"); got != "made_up" {
		t.Fatalf("serving an owed turn is named %q, want made_up", got)
	}
	l.Apply(Restore, "ana", "v2")
	if l.Credits["ana"] != 1 {
		t.Errorf("ana is owed %d, want 1", l.Credits["ana"])
	}
	wantOrder(t, l, "ana ben cho")
}

func TestSigningInBeforeTheFirstTurnTakesTheArrangedPlace(t *testing.T) {
	l := &Line{}
	l.Arrange(ids("ana ben cho"))
	l.Join("cho")
	l.Join("ana")
	wantOrder(t, l, "ana cho")
	l.Apply(Consume, "ana", "v1")
	l.Join("ben")
	wantOrder(t, l, "cho ana ben")
}

func TestATurnCameToThoseBeforeTheServerAndToHim(t *testing.T) {
	l := lineOf("ana ben cho")
	if got := l.Came("ben"); !slices.Equal(got, ids("ana ben")) {
		t.Errorf("served by ben, a turn came to %v", got)
	}
	if got := l.Came("dai"); len(got) != 0 {
		t.Errorf("served by somebody outside the line, a turn came to %v", got)
	}
}

func TestSomebodyOutsideTheLineIsNeverPutIntoIt(t *testing.T) {
	l := lineOf("ana ben")
	l.Drop("ana")
	for _, e := range []Effect{Consume, Lapse, Credit, Restore, Keep} {
		l.Apply(e, "ana", "v1")
		if slices.Contains(l.Order, "ana") {
			t.Errorf("after %s ana stands in the line", e)
		}
	}
}

func TestALineSurvivesBeingWrittenDown(t *testing.T) {
	l := lineOf("ana ben cho")
	l.Apply(Credit, "ana", "v1")
	l.Apply(Consume, "ben", "v1")
	text, err := json.Marshal(l)
	if err != nil {
		t.Fatal(err)
	}
	var back Line
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	again, _ := json.Marshal(&back)
	if string(again) != string(text) {
		t.Errorf("read back as %s, want %s", again, text)
	}
}
