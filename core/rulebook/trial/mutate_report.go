package trial

import (
	"encoding/json"
	"fmt"
	"io"

	"shouwen/core/rulebook"
)

// Report lists the mutants that no case notices, with a situation in which
// each shows, and closes with the figures.
func (m *Mutation) Report(w io.Writer) {
	for _, name := range m.Failed {
		fmt.Fprintf(w, "does not pass, and guards nothing: %s\n", name)
	}
	for i := range m.Tried {
		if t := &m.Tried[i]; !t.Noticed() && t.Class != Same {
			t.report(w)
		}
	}
	for _, k := range rulebook.Kinds() {
		noticed, same, all := m.ofKind(k)
		if all > 0 {
			fmt.Fprintf(w, "  %-10s %4d of %4d, %3d proven the same\n", k, noticed, all, same)
		}
	}
	fmt.Fprintf(w, "%s %s: %d cases notice %d of %d small changes, %d more are proven to change nothing within four advisors and lists of two lines: %d of %d, %.1f %%",
		m.Book.ID, m.Book.Version, m.Cases, m.Noticed(), len(m.Tried), m.Same(), m.Noticed(), len(m.Tried)-m.Same(), m.Percent())
	if m.Left > 0 {
		fmt.Fprintf(w, "; %d were not tried", m.Left)
	}
	fmt.Fprintln(w)
}

func (m *Mutant) report(w io.Writer) {
	fmt.Fprintln(w, m.Edit)
	if m.SeenBy != "" {
		c := m.Ruled[0]
		fmt.Fprintf(w, "    %q would be ruled otherwise (%s: %s, not %s), but does not look at it\n", m.SeenBy, c.Part, orNothing(c.Is), orNothing(c.Was))
	}
	if m.Class != "" {
		fmt.Fprintf(w, "    %s: %s\n", m.Class, m.Reason)
	}
	if s := m.Suggested(); s != "" {
		fmt.Fprintf(w, "    shows in %s\n", s)
	}
}

// JSON writes every mutant for a machine, one object a line.
func (m *Mutation) JSON(w io.Writer) error {
	out := json.NewEncoder(w)
	out.SetEscapeHTML(false)
	for i := range m.Tried {
		t := &m.Tried[i]
		err := out.Encode(struct {
			Key       string `json:"key"`
			Kind      string `json:"kind"`
			File      string `json:"file"`
			Line      int    `json:"line"`
			Column    int    `json:"column"`
			In        string `json:"in"`
			Says      string `json:"says"`
			NoticedBy string `json:"noticed_by,omitempty"`
			SeenBy    string `json:"seen_by,omitempty"`
			Class     Class  `json:"class,omitempty"`
			Reason    string `json:"reason,omitempty"`
			Shows     string `json:"shows,omitempty"`
		}{t.Key, string(t.Kind), t.File, t.Line, t.Column, t.In, t.Says, t.NoticedBy, t.SeenBy, t.Class, t.Reason, t.Suggested()})
		if err != nil {
			return err
		}
	}
	return nil
}

func (m *Mutation) ofKind(k rulebook.Kind) (noticed, same, all int) {
	for i := range m.Tried {
		if m.Tried[i].Kind == k {
			all++
			if m.Tried[i].Class == Same {
				same++
			}
			if m.Tried[i].Noticed() {
				noticed++
			}
		}
	}
	return noticed, same, all
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
