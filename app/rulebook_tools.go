package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"slices"
	"strings"
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
	whole, missing, to := flags.Bool("whole", false, ""), flags.Bool("missing", false, ""), flags.String("cases", "", "")
	m, cases, code := c.tried(args, flags)
	if m == nil {
		return code
	}
	got := trial.Cover(m, cases)
	got.Report(c.out)
	if *missing || *to != "" {
		ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
		defer stop()
		fill := trial.Fill(ctx, m, &got, cases, trial.Brief())
		fill.Report(c.out)
		if code := c.written(*to, fill.Write); code != 0 {
			return code
		}
	}
	if *whole && !got.Whole() {
		return c.fail(fmt.Errorf("rulebook coverage: not every row of %s decides", got.Book.ID))
	}
	return 0
}

// written writes a file, to the output if none is named.
func (c *rulebookCLI) written(to string, write func(io.Writer)) int {
	if to == "" {
		write(c.out)
		return 0
	}
	var text bytes.Buffer
	write(&text)
	if err := os.WriteFile(to, text.Bytes(), 0o644); err != nil {
		return c.fail(err)
	}
	return 0
}

// mutate says which small changes of a rulebook none of its cases notices.
func (c *rulebookCLI) mutate(args []string) int {
	flags := flag.NewFlagSet("rulebook mutate", flag.ContinueOnError)
	most := flags.Int("most", 0, "")
	within := flags.Duration("within", 10*time.Minute, "")
	want := flags.Float64("want", 0, "")
	to, asJSON, prove := flags.String("cases", "", ""), flags.Bool("json", false, ""), flags.Bool("prove", true, "")
	m, cases, code := c.tried(args, flags)
	if m == nil {
		return code
	}
	ctx, stop := context.WithTimeout(context.Background(), *within)
	defer stop()
	got := trial.Mutate(ctx, m, cases, trial.Limit{Edits: *most, Workers: min(2, runtime.NumCPU())})
	if *to != "" {
		guards := trial.Guard(ctx, m, &got, cases, trial.Thorough())
		if !*asJSON {
			guards.Report(c.out)
		}
		if code := c.written(*to, guards.Write); code != 0 {
			return code
		}
	} else if *prove {
		trial.Prove(ctx, m, &got, min(2, runtime.NumCPU()))
	}
	if *asJSON {
		if err := got.JSON(c.out); err != nil {
			return c.fail(err)
		}
	} else {
		got.Report(c.out)
	}
	if got.Percent() < *want {
		return c.fail(fmt.Errorf("rulebook mutate: %s: %.1f %% are noticed, %g %% are wanted", got.Book.ID, got.Percent(), *want))
	}
	return 0
}

// switches collects flags such as "--reading A6=consume".
type switches map[string]string

// String spells the switches for help.
func (s switches) String() string { return fmt.Sprint(map[string]string(s)) }

// Set takes one over.
func (s switches) Set(text string) error {
	name, value, ok := strings.Cut(text, "=")
	if !ok || name == "" || value == "" {
		return fmt.Errorf("%q is not written as name=value", text)
	}
	s[name] = value
	return nil
}

func (s switches) values() map[string]any {
	out := map[string]any{}
	for name, value := range s {
		out[name] = value
	}
	return out
}

// diff writes cases that two rulebooks rule differently.
func (c *rulebookCLI) diff(args []string) int {
	flags := flag.NewFlagSet("rulebook diff", flag.ContinueOnError)
	most := flags.Int("most", 20_000, "")
	readings, parameters := switches{}, switches{}
	flags.Var(readings, "reading", "")
	flags.Var(parameters, "parameter", "")
	files, ok := c.options(args, flags)
	isCases := func(name string) bool { return strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml") }
	books := slices.DeleteFunc(slices.Clone(files), isCases)
	if !ok || len(books) == 0 || len(books) > 2 || len(books) == 1 && len(readings)+len(parameters) == 0 {
		return c.usage()
	}
	a, err := c.manuscript(books[0])
	if err != nil {
		return c.fail(err)
	}
	b, err := c.manuscript(books[len(books)-1])
	if err != nil {
		return c.fail(err)
	}
	cases, err := allCases(slices.DeleteFunc(slices.Clone(files), func(f string) bool { return !isCases(f) }))
	if err != nil {
		return c.fail(err)
	}
	got, err := trial.Diff(trial.Side{Text: a}, trial.Side{Text: b, Readings: readings, Parameters: parameters.values()}, trial.Seeds(cases), *most)
	if err != nil {
		return c.fail(err)
	}
	got.Report(c.out)
	return 0
}
