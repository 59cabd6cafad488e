package claimpage

import (
	"bytes"
	"fmt"
	"html"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/core/vault"
)

// quickSafe is the vault but for PINs, which it keeps in the clear: hashing
// them takes long on purpose.
type quickSafe struct {
	vault.Safe
	log journal.Log
}

func (q quickSafe) SetPIN(id floor.AdvisorID, pin string) ([]journal.Put, error) {
	return []journal.Put{{Key: []byte("pin/" + string(id)), Value: []byte(pin)}}, nil
}

func (q quickSafe) MatchPIN(id floor.AdvisorID, pin string) (bool, error) {
	value, _, err := q.log.Get([]byte("pin/" + string(id)))
	return string(value) == pin, err
}

// theBook is compiled once: a hundred houses play under it.
var theBook = sync.OnceValues(func() (*rulebook.Book, error) {
	return rulebook.Load(os.DirFS("../../assets"), "course-centre-5min-thirds")
})

const host = "192.168.1.20:8080"

// pins of the house; invented, like everybody in it.
var pins = map[floor.AdvisorID]string{"": "274951", "ana": "480261", "ben": "730594", "cho": "619308"}

// A house is a real desk over a journal in memory, and the page in front of it.
type house struct {
	t    testing.TB
	log  journal.Log
	safe vault.Safe
	desk *desk.Desk
	page *Page
	logs *bytes.Buffer
	mu   sync.Mutex
	now  time.Time
}

func (h *house) clock() time.Time {
	h.mu.Lock()
	defer h.mu.Unlock()
	return h.now
}

func (h *house) wait(d time.Duration) {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.now = h.now.Add(d)
}

func open(t testing.TB) *house {
	t.Helper()
	book, err := theBook()
	if err != nil {
		t.Fatal(err)
	}
	return openUnder(t, book)
}

// openUnder is a house in which another rulebook rules.
func openUnder(t testing.TB, book *rulebook.Book) *house {
	t.Helper()
	log := journaltest.NewMemory("east", journaltest.Random(1))
	keys, err := vault.OpenKeys(filepath.Join(t.TempDir(), "keys"), true, journaltest.Random(2))
	if err != nil {
		t.Fatal(err)
	}
	safe := quickSafe{vault.Safe{Vault: vault.New(keys, log, journaltest.Random(3))}, log}
	d, err := desk.Open(desk.Settings{Log: log, Vault: safe, Random: rand.NewChaCha8([32]byte{1}), Books: []*rulebook.Book{book}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(d.Close)
	h := &house{t: t, log: log, safe: safe.Safe, desk: d, logs: &bytes.Buffer{}, now: time.Date(2026, 11, 24, 1, 0, 0, 0, time.UTC)} // nine o'clock in the house
	h.must(d.Found(h.by(floor.System), desk.Founding{Name: "云栖展厅", Site: "east", Zone: "Asia/Shanghai", Demo: true, Rulebook: book.ID()}))
	names := map[floor.AdvisorID]string{"ana": "陈安", "ben": "林博", "cho": "赵楚"}
	for i, id := range []floor.AdvisorID{"ana", "ben", "cho"} {
		h.must(d.Hire(h.by(floor.Manager), id, names[id], fmt.Sprint(i+1)))
	}
	for id, pin := range pins {
		h.must(d.SetPIN(h.by(floor.Manager), id, pin))
	}
	h.must(d.Arrange(h.by(floor.Manager), []floor.AdvisorID{"ana", "ben", "cho"}))
	for _, id := range []floor.AdvisorID{"ana", "ben", "cho"} {
		h.must(d.SignIn(h.by(floor.Staff(id)), id))
	}
	h.page = New(h.config(d))
	return h
}

func (h *house) config(d Desk) Config {
	h.t.Helper()
	words, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		h.t.Fatal(err)
	}
	return Config{
		Desk: d, Words: words, Now: h.clock, Hosts: func() []string { return []string{host, "localhost:8080"} },
		CheckPhone: func(s string) *floor.Refusal { _, no := vault.Normal(s); return no },
		Consent:    Consent{Version: "2026-11", Months: 24, Contact: "前台"},
		Log:        slog.New(slog.NewTextHandler(h.logs, nil)),
	}
}

func (h *house) by(who floor.Actor) desk.Stamp {
	h.wait(time.Second)
	return desk.Stamp{At: h.clock(), By: who}
}

func (h *house) must(err error) {
	h.t.Helper()
	if err != nil {
		h.t.Fatal(err)
	}
}

// wang is a visitor on whom the tests look; nobody has that phone.
var wang = floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}

func (h *house) arrive(a floor.Answers, who floor.Person) desk.Opened {
	h.t.Helper()
	o, err := h.desk.Open(h.by(floor.Visitor), a, who, floor.Consent{Version: "2026-11", Given: who.Phone != ""})
	h.must(err)
	return o
}

func (h *house) visit(id floor.VisitID) desk.Visit {
	h.t.Helper()
	v, err := h.desk.Visit(id)
	h.must(err)
	return v
}

