package vault

import (
	"fmt"

	"shouwen/core/floor"
	"shouwen/core/journal"
)

// A Safe is the vault as the desk speaks to it: of customers, fields and PINs,
// not of keys and seals. PINs stand beside the state as verifiers.
type Safe struct{ *Vault }

// Phone returns a phone in its canonical form, or the refusal that says what cannot be.
func (s Safe) Phone(text string) (string, error) {
	phone, refusal := Normal(text)
	if refusal != nil {
		return "", refusal
	}
	return phone, nil
}

// Holders returns the customers on file under a canonical phone.
func (s Safe) Holders(phone string) ([]floor.CustomerID, error) { return s.Find(phone) }

// Keep seals the fields of a customer.
func (s Safe) Keep(id floor.CustomerID, fields map[string]string) ([]journal.Put, error) {
	sealed := Fields{}
	for name, value := range fields {
		sealed[Field(name)] = value
	}
	return s.Vault.Keep(id, sealed)
}

// Reveal opens one field; empty if the file has none.
func (s Safe) Reveal(id floor.CustomerID, field string) (string, error) {
	fields, err := s.Open(id)
	return fields[Field(field)], err
}

// pinKey is where a PIN's verifier stands beside the state; the manager has no id.
func pinKey(id floor.AdvisorID) []byte { return []byte("pin.verifier/" + string(id)) }

// SetPIN returns the verifier of a new PIN, or refuses one that is easily guessed.
func (s Safe) SetPIN(id floor.AdvisorID, pin string) ([]journal.Put, error) {
	verifier, err := s.NewPIN(pin)
	if err != nil {
		return nil, err
	}
	return []journal.Put{{Key: pinKey(id), Value: []byte(verifier)}}, nil
}

// MatchPIN reports whether the PIN is the one that was set.
func (s Safe) MatchPIN(id floor.AdvisorID, pin string) (bool, error) {
	verifier, _, err := s.state.Get(pinKey(id))
	if err != nil {
		return false, fmt.Errorf("vault: read a PIN: %w", err)
	}
	return s.CheckPIN(string(verifier), pin), nil
}
