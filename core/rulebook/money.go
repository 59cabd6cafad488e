package rulebook

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
)

// money compiles the split: kind → person → share.
func (o *outcomes) money(v any, out *outcome) {
	switch v := v.(type) {
	case nil:
	case string:
		out.ruledSplit, out.noSplit = v == "ruling", v == "none"
		if !out.ruledSplit && !out.noSplit {
			o.bad(o.path+".split", `a split is a table of shares, "ruling" or "none"`)
		}
	case map[string]any:
		for _, kind := range sortedKeys(v) {
			at := "split." + kind
			if !isWord(kind, splitKinds) {
				o.badKey(o.path+"."+at, "%q is not a kind of money (%s)", kind, meant(kind, splitKinds))
			}
			shares, ok := v[kind].(map[string]any)
			if !ok {
				o.bad(o.path+"."+at, "shares are a table from person to fraction")
				continue
			}
			out.split = append(out.split, o.shares(at, kind, shares))
		}
	default:
		o.bad(o.path+".split", `a split is a table of shares, "ruling" or "none"`)
	}
}

func (o *outcomes) shares(at, kind string, shares map[string]any) splitOf {
	s := splitOf{kind: kind}
	for _, person := range sortedKeys(shares) {
		w := o.whomKey(at+"."+person, person, nil)
		if w == nil {
			continue
		}
		sh := shareOf{who: *w}
		text := fmt.Sprint(shares[person])
		if text == "rest" {
			s.shares = append(s.shares, shareOf{who: *w, rest: true})
			continue
		}
		path := strings.Split(text, ".")
		if p := o.out.parameters[path[0]]; p != nil && p.unit == "share" {
			o.uses = append(o.uses, path[0])
			sh.path = path
			if _, ok := p.share(path[1:]); !ok && p.value != nil {
				o.bad(o.path+"."+at+"."+person, "parameter %s has no share %q", path[0], strings.Join(path[1:], "."))
			}
		} else if share, err := parseShare(text); err != nil {
			o.bad(o.path+"."+at+"."+person, "%s, nor a share of a parameter", err)
		} else {
			sh.share = share
		}
		s.shares = append(s.shares, sh)
	}
	if sum := s.sum(o.out); sum.Cmp(big.NewRat(1, 1)) != 0 && s.unsaid(o.out) == "" {
		o.badKey(o.path+"."+at, "the shares of the %s add up to %s, not to 1", kind, sum.RatString())
	}
	return s
}

// sum adds up all shares; a share of the rest makes it whole.
func (s *splitOf) sum(b *Book) *big.Rat {
	sum := s.others(b)
	if slices.ContainsFunc(s.shares, func(sh shareOf) bool { return sh.rest }) && sum.Cmp(big.NewRat(1, 1)) < 0 {
		return big.NewRat(1, 1)
	}
	return sum
}

// unsaid names a parameter that the split rests on and that the house has not
// said yet.
func (s *splitOf) unsaid(b *Book) string {
	for _, sh := range s.shares {
		if sh.path != nil && b.parameters[sh.path[0]].value == nil {
			return sh.path[0]
		}
	}
	return ""
}

// others adds up the shares that are said.
func (s *splitOf) others(b *Book) *big.Rat {
	sum := new(big.Rat)
	for i := range s.shares {
		if sh := &s.shares[i]; !sh.rest {
			sum.Add(sum, sh.in(b).Rat())
		}
	}
	return sum
}

// of is one share of the split, the rest worked out from the others.
func (s *splitOf) of(sh *shareOf, b *Book) Share {
	if !sh.rest {
		return sh.in(b)
	}
	return Share(new(big.Rat).Sub(big.NewRat(1, 1), s.others(b)).RatString())
}

// in is the share with the book's parameters.
func (sh *shareOf) in(b *Book) Share {
	if sh.path == nil {
		return sh.share
	}
	s, _ := b.parameters[sh.path[0]].share(sh.path[1:])
	return s
}

// sharesStillSum checks the splits after a parameter was changed.
func (b *Book) sharesStillSum() error {
	for _, m := range Moments() {
		for _, c := range b.moments[m] {
			for _, s := range c.then.split {
				if sum := s.sum(b); sum.Cmp(big.NewRat(1, 1)) != 0 && s.unsaid(b) == "" {
					return fmt.Errorf("rulebook %s: clause %s at %s: the shares of the %s add up to %s, not to 1", b.id, c.row, m, s.kind, sum.RatString())
				}
			}
		}
	}
	return nil
}
