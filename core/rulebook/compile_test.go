package rulebook

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"testing"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// interpreted is the book with every condition and definition left to CEL's
// own interpreter.
func interpreted(t *testing.T, m *Manuscript) *Book {
	t.Helper()
	leave := func(src string) *program {
		checked, issues := m.l.env.Compile(src)
		if issues.Err() != nil {
			t.Fatal(issues.Err())
		}
		p, err := m.l.env.Program(checked, cel.EvalOptions(cel.OptOptimize), cel.CostLimit(costLimit))
		if err != nil {
			t.Fatal(err)
		}
		return &program{src: src, run: byInterpreter(p)}
	}
	out := *m.l.out
	out.names, out.moments = m.l.out.names.clone(), maps.Clone(m.l.out.moments)
	for _, p := range m.passages() {
		if p.in == "" {
			m.define(out.names, p, leave(p.src))
		}
	}
	for in, cs := range out.moments {
		cs = slices.Clone(cs)
		for i, c := range cs {
			other := *c
			other.terms = nil
			for _, term := range c.terms {
				other.terms = append(other.terms, leave(term.src))
			}
			cs[i] = &other
		}
		out.moments[in] = cs
	}
	return &out
}

// toldApart tells any two values apart.
func toldApart(s *scene, v ref.Val) string {
	if u, ok := v.(*types.Unknown); ok {
		return fmt.Sprint("unknown ", s.unknownFacts(u))
	}
	return fmt.Sprintf("%T %v", v, v)
}

func kindOf(v ref.Val) string {
	switch {
	case types.IsUnknown(v):
		return "unknown"
	case types.IsError(v):
		return "wrong"
	}
	return fmt.Sprint(v)
}

func TestConditionsGiveAndReadWhatTheInterpreterOfCELDoes(t *testing.T) {
	t.Parallel()
	cases := ownCases(t)
	kinds := map[string]int{}
	for n, m := range manuscripts(t) {
		book, other := m.Book(), interpreted(t, m)
		x := newCrossing(uint64(n), cases)
		for i := range 300 {
			f := x.situation()
			in := Moments()[i%len(Moments())]
			a, err := book.judge(in, f)
			b, again := other.judge(in, f)
			if fmt.Sprint(err) != fmt.Sprint(again) {
				t.Fatalf("%s: %v, by the interpreter %v", book.id, err, again)
			}
			if err != nil {
				continue
			}
			one, _ := json.Marshal(a.r)
			two, _ := json.Marshal(b.r)
			if string(one) != string(two) {
				t.Fatalf("%s at %s\n%s\nby the interpreter\n%s", book.id, in, one, two)
			}
			for k, c := range book.moments[in] {
				for l, term := range c.terms {
					x, y := toldApart(a.scene, term.eval(a.scene)), toldApart(b.scene, other.moments[in][k].terms[l].eval(b.scene))
					if x != y {
						t.Fatalf("%s at %s: %s is %s, by the interpreter %s", book.id, in, term.src, x, y)
					}
					kinds[kindOf(term.eval(a.scene))]++
				}
			}
		}
	}
	for _, kind := range []string{"true", "false", "unknown", "wrong"} {
		if kinds[kind] < 50 {
			t.Errorf("too few conditions came out %s: %v", kind, kinds)
		}
	}
	t.Log(kinds)
}
