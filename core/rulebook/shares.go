package rulebook

import (
	"math/big"

	"shouwen/core/floor"
)

// money divides each kind that the clause speaks of. Shares of one person in
// two parts are added; a share of nothing is left out. The share of a list of
// persons is divided equally among them.
func (a *applying) money() {
	o := &a.c.then
	if o.noSplit {
		a.take(partSplit)
	}
	if o.ruledSplit && a.take(partSplit) {
		a.r.Split = append(a.r.Split, a.scene.facts.Ruling.Or(Decided{}).Decision.Split...)
	}
	for i := range o.split {
		s := &o.split[i]
		if !a.take(partNamed("split." + s.kind)) {
			continue
		}
		sums := map[floor.AdvisorID]*big.Rat{}
		missing := s.unsaid(a.book)
		for _, sh := range s.shares {
			r := s.of(&sh, a.book).Rat()
			if r.Sign() == 0 || missing != "" {
				continue
			}
			who := a.several(sh.who)
			if len(who) == 0 {
				missing = sh.who.name()
				break
			}
			each := new(big.Rat).Quo(r, big.NewRat(int64(len(who)), 1))
			for _, id := range who {
				if sums[id] == nil {
					sums[id] = new(big.Rat)
				}
				sums[id].Add(sums[id], each)
			}
		}
		if missing != "" {
			a.nobody(&whom{person: missing})
			continue
		}
		split := Split{Kind: s.kind, Shares: map[floor.AdvisorID]Share{}}
		for id, r := range sums {
			split.Shares[id] = Share(r.RatString())
		}
		a.r.Split = append(a.r.Split, split)
	}
}

func (a *applying) turns() {
	for _, t := range a.c.then.turn {
		for _, id := range a.several(t.who) {
			if a.r.Turn[id] != "" {
				continue
			}
			if a.r.Turn == nil {
				a.r.Turn = map[floor.AdvisorID]Turn{}
			}
			a.r.Turn[id] = Turn(t.what.in(a.book))
			a.parts = append(a.parts, "turn."+string(id))
		}
	}
}

func (a *applying) notices() {
	for _, n := range a.c.then.notify {
		for _, to := range a.several(n.to) {
			from := a.one(&n.from)
			if from == "" || from == to {
				continue
			}
			a.r.Notify = append(a.r.Notify, Notify{string(from), string(to), n.when, n.what})
			a.parts = append(a.parts, "notify."+string(to))
		}
	}
}

func (a *applying) records() {
	for _, m := range a.c.then.mark {
		for _, who := range a.several(m.who) {
			a.r.Mark = append(a.r.Mark, Mark{string(who), m.kind})
			a.parts = append(a.parts, "mark."+m.kind)
		}
	}
	for _, r := range a.c.then.require {
		for _, who := range a.several(r.who) {
			a.r.Require = append(a.r.Require, Require{string(who), r.what, r.form, r.deadline})
			a.parts = append(a.parts, "require."+r.what)
		}
	}
}
