package main

import (
	"testing"
	"time"
)

func typeIn(s *scanner, text string, gap time.Duration, at time.Time) time.Time {
	for _, r := range text {
		at = at.Add(gap)
		s.rune(r, at)
	}
	return at.Add(gap)
}

func TestScannerTellsABurstFromFingers(t *testing.T) {
	start := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	for _, c := range []struct {
		name, text string
		gap        time.Duration
		want       bool
	}{
		{"a code in a burst is caught", "0123456789ABCDEFG", 5 * time.Millisecond, true},
		{"the same keys typed by hand are not", "0123456789ABCDEFG", 180 * time.Millisecond, false},
		{"a few fast keys are not", "ABC", 5 * time.Millisecond, false},
		{"the pace of a scanner at its slowest is still a burst", "0123456789ABCDEFG", burstPace, true},
		{"the fastest fingers are not", "0123456789ABCDEFG", 80 * time.Millisecond, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			var s scanner
			end := typeIn(&s, c.text, c.gap, start)
			if got, ok := s.enter(end); ok != c.want || ok && got != c.text {
				t.Errorf("caught %q, %v; want caught = %v", got, ok, c.want)
			}
		})
	}
}

func TestWhatWasTypedBeforeABurstIsNotPartOfIt(t *testing.T) {
	var s scanner
	at := typeIn(&s, "xyz", 200*time.Millisecond, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	at = typeIn(&s, "0123456789ABCDEFG", 5*time.Millisecond, at.Add(time.Second))
	if got, ok := s.enter(at); !ok || got != "0123456789ABCDEFG" {
		t.Errorf("caught %q, %v", got, ok)
	}
	if _, ok := s.enter(at); ok {
		t.Error("one burst was caught twice")
	}
}

func TestAWindowThatWasBusyForAMomentHearsTheBurstAllTheSame(t *testing.T) {
	var s scanner
	at := typeIn(&s, "01234567", time.Millisecond, time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC))
	at = typeIn(&s, "89ABCDEFG", time.Millisecond, at.Add(250*time.Millisecond))
	if got, ok := s.enter(at); !ok || got != "0123456789ABCDEFG" {
		t.Errorf("caught %q, %v", got, ok)
	}
}
