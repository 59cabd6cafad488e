package rulebook

import (
	"fmt"
	"io"
)

// An Outcome is how one case went.
type Outcome struct {
	Case   Case
	Ruling Ruling
	Err    error // the case could not be put
	Differ []Difference
}

// Passed reports whether the ruling was as the case wants it.
func (o *Outcome) Passed() bool { return o.Err == nil && len(o.Differ) == 0 }

// Run puts a case to its rulebook, which find returns by id.
func (c Case) Run(find func(id string) (*Book, error)) Outcome {
	o := Outcome{Case: c}
	if len(c.Faults) > 0 {
		o.Err = c.Faults
		return o
	}
	book, err := find(c.Rulebook)
	if err == nil {
		book, err = book.With(c.Readings, c.Parameters)
	}
	if err == nil {
		err = c.Given.strangersOnRecord()
	}
	if err == nil {
		o.Ruling, err = book.Judge(c.Ask, c.Given)
	}
	if err != nil {
		o.Err = fmt.Errorf("%s:%d:%d: %w", c.File, c.Line, c.Column, err)
		return o
	}
	o.Differ = c.Expect.Differences(&o.Ruling)
	return o
}

// Report writes one line for a case that passed, and for one that failed what
// was ruled, what was wanted and why each other clause was passed over.
func (o *Outcome) Report(w io.Writer) {
	switch {
	case o.Err != nil:
		fmt.Fprintf(w, "FAIL  %s\n      %s\n", o.Case.Name, o.Err)
	case o.Passed():
		fmt.Fprintf(w, "pass  %s\n", o.Case.Name)
	default:
		fmt.Fprintf(w, "FAIL  %s (%s:%d)\n", o.Case.Name, o.Case.File, o.Case.Line)
		for _, d := range o.Differ {
			fmt.Fprintf(w, "      %s: wanted %s, ruled %s\n", d.Outcome, orNothing(d.Want), orNothing(d.Got))
		}
		o.Ruling.explain(w)
	}
}

// explain writes what was ruled and why.
func (r *Ruling) explain(w io.Writer) {
	for _, c := range r.Clauses {
		fmt.Fprintf(w, "      decided by %s: %v\n", named(c.Row, c.Case), c.Parts)
	}
	if n := r.NeedsRuling; n != nil {
		fmt.Fprintf(w, "      left to %s by %s: %s\n", n.Role, n.Clause, n.On)
	}
	for _, p := range r.Passed {
		fmt.Fprintf(w, "      passed over %s: %s %s\n", named(p.Row, p.Case), passedPlainly(p.Why), p.On)
	}
}

// passedPlainly words a reason for the command line, which speaks English.
func passedPlainly(why string) string {
	switch why {
	case passedNotSo:
		return "it is not so that"
	case passedUnknown:
		return "unknown:"
	}
	return "already decided"
}

func named(row, variant string) string {
	if variant == "" {
		return row
	}
	return row + " [" + variant + "]"
}

func orNothing(s string) string {
	if s == "" {
		return "nothing"
	}
	return s
}
