package claimpage

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A call is one request with all that its page needs to know.
type call struct {
	p       *Page
	w       http.ResponseWriter
	r       *http.Request
	now     time.Time // in the house's zone
	snap    *floor.Snapshot
	lang    floor.Language
	session *session // nil if nobody is signed in
	form    string   // name of the form that was sent, proven to be ours
}

func (p *Page) call(w http.ResponseWriter, r *http.Request) *call {
	snap := p.set.Desk.Snapshot()
	c := &call{p: p, w: w, r: r, snap: snap, now: p.set.Now().In(snap.At.Location()), lang: language(r)}
	if one := p.sessions.find(r, c.now); one != nil && c.stillHere(one.who) {
		c.session = one
	}
	return c
}

// stillHere reports whether the one who signed in is still of the house: a
// departed advisor's phone must not stay signed in.
func (c *call) stillHere(who floor.Actor) bool {
	if who.Role == floor.RoleManager {
		return true
	}
	_, ok := c.advisor(who.Advisor)
	return ok
}

func language(r *http.Request) floor.Language {
	if cookie, err := r.Cookie(cookieLang); err == nil && cookie.Value == string(floor.English) {
		return floor.English
	}
	return floor.Chinese
}

func (c *call) who() floor.Actor {
	if c.session == nil {
		return floor.Actor{}
	}
	return c.session.who
}

// me is the advisor who is signed in; empty for the manager.
func (c *call) me() floor.AdvisorID { return c.who().Advisor }

func (c *call) manager() bool { return c.who().Role == floor.RoleManager }

func (c *call) advisor(id floor.AdvisorID) (floor.Advisor, bool) {
	for _, a := range c.snap.Advisors {
		if a.ID == id && id != "" {
			return a, true
		}
	}
	return floor.Advisor{}, false
}

// name is an advisor's, or what stands in his place.
func (c *call) name(id floor.AdvisorID) string {
	if a, ok := c.advisor(id); ok {
		return a.Name
	}
	switch {
	case id == "":
		return c.say("page.nobody")
	case c.p.set.Words.Has("page.owner." + string(id)):
		return c.say("page.owner." + string(id))
	}
	return string(id)
}

// say words a phrase; args are name, value pairs.
func (c *call) say(key string, args ...string) string {
	named := phrase.Args{}
	for i := 0; i+1 < len(args); i += 2 {
		named[args[i]] = args[i+1]
	}
	return c.p.set.Words.Say(c.lang, key, named)
}

// word words a value of a list, or gives it back as it stands if it is none of the list's.
func (c *call) word(list, value string) string {
	if key := list + "." + value; value != "" && c.p.set.Words.Has(key) {
		return c.say(key)
	}
	return value
}

// clock words a time of day, empty for the zero time.
func (c *call) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	return at.In(c.now.Location()).Format("15:04")
}

// moment words a time with its day if that is not today.
func (c *call) moment(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	if at = at.In(c.now.Location()); at.Format(time.DateOnly) == c.now.Format(time.DateOnly) {
		return at.Format("15:04")
	}
	return at.Format("2006-01-02 15:04")
}

func (c *call) today() string { return floor.DayOf(c.now, c.now.Location()) }

// stamp is when and by whom the form in hand is carried out. The form's name is
// the key: sent twice, it is done once, even over a restart.
func (c *call) stamp() desk.Stamp {
	return desk.Stamp{At: c.now, By: c.who(), Key: "page/" + c.form}
}

// A frame is what every page shows around its own.
type frame struct {
	Lang, Other floor.Language
	House       string
	Demo        bool
	Who         string // who is signed in
	Signed      bool
	Manager     bool
	Here        string // where the language switch and a reload lead
	Tab         string // which part of the site this is
	Good, Bad   string // what was done, or why not
	Live        bool   // the page follows the floor
	session     *session
}

// Nonce makes a form's own value.
func (f frame) Nonce() string {
	if f.session == nil {
		return ""
	}
	return f.session.nonce()
}

