package daylog

import (
	"strconv"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// answers says what a visitor answered, leaving out what he was not asked.
func (w words) answers(v desk.Visit) string {
	a := v.Answers
	return w.list(
		w.word("language", string(a.Language)),
		w.yesNo("been_before", a.BeenBefore), w.yesNo("kin_been_before", a.KinBeenBefore),
		w.yesNo("other_site", a.OtherSite), w.yesNo("staff_contacted", a.StaffContacted),
		w.pick("recalled", a.Recalled), w.pick("shown_message", a.ShownMessage),
		w.pick("requested", a.Requested), w.pick("appointment", a.Appointment), w.pick("advisor_tie", a.AdvisorTie),
		w.referral(a.Referral, v.Referrer), w.word("purpose", string(a.Purpose)),
		w.party(a.PartySize), w.consent(v.Consent),
	)
}

func (w words) yesNo(question string, said floor.YesNo) string {
	if said == floor.NotAsked {
		return ""
	}
	return w.say("log.answer."+question, "said", w.word("said", string(said)))
}

func (w words) pick(question string, p floor.Pick) string {
	if !p.Asked {
		return ""
	}
	said := w.say("log.said.nobody")
	if p.Advisor != "" {
		said = w.advisor(p.Advisor)
	}
	return w.say("log.answer."+question, "said", said)
}

func (w words) referral(r floor.Referral, found floor.CustomerID) string {
	if r.By == "" {
		return ""
	}
	accompanied, on := "", ""
	if r.Accompanied == floor.Yes {
		accompanied = w.say("log.answer.accompanied")
	}
	if found != "" {
		on = w.say("log.answer.referrer_found")
	}
	return w.aside(w.word("referral", r.By), accompanied, on)
}

func (w words) party(size int) string {
	if size == 0 {
		return ""
	}
	return w.say("log.answer.party", "count", strconv.Itoa(size))
}

// consent says which notice was shown, and whether the visitor agreed to it.
func (w words) consent(c floor.Consent) string {
	switch {
	case c.Version == "":
		return ""
	case c.Given:
		return w.say("log.consent.given", "version", c.Version)
	}
	return w.say("log.consent.refused", "version", c.Version)
}
