// Package board decides what the lobby's board says and what it hides.
//
// It is pure: a snapshot of the floor and the time go in, words come out,
// already in the languages of the house. Advisors are named; visitors are
// numbers. Whose customer a visitor is never reaches the board. How it is
// drawn belongs to package display.
package board

import (
	"fmt"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// How long things stand, and how much stands at once.
const (
	Hold       = 15 * time.Second // a called number fills the banner this long
	PageTime   = 10 * time.Second // a page of a long list stands this long
	Lanes      = 2                // calls that share the banner
	RowsFew    = 8                // advisors that stand in one column
	RowsPage   = 16               // advisors on a page
	CalledPage = 4                // called numbers on a page
	WaitPage   = 16               // waiting numbers on a page
)

// Words are one sentence in the house's first language and, if it has one, its second.
type Words struct {
	Large string // in the first language
	Small string // in the second, "" if there is none
}

// A Face is which of its three faces the board shows.
type Face int

// The faces.
const (
	Floor  Face = iota // advisors, numbers called and waiting
	Calm               // advisors and a welcome: nobody is waiting or being served
	Closed             // the house's name, the hour and a welcome: the day has no order yet
)

// A Board is everything that the board says at one moment.
type Board struct {
	Title   string // the house's name
	Demo    Words  // marks the demonstration house; empty for a real one
	Hour    string // "14:05"
	Face    Face
	Rows    []Row // this page of the advisors, in turn order
	RowPage Page
	Called  []Called // this page of the numbers called, newest first
	CallTop Words    // heading of the called numbers
	CallPg  Page
	Waiting []string // this page of the numbers waiting, lowest first
	WaitTop Words    // heading of the waiting numbers, with their count
	WaitPg  Page
	Banners []Banner // calls to cry out now, at most Lanes
	Welcome Words
	Hint    Words
	Trouble Words // what is wrong with the board itself, empty if nothing
	Note    Words // what a desk's scan has just led to, empty if nothing
	Minute  int   // of the day, for a display that shifts its picture against burn-in
}

// A Page is which part of a long list stands, from 1; zero if the list is empty.
type Page struct{ Number, Of int }

// A speaker words phrases in the languages of one board.
type speaker struct {
	book  *phrase.Book
	langs []floor.Language
}

// say words the key in the first language and, if there is one, the second.
func (s speaker) say(key string, args phrase.Args) Words {
	w := Words{Large: s.book.Say(s.langs[0], key, args)}
	if len(s.langs) > 1 {
		w.Small = s.book.Say(s.langs[1], key, args)
	}
	return w
}

// From returns what the board says of the floor at the time. Without a language
// it speaks Chinese and English; of those given, the first is set large and
// the second small. The hour is told in the snapshot's zone.
func From(s floor.Snapshot, now time.Time, book *phrase.Book, langs ...floor.Language) Board {
	if len(langs) == 0 {
		langs = floor.OfficeLanguages()
	}
	say := speaker{book, langs}
	now = now.In(s.At.Location())
	b := Board{
		Title:   s.House.Name,
		Hour:    hour(now),
		Minute:  now.Hour()*60 + now.Minute(),
		Face:    face(s, now),
		Welcome: say.say("board.welcome", nil),
	}
	if s.House.Demo {
		b.Demo = say.say("common.demo", nil)
	}
	if b.Face == Closed {
		b.Hint = say.say("board.closed.hint", nil)
		return b
	}
	b.Hint = say.say("board.welcome.hint", nil)
	turn := int(now.Unix() / int64(PageTime/time.Second))
	b.Rows, b.RowPage = rowPage(rows(s, say), turn)
	b.Called, b.CallPg = page(called(s, say), CalledPage, turn)
	b.CallTop = say.say("board.called.heading", nil)
	waits := waiting(s)
	b.Waiting, b.WaitPg = page(waits, WaitPage, turn)
	b.WaitTop = say.say("board.waiting.heading", phrase.Args{"count": fmt.Sprint(len(waits))})
	b.Banners = banners(s, now, say)
	return b
}

// Stopped is From for a board that gets no more news since the given time: it
// keeps the last state and says of when it is.
func Stopped(s floor.Snapshot, now, since time.Time, book *phrase.Book, langs ...floor.Language) Board {
	if len(langs) == 0 {
		langs = floor.OfficeLanguages()
	}
	b := From(s, now, book, langs...)
	args := phrase.Args{"hour": hour(since.In(s.At.Location()))}
	b.Trouble = speaker{book, langs}.say("board.stopped", args)
	return b
}

func hour(t time.Time) string { return t.Format("15:04") }

// number spells a visit's number as the slip does.
func number(n int) string { return fmt.Sprintf("%03d", n) }

// page cuts the part of a list that stands at the given turn.
func page[T any](list []T, size, turn int) ([]T, Page) {
	if len(list) == 0 {
		return nil, Page{}
	}
	of := (len(list) + size - 1) / size
	at := turn % of
	return list[at*size : min(len(list), (at+1)*size)], Page{at + 1, of}
}

// face chooses by who is here. An order of the day that is over says nothing
// about today, unless somebody is still being served past midnight.
func face(s floor.Snapshot, now time.Time) Face {
	active := false
	for _, v := range s.Visits {
		active = active || v.State == floor.Waiting || v.State == floor.Called || v.State == floor.Serving
	}
	switch {
	case active:
		return Floor
	case !s.DayOpen, !sameDay(s.At, now), len(in(s)) == 0:
		return Closed
	}
	return Calm
}

func sameDay(a, b time.Time) bool {
	ya, ma, da := a.Date()
	yb, mb, db := b.Date()
	return ya == yb && ma == mb && da == db
}
