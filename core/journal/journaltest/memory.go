// Package journaltest holds what every keeper of a journal must do, as a
// suite, and a keeper in memory that passes it.
package journaltest

import (
	"bytes"
	"io"
	"math/rand/v2"
	"slices"
	"sync"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// Random returns a source of random bytes that is the same for every run.
func Random(seed byte) io.Reader {
	return rand.NewChaCha8([32]byte{seed})
}

// A Memory keeps a journal in memory, as the store keeps it on disk.
type Memory struct {
	site   floor.SiteID
	random io.Reader

	mu     sync.Mutex
	raw    map[string][]byte
	head   journal.Head
	closed bool
}

// NewMemory returns an empty journal of the site.
func NewMemory(site floor.SiteID, random io.Reader) *Memory {
	return &Memory{site: site, random: random, raw: map[string][]byte{}}
}

// Reopen opens a closed journal again, as a new start of the program would.
func (m *Memory) Reopen() *Memory {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return &Memory{site: m.site, random: m.random, raw: m.raw, head: m.head}
}

// Site is whose journal it is.
func (m *Memory) Site() floor.SiteID { return m.site }

// Head is where the journal ends.
func (m *Memory) Head() journal.Head {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.head
}

// Append writes the drafts and puts, all or nothing.
func (m *Memory) Append(drafts []journal.Draft, puts []journal.Put) ([]journal.Record, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, journal.ErrClosed
	}
	c, err := journal.Plan(m.head, m.site, m.random, drafts, puts, m.lookup)
	if err != nil {
		return nil, err
	}
	m.write(c)
	return c.Records, nil
}

// Seal closes the day.
func (m *Memory) Seal(day string) (journal.Seal, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return journal.Seal{}, journal.ErrClosed
	}
	seals, err := journal.ReadSeals(m.scan)
	if err != nil {
		return journal.Seal{}, err
	}
	seal, c, fresh, err := journal.PlanSeal(m.head, seals, day, m.lookup)
	if err == nil && fresh {
		m.write(c)
	}
	return seal, err
}

func (m *Memory) write(c journal.Change) {
	for _, p := range c.Puts {
		if p.Value == nil {
			delete(m.raw, string(p.Key))
			continue
		}
		m.raw[string(p.Key)] = p.Value
	}
	m.head = c.Head
}

// Read hands the records from a sequence on to f.
func (m *Memory) Read(from uint64, f func(journal.Record) error) error {
	m.mu.Lock()
	end, closed := m.head.Seq, m.closed
	m.mu.Unlock()
	if closed {
		return journal.ErrClosed
	}
	for seq := max(from, 1); seq <= end; seq++ {
		m.mu.Lock()
		b, ok := m.raw[string(journal.RecordKey(seq))]
		m.mu.Unlock()
		if !ok {
			return &journal.Damage{Seq: seq, Field: "seq", What: "the record is missing"}
		}
		r, err := journal.DecodeAt(seq, b)
		if err != nil {
			return err
		}
		if err := f(r); err != nil {
			return journal.Stopped(err)
		}
	}
	return nil
}

// Get returns the value of a key beside the records.
func (m *Memory) Get(key []byte) ([]byte, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.closed {
		return nil, false, journal.ErrClosed
	}
	return m.lookup(key)
}

func (m *Memory) lookup(key []byte) ([]byte, bool, error) {
	b, ok := m.raw[string(key)]
	if !ok || !journal.Beside(key) {
		return nil, false, nil
	}
	value, whole := journal.Unchecked(b)
	if !whole {
		return nil, false, journal.WrongValue(key)
	}
	return bytes.Clone(value), true, nil
}

// Scan hands the keys beside the records that begin with prefix to f.
func (m *Memory) Scan(prefix []byte, f func(key, value []byte) error) error {
	m.mu.Lock()
	closed := m.closed
	var found []journal.Put
	err := m.scan(prefix, func(key, value []byte) error {
		found = append(found, journal.Put{Key: key, Value: value})
		return nil
	})
	m.mu.Unlock()
	if closed {
		return journal.ErrClosed
	}
	for _, p := range found {
		if err := f(p.Key, p.Value); err != nil {
			return journal.Stopped(err)
		}
	}
	return err
}

func (m *Memory) scan(prefix []byte, f func(key, value []byte) error) error {
	var keys []string
	for key := range m.raw {
		if bytes.HasPrefix([]byte(key), prefix) && journal.Beside([]byte(key)) {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		value, _, err := m.lookup([]byte(key))
		if err != nil {
			return err
		}
		if err := f([]byte(key), value); err != nil {
			return err
		}
	}
	return nil
}

// Seen returns the record that was written under an idempotency key.
func (m *Memory) Seen(key string) (uint64, bool, error) {
	v, ok, err := m.Get(journal.SeenKey(key))
	if err != nil || !ok {
		return 0, false, err
	}
	seq, _ := journal.SeqOf(v)
	return seq, true, nil
}

// Seals lists the seals in order.
func (m *Memory) Seals() ([]journal.Seal, error) { return journal.ReadSeals(m.Scan) }

// Raw returns the bytes that lie under a key, the journal's own included.
func (m *Memory) Raw(key []byte) []byte {
	m.mu.Lock()
	defer m.mu.Unlock()
	return bytes.Clone(m.raw[string(key)])
}

// Overwrite changes the bytes under a key behind the journal's back, as a bad
// disk or a bad person would; nil removes them.
func (m *Memory) Overwrite(key, raw []byte) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if raw == nil {
		delete(m.raw, string(key))
		return
	}
	m.raw[string(key)] = bytes.Clone(raw)
}

// Close ends the use of the journal.
func (m *Memory) Close() error {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.closed = true
	return nil
}

var _ journal.Log = (*Memory)(nil)
