package vault

import (
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"io"
	"strings"

	"golang.org/x/crypto/argon2"

	"shouwen/core/floor"
)

// A PIN is kept as an argon2id verifier over a keyed hash of it: without the
// keys file nothing can be tried, and with it each try costs memory and time.
const (
	pinDigits  = 6
	pinMemory  = 19 << 10 // KiB
	pinTime    = 2
	pinThreads = 1
	pinForm    = "argon2id-1"
)

// The refusals of a PIN that cannot be taken.
const (
	RefusePINDigits  = "refusal.pin.digits"
	RefusePINTrivial = "refusal.pin.trivial"
)

// NewPIN returns the verifier of a PIN that a person chose. The error is a
// *floor.Refusal if it is not six digits or is one that anybody tries first.
func (v *Vault) NewPIN(pin string) (verifier string, err error) {
	if err := CheckNewPIN(pin); err != nil {
		return "", err
	}
	salt := make([]byte, 16)
	if _, err := io.ReadFull(v.random, salt); err != nil {
		return "", fmt.Errorf("vault: random bytes for a PIN: %w", err)
	}
	enc := base64.RawStdEncoding
	return pinForm + " " + enc.EncodeToString(salt) + " " + enc.EncodeToString(v.stretch(pin, salt)), nil
}

// CheckPIN reports whether the PIN is the one of the verifier. An unknown
// person has an empty verifier: it takes as long to say no. Counting the tries
// is left to whoever asks.
func (v *Vault) CheckPIN(verifier, pin string) bool {
	salt, want, ok := parseVerifier(verifier)
	if !ok {
		salt, want = make([]byte, 16), make([]byte, 32)
	}
	same := subtle.ConstantTimeCompare(v.stretch(pin, salt), want) == 1
	return same && ok
}

func parseVerifier(verifier string) (salt, want []byte, ok bool) {
	words := strings.Split(verifier, " ")
	if len(words) != 3 || words[0] != pinForm {
		return nil, nil, false
	}
	salt, errSalt := base64.RawStdEncoding.DecodeString(words[1])
	want, errWant := base64.RawStdEncoding.DecodeString(words[2])
	return salt, want, errSalt == nil && errWant == nil && len(salt) == 16 && len(want) == 32
}

func (v *Vault) stretch(pin string, salt []byte) []byte {
	mac := hmac.New(sha256.New, v.keys.pepper[:])
	mac.Write([]byte(pin))
	return argon2.IDKey(mac.Sum(nil), salt, pinTime, pinMemory, pinThreads, 32)
}

func judgePIN(pin string) *floor.Refusal {
	if len(pin) != pinDigits || strings.Trim(pin, "0123456789") != "" {
		return floor.Refuse(RefusePINDigits)
	}
	if trivial(pin) {
		return floor.Refuse(RefusePINTrivial)
	}
	return nil
}

// trivial reports whether a PIN is a run (123456, 890123, 987654), one to three
// digits over and over (777777, 121212, 123123), or pairs (112233).
func trivial(pin string) bool {
	up, down, pairs := true, true, pin[0] == pin[1]
	for i := 1; i < len(pin); i++ {
		step := (int(pin[i]) - int(pin[i-1]) + 10) % 10
		up, down = up && step == 1, down && step == 9
		pairs = pairs && (i%2 == 0 || pin[i] == pin[i-1])
	}
	return up || down || pairs || strings.Repeat(pin[:1], 6) == pin ||
		strings.Repeat(pin[:2], 3) == pin || strings.Repeat(pin[:3], 2) == pin
}
