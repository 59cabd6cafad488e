package flow

import (
	"fmt"
	"strconv"

	"shouwen/core/floor"
)

// cornerView words a screen of the staff corner.
func (s State) cornerView(w words, v *View) {
	v.Back = w.back()
	if s.screen == CornerPIN {
		s.pinView(w, v, "staff.pin", s.corner.pin, s.corner.refused)
		return
	}
	v.Title = w.say("staff." + string(s.screen)[len("staff-"):] + ".title")
	s.tabsView(w, v)
	switch s.screen {
	case CornerFloor:
		s.floorView(w, v)
	case CornerAdvisor:
		a, _ := s.advisor(s.corner.advisor)
		v.Title, v.Hint = a.Name, s.standing(w, a)
		s.actionsView(w, v)
	case CornerOut:
		for _, r := range floor.OutReasons() {
			v.Choices = append(v.Choices, w.button("out:"+string(r), "staff.reason."+string(r), Plain))
		}
	case CornerVisits:
		s.visitsView(w, v)
	case CornerVisit:
		if visit := s.visit(s.corner.visit); visit != nil {
			v.Title, v.Hint = number(*visit), s.waiting(w, *visit)
		}
		s.actionsView(w, v)
	case CornerPlace:
		v.Faces = s.faces(w, "who:", s.corner.page)
		v.Tabs = s.pageTabs(w, s.corner.page, s.cornerPages())
	case CornerWhy:
		for _, reason := range PlaceReasons() {
			v.Choices = append(v.Choices, w.button("why:"+reason, "staff.place.reason."+reason, Plain))
		}
	case CornerDay:
		s.dayView(w, v)
	case CornerPrinter:
		s.printerView(w, v)
	case CornerNotices:
		s.noticesView(w, v)
	case CornerRules:
		s.rulesView(w, v)
	}
	s.noteView(w, v)
}

// noteView says what the last command did, or why the house declines it.
func (s State) noteView(w words, v *View) {
	switch {
	case s.corner.refused != nil:
		v.Lines = append(v.Lines, w.refusal(s.corner.refused))
	case s.corner.note.Key != "":
		v.Lines = append(v.Lines, w.book.Say(w.lang, s.corner.note.Key, s.corner.note.Args))
	}
}

func (s State) tabsView(w words, v *View) {
	for _, screen := range []Screen{CornerFloor, CornerVisits, CornerDay, CornerNotices} {
		name := string(screen)[len("staff-"):]
		tab := w.button("tab:"+name, "staff.tab."+name, Plain)
		if screen == CornerNotices && s.floor != nil && len(s.floor.Notices) > 0 {
			tab.Label += w.say("staff.dot") + strconv.Itoa(len(s.floor.Notices))
		}
		tab.Chosen = s.screen == screen
		v.Tabs = append(v.Tabs, tab)
	}
	if s.screen != CornerFloor && s.screen != CornerVisits && s.screen != CornerDay && s.screen != CornerNotices {
		v.Tabs = nil
	}
}

// rowsPerPage is how many lines a list for the staff shows at once.
const rowsPerPage = 7

func (s State) cornerPages() int {
	count, size := 0, rowsPerPage
	switch s.screen {
	case CornerFloor:
		count = len(s.advisors())
	case CornerVisits:
		count = len(s.present())
	case CornerPlace:
		count, size = len(s.advisors()), facesPerPage
	case CornerNotices:
		if s.floor != nil {
			count = len(s.floor.Notices)
		}
	case CornerPrinter:
		count = len(s.foundPrinters())
	case CornerRules:
		return len(s.rulePages())
	}
	return (count + size - 1) / size
}

func (s State) turnedCorner(page string) State {
	n, err := strconv.Atoi(page)
	if err == nil && n >= 0 && n < s.cornerPages() {
		s.corner.page = n
	}
	return s
}

// pageOf returns the part of a list that the page shows.
func pageOf[T any](all []T, page int) []T {
	from := min(page*rowsPerPage, len(all))
	return all[from:min(from+rowsPerPage, len(all))]
}

