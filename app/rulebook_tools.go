package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"shouwen/assets"
	"shouwen/core/rulebook"
	"shouwen/core/rulebook/trial"
)

// ownCases is where the cases of the rulebooks that ship lie in the source.
const ownCases = "core/rulebook/testdata/cases"

// trying is the text of one rulebook, and the cases that are put to it.
type trying struct {
	text  *rulebook.Manuscript
	cases []rulebook.Case
}

// tried are the rulebooks and cases of a call such as "coverage RULEBOOK CASES...".
// Without cases those are taken that lie beside a house's own rulebook, or in
// the source; without a rulebook, every one that ships.
func (c *rulebookCLI) tried(args []string, flags *flag.FlagSet) (all []trying, code int) {
	files, ok := c.options(args, flags)
	if !ok {
		return nil, c.usage()
	}
	books, cases := apart(files)
	if len(cases) == 0 {
		cases = casesOf(books)
	}
	if len(cases) == 0 {
		code = c.usage()
		fmt.Fprintln(c.err, "no cases are named, and none lie beside the rulebook")
		return nil, code
	}
	if len(books) == 0 {
		books, _ = rulebook.Names(assets.Files)
	}
	put, err := allCases(cases)
	for _, name := range books {
		if err != nil {
			break
		}
		var m *rulebook.Manuscript
		m, err = c.manuscript(name)
		all = append(all, trying{m, put})
	}
	if err != nil {
		return nil, c.fail(err)
	}
	return all, 0
}

func casesOf(books []string) []string {
	folder := ownCases
	if len(books) > 0 && isTOML(books[0]) {
		folder = filepath.Dir(books[0])
	}
	found, _ := filepath.Glob(filepath.Join(folder, "*.yaml"))
	return found
}

// coverage says which rows of rulebooks their cases put to use.
func (c *rulebookCLI) coverage(args []string) int {
	flags := flag.NewFlagSet("rulebook coverage", flag.ContinueOnError)
	whole, missing, to := flags.Bool("whole", false, ""), flags.Bool("missing", false, ""), flags.String("cases", "", "")
	all, code := c.tried(args, flags)
	if len(all) == 0 {
		return code
	}
	used, rows := 0, 0
	for _, t := range all {
		got := trial.Cover(t.text, t.cases)
		got.Report(c.out)
		u, n := got.Decided(false)
		used, rows = used+u, rows+n
		if *whole && !got.Whole() {
			code = c.fail(fmt.Errorf("rulebook coverage: not every row of %s decides", got.Book.ID))
		}
		if *missing || *to != "" {
			ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
			defer stop()
			fill := trial.Fill(ctx, t.text, &got, t.cases, trial.Brief())
			fill.Report(c.out)
			if bad := c.written(*to, fill.Write); bad != 0 {
				return bad
			}
		}
	}
	fmt.Fprintf(c.out, "%d of %d D rows decide\n", used, rows)
	return code
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

// mutating are the options of mutate.
type mutating struct {
	most        int
	want        float64
	to          string
	json, prove bool
}

// mutate says which small changes of rulebooks none of their cases notices.
func (c *rulebookCLI) mutate(args []string) int {
	flags := flag.NewFlagSet("rulebook mutate", flag.ContinueOnError)
	var o mutating
	flags.IntVar(&o.most, "most", 0, "")
	flags.Float64Var(&o.want, "want", 0, "")
	flags.StringVar(&o.to, "cases", "", "")
	flags.BoolVar(&o.json, "json", false, "")
	flags.BoolVar(&o.prove, "prove", true, "")
	within := flags.Duration("within", 20*time.Minute, "")
	all, code := c.tried(args, flags)
	if len(all) == 0 {
		return code
	}
	ctx, stop := context.WithTimeout(context.Background(), *within)
	defer stop()
	for _, t := range all {
		got, bad := c.mutateOne(ctx, t, o)
		if bad != 0 {
			return bad
		}
		if got.Percent() < o.want {
			code = c.fail(fmt.Errorf("rulebook mutate: %s: %.1f %% are noticed, %g %% are wanted", got.Book.ID, got.Percent(), o.want))
		}
	}
	return code
}

func (c *rulebookCLI) mutateOne(ctx context.Context, t trying, o mutating) (trial.Mutation, int) {
	workers := min(2, runtime.NumCPU())
	got := trial.Mutate(ctx, t.text, t.cases, trial.Limit{Edits: o.most, Workers: workers})
	if o.to != "" {
		guards := trial.Guard(ctx, t.text, &got, t.cases, trial.Thorough())
		if !o.json {
			guards.Report(c.out)
		}
		if bad := c.written(o.to, guards.Write); bad != 0 {
			return got, bad
		}
	} else if o.prove {
		trial.Prove(ctx, t.text, &got, workers)
	}
	if !o.json {
		got.Report(c.out)
	} else if err := got.JSON(c.out); err != nil {
		return got, c.fail(err)
	}
	return got, 0
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
	books, names := apart(files)
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
	cases, err := allCases(names)
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
