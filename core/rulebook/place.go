package rulebook

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2/unstable"
)

// A place is a position in a text, from 1, in characters.
type place struct{ line, column int }

// places knows where each key and value of a TOML text stands. A path is
// dotted, with indexes from 0: "arrival.3.then.turn.server".
type places struct {
	text   string
	keys   map[string]place
	values map[string]place // a string's first character inside its quotes
	order  []string         // paths in the order of the text

	seen int // up to which byte lines were counted
	last place
}

// findPlaces indexes a text; of one that does not parse it knows the start.
func findPlaces(text string) *places {
	ps := &places{text: text, keys: map[string]place{}, values: map[string]place{}}
	var p unstable.Parser
	p.Reset([]byte(text))
	table, count := "", map[string]int{}
	for p.NextExpression() {
		e := p.Expression()
		switch e.Kind {
		case unstable.Table:
			table = ps.tableName(e, count)
			ps.mark(table, ps.at(e.Child()))
		case unstable.ArrayTable:
			table = ps.tableName(e, count)
			count[table]++
			table = join(table, strconv.Itoa(count[table]-1))
			ps.mark(table, ps.at(e.Child()))
		case unstable.KeyValue:
			ps.keyValue(table, e)
		}
	}
	return ps
}

// tableName spells a header's path; a part that is an array of tables means its latest.
func (ps *places) tableName(e *unstable.Node, count map[string]int) string {
	name := ""
	for it := e.Key(); it.Next(); {
		if n := count[name]; name != "" && n > 0 {
			name = join(name, strconv.Itoa(n-1))
		}
		name = join(name, string(it.Node().Data))
	}
	return name
}

func (ps *places) keyValue(table string, e *unstable.Node) {
	path := table
	var at place
	for it := e.Key(); it.Next(); {
		path, at = join(path, string(it.Node().Data)), ps.at(it.Node())
		ps.mark(path, at)
	}
	ps.value(path, e.Value())
}

func (ps *places) value(path string, v *unstable.Node) {
	switch v.Kind {
	case unstable.InlineTable:
		for it := v.Children(); it.Next(); {
			if it.Node().Kind == unstable.KeyValue {
				ps.keyValue(path, it.Node())
			}
		}
	case unstable.Array:
		i := 0
		for it := v.Children(); it.Next(); {
			if it.Node().Kind != unstable.Comment {
				ps.value(join(path, strconv.Itoa(i)), it.Node())
				i++
			}
		}
		return
	}
	offset := int(v.Raw.Offset)
	if v.Kind == unstable.String {
		offset += opening(ps.text[offset:])
	}
	ps.values[path] = ps.placeOf(offset)
}

// opening is the length of a string's opening quotes and the newline that TOML trims.
func opening(s string) int {
	for _, q := range []string{"'''", `"""`} {
		if rest, ok := strings.CutPrefix(s, q); ok {
			switch {
			case strings.HasPrefix(rest, "\r\n"):
				return 5
			case strings.HasPrefix(rest, "\n"):
				return 4
			}
			return 3
		}
	}
	return 1
}

func (ps *places) mark(path string, at place) {
	if _, ok := ps.keys[path]; !ok {
		ps.keys[path] = at
		ps.order = append(ps.order, path)
	}
}

func (ps *places) at(n *unstable.Node) place { return ps.placeOf(int(n.Raw.Offset)) }

// placeOf counts on from the place that was asked for before, because places
// are asked for from the top of the text to its end.
func (ps *places) placeOf(offset int) place {
	offset = min(offset, len(ps.text))
	if offset < ps.seen || ps.last == (place{}) {
		ps.seen, ps.last = 0, place{1, 1}
	}
	between := ps.text[ps.seen:offset]
	if n := strings.Count(between, "\n"); n > 0 {
		ps.last.line += n
		ps.last.column = 1
		between = between[strings.LastIndexByte(between, '\n')+1:]
	}
	ps.last.column += utf8.RuneCountInString(between)
	ps.seen = offset
	return ps.last
}

// of returns where a value stands, or else its key, or else the nearest table above it.
func (ps *places) of(path string) place {
	for path != "" {
		if p, ok := ps.values[path]; ok {
			return p
		}
		if p, ok := ps.keys[path]; ok {
			return p
		}
		path = path[:max(0, strings.LastIndexByte(path, '.'))]
	}
	return place{1, 1}
}

// key returns where a key stands.
func (ps *places) key(path string) place {
	if p, ok := ps.keys[path]; ok {
		return p
	}
	return ps.of(path)
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}
