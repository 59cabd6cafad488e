// Shouwen is the lobby appliance of a sales centre. This is its program: the
// two windows, the advisors' page, and the commands of the house's IT person.
//
// Package main wires the parts together and decides nothing of its own.
package main

import (
	"fmt"
	"io"
	"os"
	"runtime/debug"
)

// version is set at build time by the Makefile.
var version = "development"

// A command is one word of the command line.
type command struct {
	name, does string
	run        func(args []string, stdout, stderr io.Writer) int
}

// commands lists what the program can do, in the order in which help shows it.
func commands() []command {
	return []command{
		{"run", "open the lobby: touchscreen, board, advisors' page (also without a command)", runCommand},
		{"setup", "set the house up: name, rulebook, PINs, advisors; or the demonstration house", setupCommand},
		{"printer", "find printers, print a test page, choose one", printerCommand},
		{"staff", "list advisors, add one, choose a PIN, note a departure", staffCommand},
		{"demo", "run the demonstration visit on the real windows and leave pictures in a folder", demoCommand},
		{"rulebook", "list, show, check, test and ask rulebooks", rulebookCommand},
		{"replay", "run a day that is written as a script, and check it", replayCommand},
		{"export", "write a day's log as .xlsx or .csv", exportCommand},
		{"verify", "look every record of the journal over, and find the first wrong byte", verifyCommand},
		{"version", "say which version this is", versionCommand},
	}
}

func main() {
	if os.Getenv("GOMEMLIMIT") == "" {
		debug.SetMemoryLimit(512 << 20) // Badger and Go hand memory back before the small PC runs short
	}
	os.Exit(dispatch(os.Args[1:], os.Stdout, os.Stderr))
}

func dispatch(args []string, stdout, stderr io.Writer) int {
	if len(args) == 0 {
		return runCommand(nil, stdout, stderr)
	}
	switch args[0] {
	case "help", "-h", "--help":
		usage(stdout)
		return 0
	case "drive": // the end-to-end run touches the windows through it
		return driveCommand(args[1:], stdout, stderr)
	case "storecheck": // the appliance asks itself, in a process of its own
		return storecheckCommand(args[1:], stdout, stderr)
	}
	if args[0] != "" && args[0][0] == '-' {
		return runCommand(args, stdout, stderr)
	}
	names := make([]string, 0, 8)
	for _, c := range commands() {
		if c.name == args[0] {
			return c.run(args[1:], stdout, stderr)
		}
		names = append(names, c.name)
	}
	fmt.Fprintf(stderr, "shouwen: %q is not a command%s; shouwen help lists them\n", args[0], didYouMean(args[0], names))
	return 2
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "首问 Shouwen, the lobby appliance of a sales centre")
	fmt.Fprintln(w)
	for _, c := range commands() {
		fmt.Fprintf(w, "  %-9s %s\n", c.name, c.does)
	}
	fmt.Fprintln(w, "\nEach command says more with -h.")
}

func versionCommand(_ []string, stdout, _ io.Writer) int {
	fmt.Fprintln(stdout, "shouwen", version)
	return 0
}
