package rulebook

import (
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/common/ast"
	"cel.dev/cel-go/common/operators"
	"cel.dev/cel-go/common/types"
)

// spoken is what one rulebook says: its definitions and predicates as trees.
type spoken struct {
	book  *Book
	trees map[string]*ast.AST // "he.…" for a predicate
}

func speak(b *Book) *spoken {
	s := &spoken{b, map[string]*ast.AST{}}
	for i := range b.names.vars {
		v := &b.names.vars[i]
		if v.is == nil || v.is.run == nil {
			continue
		}
		if dot := strings.LastIndexByte(v.name, '.'); dot < 0 {
			s.trees[v.name] = s.checked(v.is.src)
		} else if he := "he" + v.name[dot:]; s.trees[he] == nil {
			s.trees[he] = s.checked(v.is.src)
		}
	}
	return s
}

// checked is the tree of an expression that compiled before.
func (s *spoken) checked(src string) *ast.AST {
	l := s.book.text
	if tree, ok := l.trees.Load(src); ok {
		return tree.(*ast.AST)
	}
	c, issues := l.env.Compile(src)
	if issues.Err() != nil {
		panic("rulebook: a checked condition no longer compiles: " + issues.Err().Error())
	}
	tree, _ := l.trees.LoadOrStore(src, c.NativeRep())
	return tree.(*ast.AST)
}

// A lexicon is what rulebooks compare with, whichever moment is looked at:
// the words, numbers and times about which their world has situations.
type lexicon struct {
	books   []*spoken
	zone    *time.Location
	now     time.Time
	grid    []instantOf
	numbers map[string][]float64
	texts   []string
}

func newLexicon(books ...*Book) *lexicon {
	zone, err := time.LoadLocation(defaultZone)
	if err != nil {
		panic("rulebook: " + err.Error()) // the zones are compiled in
	}
	w := &lexicon{zone: zone, now: time.Date(2026, 3, 18, 10, 0, 0, 0, zone), numbers: map[string][]float64{}}
	spans, words := map[period]bool{}, map[string]bool{}
	for _, b := range books {
		s := speak(b)
		w.books = append(w.books, s)
		(&limits{lexicon: w, spoken: s, spans: spans, words: words, within: map[string]mention{}}).all()
	}
	for name, ns := range w.numbers {
		slices.Sort(ns)
		w.numbers[name] = slices.Compact(ns)
	}
	w.texts = sortedKeys(words)
	w.grid = w.instants(spans)
	return w
}

// says reports whether one of the books' texts holds some words.
func (w *lexicon) says(text string) bool {
	return slices.ContainsFunc(w.books, func(s *spoken) bool { return strings.Contains(s.book.text.text, text) })
}

// all collects the numbers, words and periods that one rulebook compares
// with, so that the world has situations on both sides of each.
func (g *limits) all() {
	for _, m := range append(Moments(), passing) {
		for _, c := range g.book.moments[m] {
			if c.when != "" {
				g.look(g.checked(c.when).Expr())
			}
			if c.then.protected != nil {
				g.look(g.checked(c.then.protected.src).Expr())
			}
		}
	}
	for _, name := range sortedKeys(g.trees) {
		g.look(g.trees[name].Expr())
	}
}

// period is a period that the rulebook names.
type period struct {
	months, days int
	exact        time.Duration
}

type limits struct {
	*lexicon
	*spoken
	spans  map[period]bool
	words  map[string]bool
	within map[string]mention // by definition
}

// A mention is which facts and numbers an expression reads.
type mention struct {
	facts   []string
	numbers []float64
}

func (m *mention) add(o mention) {
	m.facts, m.numbers = append(m.facts, o.facts...), append(m.numbers, o.numbers...)
	slices.Sort(m.facts)
	slices.Sort(m.numbers)
	m.facts, m.numbers = slices.Compact(m.facts), slices.Compact(m.numbers)
}

