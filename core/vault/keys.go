package vault

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"shouwen/core/journal"
)

// Keys are the house's secrets. They lie in one file beside the store, never
// inside it: a copy of the store alone shows nobody's name.
type Keys struct {
	master [32]byte // wraps the customers' keys
	phone  [32]byte // hashes phones
	pepper [32]byte // goes into every PIN
	slip   [32]byte // for what a slip must prove
}

// String hides the keys from whoever prints them.
func (*Keys) String() string { return "the house's keys" }

// GoString hides the keys from whoever prints them.
func (*Keys) GoString() string { return "the house's keys" }

// Slip returns the key with which slips may be marked as the house's own.
func (k *Keys) Slip() []byte { return bytes.Clone(k.slip[:]) }

// A KeysError is why the house's keys cannot be used, worded for whoever
// stands before the appliance.
type KeysError struct {
	Key  string            // phrase key, one of the Keys constants
	Args map[string]string // {place}: the file
	Err  error
}

// The phrase keys of a KeysError.
const (
	KeysMissing = "vault.keys.missing" // lost: names and phones cannot be read without it
	KeysDamaged = "vault.keys.damaged" // not as it was written
	KeysOther   = "vault.keys.other"   // of another store
)

// Error names the key and the cause.
func (e *KeysError) Error() string {
	if e.Err == nil {
		return e.Key
	}
	return e.Key + ": " + e.Err.Error()
}

// Unwrap returns the cause.
func (e *KeysError) Unwrap() error { return e.Err }

const keysHead = "# The keys of this house. Whoever has this file and the store reads names and phones;\n" +
	"# whoever loses it never reads them again. Keep a copy in a safe, apart from the backups.\n"

// OpenKeys reads the keys file. If there is none and create is set, which is
// right only while the house is being set up, it makes one; otherwise the
// error is a *KeysError. The file is for its owner's eyes only (0600).
func OpenKeys(path string, create bool, random io.Reader) (*Keys, error) {
	text, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && create:
		return createKeys(path, random)
	case errors.Is(err, fs.ErrNotExist):
		return nil, keysError(KeysMissing, path, err)
	case err != nil:
		return nil, fmt.Errorf("vault: keys: %w", err)
	}
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, fmt.Errorf("vault: keys: %w", err)
	}
	k, err := parseKeys(text)
	if err != nil {
		return nil, keysError(KeysDamaged, path, err)
	}
	return k, nil
}

func keysError(key, path string, err error) *KeysError {
	return &KeysError{Key: key, Args: map[string]string{"place": path}, Err: err}
}

func createKeys(path string, random io.Reader) (*Keys, error) {
	k := &Keys{}
	for _, part := range k.parts() {
		if _, err := io.ReadFull(random, part.key[:]); err != nil {
			return nil, fmt.Errorf("vault: random bytes for the keys: %w", err)
		}
	}
	if err := writeNew(path, []byte(keysHead+k.lines()+"check "+k.check()+"\n")); err != nil {
		return nil, fmt.Errorf("vault: keys: %w", err)
	}
	return k, nil
}

// writeNew writes a file that was not there, and is whole or not there
// whenever the power goes.
func writeNew(path string, text []byte) error {
	next := path + ".new"
	f, err := os.OpenFile(next, os.O_WRONLY|os.O_CREATE|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err == nil {
		err = f.Sync()
	}
	if e := f.Close(); err == nil {
		err = e
	}
	if err == nil {
		err = os.Rename(next, path)
	}
	if err != nil {
		return err
	}
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}

type part struct {
	name string
	key  *[32]byte
}

func (k *Keys) parts() []part {
	return []part{{"master", &k.master}, {"phone", &k.phone}, {"pepper", &k.pepper}, {"slip", &k.slip}}
}

func (k *Keys) lines() string {
	var b strings.Builder
	for _, p := range k.parts() {
		fmt.Fprintf(&b, "%s %s\n", p.name, base64.StdEncoding.EncodeToString(p.key[:]))
	}
	return b.String()
}

// check is a digest of the keys, so that a mistyped copy is noticed.
func (k *Keys) check() string {
	sum := sha256.Sum256([]byte(k.lines()))
	return base64.StdEncoding.EncodeToString(sum[:9])
}

func parseKeys(text []byte) (*Keys, error) {
	found := map[string]string{}
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line == "" || line[0] == '#' {
			continue
		}
		name, value, _ := strings.Cut(line, " ")
		found[name] = value
	}
	k := &Keys{}
	for _, p := range k.parts() {
		b, err := base64.StdEncoding.Strict().DecodeString(found[p.name])
		if err != nil || len(b) != len(p.key) {
			return nil, fmt.Errorf("vault: keys: %s is not as it was written", p.name)
		}
		copy(p.key[:], b)
	}
	if found["check"] != k.check() {
		return nil, errors.New("vault: keys: the check line does not match")
	}
	return k, nil
}

// keyProof is where the store remembers which keys it was begun with.
var keyProof = []byte("x/")

// Proof checks that the keys are those of the state. A state without a proof
// is new; its first transaction must take in the put that is returned. The
// error is a *KeysError if the keys are another house's.
func (v *Vault) Proof() (*journal.Put, error) {
	mac := hmac.New(sha256.New, v.keys.master[:])
	mac.Write(v.keys.phone[:])
	mac.Write([]byte("shouwen keys 1"))
	proof := mac.Sum(nil)
	stored, ok, err := v.state.Get(keyProof)
	switch {
	case err != nil:
		return nil, err
	case !ok:
		return &journal.Put{Key: bytes.Clone(keyProof), Value: proof}, nil
	case !hmac.Equal(stored, proof):
		return nil, &KeysError{Key: KeysOther}
	}
	return nil, nil
}
