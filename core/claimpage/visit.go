package claimpage

import (
	"net/http"
	"slices"
	"strings"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

type visitView struct {
	frame
	ID       string
	Row      row
	Customer string // link to the file, for the manager
	Person   personView
	Code     string // with which this reader may claim; empty if he may not
	Pending  bool   // nobody is free: the ruling is made again when somebody is
	Takes    string // from whom a claim would take the visit
	Answers  []string
	Rulings  []rulingView
	Decision string
	Turns    []turnView
	Story    []told
	May      map[string]bool
	Staff    []choice // who is in, for choosing
	All      []choice // everybody, for the manager's choice of an owner
	Outs     []choice
	Needs    []choice
	Wishes   []choice
	Seen     []choice // who recognised whom
	Closers  []choice
	Notice   string // the consent's wording
	File     string // where the pages of the customer's file begin, for who may work on it
	StoodIn  string // for whom somebody stands in, if he has not been told
	Findable []findingChoice
	React    []choice // how the customer took a follow-up
	Fill     filled
	Courtesy []string // what the rulebook says to whoever serves for another or hands over
	Entry    []string // and beside the register
}

// filled is what a form held when it was refused, so that nothing is lost.
type filled struct {
	Act                                  string // whose form it was
	Surname, Title, Phone, Need, Consent string
	Needs                                []string
	BadPhone, BadConsent, BadSurname     string
}

// A told is one line of what happened.
type told struct {
	at        time.Time
	At, Words string
}

func (c *call) visit() (desk.Visit, error) {
	return c.p.set.Desk.Visit(floor.VisitID(c.r.PathValue("id")))
}

func showVisit(c *call) error {
	v, err := c.visit()
	if err != nil {
		return err
	}
	return c.visitPage(http.StatusOK, v, "", filled{}, "")
}

// visitPage shows a visit as the reader may see it; code is the slip's, if he came with it.
func (c *call) visitPage(status int, v desk.Visit, code string, fill filled, bad string) error {
	view, err := c.visitView(v, code)
	if err != nil {
		return err
	}
	if fill.Act != "finish" { // what the file has already need not be typed again
		fill.Surname, fill.Title = view.Person.Surname, view.Person.Title
	}
	view.Fill, view.Bad = fill, bad
	for i, n := range view.Needs {
		view.Needs[i].Chosen = slices.Contains(fill.Needs, n.Value)
	}
	return c.show(status, "visit", view)
}

func (c *call) visitView(v desk.Visit, code string) (visitView, error) {
	view := visitView{frame: c.frame("/visit/" + string(v.ID)), ID: string(v.ID)}
	var err error
	if view.Row, err = c.row(v); err != nil {
		return view, err
	}
	if view.Person, err = c.person(v); err != nil {
		return view, err
	}
	if view.Rulings, err = c.rulings(v); err != nil {
		return view, err
	}
	view.Live = true
	view.Turns, view.Story, view.Answers = c.turns(v, ""), c.story(v), c.answers(v)
	view.Decision, view.Pending = c.decision(v), v.State == floor.Waiting && v.Server == "" && !v.Referee
	if c.manager() && v.Customer != "" {
		view.Customer = "/manage/customer/" + string(v.Customer)
	}
	if view.File, err = c.fileLink(v.Customer); err != nil {
		return view, err
	}
	if stoodIn(v) {
		view.StoodIn = c.name(v.StandIn.For)
	}
	view.Findable, view.React = c.findable(), c.choices("page.reaction", desk.Reactions()...)
	c.fillClaim(&view, v, code)
	c.fillChoices(&view, v)
	if view.May["finish"] {
		view.Entry = c.texts(rulebook.Register)
	}
	if standsIn := v.Owner != "" && v.Server != "" && v.Owner != v.Server; standsIn || view.May["handover"] || view.May["handback"] {
		view.Courtesy = c.texts(rulebook.Courtesy)
	}
	return view, nil
}

// fileLink is where the customer's file stands for one who may work on it.
func (c *call) fileLink(id floor.CustomerID) (string, error) {
	file, err := c.live(id)
	if err != nil {
		return "", err
	}
	if may, err := c.worksOn(file); err != nil || !may {
		return "", err
	}
	return "/customer/" + string(file.ID), nil
}

// fillClaim offers the claim: with the slip in hand to any advisor, without it
// to the one who was assigned.
func (c *call) fillClaim(view *visitView, v desk.Visit, code string) {
	waiting := v.State == floor.Waiting || v.State == floor.Called
	if !waiting || c.manager() {
		return
	}
	if code == "" && v.Assigned == c.me() {
		code = v.Code
	}
	view.Code = code
	if code != "" && v.Assigned != "" && v.Assigned != c.me() {
		view.Takes = c.name(v.Assigned)
	}
}

func (c *call) fillChoices(view *visitView, v desk.Visit) {
	view.May = map[string]bool{}
	for _, a := range acts() {
		view.May[a.name] = c.admit(a.who) == nil && a.fits(v) && a.entitled(c, v)
	}
	for _, a := range c.snap.Advisors {
		if a.State != floor.Off && a.ID != v.Server {
			view.Staff = append(view.Staff, choice{Value: string(a.ID), Words: c.say("page.choice.advisor", "advisor", a.Name, "state", c.word("page.advisor", string(a.State)))})
		}
	}
	view.All = append(c.colleagues(), choice{Value: string(floor.Pool), Words: c.say("page.owner.pool")})
	view.Needs = c.choices("page.need", "own", "family", "invest", "compare", "soon", "later")
	view.Wishes = c.choices("page.wish", desk.WishNone, desk.WishBack, desk.WishStay)
	view.Seen = c.choices("page.seen", c.recognitions(v)...)
	view.Closers = c.closers(v)
	view.Notice = c.notice()
}

// colleagues lists everybody of the house.
func (c *call) colleagues() []choice {
	var out []choice
	for _, a := range c.snap.Advisors {
		out = append(out, choice{Value: string(a.ID), Words: a.Name})
	}
	return out
}

func (c *call) choices(list string, values ...string) []choice {
	var out []choice
	for _, v := range values {
		out = append(out, choice{Value: v, Words: c.say(list + "." + v)})
	}
	return out
}

// recognitions lists who can have recognised whom, as the reader stands to the visit.
func (c *call) recognitions(v desk.Visit) []string {
	switch {
	case c.manager():
		return []string{"original", "customer", "mutual", "clerk"}
	case v.Server == c.me():
		return []string{"customer", "mutual"}
	}
	return []string{"original", "customer", "mutual"}
}

// closers lists who can have made the deal: whoever serves and whose customer
// it is, or for the manager anybody.
func (c *call) closers(v desk.Visit) []choice {
	var out []choice
	for _, a := range c.snap.Advisors {
		if c.manager() || slices.Contains([]floor.AdvisorID{v.Server, v.Owner, c.me()}, a.ID) {
			out = append(out, choice{Value: string(a.ID), Words: a.Name, Chosen: a.ID == c.me() || c.manager() && a.ID == v.Server})
		}
	}
	return out
}

func (c *call) notice() string {
	n := c.p.set.Consent
	return c.say("kiosk.phone.consent", "months", digits(n.Months), "contact", n.Contact)
}

// answers says what the visitor told the touchscreen, in a few words.
func (c *call) answers(v desk.Visit) []string {
	a := v.Answers
	var out []string
	for _, q := range []struct{ name, value string }{
		{"before", string(a.BeenBefore)}, {"kin", string(a.KinBeenBefore)}, {"site", string(a.OtherSite)},
		{"contacted", string(a.StaffContacted)}, {"referral", a.Referral.By}, {"purpose", string(a.Purpose)},
	} {
		if key := "page.answer." + q.name + "." + q.value; q.value != "" && c.p.set.Words.Has(key) {
			out = append(out, c.say(key))
		}
	}
	for _, q := range []struct {
		name string
		pick floor.Pick
	}{{"recalled", a.Recalled}, {"message", a.ShownMessage}, {"requested", a.Requested}, {"appointment", a.Appointment}, {"tie", a.AdvisorTie}} {
		if q.pick.Advisor != "" {
			out = append(out, c.say("page.answer."+q.name, "advisor", c.name(q.pick.Advisor)))
		}
	}
	if a.PartySize > 0 {
		out = append(out, c.say("page.answer.party", "count", digits(a.PartySize)))
	}
	return out
}

// story tells the visit by the clock.
func (c *call) story(v desk.Visit) []told {
	var out []told
	add := func(at time.Time, key string, args ...string) {
		if !at.IsZero() {
			out = append(out, told{at: at, At: c.moment(at), Words: c.say("page.story."+key, args...)})
		}
	}
	add(v.OpenedAt, "opened")
	add(v.CalledAt, "called", "times", digits(v.Calls))
	add(v.ClaimedAt, "claimed", "advisor", c.name(claimer(v)))
	if r := v.Recognised; r != nil {
		add(r.At, "recognised", "how", c.word("page.seen", r.By), "minutes", digits(int(r.Minutes)))
	}
	for _, h := range v.Handed {
		add(h.At, "handed", "from", c.name(h.From), "to", c.name(h.To), "why", c.word("page.handed", h.Why))
	}
	if d := v.Deal; d != nil {
		add(d.At, "deal", "stage", c.word("page.stage", d.Stage), "advisor", c.name(d.Closer))
		add(d.ClaimAt, "claimdeal", "advisor", c.name(d.ClaimBy))
	}
	if in := v.StandIn; in != nil {
		add(in.Informed, "informed", "advisor", c.name(in.For))
	}
	out = append(out, c.said(v)...)
	add(v.EndedAt, string(ended(v)))
	slices.SortStableFunc(out, func(a, b told) int { return a.at.Compare(b.at) })
	return out
}

// claimer is who took the slip: the first who served.
func claimer(v desk.Visit) floor.AdvisorID {
	for _, h := range v.Handed {
		if h.At.After(v.ClaimedAt) {
			return h.From
		}
	}
	return v.Server
}

func ended(v desk.Visit) floor.VisitState {
	if v.State == floor.Left {
		return floor.Left
	}
	return floor.Finished
}

// decision words what the manager decided by hand.
func (c *call) decision(v desk.Visit) string {
	d := v.Decision
	if d == nil {
		return ""
	}
	var parts []string
	if d.Server != "" {
		parts = append(parts, c.say("page.decision.server", "advisor", c.name(d.Server)))
	}
	if d.Owner != "" {
		parts = append(parts, c.say("page.ruling.owner", "advisor", c.name(d.Owner)))
	}
	return c.say("page.decision", "role", c.word("page.role", d.Role), "what", strings.Join(parts, c.say("page.and")), "reason", d.Reason)
}
