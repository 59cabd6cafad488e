package vault_test

import (
	"os"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/vault"
)

// Every refusal and every fault of the keys can be said in every language.
func TestEveryRefusalHasWords(t *testing.T) {
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	counts, place := map[string]string{"have": "10", "want": "11"}, map[string]string{"place": "keys"}
	for key, args := range map[string]map[string]string{
		vault.RefusePhoneEmpty: nil, vault.RefusePhoneLetters: nil, vault.RefusePhoneShort: counts, vault.RefusePhoneLong: counts,
		vault.RefusePhoneArea: nil, vault.RefusePhoneImpossible: nil, vault.RefusePINDigits: nil, vault.RefusePINTrivial: nil,
		vault.KeysMissing: place, vault.KeysDamaged: place, vault.KeysOther: nil,
	} {
		for _, lang := range floor.Languages() {
			if words := book.Say(lang, key, args); words == key || strings.Contains(words, "{") {
				t.Errorf("%s in %s: %q", key, lang, words)
			}
		}
	}
}
