package rulebook

import (
	"slices"
	"strings"
)

// A token is one word or sign of a condition.
type token struct {
	text  string
	at    int // first byte in the condition
	depth int // brackets around it; an opening and its closing one stand outside
	kind  tokenKind
}

type tokenKind int

const (
	tokenSign   tokenKind = iota
	tokenName             // dotted
	tokenNumber           // whole or not
	tokenWord             // quoted
)

func (t token) end() int { return t.at + len(t.text) }

// tokens cuts a condition that compiles into its words and signs.
func tokens(src string) []token {
	var out []token
	depth := 0
	for i := 0; i < len(src); {
		n, kind := nextToken(src[i:])
		if kind == tokenSign && strings.TrimSpace(src[i:i+n]) == "" {
			i += n
			continue
		}
		t := token{text: src[i : i+n], at: i, kind: kind}
		if kind == tokenSign && strings.ContainsAny(t.text, ")]}") {
			depth--
		}
		t.depth = depth
		if kind == tokenSign && strings.ContainsAny(t.text, "([{") {
			depth++
		}
		out = append(out, t)
		i += n
	}
	return out
}

func nextToken(s string) (length int, kind tokenKind) {
	switch c := s[0]; {
	case c == '"' || c == '\'':
		for i := 1; i < len(s); i++ {
			if s[i] == '\\' {
				i++
			} else if s[i] == c {
				return i + 1, tokenWord
			}
		}
		return len(s), tokenWord
	case c >= '0' && c <= '9':
		return run(s, "0123456789."), tokenNumber
	case c == '_' || c|0x20 >= 'a' && c|0x20 <= 'z':
		return nameLength(s), tokenName
	}
	for _, sign := range []string{"&&", "||", "==", "!=", "<=", ">="} {
		if strings.HasPrefix(s, sign) {
			return 2, tokenSign
		}
	}
	return 1, tokenSign
}

func run(s, of string) int { return len(s) - len(strings.TrimLeft(s, of)) }

const nameLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_0123456789"

// nameLength takes in a dot only where a name goes on behind it.
func nameLength(s string) int {
	n := run(s, nameLetters)
	for n+1 < len(s) && s[n] == '.' && run(s[n+1:], nameLetters) > 0 {
		n += 1 + run(s[n+1:], nameLetters)
	}
	return n
}

// A stretch is a row of tokens, the last one outside.
type stretch struct{ from, to int }

// around is the stretch about a token that ends at a bracket or at one of the signs.
func around(ts []token, i int, signs ...string) stretch {
	ends := func(t token) bool {
		return t.depth < ts[i].depth || t.depth == ts[i].depth && t.kind == tokenSign && slices.Contains(signs, t.text)
	}
	s := stretch{i, i + 1}
	for s.from > 0 && !ends(ts[s.from-1]) {
		s.from--
	}
	for s.to < len(ts) && !ends(ts[s.to]) {
		s.to++
	}
	return s
}

func (s stretch) text(src string, ts []token) string { return src[ts[s.from].at:ts[s.to-1].end()] }

// operandAt spells the part of a condition that the sign at an offset joins.
func operandAt(src string, offset int) string {
	ts := tokens(src)
	for i, t := range ts {
		if t.at <= offset && offset < t.end() {
			return inOneLine(around(ts, i, "&&", "||", "?", ":", ",").text(src, ts))
		}
	}
	return inOneLine(src)
}

func inOneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// A chain is what one sign joins, such as all that && joins at one place.
type chain struct {
	sign     string
	operands []stretch
}

// chains finds what is joined by && and by ||, at every depth. What stands
// alone, at the outermost, is a chain of one.
func chains(ts []token) []chain {
	var out []chain
	for sign, ends := range map[string][]string{"&&": {"||", "?", ":", ","}, "||": {"?", ":", ","}} {
		seen := map[stretch]bool{}
		for i, t := range ts {
			if t.text != sign || t.kind != tokenSign {
				continue
			}
			whole := around(ts, i, ends...)
			if seen[whole] {
				continue
			}
			seen[whole] = true
			c := chain{sign: sign}
			from := whole.from
			for k := whole.from; k <= whole.to; k++ {
				if k == whole.to || ts[k].depth == t.depth && ts[k].text == sign && ts[k].kind == tokenSign {
					c.operands = append(c.operands, stretch{from, k})
					from = k + 1
				}
			}
			out = append(out, c)
		}
	}
	slices.SortFunc(out, func(a, b chain) int {
		if a.operands[0].from != b.operands[0].from {
			return a.operands[0].from - b.operands[0].from
		}
		return strings.Compare(a.sign, b.sign)
	})
	return out
}
