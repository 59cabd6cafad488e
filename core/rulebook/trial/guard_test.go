package trial

import (
	"bytes"
	"context"
	"testing"

	"shouwen/core/rulebook"
)

func TestCasesWrittenForWhatNoCaseNoticesNoticeIt(t *testing.T) {
	m, all := small(t), cases(t, "testdata/small.yaml")
	before := Mutate(context.Background(), m, all, Limit{})
	g := Guard(context.Background(), m, &before, all, Search{Situations: 3000, Rounds: 1, Each: 50, Workers: 2})
	var b bytes.Buffer
	g.Write(&b)
	more, err := rulebook.ParseCases("more.yaml", b.Bytes())
	if err != nil || len(more) == 0 || len(more) != len(g.Cases) {
		t.Fatalf("%d of %d cases: %v", len(more), len(g.Cases), err)
	}
	after := Mutate(context.Background(), m, append(all, more...), Limit{})
	if after.Cases != before.Cases+len(more) || after.Noticed() != before.Noticed()+g.Now {
		t.Errorf("%d more cases notice %d more, want %d", after.Cases-before.Cases, after.Noticed()-before.Noticed(), g.Now)
	}
}
