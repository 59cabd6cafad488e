package main

import (
	"time"
)

// A scanner catches what a USB scanner types: a burst of characters, faster
// than fingers, that ends in Enter. Nothing that a person types is a burst, and
// nothing that it catches reaches a screen: visitor pages take no keyboard.
type scanner struct {
	typed []rune
	last  time.Time
}

// How a burst is told from typing: the longest wait between two characters,
// and how many there must be. A person's fastest keys are some 80 ms apart for
// two or three strokes, never for sixteen.
const (
	burstGap   = 100 * time.Millisecond
	burstLeast = 16
)

// rune takes one character.
func (s *scanner) rune(r rune, at time.Time) {
	if at.Sub(s.last) > burstGap {
		s.typed = s.typed[:0]
	}
	s.typed, s.last = append(s.typed, r), at
	if len(s.typed) > 256 { // no code is that long
		s.typed = s.typed[:0]
	}
}

// enter ends the burst and returns what was scanned, if it was a burst.
func (s *scanner) enter(at time.Time) (string, bool) {
	text := string(s.typed)
	whole := len(s.typed) >= burstLeast && at.Sub(s.last) <= burstGap
	s.typed = s.typed[:0]
	return text, whole
}
