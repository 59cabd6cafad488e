package rulebook

import "testing"

func TestNoClauseOfAShippedRulebookIsOutOfReachAndWhatIsShownIsACaseThatPasses(t *testing.T) {
	for _, m := range manuscripts(t) {
		t.Run(m.Book().ID(), func(t *testing.T) {
			t.Parallel()
			got := m.Check()
			passAsCases(t, m.Book(), got.Findings)
			golden(t, "testdata/shipped/"+m.Book().ID()+".golden", told(t, got.Findings))
			for _, f := range got.Findings {
				if f.Defect() {
					t.Error(sentence(t, f))
				}
			}
			if got.Proven*10 < got.Clauses*9 {
				t.Errorf("only %d of %d clauses are shown to decide", got.Proven, got.Clauses)
			}
		})
	}
}
