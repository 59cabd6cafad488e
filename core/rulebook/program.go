package rulebook

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/parser"
)

// costLimit bounds one expression. An ordinary condition costs some tens.
const costLimit = 200_000

// A program is one compiled expression.
type program struct {
	src    string
	run    value
	locals int      // how many variables of comprehensions it needs
	uses   []string // every name that it reads
}

// eval gives the value, an unknown or an error; never nil. What goes wrong in
// a condition must not stop the lobby.
func (p *program) eval(s *scene) (v ref.Val) {
	base, top := s.base, s.top
	s.enter(p.locals)
	defer func() {
		if r := recover(); r != nil {
			v = types.NewErr("internal error: %v", r)
		}
		s.leave(base, top)
	}()
	return p.run(s)
}

// An expression is what is compiled, and where it stands.
type expression struct {
	src   string
	start place // of its first character
	file  string
	names *names
	env   *cel.Env

	functions repertoire
}

// fault places a fault inside the expression.
func (e *expression) fault(at common.Location, says string, args ...any) Fault {
	p := e.start
	if at != nil && at.Line() >= 1 {
		if at.Line() > 1 {
			p = place{e.start.line + at.Line() - 1, 1}
		}
		p.column += max(at.Column(), 0)
	}
	return Fault{e.file, p.line, p.column, fmt.Sprintf(says, args...)}
}

// compile checks the expression against the names and the wanted type, nil
// meaning any, and returns the checked tree.
func (e *expression) compile(want *cel.Type) (*cel.Ast, Faults) {
	parsed, issues := e.env.Parse(e.src)
	if issues.Err() != nil {
		return nil, e.issues(issues)
	}
	if faults := e.strangers(parsed); len(faults) > 0 {
		return nil, faults
	}
	checked, issues := e.env.Check(parsed)
	if issues.Err() != nil {
		return nil, e.issues(issues)
	}
	if want != nil && !checked.OutputType().IsExactType(want) {
		return nil, Faults{e.fault(nil, "this is a %s, but a %s is wanted here", plainType(checked.OutputType()), plainType(want))}
	}
	return checked, append(e.misspelt(checked), e.mismeasured(checked.NativeRep())...)
}

// issues turns CEL's own findings into faults.
func (e *expression) issues(found *cel.Issues) Faults {
	var out Faults
	for _, i := range found.Errors() {
		out = append(out, e.fault(i.Location, "%s", friendly(i.Message)))
		if strings.HasPrefix(i.Message, "Syntax error") {
			break // what a parser says after the first is guesswork
		}
	}
	return out
}

// friendly shortens a message of the parser's.
func friendly(m string) string {
	m = strings.TrimPrefix(m, "Syntax error: ")
	m = strings.ReplaceAll(m, " (in container '')", "")
	if i := strings.Index(m, " expecting {"); i > 0 {
		m = m[:i]
	}
	if strings.Contains(m, "'='") || strings.Contains(m, "'= '") {
		return "equality is written =="
	}
	if f := undeclaredFunction.FindStringSubmatch(m); f != nil {
		return "unknown function " + quote(f[1]) + " (" + meant(f[1], functionNames()) + ")"
	}
	if f := notAlike.FindStringSubmatch(m); f != nil {
		return unlike(f[1], f[2], f[3])
	}
	return m
}

var (
	undeclaredFunction = regexp.MustCompile(`undeclared reference to '(\w+)'`)
	notAlike           = regexp.MustCompile(`^found no matching overload for '_(\S+)_' applied to '\((.+), (.+)\)'$`)
)

// unlike says that an operator stands between two things that do not go together.
func unlike(operator, left, right string) string {
	left, right = typeNamed(left), typeNamed(right)
	says := "a " + left + " and a " + right + " do not go together with " + operator
	if left == "duration" && right == "number" || left == "number" && right == "duration" {
		says += "; a number becomes a duration by days(…), hours(…) or minutes(…)"
	}
	return says
}

// strangers finds names that no fact, person, definition, parameter or reading has.
func (e *expression) strangers(parsed *cel.Ast) Faults {
	var out Faults
	inner := map[int64]bool{} // parts of a longer name
	bound := map[string]bool{}
	tree := parsed.NativeRep()
	look := func(x ast.Expr) {
		if x.Kind() == ast.ComprehensionKind {
			c := x.AsComprehension()
			bound[c.IterVar()], bound[c.IterVar2()], bound[c.AccuVar()] = true, true, true
		}
	}
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(look))
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		name := dotted(x)
		if name == "" || inner[x.ID()] {
			return
		}
		for y := x; y.Kind() == ast.SelectKind; y = y.AsSelect().Operand() {
			inner[y.AsSelect().Operand().ID()] = true
		}
		root, _, _ := strings.Cut(name, ".")
		if bound[root] || e.names.has(name) || name == "@result" || strings.HasPrefix(name, "__") {
			return
		}
		if len(out) >= 10 {
			return // the rest follows from these, or can wait
		}
		name = strings.TrimSuffix(strings.TrimSuffix(name, ".known"), ".given")
		out = append(out, e.fault(e.startOf(tree, x), "unknown name %q (%s)", name, meant(name, e.names.every)))
	}))
	return out
}

