package main

import (
	"bytes"
	"crypto/rand"
	"encoding/csv"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"

	"shouwen/app/replay"
	"shouwen/assets"
	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/slip"
	"shouwen/core/store"
	"shouwen/core/vault"
)

// replayCommand runs days that are written as scripts against the real core
// over a real journal in a folder of its own, and says what is not so.
func replayCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("replay", flag.ContinueOnError)
	flags.SetOutput(stderr)
	keep := flags.String("keep", "", "keep the journal of the day in this `folder`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	if flags.NArg() == 0 {
		fmt.Fprintln(stderr, "replay: name a script, such as core/testdata/days/quiet.txtar")
		return 2
	}
	passed, failed := 0, 0
	for _, name := range flags.Args() {
		out, err := replayFile(name, *keep)
		if err != nil {
			fmt.Fprintln(stderr, err)
			failed++
			continue
		}
		for _, f := range out.Failures {
			fmt.Fprintln(stdout, f)
		}
		if len(out.Failures) > 0 {
			failed++
			continue
		}
		passed++
		fmt.Fprintf(stdout, "%s: %d things happened, %d checks hold\n", name, out.Steps, out.Checks)
	}
	fmt.Fprintf(stdout, "%d passed, %d failed\n", passed, failed)
	if failed > 0 {
		return 1
	}
	return 0
}

func replayFile(name, keep string) (replay.Played, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return replay.Played{}, err
	}
	dir := keep
	if dir == "" {
		if dir, err = os.MkdirTemp("", "shouwen-replay-*"); err != nil {
			return replay.Played{}, err
		}
		defer os.RemoveAll(dir)
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return replay.Played{}, err
	}
	stage, err := newStage(dir)
	if err != nil {
		return replay.Played{}, err
	}
	out, err := replay.Run(name, text, stage)
	if err != nil {
		return out, err
	}
	out.Desk.Close()
	return out, out.Log.Close()
}

// newStage sets a script's house up in the folder: the same Badger store and vault as a lobby has.
func newStage(dir string) (replay.Stage, error) {
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return replay.Stage{}, err
	}
	books, err := shippedBooks()
	if err != nil {
		return replay.Stage{}, err
	}
	open := func() (journal.Log, desk.Safe, error) { return openReplayed(dir) }
	sheet := func(log journal.Log, day string, d *desk.Desk) ([][]string, error) {
		return sheetOf(&house{phrases: book, desk: d}, log, day)
	}
	return replay.Stage{Books: books, Phrases: book, Open: open, Sheet: sheet,
		Slip: func(d *desk.Desk, v desk.Visit, lang floor.Language) ([]string, error) {
			l := &lobby{house: &house{phrases: book, desk: d}, address: func() string { return "" }}
			s := l.slipOf(v, false)
			s.Language = lang
			return slip.Lines(s, book), nil
		}}, nil
}

func openReplayed(dir string) (journal.Log, desk.Safe, error) {
	keys, err := vault.OpenKeys(filepath.Join(dir, "keys"), true, rand.Reader)
	if err != nil {
		return nil, nil, err
	}
	log, err := store.Open(filepath.Join(dir, "journal"), store.Options{Site: "main", Create: true, Ballast: -1})
	if err != nil {
		return nil, nil, err
	}
	return log, vault.Safe{Vault: vault.New(keys, log, rand.Reader)}, nil
}

// sheetOf reads the day's log back as cells.
func sheetOf(h *house, log journal.Log, day string) ([][]string, error) {
	d, err := desk.DayOf(log, day)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	l := daylog.Log{Day: d, Book: h.phrases, Language: floor.Chinese, People: h.people, Written: time.Time{}, Program: "replay"}
	if err := l.Write(&b, daylog.CSV); err != nil {
		return nil, err
	}
	return csv.NewReader(bytes.NewReader(bytes.TrimPrefix(b.Bytes(), []byte("\xef\xbb\xbf")))).ReadAll()
}
