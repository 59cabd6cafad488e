package rulebook

import (
	"slices"
	"strconv"
	"strings"
)

// writing is one passage whose small changes are being listed.
type writing struct {
	m   *Manuscript
	p   passage
	ts  []token
	out []Edit
}

// editsOf lists the small changes of one condition or definition.
func (m *Manuscript) editsOf(p passage) []Edit {
	w := &writing{m: m, p: p, ts: tokens(p.src)}
	for i, t := range w.ts {
		switch t.kind {
		case tokenSign:
			w.sign(i)
		case tokenNumber:
			w.number(t)
		case tokenName:
			w.person(i)
		}
	}
	if p.in != "" && !w.joined(stretch{0, len(w.ts)}, "&&", "||") {
		w.change(EditCondition, 0, len(p.src), "", "always, no longer if "+shorter(p.src))
	}
	for _, c := range chains(w.ts) {
		w.dropped(c)
	}
	for _, part := range w.parts() {
		w.negated(part)
	}
	return w.out
}

// change lists the passage with some bytes replaced.
func (w *writing) change(kind Kind, from, to int, with, says string) {
	src := w.p.src[:from] + with + w.p.src[to:]
	at := w.m.placeIn(w.p, from)
	e := Edit{Kind: kind, File: w.m.l.name, Line: at.line, Column: at.column, In: w.m.where(w.p), Says: says}
	e.book = func() (*Book, error) { return w.m.rewritten(w.p, src) }
	if w.p.in != "" {
		e = during(w.p.in, w.p.at, e)
	} else {
		e.name, e.who = w.p.name, w.p.who
	}
	w.out = append(w.out, e)
}

// replaced lists the passage with one token replaced, told by what is around it.
func (w *writing) replaced(kind Kind, i int, with string) {
	t := w.ts[i]
	part := around(w.ts, i, "&&", "||", "?", ",")
	from, to := w.ts[part.from].at, w.ts[part.to-1].end()
	now := w.p.src[from:t.at] + with + w.p.src[t.end():to]
	w.change(kind, t.at, t.end(), with, becomes(w.p.src[from:to], now))
}

func (w *writing) sign(i int) {
	twins := map[string]string{"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
	switch t := w.ts[i]; {
	case twins[t.text] == "":
		if t.text == "[" {
			w.list(i)
		}
	case (t.text == "==" || t.text == "!=") && w.isPart(around(w.ts, i, "&&", "||", "?", ":", ",")):
		// its negation says the same
	default:
		w.replaced(EditComparison, i, twins[t.text])
	}
}

func (w *writing) isPart(s stretch) bool { return slices.Contains(w.parts(), s) }

func (w *writing) number(t token) {
	n := wholeNumber(t)
	if n < 0 {
		return
	}
	i := slices.Index(w.ts, t)
	w.replaced(EditNumber, i, strconv.Itoa(n+1))
	if n > 0 {
		w.replaced(EditNumber, i, strconv.Itoa(n-1))
	}
}

// person puts somebody else in the place of a person; a predicate about
// persons speaks of "he" alone.
func (w *writing) person(i int) {
	name := w.ts[i].text
	if w.p.who || i+1 < len(w.ts) && w.ts[i+1].text == "(" {
		return
	}
	n := w.m.l.out.names
	who, rest := name, ""
	for !slices.Contains(n.people, who) {
		dot := strings.LastIndexByte(who, '.')
		if dot < 0 {
			return
		}
		who, rest = who[:dot], name[dot:]
	}
	var able []string
	for _, p := range n.people {
		if n.has(p) && p != "he" && n.has(p+rest) && !w.comesLater(p) {
			able = append(able, p)
		}
	}
	for _, p := range others(able, who) {
		w.replaced(EditPerson, i, p+rest)
	}
}

// comesLater keeps a definition from resting on itself.
func (w *writing) comesLater(name string) bool {
	if w.p.in != "" {
		return false
	}
	at := slices.IndexFunc(w.m.l.file.Define, func(d defineFile) bool { return d.Name == name })
	return at >= w.p.at
}

// list leaves out one word of a list.
func (w *writing) list(i int) {
	var words []int
	for k := i + 1; k < len(w.ts) && w.ts[k].text != "]"; k++ {
		if w.ts[k].kind != tokenWord && w.ts[k].text != "," {
			return
		}
		if w.ts[k].kind == tokenWord {
			words = append(words, k)
		}
	}
	if len(words) < 2 {
		return
	}
	for n, k := range words {
		from, to := w.ts[k].at, w.ts[k].end()
		if n > 0 {
			from = w.ts[words[n-1]].end()
		} else {
			to = w.ts[words[1]].at
		}
		whole := around(w.ts, i, "&&", "||", "?", ":")
		w.change(EditWord, from, to, "", w.ts[k].text+" is missing in "+shorter(whole.text(w.p.src, w.ts)))
	}
}

// dropped leaves out one of what && or || joins.
func (w *writing) dropped(c chain) {
	for n, o := range c.operands {
		from, to := w.ts[o.from].at, w.ts[o.to-1].end()
		part := w.p.src[from:to]
		if n > 0 {
			from = w.ts[c.operands[n-1].to-1].end()
		} else {
			to = w.ts[c.operands[1].from].at
		}
		says := "it no longer matters whether " + shorter(part)
		if c.sign == "||" {
			says = "it is no longer enough that " + shorter(part)
		}
		w.change(EditCondition, from, to, "", says)
		last := &w.out[len(w.out)-1]
		at := w.m.placeIn(w.p, w.ts[o.from].at)
		last.Line, last.Column = at.line, at.column
	}
}

// parts are all that && or || joins, none twice, or the whole if nothing is
// joined: what is joined by && inside what is joined by || is more than one part.
func (w *writing) parts() []stretch {
	var out []stretch
	if whole := (stretch{0, len(w.ts)}); !w.joined(whole, "&&", "||") {
		out = append(out, whole)
	}
	for _, c := range chains(w.ts) {
		for _, o := range c.operands {
			if !slices.Contains(out, o) && !w.joined(o, "&&") {
				out = append(out, o)
			}
		}
	}
	return out
}

// joined reports whether a part consists of others.
func (w *writing) joined(o stretch, signs ...string) bool {
	for k := o.from; k < o.to; k++ {
		if t := w.ts[k]; t.kind == tokenSign && t.depth == w.ts[o.from].depth && slices.Contains(signs, t.text) {
			return true
		}
	}
	return false
}

func (w *writing) negated(o stretch) {
	from, to := w.ts[o.from].at, w.ts[o.to-1].end()
	part := w.p.src[from:to]
	if w.ts[o.from].text == "!" && w.simple(o) {
		w.change(EditNegation, from, to, strings.TrimSpace(part[1:]), becomes(part, part[1:]))
		return
	}
	w.change(EditNegation, from, to, "!("+part+")", becomes(part, "not "+part))
}

// simple reports whether a "!" at the start speaks of the whole part.
func (w *writing) simple(o stretch) bool {
	for k := o.from + 1; k < o.to; k++ {
		if t := w.ts[k]; t.depth == w.ts[o.from].depth && t.kind == tokenSign && !strings.Contains("()[]", t.text) {
			return false
		}
	}
	return !slices.ContainsFunc(w.ts[o.from+1:o.to], func(t token) bool { return t.depth == w.ts[o.from].depth && t.text == "in" })
}

// wholeNumber reads a number that has no fraction, -1 of any other token.
func wholeNumber(t token) int {
	if n, err := strconv.Atoi(t.text); err == nil {
		return n
	}
	return -1
}
