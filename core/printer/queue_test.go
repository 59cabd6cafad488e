package printer

import (
	"context"
	"fmt"
	"net"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"
)

// A press is a printer whose every job ends as the test says.
type press struct {
	began chan Job
	end   chan error // what Print returns; nil is Confirmed
}

func newPress() *press { return &press{began: make(chan Job), end: make(chan error)} }

func (p *press) Describe() string { return "press" }

func (p *press) Look(context.Context) error { return <-p.end }

func (p *press) Print(ctx context.Context, j Job) (Outcome, error) {
	p.began <- j
	select {
	case err := <-p.end:
		if err != nil {
			return Failed, err
		}
		return Confirmed, nil
	case <-ctx.Done():
		return fail(TimedOut, ctx.Err())
	}
}

// bench is a queue with its results and a clock that the test sets.
func bench(t *testing.T, p Printer) (q *Queue, results chan Result) {
	t.Helper()
	results = make(chan Result, 10)
	return NewQueue(p, noon, nil, Listener{Sent: func(string) {}, Ended: func(r Result) { results <- r }}), results
}

func TestJobsPrintInTheOrderInWhichTheyWereAskedFor(t *testing.T) {
	p := newPress()
	q, results := bench(t, p)
	defer q.Close()
	for i := range 5 {
		if !q.Submit(Job{ID: fmt.Sprint(i), At: noon()}) {
			t.Fatal("a job was not taken")
		}
	}
	for i := range 5 {
		if j := <-p.began; j.ID != fmt.Sprint(i) {
			t.Errorf("job %s began, want %d", j.ID, i)
		}
		p.end <- nil
		if r := <-results; r != (Result{Job: fmt.Sprint(i), Outcome: Confirmed}) {
			t.Errorf("job %d: %+v", i, r)
		}
	}
}

func TestAStuckPrinterHoldsUpNobodyWhoSubmits(t *testing.T) {
	p := newPress()
	q := NewQueue(p, noon, nil, Listener{Sent: func(string) {}, Ended: func(Result) {}})
	q.Submit(Job{ID: "stuck", At: noon()})
	<-p.began
	for i := range 1000 {
		q.Submit(Job{ID: fmt.Sprint(i), At: noon()})
	}
	q.Close()
}

func TestAJobOlderThanItsPatienceIsWithdrawn(t *testing.T) {
	p := newPress()
	q, results := bench(t, p)
	defer q.Close()
	q.Submit(Job{ID: "late", At: noon().Add(-Patience - 1)})
	if r := <-results; r != (Result{Job: "late", Outcome: Withdrawn, Reason: Late}) {
		t.Errorf("past its patience: %+v", r)
	}
	q.Submit(Job{ID: "just in time", At: noon().Add(-Patience)})
	if j := <-p.began; j.ID != "just in time" {
		t.Errorf("%s began", j.ID)
	}
	p.end <- nil
	<-results
}

func TestAJobIsSaidToBeSentBeforeItIsPrinted(t *testing.T) {
	p := newPress()
	sent := make(chan string)
	q := NewQueue(p, noon, nil, Listener{Sent: func(job string) { sent <- job }, Ended: func(Result) {}})
	q.Submit(Job{ID: "a", At: noon()})
	select {
	case <-p.began:
		t.Error("printed before it was noted")
	case job := <-sent:
		if job != "a" {
			t.Errorf("%s was sent", job)
		}
	}
	<-p.began
	p.end <- nil
	q.Close()
}

func TestAPrinterIsLookedAtBetweenJobsAndEachChangeIsToldOnce(t *testing.T) {
	p := newPress()
	ticks, health := make(chan time.Time), make(chan string, 10)
	q := NewQueue(p, noon, ticks, Listener{Sent: func(string) {}, Ended: func(Result) {}, Health: func(r string) { health <- r }})
	for _, is := range []error{nil, &Trouble{Reason: Unreachable}, &Trouble{Reason: Unreachable}, &Trouble{Reason: Silent}, &Trouble{Reason: PaperLow}, nil} {
		ticks <- noon()
		p.end <- is
	}
	if got := []string{<-health, <-health, <-health}; !slices.Equal(got, []string{Unreachable, PaperLow, ""}) {
		t.Errorf("told %q", got)
	}
	if q.Close(); len(health) > 0 {
		t.Errorf("told once more: %q", <-health)
	}
}

