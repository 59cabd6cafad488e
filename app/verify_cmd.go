package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"time"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/store"
)

// verifyCommand looks every record of the journal over, in a process of its
// own, and says what it holds or where its first wrong byte is.
func verifyCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("verify", flag.ContinueOnError)
	flags.SetOutput(stderr)
	data := flags.String("data", "", "the data `folder`; without it, the one that the configuration names")
	path := flags.String("config", "", "the configuration `file`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	say := func(key string, args phrase.Args) string {
		return book.Say(floor.Language(systemLanguage()), key, args)
	}
	dir, err := journalFolder(*data, *path)
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	report, err := verifyInChild(dir)
	var open *store.OpenError
	if errors.As(err, &open) {
		fmt.Fprintln(stderr, say(open.Key, open.Args))
		fmt.Fprintln(stderr, "  "+dir+": "+open.Err.Error())
		return 1
	}
	if err != nil {
		fmt.Fprintln(stderr, err)
		return 1
	}
	sayReport(stdout, report, say)
	return 0
}

// journalFolder is where the journal lies: below a data folder, or the folder
// itself if that is a journal.
func journalFolder(data, config string) (string, error) {
	if data == "" {
		cfg, err := openConfig(config)
		if err != nil {
			return "", err
		}
		data = cfg.Data
	}
	below := filepath.Join(data, "journal")
	if _, err := os.Stat(below); err != nil {
		if _, err := os.Stat(filepath.Join(data, "shouwen.site")); err == nil {
			return data, nil
		}
	}
	return below, nil
}

func verifyInChild(dir string) (journal.Report, error) {
	self, err := os.Executable()
	if err != nil {
		return journal.Report{}, fmt.Errorf("verify: %w", err)
	}
	return store.AskProcess(exec.Command(self, "storecheck", "--full", dir))
}

func sayReport(w io.Writer, r journal.Report, say func(string, phrase.Args) string) {
	fmt.Fprintln(w, say("verify.whole", phrase.Args{"count": fmt.Sprint(r.Records)}))
	if r.Records > 0 {
		fmt.Fprintln(w, say("verify.span", phrase.Args{"first": r.First.Format(time.RFC3339), "last": r.Last.Format(time.RFC3339)}))
	}
	fmt.Fprintln(w, say("verify.head", phrase.Args{"seq": fmt.Sprint(r.Head.Seq), "hash": r.Head.Hash.String()}))
	for _, s := range r.Seals {
		fmt.Fprintln(w, say("verify.seal", phrase.Args{"day": s.Day, "first": fmt.Sprint(s.First), "last": fmt.Sprint(s.Last), "hash": s.Hash.String()}))
	}
}
