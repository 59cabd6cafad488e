package flow

import (
	"slices"
	"strconv"
	"strings"

	"shouwen/core/floor"
)

// visitorView words a screen that a visitor sees.
func (s State) visitorView(w words, v *View) {
	if s.screen != Greeting {
		s.placeInPlan(w, v)
	}
	key := "kiosk." + strings.ReplaceAll(string(s.screen), "-", "_")
	v.Title = w.say(key + ".title")
	switch s.screen {
	case Greeting:
		s.greetingView(w, v)
	case Before, Contacted, Introduced, Accompanied, Introducer, Purpose, Party, Appointment:
		s.choiceView(w, v, key)
	case Helped, Caller, Message, Relative, See:
		s.facesView(w, v, key)
	case Name, IntroducerName:
		s.nameView(w, v, key)
	case Phone, IntroducerPhone:
		s.phoneView(w, v, key)
	case Asking:
		v.Hint = w.say(key + ".hint")
	case Ticket:
		s.ticketView(w, v)
	case Calm:
		v.Lines = []string{w.say("kiosk.calm.line"), w.say("kiosk.calm.next")}
		v.Actions = []Button{w.button("retry", "kiosk.calm.retry", Primary), w.button("home", "kiosk.calm.home", Quiet)}
	case Refusal:
		v.Lines = []string{w.refusal(s.visitor.refused)}
		v.Actions = []Button{w.button("back", "common.back", Primary), w.button("home", "kiosk.calm.home", Quiet)}
	}
}

// placeInPlan says how far the visitor is, and gives him the way back.
func (s State) placeInPlan(w words, v *View) {
	plan := s.plan()
	if at := slices.Index(plan, s.screen); at >= 0 {
		v.Progress = Progress{At: at + 1, Of: len(plan)}
		v.Back = w.back()
	}
}

// shortGreeting is the longest greeting, in characters, that stands as the
// first screen's title; a longer one stands below it.
const shortGreeting = 20

func (s State) greetingView(w words, v *View) {
	v.Hint = w.say("kiosk.greeting.hint")
	if own := s.set.Greeting[string(w.lang)]; own != "" && len([]rune(own)) <= shortGreeting {
		v.Title = strings.Replace(own, "，", "，\n", 1) // never in the middle of a word
	} else if own != "" {
		v.Hint = own + "\n" + v.Hint
	}
	v.Actions = []Button{w.button("start", "kiosk.greeting.start", Primary)}
	v.Staff = &Button{ID: "staff", Label: w.say("kiosk.staff"), Kind: Quiet}
}

// choiceView words a question with a few big answers.
func (s State) choiceView(w words, v *View, key string) {
	chosen := s.chosenWord()
	for _, answer := range s.choices() {
		word, _, _ := strings.Cut(answer, "/")
		b := Button{ID: "say:" + answer, Label: w.say(key + "." + word), Chosen: chosen == answer}
		if s.screen == Before && word == "site" && len(s.set.Sites) > 0 {
			b.Detail = s.siteNames(w, answer)
		}
		v.Choices = append(v.Choices, b)
	}
	switch {
	case s.screen == Appointment:
		who, _ := s.advisor(s.meets())
		v.Title = w.say(key+".title", "advisor", who.Name)
	case s.offersAnother():
		v.Actions = []Button{w.button("another", "kiosk.purpose.another", Quiet)}
	}
}

// choices lists the answers of the screen; words below its phrase key.
func (s State) choices() []string {
	var list []string
	add := func(answer string, when bool) {
		if when {
			list = append(list, answer)
		}
	}
	switch s.screen {
	case Before:
		add("first", true)
		add("self", s.set.asks(AskBeenBefore))
		add("kin", s.set.asks(AskKin))
		for _, site := range s.siteAnswers() {
			add(site, s.set.asks(AskOtherSite))
		}
	case Contacted:
		return []string{"yes", "no", "unsure"}
	case Appointment, Accompanied:
		return []string{"yes", "no"}
	case Introduced:
		add("no", true)
		add("customer", s.set.asks(AskReferred))
		add("partner", s.set.asks(AskReferred))
		add("relative", s.set.asks(AskRelative))
	case Introducer:
		return []string{"name", "phone", "none"}
	case Purpose:
		for _, p := range []floor.Purpose{floor.Learn, floor.PassingQuestion, floor.MaterialsOnly, floor.ReserveAgreed, floor.SignContract, floor.MarketSurvey} {
			add(string(p), true)
		}
	case Party:
		for n := 1; n <= 6; n++ {
			add(strconv.Itoa(n), true)
		}
	}
	return list
}

// chosenWord is the answer that the screen already has.
func (s State) chosenWord() string {
	v := s.visitor
	switch s.screen {
	case Before:
		return v.before
	case Contacted:
		return string(v.contacted)
	case Appointment:
		return string(v.appointment)
	case Introduced:
		return v.introduced
	case Accompanied:
		return string(v.accompanied)
	case Introducer:
		return v.byWhat
	case Purpose:
		return string(v.purpose)
	case Party:
		return strconv.Itoa(v.party)
	}
	return ""
}
