package rulebook

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"

	"go.yaml.in/yaml/v4"
)

// A Case is one situation put to one rulebook, with what must follow.
type Case struct {
	Name       string
	Rulebook   string
	Readings   map[string]string
	Parameters map[string]any
	Ask        Moment
	Given      Facts
	Expect     Expectation

	File         string
	Line, Column int
	Faults       Faults // what of it is not in the case format; such a case is never judged
}

// ParseCases reads a file of one case or a list of them. An error is Faults,
// which lists everything in it that is not in the case format: a case with a
// misspelt fact would pass or fail for the wrong reason. The cases are
// returned beside it, each with its own faults.
func ParseCases(name string, text []byte) ([]Case, error) { return parseCases(name, text, true) }

// ParseQuestions is ParseCases for cases that need not name a rulebook nor
// expect anything: they are to be judged, not tested.
func ParseQuestions(name string, text []byte) ([]Case, error) { return parseCases(name, text, false) }

func parseCases(name string, text []byte, whole bool) (cases []Case, err error) {
	defer func() {
		if r := recover(); r != nil { // the YAML parser's own bugs are the file's fault here
			cases, err = nil, Faults{{name, 1, 1, "this is not a YAML text"}}
		}
	}()
	if len(text) > mostBytes {
		return nil, Faults{{name, 1, 1, fmt.Sprintf("the file is too large: %d bytes, at most %d are read", len(text), mostBytes)}}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, Faults{yamlFault(name, err)}
	}
	r := &reader{file: name, whole: whole}
	if doc.Kind != yaml.DocumentNode || len(doc.Content) != 1 {
		return nil, Faults{{name, 1, 1, "the file holds no case"}}
	}
	root := doc.Content[0]
	list := []*yaml.Node{root}
	if root.Kind == yaml.SequenceNode {
		list = root.Content
	}
	names := map[string]int{}
	for _, n := range list {
		before := len(r.faults)
		c := r.oneCase(n)
		if first, ok := names[c.Name]; ok && c.Name != "" {
			r.bad(n, "the case %q stands here twice (first at line %d)", c.Name, first)
		} else {
			names[c.Name] = n.Line
		}
		c.Faults = slices.Clone(r.faults[before:])
		if len(c.Faults) == 0 && len(r.faults) > mostFaults {
			c.Faults = slices.Clone(r.faults[mostFaults:]) // nobody reads on after so many
		}
		cases = append(cases, c)
	}
	if len(list) == 0 {
		r.bad(root, "the file holds no case")
	}
	return cases, r.faults.err()
}

var yamlPosition = regexp.MustCompile(`line (\d+)(?:, column (\d+))?:? ?`)

func yamlFault(name string, err error) Fault {
	f := Fault{File: name, Line: 1, Column: 1, Says: err.Error()}
	if m := yamlPosition.FindStringSubmatchIndex(f.Says); m != nil {
		f.Line, _ = strconv.Atoi(f.Says[m[2]:m[3]])
		if m[4] >= 0 {
			f.Column, _ = strconv.Atoi(f.Says[m[4]:m[5]])
		}
		f.Says = f.Says[m[1]:]
	}
	f.Line, f.Column = max(f.Line, 1), max(f.Column, 1)
	return f
}

// reader reads one file of cases.
type reader struct {
	file   string
	whole  bool // a case must name its rulebook and expect something
	faults Faults
}

func (r *reader) bad(n *yaml.Node, says string, args ...any) {
	if len(r.faults) > mostFaults {
		return
	}
	r.faults = append(r.faults, Fault{r.file, max(n.Line, 1), max(n.Column, 1), fmt.Sprintf(says, args...)})
}

// pairs calls see for each key of a mapping; see returns false for a key that
// the mapping may not have.
func (r *reader) pairs(n *yaml.Node, what string, keys []string, see func(key string, k, v *yaml.Node) bool) {
	if n.Kind != yaml.MappingNode {
		r.bad(n, "%s is written as names and values", what)
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		k, v := n.Content[i], n.Content[i+1]
		if k.Kind != yaml.ScalarNode {
			r.bad(k, "a name is wanted here")
			continue
		}
		if seen[k.Value] {
			r.bad(k, "%s stands here twice", k.Value)
		}
		seen[k.Value] = true
		if !r.plain(v) {
			continue
		}
		if !see(k.Value, k, v) && len(r.faults) <= mostFaults {
			r.bad(k, "unknown name %q in %s (%s)", k.Value, what, meant(k.Value, keys))
		}
	}
}

// plain refuses what hides a value: aliases, anchors and tags.
func (r *reader) plain(n *yaml.Node) bool {
	if n.Kind == yaml.AliasNode || n.Anchor != "" || n.Style&yaml.TaggedStyle != 0 {
		r.bad(n, "a case spells things out: no anchors, aliases or tags")
		return false
	}
	return true
}

func (r *reader) oneCase(n *yaml.Node) Case {
	c := Case{File: r.file, Line: n.Line, Column: n.Column}
	keys := []string{"case", "rulebook", "readings", "parameters", "ask", "given", "expect"}
	seen := map[string]bool{}
	r.pairs(n, "a case", keys, func(key string, _, v *yaml.Node) bool {
		seen[key] = true
		switch key {
		case "case":
			c.Name = r.text(v)
		case "rulebook":
			c.Rulebook = r.text(v)
		case "readings":
			c.Readings = map[string]string{}
			r.pairs(v, key, nil, func(id string, _, v *yaml.Node) bool { c.Readings[id] = r.text(v); return true })
		case "parameters":
			c.Parameters = map[string]any{}
			r.pairs(v, key, nil, func(name string, _, v *yaml.Node) bool { c.Parameters[name] = r.nest(v); return true })
		case "ask":
			c.Ask = Moment(r.text(v))
			if !slices.Contains(Moments(), c.Ask) {
				r.bad(v, "%q is no moment (%s)", c.Ask, meant(string(c.Ask), each(Moments(), func(m Moment) string { return string(m) })))
			}
		case "given":
			c.Given = r.given(v)
		case "expect":
			c.Expect = r.expectation(v)
		default:
			return false
		}
		return true
	})
	for _, key := range []string{"ask", "case", "rulebook", "expect"} {
		if n.Kind == yaml.MappingNode && !seen[key] && (r.whole || key == "ask") {
			r.bad(n, "the case does not say %s", key)
		}
	}
	return c
}

// text reads a word or a sentence.
func (r *reader) text(n *yaml.Node) string {
	if n.Kind != yaml.ScalarNode || isNull(n) || n.Value == "" {
		r.bad(n, "a word is wanted here")
		return ""
	}
	return n.Value
}

// isNull follows YAML 1.2: null, ~ or nothing at all, unquoted.
func isNull(n *yaml.Node) bool {
	if n.Kind != yaml.ScalarNode || quoted(n) {
		return false
	}
	return n.Value == "" || n.Value == "~" || n.Value == "null" || n.Value == "Null" || n.Value == "NULL"
}

func quoted(n *yaml.Node) bool {
	return n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// nest reads a parameter: a number or word as it is spelled, or a nesting.
func (r *reader) nest(n *yaml.Node) any {
	switch n.Kind {
	case yaml.MappingNode:
		out := map[string]any{}
		r.pairs(n, "a parameter", nil, func(key string, _, v *yaml.Node) bool { out[key] = r.nest(v); return true })
		return out
	case yaml.SequenceNode:
		out := []any{}
		for _, v := range n.Content {
			if r.plain(v) {
				out = append(out, r.nest(v))
			}
		}
		return out
	}
	if isNull(n) {
		return nil
	}
	return n.Value
}
