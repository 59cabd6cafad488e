package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/printer"
)

// choosePrinter writes the printer into the configuration, and touches no other
// line. The file keeps the rights that it had.
func choosePrinter(path, to string) error {
	if _, err := printer.Open(to); err != nil {
		return err
	}
	was, err := os.ReadFile(path)
	text := was
	if errors.Is(err, fs.ErrNotExist) {
		text, err = starter, nil
	}
	if err != nil {
		return err
	}
	changed := []byte(withPrinter(string(text), to))
	c := defaults()
	if err := unmarshalStrict(path, changed, &c); err != nil {
		return err
	}
	if c.Printer.To != to {
		return fmt.Errorf("%s: [printer] is written in a way that cannot be changed; set to = %q in it by hand", path, to)
	}
	if bytes.Equal(changed, was) {
		return nil
	}
	rights := fs.FileMode(0o600)
	if state, err := os.Stat(path); err == nil {
		rights = state.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	return writeWhole(path, changed, rights)
}

// withPrinter is the configuration with another printer: its line is changed where it stands.
func withPrinter(text, to string) string {
	line := "to = " + strconv.Quote(to)
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "[printer]") })
	if at < 0 {
		return strings.TrimRight(text, "\n") + "\n\n[printer]\n" + line + "\n"
	}
	for i, l := range lines[at+1:] {
		key, _, _ := strings.Cut(l, "=")
		if strings.TrimSpace(key) == "to" {
			lines[at+1+i] = line
			return strings.Join(lines, "\n")
		}
		if strings.HasPrefix(strings.TrimSpace(l), "[") {
			break
		}
	}
	return strings.Join(slices.Insert(lines, at+1, line), "\n")
}
