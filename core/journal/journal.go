// Package journal says what the house's evidence is made of: records in one
// unbroken row, each holding the hash of the one before, and the state that
// they lead to, kept beside them.
//
// It decides how a record is spelled in bytes, how a chain is continued and
// what is wrong with one that is not whole. Where the bytes lie is left to
// whoever keeps a [Log]; what the events mean is left to the desk.
package journal

import (
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"shouwen/core/floor"
)

// A Hash is a SHA-256. The zero Hash stands before the first record.
type Hash [32]byte

// String spells the hash in hexadecimal.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// Short spells the first 16 hexadecimal digits, enough to compare by eye.
func (h Hash) Short() string { return h.String()[:16] }

// MarshalText spells the hash in hexadecimal.
func (h Hash) MarshalText() ([]byte, error) { return []byte(h.String()), nil }

// UnmarshalText reads what MarshalText wrote.
func (h *Hash) UnmarshalText(text []byte) error {
	b, err := hex.DecodeString(string(text))
	if err != nil || len(b) != len(h) {
		return fmt.Errorf("journal: %q is not a hash", text)
	}
	copy(h[:], b)
	return nil
}

// A Record is one event as it was written down. It is never changed; a
// correction is a later record that names the one it corrects.
type Record struct {
	Seq    uint64 // from 1, without a gap
	ID     string // UUIDv7, the same on every site that learns of it
	At     time.Time
	Site   floor.SiteID
	Kind   string // spelled out, such as "visit.opened"
	Schema int    // version of the body's form for this kind, from 1
	By     floor.Actor
	Key    string // idempotency key; empty if the event cannot be asked for twice
	Body   json.RawMessage
	Prev   Hash // Hash of the record before, zero for the first
	Hash   Hash // over everything above
}

// A Draft is an event before it has its place in the journal.
type Draft struct {
	At     time.Time
	Kind   string
	Schema int
	By     floor.Actor
	Key    string // idempotency key, empty or not yet seen
	Body   json.RawMessage
	ID     string // UUIDv7; left empty, the log makes one
}

// A Put sets one key of the state beside the records; a nil Value deletes it.
type Put struct {
	Key   []byte
	Value []byte
}

// A Head is where the journal ends.
type Head struct {
	Seq  uint64 `json:"seq"` // of the last record, 0 before the first
	Hash Hash   `json:"hash"`
	// State is the exclusive or of the hashes of every key and value beside
	// the records: the store below may call a damaged block "not found", and
	// this is what notices that something is missing.
	State Hash `json:"state"`
	Keys  int  `json:"keys"` // how many keys stand beside the records
	// Commits counts the transactions, those that wrote no record included.
	Commits uint64 `json:"commits"`
}

// A Seal closes a day: what was recorded since the seal before it.
type Seal struct {
	Day   string `json:"day"`   // business day, such as "2026-11-23"
	Count uint64 `json:"count"` // records of the day
	First uint64 `json:"first"` // sequence of its first record; Last+1 if it has none
	Last  uint64 `json:"last"`
	Hash  Hash   `json:"hash"` // of the record Last: the day's digest
}

// A Log keeps the records of one site and the state beside them. One writer at
// a time calls Append and Seal; everything may be read meanwhile.
type Log interface {
	// Site is whose journal it is.
	Site() floor.SiteID
	// Head is where the journal ends now.
	Head() Head
	// Append writes the drafts as records, the puts and the new head in one
	// synced transaction, all or nothing. Drafts may be empty. A nil error
	// says that everything is on disk. ErrRepeated, ErrReserved, ErrTooBig,
	// ErrFull and a *DraftError say that nothing was written, and the log goes
	// on; after any other error the outcome is unknown, and the log answers
	// ErrReopen until it is opened anew.
	Append(drafts []Draft, puts []Put) ([]Record, error)
	// Read hands every record from sequence from (0 and 1 both mean the first)
	// to the head to f, in order. It checks each one; what is not whole is a
	// *Damage. If f returns ErrStop, Read ends with nil; any other error is returned.
	Read(from uint64, f func(Record) error) error
	// Get returns the value of a key beside the records.
	Get(key []byte) (value []byte, ok bool, err error)
	// Scan hands every key that begins with prefix to f, in byte order. f may
	// keep the slices, and ends the scan with ErrStop.
	Scan(prefix []byte, f func(key, value []byte) error) error
	// Seen returns the record that was written under an idempotency key.
	Seen(key string) (seq uint64, ok bool, err error)
	// Seal closes the day and returns its seal; the seal of a day that is
	// sealed already is returned as it stands. Days are sealed in order.
	Seal(day string) (Seal, error)
	// Seals lists every seal in order.
	Seals() ([]Seal, error)
	// Close writes down that the log was closed cleanly.
	Close() error
}

// The errors that a caller tells apart.
var (
	ErrStop     = errors.New("journal: stop")
	ErrReopen   = errors.New("journal: a commit failed and its outcome is unknown; open the journal anew and look")
	ErrClosed   = errors.New("journal: closed")
	ErrRepeated = errors.New("journal: idempotency key was used before")
	ErrReserved = errors.New("journal: key belongs to the journal itself")
	ErrTooBig   = errors.New("journal: too much for one transaction")
	ErrFull     = errors.New("journal: the disk is full; nothing was written")
	ErrDayOrder = errors.New("journal: a later day is sealed already")
)

// A DraftError says what a draft lacks. It is a mistake of the caller, and
// nothing was written.
type DraftError struct {
	Index int    // of the draft in its batch
	Kind  string // of the draft
	What  string
}

// Error names the draft and what it lacks.
func (e *DraftError) Error() string {
	return fmt.Sprintf("journal: draft %d (%s): %s", e.Index, e.Kind, e.What)
}

// A Damage says where the evidence stops being whole.
type Damage struct {
	Seq   uint64 // of the first record that is not as it was written, 0 if it is not about one
	Field string // what part of it: "crc", "prev", "seq", "seal 2026-11-23", "state", …
	What  string // in words
}

// Error names the place and what is wrong there.
func (d *Damage) Error() string {
	if d.Seq == 0 {
		return fmt.Sprintf("journal: damaged: %s: %s", d.Field, d.What)
	}
	return fmt.Sprintf("journal: damaged at record %d: %s: %s", d.Seq, d.Field, d.What)
}
