package main

import (
	"flag"
	"io"

	"shouwen/core/store"
)

// storecheckCommand looks a store over for the process that started it, which
// reads the answer with store.AskProcess: damage can end a process from within
// Badger, and then it is this one. The flags may stand before or after the folder.
func storecheckCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("storecheck", flag.ContinueOnError)
	flags.SetOutput(stderr)
	full := flags.Bool("full", false, "look at every record, not the last ones alone")
	if err := flags.Parse(args); err != nil || flags.NArg() == 0 {
		return 2
	}
	dir := flags.Arg(0)
	if err := flags.Parse(flags.Args()[1:]); err != nil || flags.NArg() > 0 {
		return 2
	}
	return store.Tell(stdout, dir, store.Options{Ballast: -1}, *full)
}
