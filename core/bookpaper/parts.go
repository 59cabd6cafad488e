package bookpaper

import (
	"strings"

	"shouwen/core/rulebook"
)

// parts says in one line what a provision decides.
func (s setter) parts(all []rulebook.Part) string {
	var out []string
	for i := 0; i < len(all); i++ {
		p := all[i]
		if !strings.HasPrefix(p.Part, "split.") {
			out = append(out, s.part(p))
			continue
		}
		shares := []string{s.share(p)}
		for ; i+1 < len(all) && all[i+1].Part == p.Part; i++ {
			shares = append(shares, s.share(all[i+1]))
		}
		kind := s.say("page.split." + strings.TrimPrefix(p.Part, "split."))
		out = append(out, s.say("book.part.split", "kind", kind, "shares", strings.Join(shares, s.say("book.comma"))))
	}
	return strings.Join(out, s.say("book.semicolon"))
}

func (s setter) part(p rulebook.Part) string {
	key := "book.part." + p.Part
	switch p.Part {
	case "ask":
		return s.say(key, "what", s.say("book.ask."+p.How))
	case "label":
		return s.say(key, "what", s.word("page.label.", p.How))
	case "server":
		if p.How == "" {
			return s.say(key, "who", s.who(p.Who))
		}
		return s.say(key+".by", "who", s.who(p.Who), "how", s.word("page.by.", p.How))
	case "turn":
		return s.say(key, "who", s.who(p.Who), "what", s.word("page.turn.", p.How))
	case "role":
		return s.say(key, "what", s.say("book.role."+p.How))
	case "scheme":
		return s.say(key, "what", p.How)
	case "split", "credit", "valid":
		return s.say(key + "." + p.How)
	case "protected":
		return s.say(key)
	case "penalty":
		return s.say(key, "who", s.who(p.Who), "yuan", s.yuan(p.How))
	case "mark":
		return s.say(key, "who", s.who(p.Who), "what", s.word("page.mark.", p.How))
	case "notify":
		return s.say(key, "from", s.who(p.Who), "to", s.who(p.To), "when", s.word("page.when.", p.How))
	case "require":
		return s.say(key, "who", s.who(p.Who), "what", s.word("page.duty.", p.How), "when", s.word("page.deadline.", p.To))
	case "open":
		return s.say(key, "what", s.say("book.open."+p.How))
	}
	return s.say(key, "who", s.who(p.Who)) // owner, arbiter, needs
}

// share is whose part of the money is how large.
func (s setter) share(p rulebook.Part) string {
	how := p.How
	switch share, ok := s.book.ShareIn(how); {
	case how == "rest":
		how = s.say("book.rest")
	case ok:
		how = string(share)
	}
	if how == "1" {
		how = s.say("book.all")
	}
	return s.say("book.share", "who", s.who(p.Who), "share", how)
}

// yuan spells a fine, a parameter by its number.
func (s setter) yuan(how string) string {
	for _, p := range s.book.Parameters() {
		if strings.HasPrefix(how, p.Name) && p.Value != "" {
			return strings.ReplaceAll(strings.Trim(p.Value, "[]"), ", ", "–")
		}
	}
	return how
}

// word says a word of the vocabulary, or the choice of a reading.
func (s setter) word(list, how string) string {
	if id, ok := strings.CutPrefix(how, "@"); ok {
		choice := s.book.Choice(id)
		if s.words.Has(list + choice) {
			choice = s.say(list + choice)
		}
		return s.say("book.as_read", "choice", choice, "reading", id)
	}
	switch {
	case how == "":
		return ""
	case s.words.Has(list + how):
		return s.say(list + how)
	}
	return how // a deadline in the book's own words
}

// who names a person by what he is to the visit.
func (s setter) who(name string) string {
	if id, ok := strings.CutPrefix(name, "@"); ok {
		return s.say("book.as_read", "choice", s.who(s.book.Choice(id)), "reading", id)
	}
	for _, list := range []string{"book.who.", "page.role.", "page.owner."} {
		if s.words.Has(list + name) {
			return s.say(list + name)
		}
	}
	if t, ok := s.book.Meaning(name); ok {
		return short(t.In(s.lang))
	}
	return name
}

// short is a meaning without what explains it further.
func short(text string) string {
	for _, mark := range []string{"：", "；", ": ", "; "} {
		if head, _, ok := strings.Cut(text, mark); ok {
			return head
		}
	}
	return strings.TrimRight(text, "。.")
}
