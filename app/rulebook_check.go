package main

import (
	"fmt"
	"strings"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// examine says what a check finds in a rulebook that has no faults: clauses
// that never decide, and on demand the situations that no clause answers by
// its condition, each as a story and as a case, and pairs that are opposed.
func (c *rulebookCLI) examine(name string, situations, opposed bool) error {
	m, err := c.manuscript(name)
	if err != nil {
		return err
	}
	got := m.Check()
	found := got.Findings
	if opposed {
		found = append(found, m.CheckOpposed().Findings...)
	}
	untold := 0
	for _, f := range found {
		gap := f.Kind == rulebook.ByDefault || f.Kind == rulebook.Unanswered
		if gap && !situations {
			untold++
			continue
		}
		fmt.Fprintln(c.out, f.Error())
		if f.Sample != nil && f.Kind != rulebook.BySwitch {
			fmt.Fprintf(c.out, "    %s\n    %s\n    %s\n", f.Sample.Story(floor.Chinese), f.Sample.Story(floor.English), f.Sample.Case(f.Error()))
		}
	}
	fmt.Fprintf(c.out, "%s: %d clauses, %d shown to decide", name, got.Clauses, got.Proven)
	if len(got.Open) > 0 {
		fmt.Fprintf(c.out, ", %d neither shown nor ruled out", len(got.Open))
	}
	if untold > 0 {
		fmt.Fprintf(c.out, ", %d situations that only a default or nobody answers (--situations)", untold)
	}
	fmt.Fprintln(c.out)
	fmt.Fprintln(c.out, "    looked at: every situation of four advisors and short lists; a finding about longer lists has to be checked by hand")
	if len(got.Vague) > 0 {
		fmt.Fprintf(c.out, "    not looked into, so that a finding which rests on them has to be checked by hand: %s\n", strings.Join(got.Vague, "; "))
	}
	return nil
}
