package trial

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/rulebook"
)

// values lists what a fact may be, as far as a limit of the book or another
// person makes a difference, and that nobody knows it.
func (a *asking) values(f rulebook.Fact, s *stage, t tree, name string) []any {
	var out []any
	switch f.Form {
	case "bool":
		out = []any{true, false}
	case "word":
		out = anys(f.Words)
	case "advisor":
		out = anys(s.advisors)
		if strings.HasSuffix(f.Name, "owner") {
			out = append(out, "pool")
		}
	case "customer":
		out = anys(s.customers)
	case "site":
		out = anys(s.sites)
	case "number":
		out = a.numbers(f.Name)
	case "time":
		for _, at := range a.times(s, t.lookUp(name)) {
			out = append(out, at)
		}
	case "list":
		out = a.lists(f.Name, s)
	case "group":
		out = groups(s.advisors)
	case "files":
		return a.files(s)
	case "part", "text":
	default:
		return nil
	}
	if f.Null {
		out = append(out, nil)
	}
	return append(out, unsaid)
}

// lookUp is get that also finds the lines of a list.
func (t tree) lookUp(name string) any {
	var v any = map[string]any(t)
	for _, k := range strings.Split(name, ".") {
		switch at := v.(type) {
		case map[string]any:
			v = at[k]
		case []any:
			v = nil
			for i := range at {
				if k == strconv.Itoa(i) {
					v = at[i]
				}
			}
		default:
			return nil
		}
	}
	return v
}

func anys(list []string) []any {
	var out []any
	for _, s := range list {
		out = append(out, s)
	}
	return out
}

// numbers are the limits and what lies next to them.
func (a *asking) numbers(name string) []any {
	set := map[int]bool{0: true, 1: true, 2: true}
	for _, p := range a.periods {
		if p.Unit == "minutes" || p.Unit == "" {
			set[max(0, p.N-1)], set[p.N], set[p.N+1] = true, true, true
		}
	}
	if strings.HasSuffix(name, "visit_no") || name == "visit.no" {
		set[3], set[4] = true, true
		delete(set, 0)
	}
	var out []any
	for _, n := range slices.Sorted(maps.Keys(set)) {
		out = append(out, float64(n))
	}
	return out
}

// times are now, somewhat before and after, each limit before now exactly and
// just past, and what lies next to the time as it is.
func (a *asking) times(s *stage, is any) []string {
	var at []time.Time
	for _, now := range append([]time.Time{s.now}, s.others...) {
		at = append(at, now, now.Add(-time.Minute), now.Add(time.Minute), now.Add(-time.Hour), now.Add(time.Hour), now.AddDate(0, 0, -1), now.AddDate(0, 0, 1))
		for _, p := range a.periods {
			switch p.Unit {
			case "months":
				at = append(at, now.AddDate(0, -p.N, 0), now.AddDate(0, -p.N, -1), now.AddDate(0, p.N, 0), now.AddDate(0, p.N, 1))
			case "days":
				at = append(at, now.AddDate(0, 0, -p.N), now.AddDate(0, 0, -p.N-1), now.AddDate(0, 0, p.N))
			case "minutes":
				at = append(at, now.Add(-time.Duration(p.N)*time.Minute), now.Add(-time.Duration(p.N+1)*time.Minute))
			}
		}
	}
	at = append(at, s.now.AddDate(0, -7, 0))
	if t, ok := instant(is); ok {
		at = append(at, t.Add(time.Minute), t.Add(-time.Minute), t.AddDate(0, 0, 1), t.AddDate(0, 0, -1), t.AddDate(0, 1, 0), t.AddDate(0, -1, 0))
	}
	var out []string
	for _, t := range at {
		if w := t.Format(time.RFC3339); !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}

func groups(who []string) []any {
	all := anys(who)
	out := []any{all, []any{}}
	if len(all) > 1 {
		back := slices.Clone(all)
		slices.Reverse(back)
		out = append(out, back, all[:1], all[1:], all[:2])
	}
	return out
}

// lists are records of none, of one line and of two.
func (a *asking) lists(name string, s *stage) []any {
	out := []any{[]any{}}
	if len(s.advisors) == 0 {
		return out
	}
	first, last := s.advisors[0], s.advisors[len(s.advisors)-1]
	if name == "ruling.decision.split" {
		for _, kind := range []string{"commission", "performance"} {
			out = append(out, []any{map[string]any{"kind": kind, "shares": map[string]any{first: "1"}}})
			if first != last {
				out = append(out, []any{map[string]any{"kind": kind, "shares": map[string]any{first: "2/3", last: "1/3"}}})
			}
		}
		return out
	}
	for i, t := range a.times(s, nil) {
		out = append(out, []any{line(name, t, s.advisors[i%len(s.advisors)], i)})
	}
	for i := range 6 {
		out = append(out, []any{line(name, s.now.AddDate(0, 0, -2).Format(time.RFC3339), s.advisors[i%len(s.advisors)], i)})
	}
	month, day := s.now.AddDate(0, -1, 5).Format(time.RFC3339), s.now.AddDate(0, 0, -2).Format(time.RFC3339)
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
func (a *asking) files(s *stage) []any {
	var out []any
	for _, who := range append(anys(s.advisors), "pool", nil) {
		out = append(out, map[string]any{"O": map[string]any{"owner": who}})
	}
	for _, t := range a.times(s, nil) {
		if len(s.advisors) > 0 {
			out = append(out, map[string]any{"O": map[string]any{"owner": s.advisors[0], "registrations": []any{line("cust.registrations", t, s.advisors[0], 0)}}})
		}
	}
	return out
}
