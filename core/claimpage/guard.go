package claimpage

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strings"
)

// maxBody bounds a form; the longest one is a finish form with a paragraph of need.
const maxBody = 32 << 10

// policy lets a page load what it brings itself and nothing else.
const policy = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; " +
	"form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

// guard stands before every page: only our own names are served, since a
// foreign name that resolves to this machine could read the pages of whoever
// is signed in; a form must come from our own pages; and nothing may be framed,
// cached or given foreign scripts.
func (p *Page) guard(next http.Handler) http.Handler {
	foreign := http.NewCrossOriginProtection()
	foreign.SetDenyHandler(http.HandlerFunc(p.foreignForm))
	next = foreign.Handler(next)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer p.calm(w, r)
		headers(w.Header())
		if !p.ours(r.Host) {
			http.Error(w, p.set.Words.Say(language(r), "page.refusal.host", nil), http.StatusMisdirectedRequest)
			return
		}
		r.Body = http.MaxBytesReader(w, r.Body, maxBody)
		next.ServeHTTP(w, r)
	})
}

// headers are set on every answer. The referrer policy is same-origin: with
// no-referrer a browser sends "Origin: null" with our own forms, and on plain
// http nothing else tells them from foreign ones.
func headers(h http.Header) {
	h.Set("Content-Security-Policy", policy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("X-Frame-Options", "DENY")
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=()")
	h.Set("Cache-Control", "no-store")
}

func (p *Page) ours(host string) bool {
	return slices.ContainsFunc(p.set.Hosts(), func(own string) bool { return strings.EqualFold(own, host) })
}

func (p *Page) foreignForm(w http.ResponseWriter, r *http.Request) {
	c := p.call(w, r)
	c.refuse("page.refusal.foreign", http.StatusForbidden)
}

// calm turns a bug in a page into one calm page, and tells the log where it was.
func (p *Page) calm(w http.ResponseWriter, r *http.Request) {
	bug := recover()
	if bug == nil {
		return
	}
	if bug == http.ErrAbortHandler {
		panic(bug)
	}
	p.set.Log.Error("page: bug", "route", r.Pattern, "bug", fmt.Sprint(bug), "at", string(debug.Stack()))
	p.call(w, r).refuse("page.fault", http.StatusInternalServerError)
}
