package flow

import (
	"slices"
	"strings"

	"shouwen/core/floor"
)

// The screens of the staff corner.
const (
	CornerPIN     Screen = "staff-pin"
	CornerFloor   Screen = "staff-floor"   // today's order and who is in
	CornerAdvisor Screen = "staff-advisor" // what can be done about one advisor
	CornerOut     Screen = "staff-out"     // why he steps out
	CornerVisits  Screen = "staff-visits"
	CornerVisit   Screen = "staff-visit"   // what can be done about one visit
	CornerPlace   Screen = "staff-place"   // with whom to place it
	CornerWhy     Screen = "staff-why"     // why there
	CornerDay     Screen = "staff-day"     // log, seal, rulebook in force
	CornerPrinter Screen = "staff-printer" // what slips print on
	CornerNotices Screen = "staff-notices"
	CornerRules   Screen = "staff-rules" // the rulebook in force, to read
)

func (screen Screen) ofStaff() bool { return strings.HasPrefix(string(screen), "staff-") }

// corner is what the staff corner knows while it is open.
type corner struct {
	by       floor.Actor
	pin      string // only while it is typed
	advisor  floor.AdvisorID
	visit    floor.VisitID
	server   floor.AdvisorID // with whom the visit is to be placed
	page     int
	chapter  int            // of the rulebook
	printers *PrintersFound // nil while they are looked for
	note     Noted
	refused  *floor.Refusal
}

// PlaceReasons lists why a visit may be placed by hand; phrase keys below staff.place.reason.
func PlaceReasons() []string {
	return []string{"asked", "known", "language", "absent", "manager"}
}

// admitted opens the corner, unless nobody waits for that any more.
func (s State) admitted(n Admitted) State {
	if s.screen != CornerPIN {
		return s
	}
	s.corner = corner{by: n.By}
	return s.show(CornerFloor)
}

// turn brings up another screen of the corner, without what was said on this one.
func (s State) turn(screen Screen) State {
	s.corner.page, s.corner.refused, s.corner.note = 0, nil, Noted{}
	return s.show(screen)
}

func (s State) cornerBack() State {
	switch s.screen {
	case CornerAdvisor:
		return s.turn(CornerFloor)
	case CornerOut:
		return s.turn(CornerAdvisor)
	case CornerVisit:
		return s.turn(CornerVisits)
	case CornerPlace:
		return s.turn(CornerVisit)
	case CornerWhy:
		return s.turn(CornerPlace)
	case CornerRules, CornerPrinter:
		return s.turn(CornerDay)
	}
	return s.home()
}

// cornerTouched answers a touch in the staff corner.
func (s State) cornerTouched(t Touch) (State, Command) {
	if s.screen == CornerPIN {
		return s.pinTouched(t.Button)
	}
	verb, object, _ := strings.Cut(t.Button, ":")
	switch verb {
	case "tab":
		return s.tab(object), nil
	case "page":
		return s.turnedCorner(object), nil
	case "chapter":
		return s.openedChapter(object), nil
	case "advisor":
		if s.screen == CornerFloor && s.knows(floor.AdvisorID(object)) {
			s.corner.advisor = floor.AdvisorID(object)
			return s.turn(CornerAdvisor), nil
		}
	case "visit":
		if s.screen == CornerVisits && s.visit(floor.VisitID(object)) != nil {
			s.corner.visit = floor.VisitID(object)
			return s.turn(CornerVisit), nil
		}
	case "up", "down":
		return s.moved(floor.AdvisorID(object), verb == "up")
	case "printer":
		return s.usedPrinter(object)
	case "do":
		return s.did(object)
	}
	return s.chosen(verb, object)
}

// tab changes between the corner's main screens.
func (s State) tab(name string) State {
	for _, screen := range []Screen{CornerFloor, CornerVisits, CornerDay, CornerNotices} {
		if string(screen) == "staff-"+name {
			return s.turn(screen)
		}
	}
	return s
}

// chosen takes the answer of one of the corner's lists.
func (s State) chosen(verb, object string) (State, Command) {
	c := &s.corner
	switch {
	case verb == "out" && s.screen == CornerOut && slices.Contains(floor.OutReasons(), floor.OutReason(object)):
		return s.turn(CornerFloor), StepOut{c.by, c.advisor, floor.OutReason(object)}
	case verb == "who" && s.screen == CornerPlace && s.knows(floor.AdvisorID(object)):
		c.server = floor.AdvisorID(object)
		return s.turn(CornerWhy), nil
	case verb == "why" && s.screen == CornerWhy && slices.Contains(PlaceReasons(), object):
		return s.turn(CornerVisits), Place{c.by, c.visit, c.server, "staff.place.reason." + object}
	}
	return s, nil
}

