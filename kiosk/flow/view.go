package flow

import (
	"strconv"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A View is what is on the screen, in the language of whoever reads it. It
// holds words and what can be touched; where they stand is for package kiosk.
type View struct {
	Screen    Screen
	Language  floor.Language
	House     string
	Demo      string // the mark of a demonstration house, or ""
	Progress  Progress
	Title     string
	Hint      string // below the title
	Field     *Field
	Choices   []Button   // big buttons, each an answer
	Faces     []Face     // advisors to choose from
	Tabs      []Button   // pages or parts of what is below
	Keys      [][]Button // rows of keys of one size
	Reader    []Rule     // a page of the rulebook
	Rows      []Row      // a list for the staff
	Lines     []string   // small sentences that must be readable, such as the consent
	Ticket    *TicketView
	Actions   []Button // at the foot, the main one first
	Back      *Button
	Languages []Button // the other languages
	Looks     Looks
	Groups    []Group // ways to read and reach, on the access screen
	Access    *Button // leads there
	Staff     *Button
	Still     *Still // over everything, while nobody touches
}

// Progress says how far the visitor is. Of is zero where that means nothing.
type Progress struct{ At, Of int }

// A Kind is how a button asks to be seen.
type Kind string

// The kinds of button.
const (
	Plain   Kind = ""
	Primary Kind = "primary" // the way on
	Quiet   Kind = "quiet"   // a way round
	Grave   Kind = "grave"   // what cannot be undone
	Offer   Kind = "offer"   // one of the names that the letters may mean
)

// A Button is something to touch.
type Button struct {
	ID     string
	Label  string
	Detail string // a second, smaller line
	Kind   Kind
	Chosen bool // what was answered before, or the page that is up
	Hold   bool // a finger that stays on it asks for more: its coming down is reported too

	Language floor.Language // of the label, if it is not the screen's
}

// A Face is an advisor to choose, or to look out for. His name is the Label.
type Face struct {
	Button
	Advisor floor.AdvisorID
}

// A Field shows what has been typed.
type Field struct {
	Label string
	Text  string
	Empty string // shown while there is no text
	Dots  int    // for a PIN: how many digits, instead of Text
	Error string // what is wrong with it, in words
}

// A Row is one line of a list for the staff.
type Row struct {
	Button
	Mark    string // at the left, such as a place in the order
	Tail    string // at the right, such as a time
	Buttons []Button
}

// A TicketView is the last screen.
type TicketView struct {
	Caption string // above the number
	Number  string
	Who     *Face // who comes
	Lines   []string
	Slip    string // what becomes of the slip
	Waits   bool   // it is still printing
	QR      string // what the QR on the screen holds; "" for none
	Code    string // the same to type by hand
}

// A Still is the question whether somebody is still there.
type Still struct {
	Title   string
	Detail  string
	Seconds int
	Stay    Button
	Go      Button
}

// words speaks one language from the book.
type words struct {
	book *phrase.Book
	lang floor.Language
}

func (w words) say(key string, args ...string) string {
	var named phrase.Args
	for i := 0; i+1 < len(args); i += 2 {
		if named == nil {
			named = phrase.Args{}
		}
		named[args[i]] = args[i+1]
	}
	return w.book.Say(w.lang, key, named)
}

func (w words) refusal(r *floor.Refusal) string {
	if r == nil {
		return ""
	}
	return w.book.Refusal(w.lang, r)
}

func (w words) button(id, key string, kind Kind) Button {
	return Button{ID: id, Label: w.say(key), Kind: kind}
}

func (w words) back() *Button {
	b := w.button("back", "common.back", Quiet)
	return &b
}

// View says what is on the screen, in the words of the book.
func (s State) View(book *phrase.Book) View {
	w := words{book, s.language()}
	v := View{Screen: s.screen, Language: w.lang, Looks: s.looks}
	if s.floor != nil {
		v.House = s.floor.House.Name
		if s.floor.House.Demo {
			v.Demo = w.say("common.demo")
		}
	}
	for _, other := range floor.Languages() {
		if other != w.lang {
			v.Languages = append(v.Languages, Button{ID: "lang:" + string(other), Label: book.Say(other, "kiosk.language", nil), Kind: Quiet, Language: other})
		}
	}
	if !s.adapting {
		access := w.button("access", "kiosk.access.open", Quiet)
		v.Access = &access
	}
	switch {
	case s.adapting:
		s.accessView(w, &v)
	case s.screen.ofStaff():
		s.cornerView(w, &v)
	case s.screen.ofSetup():
		s.setupView(w, &v)
	default:
		s.visitorView(w, &v)
	}
	s.stillView(w, &v)
	return v
}

func (s State) stillView(w words, v *View) {
	if !s.dozing() {
		return
	}
	left := s.patience() + s.count() - s.now.Sub(s.last)
	seconds := int((left + 999e6) / 1e9)
	v.Still = &Still{
		Title:   w.say("kiosk.still.title"),
		Detail:  w.say("kiosk.still.detail", "seconds", strconv.Itoa(seconds)),
		Seconds: seconds,
		Stay:    w.button("stay", "kiosk.still.stay", Primary),
		Go:      w.button("home", "kiosk.still.go", Quiet),
	}
}
