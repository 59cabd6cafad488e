package rulebook

import (
	"fmt"
	"strings"
)

// Limits of what is read. They are far beyond any house's, and keep a file
// that is broken, or meant to harm, from taking the lobby's memory or time.
const (
	mostBytes       = 1 << 20
	mostNesting     = 24 // brackets in brackets
	mostKeyParts    = 16 // of a dotted key
	mostKeys        = 12_000
	mostClauses     = 600 // at one moment
	mostDefinitions = 300 // and predicates, readings, parameters, of each
	mostFaults      = 100 // that are worth reading at once
	mostLines       = 2000
	mostLinks       = 200
	mostAdvisors    = 300
)

// tooMuch finds what no TOML reader should be given.
func tooMuch(name, text string) Faults {
	if len(text) > mostBytes {
		return Faults{{name, 1, 1, fmt.Sprintf("the file is too large: %d bytes, at most %d are read", len(text), mostBytes)}}
	}
	depth, parts, keys := 0, 0, 0
	for i := 0; i < len(text); {
		switch c := text[i]; c {
		case '#':
			i += strings.IndexByte(text[i:]+"\n", '\n')
			continue
		case '"', '\'':
			i += quotedLength(text[i:])
			continue
		case '[', '{':
			depth++
			parts = 0
		case ']', '}':
			depth--
		case '=':
			keys++
			parts = 0
		case '\n', ',':
			parts = 0
		case '.':
			parts++
		}
		if says := overdone(depth, parts, keys); says != "" {
			p := (&places{text: text}).placeOf(i)
			return Faults{{name, p.line, p.column, says}}
		}
		i++
	}
	return nil
}

func overdone(depth, parts, keys int) string {
	switch {
	case depth > mostNesting:
		return fmt.Sprintf("brackets are nested too deeply, at most %d times", mostNesting)
	case parts > mostKeyParts:
		return fmt.Sprintf("a name has too many parts, at most %d", mostKeyParts)
	case keys > mostKeys:
		return fmt.Sprintf("the file says too many things, at most %d are read", mostKeys)
	}
	return ""
}

// quotedLength is how long the TOML string is that a text begins with; of one
// that does not end, how long the line or the text is.
func quotedLength(s string) int {
	q := s[:1]
	if three := strings.Repeat(q, 3); strings.HasPrefix(s, three) {
		end := strings.Index(s[3:], three)
		if end < 0 {
			return len(s)
		}
		return 3 + end + 3
	}
	for i := 1; i < len(s); i++ {
		switch {
		case s[i] == '\\' && q == `"`:
			i++
		case s[i] == q[0]:
			return i + 1
		case s[i] == '\n':
			return i
		}
	}
	return len(s)
}

// tooMany reports, and finds fault with, a book of more than can be looked through.
func (l *loading) tooMany() bool {
	before := len(l.faults)
	few := func(path string, n, most int) {
		if n > most {
			l.badKey(path, "%d are too many, at most %d are read", n, most)
		}
	}
	few("parameter", len(l.file.Parameter), mostDefinitions)
	few("reading", len(l.file.Reading), mostDefinitions)
	few("define.0", len(l.file.Define), mostDefinitions)
	few("who.0", len(l.file.Who), mostDefinitions)
	few("text.0", len(l.file.Text), mostClauses)
	for _, m := range append(Moments(), passing) {
		few(string(m)+".0", len(l.file.moment(m)), mostClauses)
	}
	return len(l.faults) > before
}

// tooLong refuses records longer than any house keeps of one customer.
func (f *Facts) tooLong() error {
	for _, l := range []struct {
		name    string
		n, most int
	}{
		{"adv", len(f.Adv), mostAdvisors}, {"rota.order", len(f.Rota.Order), mostAdvisors}, {"rota.credits", len(f.Rota.Credits), mostAdvisors},
		{"svc.parallel", len(f.Svc.Parallel), mostAdvisors}, {"svc.log", len(f.Svc.Log), mostLines}, {"visit.party", len(f.Visit.Party), mostLinks},
	} {
		if l.n > l.most {
			return fmt.Errorf("%s has %d lines, at most %d are weighed", l.name, l.n, l.most)
		}
	}
	if err := f.Cust.tooLong("cust"); err != nil {
		return err
	}
	for id, file := range f.Files {
		if err := file.tooLong("files." + string(id)); err != nil {
			return err
		}
	}
	return nil
}

func (c *File) tooLong(name string) error {
	longest := max(len(c.Registrations), len(c.Followups), len(c.PhoneLeads), len(c.MeetingRecord), len(c.AdvisorPriorRecord))
	if longest > mostLines || len(c.Links) > mostLinks {
		return fmt.Errorf("%s has records of %d lines and %d links, at most %d and %d are weighed", name, longest, len(c.Links), mostLines, mostLinks)
	}
	return nil
}
