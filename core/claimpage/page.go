// Package claimpage is the page on the lobby's network that advisors and the
// manager open on their phones: they sign in, see whose a visit is and why, and
// say what happened at the desk.
//
// It decides nothing. Whose the customer is the rulebook says, what is done the
// desk does; the page decides only who may see and who may press what, and it
// shows names and phones to nobody else. Every page works without a script.
package claimpage

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"html/template"
	"io"
	"log/slog"
	"net/http"
	"sync"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

//go:embed templates static
var files embed.FS

// Config is what a page works with. Everything but CheckPhone and Export is needed.
type Config struct {
	Desk       Desk
	Words      *phrase.Book
	Now        func() time.Time
	Hosts      func() []string                             // Host headers that are ours, such as "192.168.1.20:8080"; asked anew each time
	CheckPhone func(phone string) *floor.Refusal           // says why the digits are no phone; nil accepts any
	Export     func(w io.Writer, day, format string) error // writes a day's log; format is "xlsx" or "csv"; nil: no export
	Consent    Consent                                     // the notice that the customer is shown
	Log        *slog.Logger                                // told of faults, without names, phones or codes
}

// Consent is the notice beside the phone, as the touchscreen words it.
type Consent struct {
	Version string // of the wording, such as "2026-11"
	Months  int    // how long a name and phone are kept after the last contact
	Contact string // whom to ask about it
}

// A Page is the whole site. It is an http.Handler, safe for any number of requests at once.
type Page struct {
	set       Config
	handler   http.Handler
	sessions  *sessions
	signIns   *throttle // wrong PINs by address
	codes     *throttle // unknown codes by address
	checking  chan struct{}
	live      *hub
	watch     sync.Once
	templates map[floor.Language]*template.Template
	mark      string // of the static files, so that phones keep them until they change
}

// New builds the page. A template that cannot be read is a bug.
func New(set Config) *Page {
	p := &Page{
		set: set, sessions: newSessions(), live: newHub(), checking: make(chan struct{}, maxChecks),
		signIns: newThrottle(10, time.Minute, 15*time.Minute), codes: newThrottle(20, time.Minute, 15*time.Minute),
		templates: map[floor.Language]*template.Template{}, mark: fingerprint(),
	}
	for _, lang := range floor.OfficeLanguages() {
		p.templates[lang] = template.Must(template.New("").Funcs(p.words(lang)).ParseFS(files, "templates/*.html"))
	}
	p.handler = p.guard(p.routes())
	return p
}

// maxChecks bounds how many PINs are hashed at once: each takes 19 MiB on purpose.
const maxChecks = 2

// ServeHTTP answers one request.
func (p *Page) ServeHTTP(w http.ResponseWriter, r *http.Request) { p.handler.ServeHTTP(w, r) }

// EndSessions signs an advisor out everywhere, as when his PIN was changed; an
// empty id is the manager.
func (p *Page) EndSessions(who floor.AdvisorID) { p.sessions.endAll(who) }

// words are what the templates may call: t words a phrase, with name, value pairs.
func (p *Page) words(lang floor.Language) template.FuncMap {
	return template.FuncMap{
		"t": func(key string, pairs ...string) string {
			args := phrase.Args{}
			for i := 0; i+1 < len(pairs); i += 2 {
				args[pairs[i]] = pairs[i+1]
			}
			return p.set.Words.Say(lang, key, args)
		},
		"static": func(name string) string { return "/static/" + p.mark + "/" + name },
	}
}

// fingerprint changes with any static file.
func fingerprint() string {
	sum := sha256.New()
	for _, name := range []string{"page.css", "live.js", "icon.svg"} {
		text, err := files.ReadFile("static/" + name)
		if err != nil {
			panic(fmt.Sprintf("claimpage: %s is not embedded: %v", name, err))
		}
		sum.Write(text)
	}
	return hex.EncodeToString(sum.Sum(nil))[:12]
}
