package main

import (
	"flag"
	"fmt"
	"strconv"
	"strings"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

// check reads each file, a rulebook or a file of cases, and lists all faults.
// Of a rulebook without any it says what a check finds in it.
func (c *rulebookCLI) check(args []string) int {
	flags := flag.NewFlagSet("rulebook check", flag.ContinueOnError)
	situations, opposed, lang := flags.Bool("situations", false, ""), flags.Bool("opposed", false, ""), flags.String("lang", "zh", "")
	files, ok := c.options(args, flags)
	if !ok || len(files) == 0 || (*lang != "zh" && *lang != "en") {
		return c.usage()
	}
	code := 0
	ids := map[string]string{}
	for _, name := range files {
		if _, err := shippedText(name); err != nil && !isTOML(name) {
			cases, err := readCases(name)
			if err != nil {
				code = c.fail(err)
				continue
			}
			fmt.Fprintf(c.out, "%s: %d cases, no faults\n", name, len(cases))
			continue
		}
		m, err := c.manuscript(name)
		if err != nil {
			code = c.fail(err)
			continue
		}
		b := m.Book()
		if first, ok := ids[b.ID()]; ok {
			code = c.fail(fmt.Errorf("%s:1:1: the id %q is also that of %s", name, b.ID(), first))
			continue
		}
		ids[b.ID()] = name
		defects, err := c.examine(name, m, examination{*situations, *opposed, floor.Language(*lang)})
		if err != nil {
			code = c.fail(err)
		} else if defects > 0 {
			code = 1
		}
	}
	return code
}

// An examination is what a check is asked to tell, and in which language.
type examination struct {
	situations, opposed bool
	lang                floor.Language
}

// examine says what a check finds in a rulebook that has no faults: clauses
// that never decide, and on demand the situations that no clause answers by
// its condition, each as a story and as a case, and pairs that are opposed.
// It returns how many of the findings are defects.
func (c *rulebookCLI) examine(name string, m *rulebook.Manuscript, e examination) (defects int, err error) {
	words, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return 0, err
	}
	got := m.Check()
	found := got.Findings
	if e.opposed {
		found = append(found, m.CheckOpposed().Findings...)
	}
	untold := 0
	for _, f := range found {
		if gap := f.Kind == rulebook.ByDefault || f.Kind == rulebook.Unanswered; gap && !e.situations {
			untold++
			continue
		}
		if f.Defect() {
			defects++
		}
		c.tellFinding(words, e.lang, f)
	}
	say := func(key string, args phrase.Args) { fmt.Fprintln(c.out, words.Say(e.lang, key, args)) }
	if defects == 0 {
		say("check.fine", phrase.Args{"file": name, "book": m.Book().ID(), "version": m.Book().Version()})
	}
	say("check.summary", phrase.Args{"file": name, "clauses": strconv.Itoa(got.Clauses), "proven": strconv.Itoa(got.Proven),
		"open": strconv.Itoa(len(got.Open)), "untold": strconv.Itoa(untold), "defects": strconv.Itoa(defects)})
	if len(got.Open) > 0 {
		say("check.open", phrase.Args{"clauses": strings.Join(got.Open, "; ")})
	}
	say("check.world", nil)
	if len(got.Vague) > 0 {
		say("check.vague", phrase.Args{"expressions": strings.Join(got.Vague, "; ")})
	}
	return defects, nil
}

// tellFinding writes a finding, and the situation that it shows.
func (c *rulebookCLI) tellFinding(words *phrase.Book, lang floor.Language, f rulebook.Finding) {
	key, args := f.Told()
	kind := "check.hint"
	if f.Defect() {
		kind = "check.defect"
	}
	told := words.Say(lang, key, args)
	at := f.At
	at.Says = words.Say(lang, kind, nil) + ": " + told
	fmt.Fprintln(c.out, at.Error())
	if f.Sample != nil && f.Kind != rulebook.BySwitch {
		fmt.Fprintf(c.out, "    %s\n    %s\n", f.Sample.Story(lang), f.Sample.Case(told))
	}
}
