package claimpage

import (
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"shouwen/core/floor"
)

const (
	cookieSession = "shouwen"
	cookieWho     = "shouwen_who"  // who signed in last on this phone, so that the next time asks for the PIN alone
	cookieLang    = "shouwen_lang" // the reader's language
	longest       = 10 * time.Hour
	maxPhones     = 4   // sessions of one person at a time; the oldest ends
	maxDone       = 128 // forms of one session that are remembered as done
)

// A session is one person signed in on one phone.
type session struct {
	who    floor.Actor
	began  time.Time
	until  time.Time
	secret [32]byte // signs the nonces of its forms

	posts sync.Mutex // held while one of its forms is carried out
	done  map[string]string
	order []string // of done, oldest first
}

// sessions are kept in memory alone, by the digest of their cookie: whoever
// reads the memory of a stopped appliance finds nothing to sign in with.
type sessions struct {
	mu sync.Mutex
	by map[[32]byte]*session
}

func newSessions() *sessions { return &sessions{by: map[[32]byte]*session{}} }

// begin signs a person in until midnight of the house, or for ten hours if
// that is sooner, and returns the cookie's value.
func (s *sessions) begin(who floor.Actor, now time.Time) (string, *session) {
	var token [32]byte
	one := &session{who: who, began: now, until: closing(now), done: map[string]string{}}
	random(token[:])
	random(one.secret[:])
	s.mu.Lock()
	defer s.mu.Unlock()
	s.tidy(who, now)
	s.by[sha256.Sum256(token[:])] = one
	return base64.RawURLEncoding.EncodeToString(token[:]), one
}

// closing is when a session that begins now must end; now is in the house's zone.
func closing(now time.Time) time.Time {
	y, m, d := now.Date()
	midnight := time.Date(y, m, d+1, 0, 0, 0, 0, now.Location())
	if end := now.Add(longest); end.Before(midnight) {
		return end
	}
	return midnight
}

// tidy drops what has ended, and the oldest session of one who has too many.
func (s *sessions) tidy(who floor.Actor, now time.Time) {
	var own [][32]byte
	for key, one := range s.by {
		switch {
		case !now.Before(one.until):
			delete(s.by, key)
		case one.who == who:
			own = append(own, key)
		}
	}
	slices.SortFunc(own, func(a, b [32]byte) int { return s.by[a].began.Compare(s.by[b].began) })
	for len(own) >= maxPhones {
		delete(s.by, own[0])
		own = own[1:]
	}
}

func (s *sessions) find(r *http.Request, now time.Time) *session {
	key, ok := cookieKey(r)
	if !ok {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	one := s.by[key]
	if one == nil || !now.Before(one.until) {
		delete(s.by, key)
		return nil
	}
	return one
}

func (s *sessions) end(r *http.Request) {
	if key, ok := cookieKey(r); ok {
		s.mu.Lock()
		defer s.mu.Unlock()
		delete(s.by, key)
	}
}

func (s *sessions) endAll(who floor.AdvisorID) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for key, one := range s.by {
		if one.who.Advisor == who {
			delete(s.by, key)
		}
	}
}

func cookieKey(r *http.Request) ([32]byte, bool) {
	cookie, err := r.Cookie(cookieSession)
	if err != nil {
		return [32]byte{}, false
	}
	token, err := base64.RawURLEncoding.DecodeString(cookie.Value)
	return sha256.Sum256(token), err == nil && len(token) == 32
}

// nonce makes the value that one form carries: it proves that the form was
// made for this session, and names the form, so that a double tap is one event.
func (s *session) nonce() string {
	var b [16]byte
	random(b[:])
	name := hex.EncodeToString(b[:])
	return name + "." + s.sign(name)
}

func (s *session) sign(name string) string {
	mac := hmac.New(sha256.New, s.secret[:])
	mac.Write([]byte(name))
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// known returns the name of a form that was made for this session.
func (s *session) known(nonce string) (string, bool) {
	name, mac, ok := strings.Cut(nonce, ".")
	return name, ok && len(name) == 32 && hmac.Equal([]byte(mac), []byte(s.sign(name)))
}

// finished remembers where a form led, for the second tap.
func (s *session) finished(name, to string) {
	if s.done[name] == "" {
		s.order = append(s.order, name)
	}
	s.done[name] = to
	for len(s.order) > maxDone {
		delete(s.done, s.order[0])
		s.order = s.order[1:]
	}
}

func random(b []byte) {
	if _, err := rand.Read(b); err != nil {
		panic("claimpage: the source of random bytes ran dry: " + err.Error())
	}
}

// cookie is one that no script reads and no foreign page sends with a form.
func cookie(r *http.Request, name, value string, seconds int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: "/", MaxAge: seconds, HttpOnly: true,
		SameSite: http.SameSiteLaxMode, Secure: r.TLS != nil}
}
