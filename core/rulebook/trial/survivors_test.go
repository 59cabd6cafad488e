package trial

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// survivors is the list of a rulebook's changes that no case notices, as it is
// kept beside the cases: each with its class and why it is left.
type survivors struct {
	Digest string            // of the text that was changed
	Class  map[string]Class  // by key
	Why    map[string]string // by key
}

// writeSurvivors writes the list. A reason that somebody wrote for a change
// that is still of the same class is kept.
func (m *Mutation) writeSurvivors(w io.Writer, old survivors) {
	fmt.Fprintf(w, "# %s %s %s\n", m.Book.ID, m.Book.Version, m.Book.Digest)
	fmt.Fprintf(w, "# %d small changes, %d noticed, %d proven the same within four advisors and lists of two lines, %d more listed with their reason: %.1f %%\n",
		len(m.Tried), m.Noticed(), m.Same(), len(m.Tried)-m.Noticed()-m.Same(), m.Percent())
	for i := range m.Tried {
		t := &m.Tried[i]
		if t.Noticed() {
			continue
		}
		why := t.Reason
		if old.Class[t.Key] == t.Class && old.Why[t.Key] != "" {
			why = old.Why[t.Key]
		}
		fmt.Fprintf(w, "%s\t%s\t%s\n", t.Class, t.Key, why)
	}
}

// readSurvivors reads such a list.
func readSurvivors(r io.Reader) (survivors, error) {
	s := survivors{Class: map[string]Class{}, Why: map[string]string{}}
	lines := bufio.NewScanner(r)
	for n := 1; lines.Scan(); n++ {
		line := lines.Text()
		if f := strings.Fields(line); strings.HasPrefix(line, "# ") {
			if n == 1 && len(f) == 4 {
				s.Digest = f[3]
			}
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 3 || f[2] == "" {
			return s, fmt.Errorf("trial: line %d: %q is not a class, a change and a reason", n, line)
		}
		s.Class[f[1]], s.Why[f[1]] = Class(f[0]), f[2]
	}
	return s, lines.Err()
}
