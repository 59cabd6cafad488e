package claimpage

import (
	"bufio"
	"context"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

func TestAForeignNameIsNotServed(t *testing.T) {
	h := open(t)
	ana := h.as(floor.Staff("ana"))
	for _, name := range []string{"evil.example", "192.168.1.20", "192.168.1.20:8081", "localhost", host + ".evil.example"} {
		ana.headers["Host"] = name
		got := ana.once(http.MethodGet, "/", nil)
		if got.status != http.StatusMisdirectedRequest || strings.Contains(got.body, "陈安") {
			t.Errorf("Host %s answers %d", name, got.status)
		}
	}
	for _, name := range []string{host, "LOCALHOST:8080"} {
		ana.headers["Host"] = name
		if got := ana.once(http.MethodGet, "/", nil); got.status != http.StatusOK {
			t.Errorf("Host %s answers %d, want 200", name, got.status)
		}
	}
}

func TestAFormFromElsewhereIsNotCarriedOut(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, ben := h.as(floor.Staff("ana")), h.as(floor.Staff("ben"))
	claim := func(p *phoneset, nonce string) answer {
		return p.once(http.MethodPost, "/claim", url.Values{"code": {o.Code}, "nonce": {nonce}})
	}
	before := h.desk.Snapshot().Seq
	for _, origin := range []string{"http://evil.example", "null", "http://192.168.1.20:9"} {
		ana.headers["Origin"] = origin
		if got := claim(ana, ana.nonce()); got.status != http.StatusForbidden {
			t.Errorf("Origin %s answers %d, want 403", origin, got.status)
		}
	}
	delete(ana.headers, "Origin")
	ana.headers["Sec-Fetch-Site"] = "cross-site"
	if got := claim(ana, ana.nonce()); got.status != http.StatusForbidden {
		t.Errorf("a cross-site form answers %d, want 403", got.status)
	}
	delete(ana.headers, "Sec-Fetch-Site")
	for name, nonce := range map[string]string{"no nonce": "", "an invented nonce": strings.Repeat("0", 32) + "." + strings.Repeat("0", 32), "a colleague's nonce": ben.nonce()} {
		got := claim(ana, nonce)
		if got.status != http.StatusForbidden {
			t.Errorf("%s answers %d, want 403", name, got.status)
		}
		got.reads(t, "这一页已过期")
	}
	if seq := h.desk.Snapshot().Seq; seq != before {
		t.Errorf("forms from elsewhere wrote %d events", seq-before)
	}
}

func TestEveryPageKeepsScriptsFramesAndCachesOut(t *testing.T) {
	h := open(t)
	ana := h.as(floor.Staff("ana"))
	for _, path := range []string{"/", "/login", "/nowhere", "/test"} {
		got := ana.once(http.MethodGet, path, nil)
		for name, want := range map[string]string{
			"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "same-origin", "Cache-Control": "no-store",
		} {
			if !strings.Contains(got.header.Get(name), want) {
				t.Errorf("%s: %s is %q, want %q", path, name, got.header.Get(name), want)
			}
		}
		if strings.Contains(got.body, "<script>") || strings.Contains(got.body, " style=") || strings.Contains(got.body, " onclick=") {
			t.Errorf("%s holds script or style of its own, which the policy stops", path)
		}
	}
	form := url.Values{"who": {"advisor:ana"}, "pin": {pins["ana"]}}
	got := h.phone("10.0.0.8").once(http.MethodPost, "/login", form)
	for _, c := range got.header.Values("Set-Cookie") {
		if !strings.Contains(c, "HttpOnly") || !strings.Contains(c, "SameSite=Lax") {
			t.Errorf("a cookie may be read or sent along: %s", c)
		}
	}
}

func TestAFormThatIsTooLongIsRefused(t *testing.T) {
	h := open(t)
	ana := h.as(floor.Staff("ana"))
	got := ana.once(http.MethodPost, "/step", url.Values{"nonce": {ana.nonce()}, "reason": {strings.Repeat("长", maxBody)}})
	if got.status != http.StatusRequestEntityTooLarge {
		t.Errorf("answers %d, want 413", got.status)
	}
}

func TestWrongPINsCostThePhoneTime(t *testing.T) {
	h := open(t)
	p := h.phone("10.0.0.66")
	status := 0
	for i := range 10 {
		who := []floor.AdvisorID{"ana", "ben", "cho"}[i%3] // never five on one advisor
		status = p.post("/login", url.Values{"who": {whoIs(who)}, "pin": {"000001"}}).status
	}
	if status != http.StatusConflict {
		t.Errorf("the tenth wrong PIN answers %d, want 409", status)
	}
	right := url.Values{"who": {whoIs("ana")}, "pin": {pins["ana"]}}
	got := p.post("/login", right)
	if got.status != http.StatusTooManyRequests {
		t.Errorf("the right PIN right after answers %d, want 429", got.status)
	}
	got.reads(t, "尝试次数太多")
	if got := h.phone("10.0.0.67").post("/login", right); got.status != http.StatusOK {
		t.Errorf("a colleague's phone answers %d, want 200", got.status)
	}
	h.wait(2 * time.Minute)
	if got := p.post("/login", right); got.status != http.StatusOK {
		t.Errorf("after the wait it answers %d, want 200", got.status)
	}
}

func TestAnUnknownAdvisorReadsLikeAWrongPIN(t *testing.T) {
	h := open(t)
	wrong := h.phone("10.0.0.1").post("/login", url.Values{"who": {whoIs("ana")}, "pin": {"000001"}})
	unknown := h.phone("10.0.0.2").post("/login", url.Values{"who": {whoIs("zoe")}, "pin": {"000001"}})
	if wrong.status != unknown.status || wrong.text() != unknown.text() {
		t.Errorf("they differ:\n%d %s\n%d %s", wrong.status, wrong.text(), unknown.status, unknown.text())
	}
	if got := h.phone("10.0.0.3").post("/login", url.Values{"who": {"advisor:"}, "pin": {pins[""]}}); got.status != http.StatusUnprocessableEntity {
		t.Errorf("an advisor without an id got %d with the manager's PIN", got.status)
	}
}

func TestASessionEndsAtMidnightOrAfterTenHours(t *testing.T) {
	zone := time.FixedZone("", 8*3600)
	for _, c := range []struct{ began, ends time.Time }{
		{time.Date(2026, 11, 24, 9, 0, 0, 0, zone), time.Date(2026, 11, 24, 19, 0, 0, 0, zone)},
		{time.Date(2026, 11, 24, 14, 0, 0, 0, zone), time.Date(2026, 11, 25, 0, 0, 0, 0, zone)},
		{time.Date(2026, 11, 24, 23, 59, 0, 0, zone), time.Date(2026, 11, 25, 0, 0, 0, 0, zone)},
	} {
		if got := closing(c.began); !got.Equal(c.ends) {
			t.Errorf("one that began at %s ends at %s, want %s", c.began, got, c.ends)
		}
	}
	h := open(t)
	ana := h.as(floor.Staff("ana"))
	h.wait(10*time.Hour - time.Second)
	ana.get("/").reads(t, "我的今天")
	h.wait(time.Second)
	ana.get("/").reads(t, "登录")
}

func TestWhoHasLeftTheHouseIsSignedOut(t *testing.T) {
	h := open(t)
	cho, boss := h.as(floor.Staff("cho")), h.as(floor.Manager)
	h.must(h.desk.Depart(h.by(floor.Manager), "cho", "left", ""))
	cho.get("/").reads(t, "登录")
	boss.get("/").reads(t, "现场")
	h.page.EndSessions("")
	boss.get("/").reads(t, "登录")
}

func TestFivePhonesOfOneAdvisorEndTheFirst(t *testing.T) {
	h := open(t)
	first := h.as(floor.Staff("ana"))
	for range maxPhones {
		h.wait(time.Second)
		h.as(floor.Staff("ana"))
	}
	first.get("/").reads(t, "登录")
}

func TestSigningInLeadsToOurPagesAlone(t *testing.T) {
	for path, want := range map[string]string{
		"/V/ABC": "/V/ABC", "/visit/1?done=x": "/visit/1?done=x", "": "/", "//evil.example": "/", "/\\evil.example": "/",
		"http://evil.example/": "/", "javascript:alert(1)": "/", "evil": "/", "/%zz": "/", "/\n": "/",
	} {
		if got := local(path); got != want {
			t.Errorf("%q leads to %q, want %q", path, got, want)
		}
	}
}

// broken is a desk whose store has failed.
type broken struct{ Desk }

func (broken) Visit(floor.VisitID) (desk.Visit, error) {
	return desk.Visit{}, errors.New("store: read v/1: no such block")
}

func (broken) VisitsOf(string) ([]desk.Visit, error) { panic("a bug with 王先生 in reach") }

func TestAFaultIsOneCalmPageAndALineWithoutPeople(t *testing.T) {
	h := open(t)
	h.page = New(h.config(broken{h.desk}))
	ana := h.as(floor.Staff("ana"))
	got := ana.get("/visit/01a20b11-secret")
	if got.status != http.StatusServiceUnavailable {
		t.Errorf("a fault answers %d", got.status)
	}
	got.reads(t, "系统出了点问题")
	got.hides(t, "no such block", "store:")
	if line := h.logs.String(); !strings.Contains(line, "no such block") || strings.Contains(line, "secret") || !strings.Contains(line, "/visit/{id}") {
		t.Errorf("the log says %q", line)
	}
	if got := ana.get("/"); got.status != http.StatusInternalServerError {
		t.Errorf("a bug answers %d", got.status)
	}
}

func TestAnOpenPageHearsOfChanges(t *testing.T) {
	h := open(t)
	at := h.serve()
	ana := h.as(floor.Staff("ana"))
	ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
	defer stop()
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, "http://"+at+"/events", nil)
	h.must(err)
	r.AddCookie(&http.Cookie{Name: cookieSession, Value: ana.cookies[cookieSession]})
	res, err := http.DefaultClient.Do(r)
	h.must(err)
	defer func() { _ = res.Body.Close() }()
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if after, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return after
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
	first := next()
	h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	if second := next(); second == first {
		t.Errorf("the stream says %s twice", first)
	}
	h.page.EndSessions("ana")
	h.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{})
	if _, err := io.ReadAll(res.Body); err != nil {
		t.Errorf("after signing out the stream did not end: %v", err)
	}
}

