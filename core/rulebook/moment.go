package rulebook

import (
	"slices"
	"strconv"
	"strings"
)

// moment compiles the clauses of one moment.
func (l *loading) moment(m Moment) {
	seen := map[string]int{}
	for i, cf := range l.file.moment(m) {
		if len(l.faults) > mostFaults {
			return // who reads more at once?
		}
		path := string(m) + "." + strconv.Itoa(i)
		id := cf.Clause + " " + cf.Variant
		if first, ok := seen[id]; ok {
			l.bad(path+".clause", "clause %s stands here twice (it is also the clause number %d of %s); a variant tells them apart", cf.Clause, first+1, m)
		}
		seen[id] = i
		l.out.moments[m] = append(l.out.moments[m], l.clause(m, path, cf))
	}
}

func (l *loading) clause(m Moment, path string, cf clauseFile) *clause {
	c := &clause{row: cf.Clause, variant: cf.Variant, when: strings.TrimSpace(cf.When), text: l.sentence(path, cf)}
	var used []string
	for _, r := range cf.By {
		if l.out.readings[r] == nil {
			l.bad(path+".by", "no reading %q (%s)", r, meant(r, sortedKeys(l.out.readings)))
		}
		used = append(used, "reading."+r)
	}
	if l.out.readings[c.row] != nil {
		used = append(used, "reading."+c.row)
	}
	if c.when != "" {
		e := l.expression(path+".when", cf.When)
		checked, faults := e.compile(boolType)
		if len(faults) == 0 {
			used = append(used, usedNames(checked)...)
			c.terms, faults = e.conjuncts(checked)
		}
		l.faults = append(l.faults, faults...)
	}
	o := &outcomes{loading: l, m: m, path: path + ".then"}
	c.then = o.compile(cf.Then)
	c.uses = l.settingsAmong(append(used, o.uses...))
	c.prepare()
	return c
}

// sentence is the clause's own, or that of where its number stands first.
func (l *loading) sentence(path string, cf clauseFile) Text {
	if cf.Clause == "" {
		l.badKey(path, "a clause needs its printed number")
		return Text{}
	}
	t := Text{cf.ZH, cf.EN}
	if t == (Text{}) {
		t = l.texts[cf.Clause]
		if r := l.out.readings[cf.Clause]; r != nil && t == (Text{}) {
			t = r.text
		}
	}
	if t.ZH == "" || t.EN == "" {
		l.badKey(path, "clause %s needs its sentence in zh and in en", cf.Clause)
	}
	if _, ok := l.texts[cf.Clause]; !ok {
		l.texts[cf.Clause] = t
	}
	return t
}

// settingsAmong keeps the readings and parameters among names, those behind
// definitions included.
func (l *loading) settingsAmong(used []string) []string {
	var out []string
	seen := map[string]bool{}
	var visit func(string)
	visit = func(name string) {
		if seen[name] {
			return
		}
		seen[name] = true
		for _, n := range l.uses[name] {
			visit(n)
		}
		if i := strings.LastIndexByte(name, '.'); i > 0 {
			visit("who" + name[i:])
		}
		root, _, _ := strings.Cut(name, ".")
		if strings.HasPrefix(name, "who.") {
			return
		}
		if strings.HasPrefix(name, "reading.") || l.out.parameters[root] != nil {
			out = append(out, strings.TrimSuffix(name, ".known"))
		} else if name != root {
			visit(root) // a definition that names a person
		}
	}
	for _, n := range used {
		visit(n)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// complete checks that every moment answers, and that each part that a moment
// decides is decided by some clause whatever the facts.
func (l *loading) complete() {
	for _, m := range Moments() {
		cs := l.out.moments[m]
		if len(cs) == 0 {
			l.badKey("", "the rulebook does not answer at %s; say by a reading what then holds", m)
			continue
		}
		always := map[string]bool{}
		var parts []string
		for _, c := range cs {
			for _, part := range c.then.parts() {
				if part == "server" || part == "owner" || strings.HasPrefix(part, "split.") {
					parts = append(parts, part)
				}
				if c.when == "" {
					always[part] = true
				}
			}
		}
		slices.Sort(parts)
		for _, part := range slices.Compact(parts) {
			if !always[part] && !(always["split"] && strings.HasPrefix(part, "split.")) {
				last := string(m) + "." + strconv.Itoa(len(cs)-1)
				l.badKey(last, "at %s no clause decides %s whatever the facts; a last clause without a when must", m, part)
			}
		}
	}
}