// since lists what was journaled after a record.
func (h *house) since(seq uint64) []string {
	h.t.Helper()
	var kinds []string
	h.must(h.log.Read(seq+1, func(r journal.Record) error {
		kinds = append(kinds, r.Kind)
		return nil
	}))
	return kinds
}

// A phoneset is one browser: it keeps cookies, and goes where it is sent.
type phoneset struct {
	h       *house
	page    http.Handler
	from    string
	cookies map[string]string
	headers map[string]string
}

func (h *house) phone(from string) *phoneset {
	return &phoneset{h: h, page: h.page, from: from, cookies: map[string]string{}, headers: map[string]string{}}
}

// signedIn is a phone on which the person has signed in; an empty id is the manager.
func (h *house) signedIn(id floor.AdvisorID) *phoneset {
	h.t.Helper()
	p := h.phone("10.0.0." + fmt.Sprint(10+len(id)+int((id + " ")[0])))
	got := p.post("/login", url.Values{"who": {whoIs(id)}, "pin": {pins[id]}})
	if got.status != http.StatusOK || p.cookies[cookieSession] == "" {
		h.t.Fatalf("%q did not get in: %d %s", id, got.status, got.text())
	}
	return p
}

func whoIs(id floor.AdvisorID) string {
	if id == "" {
		return floor.Manager.String()
	}
	return floor.Staff(id).String()
}

// An answer is what a browser got in the end.
type answer struct {
	status int
	at     string // where it ended up
	body   string
	header http.Header
}

var tags = regexp.MustCompile(`(?s)<script.*?</script>|<[^>]*>`)

// text is the page as a person reads it.
func (a answer) text() string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(a.body, " "))), " ")
}

// once sends one request and follows nothing.
func (p *phoneset) once(method, path string, form url.Values) answer {
	var body *strings.Reader
	if form != nil {
		body = strings.NewReader(form.Encode())
	} else {
		body = strings.NewReader("")
	}
	r := httptest.NewRequest(method, "http://"+host+path, body)
	r.RemoteAddr = p.from + ":50000"
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", "http://"+host)
	}
	for name, value := range p.headers {
		if name == "Host" {
			r.Host = value
		}
		r.Header.Set(name, value)
	}
	for name, value := range p.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	w := httptest.NewRecorder()
	p.page.ServeHTTP(w, r)
	for _, c := range w.Result().Cookies() {
		if c.MaxAge < 0 {
			delete(p.cookies, c.Name)
			continue
		}
		p.cookies[c.Name] = c.Value
	}
	return answer{w.Code, path, w.Body.String(), w.Result().Header}
}

func (p *phoneset) get(path string) answer {
	got := p.once(http.MethodGet, path, nil)
	for range 5 {
		if got.status != http.StatusSeeOther {
			return got
		}
		got = p.once(http.MethodGet, got.header.Get("Location"), nil)
	}
	p.h.t.Fatalf("%s leads round in a circle", path)
	return got
}

// post sends a form as it stands.
func (p *phoneset) post(path string, form url.Values) answer {
	got := p.once(http.MethodPost, path, form)
	if got.status == http.StatusSeeOther {
		return p.get(got.header.Get("Location"))
	}
	return got
}

var nonces = regexp.MustCompile(`name="nonce" value="([^"]+)"`)

// nonce takes a fresh one from the page.
func (p *phoneset) nonce() string {
	p.h.t.Helper()
	found := nonces.FindStringSubmatch(p.get("/").body)
	if found == nil {
		p.h.t.Fatal("the page has no form")
	}
	return found[1]
}

// send fills in a form and sends it; fields are name, value pairs.
func (p *phoneset) send(path string, fields ...string) answer {
	p.h.t.Helper()
	form := url.Values{"nonce": {p.nonce()}}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Add(fields[i], fields[i+1])
	}
	return p.post(path, form)
}

// reads demands that the page says every one of the words.
func (a answer) reads(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if !strings.Contains(a.text(), w) {
			t.Errorf("%s (%d) does not say %q:\n%s", a.at, a.status, w, a.text())
		}
	}
}

func (a answer) hides(t testing.TB, words ...string) {
	t.Helper()
	for _, w := range words {
		if strings.Contains(a.body, w) {
			t.Errorf("%s shows %q, which this reader must not see", a.at, w)
		}
	}
}

func link(code string) string { return "/V/" + code }

// as is a phone on which somebody is signed in without having typed a PIN.
func (h *house) as(who floor.Actor) *phoneset {
	p := h.phone("10.0.1.1")
	token, _ := h.page.sessions.begin(who, h.clock().In(h.desk.Zone()))
	p.cookies[cookieSession] = token
	return p
}

// request is one that carries the phone's cookies.
func (p *phoneset) request() *http.Request {
	r := httptest.NewRequest(http.MethodGet, "http://"+host+"/", nil)
	for name, value := range p.cookies {
		r.AddCookie(&http.Cookie{Name: name, Value: value})
	}
	return r
}

// basics complete a register entry.
var basics = desk.Basics{Surname: "王", Title: "mr", Need: "两居"}
