// Package pump carries news to the windows.
//
// Fyne's widgets may be touched on Fyne's own goroutine only; the desk, the
// printers, the clock and the monitors live on others. Here is the one
// crossing, the only fyne.Do of the product. What is handed to show runs on
// Fyne's goroutine; everything else does not wait for it.
package pump

import (
	"context"
	"sync"
	"time"

	"fyne.io/fyne/v2"
)

// Run carries news of which only the newest matters, such as snapshots of
// the floor: while the window is busy, later news takes the place of what
// still waits. It returns when ctx ends or news is closed and the last of it was handed over.
// A call is not lost by this: the board finds every call in the snapshot's visits.
func Run[T any](ctx context.Context, news <-chan T, show func(T)) {
	run(ctx, fyne.Do, news, show)
}

// Each carries news of which every piece matters, in order, such as scanned
// codes. It returns when ctx ends or news is closed.
func Each[T any](ctx context.Context, news <-chan T, show func(T)) {
	each(ctx, fyne.Do, news, show)
}

// Answer asks on a goroutine of its own and shows what came back, so that a
// window never waits for the disk. If ctx ends first nothing is shown.
func Answer[T any](ctx context.Context, ask func() T, show func(T)) {
	go answer(ctx, fyne.Do, ask, show)
}

// Tick shows the time at each full step of the clock, such as every second or
// every minute, and once at the start. The clock is the product's own; a tick
// that a busy window has not taken yet is not shown twice. It returns when ctx ends.
func Tick(ctx context.Context, now func() time.Time, step time.Duration, show func(time.Time)) {
	tick(ctx, fyne.Do, now, time.After, step, show)
}

// Post runs a function on Fyne's goroutine, for what is no news of any kind,
// such as the end.
func Post(f func()) { fyne.Do(f) }

// crossing hands a function to Fyne's goroutine without waiting for it.
type crossing func(func())

// A slot holds the newest of what one window has not taken yet.
type slot[T any] struct {
	show    func(T)
	mu      sync.Mutex
	newest  T
	waiting bool // a crossing is on its way and will take newest
}

// put lays an item into the slot, and sends a crossing for it if none is on its way.
func (s *slot[T]) put(ctx context.Context, do crossing, item T) {
	s.mu.Lock()
	send := !s.waiting
	s.newest, s.waiting = item, true
	s.mu.Unlock()
	if send {
		do(func() { s.take(ctx) })
	}
}

func (s *slot[T]) take(ctx context.Context) {
	s.mu.Lock()
	item := s.newest
	s.waiting = false
	s.mu.Unlock()
	if ctx.Err() == nil {
		s.show(item)
	}
}

func run[T any](ctx context.Context, do crossing, news <-chan T, show func(T)) {
	s := slot[T]{show: show}
	for {
		select {
		case <-ctx.Done():
			return
		case item, open := <-news:
			if !open {
				return
			}
			s.put(ctx, do, item)
		}
	}
}

func each[T any](ctx context.Context, do crossing, news <-chan T, show func(T)) {
	for {
		select {
		case <-ctx.Done():
			return
		case item, open := <-news:
			if !open {
				return
			}
			do(func() {
				if ctx.Err() == nil {
					show(item)
				}
			})
		}
	}
}

func answer[T any](ctx context.Context, do crossing, ask func() T, show func(T)) {
	item := ask()
	do(func() {
		if ctx.Err() == nil {
			show(item)
		}
	})
}

func tick(ctx context.Context, do crossing, now func() time.Time, after func(time.Duration) <-chan time.Time, step time.Duration, show func(time.Time)) {
	s := slot[time.Time]{show: show}
	for ctx.Err() == nil {
		at := now()
		s.put(ctx, do, at)
		select {
		case <-ctx.Done():
		case <-after(at.Truncate(step).Add(step).Sub(at)):
		}
	}
}
