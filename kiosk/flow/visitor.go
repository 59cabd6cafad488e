package flow

import (
	"slices"
	"strconv"

	"shouwen/core/floor"
)

// visitorTouched answers a touch on a screen that a visitor sees.
func (s State) visitorTouched(t Touch, long bool) (State, Command) {
	if said, ok := cut(t.Button, "say:"); ok {
		return s.said(said)
	}
	if who, ok := cut(t.Button, "who:"); ok {
		return s.picked(floor.Named(floor.AdvisorID(who)))
	}
	if page, ok := cut(t.Button, "page:"); ok {
		return s.turned(page), nil
	}
	switch t.Button {
	case "start":
		return s.start(t), nil
	case "staff":
		if s.screen == Greeting {
			return s.show(CornerPIN), nil
		}
	case "nobody":
		return s.picked(floor.Nobody)
	case "show":
		return s.showsMessage()
	case "another":
		return s.wantsAnother(), nil
	case "retry":
		if s.screen == Calm && s.visitor.key != "" {
			return s.open(s.visitor.consented)
		}
	}
	return s.typedOn(t, long)
}

// start begins a visit: from here on a second touch of the same finger cannot open another one.
func (s State) start(t Touch) State {
	if s.screen != Greeting {
		return s
	}
	if t.Fresh == "" {
		panic("flow: a touch that starts a visit has no fresh key")
	}
	s.visitor.key = t.Fresh
	return s.show(s.plan()[0])
}

// onward goes to the screen that follows this one, now that it is answered.
func (s State) onward() (State, Command) {
	plan := s.plan()
	for i, at := range plan {
		if at == s.screen && i+1 < len(plan) {
			return s.show(plan[i+1]), nil
		}
	}
	return s, nil
}

// said takes the answer of a screen whose answers are a few big buttons.
func (s State) said(what string) (State, Command) {
	if !slices.Contains(s.choices(), what) {
		return s, nil
	}
	v := &s.visitor
	switch s.screen {
	case Before:
		v.before = what
	case Contacted:
		v.contacted = floor.YesNo(what)
	case Appointment:
		v.appointment = floor.YesNo(what)
	case Introduced:
		v.introduced = what
	case Accompanied:
		v.accompanied = floor.YesNo(what)
	case Introducer:
		v.byWhat = what
	case Purpose:
		v.purpose = floor.Purpose(what)
	case Party:
		v.party, _ = strconv.Atoi(what)
	}
	return s.onward()
}

// picked takes the answer of a screen of faces.
func (s State) picked(who floor.Pick) (State, Command) {
	if who.Advisor != "" && !s.knows(who.Advisor) {
		return s, nil
	}
	v := &s.visitor
	switch s.screen {
	case Helped, Caller:
		v.helped, v.canShow = who, false
	case Message:
		v.message = who
	case Relative:
		v.relative = who
	case See:
		v.see = who
	default:
		return s, nil
	}
	return s.onward()
}

// showsMessage is the answer of one who does not know the name but has the message.
func (s State) showsMessage() (State, Command) {
	if s.screen != Helped && s.screen != Caller || !s.set.asks(AskMessage) {
		return s, nil
	}
	s.visitor.helped, s.visitor.canShow = floor.Nobody, true
	return s.onward()
}

// wantsAnother lets one who named an advisor say that he would see another.
func (s State) wantsAnother() State {
	if !s.offersAnother() {
		return s
	}
	s.visitor.another = true
	return s.show(See)
}

func (s State) offersAnother() bool {
	return s.screen == Purpose && !s.visitor.another && s.set.asks(AskRequested) && s.meets() != "" && !s.answers().Requested.Asked
}

func (s State) knows(id floor.AdvisorID) bool {
	_, ok := s.advisor(id)
	return ok
}

// advisor looks an advisor up on the floor.
func (s State) advisor(id floor.AdvisorID) (floor.Advisor, bool) {
	for _, a := range s.advisors() {
		if a.ID == id {
			return a, true
		}
	}
	return floor.Advisor{}, false
}

func (s State) advisors() []floor.Advisor {
	if s.floor == nil {
		return nil
	}
	return s.floor.Advisors
}

// turned shows another page of the list on the screen.
func (s State) turned(page string) State {
	n, err := strconv.Atoi(page)
	if err != nil || n < 0 || n >= s.pages() {
		return s
	}
	s.visitor.page, s.visitor.keys = n, keyboard{}
	return s
}

// open brings the visitor to the desk. What he was promised about his phone goes with it.
func (s State) open(consented bool) (State, Command) {
	s.visitor.consented = consented
	s = s.show(Asking)
	return s, OpenVisit{
		Key:     s.visitor.key,
		Answers: s.answers(),
		Person:  s.person(),
		Consent: floor.Consent{Version: s.set.Consent.Version, Language: s.language(), Given: consented},
	}
}
