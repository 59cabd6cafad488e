package main

import (
	"errors"
	"flag"
	"fmt"
	"io"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A houseCall is how a command was called that is about one house and answers in words.
type houseCall struct {
	config string // as --config names it; empty finds it
	lang   floor.Language
	words  *phrase.Book
	args   []string // what stands after the options
}

// callHouse reads the options and runs the command, which answers flag.ErrHelp
// to a call that it does not know. It returns the exit code.
func callHouse(name, usage string, args []string, stderr io.Writer, run func(houseCall) error) int {
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	lang := flags.String("lang", systemLanguage(), "zh or en")
	flags.Usage = func() {
		fmt.Fprintln(stderr, usage)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return 2
	}
	words, err := phrase.Load(assets.Files, "phrases")
	if err == nil {
		err = run(houseCall{config: *path, lang: floor.Language(*lang), words: words, args: flags.Args()})
	}
	if errors.Is(err, flag.ErrHelp) {
		flags.Usage()
		return 2
	}
	if err != nil {
		fmt.Fprintln(stderr, sayFault(err))
		return 1
	}
	return 0
}
