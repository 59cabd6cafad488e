// Package bookpaper sets a rulebook for people to read: in a terminal, on
// paper for signature, and page by page on a screen.
//
// It says what the book says and judges nothing; which cases prove a clause is
// handed in. The words that a book does not bring itself, such as the names of
// persons and of what is decided, are phrases.
package bookpaper

import (
	"strings"

	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

// A Paper is a rulebook in one language.
type Paper struct {
	Language floor.Language
	House    string // whose it is; may be empty
	Title    string
	ID       string
	Version  string
	Digest   string
	From     string   // the day from which it is in force, "" if it does not say
	Opening  []string // what stands above the clauses
	Chapters []Chapter
	words    *phrase.Book
}

// A Chapter is one part of the paper.
type Chapter struct {
	Name    string // clauses, readings, numbers
	Title   string
	About   string // one sentence under the title; may be empty
	Entries []Entry
}

// The chapters of every paper.
const (
	Clauses  = "clauses"
	Numbers  = "numbers"
	Readings = "readings"
)

// An Entry is one clause, number or reading.
type Entry struct {
	Mark  string // the number as printed, or the name
	Head  string // its sentence, or the question
	Lines []Line
	Proof string // how far cases bear it out; empty if none were put to it
}

// A Line says one more thing of an entry.
type Line struct {
	Label string // such as the moment at which something is decided; may be empty
	Says  string
}

// Brief is the mark and the sentence where there is little room for the mark:
// a reading's long name stands before the question, and a number's, which only
// the file needs, is left out.
func (e Entry) Brief(chapter string) (mark, head string) {
	switch {
	case chapter == Numbers:
		return "·", e.Head
	case columnsOf(e.Mark) > briefColumns:
		return "·", e.Mark + "  " + e.Head
	}
	return e.Mark, e.Head
}

const briefColumns = 8

// Plain lists what stands below an entry's sentence, one sentence a line.
func (e Entry) Plain(p Paper) []string {
	var out []string
	for _, l := range e.Lines {
		if l.Label != "" {
			l.Says = l.Label + p.say("book.colon") + l.Says
		}
		out = append(out, l.Says)
	}
	if e.Proof != "" {
		out = append(out, e.Proof)
	}
	return out
}

// A Proof says how many cases an article decides, and how many of its limits
// are met exactly and just past.
type Proof struct{ Cases, Met, Limits int }

// Read sets the book in the language. proofs are by row; nil leaves them out.
func Read(b *rulebook.Book, words *phrase.Book, l floor.Language, proofs map[string]Proof) Paper {
	s := setter{book: b, words: words, lang: l, proofs: proofs}
	return Paper{Language: l, Title: b.Title(l), ID: b.ID(), Version: b.Version(), Digest: b.Digest(), From: b.From(),
		Opening: b.TextsFor(rulebook.Opening, l), Chapters: []Chapter{s.clauses(), s.numbers(), s.readings()}, words: words}
}

// Facts are the lines under the title: which text this is, and since when it rules.
func (p Paper) Facts() []string {
	out := []string{p.say("book.version", "id", p.ID, "version", p.Version), p.say("book.digest", "digest", p.Digest)}
	if p.From != "" {
		return append(out, p.say("book.from", "day", p.From))
	}
	return append(out, p.say("book.at_once"))
}

func (p Paper) say(key string, pairs ...string) string {
	return say(p.words, p.Language, key, pairs...)
}

func say(words *phrase.Book, l floor.Language, key string, pairs ...string) string {
	args := phrase.Args{}
	for i := 0; i+1 < len(pairs); i += 2 {
		args[pairs[i]] = pairs[i+1]
	}
	return words.Say(l, key, args)
}

// setter turns the parts of a book into entries.
type setter struct {
	book   *rulebook.Book
	words  *phrase.Book
	lang   floor.Language
	proofs map[string]Proof
}

func (s setter) say(key string, pairs ...string) string { return say(s.words, s.lang, key, pairs...) }

func (s setter) chapter(name string) Chapter {
	return Chapter{Name: name, Title: s.say("book.chapter." + name), About: s.say("book.chapter." + name + ".about")}
}

func (s setter) clauses() Chapter {
	out := s.chapter(Clauses)
	for _, a := range s.book.Articles() {
		if a.Reading {
			continue
		}
		e := Entry{Mark: a.Row, Head: a.Text.In(s.lang), Lines: s.provisions(a), Proof: s.proof(a)}
		if a.Shown != "" {
			e.Lines = append(e.Lines, s.shown(a))
		}
		out.Entries = append(out.Entries, e)
	}
	return out
}

// shown says where people meet a text, and in which words if in others.
func (s setter) shown(a rulebook.Article) Line {
	says := s.say("book.shown." + a.Shown.String())
	if a.Says != a.Text {
		says += s.say("book.colon") + a.Says.In(s.lang)
	}
	return Line{s.say("book.shown"), says}
}

// provisions says what an article decides, moment by moment; what two clauses
// of one moment decide alike is said once.
func (s setter) provisions(a rulebook.Article) []Line {
	var out []Line
	said := map[Line]bool{}
	last := rulebook.Moment("")
	for _, p := range a.Provisions {
		l := Line{Label: s.moment(p.Moment), Says: s.provision(a.Row, p)}
		if l.Says == "" || said[l] {
			continue
		}
		said[l] = true
		if p.Moment == last {
			l.Label = s.say("book.else")
		}
		last = p.Moment
		out = append(out, l)
	}
	return out
}

// provision is its sentence, if it has one of its own, what follows, and the
// readings on which it rests unless they were named already.
func (s setter) provision(row string, p rulebook.Provision) string {
	says := s.parts(p.Then)
	var leans []string
	for _, id := range p.Readings {
		if id != row && !strings.Contains(says, s.say("book.as_read", "choice", "", "reading", id)) {
			leans = append(leans, id)
		}
	}
	if len(leans) > 0 && says != "" {
		says += s.gap() + s.say("book.leans", "readings", strings.Join(leans, s.say("book.comma")))
	}
	return strings.TrimSpace(p.Text.In(s.lang) + s.gap() + says)
}

// gap stands between two sentences.
func (s setter) gap() string {
	if s.lang == floor.Chinese {
		return ""
	}
	return " "
}

func (s setter) moment(m rulebook.Moment) string { return s.say("book.moment." + string(m)) }

func (s setter) proof(a rulebook.Article) string {
	p, ok := s.proofs[a.Row]
	switch {
	case !ok || len(a.Provisions) == 0 && p.Cases == 0:
		return ""
	case p.Cases == 0:
		return s.say("book.proof.none")
	case p.Limits == 0:
		return s.say("book.proof", "cases", count(p.Cases))
	}
	return s.say("book.proof.limits", "cases", count(p.Cases), "met", count(p.Met), "limits", count(p.Limits))
}
