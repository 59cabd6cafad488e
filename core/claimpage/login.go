package claimpage

import (
	"errors"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"shouwen/core/floor"
)

type loginView struct {
	frame
	Next    string
	Chosen  string // who signed in last on this phone
	Staff   []choice
	Founded bool
}

// A choice is one entry of a list to choose from.
type choice struct {
	Value, Words string
	Chosen       bool
}

func showLogin(c *call) error { return c.loginPage(http.StatusOK, "") }

func (c *call) loginPage(status int, bad string) error {
	next := local(c.r.FormValue("next"))
	v := loginView{frame: c.frame("/login"), Next: next, Founded: c.snap.House.Name != ""}
	v.Bad = bad
	if next != "/" {
		v.Here = "/login?next=" + url.QueryEscape(next)
	}
	v.Chosen = c.r.PostFormValue("who")
	if last, err := c.r.Cookie(cookieWho); err == nil && v.Chosen == "" {
		v.Chosen = last.Value
	}
	for _, a := range slices.SortedFunc(slices.Values(c.snap.Advisors), byID) {
		if a.HasPIN {
			who := floor.Staff(a.ID).String()
			v.Staff = append(v.Staff, choice{who, a.Name, who == v.Chosen})
		}
	}
	v.Staff = append(v.Staff, choice{floor.Manager.String(), c.say("page.role.manager"), v.Chosen == floor.Manager.String()})
	return c.show(status, "login", v)
}

// byID keeps the list in one order all day, whoever's turn it is.
func byID(a, b floor.Advisor) int { return strings.Compare(string(a.ID), string(b.ID)) }

// login checks a PIN. Wrong ones cost the advisor time (the desk sees to that)
// and the phone, so that one phone cannot try every colleague in turn.
func login(c *call) error {
	if err := c.r.ParseForm(); err != nil {
		return err
	}
	from := address(c.r)
	if until, must := c.p.signIns.wait(from, c.now); must {
		return c.loginPage(http.StatusTooManyRequests, c.say("page.refusal.wait", "time", c.clock(until)))
	}
	who, ok := actor(c.r.PostForm.Get("who"))
	pin := strings.TrimSpace(c.r.PostForm.Get("pin"))
	if !ok || pin == "" {
		return c.loginPage(http.StatusUnprocessableEntity, c.say("page.refusal.login"))
	}
	err := c.checkPIN(who, pin)
	var no *floor.Refusal
	if errors.As(err, &no) {
		c.p.signIns.miss(from, c.now)
		return c.loginPage(statusOf(no), c.wordsOf(no))
	}
	if err != nil {
		return err
	}
	c.p.signIns.hit(from)
	c.p.sessions.end(c.r)
	token, one := c.p.sessions.begin(who, c.now)
	http.SetCookie(c.w, cookie(c.r, cookieSession, token, int(one.until.Sub(c.now).Seconds())))
	http.SetCookie(c.w, cookie(c.r, cookieWho, who.String(), 90*24*3600))
	c.to(local(c.r.PostForm.Get("next")))
	return nil
}

// checkPIN asks the desk, a few at a time.
func (c *call) checkPIN(who floor.Actor, pin string) error {
	select {
	case c.p.checking <- struct{}{}:
	case <-c.r.Context().Done():
		return c.r.Context().Err()
	}
	defer func() { <-c.p.checking }()
	return c.p.set.Desk.CheckPIN(c.now, who.Advisor, pin)
}

// actor reads whom the picker named: "manager" or "advisor:id".
func actor(text string) (floor.Actor, bool) {
	if text == floor.Manager.String() {
		return floor.Manager, true
	}
	id, ok := strings.CutPrefix(text, string(floor.RoleAdvisor)+":")
	return floor.Staff(floor.AdvisorID(id)), ok && id != ""
}

func logout(c *call) error {
	c.p.sessions.end(c.r)
	http.SetCookie(c.w, cookie(c.r, cookieSession, "", -1))
	c.to("/login")
	return nil
}
