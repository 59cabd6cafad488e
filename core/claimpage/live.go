package claimpage

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

const (
	maxStreams = 300              // phones that follow the floor at once
	streamFor  = 10 * time.Minute // then the phone asks anew, which finds out who has gone
	breath     = 25 * time.Second // between signs of life
)

// A hub tells every open page that the floor has changed.
type hub struct {
	mu   sync.Mutex
	subs map[chan struct{}]bool
}

func newHub() *hub { return &hub{subs: map[chan struct{}]bool{}} }

// join returns a channel that is told of changes, or false if too many listen.
func (h *hub) join() (chan struct{}, bool) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if len(h.subs) >= maxStreams {
		return nil, false
	}
	ch := make(chan struct{}, 1)
	h.subs[ch] = true
	return ch, true
}

func (h *hub) leave(ch chan struct{}) {
	h.mu.Lock()
	defer h.mu.Unlock()
	delete(h.subs, ch)
}

// tell wakes every listener; one that has not yet looked misses nothing.
func (h *hub) tell() {
	h.mu.Lock()
	defer h.mu.Unlock()
	for ch := range h.subs {
		select {
		case ch <- struct{}{}:
		default:
		}
	}
}

// follow begins to pass the desk's news on, with the first phone that listens.
// The desk is watched once for all phones, and for as long as the house runs:
// it keeps its watchers for good.
func (p *Page) follow() {
	p.watch.Do(func() {
		news := p.set.Desk.Watch()
		go func() {
			for range news {
				p.live.tell()
			}
		}()
	})
}

// events is the stream that a page follows: the sequence of the last event,
// and no more. What changed the page then asks for, as whoever is signed in.
func events(c *call) error {
	if c.r.Method == http.MethodHead {
		return nil // it would wait for news that it may not be told
	}
	c.p.follow()
	ch, ok := c.p.live.join()
	if !ok {
		c.refuse("page.refusal.busy", http.StatusServiceUnavailable)
		return nil
	}
	defer c.p.live.leave(ch)
	out := http.NewResponseController(c.w)
	_ = out.SetWriteDeadline(time.Time{}) // a recorder in a test has none
	c.w.Header().Set("Content-Type", "text/event-stream")
	c.w.WriteHeader(http.StatusOK)
	end, sign := time.NewTimer(streamFor), time.NewTicker(breath)
	defer end.Stop()
	defer sign.Stop()
	for said := uint64(0); ; {
		if seq := c.p.set.Desk.Snapshot().Seq; seq != said {
			said = seq
			_, _ = fmt.Fprint(c.w, "data: ", strconv.FormatUint(seq, 10), "\n\n")
		} else {
			_, _ = fmt.Fprint(c.w, ": \n\n")
		}
		if err := out.Flush(); err != nil {
			return nil // the phone went away
		}
		select {
		case <-ch:
		case <-sign.C:
		case <-end.C:
			return nil
		case <-c.r.Context().Done():
			return nil
		}
		if c.p.sessions.find(c.r, c.p.set.Now().In(c.now.Location())) == nil {
			return nil
		}
	}
}
