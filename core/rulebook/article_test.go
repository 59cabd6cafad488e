package rulebook

import "testing"

// What is printed and signed would otherwise be less than what is ruled.
func TestWhateverAClauseDecidesItsArticleTells(t *testing.T) {
	for _, m := range manuscripts(t) {
		for in, clauses := range m.Book().moments {
			for _, c := range clauses {
				if !c.states() && len(c.then.told()) == 0 {
					t.Errorf("%s at %s: the article of %s tells nothing of %v", m.Book().ID(), in, c.row, c.then.spell())
				}
			}
		}
	}
}
