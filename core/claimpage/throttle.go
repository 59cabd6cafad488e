package claimpage

import (
	"net"
	"net/http"
	"sync"
	"time"
)

// A throttle makes an address that guesses wait: so many misses are free, then
// it waits, twice as long each time. A hit forgives all.
type throttle struct {
	free    int
	first   time.Duration
	longest time.Duration
	mu      sync.Mutex
	by      map[string]*misses
}

type misses struct {
	count int
	until time.Time
	last  time.Time
}

// maxAddresses bounds what a throttle remembers; a lobby has a few hundred phones.
const maxAddresses = 4096

func newThrottle(free int, first, longest time.Duration) *throttle {
	return &throttle{free: free, first: first, longest: longest, by: map[string]*misses{}}
}

// wait returns until when the address must wait, or false if it need not.
func (t *throttle) wait(address string, now time.Time) (time.Time, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.by[address]
	if m == nil || !now.Before(m.until) {
		return time.Time{}, false
	}
	return m.until, true
}

func (t *throttle) miss(address string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	m := t.by[address]
	if m == nil {
		t.makeRoom(now)
		m = &misses{}
		t.by[address] = m
	}
	m.count, m.last = m.count+1, now
	if over := m.count - t.free; over >= 0 {
		m.until = now.Add(min(t.first<<min(over, 10), t.longest))
	}
}

func (t *throttle) hit(address string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	delete(t.by, address)
}

// makeRoom forgets addresses that have long been quiet, and if none has, all.
func (t *throttle) makeRoom(now time.Time) {
	if len(t.by) < maxAddresses {
		return
	}
	for address, m := range t.by {
		if now.Sub(m.last) > t.longest {
			delete(t.by, address)
		}
	}
	if len(t.by) >= maxAddresses {
		clear(t.by)
	}
}

// address is who is at the other end. No header is believed: nothing stands
// between the phones and the appliance.
func address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return r.RemoteAddr
	}
	return host
}