// Switch leads to the same page in the other language.
func (f frame) Switch() string {
	u, err := url.Parse(f.Here)
	if err != nil {
		panic("claimpage: a page does not know its own address: " + err.Error())
	}
	q := u.Query()
	q.Set("lang", string(f.Other))
	u.RawQuery = q.Encode()
	return u.String()
}

func (c *call) frame(here string) frame {
	f := frame{Lang: c.lang, Other: floor.English, House: c.snap.House.Name, Demo: c.snap.House.Demo, Here: here,
		Signed: c.session != nil, Manager: c.manager(), session: c.session}
	if c.lang == floor.English {
		f.Other = floor.Chinese
	}
	if f.Signed {
		f.Who = c.name(c.me())
	}
	if f.Manager {
		f.Who = c.say("page.role.manager")
	}
	if done := c.r.URL.Query().Get("done"); done != "" && c.p.set.Words.Has("page.done."+done) {
		f.Good = c.say("page.done." + done)
	}
	return f
}

// show sends a page. It is built whole before its first byte goes out, so that
// a fault never leaves half a page.
func (c *call) show(status int, page string, view any) error {
	var out bytes.Buffer
	if err := c.p.templates[c.lang].ExecuteTemplate(&out, page, view); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", "text/html; charset=utf-8")
	c.w.WriteHeader(status)
	_, _ = c.w.Write(out.Bytes()) // a phone that went away
	return nil
}

// A said is a page that says one thing.
type said struct {
	frame
	Title, Text string
	Back        string
	Retry       bool
}

// refuse shows one calm page with the phrase.
func (c *call) refuse(key string, status int, args ...string) {
	c.tell(status, c.say("page.sorry"), c.say(key, args...))
}

func (c *call) tell(status int, title, text string) {
	view := said{frame: c.frame("/"), Title: title, Text: text, Back: "/"}
	if err := c.show(status, "said", view); err != nil {
		panic("claimpage: the page that says no cannot be drawn: " + err.Error())
	}
}

// fail ends a call that could not be answered: a refusal is worded, a fault is
// told to the log by its route alone, since a path may hold a slip's code.
func (c *call) fail(err error) {
	var no *floor.Refusal
	var long *http.MaxBytesError
	switch {
	case errors.As(err, &no):
		c.tell(statusOf(no), c.say("page.sorry"), c.wordsOf(no))
	case errors.As(err, &long):
		c.refuse("page.refusal.long", http.StatusRequestEntityTooLarge)
	default:
		c.p.set.Log.Error("page: fault", "route", c.r.Pattern, "error", err)
		c.refuse("page.fault", http.StatusServiceUnavailable)
	}
}

func (c *call) wordsOf(no *floor.Refusal) string { return c.p.set.Words.Refusal(c.lang, no) }

// statusOf is for the machines in between; a person reads the words.
func statusOf(no *floor.Refusal) int {
	switch {
	case no.Key == "refusal.code.expired":
		return http.StatusGone
	case strings.HasSuffix(no.Key, ".unknown"), strings.HasPrefix(no.Key, "refusal.code.") && no.Key != "refusal.code.used":
		return http.StatusNotFound
	case no.Key == "refusal.pin.wait" || no.Key == "page.refusal.wait":
		return http.StatusTooManyRequests
	case slices.Contains(forbidden(), no.Key):
		return http.StatusForbidden
	}
	return http.StatusConflict
}

// forbidden lists the refusals of one who may not, however he fills in the form.
func forbidden() []string {
	return []string{"refusal.manager.only", "refusal.visit.others", "refusal.customer.others", "refusal.others.word",
		"page.refusal.role", "page.refusal.customer", "page.refusal.stale"}
}

// to sends the browser on, so that a reload repeats nothing.
func (c *call) to(where string) { http.Redirect(c.w, c.r, where, http.StatusSeeOther) }

// local returns the path if it is one of ours, or the front page: a sign-in
// must not send anybody to another site.
func local(path string) string {
	u, err := url.Parse(path)
	if err != nil || u.Scheme != "" || u.Host != "" || !strings.HasPrefix(path, "/") ||
		strings.HasPrefix(path, "//") || strings.ContainsAny(path, "\\\r\n\t") {
		return "/"
	}
	return path
}
