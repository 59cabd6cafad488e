package trial

import (
	"bytes"
	"context"
	"testing"

	"shouwen/core/rulebook"
)

func TestCasesWrittenForWhatCoverageMissesPutItToUse(t *testing.T) {
	m, all := small(t), cases(t, "testdata/small.yaml")[:1]
	before := Cover(m, all)
	f := Fill(context.Background(), m, &before, all, Search{Situations: 4000, Rounds: 1, Each: 5})
	var b bytes.Buffer
	f.Write(&b)
	more, err := rulebook.ParseCases("more.yaml", b.Bytes())
	if err != nil || len(more) == 0 {
		t.Fatalf("%d cases: %v", len(more), err)
	}
	after := Cover(m, append(all, more...))
	if len(after.Failed) != 0 {
		t.Errorf("do not pass: %v", after.Failed)
	}
	if both, edges := after.Touched(); both != edges {
		t.Errorf("%d of %d boundaries are met on both sides\n%s", both, edges, b.String())
	}
	used, _ := before.Count(false)
	if now, _ := after.Count(false); now <= used {
		t.Errorf("%d rows decide, %d did before", now, used)
	}
}

func TestWhetherAListHasLinesIsNoBoundary(t *testing.T) {
	some := small(t, "svc.recognised.at_minutes <= window_minutes", "size(svc.parallel) > 0")
	several := small(t, "svc.recognised.at_minutes <= window_minutes", "size(svc.parallel) > 1")
	if _, none := some.Watch(); len(none) != 0 {
		t.Errorf("%+v", none[0])
	}
	if _, one := several.Watch(); len(one) != 1 {
		t.Errorf("%d boundaries", len(one))
	}
}

func TestABoundaryBeforeAQuestionMarkIsMet(t *testing.T) {
	m := small(t, "svc.recognised.at_minutes <= window_minutes", "(svc.recognised.at_minutes <= window_minutes ? true : false)")
	c := Cover(m, cases(t, "testdata/small.yaml")[1:3])
	if len(c.Edges) != 1 || !c.Edges[0].Exactly || !c.Edges[0].JustPast {
		t.Errorf("%+v", c.Edges)
	}
}
