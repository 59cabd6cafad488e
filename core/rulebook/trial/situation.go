package trial

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/rulebook"
)

// A tree is a set of facts by their names, as a case writes them.
type tree map[string]any

func treeOf(f rulebook.Facts) tree {
	text, err := json.Marshal(f)
	if err != nil {
		panic("trial: " + err.Error())
	}
	var t tree
	if err := json.Unmarshal(text, &t); err != nil {
		panic("trial: " + err.Error())
	}
	return t
}

// facts reads a tree back; false if it is none that can be.
func (t tree) facts() (f rulebook.Facts, ok bool) {
	text, err := json.Marshal(t)
	if err != nil || json.Unmarshal(text, &f) != nil {
		return f, false
	}
	return f, true
}

func (t tree) clone() tree { return clone(map[string]any(t)).(map[string]any) }

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k := range v {
			out[k] = clone(v[k])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = clone(v[i])
		}
		return out
	}
	return v
}

// set puts a value where a dotted name points; nobody's fact is made on the way.
func (t tree) set(name string, v any) {
	keys := strings.Split(name, ".")
	at := map[string]any(t)
	for i, k := range keys[:len(keys)-1] {
		next, ok := at[k].(map[string]any)
		if !ok {
			next = map[string]any{}
			if i == 1 && keys[0] == "adv" { // one of the order of whom nothing was said
				next = map[string]any{"status": "active", "on_site": true, "busy": "free"}
			}
			at[k] = next
		}
		at = next
	}
	if v == unsaid {
		delete(at, keys[len(keys)-1])
		return
	}
	at[keys[len(keys)-1]] = v
}

// get returns what stands where a dotted name points, nil if nothing does.
func (t tree) get(name string) any {
	var v any = map[string]any(t)
	for _, k := range strings.Split(name, ".") {
		m, _ := v.(map[string]any)
		v = m[k]
	}
	return v
}

type absent struct{}

// unsaid is the value of a fact that nobody knows.
var unsaid = absent{}

// A step sets one fact of a situation.
type step struct {
	fact string
	to   any
}

// A stage is whom and when the facts of one seed speak of.
type stage struct {
	advisors  []string
	customers []string
	now       time.Time
}

