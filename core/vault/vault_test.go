package vault_test

import (
	"bytes"
	"errors"
	"maps"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
	"shouwen/core/vault"
)

const wang, li floor.CustomerID = "019ab0a8-0000-7000-8000-000000000001", "019ab0a8-0000-7000-8000-000000000002"

type house struct {
	*vault.Vault
	log  journal.Log
	keys *vault.Keys
}

func newHouse(t *testing.T) house {
	t.Helper()
	keys, err := vault.OpenKeys(t.TempDir()+"/keys", true, journaltest.Random(7))
	if err != nil {
		t.Fatal(err)
	}
	log := journaltest.NewMemory(journaltest.Site, journaltest.Random(1))
	return house{vault.New(keys, log, journaltest.Random(2)), log, keys}
}

func (h house) commit(t *testing.T, puts []journal.Put, err error) {
	t.Helper()
	if err == nil {
		_, err = h.log.Append(nil, puts)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func (h house) knows(t *testing.T, c floor.CustomerID, want vault.Fields) {
	t.Helper()
	got, err := h.Open(c)
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("of %s is known %v (%v), want %v", c, got, err, want)
	}
}

func TestWhatACustomerGaveIsReadAgainAndNowhereInTheClear(t *testing.T) {
	h := newHouse(t)
	fields := vault.Of(floor.Person{Surname: "王", Title: "ms", Phone: "+8613800000001"})
	puts, err := h.Keep(wang, fields)
	h.commit(t, puts, err)
	h.knows(t, wang, fields)
	err = h.log.Scan(nil, func(k, v []byte) error {
		for _, secret := range fields {
			if bytes.Contains(k, []byte(secret)) || len(secret) > 2 && bytes.Contains(v, []byte(secret)) {
				t.Errorf("%q lies in the clear under %q", secret, k)
			}
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
}

func TestAFieldIsReplacedAndTheOthersStay(t *testing.T) {
	h := newHouse(t)
	puts, err := h.Keep(wang, vault.Fields{vault.Surname: "王", vault.Title: "ms"})
	h.commit(t, puts, err)
	puts, err = h.Keep(wang, vault.Fields{vault.Surname: "汪"})
	h.commit(t, puts, err)
	h.knows(t, wang, vault.Fields{vault.Surname: "汪", vault.Title: "ms"})
	h.knows(t, li, nil)
}

func TestTwoCallsForANewCustomerShareATransaction(t *testing.T) {
	h := newHouse(t)
	one, err := h.Keep(wang, vault.Fields{vault.Surname: "王"})
	if err != nil {
		t.Fatal(err)
	}
	two, err := h.Keep(wang, vault.Fields{vault.Title: "mr"})
	h.commit(t, append(one, two...), err)
	h.knows(t, wang, vault.Fields{vault.Surname: "王", vault.Title: "mr"})
}

func TestACommitThatFailedDoesNotLoseTheNextOne(t *testing.T) {
	h := newHouse(t)
	if _, err := h.Keep(wang, vault.Fields{vault.Surname: "王"}); err != nil {
		t.Fatal(err)
	}
	puts, err := h.Keep(wang, vault.Fields{vault.Surname: "王"})
	h.commit(t, puts, err)
	h.knows(t, wang, vault.Fields{vault.Surname: "王"})
}

func TestAHouseholdSharesAPhone(t *testing.T) {
	h := newHouse(t)
	for _, c := range []floor.CustomerID{wang, li} {
		puts, err := h.Keep(c, vault.Fields{vault.Phone: "+8613800000001"})
		h.commit(t, puts, err)
	}
	found, err := h.Find("+8613800000001")
	if err != nil || len(found) != 2 || found[0] != wang || found[1] != li {
		t.Errorf("found %v (%v), want both", found, err)
	}
	if found, err := h.Find("+8613800000002"); err != nil || len(found) != 0 {
		t.Errorf("found %v (%v) under another number", found, err)
	}
}

func TestAnErasedCustomerIsGoneAndHisHouseholdStays(t *testing.T) {
	h := newHouse(t)
	for _, c := range []floor.CustomerID{wang, li} {
		puts, err := h.Keep(c, vault.Fields{vault.Surname: "王", vault.Phone: "+8613800000001"})
		h.commit(t, puts, err)
	}
	puts, err := h.Erase(wang)
	h.commit(t, puts, err)
	if _, err := h.Open(wang); !errors.Is(err, vault.ErrErased) {
		t.Errorf("opening him says %v", err)
	}
	if _, err := h.Keep(wang, vault.Fields{vault.Surname: "王"}); !errors.Is(err, vault.ErrErased) {
		t.Errorf("keeping him again says %v", err)
	}
	if found, err := h.Find("+8613800000001"); err != nil || len(found) != 1 || found[0] != li {
		t.Errorf("the phone finds %v (%v), want li alone", found, err)
	}
	h.knows(t, li, vault.Fields{vault.Surname: "王", vault.Phone: "+8613800000001"})
	err = h.log.Scan(nil, func(k, v []byte) error {
		if bytes.Contains(k, []byte(wang)) && string(k) != "x/"+string(wang) {
			t.Errorf("%q is left", k)
		}
		return nil
	})
	if err != nil {
		t.Error(err)
	}
	if _, err := journal.Verify(h.log); err != nil {
		t.Error(err)
	}
}

func TestASealedValueMovedToAnotherCustomerDoesNotOpen(t *testing.T) {
	h := newHouse(t)
	for _, c := range []floor.CustomerID{wang, li} {
		puts, err := h.Keep(c, vault.Fields{vault.Surname: "王"})
		h.commit(t, puts, err)
	}
	for _, key := range []string{"x/", "n/"} {
		tail := map[string]string{"x/": "", "n/": "/surname"}[key]
		mine, _, _ := h.log.Get([]byte(key + string(wang) + tail))
		theirs, _, _ := h.log.Get([]byte(key + string(li) + tail))
		put := journal.Put{Key: []byte(key + string(wang) + tail), Value: theirs}
		h.commit(t, []journal.Put{put}, nil)
		if fields, err := h.Open(wang); err == nil {
			t.Errorf("with another's %s he opens as %v", key, fields)
		}
		put.Value = mine
		h.commit(t, []journal.Put{put}, nil)
	}
}

func TestOfTheSamePhoneTwoHousesKeepDifferentHashes(t *testing.T) {
	a, b := newHouse(t), newHouse(t)
	if a.PhoneHash("+8613800000001") != b.PhoneHash("+8613800000001") {
		t.Error("equal keys, unequal hashes")
	}
	keys, err := vault.OpenKeys(t.TempDir()+"/keys", true, journaltest.Random(8))
	if err != nil {
		t.Fatal(err)
	}
	c := vault.New(keys, a.log, journaltest.Random(2))
	if a.PhoneHash("+8613800000001") == c.PhoneHash("+8613800000001") {
		t.Error("unequal keys, equal hashes")
	}
	if h := a.PhoneHash("+8613800000001"); len(h) != 64 || strings.Contains(h, "138000") {
		t.Errorf("the hash is %q", h)
	}
}
