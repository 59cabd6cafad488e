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
	slots  int      // how many variables speak of he
	people []string // names of persons
	every  []string // every name that it might mention

	ofAdvisor []factField // the facts of an advisor

	mentioned map[string]bool
}

var dottedName = regexp.MustCompile(`[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*`)

// newNames prepares for a book's text. There are more than a thousand names,
// a book mentions some hundred, and only those need be declared and kept.
func newNames(text string) *names {
	n := &names{index: map[string]int{}, mentioned: map[string]bool{}, ofAdvisor: factFields(advisorType, "", nil)}
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
		i := len(n.vars)
		n.index[v.name] = i
		v.unsaid = types.NewUnknown(int64(i), nil)
		v.circular = types.NewErrWithNodeID(1, "%s rests on itself", v.name)
		if v.name == "he" || v.whose == "he" {
			n.slots++
			v.slot = n.slots
		}
		v.whoAt = -1
		if at, ok := n.index[v.whose]; ok && v.whose != "he" {
			v.whoAt = at
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
	return variable{name: name, typ: typ, is: p, value: func(s *scene, _ *variable) ref.Val { return p.eval(s) }}
}

// whoVariables gives each person the book's predicate about persons. It is
// worked out of him as he, and of nobody it does not hold.
func whoVariables(people []string, name string, p *program) []variable {
	var out []variable
	for _, who := range people {
		v := variable{name: who + "." + name, typ: cel.BoolType, is: p, whose: who}
		v.about = func(s *scene, _ *variable, him *someone) ref.Val {
			if him.id == "" {
				return types.False
			}
			return s.as(him.id, func() ref.Val { return s.value("he." + name) })
		}
		if who == "he" {
			v.about = func(s *scene, _ *variable, _ *someone) ref.Val { return p.eval(s) }
		}
		out = append(out, v)
	}
	return out
}
