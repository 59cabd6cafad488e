package store

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os/exec"

	"shouwen/core/journal"
)

// Look opens a store, looks every record over if full is set and the tail
// otherwise, and closes it again. Every error is an *OpenError. It belongs in a
// process of its own: damage can end a process from within Badger.
func Look(dir string, opts Options, full bool) (journal.Report, error) {
	l := layout{root: dir}
	opts = opts.filled()
	held, err := takeLock(l)
	if err != nil {
		return journal.Report{}, asOpenError(err)
	}
	s, err := openLocked(l, opts, held, full)
	if err != nil {
		held.release()
		return journal.Report{}, asOpenError(err)
	}
	report := s.found
	if err := s.Close(); err != nil {
		return report, asOpenError(err)
	}
	return report, nil
}

// A verdict is what the process that looks tells the one that asked.
type verdict struct {
	Report journal.Report    `json:"report"`
	Key    string            `json:"key,omitempty"` // of an OpenError; empty if the store is whole
	Args   map[string]string `json:"args,omitempty"`
	Cause  string            `json:"cause,omitempty"`
}

// Tell looks a store over and writes what it found to out, for AskProcess to
// read in the process that started this one. It returns the exit code.
func Tell(out io.Writer, dir string, opts Options, full bool) int {
	report, err := Look(dir, opts, full)
	v := verdict{Report: report}
	code := 0
	var open *OpenError
	if errors.As(err, &open) {
		v.Key, v.Args, v.Cause, code = open.Key, open.Args, open.Error(), 1
	}
	if err := json.NewEncoder(out).Encode(v); err != nil {
		return 1
	}
	return code
}

// AskProcess runs a process that calls Tell and returns what it found. A
// process that ends without an answer was ended by damage: that, too, is an *OpenError.
func AskProcess(cmd *exec.Cmd) (journal.Report, error) {
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	run := cmd.Run()
	var v verdict
	if json.Unmarshal(out.Bytes(), &v) != nil {
		if run == nil {
			run = errors.New("no answer")
		}
		first, _, _ := bytes.Cut(bytes.TrimSpace(fault.Bytes()), []byte("\n"))
		return journal.Report{}, damaged("badger", fmt.Errorf("store: the process that looked ended: %w: %.200s", run, first))
	}
	if v.Key != "" {
		return v.Report, &OpenError{Key: v.Key, Args: v.Args, Err: errors.New(v.Cause)}
	}
	return v.Report, nil
}
