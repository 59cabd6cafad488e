package main

import (
	"time"
)

// A scanner catches what a USB scanner types: a burst of characters, faster
// than fingers, that ends in Enter. Nothing that a person types is a burst, and
// nothing that it catches reaches a screen: visitor pages take no keyboard.
type scanner struct {
	typed []rune
	first time.Time // when the burst began
	last  time.Time
}

// How a burst is told from typing. A busy window may hear nothing for a moment
// and then much at once, so the pace is measured over the whole burst: a
// scanner needs some 5 ms a character, the fastest fingers 80.
const (
	burstPause = 400 * time.Millisecond // a longer silence begins anew
	burstPace  = 50 * time.Millisecond  // a character, on average
	burstSlack = 300 * time.Millisecond // for a window that was busy
	burstLeast = 16                     // characters
)

// rune takes one character.
func (s *scanner) rune(r rune, at time.Time) {
	if at.Sub(s.last) > burstPause || len(s.typed) > 256 {
		s.typed = s.typed[:0]
	}
	if len(s.typed) == 0 {
		s.first = at
	}
	s.typed, s.last = append(s.typed, r), at
}

// enter ends the burst and returns what was scanned, if it was a burst.
func (s *scanner) enter(at time.Time) (string, bool) {
	text, n := string(s.typed), len(s.typed)
	fast := at.Sub(s.first) <= time.Duration(n)*burstPace+burstSlack && at.Sub(s.last) <= burstPause
	s.typed = s.typed[:0]
	return text, n >= burstLeast && fast
}
