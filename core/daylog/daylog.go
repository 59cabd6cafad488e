// Package daylog writes the journal as files that people open: one day as a
// spreadsheet, or as plain comma-separated text.
//
// It decides how a day reads, which words stand for which record, and who may
// read a visitor's name and phone in it. What happened is the desk's, told from the
// journal alone; where a file goes is left to the caller.
package daylog

import (
	"fmt"
	"io"
	"path/filepath"
	"strings"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A Format is a kind of file.
type Format string

// The formats. CSV holds the visits alone; XLSX holds everything.
const (
	XLSX Format = "xlsx"
	CSV  Format = "csv"
)

// Formats lists every format, the fullest first.
func Formats() []Format { return []Format{XLSX, CSV} }

// FormatOf reads the format from how a file's name ends. An ending that is no
// format is refused with those that are.
func FormatOf(file string) (Format, error) {
	end := strings.ToLower(filepath.Ext(file))
	known := make([]string, 0, len(Formats()))
	for _, f := range Formats() {
		if end == "."+string(f) {
			return f, nil
		}
		known = append(known, "."+string(f))
	}
	return "", floor.Refuse("refusal.export.format", "ending", end, "known", strings.Join(known, " "))
}

// A Log is one day and how it is to be written.
type Log struct {
	Day      desk.Day
	Book     *phrase.Book
	Language floor.Language

	// People returns what the vault keeps of a customer, false if it keeps
	// nothing. A nil People writes a log that says of nobody who he was.
	People func(floor.CustomerID) (floor.Person, bool)
	// Full shows names and phones as they were given. Otherwise only enough is
	// left of them to tell two visitors apart; it is the manager who sees more.
	Full bool

	Written time.Time // when the log is written; all its times are told in this one's zone, which must be the house's
	Program string    // which program writes it, such as "shouwen 0.2.0"
}

// Write writes the log in the format.
func (l Log) Write(w io.Writer, f Format) error {
	switch f {
	case XLSX:
		return writeXLSX(w, l)
	case CSV:
		return writeCSV(w, visits(l))
	}
	return fmt.Errorf("daylog: write %s: no such format", f)
}

// WriteAdvisorsCSV writes the advisors' table, which a CSV of visits has no place for.
func (l Log) WriteAdvisorsCSV(w io.Writer) error { return writeCSV(w, advisors(l)) }
