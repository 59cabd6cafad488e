// Package desk is the one writer of the house: it turns what people do into
// events, in order, and shows the floor as it then is.
//
// A command gathers the facts, asks the rulebook, and writes what follows in
// one synced transaction; only then does it answer. The touchscreen, the
// advisors' page, the command line and a script all drive the same desk. It
// decides nothing that a rulebook can decide.
package desk

import (
	"errors"
	"fmt"
	"io"
	"sync"
	"sync/atomic"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// Settings are what a desk works with. All of it is handed in.
type Settings struct {
	Log    journal.Log
	Vault  Safe
	Random io.Reader          // for ids and slip codes; crypto/rand in a lobby
	Books  []*rulebook.Book   // every rulebook that may be put in force, or is
	Dated  []Dated            // those that take force at the beginning of a day
	Hours  rulebook.Hours     // of the site
	Heard  func(floor.Notice) // told of a fault that could not be journaled; may be nil
}

// A Stamp is when a command was given, by whom, and under which idempotency
// key: a command that comes twice under one key is carried out once.
type Stamp struct {
	At  time.Time
	By  floor.Actor
	Key string
}

// Desk carries out commands one after another. Its methods may be called from
// any goroutine; each returns when what it did is on disk.
type Desk struct {
	set      Settings
	jobs     chan *job
	done     chan struct{}
	stop     sync.Once
	state    *state // of the writer alone
	shown    atomic.Pointer[floor.Snapshot]
	mu       sync.RWMutex // held by the writer while it changes the state, by readers of full visits
	watchers []chan *floor.Snapshot
	pins     sync.Mutex // one PIN is looked at at a time
	broken   error
	inForce  atomic.Pointer[rulebook.Book] // with its switches, once it was looked up
	failed   chan struct{}                 // closed when the store failed
}

type job struct {
	stamp Stamp
	run   func(*tx) error
	err   error
	done  chan struct{}
}

// ErrStopped says that the desk was closed, or that the store failed and must be opened anew.
var ErrStopped = errors.New("desk: stopped")

// maxBatch bounds how many waiting commands share one transaction.
const maxBatch = 64

// Open reads the floor as it was left and begins to take commands.
func Open(set Settings) (*Desk, error) {
	s, err := load(set.Log)
	if err != nil {
		return nil, err
	}
	d := &Desk{set: set, jobs: make(chan *job, 4*maxBatch), done: make(chan struct{}), failed: make(chan struct{}), state: s}
	if s.house.Name != "" {
		d.show(s.last)
	} else {
		d.shown.Store(&floor.Snapshot{})
	}
	go d.write()
	return d, nil
}

// Close stops taking commands; those that wait are carried out first. It does not close the log.
func (d *Desk) Close() {
	d.stop.Do(func() { close(d.jobs) })
	<-d.done
}

// Snapshot returns the floor as of the last thing that is on disk.
func (d *Desk) Snapshot() *floor.Snapshot { return d.shown.Load() }

// Watch returns a channel that holds the newest snapshot that its reader has
// not seen. A slow reader misses snapshots in between, never the last one.
func (d *Desk) Watch() <-chan *floor.Snapshot {
	ch := make(chan *floor.Snapshot, 1)
	d.mu.Lock()
	defer d.mu.Unlock()
	ch <- d.Snapshot()
	d.watchers = append(d.watchers, ch)
	return ch
}

// do hands a command to the writer and waits until it is on disk.
func (d *Desk) do(stamp Stamp, run func(*tx) error) (err error) {
	j := &job{stamp: stamp, run: run, done: make(chan struct{})}
	defer func() {
		if recover() != nil { // the channel was closed: the desk has stopped
			err = ErrStopped
		}
	}()
	d.jobs <- j
	<-j.done
	return j.err
}

// write is the one writer: it takes what waits, carries it out in order, and
// commits it in one synced transaction before anybody is answered.
func (d *Desk) write() {
	defer close(d.done)
	for first := range d.jobs {
		batch := []*job{first}
		for len(batch) < maxBatch && len(d.jobs) > 0 {
			if next, ok := <-d.jobs; ok {
				batch = append(batch, next)
			}
		}
		d.carryOut(batch)
		for _, j := range batch {
			close(j.done)
		}
	}
}

func (d *Desk) carryOut(batch []*job) {
	d.mu.Lock()
	defer d.mu.Unlock()
	t := &tx{d: d, s: d.state}
	for _, j := range batch {
		if d.broken != nil {
			j.err = fmt.Errorf("%w: %w", ErrStopped, d.broken)
			continue
		}
		if len(t.puts) > 0 { // the vault reads what is on disk, not what is about to be
			d.broken = t.commit()
		}
		if d.broken == nil {
			j.err = d.one(t, j)
		}
	}
	if d.broken == nil {
		d.broken = t.commit()
	}
	if d.broken != nil {
		d.fail()
		for _, j := range batch {
			if j.err == nil {
				j.err = fmt.Errorf("%w: %w", ErrStopped, d.broken)
			}
		}
		return
	}
	if t.changed {
		d.show(d.state.last)
	}
}

// fail says once that the store failed.
func (d *Desk) fail() {
	select {
	case <-d.failed:
	default:
		close(d.failed)
	}
}

// Failed is closed when a commit failed: what is on disk is unknown, and the
// store must be opened anew and looked at. Every command answers ErrStopped meanwhile.
func (d *Desk) Failed() <-chan struct{} { return d.failed }

// one carries out one command of a batch. A command either refuses before it
// emits anything, or it is done.
func (d *Desk) one(t *tx, j *job) (err error) {
	defer func() {
		if r := recover(); r != nil {
			fault, ok := r.(storeFault)
			if !ok {
				fault.err = fmt.Errorf("desk: bug: %v", r)
			}
			d.broken, err = fault.err, fault.err
		}
	}()
	if err := t.begin(j.stamp); err != nil {
		if errors.Is(err, errRepeated) {
			return nil
		}
		return err
	}
	before := len(t.drafts)
	err = j.run(t)
	if err != nil && len(t.drafts) > before {
		panic(fmt.Sprintf("a command refused after it had acted: %v", err))
	}
	if len(t.drafts) > before {
		t.watchClock()
	}
	return err
}

// show publishes the floor.
func (d *Desk) show(at time.Time) {
	snap := d.state.snapshot(at)
	d.shown.Store(snap)
	for _, ch := range d.watchers {
		select {
		case <-ch: // the reader has not seen the one before
		default:
		}
		ch <- snap
	}
}

var errRepeated = errors.New("desk: this command was carried out before")

// eventReader reads every kind of event.
func eventReader() event.Reader { return event.NewReader() }
