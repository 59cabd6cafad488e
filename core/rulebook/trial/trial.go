// Package trial tries a rulebook before a house trusts it: which of its rows
// the house's cases ever put to use, which small changes of the text no case
// would notice, where two rulebooks rule differently, and which days of the
// journal would have gone otherwise.
//
// What a rulebook says and how it judges is left to package rulebook; where
// files lie, to whoever hands them in.
package trial

import "shouwen/core/rulebook"

// about keeps the cases that are put to the rulebook.
func about(id string, cases []rulebook.Case) []rulebook.Case {
	var out []rulebook.Case
	for _, c := range cases {
		if c.Rulebook == id {
			out = append(out, c)
		}
	}
	return out
}

// rehearse opens a case in the book, with its switches thrown.
func rehearse(b *rulebook.Book, c rulebook.Case) (*rulebook.Rehearsal, error) {
	with, err := b.With(c.Readings, c.Parameters)
	if err != nil {
		return nil, err
	}
	return with.Rehearse(c.Ask, c.Given)
}

// only finds one book, whatever is asked for: cases were chosen by its id.
func only(b *rulebook.Book) func(string) (*rulebook.Book, error) {
	return func(string) (*rulebook.Book, error) { return b, nil }
}
