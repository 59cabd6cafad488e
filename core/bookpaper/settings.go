package bookpaper

import (
	"strconv"
	"strings"

	"shouwen/core/rulebook"
)

func count(n int) string { return strconv.Itoa(n) }

// numbers are what the house may change without another sentence.
func (s setter) numbers() Chapter {
	out := s.chapter(Numbers)
	for _, p := range s.book.Parameters() {
		e := Entry{Mark: p.Name, Head: p.Text.In(s.lang)}
		e.Lines = append(e.Lines, Line{s.say("book.value"), s.value(p)})
		if len(p.Choices) > 0 {
			e.Lines = append(e.Lines, Line{s.say("book.choices"), s.choices(p.Choices)})
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// value spells a number with its unit.
func (s setter) value(p rulebook.Setting) string {
	switch {
	case p.Value == "":
		return s.say("book.unset")
	case p.Unit == "word":
		return s.choice(p.Value)
	case p.Unit == "share":
		return strings.NewReplacer("{", "", "}", "", "[", "", "]", "").Replace(p.Value)
	}
	return s.say("book.unit."+p.Unit, "count", strings.Trim(p.Value, "[]"))
}

// readings are how the house settled what its text leaves open.
func (s setter) readings() Chapter {
	out := s.chapter(Readings)
	decides := map[string]rulebook.Article{}
	for _, a := range s.book.Articles() {
		decides[a.Row] = a
	}
	for _, r := range s.book.Readings() {
		e := Entry{Mark: r.Name, Head: r.Asks.In(s.lang)}
		e.Lines = append(e.Lines, Line{s.say("book.chosen"), s.choice(r.Value)})
		if len(r.Choices) > 1 {
			e.Lines = append(e.Lines, Line{s.say("book.choices"), s.choices(r.Choices)})
		}
		e.Lines = append(e.Lines, Line{s.say("book.why"), r.Why.In(s.lang)})
		if r.Text.ZH != "" {
			e.Lines = append(e.Lines, Line{s.say("book.sentence"), r.Text.In(s.lang)})
		}
		if a, ok := decides[r.Name]; ok {
			a.Text = r.Text
			e.Lines = append(e.Lines, s.provisions(a)...)
			e.Proof = s.proof(a)
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

func (s setter) choices(words []string) string {
	var out []string
	for _, w := range words {
		out = append(out, s.choice(w))
	}
	return strings.Join(out, s.say("book.or"))
}

// choice says what a word of a reading or a number means; one that has no
// words of its own stands as the file writes it, spaces for its lines.
func (s setter) choice(word string) string {
	for _, list := range []string{"book.choice.", "page.turn.", "book.who."} {
		if s.words.Has(list + word) {
			return s.say(list + word)
		}
	}
	if t, ok := s.book.Meaning(word); ok {
		return short(t.In(s.lang))
	}
	return strings.ReplaceAll(word, "_", " ")
}
