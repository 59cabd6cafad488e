package claimpage

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"shouwen/core/floor"
)

// An access says who may call a page.
type access int

const (
	anyone access = iota
	staff         // an advisor or the manager
	advisors
	manager
)

// A handler answers a call, or says why not.
type handler func(*call) error

// A route is one page. They are listed so that a test can knock at every door.
type route struct {
	pattern string
	who     access
	run     handler
}

func (p *Page) list() []route {
	pages := []route{
		{"GET /{$}", staff, home},
		{"GET /login", anyone, showLogin},
		{"POST /login", anyone, login},
		{"POST /logout", staff, logout},
		{"GET /test", anyone, reached},
		{"GET /B/{code}", anyone, badge},
		{"GET /b/{code}", anyone, badge},
		{"GET /code", staff, typed},
		{"GET /V/{code}", staff, showSlip},
		{"GET /v/{code}", staff, showSlip},
		{"POST /claim", advisors, claim},
		{"GET /visit/{id}", staff, showVisit},
		{"GET /events", staff, events},
		{"GET /rules", staff, showRules},
		{"POST /step", advisors, step},
		{"POST /attend", advisors, attend},
		{"GET /manage", manager, manage},
		{"POST /manage/order", manager, arrange},
		{"POST /manage/attend", manager, attendOf},
		{"POST /manage/step", manager, stepOf},
		{"POST /manage/lunch", manager, lunch},
		{"POST /manage/seal", manager, seal},
		{"GET /manage/log", manager, showLog},
		{"GET /manage/customer/{id}", manager, showCustomer},
		{"GET /export/{file}", manager, export},
		{"GET /register", staff, showRegister},
		{"POST /register/find", manager, findFile},
		{"GET /customer/{id}/file", staff, records().show},
		{"GET /customer/{id}/process", staff, sale().show},
		{"GET /manage/pool", manager, showPool},
		{"POST /manage/succeed", manager, succeed},
		{"POST /manage/peak", manager, peak},
		{"POST /delegate", advisors, delegate},
	}
	for _, g := range registerings() {
		pages = append(pages, route{"POST /register/" + g.name, g.who, g.post})
	}
	for _, f := range filings() {
		pages = append(pages, route{"POST /customer/{id}/" + f.name, f.who, f.post})
	}
	for _, a := range acts() {
		pages = append(pages, route{"POST /visit/{id}/" + a.name, a.who, a.post})
	}
	return pages
}

func (p *Page) routes() http.Handler {
	mux := http.NewServeMux()
	for _, r := range p.list() {
		mux.HandleFunc(r.pattern, p.answer(r))
	}
	mux.HandleFunc("GET /static/{mark}/{name}", p.static)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.call(w, r).refuse("page.refusal.page", http.StatusNotFound)
	})
	return mux
}

// answer lets in whom the route is for, carries out a form at most once, and
// says what went wrong.
func (p *Page) answer(to route) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c := p.call(w, r)
		if c.switchLanguage() {
			return
		}
		if err := c.admit(to.who); err != nil {
			c.fail(err)
			return
		}
		if to.who != anyone && c.session == nil {
			c.to("/login?next=" + url.QueryEscape(c.getPath()))
			return
		}
		var err error
		if r.Method == http.MethodPost && to.who != anyone {
			err = c.once(to.run)
		} else {
			err = to.run(c)
		}
		if err != nil {
			c.fail(err)
		}
	}
}

// admit refuses one who is signed in and not meant. Whoever is not signed in
// is not refused: he is asked to.
func (c *call) admit(who access) error {
	if c.session == nil {
		return nil
	}
	switch {
	case who == manager && !c.manager():
		return floor.Refuse("refusal.manager.only")
	case who == advisors && c.manager():
		return floor.Refuse("page.refusal.role")
	}
	return nil
}

// getPath is the page to return to after signing in: forms are not sent again.
func (c *call) getPath() string {
	if c.r.Method != http.MethodPost {
		return c.r.URL.RequestURI()
	}
	id := c.r.PathValue("id")
	switch {
	case id == "":
		return "/"
	case strings.HasPrefix(c.r.URL.Path, "/customer/"):
		return records().of(floor.CustomerID(id))
	}
	return "/visit/" + id
}

// once carries out a form that was made for this session. The second tap of a
// double tap waits for the first and is led to the same place.
func (c *call) once(run handler) error {
	if err := c.r.ParseForm(); err != nil {
		var long *http.MaxBytesError
		if errors.As(err, &long) {
			return err
		}
		return floor.Refuse("page.refusal.stale")
	}
	name, ok := c.session.known(c.r.PostForm.Get("nonce"))
	if !ok {
		return floor.Refuse("page.refusal.stale")
	}
	c.session.posts.Lock()
	defer c.session.posts.Unlock()
	if to := c.session.done[name]; to != "" {
		c.to(to)
		return nil
	}
	c.form = name
	return run(c)
}

// done ends a form that was carried out.
func (c *call) done(where string) error {
	c.session.finished(c.form, where)
	c.to(where)
	return nil
}

// switchLanguage obeys ?lang= on any page, and leads back to it without.
func (c *call) switchLanguage() bool {
	q := c.r.URL.Query()
	lang := floor.Language(q.Get("lang"))
	if c.r.Method != http.MethodGet || lang != floor.Chinese && lang != floor.English {
		return false
	}
	q.Del("lang")
	http.SetCookie(c.w, cookie(c.r, cookieLang, string(lang), 365*24*3600))
	c.to(local(strings.TrimSuffix(c.r.URL.EscapedPath()+"?"+q.Encode(), "?")))
	return true
}

// static serves what the pages bring along; its address changes with its
// content, so phones keep it.
func (p *Page) static(w http.ResponseWriter, r *http.Request) {
	kinds := map[string]string{"page.css": "text/css; charset=utf-8", "live.js": "text/javascript; charset=utf-8", "icon.svg": "image/svg+xml"}
	kind, ok := kinds[r.PathValue("name")]
	if !ok {
		p.call(w, r).refuse("page.refusal.page", http.StatusNotFound)
		return
	}
	text, err := files.ReadFile("static/" + r.PathValue("name"))
	if err != nil {
		panic("claimpage: " + err.Error())
	}
	w.Header().Set("Content-Type", kind)
	w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	_, _ = w.Write(text)
}

func reached(c *call) error {
	return c.show(http.StatusOK, "said", said{frame: c.frame("/test"), Title: c.say("page.reached.title"), Text: c.say("page.reached.text"), Back: "/"})
}

// badge explains what a badge is for; it opens nothing to a phone.
func badge(c *call) error {
	return c.show(http.StatusOK, "said", said{frame: c.frame("/"), Title: c.say("page.badge.title"), Text: c.say("page.badge.text"), Back: "/"})
}
