package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"runtime"
	"time"

	"shouwen/assets"
	"shouwen/core/rulebook"
	"shouwen/core/rulebook/trial"
)

// manuscript reads a rulebook with its text, by id or from a house's own file.
func (c *rulebookCLI) manuscript(name string) (*rulebook.Manuscript, error) {
	if isTOML(name) {
		text, err := os.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return rulebook.ReadManuscript(name, text)
	}
	if _, err := c.shipped(name); err != nil {
		return nil, err
	}
	path := "assets/rulebooks/" + name + ".toml"
	text, err := fs.ReadFile(assets.Files, "rulebooks/"+name+".toml")
	if err != nil {
		return nil, err
	}
	return rulebook.ReadManuscript(path, text)
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

// tried is the rulebook and the cases of a call such as "coverage RULEBOOK CASES...".
func (c *rulebookCLI) tried(args []string, flags *flag.FlagSet) (m *rulebook.Manuscript, cases []rulebook.Case, code int) {
	files, ok := c.options(args, flags)
	if !ok || len(files) < 2 {
		return nil, nil, c.usage()
	}
	m, err := c.manuscript(files[0])
	if err == nil {
		cases, err = allCases(files[1:])
	}
	if err != nil {
		return nil, nil, c.fail(err)
	}
	return m, cases, 0
}

// coverage says which rows of a rulebook its cases put to use.
func (c *rulebookCLI) coverage(args []string) int {
	flags := flag.NewFlagSet("rulebook coverage", flag.ContinueOnError)
	whole := flags.Bool("whole", false, "")
	m, cases, code := c.tried(args, flags)
	if m == nil {
		return code
	}
	got := trial.Cover(m, cases)
	got.Report(c.out)
	if *whole && !got.Whole() {
		return c.fail(fmt.Errorf("rulebook coverage: not every row of %s decides", got.Book.ID))
	}
	return 0
}

// mutate says which small changes of a rulebook none of its cases notices.
func (c *rulebookCLI) mutate(args []string) int {
	flags := flag.NewFlagSet("rulebook mutate", flag.ContinueOnError)
	most := flags.Int("most", 0, "")
	within := flags.Duration("within", 10*time.Minute, "")
	want := flags.Float64("want", 0, "")
	m, cases, code := c.tried(args, flags)
	if m == nil {
		return code
	}
	ctx, stop := context.WithTimeout(context.Background(), *within)
	defer stop()
	got := trial.Mutate(ctx, m, cases, trial.Limit{Edits: *most, Workers: min(2, runtime.NumCPU())})
	got.Report(c.out)
	if got.Percent() < *want {
		return c.fail(fmt.Errorf("rulebook mutate: %s: %.1f %% are noticed, %g %% are wanted", got.Book.ID, got.Percent(), *want))
	}
	return 0
}
