package rulebook

import (
	"bytes"
	"errors"
	"reflect"
	"slices"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

// schemaName is the only form of a rulebook that this program reads.
const schemaName = "shouwen.rulebook/1"

// A bookFile is a rulebook as it is written.
type bookFile struct {
	Schema  string `toml:"schema"`
	ID      string `toml:"id"`
	Version string `toml:"version"`
	ZH      string `toml:"zh"` // the title
	EN      string `toml:"en"`
	Asks    string `toml:"asks"` // the role that rules where the book cannot
	From    string `toml:"from"` // the day from which it is in force, such as "2026-12-01"; absent: at once

	Printed []string `toml:"printed"` // the printed numbers in their order; absent: as numbers count

	Parameter map[string]parameterFile `toml:"parameter"`
	Reading   map[string]readingFile   `toml:"reading"`
	Define    []defineFile             `toml:"define"`
	Who       []defineFile             `toml:"who"`
	Text      []textFile               `toml:"text"`

	Passing      []clauseFile `toml:"passing"`
	Arrival      []clauseFile `toml:"arrival"`
	Registration []clauseFile `toml:"registration"`
	Recognition  []clauseFile `toml:"recognition"`
	Collision    []clauseFile `toml:"collision"`
	Change       []clauseFile `toml:"change"`
	Deal         []clauseFile `toml:"deal"`
	Departure    []clauseFile `toml:"departure"`
	Duties       []clauseFile `toml:"duties"`
}

// moment returns the clauses of a moment as written.
func (f *bookFile) moment(m Moment) []clauseFile {
	return map[Moment][]clauseFile{Arrival: f.Arrival, Registration: f.Registration, Recognition: f.Recognition,
		Collision: f.Collision, Change: f.Change, Deal: f.Deal, Departure: f.Departure, Duties: f.Duties, passing: f.Passing}[m]
}

// A parameterFile is a number, a word or shares that the house may change.
type parameterFile struct {
	Value   any      `toml:"value"` // absent: the house has not said
	Unit    string   `toml:"unit"`  // months days minutes, share, or word
	Choices []string `toml:"choices"`
	Min     *int     `toml:"min"`
	Max     *int     `toml:"max"`
	ZH      string   `toml:"zh"`
	EN      string   `toml:"en"`
}

// A readingFile is how an ambiguity of the text was settled.
type readingFile struct {
	Asks    string   `toml:"asks"`
	AsksZH  string   `toml:"asks_zh"` // absent: as in English
	Choices []string `toml:"choices"`
	Default string   `toml:"default"`
	Why     string   `toml:"why"`
	WhyZH   string   `toml:"why_zh"`
	ZH      string   `toml:"zh"` // the reading as a sentence, where a clause cites it
	EN      string   `toml:"en"`
}

// A defineFile names an expression that recurs.
type defineFile struct {
	Name string `toml:"name"`
	Is   string `toml:"is"`
	ZH   string `toml:"zh"`
	EN   string `toml:"en"`
}

// A textFile is a row without anything to decide.
type textFile struct {
	Clause string    `toml:"clause"`
	ZH     string    `toml:"zh"`
	EN     string    `toml:"en"`
	Shown  string    `toml:"shown"` // where people meet it; absent: in the book alone
	Says   wordsFile `toml:"says"`  // what is said there; absent: the sentence itself
}

// A wordsFile is a sentence in both languages of the book, and in a third if
// visitors hear it and the house took the trouble.
type wordsFile struct {
	ZH          string `toml:"zh"`
	Traditional string `toml:"zh-Hant"`
	EN          string `toml:"en"`
}

// A clauseFile is one clause at one moment.
type clauseFile struct {
	Clause  string   `toml:"clause"`  // printed number and part, or the id of a reading
	Variant string   `toml:"variant"` // tells two clauses of one number and moment apart
	ZH      string   `toml:"zh"`      // absent: as where the number stands first
	EN      string   `toml:"en"`
	When    string   `toml:"when"` // absent: always
	By      []string `toml:"by"`   // readings that it leans on without naming them in when
	Then    thenFile `toml:"then"` // absent: the clause only states what holds
}

// A thenFile is an outcome.
type thenFile struct {
	Label          string            `toml:"label"`
	Ask            []string          `toml:"ask"`
	Server         string            `toml:"server"`
	By             string            `toml:"by"`
	Role           string            `toml:"role"`
	Owner          string            `toml:"owner"`
	Turn           map[string]string `toml:"turn"`
	Split          any               `toml:"split"` // kind → person → share, or "ruling", or "none"
	Scheme         string            `toml:"scheme"`
	ReferralCredit string            `toml:"referral_credit"`
	Penalty        *penaltyFile      `toml:"penalty"`
	Mark           []markFile        `toml:"mark"`
	Notify         []notifyFile      `toml:"notify"`
	Require        []requireFile     `toml:"require"`
	Valid          *bool             `toml:"valid"`
	Missing        []string          `toml:"missing"`
	ProtectedUntil string            `toml:"protected_until"`
	Arbiter        string            `toml:"arbiter"`
	NeedsRuling    *needsFile        `toml:"needs_ruling"`
	Open           []string          `toml:"open"` // parts that are left to whoever must rule
}

type penaltyFile struct {
	Who     string `toml:"who"`
	YuanMin any    `toml:"yuan_min"`
	YuanMax any    `toml:"yuan_max"`
}

type markFile struct {
	Who  string `toml:"who"`
	Kind string `toml:"kind"`
}

type notifyFile struct {
	From string `toml:"from"`
	To   string `toml:"to"`
	When string `toml:"when"`
	What string `toml:"what"`
}

type requireFile struct {
	Who      string `toml:"who"`
	What     string `toml:"what"`
	Form     string `toml:"form"`
	Deadline string `toml:"deadline"`
}

type needsFile struct {
	Role string `toml:"role"`
	ZH   string `toml:"zh"`
	EN   string `toml:"en"`
}

// decodeFile reads a rulebook's text. With faults the file holds what could be read.
func decodeFile(name, text string) (f *bookFile, faults Faults) {
	defer func() {
		if r := recover(); r != nil { // the parser's own bug must not stop the lobby
			faults = append(faults, Fault{name, 1, 1, "this is not a TOML text"})
		}
	}()
	f = &bookFile{}
	d := toml.NewDecoder(bytes.NewReader([]byte(text)))
	d.DisallowUnknownFields()
	err := d.Decode(f)
	var strict *toml.StrictMissingError
	var bad *toml.DecodeError
	switch {
	case errors.As(err, &strict):
		for _, e := range strict.Errors {
			line, column := e.Position()
			key := e.Key()
			faults = append(faults, Fault{name, line, column, "unknown key " + quote(strings.Join(key, ".")) +
				" (" + meant(key[len(key)-1], keysAt(reflect.TypeFor[bookFile](), key[:len(key)-1])) + ")"})
		}
	case errors.As(err, &bad):
		line, column := bad.Position()
		faults = append(faults, Fault{name, line, column, strings.TrimPrefix(bad.Error(), "toml: ")})
	case err != nil:
		faults = append(faults, Fault{name, 1, 1, strings.TrimPrefix(err.Error(), "toml: ")})
	}
	return f, faults
}

// keysAt lists the keys that a table of the file may have.
func keysAt(t reflect.Type, path []string) []string {
	for {
		switch t.Kind() {
		case reflect.Pointer, reflect.Slice:
			t = t.Elem()
			continue
		case reflect.Map:
			if len(path) == 0 {
				return nil
			}
			t, path = t.Elem(), path[1:]
			continue
		case reflect.Struct:
		default:
			return nil
		}
		if len(path) == 0 {
			return tomlKeys(t)
		}
		i := slices.Index(tomlKeys(t), path[0])
		if i < 0 {
			return nil
		}
		t, path = t.Field(i).Type, path[1:]
	}
}

func tomlKeys(t reflect.Type) []string {
	keys := make([]string, t.NumField())
	for i := range keys {
		keys[i] = t.Field(i).Tag.Get("toml")
	}
	return keys
}
