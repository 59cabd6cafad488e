package trial

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/rulebook"
)

// A step changes one fact of a situation, or throws one switch.
type step struct {
	fact    string // dotted, the number of a line among the names
	to      any
	line    bool   // the line is struck out
	reading string // instead of a fact
}

// A stage is whom and when the facts of one situation speak of.
type stage struct {
	advisors  []string
	customers []string
	sites     []string
	now       time.Time
	others    []time.Time // instants that a limit may be counted from as well
}

func stageOf(t tree) stage {
	s := stage{now: time.Date(2026, 5, 11, 10, 0, 0, 0, time.FixedZone("", 8*3600))}
	if at, ok := instant(t.get("visit.at")); ok {
		s.now = at
	}
	for _, name := range []string{"deal.at", "deal.claim_at", "svc.ended_at", "cust.group_buy_at"} {
		if at, ok := instant(t.get(name)); ok {
			s.others = append(s.others, at)
		}
	}
	order, _ := t.get("rota.order").([]any)
	for _, id := range order {
		s.advisors = append(s.advisors, word(id))
	}
	adv, _ := t["adv"].(map[string]any)
	s.advisors = append(s.advisors, slices.Sorted(maps.Keys(adv))...)
	slices.Sort(s.advisors)
	s.advisors = slices.Compact(s.advisors)
	s.advisors = s.advisors[:min(4, len(s.advisors))]
	files, _ := t["files"].(map[string]any)
	s.customers = append(slices.Sorted(maps.Keys(files)), "O")
	slices.Sort(s.customers)
	s.customers = slices.Compact(s.customers)
	s.sites = []string{"east", "west"}
	if site := word(t.get("visit.site")); site != "" && !slices.Contains(s.sites, site) {
		s.sites = append(s.sites, site)
	}
	return s
}

func instant(v any) (time.Time, bool) {
	t, err := time.Parse(time.RFC3339, word(v))
	return t, err == nil
}

// asking is what rulebooks read, the limits that they draw, and their switches.
type asking struct {
	facts    []rulebook.Fact
	periods  []rulebook.Period
	readings []rulebook.Setting
}

func askingOf(ms ...*rulebook.Manuscript) asking {
	var a asking
	for _, m := range ms {
		for _, f := range m.Facts() {
			if !slices.ContainsFunc(a.facts, func(g rulebook.Fact) bool { return g.Name == f.Name }) {
				a.facts = append(a.facts, f)
			}
		}
		for _, p := range m.Periods() {
			if !slices.Contains(a.periods, p) {
				a.periods = append(a.periods, p)
			}
		}
	}
	return a
}

// withReadings also throws the switches of a book.
func (a asking) withReadings(b *rulebook.Book) asking {
	a.readings = b.Readings()
	return a
}

// steps lists every value worth trying of every fact that is read, in the
// lines of the records as well.
func (a *asking) steps(from *situation) []step {
	s := stageOf(from.tree)
	var out []step
	add := func(name string, f rulebook.Fact) {
		for _, v := range a.values(f, &s, from.tree, name) {
			out = append(out, step{fact: name, to: v})
		}
	}
	for _, f := range a.facts {
		rest, ofAdvisors := strings.CutPrefix(f.Name, "adv.*.")
		switch {
		case ofAdvisors:
			for _, id := range s.advisors {
				add("adv."+id+"."+rest, f)
			}
		case f.Form == "files":
			add(f.Name, f)
			for _, id := range s.customers {
				if from.tree.get("files."+id) != nil {
					a.fileSteps("files."+id, from.tree, add, &out)
				}
			}
		case f.Form == "list":
			add(f.Name, f)
			a.lineSteps(f.Name, f.Name, from.tree, add, &out)
		default:
			add(f.Name, f)
		}
	}
	for _, r := range a.readings {
		for _, c := range r.Choices {
			if c != from.readings[r.Name] && (c != r.Value || from.readings[r.Name] != "") {
				out = append(out, step{reading: r.Name, to: c})
			}
		}
	}
	return out
}

// lineSteps change each line of a list that is there, strike it out and copy it.
func (a *asking) lineSteps(at, list string, t tree, add func(string, rulebook.Fact), out *[]step) {
	lines, _ := t.get(at).([]any)
	for i := range lines {
		name := at + "." + strconv.Itoa(i)
		for _, f := range rulebook.LineFacts(list) {
			if f.Form != "list" {
				add(name+"."+f.Name, f)
			}
		}
		*out = append(*out, step{fact: name, line: true})
	}
}

// fileSteps change another customer's records.
func (a *asking) fileSteps(at string, t tree, add func(string, rulebook.Fact), out *[]step) {
	for _, f := range rulebook.LineFacts("files") {
		switch {
		case !a.reads("cust." + f.Name):
		case f.Form == "list":
			a.lineSteps(at+"."+f.Name, "cust."+f.Name, t, add, out)
		default:
			add(at+"."+f.Name, f)
		}
	}
}

func (a *asking) reads(name string) bool {
	return slices.ContainsFunc(a.facts, func(f rulebook.Fact) bool { return f.Name == name })
}
