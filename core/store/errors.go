package store

import (
	"errors"
	"fmt"

	"shouwen/core/journal"
)

// An OpenError is why a store was not opened, worded for whoever stands before
// the appliance: the key names a sentence and a way on.
type OpenError struct {
	Key  string            // phrase key, one of the Key constants
	Args map[string]string // what the sentence names
	Err  error             // the cause, for the log
}

// The phrase keys of an OpenError.
const (
	KeyLocked  = "store.locked"  // another process has it open
	KeyNewer   = "store.newer"   // written by a newer program; {have}, {want}
	KeyDamaged = "store.damaged" // not as it was written; {place}
	KeyFull    = "store.full"    // the disk is full; {free}, {need} in MB
	KeyMissing = "store.missing" // there is no store where one should be; {place}
	KeyOther   = "store.other"   // it belongs to another site; {site}
	KeyFault   = "store.fault"   // the disk or its rights; {place}
)

// The phrase keys of what may stop a store while it is open.
const (
	KeyNoSpace = "store.nospace" // records are refused until there is space; nothing is lost
	KeyReopen  = "store.reopen"  // a commit was not confirmed; only a new start knows more
)

// Words returns the phrase key and arguments of whatever stopped a store, at
// its opening or later; ok is false for an error that is not the store's.
func Words(err error) (key string, args map[string]string, ok bool) {
	var open *OpenError
	var hurt *journal.Damage
	switch {
	case errors.As(err, &open):
		return open.Key, open.Args, true
	case errors.As(err, &hurt):
		return KeyDamaged, map[string]string{"place": place(hurt)}, true
	case errors.Is(err, journal.ErrFull):
		return KeyNoSpace, nil, true
	case errors.Is(err, journal.ErrReopen):
		return KeyReopen, nil, true
	}
	return "", nil, false
}

// Error names the key and the cause.
func (e *OpenError) Error() string {
	if e.Err == nil {
		return e.Key
	}
	return e.Key + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *OpenError) Unwrap() error { return e.Err }

func damaged(place string, err error) *OpenError {
	return &OpenError{Key: KeyDamaged, Args: map[string]string{"place": place}, Err: err}
}

// asOpenError turns whatever stopped an opening into an OpenError.
func asOpenError(err error) *OpenError {
	var open *OpenError
	var hurt *journal.Damage
	switch {
	case errors.As(err, &open):
		return open
	case errors.As(err, &hurt):
		return damaged(place(hurt), err)
	}
	return &OpenError{Key: KeyFault, Args: map[string]string{"place": fmt.Sprintf("%.120s", err)}, Err: err}
}

// place names where a damage lies, short enough for a sentence in any language.
func place(d *journal.Damage) string {
	if d.Seq == 0 {
		return d.Field
	}
	return fmt.Sprintf("#%d %s", d.Seq, d.Field)
}
