package flow

import (
	"fmt"
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

func (s State) greetingView(w words, v *View) {
	v.Hint = w.say("kiosk.greeting.hint")
	v.Actions = []Button{w.button("start", "kiosk.greeting.start", Primary)}
	v.Staff = &Button{ID: "staff", Label: w.say("kiosk.staff"), Kind: Quiet}
}

// choiceView words a question with a few big answers.
func (s State) choiceView(w words, v *View, key string) {
	chosen := s.chosenWord()
	for _, answer := range s.choices() {
		b := Button{ID: "say:" + answer, Label: w.say(key + "." + answer), Chosen: chosen == answer}
		if s.screen == Before && answer == "site" && len(s.set.Sites) > 0 {
			b.Detail = strings.Join(s.set.Sites, w.say("kiosk.list"))
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
		add("site", s.set.asks(AskOtherSite) && len(s.set.Sites) > 0)
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

// facesPerPage is how many advisors stand on one screen.
const facesPerPage = 9

// facesView words a question that an advisor's face answers.
func (s State) facesView(w words, v *View, key string) {
	if s.screen == Helped && s.visitor.before == "kin" {
		v.Title = w.say("kiosk.helped.kin")
	}
	picked := s.pickedOn()
	v.Faces = s.faces(w, "who:", s.visitor.page)
	for i := range v.Faces {
		v.Faces[i].Chosen = v.Faces[i].Advisor == picked.Advisor
	}
	v.Tabs = s.pageTabs(w, s.visitor.page, s.pages())
	none := w.button("nobody", key+".nobody", Plain)
	none.Chosen = picked == floor.Nobody && !s.visitor.canShow
	v.Actions = []Button{none}
	if (s.screen == Helped || s.screen == Caller) && s.set.asks(AskMessage) {
		show := w.button("show", "kiosk.helped.show", Plain)
		show.Chosen = s.visitor.canShow
		v.Actions = append(v.Actions, show)
	}
}

func (s State) pickedOn() floor.Pick {
	switch s.screen {
	case Helped, Caller:
		return s.visitor.helped
	case Message:
		return s.visitor.message
	case Relative:
		return s.visitor.relative
	}
	return s.visitor.see
}

// faces returns the advisors of one page. They stand in the order of their
// ids, not of their turns: a face must not move away from under a finger
// because somebody else was called.
func (s State) faces(w words, prefix string, page int) []Face {
	all := slices.SortedFunc(slices.Values(s.advisors()), func(a, b floor.Advisor) int {
		return strings.Compare(string(a.ID), string(b.ID))
	})
	from := min(page*facesPerPage, len(all))
	to := min(from+facesPerPage, len(all))
	faces := make([]Face, 0, to-from)
	for _, a := range all[from:to] {
		f := face(a.ID, a.Name)
		f.ID = prefix + string(a.ID)
		if s.screen == See && (a.State == floor.Off || a.State == floor.Away && !a.Out.OnFloor()) {
			f.Detail = w.say("kiosk.see.out")
		}
		faces = append(faces, f)
	}
	return faces
}

func face(id floor.AdvisorID, name string) Face {
	return Face{Button: Button{Label: name}, Advisor: id}
}

// pages is how many pages the screen's list has.
func (s State) pages() int {
	switch s.screen {
	case Helped, Caller, Message, Relative, See:
		return (len(s.advisors()) + facesPerPage - 1) / facesPerPage
	case Name, IntroducerName:
		return len(s.surnamePages())
	}
	return 0
}

func (s State) pageTabs(w words, page, pages int) []Button {
	if pages < 2 {
		return nil
	}
	tabs := make([]Button, pages)
	for i := range tabs {
		tabs[i] = Button{ID: "page:" + strconv.Itoa(i), Label: w.say("kiosk.page", "page", strconv.Itoa(i+1)), Chosen: i == page}
	}
	return tabs
}

// nameView words the surname's buttons and the title's.
func (s State) nameView(w words, v *View, key string) {
	who := *s.entry()
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.name.label"), Text: who.surname, Empty: w.say("kiosk.name.empty"), Error: w.refusal(s.visitor.refused)}
	for i, page := range s.surnamePages() {
		v.Tabs = append(v.Tabs, Button{ID: "page:" + strconv.Itoa(i), Label: w.say(page.label, "page", strconv.Itoa(i+1)), Chosen: i == s.visitor.page})
		if i == s.visitor.page {
			v.Keys = page.keys(w, who.surname)
		}
	}
	v.Actions = []Button{w.button("title:mr", "kiosk.name.mr", Primary), w.button("title:ms", "kiosk.name.ms", Primary), w.button("skip", "kiosk.name.skip", Quiet)}
	if s.screen == IntroducerName {
		v.Actions[2] = w.button("skip", "kiosk.introducer.none", Quiet)
	}
}

// surnamePage is one tab of surnames; no names means the letters.
type surnamePage struct {
	label   string
	names   []string
	columns int
}

// surnamesPerPage fits both ways of standing the screen.
const surnamesPerPage = 36

// surnamePages lists the tabs, letters first for one who does not read Chinese.
func (s State) surnamePages() []surnamePage {
	var pages []surnamePage
	for rest := s.set.Surnames; len(rest) > 0; {
		n := min(surnamesPerPage, len(rest))
		pages = append(pages, surnamePage{"kiosk.name.page", rest[:n], 6})
		rest = rest[n:]
	}
	pages = append(pages, surnamePage{"kiosk.name.compound", s.set.Compound, 4})
	letters := surnamePage{label: "kiosk.name.letters"}
	if s.language() == floor.Chinese {
		return append(pages, letters)
	}
	return append([]surnamePage{letters}, pages...)
}

func (p surnamePage) keys(w words, chosen string) [][]Button {
	if p.names == nil {
		return letterKeys(w)
	}
	var rows [][]Button
	for names := range slices.Chunk(p.names, p.columns) {
		row := make([]Button, 0, p.columns)
		for _, name := range names {
			row = append(row, Button{ID: "name:" + name, Label: name, Chosen: name == chosen})
		}
		rows = append(rows, row)
	}
	return rows
}

// letterKeys is a Latin keyboard in rows short enough for a finger.
func letterKeys(w words) [][]Button {
	var rows [][]Button
	for _, letters := range []string{"ABCDEF", "GHIJKL", "MNOPQR", "STUVWX", "YZ"} {
		var row []Button
		for _, r := range letters {
			row = append(row, Button{ID: "key:" + string(r), Label: string(r)})
		}
		rows = append(rows, row)
	}
	last := len(rows) - 1
	rows[last] = append(rows[last], Button{ID: "key:-", Label: "-"}, Button{ID: "key:'", Label: "'"},
		w.button("key:space", "kiosk.key.space", Plain), w.button("del", "kiosk.key.del", Plain))
	return rows
}

// phoneView words the number pad and what is promised beside it.
func (s State) phoneView(w words, v *View, key string) {
	v.Hint = w.say(key + ".hint")
	v.Field = &Field{Label: w.say("kiosk.phone.label"), Text: grouped(s.entry().phone), Empty: w.say("kiosk.phone.example"), Error: w.refusal(s.visitor.refused)}
	v.Keys = padKeys(w)
	v.Actions = []Button{w.button("next", key+".next", Primary), w.button("skip", key+".skip", Plain)}
	if s.screen == Phone {
		c := s.set.Consent
		v.Lines = []string{w.say("kiosk.phone.consent", "months", strconv.Itoa(c.Months), "contact", c.Contact)}
	}
}

// padKeys is a number pad.
func padKeys(w words) [][]Button {
	var rows [][]Button
	for _, digits := range []string{"123", "456", "789"} {
		var row []Button
		for _, r := range digits {
			row = append(row, Button{ID: "key:" + string(r), Label: string(r)})
		}
		rows = append(rows, row)
	}
	return append(rows, []Button{w.button("clear", "kiosk.key.clear", Plain), {ID: "key:0", Label: "0"}, w.button("del", "kiosk.key.del", Plain)})
}

// ticketView words the last screen. Whose customer the visitor is stands on it
// only where he himself named that advisor: the screen tells nobody what a phone number reveals.
func (s State) ticketView(w words, v *View) {
	r := s.visitor.ruled
	v.Title = ""
	t := &TicketView{
		Caption: w.say("kiosk.ticket.caption"),
		Number:  fmt.Sprintf("%03d", r.Number),
		Slip:    w.say("kiosk.ticket.slip." + string(r.Slip)),
		Waits:   r.Slip == SlipPrinting,
	}
	if r.Server != "" {
		f := face(r.Server, r.Name)
		if r.Desk != "" {
			f.Detail = w.say("kiosk.ticket.desk", "desk", r.Desk)
		}
		t.Who = &f
	}
	t.Lines = s.sentences(w)
	if r.Slip == SlipFailed {
		t.QR, t.Code = r.Link, r.Code
	}
	v.Ticket = t
	v.Actions = []Button{w.button("home", "kiosk.ticket.done", Primary)}
}

// sentences say who comes and how it goes on.
func (s State) sentences(w words) []string {
	r := s.visitor.ruled
	owner, named := s.advisor(r.Owner)
	named = named && s.meets() == r.Owner
	switch {
	case r.Sentence == StandIn && named:
		return []string{w.say("kiosk.ticket.stand_in", "server", r.Name, "owner", owner.Name)}
	case r.Sentence == StandIn:
		return []string{w.say("kiosk.ticket.comes", "server", r.Name)}
	case r.Sentence == Nobody:
		return []string{w.say("kiosk.ticket.nobody"), w.say("kiosk.ticket.wait", "number", fmt.Sprintf("%03d", r.Number))}
	case r.Sentence == Referee:
		return []string{w.say("kiosk.ticket.referee"), w.say("kiosk.ticket.seat")}
	case r.Sentence == Soon:
		return []string{w.say("kiosk.ticket.soon", "server", r.Name), w.say("kiosk.ticket.wait", "number", fmt.Sprintf("%03d", r.Number))}
	}
	return []string{w.say("kiosk.ticket.comes", "server", r.Name)}
}
