// Package rulebook judges by the house's own written regulation: who serves a
// visitor, whose customer he is, what becomes of the turn, how a deal is
// shared and what must be recorded.
//
// A rulebook is a text that the house reads, edits and tests; this package
// loads it, checks it, judges facts by it and explains the ruling. It knows no
// regulation. Gathering the facts and acting on the ruling belong to the desk.
package rulebook
