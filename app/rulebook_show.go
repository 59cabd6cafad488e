package main

import (
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"strconv"
	"strings"
	"time"

	"shouwen/assets"
	"shouwen/core/bookpaper"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook/trial"
)

// files collects flags that name a file each.
type files []string

// String lists the files for help.
func (f *files) String() string { return strings.Join(*f, " ") }

// Set takes one over.
func (f *files) Set(name string) error { *f = append(*f, name); return nil }

// show prints a rulebook as people read it, or sets it on A4 for signature.
func (c *rulebookCLI) show(args []string) int {
	flags := flag.NewFlagSet("rulebook show", flag.ContinueOnError)
	lang, pdf, house := flags.String("lang", "zh", ""), flags.String("pdf", "", ""), flags.String("house", "", "")
	signers, columns := flags.Int("signers", 12, ""), flags.Int("columns", terminalColumns(), "")
	var cases files
	flags.Var(&cases, "cases", "")
	names, ok := c.options(args, flags)
	if !ok || len(names) == 0 || *lang != "zh" && *lang != "en" || *signers < 0 || *signers > 500 {
		return c.usage()
	}
	cases = append(cases, names[1:]...) // "--cases A B C" reads as well as "--cases A --cases B"
	paper, err := c.paper(names[0], floor.Language(*lang), cases)
	if err != nil {
		return c.fail(err)
	}
	if *pdf == "" {
		if err := paper.Write(c.out, *columns); err != nil {
			return c.fail(err)
		}
		return 0
	}
	paper.House = *house
	return c.sign(paper, *pdf, *signers)
}

// sign writes the paper as PDF.
func (c *rulebookCLI) sign(paper bookpaper.Paper, name string, signers int) int {
	to, err := os.Create(name)
	if err != nil {
		return c.fail(err)
	}
	fonts := bookpaper.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold()}
	pages, err := paper.PDF(to, fonts, signers, time.Now())
	if err := errors.Join(err, to.Close()); err != nil {
		return c.fail(err)
	}
	fmt.Fprintf(c.out, "%s: %s %s, %d pages, %d lines for signatures\n", name, paper.ID, paper.Version, pages, signers)
	return 0
}

// paper reads the book and what its cases prove.
func (c *rulebookCLI) paper(name string, lang floor.Language, cases []string) (bookpaper.Paper, error) {
	m, err := c.manuscript(name)
	if err != nil {
		return bookpaper.Paper{}, err
	}
	words, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return bookpaper.Paper{}, err
	}
	if beside := casesBeside(name); beside != "" && len(cases) == 0 {
		cases = []string{beside}
	}
	var proofs map[string]bookpaper.Proof
	if len(cases) > 0 {
		all, err := allCases(cases)
		if err != nil {
			return bookpaper.Paper{}, err
		}
		proofs = proofsOf(trial.Cover(m, all))
	}
	return bookpaper.Read(m.Book(), words, lang, proofs), nil
}

// casesBeside is the file of cases that lies beside a house's own rulebook, "" if there is none.
func casesBeside(name string) string {
	if !isTOML(name) {
		return ""
	}
	beside := strings.TrimSuffix(name, ".toml") + ".yaml"
	if _, err := os.Stat(beside); errors.Is(err, fs.ErrNotExist) {
		return ""
	}
	return beside
}

// proofsOf says of each row how many cases decide it and how many of its limits they meet.
func proofsOf(c trial.Coverage) map[string]bookpaper.Proof {
	out := map[string]bookpaper.Proof{}
	for _, r := range c.Rows {
		p := bookpaper.Proof{}
		if r.Covered() {
			p.Cases = r.Cases
		}
		for _, e := range c.Edges {
			if e.Row == r.Row {
				p.Limits++
				if e.Exactly && e.JustPast {
					p.Met++
				}
			}
		}
		out[r.Row] = p
	}
	return out
}

// terminalColumns is how wide the terminal says that it is, or 90.
func terminalColumns() int {
	if n, err := strconv.Atoi(os.Getenv("COLUMNS")); err == nil && n > 0 {
		return n
	}
	return 90
}
