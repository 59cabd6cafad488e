package rulebook

import "slices"

// A part of a ruling is decided once for all; clauses further down decide what
// is left. Turns, notices, marks and duties are no parts: several clauses may
// say some.
type part uint8

const (
	partLabel part = iota
	partServer
	partOwner
	partScheme
	partCredit
	partPenalty
	partValid
	partProtected
	partArbiter
	partNeeds
	partSplit // as a whole
	partKinds // the first of the kinds of money, in the order of splitKinds
)

func (p part) String() string {
	if p >= partKinds {
		return "split." + splitKinds[p-partKinds]
	}
	return [...]string{"label", "server", "owner", "scheme", "referral_credit", "penalty", "valid", "protected_until", "arbiter", "needs_ruling", "split"}[p]
}

// partNames lists the names by part.
func partNames() []string {
	var out []string
	for p := range partKinds + part(len(splitKinds)) {
		out = append(out, p.String())
	}
	return out
}

// partNamed finds a part; a name that is none, which the book has been
// faulted for, is the label.
func partNamed(name string) part { return part(max(0, slices.Index(partNames(), name))) }

// A partSet is a set of parts.
type partSet uint32

// allKinds are the kinds of money.
func allKinds() partSet { return (1<<len(splitKinds) - 1) << partKinds }

// whole is the set with what goes with it: a split as a whole decides each
// kind of money, and one kind is enough for a split as a whole to come too late.
func (s partSet) whole() partSet {
	switch {
	case s&(1<<partSplit) != 0:
		return s | allKinds()
	case s&allKinds() != 0:
		return s | 1<<partSplit
	}
	return s
}

func (s partSet) has(p part) bool { return s.whole()&(1<<p) != 0 }
