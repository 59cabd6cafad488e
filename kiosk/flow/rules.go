package flow

import (
	"strconv"
	"unicode"
)

// Rules are the house's rulebook as the staff read it in the corner, in one language.
type Rules struct {
	Title    string
	About    string // version, and since when it is in force
	Chapters []RuleChapter
}

// A RuleChapter is one part of the rulebook, such as its clauses.
type RuleChapter struct {
	Title string
	Rules []Rule
}

// A Rule is one clause, number or reading.
type Rule struct {
	Mark  string // the number as printed
	Head  string
	Lines []string // what it decides, and the like
}

// The room of one page: so many lines of so many columns, a Chinese character
// taking two. It is what either orientation holds at a size that one who stands
// before the screen reads with ease.
const (
	pageLines   = 20
	pageColumns = 52
)

// pages divides the chapter into what one screen shows. A rule that is longer
// than the rest of a page goes on on the next, under its number.
func (c RuleChapter) pages() [][]Rule {
	var out [][]Rule
	var page []Rule
	room := pageLines
	turn := func() {
		if len(page) > 0 {
			out, page, room = append(out, page), nil, pageLines
		}
	}
	for _, r := range c.Rules {
		if need := r.need(); need > room && (room < pageLines/2 || need <= pageLines) {
			turn()
		}
		for {
			fits, rest := r.cut(room)
			page = append(page, fits)
			room -= fits.need()
			if rest.Mark == "" {
				break
			}
			turn()
			r = rest
		}
	}
	turn()
	return out
}

// need is how many lines a rule takes, the space below it included.
func (r Rule) need() int {
	n := 1 + linesOf(r.Head)
	for _, l := range r.Lines {
		n += linesOf(l)
	}
	return n
}

// cut parts a rule where the room ends; there is always something on the page.
func (r Rule) cut(room int) (fits, rest Rule) {
	fits = Rule{Mark: r.Mark, Head: r.Head}
	for i, l := range r.Lines {
		if fits.need()+linesOf(l) > room && (i > 0 || fits.Head != "") {
			return fits, Rule{Mark: r.Mark, Lines: r.Lines[i:]}
		}
		fits.Lines = append(fits.Lines, l)
	}
	return fits, Rule{}
}

func linesOf(words string) int {
	columns := 0
	for _, r := range words {
		if columns++; unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303F || r >= 0xFF00 && r <= 0xFFEF {
			columns++
		}
	}
	return (columns + pageColumns - 1) / pageColumns
}

// rules is the rulebook in the language of the screen, as far as it was written in that.
func (s State) rules() Rules { return s.set.Rules[string(s.language().Office())] }

// rulePages are the pages of the chapter that is open.
func (s State) rulePages() [][]Rule {
	if c := s.rules().Chapters; s.corner.chapter < len(c) {
		return c[s.corner.chapter].pages()
	}
	return nil
}

// openedChapter turns to another part of the rulebook.
func (s State) openedChapter(name string) State {
	if n, err := strconv.Atoi(name); err == nil && s.screen == CornerRules && n >= 0 && n < len(s.rules().Chapters) {
		s.corner.chapter, s.corner.page = n, 0
	}
	return s
}

// rulesView words a page of the rulebook.
func (s State) rulesView(w words, v *View) {
	r := s.rules()
	v.Title, v.Hint = r.Title, r.About
	for i, c := range r.Chapters {
		tab := Button{ID: "chapter:" + strconv.Itoa(i), Label: c.Title, Chosen: i == s.corner.chapter}
		v.Tabs = append(v.Tabs, tab)
	}
	pages := s.rulePages()
	if s.corner.page < len(pages) {
		v.Reader = pages[s.corner.page]
	}
	if len(pages) > 1 {
		v.Lines = append(v.Lines, w.say("staff.rules.page", "page", strconv.Itoa(s.corner.page+1), "pages", strconv.Itoa(len(pages))))
	}
	if s.corner.page > 0 {
		v.Actions = append(v.Actions, w.button("page:"+strconv.Itoa(s.corner.page-1), "staff.page.former", Plain))
	}
	if s.corner.page+1 < len(pages) {
		v.Actions = append(v.Actions, w.button("page:"+strconv.Itoa(s.corner.page+1), "staff.page.next", Plain))
	}
}