func stageOf(t tree) stage {
	s := stage{now: time.Date(2026, 5, 11, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
	if at, err := time.Parse(time.RFC3339, word(t.get("visit.at"))); err == nil {
		s.now = at
	}
	order, _ := t.get("rota.order").([]any)
	for _, id := range order {
		s.advisors = append(s.advisors, word(id))
	}
	adv, _ := t["adv"].(map[string]any)
	s.advisors = append(s.advisors, slices.Sorted(maps.Keys(adv))...)
	files, _ := t["files"].(map[string]any)
	s.customers = append(slices.Sorted(maps.Keys(files)), "O")
	slices.Sort(s.advisors)
	s.advisors = slices.Compact(s.advisors)
	s.advisors = s.advisors[:min(3, len(s.advisors))]
	return s
}

func word(v any) string { s, _ := v.(string); return s }

// asking is what two rulebooks read, and the limits that they draw.
type asking struct {
	facts   []rulebook.Fact
	periods []rulebook.Period
}

func askingOf(ms ...*rulebook.Manuscript) asking {
	var a asking
	for _, m := range ms {
		for _, f := range m.Facts() {
			if !slices.ContainsFunc(a.facts, func(g rulebook.Fact) bool { return g.Name == f.Name }) {
				a.facts = append(a.facts, f)
			}
		}
		for _, p := range m.Periods() {
			if !slices.Contains(a.periods, p) {
				a.periods = append(a.periods, p)
			}
		}
	}
	return a
}

// steps lists every value worth trying of every fact that is read.
func (a *asking) steps(s stage) []step {
	var out []step
	for _, f := range a.facts {
		if rest, ok := strings.CutPrefix(f.Name, "adv.*."); ok {
			for _, id := range s.advisors {
				for _, v := range a.values(f, s) {
					out = append(out, step{"adv." + id + "." + rest, v})
				}
			}
			continue
		}
		for _, v := range a.values(f, s) {
			out = append(out, step{f.Name, v})
		}
	}
	return out
}

func (a *asking) values(f rulebook.Fact, s stage) []any {
	var out []any
	switch f.Form {
	case "bool":
		out = []any{true, false}
	case "word":
		out = anys(f.Words)
	case "advisor":
		out = anys(s.advisors)
		if f.Name == "cust.owner" {
			out = append(out, "pool")
		}
	case "customer":
		out = anys(s.customers)
	case "site":
		out = []any{"east", "west"}
	case "number":
		out = a.numbers()
	case "time":
		for _, t := range a.times(s.now) {
			out = append(out, t)
		}
	case "list":
		out = a.lists(f.Name, s)
	case "group":
		out = groups(s.advisors)
	case "files":
		return a.files(s)
	default:
		return nil
	}
	if f.Null {
		out = append(out, nil)
	}
	return append(out, unsaid)
}

func anys(list []string) []any {
	var out []any
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

// numbers are the limits and what lies next to them.
func (a *asking) numbers() []any {
	set := map[int]bool{0: true, 1: true}
	for _, p := range a.periods {
		if p.Unit == "minutes" || p.Unit == "" {
			set[max(0, p.N-1)], set[p.N], set[p.N+1] = true, true, true
		}
	}
	var out []any
	for _, n := range slices.Sorted(maps.Keys(set)) {
		out = append(out, float64(n))
	}
	return out
}

// times are now, somewhat before and after, and each limit before now exactly and just past.
func (a *asking) times(now time.Time) []string {
	at := []time.Time{now, now.Add(-time.Hour), now.Add(time.Hour), now.AddDate(0, 0, -1), now.AddDate(0, -7, 0)}
	for _, p := range a.periods {
		switch p.Unit {
		case "months":
			at = append(at, now.AddDate(0, -p.N, 0), now.AddDate(0, -p.N, -1))
		case "days":
			at = append(at, now.AddDate(0, 0, -p.N), now.AddDate(0, 0, -p.N-1))
		}
	}
	var out []string
	for _, t := range at {
		out = append(out, t.Format(time.RFC3339))
	}
	return out
}

func groups(who []string) []any {
	all := anys(who)
	out := []any{all, []any{}}
	if len(all) > 1 {
		back := slices.Clone(all)
		slices.Reverse(back)
		out = append(out, back, all[:1], all[1:])
	}
	return out
}

// lists are records of none, of one line and of two.
func (a *asking) lists(name string, s stage) []any {
	out := []any{[]any{}}
	if len(s.advisors) == 0 {
		return out
	}
	if name == "ruling.decision.split" {
		return append(out, []any{map[string]any{"kind": "commission", "shares": map[string]any{s.advisors[0]: "1"}}})
	}
	var lines []any
	for i, t := range a.times(s.now) {
		lines = append(lines, line(name, t, s.advisors[i%len(s.advisors)], i))
	}
	first, last := s.advisors[0], s.advisors[len(s.advisors)-1]
	month, day := s.now.AddDate(0, -1, 5).Format(time.RFC3339), s.now.AddDate(0, 0, -2).Format(time.RFC3339)
	for _, l := range lines {
		out = append(out, []any{l})
	}
	return append(out, []any{line(name, day, first, 0)}, []any{line(name, day, last, 1)},
		[]any{line(name, month, first, 0), line(name, day, last, 1)}, []any{line(name, month, last, 1), line(name, day, first, 0)})
}

// line is one record of a list; which of its other facts hold goes by turns.
func line(name, at, who string, turn int) any {
	odd := turn%2 == 1
	relation := []any{"spouse", "household", "same_batch", "lineal", "relative", "friend"}[turn%6]
	switch name {
	case "svc.log":
		return map[string]any{"visit_no": float64(1 + turn%3), "server": who, "registered": !odd, "reported": odd, "original_informed": turn%3 == 0}
	case "visit.party":
		return map[string]any{"customer": "O", "relation": relation}
	case "cust.links":
		return map[string]any{"customer": "O", "relation": relation, "proven": !odd}
	case "cust.phone_leads":
		return map[string]any{"at": at, "advisor": who, "registered": !odd}
	case "cust.registrations":
		return map[string]any{"at": at, "advisor": who, "has_phone": !odd}
	}
	return map[string]any{"at": at, "advisor": who}
}

// files are of one other customer, who introduced the visitor or belongs with him.
func (a *asking) files(s stage) []any {
	var out []any
	for _, who := range append(anys(s.advisors), "pool", nil) {
		out = append(out, map[string]any{"O": map[string]any{"owner": who}})
	}
	for _, t := range a.times(s.now) {
		if len(s.advisors) > 0 {
			out = append(out, map[string]any{"O": map[string]any{"owner": s.advisors[0], "registrations": []any{line("cust.registrations", t, s.advisors[0], 0)}}})
		}
	}
	return out
}

// A situation is a set of facts that a rulebook can be asked about.
type situation struct {
	ask   rulebook.Moment
	tree  tree
	facts rulebook.Facts
}

// A Seed is a situation from which others are made.
type Seed struct {
	Ask   rulebook.Moment
	Given rulebook.Facts
}

// Seeds takes the situations of cases, whatever rulebook they speak of.
func Seeds(cases []rulebook.Case) []Seed {
	var out []Seed
	for _, c := range cases {
		out = append(out, Seed{c.Ask, c.Given})
	}
	return out
}

// situations are the seeds, each seed with one fact changed, and pairs of
// changes: every two values of two facts meet in some seed, as far as most allows.
func (a *asking) situations(seeds []Seed, most int) []situation {
	var out []situation
	seen := map[string]bool{}
	add := func(ask rulebook.Moment, t tree) {
		text, _ := json.Marshal(t)
		if key := string(ask) + string(text); len(out) < most && !seen[key] {
			seen[key] = true
			if f, ok := t.facts(); ok {
				out = append(out, situation{ask, t, f})
			}
		}
	}
	trees, steps := make([]tree, len(seeds)), make([][]step, len(seeds))
	for i, s := range seeds {
		trees[i] = treeOf(s.Given)
		steps[i] = a.steps(stageOf(trees[i]))
		add(s.Ask, trees[i])
	}
	r := rand.New(rand.NewPCG(1, 2)) // the same situations every time
	for n := 0; len(seeds) > 0 && len(out) < most && n < 3*most; n++ {
		i := n % len(seeds)
		if len(steps[i]) == 0 {
			continue
		}
		t := trees[i].clone()
		round := n / len(seeds)
		for k := range 1 + min(2, round/len(steps[i])) {
			s := steps[i][r.IntN(len(steps[i]))]
			if k == 0 {
				s = steps[i][round%len(steps[i])] // each value in turn, then beside others
			}
			t.set(s.fact, clone(s.to))
		}
		add(seeds[i].Ask, t)
	}
	return out
}

// size counts the facts of a tree.
func (t tree) size() int { return size(map[string]any(t)) }

func size(v any) int {
	n := 0
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			n += size(v[k])
		}
		return max(n, 1)
	case []any:
		for i := range v {
			n += size(v[i])
		}
		return max(n, 1)
	}
	return 1
}

// paths lists every place in a tree, the larger parts first.
func paths(v any, at []string) [][]string {
	var out [][]string
	switch v := v.(type) {
	case map[string]any:
		for _, k := range slices.Sorted(maps.Keys(v)) {
			out = append(out, append(slices.Clone(at), k))
			out = append(out, paths(v[k], append(slices.Clone(at), k))...)
		}
	case []any:
		for i := range v {
			out = append(out, append(slices.Clone(at), strconv.Itoa(i)))
			out = append(out, paths(v[i], append(slices.Clone(at), strconv.Itoa(i)))...)
		}
	}
	slices.SortStableFunc(out, func(a, b []string) int { return len(a) - len(b) })
	return out
}

// dropped returns the tree without what stands at a path.
func (t tree) dropped(path []string) tree {
	out, _ := drop(map[string]any(t.clone()), path).(map[string]any)
	return out
}

func drop(v any, path []string) any {
	switch v := v.(type) {
	case map[string]any:
		if len(path) == 1 {
			delete(v, path[0])
			return v
		}
		if inner, ok := v[path[0]]; ok {
			v[path[0]] = drop(inner, path[1:])
		}
		return v
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(v) {
			return v
		}
		if len(path) == 1 {
			return slices.Delete(v, i, i+1)
		}
		v[i] = drop(v[i], path[1:])
		return v
	}
	return v
}