func (g *limits) look(x ast.Expr) {
	ast.PreOrderVisit(x, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() == ast.LiteralKind {
			if s, ok := x.AsLiteral().(types.String); ok && s != "" {
				g.words[string(s)] = true
			}
		}
		if x.Kind() != ast.CallKind {
			return
		}
		c := x.AsCall()
		switch f := c.FunctionName(); f {
		case operators.Less, operators.LessEquals, operators.Greater, operators.GreaterEquals, operators.Equals, operators.NotEquals:
			m := g.mentioned(c.Args()[0])
			m.add(g.mentioned(c.Args()[1]))
			for _, name := range m.facts {
				g.numbers[name] = append(g.numbers[name], m.numbers...)
			}
			if g.counts(x, map[string]bool{}) {
				for _, n := range m.numbers {
					g.spans[period{days: int(n)}] = true
				}
			}
		case "days", "hours", "minutes":
			unit := map[string]time.Duration{"days": 24 * time.Hour, "hours": time.Hour, "minutes": time.Minute}[f]
			for _, n := range g.mentioned(c.Args()[0]).numbers {
				g.spans[period{exact: time.Duration(n * float64(unit))}] = true
			}
		case "last_of_months":
			for _, n := range g.mentioned(c.Args()[1]).numbers {
				g.spans[period{months: int(n)}] = true
			}
		case "keeper", "claims":
			for _, a := range c.Args() {
				for _, n := range g.mentioned(a).numbers {
					g.spans[period{months: int(n)}] = true
				}
			}
		}
	}))
}

// counts reports whether calendar days are counted in an expression, which
// definitions may do as well.
func (g *limits) counts(x ast.Expr, seen map[string]bool) bool {
	found := false
	ast.PreOrderVisit(x, ast.NewExprVisitor(func(x ast.Expr) {
		if x.Kind() == ast.CallKind && x.AsCall().FunctionName() == "calendar_days" {
			found = true
		}
		if tree := g.trees[dotted(x)]; tree != nil && !seen[dotted(x)] {
			seen[dotted(x)] = true // a name inside a macro may be spelled like a definition
			found = found || g.counts(tree.Expr(), seen)
		}
	}))
	return found
}

// mentioned lists the facts and the numbers in an expression.
func (g *limits) mentioned(x ast.Expr) (out mention) {
	inner := map[int64]bool{}
	ast.PreOrderVisit(x, ast.NewExprVisitor(func(x ast.Expr) {
		switch x.Kind() {
		case ast.LiteralKind:
			if n, ok := number(plain(x)); ok {
				out.add(mention{numbers: []float64{n}})
			}
		case ast.IdentKind, ast.SelectKind:
			name := dotted(x)
			if name == "" || inner[x.ID()] {
				return
			}
			for y := x; y.Kind() == ast.SelectKind; y = y.AsSelect().Operand() {
				inner[y.AsSelect().Operand().ID()] = true
			}
			out.add(g.ofName(name))
		}
	}))
	return out
}

func (g *limits) ofName(name string) mention {
	if p := g.book.parameters[name]; p != nil {
		if n, ok := p.value.(int); ok {
			return mention{numbers: []float64{float64(n)}}
		}
		return mention{}
	}
	if tree := g.trees[name]; tree != nil {
		if _, ok := g.within[name]; !ok {
			g.within[name] = mention{} // a name inside a macro may be spelled like a definition
			g.within[name] = g.mentioned(tree.Expr())
		}
		return g.within[name]
	}
	return mention{facts: []string{name, name[strings.LastIndexByte(name, '.')+1:]}}
}

// around lists, for a number, each limit and a value on either side of it.
func (w *lexicon) around(name string, whole bool) []float64 {
	limits := append(slices.Clone(w.numbers[name]), w.numbers[name[strings.LastIndexByte(name, '.')+1:]]...)
	var out []float64
	for _, n := range limits {
		step := 0.5
		if whole {
			step = 1
		}
		for _, v := range []float64{n - step, n, n + step} {
			if v >= 0 {
				out = append(out, v)
			}
		}
	}
	if len(out) == 0 {
		out = []float64{1, 2}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// instants are the visit, points near it, and both sides of each period
// before and after it.
func (w *lexicon) instants(spans map[period]bool) []instantOf {
	at := map[instantOf]bool{}
	add := func(ts ...time.Time) {
		for _, t := range ts {
			at[instantOf(t.UnixNano())] = true
		}
	}
	now := w.now
	add(now, now.Add(-2*time.Hour), now.Add(2*time.Hour), now.AddDate(0, 0, -1), now.AddDate(0, 0, -2), now.AddDate(0, 0, 1), now.AddDate(-3, 0, 0))
	for s := range spans {
		if s.exact != 0 {
			add(now.Add(-s.exact), now.Add(-s.exact-time.Minute), now.Add(s.exact), now.Add(s.exact+time.Minute))
			continue
		}
		for _, sign := range []int{-1, 1} {
			edge := now.AddDate(0, sign*s.months, sign*s.days)
			add(edge, edge.AddDate(0, 0, sign))
		}
		past := now.AddDate(0, -s.months, -s.days)
		add(past.AddDate(0, -s.months, -s.days), past.AddDate(0, -s.months, -s.days-1))
	}
	var out []instantOf
	for t := range at {
		out = append(out, t)
	}
	slices.Sort(out)
	return out
}
