package rulebook

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"shouwen/core/phrase"
)

const assets = "../../assets"

// What many tests look at is read once, and judged once. No test changes it.
var (
	onTheShelf = sync.OnceValues(readShelf)
	ofTheHouse = sync.OnceValues(readCases)
	asPrinted  = sync.OnceValues(loadBooks)
	onRecord   = sync.OnceValues(ruleCases)
	inWords    = sync.OnceValues(func() (*phrase.Book, error) { return phrase.Load(os.DirFS(assets), "phrases") })
)

func readOnce[T any](t testing.TB, read func() (T, error)) T {
	t.Helper()
	out, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// manuscripts are the rulebooks of the product as texts.
func manuscripts(t testing.TB) []*Manuscript { t.Helper(); return readOnce(t, onTheShelf) }

// ownCases are the cases in testdata/cases.
func ownCases(t testing.TB) []Case { t.Helper(); return readOnce(t, ofTheHouse) }

// ruledCases are these as they are ruled.
func ruledCases(t testing.TB) []Outcome { t.Helper(); return readOnce(t, onRecord) }

// shipped finds a rulebook of the product.
func shipped(t testing.TB) func(id string) (*Book, error) {
	t.Helper()
	return finder(readOnce(t, asPrinted))
}

func finder(books map[string]*Book) func(id string) (*Book, error) {
	return func(id string) (*Book, error) {
		b, ok := books[id]
		if !ok {
			return nil, fmt.Errorf("no rulebook %q is shipped", id)
		}
		return b, nil
	}
}

func readShelf() ([]*Manuscript, error) {
	names, err := Names(os.DirFS(assets))
	if err != nil {
		return nil, err
	}
	var out []*Manuscript
	for _, name := range names {
		text, err := os.ReadFile(filepath.Join(assets, "rulebooks", name+".toml"))
		if err != nil {
			return nil, err
		}
		m, err := ReadManuscript(name, text)
		if err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	if len(out) < 11 {
		return nil, fmt.Errorf("%d rulebooks", len(out))
	}
	return out, nil
}

func loadBooks() (map[string]*Book, error) {
	names, err := Names(os.DirFS(assets))
	if err != nil {
		return nil, err
	}
	books := map[string]*Book{}
	for _, name := range names {
		if books[name], err = Load(os.DirFS(assets), name); err != nil {
			return nil, err
		}
	}
	return books, nil
}

func readCases() ([]Case, error) {
	files, err := filepath.Glob("testdata/cases/*.yaml")
	if err != nil || len(files) == 0 {
		return nil, fmt.Errorf("no cases: %v", err)
	}
	var all []Case
	for _, f := range files {
		text, err := os.ReadFile(f)
		if err != nil {
			return nil, err
		}
		cases, err := ParseCases(f, text)
		if err != nil {
			return nil, err
		}
		all = append(all, cases...)
	}
	return all, nil
}

func ruleCases() ([]Outcome, error) {
	books, err := asPrinted()
	if err != nil {
		return nil, err
	}
	cases, err := ofTheHouse()
	if err != nil {
		return nil, err
	}
	return each(cases, func(c Case) Outcome { return c.Run(finder(books)) }), nil
}

// smallText is the small rulebook with one text in place of another.
func smallText(t testing.TB, old, new string) string {
	t.Helper()
	text, err := os.ReadFile("testdata/small.toml")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(text), old) {
		t.Fatalf("the small rulebook does not say %q", old)
	}
	return strings.Replace(string(text), old, new, 1)
}

// manuscript is the small rulebook with one thing changed.
func manuscript(t testing.TB, old, new string) *Manuscript {
	t.Helper()
	m, err := ReadManuscript("small.toml", []byte(smallText(t, old, new)))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// small is the small rulebook.
func small(t testing.TB) *Book { t.Helper(); return manuscript(t, "", "").Book() }
