package store

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	badger "github.com/dgraph-io/badger/v4"

	"shouwen/core/journal"
)

// badgerFiles lists the names of the files that hold Badger's data.
func (l layout) badgerFiles() ([]string, error) {
	entries, err := os.ReadDir(l.badger())
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	var names []string
	for _, e := range entries {
		switch name := e.Name(); filepath.Ext(name) {
		case ".sst", ".mem", ".vlog":
			names = append(names, name)
		default:
			if name == "MANIFEST" {
				names = append(names, name)
			}
		}
	}
	return names, nil
}

// prepare looks at Badger's files before Badger does, and sets aside what it
// might cut off or delete: the list of tables, the unflushed tail, and tables
// that the list does not name.
func (l layout) prepare(clean bool, acknowledged journal.Head) error {
	files, err := l.badgerFiles()
	if err != nil {
		return err
	}
	if !has(files, "MANIFEST") {
		return noManifest(files, acknowledged)
	}
	listed, torn, err := l.manifest()
	if err != nil {
		return err
	}
	if clean && torn {
		return damaged("MANIFEST", errors.New("store: MANIFEST ends in the middle, after a clean close"))
	}
	aside := []string{"MANIFEST", "KEYREGISTRY"}
	for _, name := range files {
		if filepath.Ext(name) == ".mem" || filepath.Ext(name) == ".sst" && !listed[name] {
			aside = append(aside, name)
		}
	}
	if clean && len(aside) == 2 {
		return nil
	}
	return l.keep(aside)
}

func has(names []string, want string) bool {
	for _, name := range names {
		if name == want {
			return true
		}
	}
	return false
}

// noManifest judges a Badger without its list of tables. Badger itself would
// take it for a new one, and delete what it finds.
func noManifest(files []string, acknowledged journal.Head) error {
	for _, name := range files {
		if filepath.Ext(name) == ".sst" {
			return damaged("MANIFEST", errors.New("store: MANIFEST is missing"))
		}
	}
	if acknowledged.Commits > 0 {
		return damaged("badger", fmt.Errorf("store: Badger is gone, the journal reached record %d", acknowledged.Seq))
	}
	return nil
}

// manifest reads which tables Badger knows of, and whether the list ends in
// the middle of an entry.
func (l layout) manifest() (listed map[string]bool, torn bool, err error) {
	f, err := os.Open(filepath.Join(l.badger(), "MANIFEST"))
	if err != nil {
		return nil, false, fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	m, end, err := badger.ReplayManifestFile(f, 0, badgerOptions(l.badger(), slog.New(slog.DiscardHandler)))
	if err != nil {
		return nil, false, judgeManifest(err)
	}
	st, err := f.Stat()
	if err != nil {
		return nil, false, fmt.Errorf("store: %w", err)
	}
	listed = map[string]bool{}
	for n := range m.Tables {
		listed[fmt.Sprintf("%06d.sst", n)] = true
	}
	return listed, end < st.Size(), nil
}

// judgeManifest tells a list that a newer Badger wrote from one that is damaged.
func judgeManifest(err error) error {
	rest, newer := strings.CutPrefix(err.Error(), "manifest has unsupported version: ")
	have, _, _ := strings.Cut(rest, " ")
	want := badgerVersion(rest)
	if n, e := strconv.Atoi(have); newer && e == nil && n > want && n < want+16 {
		return &OpenError{Key: KeyNewer, Args: map[string]string{"have": have, "want": strconv.Itoa(want)}, Err: err}
	}
	return damaged("MANIFEST", fmt.Errorf("store: MANIFEST: %w", err))
}

func badgerVersion(words string) int {
	_, after, _ := strings.Cut(words, "we support ")
	number, _, _ := strings.Cut(after, ")")
	n, _ := strconv.Atoi(number)
	return n
}

// keep copies files to the side before Badger opens them. What was kept
// already stays: it is nearer to what was written.
func (l layout) keep(names []string) error {
	if _, err := os.Stat(l.kept()); err == nil {
		return nil
	}
	next := l.kept() + ".new"
	if err := os.RemoveAll(next); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	if err := os.Mkdir(next, 0o700); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	for _, name := range names {
		if err := copyFile(filepath.Join(next, name), filepath.Join(l.badger(), name)); err != nil {
			return fmt.Errorf("store: keep %s: %w", name, err)
		}
	}
	if err := syncDir(next); err != nil {
		return err
	}
	if err := os.Rename(next, l.kept()); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return syncDir(l.root)
}

// forget drops what was kept: everything that was acknowledged is in Badger.
func (l layout) forget() error {
	if err := os.RemoveAll(l.kept()); err != nil {
		return fmt.Errorf("store: %w", err)
	}
	return nil
}

// copyFile copies a real copy: a second name for the same file would be cut
// off with it. Badger's files are mostly holes, and holes stay holes.
func copyFile(to, from string) error {
	src, err := os.Open(from)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer src.Close()
	dst, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	err = copyBlocks(dst, src)
	if err == nil {
		err = dst.Sync()
	}
	if e := dst.Close(); err == nil {
		err = e
	}
	return err
}

func copyBlocks(dst *os.File, src io.Reader) error {
	block, hole := make([]byte, 64<<10), make([]byte, 64<<10)
	var at int64
	for {
		n, err := io.ReadFull(src, block)
		if n > 0 && !bytes.Equal(block[:n], hole[:n]) {
			if _, err := dst.WriteAt(block[:n], at); err != nil {
				return err
			}
		}
		at += int64(n)
		if err == io.EOF || err == io.ErrUnexpectedEOF {
			return dst.Truncate(at)
		}
		if err != nil {
			return err
		}
	}
}

// removeEmpty deletes the files of no length that a kill leaves behind when
// Badger was about to delete them: it cuts a file off first and unlinks it then.
func (l layout) removeEmpty() error {
	files, err := l.badgerFiles()
	if err != nil {
		return err
	}
	for _, name := range files {
		if ext := filepath.Ext(name); ext != ".mem" && ext != ".vlog" {
			continue
		}
		full := filepath.Join(l.badger(), name)
		if st, err := os.Stat(full); err != nil || st.Size() > 0 {
			continue
		}
		if err := os.Remove(full); err != nil {
			return fmt.Errorf("store: %w", err)
		}
	}
	return nil
}

// isNewFile recognises Badger's refusal of a file that it had just created.
func isNewFile(err error) bool { return strings.Contains(err.Error(), "Create a new file") }

// blame names the file that an error of Badger speaks of, or Badger.
func blame(err error) string {
	for _, word := range strings.FieldsFunc(err.Error(), func(r rune) bool { return strings.ContainsRune(" \"':,\n", r) }) {
		name := filepath.Base(word)
		switch filepath.Ext(name) {
		case ".sst", ".mem", ".vlog":
			return name
		}
		if name == "MANIFEST" || name == "KEYREGISTRY" {
			return name
		}
	}
	if _, number, ok := strings.Cut(err.Error(), "for table "); ok {
		if n, e := strconv.Atoi(strings.TrimSpace(number)); e == nil {
			return fmt.Sprintf("%06d.sst", n)
		}
	}
	return "badger"
}
