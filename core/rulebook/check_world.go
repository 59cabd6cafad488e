package rulebook

import (
	"slices"
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
	*logic
	*lexicon
	names *names
	tree  *ast.AST // the expression in hand
	he    string
	long  int // lines of each list

	vars    []*fact
	known   map[string]*symbol
	usual   []usual
	opaques map[string]*symbol
	vague   []string // what is opaque, as written
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

func newWorld(x *lexicon, long int) *world {
	return &world{logic: newLogic(), lexicon: x, names: x.l.out.names, long: long,
		known: map[string]*symbol{}, opaques: map[string]*symbol{}}
}

// condition is what a clause's when says.
func (w *world) condition(c *clause) *symbol {
	if c.when == "" {
		return fixed(w.logic, true)
	}
	return w.read(w.checked(c.when))
}

func (w *world) read(tree *ast.AST) *symbol {
	before := w.tree
	w.tree = tree
	out := (&terms{world: w}).expr(tree.Expr())
	w.tree = before
	return out
}

// opaque stands for what the check does not look into: it may be anything of
// its type, the same wherever it is written the same.
func (t *terms) opaque(x ast.Expr) *symbol {
	src, err := parser.Unparse(x, t.tree.SourceInfo())
	if err != nil {
		src = "?"
	}
	src = strings.Join(strings.Fields(src), " ")
	if !slices.Contains(t.vague, src) {
		t.vague = append(t.vague, src)
	}
	key := t.he + "|" + src
	if s, ok := t.opaques[key]; ok && len(t.bound) == 0 {
		return s
	}
	s := t.anything(t.tree.TypeMap()[x.ID()])
	t.opaques[key] = s
	return s
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
			if ps := typ.Parameters(); len(ps) == 1 && ps[0].Kind() != types.StructKind {
				elem = w.anything(ps[0])
			}
			out = append(out, line{w.solver.Lit(), elem})
		}
		return &symbol{lines: out}
	case typ.IsExactType(cel.BoolType):
		values = []any{true, false, notKnown{}}
	case typ.IsExactType(cel.StringType):
		values = []any{""}
		for _, id := range advisorsOf {
			values = append(values, id)
		}
	case typ.IsExactType(cel.TimestampType):
		for _, at := range w.grid {
			values = append(values, at)
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

// wherever makes a symbol known by a name, once.
func (w *world) once(name string, make func() *symbol) *symbol {
	if s, ok := w.known[name]; ok {
		return s
	}
	s := make()
	w.known[name] = s
	return s
}
