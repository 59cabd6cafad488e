package main

import (
	"context"
	"time"

	"shouwen/core/bookpaper"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
	"shouwen/kiosk/flow"
)

// printedBook is the rulebook in force as people read it.
func (h *house) printedBook(lang floor.Language) (bookpaper.Paper, error) {
	b, err := h.desk.Book()
	if err != nil {
		return bookpaper.Paper{}, err
	}
	return bookpaper.Read(b, h.phrases, lang, nil), nil
}

// texts are what the rulebook in force says to people at a place; a book that
// cannot be read says nothing.
func (h *house) texts(place rulebook.Shown, lang floor.Language) []string {
	b, err := h.desk.Book()
	if err != nil {
		return nil
	}
	return b.TextsFor(place, lang)
}

// readRules gives the touchscreen the rulebook in force: its title, its words
// to a visitor, and the whole of it for the staff corner.
func (l *lobby) readRules(set *flow.Settings) {
	set.Greeting, set.Rules = map[string]string{}, map[string]flow.Rules{}
	for _, lang := range floor.OfficeLanguages() {
		p, err := l.printedBook(lang)
		if err != nil {
			l.log.Warn("the rulebook cannot be shown", "fault", err)
			return
		}
		set.Rulebook[string(lang)] = p.Title
		set.Rules[string(lang)] = rulesOf(p)
	}
	for _, lang := range floor.Languages() {
		if says := l.texts(rulebook.Greeting, lang); len(says) > 0 {
			set.Greeting[string(lang)] = says[0]
		}
	}
	l.mu.Lock()
	l.told = l.desk.Rulebook().Digest
	l.mu.Unlock()
}

// rulesOf turns a paper into what the staff corner shows.
func rulesOf(p bookpaper.Paper) flow.Rules {
	facts := p.Facts()
	r := flow.Rules{Title: p.Title, About: p.Version + " · " + facts[len(facts)-1]}
	for _, c := range p.Chapters {
		chapter := flow.RuleChapter{Title: c.Title}
		for _, e := range c.Entries {
			mark, head := e.Brief(c.Name)
			chapter.Rules = append(chapter.Rules, flow.Rule{Mark: mark, Head: head, Lines: e.Plain(p)})
		}
		if len(chapter.Rules) > 0 {
			r.Chapters = append(r.Chapters, chapter)
		}
	}
	return r
}

// watchBooks sees to it that a rulebook whose day comes rules from midnight,
// and that the touchscreen speaks of the one in force, until ctx ends.
func (l *lobby) watchBooks(ctx context.Context) {
	every := time.NewTicker(15 * time.Second)
	defer every.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-every.C:
			if err := l.dayComes(); err != nil {
				l.log.Warn("the rulebook of today is not in force", "fault", err)
			}
		}
	}
}

// dayComes begins the day if a rulebook takes force on it, which the desk does
// by itself before the day's first command, and tells the touchscreen of a
// rulebook that is new.
func (l *lobby) dayComes() error {
	day := floor.DayOf(l.now(), l.desk.Zone())
	for _, d := range l.dated {
		if d.From == day && l.desk.Today() < day {
			if err := l.desk.Wake(desk.Stamp{At: l.now(), By: floor.System}); err != nil {
				return err
			}
		}
	}
	l.mu.Lock()
	told := l.told
	l.mu.Unlock()
	if l.desk.Rulebook().Digest == told {
		return nil
	}
	l.tell(flow.SettingsChanged{Settings: l.settings()})
	return l.keepInForce()
}
