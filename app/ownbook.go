package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

// files lists the house's own rulebooks.
func (c bookConfig) files() []string {
	if c.File == "" {
		return c.Files
	}
	return append([]string{c.File}, c.Files...)
}

// beside finds the files where the configuration lies, unless they are named in full.
func (c *bookConfig) beside(folder string) {
	c.File = fileFrom(folder, c.File)
	for i, name := range c.Files {
		c.Files[i] = fileFrom(folder, name)
	}
}

// readOwnBooks loads and checks the house's own rulebooks. Each text that is
// right is kept beside the journal, so that a later edit with a fault leaves in
// force what is, and rulings of years ago can be repeated with the text that made
// them. A text that is kept has been checked.
func (h *house) readOwnBooks(in event.RulebookEnforced) {
	c := h.cfg.Rulebook
	for _, file := range c.files() {
		text, err := os.ReadFile(file)
		var b *rulebook.Book
		if err == nil {
			b, err = h.accept(file, text)
		}
		if err != nil {
			h.ownBad = errors.Join(h.ownBad, err)
			continue
		}
		h.dated = append(h.dated, desk.Dated{From: b.From(), Book: b, Readings: c.Readings, Parameters: c.Parameters})
	}
	h.books = append(h.books, h.keptTexts(in)...)
}

// accept parses a text, checks it unless it is kept already, and keeps it.
func (h *house) accept(file string, text []byte) (*rulebook.Book, error) {
	m, err := rulebook.ReadManuscript(file, text)
	if err != nil {
		return nil, err
	}
	b := m.Book()
	if _, err := b.With(h.cfg.Rulebook.Readings, h.cfg.Rulebook.Parameters); err != nil {
		return nil, err
	}
	if _, err := os.Stat(h.keptName(b)); err == nil {
		return b, nil
	}
	if err := h.flawOf(m); err != nil {
		return nil, err
	}
	return b, h.keepText(b, text)
}

// A flaw is a finding of a check by which a rulebook cannot be meant as it stands.
type flaw struct {
	rulebook.Finding
	words *phrase.Book
}

// flawOf is the first defect that the check of a rulebook finds, or nil.
func (h *house) flawOf(m *rulebook.Manuscript) error {
	for _, f := range m.Check().Findings {
		if f.Defect() {
			return flaw{f, h.phrases}
		}
	}
	return nil
}

// Error tells the flaw as the log does, in English.
func (f flaw) Error() string { return f.in(floor.English) }

// in tells the flaw with its place in a language.
func (f flaw) in(lang floor.Language) string {
	key, args := f.Told()
	at := f.At
	at.Says = f.words.Say(lang, key, args)
	return at.Error()
}

// keptFolder holds every text of the house's own that was ever right.
func (h *house) keptFolder() string { return filepath.Join(h.cfg.Data, "rulebooks") }

// inForceFile is the house's own text that is in force, for whoever looks for it.
func (h *house) inForceFile() string { return filepath.Join(h.cfg.Data, "rulebook-in-force.toml") }

// keepText keeps a text under its book's id and digest.
func (h *house) keepText(b *rulebook.Book, text []byte) error {
	if err := os.MkdirAll(h.keptFolder(), 0o700); err != nil {
		return fmt.Errorf("rulebook: keep %s: %w", b.ID(), err)
	}
	return writeWhole(h.keptName(b), text, 0o600)
}

// keptName is where a book's text is kept.
func (h *house) keptName(b *rulebook.Book) string {
	return filepath.Join(h.keptFolder(), filepath.Base(b.ID())+"-"+b.Digest()[:16]+".toml")
}

// writeWhole puts a file in place whole or not at all, with these rights.
func writeWhole(name string, text []byte, rights fs.FileMode) error {
	part := name + ".part"
	if err := os.WriteFile(part, text, 0o600); err != nil {
		return err
	}
	if err := os.Chmod(part, rights); err != nil {
		return err
	}
	return os.Rename(part, name)
}

// keptTexts are the kept versions of the rulebook in force, if none of the
// configured files is the one.
func (h *house) keptTexts(in event.RulebookEnforced) []*rulebook.Book {
	for _, d := range h.dated {
		if with, err := d.Book.With(in.Readings, in.Parameters); err == nil && d.Book.ID() == in.ID && with.Digest() == in.Digest {
			return nil
		}
	}
	if in.ID == "" {
		return nil
	}
	names, err := filepath.Glob(filepath.Join(h.keptFolder(), filepath.Base(in.ID)+"-*.toml"))
	if err != nil { // an id that is no file name; the text in force has a name of its own
		names = nil
	}
	var out []*rulebook.Book
	for _, name := range append(names, h.inForceFile()) {
		text, err := os.ReadFile(name)
		if err != nil {
			continue
		}
		if b, err := rulebook.Parse(name, text); err == nil && b.ID() == in.ID {
			out = append(out, b)
		}
	}
	return out
}

// enforce puts the configured rulebook in force if it is another than the one
// that is. A file with a fault changes nothing, and the manager is told.
func (h *house) enforce() error {
	c := h.cfg.Rulebook
	stamp := desk.Stamp{At: h.now(), By: floor.System}
	err := h.ownBad
	switch {
	case h.due():
		err = errors.Join(err, h.desk.EnforceDue(stamp))
	case h.ownBad == nil && c.ID != "":
		err = h.desk.Enforce(stamp, c.ID, c.Readings, c.Parameters)
	}
	err = errors.Join(err, h.keepInForce())
	if err != nil {
		h.log.Warn("the rulebook has a fault; the one before stays in force", "fault", err)
		return h.desk.Notify(stamp, "notice.rulebook", map[string]string{"fault": h.say(floor.Chinese, err)})
	}
	return h.desk.Clear(stamp, "notice.rulebook")
}

// due reports whether the day of one of the house's own rulebooks has come.
func (h *house) due() bool {
	day := floor.DayOf(h.now(), h.desk.Zone())
	for _, d := range h.dated {
		if d.From <= day {
			return true
		}
	}
	return false
}

// keepInForce keeps the house's own text that is in force under a name that
// whoever looks for it finds.
func (h *house) keepInForce() error {
	b, err := h.desk.Book()
	if err != nil {
		return err
	}
	for _, d := range h.dated {
		with, err := d.Book.With(d.Readings, d.Parameters)
		if err != nil || with.Digest() != b.Digest() || d.Book.ID() != b.ID() {
			continue
		}
		text, err := os.ReadFile(h.keptName(d.Book))
		if err != nil {
			return fmt.Errorf("rulebook: %w", err)
		}
		if old, err := os.ReadFile(h.inForceFile()); err == nil && bytes.Equal(old, text) {
			return nil
		}
		return writeWhole(h.inForceFile(), text, 0o600)
	}
	return nil
}
