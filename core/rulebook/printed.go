package rulebook

import (
	"slices"
	"strconv"
	"strings"
)

// printedNumber is the number as printed of a row such as "6.b": what comes
// before the part that the catalogue of the rulebook gives it.
func printedNumber(row string) string {
	if i := strings.LastIndexByte(row, '.'); i > 0 {
		return row[:i]
	}
	return row
}

// order checks the list of printed numbers against the clauses.
func (l *loading) order() {
	l.out.printed = l.file.Printed
	if len(l.file.Printed) == 0 {
		return
	}
	stands := map[string]bool{}
	for _, row := range l.out.rowsAsWritten() {
		if l.out.readings[row] != nil {
			continue
		}
		n := printedNumber(row)
		if !stands[n] && !isWord(n, l.file.Printed) {
			l.badKey("printed", "the number %s of clause %s is not in the list (%s)", n, row, meant(n, l.file.Printed))
		}
		stands[n] = true
	}
	for i, n := range l.file.Printed {
		if !stands[n] {
			l.bad("printed."+strconv.Itoa(i), "no clause has the number %s (%s)", quote(n), meant(n, sortedKeys(stands)))
		}
	}
}

// rowsAsWritten lists every row once, as they come in the file: the texts,
// then the moments.
func (b *Book) rowsAsWritten() []string {
	var out []string
	seen := map[string]bool{}
	add := func(cs []*clause) {
		for _, c := range cs {
			if !seen[c.row] {
				seen[c.row] = true
				out = append(out, c.row)
			}
		}
	}
	add(b.texts)
	for _, m := range append(Moments(), passing) {
		add(b.moments[m])
	}
	return out
}

// comparePrinted puts rows into the order of print: by the book's own list, or
// else as their numbers count; what stands before all else comes first.
func (b *Book) comparePrinted(x, y string) int {
	if len(b.printed) > 0 {
		if d := slices.Index(b.printed, printedNumber(x)) - slices.Index(b.printed, printedNumber(y)); d != 0 {
			return d
		}
	}
	return slices.CompareFunc(numberParts(x), numberParts(y), func(p, q numberPart) int {
		if p.rank != q.rank {
			return p.rank - q.rank
		}
		return strings.Compare(p.word, q.word)
	})
}

// A numberPart is a run of one kind in a printed number.
type numberPart struct {
	rank int    // of a number its value, after the words that stand first
	word string // of anything else
}

// numberParts cuts a printed number into what is compared: 第十条.b is
// 第, 10, 条., b.
func numberParts(row string) []numberPart {
	var out []numberPart
	runes := []rune(row)
	for i := 0; i < len(runes); {
		j := i
		for j < len(runes) && isDigit(runes[j]) == isDigit(runes[i]) {
			j++
		}
		run := string(runes[i:j])
		switch {
		case i == 0 && (strings.HasPrefix(run, "序") || strings.HasPrefix(run, "题")):
			out = append(out, numberPart{word: run})
		case isDigit(runes[i]):
			out = append(out, numberPart{rank: 1 + countOf(run)})
		default:
			out = append(out, numberPart{rank: 1, word: run})
		}
		i = j
	}
	return out
}

const chineseDigits = "零一二三四五六七八九十"

func isDigit(r rune) bool { return r >= '0' && r <= '9' || strings.ContainsRune(chineseDigits, r) }

// countOf reads a number below a hundred in either script: 12, 二, 十二, 二十一.
func countOf(run string) int {
	n := 0
	for _, r := range run {
		switch {
		case r >= '0' && r <= '9':
			n = min(n*10+int(r-'0'), 1_000_000)
		case r == '十':
			n = max(n, 1) * 10
		default:
			n += len([]rune(chineseDigits[:strings.IndexRune(chineseDigits, r)]))
		}
	}
	return n
}
