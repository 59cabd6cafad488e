package rulebook

import (
	"regexp"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
)

// names are all that conditions of one book may say.
type names struct {
	vars   []variable // those that the book mentions
	index  map[string]int
	ofHe   []int    // variables that speak of he
	people []string // names of persons
	every  []string // every name that it might mention

	mentioned map[string]bool
}

var dottedName = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*`)

// newNames prepares for a book's text. There are more than a thousand names,
// a book mentions some hundred, and only those need be declared and kept.
func newNames(text string) *names {
	n := &names{index: map[string]int{}, mentioned: map[string]bool{}}
	for _, name := range dottedName.FindAllString(text, -1) {
		for {
			n.mentioned[name] = true
			i := strings.LastIndexByte(name, '.')
			if i < 0 {
				break
			}
			name = name[:i]
		}
	}
	return n
}

// mentions reports whether the text speaks of a name, or of a part of it that
// only macros spell.
func (n *names) mentions(name string) bool {
	return n.mentioned[strings.TrimSuffix(strings.TrimSuffix(name, ".known"), ".given")] ||
		name == "he.available" || name == "he.present"
}

func (n *names) add(vs ...variable) {
	for _, v := range vs {
		if !strings.HasSuffix(v.name, ".known") && !strings.HasSuffix(v.name, ".given") {
			n.every = append(n.every, v.name)
		}
		if !n.mentions(v.name) {
			continue
		}
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

// declare gives CEL the names that are mentioned as variables.
func (n *names) declare(vs []variable) []cel.EnvOption {
	var out []cel.EnvOption
	for _, v := range vs {
		if n.mentions(v.name) {
			out = append(out, cel.Variable(v.name, v.typ))
		}
	}
	return out
}

// definition makes a book's own name out of its compiled expression. One that
// speaks of he is not a definition but a "who", see whoVariables.
func definition(name string, typ *cel.Type, p *program) variable {
	return variable{name: name, typ: typ, is: p, value: func(s *scene) ref.Val { return p.eval(s) }}
}

// whoVariables gives each person the book's predicate about persons.
func whoVariables(people []string, name string, p *program) []variable {
	var out []variable
	for _, who := range people {
		out = append(out, variable{name: who + "." + name, typ: cel.BoolType, is: p, value: func(s *scene) ref.Val {
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
