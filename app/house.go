package main

import (
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"sync"
	"time"

	"shouwen/assets"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/core/store"
	"shouwen/core/vault"
)

// A house is everything that stands behind the windows, opened once.
type house struct {
	cfg     config
	phrases *phrase.Book
	books   []*rulebook.Book
	dated   []desk.Dated // the house's own rulebooks that load
	ownBad  error        // what is wrong with the others
	store   *store.Store
	vault   *vault.Vault
	desk    *desk.Desk
	now     func() time.Time
	log     *slog.Logger
}

// openHouse opens the journal and the desk. With create, a data folder that is
// empty becomes the journal of the site; without, it must be there.
func openHouse(cfg config, create bool, site floor.SiteID, now func() time.Time, log *slog.Logger) (*house, error) {
	h := &house{cfg: cfg, now: now, log: log}
	var err error
	if h.phrases, err = phrase.Load(assets.Files, "phrases"); err != nil {
		return nil, err
	}
	if h.books, err = shippedBooks(); err != nil {
		return nil, err
	}
	if err := os.MkdirAll(cfg.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	h.store, err = store.Open(filepath.Join(cfg.Data, "journal"), store.Options{
		Site: site, Create: create, Check: checkInChild, Logger: log,
	})
	if err != nil {
		return nil, err
	}
	if err = h.openVault(create); err == nil {
		err = h.openDesk()
	}
	if err != nil {
		return nil, errors.Join(err, h.store.Close())
	}
	return h, nil
}

// openVault opens the keys, which lie beside the journal and not in it, and
// sees that they are the ones under which the journal was begun.
func (h *house) openVault(create bool) error {
	keys, err := vault.OpenKeys(filepath.Join(h.cfg.Data, "keys"), create, rand.Reader)
	if err != nil {
		return err
	}
	h.vault = vault.New(keys, h.store, rand.Reader)
	proof, err := h.vault.Proof()
	if err != nil || proof == nil {
		return err
	}
	_, err = h.store.Append(nil, []journal.Put{*proof})
	return err
}

func (h *house) openDesk() error {
	in, err := desk.EnforcedIn(h.store)
	if err != nil {
		return err
	}
	h.readOwnBooks(in)
	h.desk, err = desk.Open(desk.Settings{Log: h.store, Vault: vault.Safe{Vault: h.vault}, Random: rand.Reader, Books: h.books, Dated: h.dated,
		Hours: rulebook.Hours{LunchFrom: h.cfg.Hours.LunchFrom, LunchTo: h.cfg.Hours.LunchTo}})
	return err
}

// shippedBooks are the rulebooks that ship with the product. They are read once,
// though a house in trouble is opened again and again until it stands. One that
// does not load is a bug that the tests find; a lobby is not opened with it.
var shippedBooks = sync.OnceValues(func() ([]*rulebook.Book, error) {
	names, err := rulebook.Names(assets.Files)
	if err != nil {
		return nil, err
	}
	var books []*rulebook.Book
	for _, name := range names {
		b, err := rulebook.Load(assets.Files, name)
		if err != nil {
			return nil, err
		}
		books = append(books, b)
	}
	return slices.Clip(books), nil // a house that appends its own must not write into another's
})

// checkInChild looks the store over in a process of its own, since damage can
// end a process from within Badger.
func checkInChild(dir string, full bool) error {
	self, err := os.Executable()
	if err != nil {
		return fmt.Errorf("store check: %w", err)
	}
	args := []string{"storecheck", dir}
	if full {
		args = append(args, "--full")
	}
	_, err = store.AskProcess(exec.Command(self, args...))
	return err
}

// Close ends the house: the desk first, so that what waits is carried out.
func (h *house) Close() error {
	if h.desk != nil {
		h.desk.Close()
	}
	return h.store.Close()
}

// say words a refusal or a fault for a person.
func (h *house) say(lang floor.Language, err error) string {
	var r *floor.Refusal
	var keys *vault.KeysError
	var flawed flaw
	key, args, known := store.Words(err)
	switch {
	case errors.As(err, &r):
		return h.phrases.Refusal(lang, r)
	case known:
		return h.phrases.Say(lang, key, args)
	case errors.As(err, &keys):
		return h.phrases.Say(lang, keys.Key, keys.Args)
	case errors.As(err, &flawed):
		return flawed.in(lang)
	}
	return err.Error()
}
