// Package vault keeps what must not be read by whoever reads the journal:
// names, phones and PINs.
//
// Every customer has a key of his own under which his name and phone are
// sealed, apart from the events that refer to him; when that key is wiped he is
// erased, and the evidence of who served whom stays. Phones are found by a
// keyed hash, so that the state can be searched without holding a number in
// the clear. The vault only spells things: it returns puts, which the desk
// commits in the same transaction as the events they belong to.
package vault

import (
	"bytes"
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"sync"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// A Field is one thing that is known of a customer.
type Field string

// The fields of a customer.
const (
	Surname  Field = "surname"
	Given    Field = "given"
	Title    Field = "title"
	Phone    Field = "phone" // in canonical form, see Normal
	Sex      Field = "sex"
	Referrer Field = "referrer"
	Need     Field = "need"
)

// Fields are what is known of one customer.
type Fields map[Field]string

// Of returns what a visitor gave of himself, what he left out left out. The
// phone must be in canonical form already.
func Of(p floor.Person) Fields {
	f := Fields{}
	for field, value := range map[Field]string{Surname: p.Surname, Given: p.Given, Title: p.Title, Phone: p.Phone, Referrer: p.Referrer} {
		if value != "" {
			f[field] = value
		}
	}
	return f
}

// ErrErased says that the customer was erased and nothing of him is kept.
var ErrErased = errors.New("vault: the customer was erased")

// A State is where the vault's puts end up and are read from again; a
// journal.Log is one.
type State interface {
	Get(key []byte) (value []byte, ok bool, err error)
	Scan(prefix []byte, f func(key, value []byte) error) error
}

// A Vault seals and opens personal data under the house's keys. It may be used
// from several goroutines.
type Vault struct {
	keys   *Keys
	state  State
	random io.Reader

	mu      sync.Mutex
	pending map[floor.CustomerID][]byte // keys that were made and may not be committed yet
	gone    map[floor.CustomerID]bool   // erased, perhaps not committed yet
}

// New returns a vault over a state. random is crypto/rand.Reader outside of tests.
func New(keys *Keys, state State, random io.Reader) *Vault {
	return &Vault{
		keys: keys, state: state, random: random,
		pending: map[floor.CustomerID][]byte{}, gone: map[floor.CustomerID]bool{},
	}
}

// The vault's corners of the state.
var (
	prefixKey   = []byte("x/") // x/<customer> → wrapped data key, or erased
	prefixField = []byte("n/") // n/<customer>/<field> → sealed value
	prefixPhone = []byte("p/") // p/<keyed hash, hex>/<customer> → nothing
	erased      = []byte{0}    // what stands in place of the key of an erased customer
)

// Keep returns the puts that seal the fields of a customer; other fields that
// he has stay. A phone is also made to be found. Several calls may share one
// transaction.
func (v *Vault) Keep(c floor.CustomerID, fields Fields) ([]journal.Put, error) {
	if len(fields) == 0 {
		return nil, nil
	}
	key, puts, err := v.keyOf(c)
	if err != nil {
		return nil, err
	}
	for _, field := range slices.Sorted(maps.Keys(fields)) {
		value := fields[field]
		put, err := v.sealField(c, key, field, value)
		if err != nil {
			return nil, err
		}
		puts = append(puts, put)
		if field == Phone {
			puts = append(puts, journal.Put{Key: phoneKey(v.PhoneHash(value), c), Value: []byte{}})
		}
	}
	return puts, nil
}

func (v *Vault) sealField(c floor.CustomerID, key []byte, field Field, value string) (journal.Put, error) {
	sealed, err := v.seal(key, []byte(value), fieldKey(c, field))
	return journal.Put{Key: fieldKey(c, field), Value: sealed}, err
}

// Open returns what is known of a customer: nothing if nothing is, ErrErased
// if he was erased.
func (v *Vault) Open(c floor.CustomerID) (Fields, error) {
	key, err := v.storedKey(c)
	if err != nil || key == nil {
		return nil, err
	}
	fields := Fields{}
	prefix := fieldKey(c, "")
	err = v.state.Scan(prefix, func(k, sealed []byte) error {
		value, err := open(key, sealed, k)
		if err != nil {
			return fmt.Errorf("vault: open %s of customer %s: %w", k[len(prefix):], c, err)
		}
		fields[Field(k[len(prefix):])] = string(value)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return fields, nil
}

// Erase returns the puts after which nothing of the customer can be read: his
// key is overwritten, his fields and the ways to find him are deleted. It sees
// what is committed, so it belongs in a transaction of its own.
func (v *Vault) Erase(c floor.CustomerID) ([]journal.Put, error) {
	puts := []journal.Put{{Key: dataKey(c), Value: erased}}
	gather := func(key, _ []byte) error {
		puts = append(puts, journal.Put{Key: key})
		return nil
	}
	if err := v.state.Scan(fieldKey(c, ""), gather); err != nil {
		return nil, err
	}
	tail := []byte("/" + c)
	err := v.state.Scan(prefixPhone, func(key, value []byte) error {
		if len(key) == phoneKeyLen(c) && bytes.HasSuffix(key, tail) {
			return gather(key, value)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	delete(v.pending, c)
	v.gone[c] = true
	return puts, nil
}

// Find returns the customers who gave the phone, which must be in canonical
// form; one phone may have several. A household shares one, so finding
// somebody is not knowing who stands there.
func (v *Vault) Find(phone string) ([]floor.CustomerID, error) {
	var found []floor.CustomerID
	prefix := phoneKey(v.PhoneHash(phone), "")
	err := v.state.Scan(prefix, func(key, _ []byte) error {
		found = append(found, floor.CustomerID(key[len(prefix):]))
		return nil
	})
	return found, err
}

// PhoneHash is the keyed hash of a canonical phone, in hexadecimal: equal for
// equal phones, and of no use without the house's key.
func (v *Vault) PhoneHash(phone string) string {
	mac := hmac.New(sha256.New, v.keys.phone[:])
	mac.Write([]byte(phone))
	return hex.EncodeToString(mac.Sum(nil))
}

// keyOf returns the customer's data key, a new one with the put that keeps it
// if he has none yet. One that was made but is not committed is used again, so
// that several calls for one customer can share a transaction.
func (v *Vault) keyOf(c floor.CustomerID) ([]byte, []journal.Put, error) {
	stored, err := v.storedKey(c)
	if err != nil {
		return nil, nil, err
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	if v.gone[c] {
		return nil, nil, ErrErased
	}
	if stored != nil {
		delete(v.pending, c)
		return stored, nil, nil
	}
	key := v.pending[c]
	if key == nil {
		key = make([]byte, 32)
		if _, err := io.ReadFull(v.random, key); err != nil {
			return nil, nil, fmt.Errorf("vault: random bytes for a key: %w", err)
		}
		v.pending[c] = key
	}
	wrapped, err := v.seal(v.keys.master[:], key, dataKey(c))
	if err != nil {
		return nil, nil, err
	}
	return key, []journal.Put{{Key: dataKey(c), Value: wrapped}}, nil
}

// storedKey returns the committed data key, nil if there is none.
func (v *Vault) storedKey(c floor.CustomerID) ([]byte, error) {
	if c == "" || bytes.ContainsRune([]byte(c), '/') {
		panic(fmt.Sprintf("vault: %q is not a customer", c))
	}
	wrapped, ok, err := v.state.Get(dataKey(c))
	switch {
	case err != nil || !ok:
		return nil, err
	case bytes.Equal(wrapped, erased):
		return nil, ErrErased
	}
	key, err := open(v.keys.master[:], wrapped, dataKey(c))
	if err != nil {
		return nil, fmt.Errorf("vault: open the key of customer %s: %w", c, err)
	}
	return key, nil
}

// seal encrypts with AES-256-GCM; what the value belongs to is bound into it,
// so that a sealed name moved to another customer does not open. The key of
// the put is what it belongs to.
func (v *Vault) seal(key, value, belongs []byte) ([]byte, error) {
	gcm := aead(key)
	nonce := make([]byte, gcm.NonceSize())
	if _, err := io.ReadFull(v.random, nonce); err != nil {
		return nil, fmt.Errorf("vault: random bytes for a nonce: %w", err)
	}
	return gcm.Seal(nonce, nonce, value, belongs), nil
}

func open(key, sealed, belongs []byte) ([]byte, error) {
	gcm := aead(key)
	if len(sealed) < gcm.NonceSize() {
		return nil, errors.New("too short to be sealed")
	}
	return gcm.Open(nil, sealed[:gcm.NonceSize()], sealed[gcm.NonceSize():], belongs)
}

func aead(key []byte) cipher.AEAD {
	block, err := aes.NewCipher(key)
	if err != nil {
		panic("vault: a key of the wrong length: " + err.Error())
	}
	gcm, err := cipher.NewGCM(block)
	if err != nil {
		panic("vault: " + err.Error())
	}
	return gcm
}

func dataKey(c floor.CustomerID) []byte { return append(bytes.Clone(prefixKey), c...) }

func fieldKey(c floor.CustomerID, f Field) []byte {
	return append(bytes.Clone(prefixField), string(c)+"/"+string(f)...)
}

func phoneKey(hash string, c floor.CustomerID) []byte {
	return append(bytes.Clone(prefixPhone), hash+"/"+string(c)...)
}

func phoneKeyLen(c floor.CustomerID) int { return len(prefixPhone) + 2*sha256.Size + 1 + len(c) }