// turnPages gives the foot a way to the next and the former page.
func (s State) turnPages(w words, v *View) {
	if s.corner.page > 0 {
		v.Actions = append(v.Actions, w.button("page:"+strconv.Itoa(s.corner.page-1), "staff.page.former", Quiet))
	}
	if s.corner.page+1 < s.cornerPages() {
		v.Actions = append(v.Actions, w.button("page:"+strconv.Itoa(s.corner.page+1), "staff.page.next", Quiet))
	}
}

func (s State) floorView(w words, v *View) {
	v.Hint = w.say("staff.floor.hint")
	for _, a := range pageOf(s.advisors(), s.corner.page) {
		row := Row{Button: Button{ID: "advisor:" + string(a.ID), Label: a.Name, Detail: s.standing(w, a)}, Mark: "-"}
		if a.Place > 0 {
			row.Mark = strconv.Itoa(a.Place)
			row.Buttons = []Button{w.button("up:"+string(a.ID), "staff.up", Plain), w.button("down:"+string(a.ID), "staff.down", Plain)}
		}
		v.Rows = append(v.Rows, row)
	}
	s.turnPages(w, v)
}

// standing says how an advisor stands at this moment.
func (s State) standing(w words, a floor.Advisor) string {
	text := w.say("staff.state." + string(a.State))
	if a.State == floor.Away && a.Out != "" {
		text += w.say("staff.dot") + w.say("staff.reason."+string(a.Out))
	}
	if a.Serving > 0 {
		text += w.say("staff.dot") + fmt.Sprintf("%03d", a.Serving)
	}
	if a.Desk != "" {
		text += w.say("staff.dot") + w.say("kiosk.ticket.desk", "desk", a.Desk)
	}
	if a.Lunch {
		text += w.say("staff.dot") + w.say("staff.lunch")
	}
	if a.Owed > 0 {
		text += w.say("staff.dot") + w.say("staff.owed", "turns", strconv.Itoa(a.Owed))
	}
	return text
}

func number(v floor.Visit) string { return fmt.Sprintf("%03d", v.Number) }

func (s State) visitsView(w words, v *View) {
	visits := s.present()
	if len(visits) == 0 {
		v.Hint = w.say("staff.visits.none")
	}
	for _, visit := range pageOf(visits, s.corner.page) {
		v.Rows = append(v.Rows, Row{
			Button: Button{ID: "visit:" + string(visit.ID), Label: number(visit), Detail: s.waiting(w, visit)},
			Tail:   visit.OpenedAt.Format("15:04"),
		})
	}
	v.Actions = []Button{w.button("do:call_next", "staff.do.call_next", Primary)}
	s.turnPages(w, v)
}

// waiting says how a visit stands and with whom.
func (s State) waiting(w words, visit floor.Visit) string {
	text := w.say("staff.visit." + string(visit.State))
	if visit.Referee {
		text = w.say("staff.visit.referee")
	}
	if a, ok := s.advisor(visit.Server); ok {
		text += w.say("staff.dot") + a.Name
	}
	return text
}

func (s State) actionsView(w words, v *View) {
	for _, action := range s.actions() {
		kind := Plain
		if action == "leave" || action == "seal" {
			kind = Grave
		}
		v.Choices = append(v.Choices, w.button("do:"+action, "staff.do."+action, kind))
	}
}

// dayView shows the log's ways out and the rulebook in force.
func (s State) dayView(w words, v *View) {
	title := s.set.Rulebook[string(w.lang.Office())]
	if s.floor != nil {
		if title == "" {
			title = s.floor.Rulebook
		}
		if s.floor.Version != "" {
			title += " (" + s.floor.Version + ")"
		}
		v.Hint = s.floor.At.Format("2006-01-02")
	}
	v.Lines = append(v.Lines, w.say("staff.day.rulebook", "title", title))
	s.actionsView(w, v)
}

func (s State) noticesView(w words, v *View) {
	if s.floor == nil || len(s.floor.Notices) == 0 {
		v.Hint = w.say("staff.notices.none")
		return
	}
	for _, n := range pageOf(s.floor.Notices, s.corner.page) {
		v.Rows = append(v.Rows, Row{Button: Button{Label: w.book.Say(w.lang, n.Key, n.Args)}, Mark: n.At.Format("15:04")})
	}
	s.turnPages(w, v)
}
