package rulebook

import (
	"slices"
	"strings"

	"github.com/go-air/gini/z"
)

// runOpposed looks at each pair of clauses with different numbers.
func (s *study) runOpposed() {
	for _, b := range s.clauses {
		for _, a := range s.clauses[:b.at] {
			if a.c.when != "" && b.c.when != "" && printed(a.c.row) != printed(b.c.row) {
				s.oppose(a, b)
			}
		}
	}
}

// printed is the number as printed, without its part.
func printed(row string) string {
	n, _, _ := strings.Cut(row, ".")
	return n
}

// oppose reports the pair if the earlier one decides a part where the later
// one would give it to somebody else, and neither is a case of the other.
func (s *study) oppose(a, b *studied) {
	w := s.w
	for _, part := range []string{"owner", "server"} {
		x, y := a.c.then.named(part), b.c.then.named(part)
		if x == nil || y == nil {
			continue
		}
		goal := append(append(s.all(a.at), w.and(s.decides(a, part), b.yes, s.differ(a, x, b, y))), s.settings()...)
		if !w.can(goal...) {
			continue
		}
		got := s.sample()
		met := func(g *Sample) bool { return g.decided(a.c, part) && g.holds(b.c) && g.would(b.c, part) }
		if !s.independent(a, b) || got.err != nil || !met(got) {
			continue
		}
		got.confirmed = true
		s.shrink(got, met)
		s.found(b, Finding{Kind: Opposed, Part: part, Others: []ClauseName{nameOf(a.c)}, Sample: got})
		return
	}
}

// independent: each of the two holds somewhere where the other does not.
func (s *study) independent(a, b *studied) bool {
	usual := s.settings()
	return s.w.can(append(slices.Clone(usual), a.yes, b.yes.Not())...) && s.w.can(append(slices.Clone(usual), b.yes, a.yes.Not())...)
}

// differ states that two outcomes name two people.
func (s *study) differ(of *studied, x *whom, other *studied, y *whom) z.Lit {
	a, b := s.whoIs(of, x), s.whoIs(other, y)
	var same []z.Lit
	for _, o := range a.options {
		same = append(same, s.w.and(o.if_, s.w.is(b, o.is)))
	}
	return s.w.and(s.w.or(same...).Not(), s.w.is(a, "").Not(), s.w.is(b, "").Not())
}

// holds reports whether a clause's condition holds in the sample.
func (s *Sample) holds(c *clause) bool {
	_, v := s.judging.holds(c)
	return v == verdictYes
}

// would reports whether a clause would give the part to another than the ruling did.
func (s *Sample) would(c *clause, part string) bool {
	id := s.judging.one(c.then.named(part))
	if part == "owner" {
		return id != "" && id != s.ruling.Owner
	}
	return id != "" && id != s.ruling.Server
}
