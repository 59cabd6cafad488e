package rulebook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"cel.dev/cel-go/cel"
)

// A Manuscript is a rulebook with its text at hand. It tells what stands
// where, what changes if the text is edited by one small step, and how near to
// its limits the facts come. It does not change and may be asked from any goroutine.
type Manuscript struct{ l *loading }

// Book returns the rulebook as it is written.
func (m *Manuscript) Book() *Book { return m.l.out }

// A passage is one condition or definition of the text.
type passage struct {
	path string // of the text in the file, such as "arrival.3.when"
	src  string
	in   Moment // of a clause's condition
	at   int    // index among the clauses, definitions or whos
	name string // of a definition
	who  bool   // a predicate about a person
}

// where names the passage for people.
func (m *Manuscript) where(p passage) string {
	if p.in == "" {
		return p.name
	}
	return m.clauseName(p.in, p.at)
}

func (m *Manuscript) clauseName(in Moment, at int) string {
	cf := m.l.file.moment(in)[at]
	return named(cf.Clause, cf.Variant) + " at " + string(in)
}

// passages lists what the book writes as expressions, in the order in which
// it is asked.
func (m *Manuscript) passages() []passage {
	var out []passage
	for i, d := range m.l.file.Who {
		out = append(out, passage{path: "who." + strconv.Itoa(i) + ".is", src: d.Is, at: i, name: d.Name, who: true})
	}
	for i, d := range m.l.file.Define {
		out = append(out, passage{path: "define." + strconv.Itoa(i) + ".is", src: d.Is, at: i, name: d.Name})
	}
	for _, in := range append(Moments(), passing) {
		for i, cf := range m.l.file.moment(in) {
			if strings.TrimSpace(cf.When) != "" {
				out = append(out, passage{path: clausePath(in, i) + ".when", src: cf.When, in: in, at: i})
			}
		}
	}
	return out
}

func clausePath(in Moment, at int) string { return string(in) + "." + strconv.Itoa(at) }

// rewritten returns the book with one passage in other words.
func (m *Manuscript) rewritten(p passage, src string) (*Book, error) {
	if p.in != "" {
		cf := m.l.file.moment(p.in)[p.at]
		cf.When = src
		return m.withClause(p.in, p.at, cf)
	}
	e := m.l.expression(p.path, src)
	checked, faults := e.compile(m.typeOf(p))
	if len(faults) > 0 {
		return nil, faults
	}
	prog, faults := e.program(checked)
	if len(faults) > 0 {
		return nil, faults
	}
	out := *m.l.out
	out.names = m.l.out.names.clone()
	m.define(out.names, p, prog)
	return &out, nil
}

// typeOf is what kind of value a definition must keep.
func (m *Manuscript) typeOf(p passage) *cel.Type {
	if p.who {
		return cel.BoolType
	}
	return m.l.out.names.vars[m.l.out.names.index[p.name]].typ
}

// define gives a definition another meaning among the names.
func (m *Manuscript) define(n *names, p passage, prog *program) {
	vs := []variable{definition(p.name, m.typeOf(p), prog)}
	if p.who {
		vs = whoVariables(n.people, p.name, prog)
	}
	for _, v := range vs {
		if i, ok := n.index[v.name]; ok {
			n.vars[i].is, n.vars[i].value, n.vars[i].about = v.is, v.value, v.about
		}
	}
}

// clone copies the names, so that one may mean something else.
func (n *names) clone() *names {
	out := *n
	out.vars = slices.Clone(n.vars)
	return &out
}

// withClause returns the book with one clause written otherwise.
func (m *Manuscript) withClause(in Moment, at int, cf clauseFile) (*Book, error) {
	l := *m.l
	l.faults = nil
	c := l.clause(in, clausePath(in, at), cf)
	if err := l.faults.err(); err != nil {
		return nil, fmt.Errorf("rulebook: clause %s: %w", named(cf.Clause, cf.Variant), err)
	}
	return m.withClauses(in, func(cs []*clause) { cs[at] = c }), nil
}

// withClauses returns the book with the clauses of a moment changed.
func (m *Manuscript) withClauses(in Moment, change func([]*clause)) *Book {
	out := *m.l.out
	out.moments = maps.Clone(out.moments)
	out.moments[in] = slices.Clone(out.moments[in])
	change(out.moments[in])
	return &out
}

// placeIn is where a byte of a passage stands in the file.
func (m *Manuscript) placeIn(p passage, offset int) place {
	at := m.l.places.of(p.path)
	before := p.src[:offset]
	if n := strings.Count(before, "\n"); n > 0 {
		at.line, at.column = at.line+n, 1
		before = before[strings.LastIndexByte(before, '\n')+1:]
	}
	at.column += len([]rune(before))
	return at
}
