package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"shouwen/core/rulebook"
)

// apart tells the rulebooks of a call from its files of cases.
func apart(names []string) (books, cases []string) {
	for _, name := range names {
		if strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") {
			cases = append(cases, name)
		} else {
			books = append(books, name)
		}
	}
	return books, cases
}

func readCases(name string) ([]rulebook.Case, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	return rulebook.ParseCases(name, text)
}

// allCases reads several files of cases.
func allCases(names []string) ([]rulebook.Case, error) {
	var all []rulebook.Case
	var errs []error
	for _, name := range names {
		cases, err := readCases(name)
		all, errs = append(all, cases...), append(errs, err)
	}
	return all, errors.Join(errs...)
}

// test puts every case. One that is not in the case format fails, and the
// others of its file are put all the same; a file that cannot be read fails as
// one case. The closing line never says that all passed when some were not put.
func (c *rulebookCLI) test(args []string) int {
	flags := flag.NewFlagSet("rulebook test", flag.ContinueOnError)
	own := flags.String("rulebook", "", "")
	files, ok := c.options(args, flags)
	if !ok || len(files) == 0 {
		return c.usage()
	}
	if *own != "" {
		files = append([]string{*own}, files...)
	}
	passed, failed := 0, 0
	for _, name := range files {
		if isTOML(name) {
			if _, err := c.book(name); err != nil {
				c.fail(err)
				failed++
			}
		}
	}
	for _, name := range files {
		if isTOML(name) {
			continue
		}
		cases, err := readCases(name)
		if err != nil {
			c.fail(err)
		}
		if err != nil && len(cases) == 0 {
			failed++
		}
		for _, cs := range cases {
			o := cs.Run(c.book)
			o.Report(c.out)
			if o.Passed() {
				passed++
			} else {
				failed++
			}
		}
	}
	fmt.Fprintf(c.out, "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

// judge prints the ruling of each case of a file, whatever it expects.
func (c *rulebookCLI) judge(args []string) int {
	flags := flag.NewFlagSet("rulebook judge", flag.ContinueOnError)
	name := flags.String("rulebook", "", "")
	files, ok := c.options(args, flags)
	if !ok || len(files) != 1 || *name == "" {
		return c.usage()
	}
	b, err := c.book(*name)
	if err != nil {
		return c.fail(err)
	}
	text, err := os.ReadFile(files[0])
	if err != nil {
		return c.fail(err)
	}
	cases, err := rulebook.ParseQuestions(files[0], text)
	if err != nil {
		return c.fail(err)
	}
	var rulings []rulebook.Ruling
	var errs []error
	for _, cs := range cases {
		with, err := b.With(cs.Readings, cs.Parameters)
		if err == nil {
			var r rulebook.Ruling
			if r, err = with.Judge(cs.Ask, cs.Given); err == nil {
				rulings = append(rulings, r)
			}
		}
		if err != nil {
			errs = append(errs, fmt.Errorf("%s:%d:%d: %w", cs.File, cs.Line, cs.Column, err))
		}
	}
	if err := errors.Join(errs...); err != nil {
		return c.fail(err)
	}
	return c.print(rulings)
}

// print writes one ruling alone, several as a list.
func (c *rulebookCLI) print(rulings []rulebook.Ruling) int {
	var v any = rulings
	if len(rulings) == 1 {
		v = rulings[0]
	}
	var text bytes.Buffer
	e := json.NewEncoder(&text)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(v); err != nil {
		return c.fail(err)
	}
	if _, err := text.WriteTo(c.out); err != nil {
		return c.fail(err)
	}
	return 0
}
