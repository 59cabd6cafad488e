package vault_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/vault"
)

func TestTheKeysFileIsMadeOnceAndForItsOwnerAlone(t *testing.T) {
	path := t.TempDir() + "/keys"
	made, err := vault.OpenKeys(path, true, journaltest.Random(1))
	if err != nil {
		t.Fatal(err)
	}
	if st, err := os.Stat(path); err != nil || st.Mode().Perm() != 0o600 {
		t.Errorf("its rights are %v (%v), want 0600", st.Mode().Perm(), err)
	}
	if err := os.Chmod(path, 0o644); err != nil {
		t.Fatal(err)
	}
	again, err := vault.OpenKeys(path, true, journaltest.Random(2))
	if err != nil || *again != *made {
		t.Errorf("opened again it holds other keys (%v)", err)
	}
	if st, _ := os.Stat(path); st.Mode().Perm() != 0o600 {
		t.Errorf("rights that were too wide stay %v", st.Mode().Perm())
	}
}

func TestLostOrDamagedKeysAreSaidClearly(t *testing.T) {
	path := t.TempDir() + "/keys"
	wants := func(key string) {
		t.Helper()
		_, err := vault.OpenKeys(path, false, journaltest.Random(1))
		var k *vault.KeysError
		if !errors.As(err, &k) || k.Key != key || k.Args["place"] != path {
			t.Errorf("it says %v, want %s", err, key)
		}
	}
	wants(vault.KeysMissing)
	if _, err := vault.OpenKeys(path, true, journaltest.Random(1)); err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for at, b := range text {
		if text[0] == '#' && at < strings.Index(string(text), "master ") {
			continue
		}
		bad := append([]byte{}, text...)
		bad[at] = b ^ 2
		if b == '\n' && at == len(text)-1 {
			continue
		}
		if err := os.WriteFile(path, bad, 0o600); err != nil {
			t.Fatal(err)
		}
		wants(vault.KeysDamaged)
	}
}

func TestAnotherHousesKeysAreNotTaken(t *testing.T) {
	h := newHouse(t)
	put, err := h.Proof()
	if err != nil || put == nil {
		t.Fatalf("a new state has a proof already: %v", err)
	}
	if _, err := h.log.Append(nil, []journal.Put{*put}); err != nil {
		t.Fatal(err)
	}
	if put, err := h.Proof(); put != nil || err != nil {
		t.Errorf("its own keys: %v", err)
	}
	keys, err := vault.OpenKeys(t.TempDir()+"/keys", true, journaltest.Random(8))
	if err != nil {
		t.Fatal(err)
	}
	var k *vault.KeysError
	if _, err := vault.New(keys, h.log, journaltest.Random(1)).Proof(); !errors.As(err, &k) || k.Key != vault.KeysOther {
		t.Errorf("another house's keys: %v", err)
	}
}

func TestKeysArePrintedNowhere(t *testing.T) {
	h := newHouse(t)
	secret := string(h.keys.Slip())
	for _, format := range []string{"%v", "%+v", "%#v", "%s"} {
		if got := fmt.Sprintf(format, h.keys); got != "the house's keys" || strings.Contains(got, secret) {
			t.Errorf("%s prints %q", format, got)
		}
	}
}
