//go:build e2e

package e2e

import (
	"fmt"
	"html"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// A phone is somebody's own phone on the lobby's network, signed in to the advisors' page.
type phone struct {
	t    *testing.T
	base string
	http *http.Client
}

// phone signs somebody in: "manager", or an advisor by his id.
func (h *house) phone(who, pin string) *phone {
	h.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		h.t.Fatal(err)
	}
	p := &phone{t: h.t, base: fmt.Sprintf("http://127.0.0.1:%d", h.port), http: &http.Client{Jar: jar, Timeout: patience}}
	if who != "manager" {
		who = "advisor:" + who
	}
	p.get("/login")
	p.post("/login", url.Values{"who": {who}, "pin": {pin}, "next": {"/"}})
	if page := p.get("/"); strings.Contains(page, `action="/login"`) {
		h.t.Fatalf("%s could not sign in:\n%s", who, page)
	}
	return p
}

// of signs an advisor's phone in.
func (h *house) of(id string) *phone { h.t.Helper(); return h.phone(id, pinOf(h.t, id)) }

func (p *phone) get(at string) string {
	p.t.Helper()
	if strings.HasPrefix(at, "/") {
		at = p.base + at
	}
	r, err := p.http.Get(at)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(r)
}

func (p *phone) read(r *http.Response) string {
	p.t.Helper()
	defer r.Body.Close()
	text, err := io.ReadAll(r.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if r.StatusCode >= 400 {
		p.t.Fatalf("%s %s: %s\n%s", r.Request.Method, r.Request.URL.Path, r.Status, text)
	}
	return string(text)
}

// post sends a form as a browser does, and returns the page to which it leads.
func (p *phone) post(to string, form url.Values) string {
	p.t.Helper()
	q, err := http.NewRequest(http.MethodPost, p.base+to, strings.NewReader(form.Encode()))
	if err != nil {
		p.t.Fatal(err)
	}
	q.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	q.Header.Set("Origin", p.base)
	q.Header.Set("Sec-Fetch-Site", "same-origin")
	r, err := p.http.Do(q)
	if err != nil {
		p.t.Fatal(err)
	}
	return p.read(r)
}

// fill fills a form of the page in and sends it, with all that a browser would
// send of what the page put into it.
func (p *phone) fill(page, action string, more url.Values) string {
	p.t.Helper()
	form := regexp.MustCompile(`(?s)<form method="post" action="` + regexp.QuoteMeta(action) + `".*?</form>`).FindString(page)
	if form == "" {
		p.t.Fatalf("the page offers no form %s:\n%s", action, page)
	}
	values := url.Values{}
	for _, input := range regexp.MustCompile(`<input [^>]*>`).FindAllString(form, -1) {
		picked := strings.Contains(input, " checked") || !strings.Contains(input, `type="radio"`) && !strings.Contains(input, `type="checkbox"`)
		if name := attribute(input, "name"); name != "" && picked {
			values.Set(name, attribute(input, "value"))
		}
	}
	for name, value := range more {
		values[name] = value
	}
	return p.post(action, values)
}

func attribute(tag, name string) string {
	m := regexp.MustCompile(` ` + name + `="([^"]*)"`).FindStringSubmatch(tag)
	if m == nil {
		return ""
	}
	return html.UnescapeString(m[1])
}

// arrives signs the advisor in for the day.
func (p *phone) arrives() {
	p.t.Helper()
	p.fill(p.get("/"), "/attend", url.Values{"do": {"in"}})
}

// visit is what the page says of a visit.
type visit struct {
	number, state, server, owner string
	id                           string // empty where the page has no form of it
	page                         string
}

var (
	headOf   = regexp.MustCompile(`<b class="number">([^<]*)</b> <em class="state ([a-z]+)">`)
	factsOf  = regexp.MustCompile(`<dl class="facts2"><dt>[^<]*</dt><dd>([^<]*)</dd>\s*<dt>[^<]*</dt><dd>([^<]*)</dd>`)
	actionOf = regexp.MustCompile(`action="/visit/([^/"]+)/`)
)

// visit opens a slip's link, as a phone's camera does.
func (p *phone) visit(link string) visit {
	p.t.Helper()
	page := p.get(link)
	head, facts := headOf.FindStringSubmatch(page), factsOf.FindStringSubmatch(page)
	if head == nil || facts == nil {
		p.t.Fatalf("%s shows no visit:\n%s", link, page)
	}
	v := visit{number: head[1], state: head[2], server: facts[1], owner: facts[2], page: page}
	if m := actionOf.FindStringSubmatch(page); m != nil {
		v.id = m[1]
	}
	return v
}

// becomes waits until the visit of a slip is in a state.
func (p *phone) becomes(link, state string) visit {
	p.t.Helper()
	var v visit
	eventually(p.t, "the visit becomes "+state, func() (bool, string) {
		v = p.visit(link)
		return v.state == state, "it is " + v.state
	})
	return v
}

// nonces differ from one page to the next.
var nonces = regexp.MustCompile(`<input type="hidden" name="nonce" value="[^"]*">`)

// idOf returns the id of the visit with the number that stands on the manager's floor.
func (p *phone) idOf(number string) string {
	p.t.Helper()
	page := p.get("/manage")
	m := regexp.MustCompile(`href="/visit/([^"]+)">\s*<b class="number">` + number + `</b>`).FindStringSubmatch(page)
	if m == nil {
		p.t.Fatalf("number %s is not on the floor:\n%s", number, page)
	}
	return m[1]
}
