package store_test

import (
	"fmt"
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/store"
)

// BenchmarkAppend1 is a lobby: one event a transaction, with four keys of state.
func BenchmarkAppend1(b *testing.B) { benchmarkAppend(b, 1) }

// BenchmarkAppend64 is a rush: what waits shares one sync.
func BenchmarkAppend64(b *testing.B) { benchmarkAppend(b, 64) }

func benchmarkAppend(b *testing.B, batch int) {
	s, err := store.Open(b.TempDir(), small())
	if err != nil {
		b.Fatal(err)
	}
	defer s.Close()
	n := 0
	for b.Loop() {
		appendBatch(b, s, n, batch)
		n += batch
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "events/s")
}

func appendBatch(b *testing.B, s *store.Store, from, batch int) {
	b.Helper()
	var drafts []journal.Draft
	var puts []journal.Put
	for i := from; i < from+batch; i++ {
		d := journaltest.Draft(i, fmt.Sprintf("tap-%d", i))
		d.Body = fmt.Appendf(nil, `{"number":%d,"text":"%0400d"}`, i, i)
		drafts = append(drafts, d)
		for k := range 4 {
			puts = append(puts, journal.Put{Key: fmt.Appendf(nil, "x/%d/%d", k, i%5000), Value: d.Body[:60]})
		}
	}
	if _, err := s.Append(drafts, puts); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkOpen opens a store of 20 000 events that was closed cleanly.
func BenchmarkOpen(b *testing.B) {
	dir := b.TempDir()
	s, err := store.Open(dir, small())
	if err != nil {
		b.Fatal(err)
	}
	for i := 0; i < 20000; i += 100 {
		appendBatch(b, s, i, 100)
	}
	if _, err := s.Seal("2026-11-23"); err != nil {
		b.Fatal(err)
	}
	if err := s.Close(); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		s, err := store.Open(dir, small())
		if err != nil {
			b.Fatal(err)
		}
		b.StopTimer()
		if err := s.Close(); err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
	}
}
