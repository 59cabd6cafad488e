package replay

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/floor"
)

// check looks whether a line holds, and returns what is so instead. The error
// is for a line that cannot be understood.
func (p *player) check(s step) (wrong string, err error) {
	checks := map[string]struct {
		keys string
		is   func(*player, step) (string, error)
	}{
		"refused": {anyKey, (*player).refused},
		"ruled":   {"moment server by role label owner clause needs-ruling ask credit turn. split split. mark notify valid protected", (*player).ruled},
		"visit":   {"state server owner number known claimed-by slip", (*player).visitIs},
		"line":    {"", (*player).lineIs},
		"turns":   {"used kept lapsed owed made-up due", (*player).turnsAre},
		"floor":   {anyKey, (*player).floorIs},
		"board":   {"", (*player).boardIs},
		"called":  {"number desk server times", (*player).calledIs},
		"notice":  {"", (*player).noticeIs},
		"slip":    {"", (*player).slipIs},
		"log":     {anyKey, (*player).logIs},
		"file":    {fileKeys, (*player).fileIs},
		"pool":    {"", (*player).poolIs},
	}
	c, ok := checks[s.verb]
	if !ok {
		return "", fmt.Errorf("%q is neither something that happens (that needs a time) nor a check; checks are %s",
			s.verb, strings.Join(slices.Sorted(maps.Keys(checks)), ", "))
	}
	if err := known(s, c.keys); err != nil {
		return "", err
	}
	return c.is(p, s)
}

// refused compares why the last thing was refused, and what the sentence names.
func (p *player) refused(s step) (string, error) {
	var r *floor.Refusal
	if !errors.As(p.last, &r) {
		return "nothing was refused", nil
	}
	wrong := []string{differ("refused", r.Key, s.word(0))}
	for _, key := range slices.Sorted(maps.Keys(s.pairs)) {
		wrong = append(wrong, differ(key, r.Args[key], s.pairs[key]))
	}
	return all(wrong...), nil
}

func differ(what, got, want string) string {
	if got == want {
		return ""
	}
	return fmt.Sprintf("%s is %q, want %q", what, got, want)
}

// all joins what differs.
func all(lines ...string) string {
	return strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "; ")
}

func orDash(s string) string {
	if s == "" {
		return "-"
	}
	return s
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

func (p *player) visitIs(s step) (string, error) {
	o, err := p.visit(s.word(0))
	if err != nil {
		return "", err
	}
	v, err := p.desk.Visit(o.Visit)
	if err != nil {
		return "", err
	}
	is := map[string]string{
		"state": string(v.State), "server": orDash(string(v.Server)), "owner": orDash(string(v.Owner)),
		"number": strconv.Itoa(v.Number), "known": yesNo(v.Known), "claimed-by": v.How, "slip": v.Slip.Outcome,
	}
	return compare(s, is), nil
}

func compare(s step, is map[string]string) string {
	var wrong []string
	for _, key := range slices.Sorted(maps.Keys(s.pairs)) {
		wrong = append(wrong, differ(key, is[key], s.pairs[key]))
	}
	return all(wrong...)
}

// lineIs compares who stands in the line, as turns fall due.
func (p *player) lineIs(s step) (string, error) {
	var in []string
	for _, a := range p.desk.Snapshot().Advisors {
		if a.Place > 0 {
			in = append(in, string(a.ID))
		}
	}
	return differ("the line", strings.Join(in, " "), strings.Join(s.words, " ")), nil
}

func (p *player) advisor(id string) (floor.Advisor, error) {
	for _, a := range p.desk.Snapshot().Advisors {
		if string(a.ID) == id {
			return a, nil
		}
	}
	return floor.Advisor{}, fmt.Errorf("no advisor %q", id)
}

func (p *player) turnsAre(s step) (string, error) {
	a, err := p.advisor(s.word(0))
	if err != nil {
		return "", err
	}
	return compare(s, map[string]string{
		"used": strconv.Itoa(a.Used), "kept": strconv.Itoa(a.Kept), "lapsed": strconv.Itoa(a.Lapsed),
		"owed": strconv.Itoa(a.Credited), "made-up": strconv.Itoa(a.MadeUp), "due": strconv.Itoa(a.Owed),
	}), nil
}

// floorIs compares advisors' states as the board has them: ana=busy:1 ben=away:private cho=next.
func (p *player) floorIs(s step) (string, error) {
	var wrong []string
	for _, id := range slices.Sorted(maps.Keys(s.pairs)) {
		a, err := p.advisor(id)
		if err != nil {
			return "", err
		}
		is := string(a.State)
		switch a.State {
		case floor.Busy, floor.Expects:
			is += ":" + strconv.Itoa(a.Serving)
		case floor.Away:
			is += ":" + string(a.Out)
		}
		wrong = append(wrong, differ(id, is, s.pairs[id]))
	}
	return all(wrong...), nil
}

func (p *player) calledIs(s step) (string, error) {
	c := p.desk.Snapshot().LastCall
	return compare(s, map[string]string{"number": strconv.Itoa(c.Number), "desk": c.Desk,
		"server": string(c.Server), "times": strconv.Itoa(c.Times)}), nil
}

// noticeIs compares what the manager is told, newest first; "-" is nothing.
func (p *player) noticeIs(s step) (string, error) {
	var keys []string
	for _, n := range p.desk.Snapshot().Notices {
		keys = append(keys, n.Key)
	}
	return differ("the manager's notices", orDash(strings.Join(keys, " ")), strings.Join(s.words, " ")), nil
}

// slipIs compares what a slip says with the file "slip <visit> <language>".
func (p *player) slipIs(s step) (string, error) {
	if p.Slip == nil {
		return "", errors.New("slips cannot be looked at here")
	}
	o, err := p.visit(s.word(0))
	if err != nil {
		return "", err
	}
	v, err := p.desk.Visit(o.Visit)
	if err != nil {
		return "", err
	}
	lines, err := p.Slip(p.desk, v, floor.Language(s.word(1)))
	if err != nil {
		return "", err
	}
	name := "slip " + strings.Join(s.words, " ")
	want, ok := p.files[name]
	if !ok {
		return "", fmt.Errorf("the script has no file %q", name)
	}
	return differ("the slip", strings.Join(lines, "\n")+"\n", want), nil
}

// logIs looks for cells of the day's log: log 3 接待=安娜 finds the row of
// number 3 and compares the cells under those heads.
func (p *player) logIs(s step) (string, error) {
	if p.Sheet == nil {
		return "", errors.New("the day's log cannot be looked at here")
	}
	rows, err := p.Sheet(p.log, p.day, p.desk)
	if err != nil {
		return "", err
	}
	if s.word(0) == "rows" {
		return differ("the number of visits", strconv.Itoa(len(rows)-1), s.word(1)), nil
	}
	for _, row := range rows[1:] {
		if strings.TrimLeft(row[0], "0") == strings.TrimLeft(s.word(0), "0") {
			return cells(rows[0], row, s)
		}
	}
	return "no row has the number " + s.word(0), nil
}

func cells(head, row []string, s step) (string, error) {
	var wrong []string
	for _, key := range slices.Sorted(maps.Keys(s.pairs)) {
		at := slices.Index(head, key)
		if at < 0 {
			return "", fmt.Errorf("the log has no column %q; it has %s", key, strings.Join(head, ", "))
		}
		if !strings.Contains(row[at], s.pairs[key]) {
			wrong = append(wrong, fmt.Sprintf("%s is %q, want %q in it", key, row[at], s.pairs[key]))
		}
	}
	return all(wrong...), nil
}