func TestAPrinterThatFailedAJobIsToldToBeWellAgain(t *testing.T) {
	p := newPress()
	ticks, health := make(chan time.Time), make(chan string, 10)
	q := NewQueue(p, noon, ticks, Listener{Sent: func(string) {}, Ended: func(Result) {}, Health: func(r string) { health <- r }})
	q.Submit(Job{ID: "a", At: noon()})
	<-p.began
	p.end <- &Trouble{Reason: CoverOpen}
	ticks <- noon()
	p.end <- nil
	if got := <-health; got != "" {
		t.Errorf("told %q", got)
	}
	q.Close()
}

func TestTheNextJobGoesToAPrinterThatWasPutInItsPlace(t *testing.T) {
	first, second := newPress(), newPress()
	q, results := bench(t, first)
	defer q.Close()
	q.Use(second)
	q.Submit(Job{ID: "a", At: noon()})
	select {
	case <-first.began:
		t.Error("printed on the former printer")
	case <-second.began:
	}
	second.end <- nil
	<-results
}

func TestAJobThatFailsSaysWhyAndTheNextIsPrinted(t *testing.T) {
	p := newPress()
	q, results := bench(t, p)
	defer q.Close()
	q.Submit(Job{ID: "a", At: noon()})
	q.Submit(Job{ID: "b", At: noon()})
	<-p.began
	p.end <- &Trouble{Reason: CoverOpen}
	if r := <-results; r.Job != "a" || r.Outcome != Failed || r.Reason != CoverOpen {
		t.Errorf("the failed job: %+v", r)
	}
	<-p.began
	p.end <- nil
	if r := <-results; r != (Result{Job: "b", Outcome: Confirmed}) {
		t.Errorf("the next job: %+v", r)
	}
}

func TestClosingBreaksOffOneJobAndWithdrawsTheRest(t *testing.T) {
	p := newPress()
	q, results := bench(t, p)
	q.Submit(Job{ID: "printing", At: noon()})
	<-p.began
	q.Submit(Job{ID: "waiting", At: noon()})
	q.Close()
	if r := <-results; r.Job != "printing" || r.Outcome != Failed || r.Reason != Closing {
		t.Errorf("the job under way: %+v", r)
	}
	if r := <-results; r != (Result{Job: "waiting", Outcome: Withdrawn, Reason: Closing}) {
		t.Errorf("the job that waited: %+v", r)
	}
	if q.Submit(Job{ID: "after", At: noon()}) {
		t.Error("a closed queue took a job")
	}
	q.Close() // once more does no harm
}

func TestClosingLeavesNothingRunning(t *testing.T) {
	over := make(chan struct{})
	d := network(t, nil, func(_ *double, c *net.TCPConn) { <-over; c.Close() })
	r := d.printer(patience{answer: time.Hour})
	connected := make(chan struct{})
	dial := r.open
	r.open = func(ctx context.Context) (conn, error) {
		c, err := dial(ctx)
		close(connected)
		return c, err
	}
	q, results := bench(t, r)
	q.Submit(job(t, "stand-in-zh-80mm"))
	<-connected
	q.Close()
	close(over)
	if res := <-results; res.Outcome != Failed || res.Reason != Closing {
		t.Errorf("%+v", res)
	}
	d.close()
	awaitNoneRunning(t, "(*Queue).run", "printer.(*wire)", "(*receipt).Print")
}

// awaitNoneRunning waits until no goroutine is in any of the functions: one that
// has said that it ended may still be on its way out.
func awaitNoneRunning(t *testing.T, functions ...string) {
	t.Helper()
	enough := time.After(10 * time.Second)
	stacks := make([]byte, 1<<20)
	for {
		all := string(stacks[:runtime.Stack(stacks, true)])
		running := slices.DeleteFunc(slices.Clone(functions), func(f string) bool { return !strings.Contains(all, f) })
		if len(running) == 0 {
			return
		}
		select {
		case <-enough:
			t.Errorf("%v still run:\n%s", running, all)
			return
		default:
			runtime.Gosched()
		}
	}
}
