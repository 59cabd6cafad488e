package rulebook

import (
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// names are all that conditions of one book may say.
type names struct {
	vars   []variable
	index  map[string]int
	ofHe   []int    // variables that speak of he
	people []string // variables that name a person
}

func (n *names) add(vs ...variable) {
	for _, v := range vs {
		n.index[v.name] = len(n.vars)
		if v.name == "he" || strings.HasPrefix(v.name, "he.") {
			n.ofHe = append(n.ofHe, len(n.vars))
		}
		n.vars = append(n.vars, v)
	}
}

func (n *names) has(name string) bool { _, ok := n.index[name]; return ok }

// words lists what a named variable may be, nil if it is not one of a list.
func (n *names) words(name string) []string {
	if i, ok := n.index[name]; ok {
		return n.vars[i].words
	}
	return nil
}

// all lists every name, without those that only macros use.
func (n *names) all() []string {
	var out []string
	for _, v := range n.vars {
		if !strings.HasSuffix(v.name, ".known") && !strings.HasSuffix(v.name, ".given") {
			out = append(out, v.name)
		}
	}
	slices.Sort(out)
	return out
}

// declare gives CEL the names as variables.
func declare(vs []variable) []cel.EnvOption {
	out := make([]cel.EnvOption, len(vs))
	for i, v := range vs {
		out[i] = cel.Variable(v.name, v.typ)
	}
	return out
}

// definition makes a book's own name out of its compiled expression. One that
// speaks of he is not a definition but a "who", see whoVariables.
func definition(name string, typ *cel.Type, p *program) variable {
	return variable{name: name, typ: typ, value: func(s *scene) ref.Val { return p.eval(s) }}
}

// whoVariables gives each person the book's predicate about persons.
func whoVariables(people []string, name string, p *program) []variable {
	var out []variable
	for _, who := range people {
		out = append(out, variable{name: who + "." + name, typ: cel.BoolType, value: func(s *scene) ref.Val {
			if who == "he" {
				return p.eval(s)
			}
			id := s.person(who)
			if id == "" {
				return types.False
			}
			return p.eval(s.as(id))
		}})
	}
	return out
}
