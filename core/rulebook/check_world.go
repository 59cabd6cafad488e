package rulebook

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/parser"

	"github.com/go-air/gini/z"
)

// A world is all situations that a check considers: a few advisors, lists of
// a few lines, and of each time and number the values around the limits that
// the rulebook names. Only what the rulebook reads is part of it.
type world struct {
	*ground
	*spoken
	names *names
	tree  *ast.AST // the expression in hand
	he    string

	known map[string]*symbol

	watched  *comparison // of which it is noted how near its sides come
	watching *ast.AST    // where it stands
	touched  []touch
	vague    []string // what is opaque, as written
}

// The ground of a world is what cases write: facts, readings and parameters.
// Two rulebooks that stand on one ground are put the same questions.
type ground struct {
	*logic
	*lexicon
	long  int // lines of each list
	vars  []*fact
	raw   map[string]*symbol
	usual []usual

	prints  map[*symbol]string // of symbols that were looked at
	printed map[string]int

	pinned func(setting string) bool // it is as the books have it; nil if all are
}

// A usual setting is a reading or a parameter as the book has it.
type usual struct {
	name    string
	reading bool
	so      z.Lit
	options []option
}

// A fact is one thing that a case may write.
type fact struct {
	path []string // in a case's given
	at   []option // the value where it holds; null is nil
	in   z.Lit    // the line or part that it belongs to is there
}

// advisorsOf are the people of the world, and those of them who may stand in
// the line, in this order. The last one never stands there.
var (
	advisorsOf = strings.Fields("A B C D")
	filesOf    = strings.Fields("P Q")
)

// How many lines a list has: few at first, more before a clause is said to be
// out of reach.
const (
	shortLists = 2
	longLists  = 4
)

func newGround(x *lexicon, long int) *ground {
	return &ground{logic: newLogic(), lexicon: x, long: long, raw: map[string]*symbol{},
		prints: map[*symbol]string{}, printed: map[string]int{}}
}

// world is how one of the books sees the ground.
func (g *ground) world(s *spoken) *world {
	return &world{ground: g, spoken: s, names: s.book.names, known: map[string]*symbol{}}
}

// condition is what a clause's when says.
func (w *world) condition(c *clause) *symbol {
	if c.when == "" {
		return fixed(w.logic, true)
	}
	if w.watched != nil && w.watched.p.in != "" && w.book.moments[w.watched.p.in][w.watched.p.at] == c {
		return w.read(w.watching)
	}
	return w.read(w.checked(c.when))
}

// watch has a comparison of the book looked at. Its passage is read from a
// tree of its own, since others may be written the same.
func (w *world) watch(c *comparison) {
	if w.watched = c; c == nil {
		return
	}
	tree, issues := w.book.text.env.Compile(c.p.src)
	if issues.Err() != nil {
		panic("rulebook: a checked condition no longer compiles: " + issues.Err().Error())
	}
	w.watching = tree.NativeRep()
	switch {
	case c.p.who:
		w.trees["he."+c.p.name] = w.watching
	case c.p.in == "":
		w.trees[c.p.name] = w.watching
	}
}

func (w *world) read(tree *ast.AST) *symbol {
	before := w.tree
	w.tree = tree
	out := (&terms{world: w, here: w.yes}).expr(tree.Expr())
	w.tree = before
	return out
}

// opaque stands for what the check does not look into: it may be anything of
// its type, the same wherever the same is made of the same.
func (t *terms) opaque(x ast.Expr, of string, args ...*symbol) *symbol {
	src, err := parser.Unparse(x, t.tree.SourceInfo())
	if err != nil {
		src = "?"
	}
	src = strings.Join(strings.Fields(src), " ")
	if !slices.Contains(t.vague, src) {
		t.vague = append(t.vague, src)
	}
	key := "opaque:" + of
	for _, a := range args {
		key += "|" + t.print(a)
	}
	return t.given(key, func() *symbol { return t.anything(t.tree.TypeMap()[x.ID()]) })
}

// print is alike for symbols that are the same in every situation.
func (g *ground) print(s *symbol) string {
	if p, ok := g.prints[s]; ok {
		return p
	}
	var b strings.Builder
	for _, o := range s.options {
		fmt.Fprintf(&b, "%d=%T%v ", o.if_, o.is, o.is)
	}
	for _, l := range s.lines {
		fmt.Fprintf(&b, "%d[%s]", l.in, g.print(l.is))
	}
	for _, name := range sortedKeys(s.fields) {
		fmt.Fprintf(&b, ".%s(%s)", name, g.print(s.fields[name]))
	}
	fmt.Fprintf(&b, "?%d", s.lost)
	p := strconv.Itoa(once(g.printed, b.String(), func() int { return len(g.printed) }))
	g.prints[s] = p
	return p
}

func (w *world) anything(typ *types.Type) *symbol {
	var values []any
	switch {
	case typ == nil:
		values = []any{notKnown{}}
	case typ.Kind() == types.ListKind:
		var out []line
		for range w.long {
			elem := &symbol{}
			if ps := typ.Parameters(); len(ps) == 1 {
				elem = w.anything(ps[0])
			}
			out = append(out, line{w.solver.Lit(), elem})
		}
		return &symbol{lines: out}
	case typ.Kind() == types.StructKind:
		return &symbol{fields: w.viewFields(typ.TypeName())}
	case typ.IsExactType(cel.BoolType):
		values = []any{true, false, notKnown{}}
	case typ.IsExactType(cel.StringType):
		values = []any{""}
		for _, id := range advisorsOf {
			values = append(values, id)
		}
	case typ.IsExactType(cel.TimestampType):
		for i, at := range w.grid { // a few of them are enough to come before and after others
			if i%(1+len(w.grid)/8) == 0 || at == instantOf(w.now.UnixNano()) || i == len(w.grid)-1 {
				values = append(values, at)
			}
		}
		values = append(values, notKnown{})
	case typ.IsExactType(cel.IntType):
		values = []any{int64(0), int64(1), int64(2), int64(1000)}
	case typ.IsExactType(cel.DurationType):
		values = []any{time.Duration(0), 1000 * time.Hour, 100000 * time.Hour}
	default:
		values = []any{notKnown{}}
	}
	return w.free(values...)
}

// free is a value that may be any of these.
func (w *world) free(values ...any) *symbol {
	out := &symbol{}
	var ms []z.Lit
	for i, v := range values {
		m := w.yes
		if len(values) > 1 {
			m = w.solver.Lit()
		}
		_ = i
		ms = append(ms, m)
		out.options = append(out.options, option{m, v})
	}
	if len(values) > 1 {
		w.oneOf(ms)
	}
	return out
}

// once makes a symbol known by a name, once for the book.
func (w *world) once(name string, make func() *symbol) *symbol { return once(w.known, name, make) }

// given makes a symbol known by a name, once for all books of the ground.
func (g *ground) given(name string, make func() *symbol) *symbol { return once(g.raw, name, make) }

func once[T any](known map[string]T, name string, make func() T) T {
	if s, ok := known[name]; ok {
		return s
	}
	s := make()
	known[name] = s
	return s
}
