package flow

import (
	"slices"

	"shouwen/core/floor"
)

// plan lists the screens that this visitor's answers so far call for. A
// question that an earlier answer has made pointless is not in it, and neither
// is the answer to one that he took back.
func (s State) plan() []Screen {
	p := planner{set: s.set, v: s.visitor}
	p.acquaintance()
	p.introduction()
	p.wishes()
	p.add(Name, true)
	p.add(Phone, true)
	return p.screens
}

type planner struct {
	set     *Settings
	v       visitor
	screens []Screen
	named   bool // the visitor has named an advisor, whose customer he may be
}

func (p *planner) add(screen Screen, when bool) bool {
	if when {
		p.screens = append(p.screens, screen)
	}
	return when
}

// acquaintance asks whether one of us knows him already, and who.
func (p *planner) acquaintance() {
	knows := p.add(Before, p.set.asks(AskBeenBefore, AskKin, AskOtherSite)) && p.v.before != "" && p.v.before != "first"
	canShow := false
	if p.add(Helped, knows && p.set.asks(AskRecalled)) {
		p.named, canShow = p.v.helped.Advisor != "", p.v.canShow
	}
	if p.add(Contacted, !p.named && !canShow && p.set.asks(AskContacted)) && p.v.contacted == floor.Yes {
		if p.add(Caller, !knows && p.set.asks(AskRecalled)) {
			p.named, canShow = p.v.helped.Advisor != "", p.v.canShow
		} else {
			canShow = true
		}
	}
	if p.add(Message, canShow && p.set.asks(AskMessage)) {
		p.named = p.v.message.Advisor != ""
	}
}

// introduction asks who sent him. Who has been here himself was asked then.
func (p *planner) introduction() {
	if !p.add(Introduced, p.v.before != "self" && p.set.asks(AskReferred, AskRelative)) {
		return
	}
	if p.add(Relative, p.v.introduced == "relative") {
		p.named = p.named || p.v.relative.Advisor != ""
		return
	}
	if p.v.introduced != "customer" && p.v.introduced != "partner" {
		return
	}
	p.add(Accompanied, p.set.asks(AskAccompanied))
	if p.add(Introducer, p.set.asks(AskReferrer)) {
		p.add(IntroducerName, p.v.byWhat == "name")
		p.add(IntroducerPhone, p.v.byWhat == "phone")
	}
}

// wishes asks whom and what he came for. Who named an advisor sees that one,
// unless he says that he would see another.
func (p *planner) wishes() {
	p.add(See, p.set.asks(AskRequested) && (!p.named || p.v.another))
	meets := p.named && !p.v.another || slices.Contains(p.screens, See) && p.v.see.Advisor != ""
	p.add(Appointment, meets && p.set.asks(AskAppointment) && (p.v.before != "first" || p.v.contacted == floor.Yes))
	p.add(Purpose, p.set.asks(AskPurpose))
	p.add(Party, p.set.asks(AskParty))
}

// meets is the advisor whom the visitor named and expects to see.
func (s State) meets() floor.AdvisorID {
	a := s.answers()
	for _, pick := range []floor.Pick{a.Requested, a.Recalled, a.ShownMessage, a.AdvisorTie} {
		if pick.Advisor != "" {
			return pick.Advisor
		}
	}
	return ""
}

// answers are what the visitor said on the screens of his plan.
func (s State) answers() floor.Answers {
	plan, v := s.plan(), s.visitor
	on := func(any ...Screen) bool {
		return slices.ContainsFunc(any, func(screen Screen) bool { return slices.Contains(plan, screen) })
	}
	a := floor.Answers{Language: s.language()}
	if on(Before) {
		s.beenBefore(&a)
	}
	if on(Helped, Caller) {
		a.Recalled = v.helped
		if v.helped.Asked && v.helped.Advisor == "" && s.set.asks(AskMessage) {
			a.ShownMessage = floor.Nobody
		}
	}
	if on(Contacted) {
		a.StaffContacted = v.contacted
	}
	if on(Message) {
		a.ShownMessage = v.message
	}
	if on(See) {
		a.Requested = v.see
	}
	if on(Introduced) {
		s.introductionOf(&a, on)
	}
	if on(Purpose) {
		a.Purpose = v.purpose
	}
	if on(Party) {
		a.PartySize = v.party
	}
	if on(Appointment) {
		a.Appointment = s.appointmentOf(a)
	}
	return a
}

func (s State) beenBefore(a *floor.Answers) {
	say := func(ask Question, to *floor.YesNo, mine string) {
		switch {
		case !s.set.asks(ask) || s.visitor.before == "":
		case s.visitor.before == mine || mine == "site" && isSite(s.visitor.before):
			*to = floor.Yes
		case ask == AskBeenBefore || s.visitor.before == "first":
			*to = floor.No
		}
	}
	say(AskBeenBefore, &a.BeenBefore, "self")
	say(AskKin, &a.KinBeenBefore, "kin")
	say(AskOtherSite, &a.OtherSite, "site")
	if a.OtherSite == floor.Yes {
		a.OtherSiteID = s.siteOf(s.visitor.before)
	}
}

func (s State) introductionOf(a *floor.Answers, on func(...Screen) bool) {
	v := s.visitor
	if s.set.asks(AskReferred) && v.introduced != "" {
		a.Referral.By = v.introduced
		if v.introduced == "relative" {
			a.Referral.By = "no"
		}
	}
	if s.set.asks(AskRelative) && v.introduced != "" {
		a.AdvisorTie = floor.Nobody
	}
	if on(Relative) && v.relative.Asked {
		a.AdvisorTie = v.relative
	}
	if on(Accompanied) {
		a.Referral.Accompanied = v.accompanied
	}
}

func (s State) appointmentOf(a floor.Answers) floor.Pick {
	if s.visitor.appointment != floor.Yes {
		return floor.Pick{Asked: s.visitor.appointment != ""}
	}
	for _, pick := range []floor.Pick{a.Requested, a.Recalled, a.ShownMessage, a.AdvisorTie} {
		if pick.Advisor != "" {
			return pick
		}
	}
	return floor.Nobody
}

// person is who the visitor said he is, as far as he said it.
func (s State) person() floor.Person {
	v := s.visitor
	p := floor.Person{Title: v.self.title, Phone: v.self.number()}
	p.Surname, p.Given = s.parts(v.self)
	plan := s.plan()
	switch {
	case slices.Contains(plan, IntroducerName) && v.introducer.name != "":
		p.Referrer = s.fullName(v.introducer) + titleSuffix(v.introducer.title)
	case slices.Contains(plan, IntroducerPhone):
		p.Referrer = v.introducer.number()
	}
	return p
}

// titleSuffix is how the house writes an introducer's title, whatever the
// visitor's language: the record is one for all who read it.
func titleSuffix(title string) string {
	switch title {
	case "mr":
		return "先生"
	case "ms":
		return "女士"
	}
	return ""
}
