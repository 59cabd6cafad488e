package rulebook

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Sample is one situation, as a case writes it, and what the rulebook rules
// in it.
type Sample struct {
	Ask   Moment
	Given map[string]any
	Book  *Book

	facts   Facts
	ruling  Ruling
	judging *judging
	err     error
}

// sample is the situation that the last question found.
func (s *study) sample() *Sample {
	given := map[string]any{}
	for _, f := range s.w.vars {
		if !s.w.holds(f.in) {
			continue
		}
		for _, o := range f.at {
			if s.w.holds(o.if_) {
				write(given, f.path, o.is)
			}
		}
	}
	adv, _ := given["adv"].(map[string]any)
	if adv == nil {
		adv = map[string]any{}
	}
	for _, id := range advisorsOf {
		if adv[id] == nil {
			adv[id] = map[string]any{}
		}
	}
	given["adv"] = adv
	ask := s.in
	if ask == passing {
		ask = Arrival
	}
	out := &Sample{Ask: ask, Given: given, Book: s.m.l.out}
	out.run()
	return out
}

// write puts a value at a path, tables and lists as needed. A list is kept as
// a table of its lines until it is read.
func write(into map[string]any, path []string, v any) {
	for _, key := range path[:len(path)-1] {
		next, ok := into[key].(map[string]any)
		if !ok {
			next = map[string]any{}
			into[key] = next
		}
		into = next
	}
	key := path[len(path)-1]
	switch v := v.(type) {
	case partThere:
		if into[key] == nil {
			into[key] = map[string]any{}
		}
	case []any:
		if len(v) == 0 && into[key] == nil {
			into[key] = map[string]any{listMark: true}
		} else if len(v) > 0 {
			into[key] = v
		} else if m, ok := into[key].(map[string]any); ok {
			m[listMark] = true
		}
	default:
		into[key] = v
	}
}

const listMark = "[]"

// asList turns marked tables into lists.
func asList(v any) any {
	m, ok := v.(map[string]any)
	if !ok {
		return v
	}
	if m[listMark] == nil {
		out := map[string]any{}
		for k, x := range m {
			out[k] = asList(x)
		}
		return out
	}
	keys := slices.DeleteFunc(slices.Collect(maps.Keys(m)), func(k string) bool { return k == listMark })
	slices.SortFunc(keys, func(a, b string) int {
		x, _ := strconv.Atoi(a)
		y, _ := strconv.Atoi(b)
		return x - y
	})
	out := []any{}
	for _, k := range keys {
		out = append(out, asList(m[k]))
	}
	return out
}

// run judges the sample as a case that is read from its text.
func (s *Sample) run() {
	text, err := json.Marshal([]any{map[string]any{"ask": s.Ask, "given": asList(s.Given)}})
	if err != nil {
		s.err = err
		return
	}
	cases, err := ParseQuestions("sample", text)
	if err != nil {
		s.err = err
		return
	}
	s.facts = cases[0].Given
	if s.judging, s.err = s.Book.judge(s.Ask, s.facts); s.err == nil {
		s.ruling = s.judging.r
	}
}

func (s *Sample) cites(c *clause) bool {
	return s.err == nil && slices.Contains(s.judging.cited, c)
}

// Text writes the facts on one line, as YAML reads them.
func (s *Sample) Text() string {
	var b strings.Builder
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(asList(s.Given)); err != nil {
		return err.Error()
	}
	return strings.TrimSpace(b.String())
}
