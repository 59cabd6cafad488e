// Package replay runs a day on the floor that is written as a script, and
// checks what was ruled, shown, printed and logged.
//
// A script is a txtar file. Its comment is the day, a line a step:
//
//	day 2026-11-23
//	house 演示售楼处 rulebook=course-centre-5min-thirds site=east
//	advisors ana=安娜:1 ben=贝宁:2
//	08:55 sign-in ana ben
//	09:10 arrive v1 been-before=yes recalls=ben phone=13800000001 surname=王 title=mr
//	ruled v1 server=ana owner=ben turn.ana=keep clause=6.f
//	! 09:12 claim v1 by=cho
//	refused refusal.advisor.off
//
// A line that begins with a time is something that happens; "!" before it says
// that the house refuses. A line without a time is a check, or sets the day up:
// "day", "house", "advisors", "switch" (a reading or a number of the rulebook),
// and "restart", which cuts the power. The files behind the comment are what
// slips and the board must say. The clock is the script's own and never runs backwards within a day.
package replay

import (
	"fmt"
	"strings"
	"time"

	"golang.org/x/tools/txtar"
)

// A Fault is a line of a script that cannot be understood, or that is not so.
type Fault struct {
	File string
	Line int
	What string
}

// Error names file and line.
func (f *Fault) Error() string { return fmt.Sprintf("%s:%d: %s", f.File, f.Line, f.What) }

// A step is one line of a script.
type step struct {
	line   int
	text   string
	at     string // "15:04" or "15:04:05"; empty for a check
	refuse bool   // the house is expected to say no
	verb   string
	words  []string          // without "="
	pairs  map[string]string // key=value
}

func (s step) word(i int) string {
	if i < len(s.words) {
		return s.words[i]
	}
	return ""
}

// parse reads a script into its steps and files.
func parse(name string, text []byte) ([]step, map[string]string, error) {
	a := txtar.Parse(text)
	files := map[string]string{}
	for _, f := range a.Files {
		files[f.Name] = string(f.Data)
	}
	var steps []step
	for i, line := range strings.Split(string(a.Comment), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		s, err := parseLine(line)
		if err != nil {
			return nil, nil, &Fault{name, i + 1, err.Error()}
		}
		s.line, s.text = i+1, line
		steps = append(steps, s)
	}
	return steps, files, nil
}

func parseLine(line string) (step, error) {
	fields, err := split(line)
	if err != nil {
		return step{}, err
	}
	s := step{pairs: map[string]string{}}
	if len(fields) > 0 && fields[0] == "!" {
		s.refuse, fields = true, fields[1:]
	}
	if len(fields) > 0 && isClock(fields[0]) {
		s.at, fields = fields[0], fields[1:]
	}
	if len(fields) == 0 {
		return s, fmt.Errorf("a step needs a word that says what happens, such as: 09:10 arrive v1")
	}
	if s.refuse && s.at == "" {
		return s, fmt.Errorf("what is refused needs a time, such as: ! 09:12 claim v1 by=ben")
	}
	s.verb = fields[0]
	for _, f := range fields[1:] {
		if key, value, ok := strings.Cut(f, "="); ok {
			if _, twice := s.pairs[key]; twice {
				return s, fmt.Errorf("%s= is given twice", key)
			}
			s.pairs[key] = value
		} else {
			s.words = append(s.words, f)
		}
	}
	return s, nil
}

// isClock tells a time of day from a word: it begins with a digit and holds a colon.
func isClock(word string) bool {
	return word != "" && word[0] >= '0' && word[0] <= '9' && strings.Contains(word, ":")
}

// split cuts a line at blanks; a double quote keeps blanks together.
func split(line string) ([]string, error) {
	var fields []string
	var word strings.Builder
	quoted, begun := false, false
	for _, r := range line {
		switch {
		case r == '"':
			quoted, begun = !quoted, true
		case r == ' ' && !quoted || r == '\t' && !quoted:
			if begun {
				fields = append(fields, word.String())
			}
			word.Reset()
			begun = false
		default:
			word.WriteRune(r)
			begun = true
		}
	}
	if quoted {
		return nil, fmt.Errorf("a quotation mark is not closed")
	}
	if begun {
		fields = append(fields, word.String())
	}
	return fields, nil
}

// clock puts a time of day on the script's day.
func clock(day, at string, zone *time.Location) (time.Time, error) {
	for _, layout := range []string{"2006-01-02 15:04:05", "2006-01-02 15:04"} {
		if t, err := time.ParseInLocation(layout, day+" "+at, zone); err == nil {
			return t, nil
		}
	}
	return time.Time{}, fmt.Errorf("%q is not a time of day such as 09:10 or 09:10:30", at)
}