func FuzzNoFormBreaksAPage(f *testing.F) {
	for _, seed := range []string{"surname=%E7%8E%8B&title=mr&phone=1", "needs=own&needs=\x00", "place.ana=9&to=ben", "code=../..&wish=none&by=server", "%zz=1", "between=ana&between=zoe"} {
		f.Add(0, seed)
		f.Add(3, seed)
	}
	h := open(f)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	_, err := h.desk.Claim(h.by(floor.Staff("ana")), o.Code, "ana", "scanner")
	h.must(err)
	ana, boss := h.as(floor.Staff("ana")), h.as(floor.Manager)
	f.Fuzz(func(t *testing.T, door int, body string) {
		doors := h.page.list()
		r := doors[(door%len(doors)+len(doors))%len(doors)]
		method, path, _ := strings.Cut(r.pattern, " ")
		if method != http.MethodPost || path == "/logout" {
			return
		}
		p := ana
		if r.who == manager {
			p = boss
		}
		form, _ := url.ParseQuery(body)
		form.Set("nonce", h.page.sessions.find(p.request(), h.clock()).nonce())
		got := p.once(method, strings.ReplaceAll(path, "{id}", string(o.Visit)), form)
		if got.status >= 500 {
			t.Errorf("%s with %q answers %d", r.pattern, body, got.status)
		}
	})
}
