package store_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/store"
)

// Whatever stops the store, whoever stands before it reads one sentence and one way on.
func TestWhateverStopsTheStoreHasWords(t *testing.T) {
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	said := func(key string, args map[string]string) *store.OpenError {
		return &store.OpenError{Key: key, Args: args}
	}
	for _, err := range []error{
		said(store.KeyLocked, nil), said(store.KeyNewer, map[string]string{"have": "2", "want": "1"}),
		said(store.KeyDamaged, map[string]string{"place": "MANIFEST"}), said(store.KeyFull, map[string]string{"free": "1", "need": "96"}),
		said(store.KeyMissing, map[string]string{"place": "journal"}), said(store.KeyOther, map[string]string{"site": "site-2"}),
		said(store.KeyFault, map[string]string{"place": "disk"}), &journal.Damage{Seq: 7, Field: "crc"},
		fmt.Errorf("store: append 1 records: %w", journal.ErrFull), fmt.Errorf("desk: %w", journal.ErrReopen),
	} {
		key, args, ok := store.Words(err)
		for _, lang := range floor.OfficeLanguages() {
			words := book.Say(lang, key, args)
			if !ok || words == key || strings.Contains(words, "{") {
				t.Errorf("%v in %s: %q", err, lang, words)
			}
		}
	}
	if _, _, ok := store.Words(os.ErrNotExist); ok {
		t.Error("an error of somebody else was taken for the store's")
	}
}
