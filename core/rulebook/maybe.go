package rulebook

import (
	"bytes"
	"encoding/json"
	"reflect"

	"shouwen/core/floor"
)

// A Maybe is a fact that may be unknown. The zero Maybe is unknown: nobody
// asked, or nobody wrote it down. None is known to be nothing, as when a
// visitor was asked whom he remembers and could name no one.
type Maybe[T any] struct {
	state maybeState
	value T
}

type maybeState uint8

const (
	unknown maybeState = iota
	none
	known
)

// Is returns the known fact v.
func Is[T any](v T) Maybe[T] { return Maybe[T]{state: known, value: v} }

// None returns the fact that is known to be nothing.
func None[T any]() Maybe[T] { return Maybe[T]{state: none} }

// Word returns a word of a list as a fact; the empty word is unknown.
func Word[T ~string](w T) Maybe[string] {
	if w == "" {
		return Maybe[string]{}
	}
	return Is(string(w))
}

// Pick returns whom a visitor named: unknown if he was not asked, None if he
// was asked and named no one.
func Pick(p floor.Pick) Maybe[floor.AdvisorID] {
	switch {
	case !p.Asked:
		return Maybe[floor.AdvisorID]{}
	case p.Advisor == "":
		return None[floor.AdvisorID]()
	}
	return Is(p.Advisor)
}

// IsZero reports whether the fact is unknown; encoding/json leaves it out then.
func (m Maybe[T]) IsZero() bool { return m.state == unknown }

// Known reports whether the fact is known, be it to be nothing.
func (m Maybe[T]) Known() bool { return m.state != unknown }

// Null reports whether the fact is known to be nothing.
func (m Maybe[T]) Null() bool { return m.state == none }

// Value returns the value and true, or the zero value and false if the fact
// is unknown or nothing.
func (m Maybe[T]) Value() (T, bool) { return m.value, m.state == known }

// Or returns the value, or other if there is none.
func (m Maybe[T]) Or(other T) T {
	if m.state == known {
		return m.value
	}
	return other
}

// MarshalJSON writes the value, or null for None. An unknown fact is left out
// by its field's omitzero; alone it is written as null.
func (m Maybe[T]) MarshalJSON() ([]byte, error) {
	if m.state != known {
		return []byte("null"), nil
	}
	return json.Marshal(m.value)
}

// UnmarshalJSON reads a value, or null as None.
func (m *Maybe[T]) UnmarshalJSON(text []byte) error {
	if bytes.Equal(bytes.TrimSpace(text), []byte("null")) {
		*m = None[T]()
		return nil
	}
	var v T
	if err := json.Unmarshal(text, &v); err != nil {
		return err
	}
	*m = Is(v)
	return nil
}

// A maybe is a Maybe of any type, for the code that walks Facts by reflection.
type maybe interface {
	elem() reflect.Type
}

// A holder is one that is looked into where it stands, without a copy.
type holder interface {
	inside() (maybeState, any)
	isKnown() bool
}

// A maybeSetter is what reading a case fills in.
type maybeSetter interface {
	setNone()
	setValue(v any)
}

func (m Maybe[T]) elem() reflect.Type { return reflect.TypeFor[T]() }
func (m *Maybe[T]) setNone()          { *m = None[T]() }
func (m *Maybe[T]) setValue(v any)    { *m = Is(v.(T)) }
func (m Maybe[T]) isKnown() bool      { return m.state != unknown }

// inside is the state and where the value is.
func (m *Maybe[T]) inside() (maybeState, any) { return m.state, &m.value }
