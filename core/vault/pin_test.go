package vault_test

import (
	"errors"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/journal/journaltest"
	"shouwen/core/vault"
)

func TestAPINIsTakenAndNoOtherPasses(t *testing.T) {
	h := newHouse(t)
	verifier, err := h.NewPIN("481957")
	if err != nil {
		t.Fatal(err)
	}
	if !h.CheckPIN(verifier, "481957") {
		t.Error("the PIN itself does not pass")
	}
	for _, pin := range []string{"481958", "", "48195", "4819570"} {
		if h.CheckPIN(verifier, pin) {
			t.Errorf("%q passes", pin)
		}
	}
	if strings.Contains(verifier, "481957") {
		t.Error("the verifier shows the PIN")
	}
	for _, broken := range []string{"", "argon2id-1", "argon2id-1 AAAA AAAA", strings.Replace(verifier, "argon2id", "plain", 1), verifier[:len(verifier)-2]} {
		if h.CheckPIN(broken, "481957") {
			t.Errorf("the verifier %q lets somebody pass", broken)
		}
	}
}

func TestThePINOfOneHouseIsOfNoUseWithoutItsKeys(t *testing.T) {
	h := newHouse(t)
	verifier, err := h.NewPIN("481957")
	if err != nil {
		t.Fatal(err)
	}
	keys, err := vault.OpenKeys(t.TempDir()+"/keys", true, journaltest.Random(8))
	if err != nil {
		t.Fatal(err)
	}
	if vault.New(keys, h.log, journaltest.Random(2)).CheckPIN(verifier, "481957") {
		t.Error("the verifier can be tried without the pepper")
	}
}

func TestAPINThatAnybodyTriesFirstIsRefused(t *testing.T) {
	h := newHouse(t)
	for pin, want := range map[string]string{
		"000000": vault.RefusePINTrivial, "777777": vault.RefusePINTrivial, "123456": vault.RefusePINTrivial,
		"890123": vault.RefusePINTrivial, "654321": vault.RefusePINTrivial, "210987": vault.RefusePINTrivial,
		"121212": vault.RefusePINTrivial, "123123": vault.RefusePINTrivial, "112233": vault.RefusePINTrivial,
		"12345": vault.RefusePINDigits, "1234567": vault.RefusePINDigits, "48195a": vault.RefusePINDigits,
		"": vault.RefusePINDigits, "４８１９５７": vault.RefusePINDigits, "+48195": vault.RefusePINDigits,
	} {
		_, err := h.NewPIN(pin)
		var refusal *floor.Refusal
		if !errors.As(err, &refusal) || refusal.Key != want {
			t.Errorf("%q: %v, want %s", pin, err, want)
		}
	}
	for _, pin := range []string{"481957", "112235", "123457", "121213"} {
		if _, err := h.NewPIN(pin); err != nil {
			t.Errorf("%q: %v", pin, err)
		}
	}
}
