package rulebook

import (
	"cel.dev/cel-go/cel"
	"slices"
	"strings"
)

// word reads a word of a list, or "@A6" for the choice of a reading.
func (o *outcomes) word(at, text string, list []string) word {
	if text == "" {
		return word{}
	}
	if id, ok := strings.CutPrefix(text, "@"); ok {
		return word{reading: o.reading(at, id, list)}
	}
	return word{is: o.oneOf(at, text, list)}
}

// reading checks that every choice of a reading is one of the words.
func (o *outcomes) reading(at, id string, list []string) string {
	r := o.out.readings[id]
	if r == nil {
		o.bad(o.path+"."+at, "no reading %q (%s)", id, meant(id, sortedKeys(o.out.readings)))
		return ""
	}
	o.uses = append(o.uses, "reading."+id)
	for _, c := range r.choices {
		if !isWord(c, list) {
			o.bad(o.path+"."+at, "reading %s may choose %q, which cannot stand here (%s)", id, c, meant(c, list))
		}
	}
	return id
}

func (o *outcomes) oneOf(at, text string, list []string) string {
	if text != "" && !isWord(text, list) {
		o.bad(o.path+"."+at, "%q is not known here (%s)", text, meant(text, list))
	}
	return text
}

// must reads who somebody is where the outcome cannot do without.
func (o *outcomes) must(at, text string, words []string) *whom {
	if text == "" {
		o.bad(o.path+"."+at, "nobody is named here")
		return nil
	}
	return o.whom(at, text, words)
}

// whom reads how an outcome names somebody, nil for the empty text.
func (o *outcomes) whom(at, text string, words []string) *whom {
	switch {
	case text == "":
		return nil
	case text == "server":
		return &whom{server: true}
	case isWord(text, words):
		return &whom{word: text}
	case strings.HasPrefix(text, "@"):
		return &whom{reading: o.reading(at, text[1:], o.out.names.people)}
	}
	if i, ok := o.out.names.index[text]; ok {
		typ := o.out.names.vars[i].typ
		if typ.IsExactType(cel.ListType(cel.StringType)) || slices.Contains(o.out.names.people, text) {
			o.uses = append(o.uses, text)
			return &whom{person: text, group: !typ.IsExactType(cel.StringType)}
		}
	}
	o.bad(o.path+"."+at, "%q is nobody (%s)", text, meant(text, append(append([]string{"server"}, words...), o.out.names.people...)))
	return nil
}

// whomKey is whom for a name that stands as a key.
func (o *outcomes) whomKey(at, text string, words []string) *whom {
	n := len(o.faults)
	w := o.whom(at, text, words)
	if w == nil && len(o.faults) > n {
		p := o.places.key(o.path + "." + at)
		o.faults[n].Line, o.faults[n].Column = p.line, p.column
	}
	return w
}

func (o *outcomes) time(at, src string) *program {
	e := o.expression(o.path+"."+at, src)
	checked, faults := e.compile(cel.TimestampType)
	if len(faults) == 0 {
		o.uses = append(o.uses, usedNames(checked)...)
		var p *program
		if p, faults = e.program(checked); p != nil {
			return p
		}
	}
	o.faults = append(o.faults, faults...)
	return nil
}
