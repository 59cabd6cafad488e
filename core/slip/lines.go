package slip

import (
	"fmt"
	"strconv"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// Lines returns what the slip says in words, from top to bottom, without its
// code: the text that a script or a test compares.
func Lines(s Slip, words *phrase.Book) []string {
	out := []string{s.House}
	if s.Demo {
		out = append(out, words.Say(s.Language, "slip.demo", nil))
	}
	if s.Reprint {
		out = append(out, words.Say(s.Language, "slip.reprint", nil))
	}
	out = append(out, words.Say(s.Language, "slip.number", nil), fmt.Sprintf("%03d", s.Number), s.At.Format("2006-01-02 15:04"))
	return append(out, s.told(words, s.Language)...)
}

// told is who comes: the sentence, then where, and how many wait before.
func (s Slip) told(words *phrase.Book, lang floor.Language) []string {
	said := s.said()
	out := []string{words.Say(lang, "slip."+string(said), phrase.Args{"server": s.Server, "named": s.Named})}
	if s.Desk != "" && s.Server != "" && said != Referee {
		out = append(out, words.Say(lang, "slip.desk", phrase.Args{"desk": s.Desk}))
	}
	if s.Waiting > 0 && (said == Soon || said == Nobody) {
		out = append(out, words.Say(lang, "slip.waiting", phrase.Args{"count": strconv.Itoa(s.Waiting)}))
	}
	return out
}
