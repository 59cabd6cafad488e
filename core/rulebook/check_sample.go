package rulebook

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
)

// A Sample is one situation, as a case writes it, and what the rulebook rules
// in it.
type Sample struct {
	Ask        Moment
	Readings   map[string]string // switched
	Parameters map[string]any
	Given      map[string]any

	book      *Book
	confirmed bool // judging it bore out what it is a sample of
	ruling    Ruling
	judging   *judging
	err       error
}

// Ruling is what the rulebook rules in the situation.
func (s *Sample) Ruling() Ruling { return s.ruling }

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
	out := &Sample{Ask: ask, Given: asList(given).(map[string]any)}
	s.settle(out)
	out.run()
	return out
}

// settle switches the settings as the situation has them.
func (s *study) settle(out *Sample) {
	for _, u := range s.w.usual {
		if s.w.holds(u.so) {
			continue
		}
		for _, o := range u.options {
			if !s.w.holds(o.if_) {
				continue
			}
			switch v := o.is.(type) {
			case notKnown:
				out.Parameters = with(out.Parameters, u.name, any(nil))
			case partThere: // a share that the house has not said
				out.Parameters = with(out.Parameters, u.name, any("1/2"))
			case string:
				if u.reading {
					out.Readings = with(out.Readings, u.name, v)
				} else {
					out.Parameters = with(out.Parameters, u.name, any(v))
				}
			case int64:
				out.Parameters = with(out.Parameters, u.name, any(int(v)))
			}
		}
	}
	out.book, out.err = s.w.book.With(out.Readings, out.Parameters)
}

func with[V any](m map[string]V, key string, v V) map[string]V {
	if m == nil {
		m = map[string]V{}
	}
	m[key] = v
	return m
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

// run judges the sample as a case that is read from its text: whom its records
// name is introduced.
func (s *Sample) run() {
	if s.book == nil {
		return
	}
	var f Facts
	if f, s.err = s.Facts(); s.err != nil {
		return
	}
	if s.err = f.strangersOnRecord(); s.err != nil {
		return
	}
	if s.judging, s.err = s.book.judge(s.Ask, f); s.err == nil {
		s.ruling = s.judging.r
	}
}

func (s *Sample) cites(c *clause) bool {
	return s.err == nil && slices.Contains(s.judging.cited, c)
}

// decided reports whether the clause decided the part.
func (s *Sample) decided(c *clause, part string) bool {
	if s.err != nil {
		return false
	}
	i := slices.Index(s.judging.cited, c)
	return i >= 0 && slices.Contains(s.judging.gave[i], part)
}

// shrink leaves out every fact without which the sample still shows what it
// is to show.
func (s *Sample) shrink(shows func(*Sample) bool) {
	for again := true; again; {
		again = false
		for _, path := range leaves(s.Given, nil) {
			less := *s
			less.Given = lessOne(s.Given, path).(map[string]any)
			if less.run(); less.err == nil && shows(&less) {
				*s, again = less, true
			}
		}
	}
}

// leaves lists the paths of all facts, each before those below it.
func leaves(v any, path []string) [][]string {
	var out [][]string
	m, ok := v.(map[string]any)
	if !ok {
		if list, ok := v.([]any); ok {
			for i, x := range list {
				at := append(slices.Clone(path), strconv.Itoa(i))
				out = append(append(out, at), leaves(x, at)...)
			}
		}
		return out
	}
	for _, k := range sortedKeys(m) {
		at := append(slices.Clone(path), k)
		out = append(append(out, at), leaves(m[k], at)...)
	}
	return out
}

// without copies the facts but for one.
func lessOne(v any, path []string) any {
	switch v := v.(type) {
	case map[string]any:
		out := maps.Clone(v)
		x, ok := out[path[0]]
		switch {
		case len(path) == 1:
			delete(out, path[0])
		case ok:
			out[path[0]] = lessOne(x, path[1:])
		}
		return out
	case []any:
		i, err := strconv.Atoi(path[0])
		if err != nil || i >= len(v) {
			return v
		}
		out := slices.Clone(v)
		if len(path) == 1 {
			return slices.Delete(out, i, i+1)
		}
		out[i] = lessOne(out[i], path[1:])
		return out
	}
	return v
}

// Facts returns the situation as it is judged.
func (s *Sample) Facts() (Facts, error) {
	text, err := json.Marshal([]any{map[string]any{"ask": s.Ask, "given": s.Given}})
	if err != nil {
		return Facts{}, err
	}
	cases, err := ParseQuestions("sample", text)
	if err != nil {
		return Facts{}, err
	}
	return cases[0].Given, nil
}
