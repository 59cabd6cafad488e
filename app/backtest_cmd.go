package main

import (
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"time"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/core/rulebook/trial"
	"shouwen/core/store"
)

// backtest judges the journal again under another rulebook. The appliance must
// be closed meanwhile, or the folder a copy.
func (c *rulebookCLI) backtest(args []string) int {
	flags := flag.NewFlagSet("rulebook backtest", flag.ContinueOnError)
	name := flags.String("rulebook", "", "")
	from, to := flags.String("from", "", ""), flags.String("to", "", "")
	data, config := flags.String("data", "", ""), flags.String("config", "", "")
	readings, parameters := switches{}, switches{}
	flags.Var(readings, "reading", "")
	flags.Var(parameters, "parameter", "")
	files, ok := c.options(args, flags)
	if !ok || len(files) > 0 || *name == "" || *from == "" || *to == "" {
		return c.usage()
	}
	if err := errors.Join(wrongDay("from", *from), wrongDay("to", *to)); err != nil {
		c.fail(err)
		return 2
	}
	book, err := c.book(*name)
	if err == nil {
		book, err = book.With(readings, parameters.values())
	}
	if err != nil {
		return c.fail(err)
	}
	got, err := judgedAgain(*data, *config, book, *from, *to)
	if err != nil {
		return c.fail(plainly(err))
	}
	got.Report(c.out)
	return 0
}

// wrongDay says what is wrong with a day that was given as an option, nil if nothing is.
func wrongDay(option, s string) error {
	if _, err := time.Parse(time.DateOnly, s); err != nil {
		return fmt.Errorf("--%s %s is no day; a day is written as in 2026-11-24", option, s)
	}
	return nil
}

func judgedAgain(data, config string, book *rulebook.Book, from, to string) (got *trial.Backtest, err error) {
	dir, err := journalFolder(data, config)
	if err != nil {
		return nil, err
	}
	log, err := store.Open(dir, store.Options{Ballast: -1, Logger: slog.New(slog.DiscardHandler)})
	if err != nil {
		return nil, err
	}
	defer func() {
		if bad := log.Close(); err == nil {
			err = bad
		}
	}()
	return trial.Judge(log, book, from, to)
}

// plainly words what the store says in the language of the machine.
func plainly(err error) error {
	key, args, known := store.Words(err)
	words, bad := phrase.Load(assets.Files, "phrases")
	if !known || bad != nil {
		return err
	}
	return fmt.Errorf("%s", words.Say(floor.Language(systemLanguage()), key, args))
}
