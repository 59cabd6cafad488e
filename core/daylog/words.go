package daylog

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// words speaks of the day in one language.
type words struct {
	book  *phrase.Book
	lang  floor.Language
	zone  *time.Location
	names map[floor.AdvisorID]string
}

func (l Log) words() words {
	w := words{book: l.Book, lang: l.Language, zone: l.Written.Location(), names: map[floor.AdvisorID]string{}}
	for _, r := range l.Day.Records {
		var e event.AdvisorJoined
		if r.Kind == e.Kind() && json.Unmarshal(r.Body, &e) == nil {
			w.names[e.Advisor] = e.Name
		}
	}
	for _, a := range l.Day.Staff {
		w.names[a.ID] = a.Name
	}
	return w
}

func (w words) say(key string, pairs ...string) string {
	args := phrase.Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return w.book.Say(w.lang, key, args)
}

// word says a code of a list, such as "turn" of log.server_by. A code that the
// phrase book does not know yet is written as the journal has it: a log must
// rather show a strange word than hide what was recorded.
func (w words) word(list, code string) string {
	if key := "log." + list + "." + code; code != "" && w.book.Has(key) {
		return w.say(key)
	}
	return code
}

// who says an advisor's name, a role, or whom else a rulebook speaks of.
func (w words) who(id string) string {
	if name := w.names[floor.AdvisorID(id)]; name != "" {
		return name
	}
	return w.word("who", id)
}

func (w words) advisor(id floor.AdvisorID) string { return w.who(string(id)) }

// actor says who gave a command.
func (w words) actor(a floor.Actor) string {
	return w.who(cmp.Or(string(a.Advisor), string(a.Role)))
}

// list joins what stands in one cell, leaving out what is empty.
func (w words) list(parts ...string) string {
	return strings.Join(filled(parts), w.say("log.list"))
}

// and joins what belongs together.
func (w words) and(parts ...string) string {
	return strings.Join(filled(parts), w.say("log.and"))
}

// aside adds in brackets what explains a word.
func (w words) aside(said string, asides ...string) string {
	if why := w.and(asides...); why != "" {
		return w.say("log.aside", "said", said, "why", why)
	}
	return said
}

func filled(parts []string) []string {
	return slices.DeleteFunc(slices.Clone(parts), func(s string) bool { return strings.TrimSpace(s) == "" })
}

// pairs spells a small table in the order of its names: "A6 = restore".
func (w words) pairs(of map[string]string) string {
	var out []string
	for _, name := range slices.Sorted(maps.Keys(of)) {
		out = append(out, name+" = "+of[name])
	}
	return w.list(out...)
}