// startOf is where an expression begins: a name begins at its first part.
func (e *expression) startOf(tree *ast.AST, x ast.Expr) common.Location {
	for x.Kind() == ast.SelectKind {
		x = x.AsSelect().Operand()
	}
	return tree.SourceInfo().GetStartLocation(x.ID())
}

// misspelt finds words that the fact they are compared with never is.
func (e *expression) misspelt(checked *cel.Ast) Faults {
	var out Faults
	tree := checked.NativeRep()
	ast.PreOrderVisit(tree.Expr(), ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() != ast.CallKind {
			return
		}
		call := x.AsCall()
		switch call.FunctionName() {
		case operators.Equals, operators.NotEquals, operators.In:
			a, b := call.Args()[0], call.Args()[1]
			out = append(out, e.wordsOf(tree, a, b)...)
			out = append(out, e.wordsOf(tree, b, a)...)
		}
	}))
	return out
}

func (e *expression) wordsOf(tree *ast.AST, fact, word ast.Expr) Faults {
	list := e.names.words(dotted(fact))
	name := dotted(fact)
	if list == nil && fact.Kind() == ast.SelectKind {
		sel := fact.AsSelect()
		name = sel.FieldName()
		if t, ok := tree.TypeMap()[sel.Operand().ID()]; ok {
			list = viewWords(t.TypeName(), name)
		}
	}
	if list == nil {
		return nil
	}
	said := []ast.Expr{word}
	if word.Kind() == ast.ListKind {
		said = word.AsList().Elements()
	}
	var out Faults
	for _, w := range said {
		if w.Kind() != ast.LiteralKind {
			continue
		}
		if s, ok := w.AsLiteral().(types.String); ok && s != "" && !isWord(string(s), list) {
			out = append(out, e.fault(e.startOf(tree, w), "%q is not a value of %s (%s)", string(s), name, meant(string(s), list)))
		}
	}
	return out
}

// program makes a checked expression runnable.
func (e *expression) program(checked *cel.Ast) (*program, Faults) {
	tree := checked.NativeRep()
	return e.programOf(tree.Expr(), tree, strings.TrimSpace(e.src), usedNames(checked))
}

func (e *expression) programOf(x ast.Expr, tree *ast.AST, src string, uses []string) (*program, Faults) {
	c := &compiler{expression: e, tree: tree}
	p := &program{src: src, run: c.value(x), uses: uses}
	p.locals = c.most
	if c.err != nil {
		return nil, Faults{e.fault(nil, "%s", c.err)}
	}
	return p, nil
}

// usedNames lists what an expression reads.
func usedNames(checked *cel.Ast) []string {
	var out []string
	for _, r := range checked.NativeRep().ReferenceMap() {
		if r.Name != "" && !slices.Contains(out, r.Name) {
			out = append(out, r.Name)
		}
	}
	slices.Sort(out)
	return out
}

// conjuncts splits a checked condition at its outermost "and", so that a
// clause that does not hold can say which part of it does not.
func (e *expression) conjuncts(checked *cel.Ast) ([]*program, Faults) {
	tree := checked.NativeRep()
	var parts []ast.Expr
	var split func(ast.Expr)
	split = func(x ast.Expr) {
		if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == operators.LogicalAnd {
			for _, a := range x.AsCall().Args() {
				split(a)
			}
			return
		}
		parts = append(parts, x)
	}
	split(tree.Expr())
	var out []*program
	for _, x := range parts {
		src, err := parser.Unparse(x, tree.SourceInfo())
		if err != nil {
			return nil, Faults{e.fault(nil, "%s", err)}
		}
		p, faults := e.programOf(x, tree, src, nil)
		if len(faults) > 0 {
			return nil, faults
		}
		out = append(out, p)
	}
	return out, nil
}

// dotted spells a chain of names, or "" if the expression is none.
func dotted(x ast.Expr) string {
	switch x.Kind() {
	case ast.IdentKind:
		return x.AsIdent()
	case ast.SelectKind:
		sel := x.AsSelect()
		if rest := dotted(sel.Operand()); rest != "" && !sel.IsTestOnly() {
			return rest + "." + sel.FieldName()
		}
	}
	return ""
}

// plainType names a type as the house would.
func plainType(t *cel.Type) string { return typeNamed(t.String()) }

func typeNamed(t string) string {
	switch t {
	case "bool":
		return "yes-or-no condition"
	case "string":
		return "word or name"
	case "int", "double":
		return "number"
	case "timestamp", "google.protobuf.Timestamp":
		return "time"
	case "duration", "google.protobuf.Duration":
		return "duration"
	case "list(string)":
		return "list of names"
	}
	return t
}
