package pump

import (
	"context"
	"slices"
	"testing"
	"time"
)

// A window is a goroutine that takes what crosses to it when it is let.
type window struct{ queue []func() }

func (w *window) do(f func()) { w.queue = append(w.queue, f) }

// run takes what has crossed so far.
func (w *window) run() {
	for _, f := range w.queue {
		f()
	}
	w.queue = nil
}

func closed[T any](items ...T) chan T {
	c := make(chan T, len(items))
	for _, item := range items {
		c <- item
	}
	close(c)
	return c
}

func TestABusyWindowIsShownOnlyTheNewestSnapshot(t *testing.T) {
	var w window
	var shown []int
	run(context.Background(), w.do, closed(1, 2, 3), func(n int) { shown = append(shown, n) })
	if len(w.queue) != 1 {
		t.Errorf("%d crossings wait, want one", len(w.queue))
	}
	if w.run(); !slices.Equal(shown, []int{3}) {
		t.Errorf("shown %v, want the newest alone", shown)
	}
}

func TestAFreeWindowIsShownEverySnapshot(t *testing.T) {
	var shown []int
	run(context.Background(), func(f func()) { f() }, closed(1, 2, 3), func(n int) { shown = append(shown, n) })
	if !slices.Equal(shown, []int{1, 2, 3}) {
		t.Errorf("shown %v, want all three", shown)
	}
}

func TestNewsThatComesWhileTheWindowDrawsIsShownNext(t *testing.T) {
	var w window
	var shown []int
	news := make(chan int)
	done := make(chan struct{})
	crossed := make(chan struct{}, 2)
	go func() {
		defer close(done)
		run(context.Background(), func(f func()) { w.do(f); crossed <- struct{}{} }, news, func(n int) { shown = append(shown, n) })
	}()
	news <- 1
	<-crossed
	w.run()
	news <- 2
	<-crossed
	close(news)
	<-done
	if w.run(); !slices.Equal(shown, []int{1, 2}) {
		t.Errorf("shown %v, want both", shown)
	}
}

func TestEveryScannedCodeArrivesInOrder(t *testing.T) {
	var w window
	var shown []string
	each(context.Background(), w.do, closed("a", "b", "c"), func(s string) { shown = append(shown, s) })
	if w.run(); !slices.Equal(shown, []string{"a", "b", "c"}) {
		t.Errorf("shown %q, want all in order", shown)
	}
}

func TestNothingIsShownAfterTheEnd(t *testing.T) {
	var w window
	shown := false
	ctx, stop := context.WithCancel(context.Background())
	run(ctx, w.do, closed(1), func(int) { shown = true })
	each(ctx, w.do, closed(1), func(int) { shown = true })
	answer(ctx, w.do, func() int { return 1 }, func(int) { shown = true })
	stop()
	if w.run(); shown {
		t.Error("a window that is gone was drawn")
	}
}

func TestAnAnswerIsShownWhenItComes(t *testing.T) {
	got := 0
	answer(context.Background(), func(f func()) { f() }, func() int { return 7 }, func(n int) { got = n })
	if got != 7 {
		t.Errorf("shown %d, want 7", got)
	}
}

// The clock starts 20 seconds after a full minute; the first wait must be 40 seconds.
func TestTheMinuteTurnsOnTheMinute(t *testing.T) {
	now := time.Date(2026, 11, 23, 23, 58, 20, 0, time.UTC)
	var waits []time.Duration
	var shown []string
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	after := func(d time.Duration) <-chan time.Time {
		waits = append(waits, d)
		now = now.Add(d)
		c := make(chan time.Time, 1)
		c <- now
		return c
	}
	show := func(at time.Time) {
		if shown = append(shown, at.Format("15:04:05")); len(shown) == 3 {
			stop()
		}
	}
	tick(ctx, func(f func()) { f() }, func() time.Time { return now }, after, time.Minute, show)
	if want := []string{"23:58:20", "23:59:00", "00:00:00"}; !slices.Equal(shown, want) {
		t.Errorf("shown %q, want %q", shown, want)
	}
	if waits[0] != 40*time.Second || waits[1] != time.Minute {
		t.Errorf("waits %v, want 40s and then a minute", waits[:2])
	}
}
