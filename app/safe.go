package main

import (
	"fmt"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/vault"
)

// A safe is the vault as the desk needs it: the desk speaks of customers and
// PINs, the vault of keys and seals.
type safe struct {
	*vault.Vault
	log journal.Log
}

var _ desk.Safe = safe{}

// Phone returns a phone in its canonical form, or the refusal that says what cannot be.
func (s safe) Phone(text string) (string, error) {
	phone, refusal := vault.Normal(text)
	if refusal != nil {
		return "", refusal
	}
	return phone, nil
}

// Holders returns the customers on file under a canonical phone.
func (s safe) Holders(phone string) ([]floor.CustomerID, error) { return s.Find(phone) }

// Keep seals the fields of a customer.
func (s safe) Keep(id floor.CustomerID, fields map[string]string) ([]journal.Put, error) {
	sealed := vault.Fields{}
	for name, value := range fields {
		sealed[vault.Field(name)] = value
	}
	return s.Vault.Keep(id, sealed)
}

// Reveal opens one field.
func (s safe) Reveal(id floor.CustomerID, field string) (string, error) {
	fields, err := s.Open(id)
	return fields[vault.Field(field)], err
}

// pinKey is where a PIN's verifier stands beside the state.
func pinKey(id floor.AdvisorID) []byte { return []byte("pin.verifier/" + string(id)) }

// SetPIN returns the verifier of a new PIN, or refuses one that is easily guessed.
func (s safe) SetPIN(id floor.AdvisorID, pin string) ([]journal.Put, error) {
	verifier, err := s.NewPIN(pin)
	if err != nil {
		return nil, err
	}
	return []journal.Put{{Key: pinKey(id), Value: []byte(verifier)}}, nil
}

// MatchPIN reports whether the PIN is the one that was set.
func (s safe) MatchPIN(id floor.AdvisorID, pin string) (bool, error) {
	verifier, _, err := s.log.Get(pinKey(id))
	if err != nil {
		return false, fmt.Errorf("read a PIN: %w", err)
	}
	return s.CheckPIN(string(verifier), pin), nil
}
