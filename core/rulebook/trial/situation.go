package trial

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strings"

	"shouwen/core/rulebook"
)

// A Seed is a situation from which others are made.
type Seed struct {
	Ask        rulebook.Moment
	Given      rulebook.Facts
	Readings   map[string]string // switched away from the book's
	Parameters map[string]any
}

// Seeds takes the situations of cases, whatever rulebook they speak of.
func Seeds(cases []rulebook.Case) []Seed {
	var out []Seed
	for _, c := range cases {
		out = append(out, Seed{c.Ask, c.Given, c.Readings, c.Parameters})
	}
	return out
}

// A situation is a set of facts that a rulebook can be asked about, and the
// switches that are thrown in the book.
type situation struct {
	ask        rulebook.Moment
	tree       tree
	facts      rulebook.Facts
	readings   map[string]string
	parameters map[string]any
}

func (s Seed) situation() situation {
	return situation{s.Ask, treeOf(s.Given), s.Given, s.Readings, s.Parameters}
}

// asked is the situation as a case that expects nothing.
func (s *situation) asked() rulebook.Case {
	return rulebook.Case{Ask: s.ask, Given: s.facts, Readings: s.readings, Parameters: s.parameters}
}

// key is the same for two situations that are.
func (s *situation) key() string {
	text, _ := json.Marshal(s.tree)
	return string(s.ask) + switchesOf(s.readings, s.parameters) + string(text)
}

func switchesOf(readings map[string]string, parameters map[string]any) string {
	if len(readings)+len(parameters) == 0 {
		return ""
	}
	return spell(readings) + spell(parameters)
}

// after returns the situation with some steps taken, false if it is none that can be.
func (s *situation) after(steps ...step) (situation, bool) {
	out := *s
	out.tree = s.tree.clone()
	for _, st := range steps {
		switch {
		case st.reading != "":
			out.readings = maps.Clone(out.readings)
			if out.readings == nil {
				out.readings = map[string]string{}
			}
			out.readings[st.reading] = word(st.to)
		case st.line:
			out.tree = out.tree.dropped(strings.Split(st.fact, "."))
		default:
			out.tree.set(st.fact, clone(st.to))
		}
	}
	var ok bool
	out.facts, ok = out.tree.facts()
	return out, ok
}

// without returns the situation without what stands at a path of its facts,
// false if it is then none that can be, or no smaller.
func (s *situation) without(path []string) (situation, bool) {
	if needed(path) {
		return situation{}, false
	}
	less := *s
	less.tree = s.tree.dropped(path)
	var ok bool
	less.facts, ok = less.tree.facts()
	return less, ok && less.tree.size() <= s.tree.size() && less.key() != s.key()
}

// situations are the seeds, each seed with one fact changed, and some of two
// and three changes, as far as most allows.
func (a *asking) situations(seeds []Seed, most int) []situation {
	var out []situation
	seen := map[string]bool{}
	add := func(s situation) {
		if key := s.key(); len(out) < most && !seen[key] {
			seen[key] = true
			out = append(out, s)
		}
	}
	from, steps := make([]situation, len(seeds)), make([][]step, len(seeds))
	for i, s := range seeds {
		from[i] = s.situation()
		steps[i] = a.steps(&from[i])
		add(from[i])
	}
	r := rand.New(rand.NewPCG(1, 2)) // the same situations every time
	for n := 0; len(seeds) > 0 && len(out) < most && n < 3*most; n++ {
		i := n % len(seeds)
		if len(steps[i]) == 0 {
			continue
		}
		round := n / len(seeds)
		taken := []step{steps[i][round%len(steps[i])]} // each value in turn, then beside others
		for range min(2, round/len(steps[i])) {
			taken = append(taken, steps[i][r.IntN(len(steps[i]))])
		}
		if s, ok := from[i].after(taken...); ok {
			add(s)
		}
	}
	return out
}
