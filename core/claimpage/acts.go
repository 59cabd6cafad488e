package claimpage

import (
	"errors"
	"net/http"
	"strconv"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// An act is something that can be done to a visit: by whom, and when it makes
// sense. When it does not, the form is not offered; one that comes all the same
// is the desk's to refuse, which knows why.
type act struct {
	name     string
	who      access
	entitled func(*call, desk.Visit) bool // by who the reader is to the visit
	fits     func(desk.Visit) bool
	run      func(*call, desk.Visit) error
}

// acts lists them all.
func acts() []act {
	return []act{
		{"callagain", staff, serverOrManager, assigned, func(c *call, v desk.Visit) error { return c.desk().CallAgain(c.stamp(), v.ID) }},
		{"leave", staff, serverOrManager, waiting, func(c *call, v desk.Visit) error { return c.desk().Leave(c.stamp(), v.ID) }},
		{"recognise", staff, concerned, served, recognise},
		{"handback", advisors, server, handsBack, handBack},
		{"handover", staff, serverOrManager, served, handOver},
		{"change", staff, concerned, served, change},
		{"finish", staff, serverOrManager, served, finish},
		{"deal", staff, concerned, dealt, deal},
		{"claimdeal", advisors, outsider, disputable, func(c *call, v desk.Visit) error {
			_, err := c.desk().ClaimDeal(c.stamp(), v.ID, c.me())
			return err
		}},
		{"followup", advisors, concerned, over, followUp},
		{"inform", staff, whoStoodIn, stoodIn, inform},
		{"find", staff, concerned, always, find},
		{"place", manager, anybody, isOpen, place},
		{"rule", manager, anybody, always, rule},
		{"dispute", manager, anybody, always, dispute},
	}
}

func (c *call) desk() Desk { return c.p.set.Desk }

// Who may.
func anybody(*call, desk.Visit) bool    { return true }
func server(c *call, v desk.Visit) bool { return c.me() != "" && v.Server == c.me() }
func serverOrManager(c *call, v desk.Visit) bool {
	return c.manager() || server(c, v)
}
func concerned(c *call, v desk.Visit) bool {
	return serverOrManager(c, v) || c.me() != "" && v.Owner == c.me()
}
func outsider(c *call, v desk.Visit) bool { return v.Deal == nil || v.Deal.Closer != c.me() }

// When it makes sense.
func always(desk.Visit) bool       { return true }
func waiting(v desk.Visit) bool    { return v.State == floor.Waiting || v.State == floor.Called }
func assigned(v desk.Visit) bool   { return waiting(v) && v.Server != "" }
func served(v desk.Visit) bool     { return v.State == floor.Serving }
func dealt(v desk.Visit) bool      { return served(v) || v.State == floor.Finished }
func over(v desk.Visit) bool       { return v.State == floor.Finished }
func disputable(v desk.Visit) bool { return v.Deal != nil && v.Deal.ClaimBy == "" }
func handsBack(v desk.Visit) bool {
	return served(v) && v.Owner != "" && v.Owner != floor.Pool && v.Owner != v.Server
}

// post carries an act out, and leads back to the visit. What the house refuses
// is said on the visit's page, with the form as it was filled in.
func (a act) post(c *call) error {
	v, err := c.visit()
	if err != nil {
		return err
	}
	if !a.entitled(c, v) {
		return floor.Refuse("refusal.visit.others", "number", number(v.Number), "advisor", c.name(v.Server))
	}
	err = a.run(c, v)
	var no *floor.Refusal
	var wrong *filled
	switch {
	case errors.As(err, &wrong):
		return c.visitPage(http.StatusUnprocessableEntity, v, "", *wrong, c.say("page.refusal.form"))
	case errors.As(err, &no):
		return c.visitPage(statusOf(no), v, "", c.kept(a.name), c.wordsOf(no))
	case err != nil:
		return err
	}
	return c.done("/visit/" + string(v.ID) + "?done=" + a.name)
}

// Error makes a form that lacks something an error of the act, which carries
// what was filled in.
func (f *filled) Error() string { return "page: the form " + f.Act + " lacks something" }

// kept is what the form held, to be shown again.
func (c *call) kept(name string) filled {
	f := c.r.PostForm
	return filled{Act: name, Surname: field(f.Get("surname"), 40), Title: f.Get("title"), Phone: field(f.Get("phone"), 30),
		Need: field(f.Get("need"), 500), Needs: f["needs"], Consent: f.Get("consent")}
}

// field trims what was typed and bounds it.
func field(text string, most int) string {
	runes := []rune(strings.TrimSpace(text))
	return string(runes[:min(len(runes), most)])
}

func (c *call) value(name string) string { return field(c.r.PostForm.Get(name), 500) }

func (c *call) chosen(name string) floor.AdvisorID { return floor.AdvisorID(c.value(name)) }

func recognise(c *call, v desk.Visit) error {
	_, err := c.desk().Recognise(c.stamp(), v.ID, c.value("by"), c.value("wish"))
	return err
}

func handBack(c *call, v desk.Visit) error {
	_, err := c.desk().HandBack(c.stamp(), v.ID, c.value("wish"))
	return err
}

func handOver(c *call, v desk.Visit) error { return c.desk().HandOver(c.stamp(), v.ID, c.chosen("to")) }

func change(c *call, v desk.Visit) error {
	_, err := c.desk().Change(c.stamp(), v.ID, c.value("wish"), c.chosen("wanted"), c.value("confirmed") == "yes")
	return err
}

// deal records who closed. An advisor names himself or the other who is
// concerned with the customer, never a third.
func deal(c *call, v desk.Visit) error {
	closer := c.chosen("closer")
	if !c.manager() && closer != c.me() && closer != v.Server && closer != v.Owner {
		return floor.Refuse("refusal.advisor.unknown")
	}
	_, err := c.desk().Deal(c.stamp(), v.ID, closer, c.value("stage"))
	return err
}

func followUp(c *call, v desk.Visit) error {
	return c.desk().FollowUp(c.stamp(), v.Customer, c.me(), c.value("channel"), c.value("note"), c.value("reaction"))
}

func place(c *call, v desk.Visit) error {
	return c.desk().Place(c.stamp(), v.ID, c.chosen("to"), c.value("reason"))
}

func rule(c *call, v desk.Visit) error {
	return c.desk().Rule(c.stamp(), v.ID, string(floor.RoleManager), c.chosen("server"), c.chosen("owner"), c.value("reason"))
}

func dispute(c *call, v desk.Visit) error {
	var between []floor.AdvisorID
	for _, id := range c.r.PostForm["between"] {
		between = append(between, floor.AdvisorID(id))
	}
	if len(between) < 2 {
		return floor.Refuse("page.refusal.between")
	}
	_, err := c.desk().Dispute(c.stamp(), v.ID, between)
	return err
}

// finish completes the register. What is wrong with the phone is said beside
// it; a phone is taken only with the customer's consent to the notice.
func finish(c *call, v desk.Visit) error {
	f := c.kept("finish")
	if f.Phone != "" && c.p.set.CheckPhone != nil {
		if no := c.p.set.CheckPhone(f.Phone); no != nil {
			f.BadPhone = c.wordsOf(no)
		}
	}
	given := f.Consent == "yes"
	if f.Phone != "" && !given && !v.Consent.Given {
		f.BadConsent = c.say("page.refusal.consent")
	}
	if f.Surname != "" && f.Title == "" {
		f.BadSurname = c.say("page.refusal.title")
	}
	if f.BadPhone != "" || f.BadConsent != "" || f.BadSurname != "" {
		return &f
	}
	b := desk.Basics{Surname: f.Surname, Title: f.Title, Phone: f.Phone, Need: c.needs(f)}
	if given {
		b.Consent = floor.Consent{Version: c.p.set.Consent.Version, Language: c.lang, Given: true}
	}
	_, err := c.desk().Finish(c.stamp(), v.ID, b)
	return err
}

// needs joins what was ticked and what was written.
func (c *call) needs(f filled) string {
	var out []string
	for _, n := range f.Needs {
		if key := "page.need." + n; c.p.set.Words.Has(key) {
			out = append(out, c.say(key))
		}
	}
	if f.Need != "" {
		out = append(out, f.Need)
	}
	return strings.Join(out, c.say("page.and"))
}

func digits(n int) string { return strconv.Itoa(n) }
