package store

import (
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/unix"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// formatNow is the form of the whole directory. A program opens a store of its
// own form or an older one, never a newer.
const formatNow = 1

// A layout names the files of a store below its directory.
type layout struct{ root string }

func (l layout) identity() string { return filepath.Join(l.root, "shouwen.site") }
func (l layout) mark() string     { return filepath.Join(l.root, "shouwen.head") }
func (l layout) lock() string     { return filepath.Join(l.root, "shouwen.lock") }
func (l layout) ballast() string  { return filepath.Join(l.root, "ballast") }
func (l layout) kept() string     { return filepath.Join(l.root, "kept") }
func (l layout) badger() string   { return filepath.Join(l.root, "badger") }

// An identity says whose store a directory is. It lies outside Badger, so
// that a Badger that was emptied or swapped is noticed, and inside it as well.
type identity struct {
	Format int          `json:"format"`
	Site   floor.SiteID `json:"site"`
	Store  string       `json:"store"` // random, so that two stores of one site are told apart
	Clean  bool         `json:"clean"` // the last run closed the store
}

// readIdentity returns fs.ErrNotExist if there is none.
func readIdentity(l layout) (identity, error) {
	text, err := os.ReadFile(l.identity())
	if err != nil {
		return identity{}, err
	}
	var id identity
	value, ok := journal.Unchecked(text)
	if !ok || json.Unmarshal(value, &id) != nil || id.Site == "" || id.Store == "" {
		return identity{}, damaged("shouwen.site", errors.New("store: shouwen.site: not as it was written"))
	}
	return id, nil
}

func (id identity) write(l layout, clean bool) error {
	id.Clean = clean
	text, err := json.Marshal(id)
	if err != nil {
		return fmt.Errorf("store: shouwen.site: %w", err)
	}
	return replace(l.identity(), journal.Checked(text))
}

// replace writes a file so that it is either the old one or the new one
// whenever the power goes.
func replace(name string, content []byte) error {
	next := name + ".new"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	_, err = f.Write(content)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(next, name)
	}
	if err != nil {
		return fmt.Errorf("store: write %s: %w", filepath.Base(name), err)
	}
	return syncDir(filepath.Dir(name))
}

func syncDir(dir string) error {
	f, err := os.Open(dir)
	if err != nil {
		return fmt.Errorf("store: %w", err)
	}
	defer f.Close()
	if err := f.Sync(); err != nil {
		return fmt.Errorf("store: sync directory: %w", err)
	}
	return nil
}

// A mark is the file that says up to where the journal was acknowledged. It
// has two slots that are written in turn, so that one is always whole.
type mark struct{ f *os.File }

const slotSize = 512

// newMark creates the file for an empty journal.
func newMark(l layout) error {
	return replace(l.mark(), append(slot(journal.Head{}), slot(journal.Head{})...))
}

// openMark opens the file and returns the last acknowledged head.
func openMark(l layout, clean bool) (*mark, journal.Head, error) {
	f, err := os.OpenFile(l.mark(), os.O_RDWR, 0)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, journal.Head{}, damaged("shouwen.head", err)
	}
	if err != nil {
		return nil, journal.Head{}, fmt.Errorf("store: %w", err)
	}
	head, err := readSlots(f, clean)
	if err != nil {
		f.Close()
		return nil, journal.Head{}, damaged("shouwen.head", err)
	}
	return &mark{f: f}, head, nil
}

// readSlots returns the later of the two heads. After a clean close both
// slots say the same.
func readSlots(f *os.File, clean bool) (journal.Head, error) {
	b := make([]byte, 2*slotSize)
	if n, err := f.ReadAt(b, 0); err != nil {
		return journal.Head{}, fmt.Errorf("store: shouwen.head: %d bytes: %w", n, err)
	}
	one, errOne := readSlot(b[:slotSize])
	two, errTwo := readSlot(b[slotSize:])
	switch {
	case errOne != nil && errTwo != nil:
		return journal.Head{}, errOne
	case clean && (errOne != nil || errTwo != nil || one != two):
		return journal.Head{}, errors.New("store: shouwen.head: not as it was left")
	case errOne != nil || (errTwo == nil && two.Commits > one.Commits):
		return two, nil
	}
	return one, nil
}

func slot(h journal.Head) []byte {
	text := journal.EncodeHead(h)
	b := make([]byte, slotSize)
	binary.BigEndian.PutUint16(b, uint16(len(text)))
	copy(b[2:], text)
	return b
}

func readSlot(b []byte) (journal.Head, error) {
	n := int(binary.BigEndian.Uint16(b))
	if n > len(b)-2 {
		return journal.Head{}, errors.New("store: shouwen.head: not as it was written")
	}
	for _, rest := range b[2+n:] {
		if rest != 0 {
			return journal.Head{}, errors.New("store: shouwen.head: not as it was written")
		}
	}
	return journal.DecodeHead(b[2 : 2+n])
}

// acknowledge writes down the head of a commit that Badger has synced.
func (m *mark) acknowledge(h journal.Head) error { return m.write(h, h.Commits%2) }

// rest writes the head into both slots, one after the other, so that one is
// whole at any moment.
func (m *mark) rest(h journal.Head) error {
	if err := m.write(h, (h.Commits+1)%2); err != nil {
		return err
	}
	return m.write(h, h.Commits%2)
}

func (m *mark) write(h journal.Head, n uint64) error {
	if _, err := m.f.WriteAt(slot(h), int64(n)*slotSize); err != nil {
		return fmt.Errorf("store: shouwen.head: %w", err)
	}
	if err := unix.Fdatasync(int(m.f.Fd())); err != nil {
		return fmt.Errorf("store: shouwen.head: %w", err)
	}
	return nil
}

func (m *mark) close() error { return m.f.Close() }
