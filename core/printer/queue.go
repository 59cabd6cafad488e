package printer

import (
	"context"
	"sync"
	"time"
)

// How long a job may wait and print. A slip that comes out later than this
// lies in the tray for the wrong visitor; the kiosk has shown the code by then.
const (
	Patience = 60 * time.Second // from the job's time to the moment its printing begins
	Limit    = 20 * time.Second // for the printing itself
)

// A Result is what became of a job.
type Result struct {
	Job     string // its ID
	Outcome Outcome
	Reason  string // phrase key of what the staff should see to; "" for nothing
	Fault   error  // what a log may say beyond the reason, or nil
}

// A Listener hears what happens to the jobs, one thing at a time, from the queue's
// own goroutine; it must not call Close.
type Listener struct {
	Sent   func(job string)    // the job is about to go to the printer
	Ended  func(Result)        // once for every job
	Health func(reason string) // how the printer is, "" for well, each time that it changes between jobs
}

// A Queue prints jobs one after another, in the order in which they were submitted.
type Queue struct {
	clock func() time.Time
	told  Listener
	look  <-chan time.Time
	ill   string // what was last heard of the printer's health

	mu      sync.Mutex
	printer Printer
	jobs    []Job
	closed  bool
	news    chan struct{} // holds a token while jobs may wait

	ctx   context.Context
	stop  context.CancelFunc
	ended chan struct{}
}

// NewQueue starts a queue before the printer. The clock tells how old a job is.
// At each tick of look, while nothing prints, the printer is asked how it is.
func NewQueue(p Printer, clock func() time.Time, look <-chan time.Time, told Listener) *Queue {
	q := &Queue{printer: p, clock: clock, look: look, told: told, news: make(chan struct{}, 1), ended: make(chan struct{})}
	q.ctx, q.stop = context.WithCancel(context.Background())
	go q.run()
	return q
}

// Use puts another printer behind the queue, from the next job on.
func (q *Queue) Use(p Printer) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.printer = p
}

// Printer is the one that the next job goes to.
func (q *Queue) Printer() Printer {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.printer
}

// Submit takes the job and returns at once, whatever state the printer is in. A
// job that is submitted to a closed queue is reported nowhere and false is returned.
func (q *Queue) Submit(job Job) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.closed {
		return false
	}
	q.jobs = append(q.jobs, job)
	select {
	case q.news <- struct{}{}:
	default:
	}
	return true
}

// Close breaks off the job that is printing, withdraws those that wait, and
// returns when every one has been told.
func (q *Queue) Close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.stop()
	<-q.ended
}

func (q *Queue) run() {
	defer close(q.ended)
	for {
		job, ok := q.next()
		if ok {
			q.told.Ended(q.print(job))
			continue
		}
		select {
		case <-q.news:
		case <-q.look:
			q.check()
		case <-q.ctx.Done():
			q.rest()
			return
		}
	}
}

// rest withdraws what was submitted while the queue was being closed.
func (q *Queue) rest() {
	for job, ok := q.next(); ok; job, ok = q.next() {
		q.told.Ended(q.print(job))
	}
}

func (q *Queue) next() (Job, bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if len(q.jobs) == 0 {
		return Job{}, false
	}
	job := q.jobs[0]
	q.jobs[0] = Job{} // its picture is not kept
	q.jobs = q.jobs[1:]
	return job, true
}

func (q *Queue) print(job Job) Result {
	if q.ctx.Err() != nil {
		return Result{Job: job.ID, Outcome: Withdrawn, Reason: Closing}
	}
	if q.clock().Sub(job.At) > Patience {
		return Result{Job: job.ID, Outcome: Withdrawn, Reason: Late}
	}
	q.told.Sent(job.ID)
	ctx, cancel := context.WithTimeout(q.ctx, Limit)
	defer cancel()
	outcome, err := q.Printer().Print(ctx, job)
	q.ill = Reason(err)
	if outcome != Confirmed && q.ctx.Err() != nil {
		return Result{Job: job.ID, Outcome: outcome, Reason: Closing, Fault: err}
	}
	return Result{Job: job.ID, Outcome: outcome, Reason: Reason(err), Fault: err}
}

// check asks the printer how it is. One that says nothing is not thereby ill.
func (q *Queue) check() {
	ctx, cancel := context.WithTimeout(q.ctx, Limit)
	defer cancel()
	reason := Reason(q.Printer().Look(ctx))
	if reason == Silent || reason == q.ill || q.ctx.Err() != nil {
		return
	}
	q.ill = reason
	q.told.Health(reason)
}
