package trial

import (
	"context"
	"strings"
	"sync"

	"shouwen/core/rulebook"
)

// A Class says what a change is that no case notices.
type Class string

// The classes; a change that is noticed, or was not looked into, has none.
const (
	Same      Class = "same"      // it is proven to rule as the book does within the bounded world: four advisors, lists of two lines
	Unnoticed Class = "unnoticed" // it rules otherwise in the situation that is shown, and no case looks there
	Unclear   Class = "unclear"   // the search could not tell
)

// Prove sorts the changes that no case notices into those that change nothing
// and those for which a case is missing, and shows a situation for each of
// these. It ends early when ctx does.
func Prove(ctx context.Context, text *rulebook.Manuscript, m *Mutation, workers int) {
	var left []*Mutant
	for i := range m.Tried {
		if x := &m.Tried[i]; !x.Noticed() && x.Class == "" {
			left = append(left, x)
		}
	}
	proveAll(ctx, text, left, workers)
}

func proveAll(ctx context.Context, text *rulebook.Manuscript, left []*Mutant, workers int) {
	next := make(chan *Mutant)
	var all sync.WaitGroup
	for range max(1, workers) {
		all.Go(func() {
			for x := range next {
				x.prove(text)
			}
		})
	}
	for _, x := range left {
		if ctx.Err() != nil {
			break
		}
		next <- x
	}
	close(next)
	all.Wait()
}

// prove asks at each moment at which the change can matter.
func (x *Mutant) prove(text *rulebook.Manuscript) {
	x.Class, x.Reason = Same, "proven within four advisors and lists of two lines"
	for _, at := range text.Reaches(&x.Edit) {
		switch d := rulebook.Distinguish(text.Book(), x.edited, at, rulebook.Bound{Rows: true, Switched: true}); d.Verdict {
		case rulebook.Apart:
			if s, ok := situationOf(d.Sample); ok {
				x.Class, x.Reason, x.shows = Unnoticed, "no case looks at "+strings.Join(d.Parts, ", ")+" there", &s
				return
			}
			x.Class, x.Reason = Unclear, "the situation found cannot be written"
		case rulebook.Unclear:
			x.Class, x.Reason = Unclear, "the search does not look into "+orNothing(strings.Join(d.Vague, "; "))
			if len(d.Vague) == 0 {
				x.Reason = "judging bore out no situation that was found at " + string(at)
			}
		}
	}
}

func situationOf(s *rulebook.Sample) (situation, bool) {
	f, err := s.Facts()
	if err != nil {
		return situation{}, false
	}
	t := treeOf(f)
	f, ok := t.facts()
	return situation{s.Ask, t, f, s.Readings, s.Parameters}, ok
}

// Suggested is the situation in which an unnoticed change shows, on one line
// as a case would write it; "" if none is known.
func (m *Mutant) Suggested() string {
	if m.shows == nil {
		return ""
	}
	out := map[string]any{"ask": string(m.shows.ask), "given": map[string]any(m.shows.tree.asCase())}
	if len(m.shows.readings) > 0 {
		out["readings"] = m.shows.readings
	}
	if len(m.shows.parameters) > 0 {
		out["parameters"] = m.shows.parameters
	}
	return flow(out)
}