// did carries out an action of the screen.
func (s State) did(action string) (State, Command) {
	c := s.corner
	if !slices.Contains(s.actions(), action) {
		return s, nil
	}
	s.corner.note, s.corner.refused = Noted{}, nil
	switch action {
	case "step_out":
		return s.turn(CornerOut), nil
	case "place":
		return s.turn(CornerPlace), nil
	case "rules":
		s.corner.chapter = 0
		return s.turn(CornerRules), nil
	case "sign_in":
		return s.turn(CornerFloor), SignIn{c.by, c.advisor}
	case "sign_out":
		return s.turn(CornerFloor), SignOut{c.by, c.advisor}
	case "step_back":
		return s.turn(CornerFloor), StepBack{c.by, c.advisor}
	case "lunch_on", "lunch_off":
		return s.turn(CornerFloor), LunchDuty{c.by, c.advisor, action == "lunch_on"}
	case "printer", "find":
		s.corner.printers = nil
		return s.turn(CornerPrinter), FindPrinters{c.by}
	case "test_page":
		return s, PrintTestPage{c.by}
	case "badge":
		return s, PrintBadge{c.by, c.advisor}
	case "call_next":
		return s, CallNext{c.by}
	case "call_again":
		return s, CallAgain{c.by, c.visit}
	case "reprint":
		return s, Reprint{c.by, c.visit}
	case "leave":
		return s.turn(CornerVisits), Leave{c.by, c.visit}
	case "export":
		return s, ExportDay{c.by}
	case "seal":
		return s, SealDay{c.by}
	}
	return s, nil
}

// actions lists what the screen lets the staff do now.
func (s State) actions() []string {
	switch s.screen {
	case CornerAdvisor:
		return s.advisorActions()
	case CornerVisits:
		return []string{"call_next"}
	case CornerVisit:
		return s.visitActions()
	case CornerDay:
		if len(s.rules().Chapters) > 0 {
			return []string{"rules", "printer", "export", "seal"}
		}
		return []string{"printer", "export", "seal"}
	case CornerPrinter:
		return []string{"test_page", "find"}
	}
	return nil
}

func (s State) advisorActions() []string {
	a, ok := s.advisor(s.corner.advisor)
	if !ok {
		return nil
	}
	lunch := "lunch_on"
	if a.Lunch {
		lunch = "lunch_off"
	}
	switch a.State {
	case floor.Off:
		return []string{"sign_in", "badge"}
	case floor.Away:
		return []string{"step_back", "sign_out", lunch, "badge"}
	}
	return []string{"step_out", "sign_out", lunch, "badge"}
}

func (s State) visitActions() []string {
	v := s.visit(s.corner.visit)
	switch {
	case v == nil:
		return nil
	case v.State == floor.Serving:
		return []string{"place", "reprint"}
	}
	if v.Server == "" {
		return []string{"place", "reprint", "leave"}
	}
	return []string{"call_again", "place", "reprint", "leave"}
}

// moved asks for the day's order with one advisor a place up or down.
func (s State) moved(id floor.AdvisorID, up bool) (State, Command) {
	if s.screen != CornerFloor {
		return s, nil
	}
	var order []floor.AdvisorID
	for _, a := range s.advisors() {
		if a.Place > 0 {
			order = append(order, a.ID)
		}
	}
	at := slices.Index(order, id)
	to := at + 1
	if up {
		to = at - 1
	}
	if at < 0 || to < 0 || to >= len(order) {
		return s, nil
	}
	order[at], order[to] = order[to], order[at]
	return s, SetOrder{s.corner.by, order}
}

// visit looks up a visit that is still in the house.
func (s State) visit(id floor.VisitID) *floor.Visit {
	for _, v := range s.present() {
		if v.ID == id {
			return &v
		}
	}
	return nil
}

// present lists the visits that are still in the house.
func (s State) present() []floor.Visit {
	if s.floor == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.floor.Visits), func(v floor.Visit) bool {
		return v.State == floor.Finished || v.State == floor.Left
	})
}
