package flow

import (
	"slices"
	"strconv"
	"strings"

	"shouwen/core/floor"
)

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
		return len(s.keyboards())
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
