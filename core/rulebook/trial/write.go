package trial

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

type advisor = floor.AdvisorID

func sortedKeys[K cmp.Ordered, V any](m map[K]V) []K { return slices.Sorted(maps.Keys(m)) }

// written is a case as it is to be written down.
type written struct {
	Name     string
	Side     *Side
	Ask      rulebook.Moment
	Given    tree
	Ruling   *rulebook.Ruling
	Others   []*rulebook.Ruling // that the case must fail: it expects what these differ in
	Parts    []string           // if any, nothing but these and the rows that decided them
	Without  []string           // rows that must not be cited
	Comments []string           // each a line above the case
}

// writeCase writes a case in the case format.
func writeCase(w io.Writer, c written) {
	for _, line := range c.Comments {
		fmt.Fprintf(w, "# %s\n", strings.ReplaceAll(line, "\n", " "))
	}
	fmt.Fprintf(w, "- case: %s\n  rulebook: %s\n", strconv.Quote(c.Name), c.Side.book.ID())
	if len(c.Side.Readings) > 0 {
		fmt.Fprintf(w, "  readings: %s\n", flow(c.Side.Readings))
	}
	if len(c.Side.Parameters) > 0 {
		fmt.Fprintf(w, "  parameters: %s\n", flow(c.Side.Parameters))
	}
	fmt.Fprintf(w, "  ask: %s\n", c.Ask)
	given := c.Given.asCase()
	if len(given) == 0 {
		fmt.Fprintln(w, "  given: {}")
	} else {
		fmt.Fprintln(w, "  given:")
		for _, k := range sortedKeys(given) {
			fmt.Fprintf(w, "    %s: %s\n", k, flow(given[k]))
		}
	}
	fmt.Fprintf(w, "  expect: %s\n", flow(expectation(c.Ruling, c.Others, c.Parts, c.Without)))
}

// asCase spells what the journal spells otherwise: shares by kind.
func (t tree) asCase() tree {
	out := t.clone()
	if list, ok := out.get("ruling.decision.split").([]any); ok {
		kinds := map[string]any{}
		for _, s := range list {
			m, _ := s.(map[string]any)
			kinds[word(m["kind"])] = m["shares"]
		}
		out.set("ruling.decision.split", kinds)
	}
	return out
}

var plainWord = regexp.MustCompile(`^[\p{L}_][\p{L}\p{N}_./()-]*$|^\d+/\d+$`)

// flow spells a value on one line.
func flow(v any) string {
	switch v := v.(type) {
	case nil:
		return "null"
	case map[string]any:
		var parts []string
		for _, k := range sortedKeys(v) {
			parts = append(parts, scalar(k)+": "+flow(v[k]))
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case tree:
		return flow(map[string]any(v))
	case map[string]string:
		out := map[string]any{}
		for k := range v {
			out[k] = v[k]
		}
		return flow(out)
	case []any:
		var parts []string
		for _, x := range v {
			parts = append(parts, flow(x))
		}
		return "[" + strings.Join(parts, ", ") + "]"
	case string:
		return scalar(clockTime(v))
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	}
	return fmt.Sprint(v)
}

// scalar quotes what YAML would read as something else.
func scalar(s string) string {
	if plainWord.MatchString(s) && s != "null" && s != "true" && s != "false" && s != "Null" {
		return s
	}
	return strconv.Quote(s)
}

// clockTime shortens an instant of the usual zone.
func clockTime(s string) string {
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		if _, offset := t.Zone(); offset == 8*3600 && t.Second() == 0 {
			return t.Format("2006-01-02T15:04")
		}
	}
	return s
}
