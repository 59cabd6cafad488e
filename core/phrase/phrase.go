// Package phrase keeps the words that people read, by key and language.
//
// It decides nothing: whoever shows a sentence asks for it in the language of
// the one who reads it, so that board, slip and touchscreen can speak
// different languages at once.
package phrase

import (
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"

	"github.com/pelletier/go-toml/v2"

	"shouwen/core/floor"
)

// Args are the values that a sentence names: "{number}" is replaced by Args{"number": …}.
type Args = map[string]string

// A Book holds every phrase in the languages of those who read it. It is immutable.
type Book struct {
	words   map[string]map[floor.Language]string
	visitor map[string]bool // keys of the phrases that a visitor reads
}

// Load reads every *.toml file in dir of fsys. A file is a tree of tables whose
// leaves hold one string a language (zh, zh-Hant, en); the path to a leaf is the
// phrase's key, such as "kiosk.greeting.title". A file that begins with
// readers = "visitors" must have each phrase in every language of floor.Languages,
// any other in floor.OfficeLanguages. It is a fault if a key comes twice, lacks a
// language, or names other placeholders in one language than in another.
func Load(fsys fs.FS, dir string) (*Book, error) {
	names, err := fs.Glob(fsys, path.Join(dir, "*.toml"))
	if err != nil {
		return nil, fmt.Errorf("phrase: list %s: %w", dir, err)
	}
	b := &Book{words: map[string]map[floor.Language]string{}, visitor: map[string]bool{}}
	for _, name := range names {
		if err := b.read(fsys, name); err != nil {
			return nil, err
		}
	}
	return b, b.check()
}

func (b *Book) read(fsys fs.FS, name string) error {
	text, err := fs.ReadFile(fsys, name)
	if err != nil {
		return fmt.Errorf("phrase: read %s: %w", name, err)
	}
	var tree map[string]any
	if err := toml.Unmarshal(text, &tree); err != nil {
		return fmt.Errorf("phrase: %s: %w", name, err)
	}
	readers, said := tree["readers"]
	delete(tree, "readers")
	if said && readers != "visitors" {
		return fmt.Errorf("phrase: %s: readers is %v, want \"visitors\" or nothing", name, readers)
	}
	return b.walk(name, "", tree, said)
}

func (b *Book) walk(name, at string, node map[string]any, visitor bool) error {
	for key, value := range node {
		full := strings.TrimPrefix(at+"."+key, ".")
		switch v := value.(type) {
		case map[string]any:
			if err := b.walk(name, full, v, visitor); err != nil {
				return err
			}
		case string:
			if err := b.add(at, floor.Language(key), v); err != nil {
				return fmt.Errorf("phrase: %s: %w", name, err)
			}
			b.visitor[at] = visitor
		default:
			return fmt.Errorf("phrase: %s: %s is %T, want a sentence", name, full, value)
		}
	}
	return nil
}

func (b *Book) add(key string, lang floor.Language, words string) error {
	if b.words[key] == nil {
		b.words[key] = map[floor.Language]string{}
	}
	if _, twice := b.words[key][lang]; twice {
		return fmt.Errorf("%s is written twice in %s", key, lang)
	}
	b.words[key][lang] = words
	return nil
}

func (b *Book) check() error {
	for _, key := range b.Keys() {
		want := strings.Join(holes(b.words[key][floor.Chinese]), " ")
		for _, lang := range b.languages(key) {
			words, ok := b.words[key][lang]
			if !ok || words == "" {
				return fmt.Errorf("phrase: %s has no words in %s", key, lang)
			}
			if got := strings.Join(holes(words), " "); got != want {
				return fmt.Errorf("phrase: %s names {%s} in %s and {%s} in %s", key, want, floor.Chinese, got, lang)
			}
		}
	}
	return nil
}

// languages lists those in which the phrase must stand.
func (b *Book) languages(key string) []floor.Language {
	if b.visitor[key] {
		return floor.Languages()
	}
	return floor.OfficeLanguages()
}

// holes returns the placeholders of a sentence, sorted, each once.
func holes(words string) []string {
	seen := map[string]bool{}
	for rest := words; ; {
		_, after, ok := strings.Cut(rest, "{")
		if !ok {
			break
		}
		name, tail, ok := strings.Cut(after, "}")
		if !ok {
			break
		}
		seen[name], rest = true, tail
	}
	names := make([]string, 0, len(seen))
	for name := range seen {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// Keys returns every key, sorted.
func (b *Book) Keys() []string {
	keys := make([]string, 0, len(b.words))
	for key := range b.words {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Has reports whether the book knows the key.
func (b *Book) Has(key string) bool { return b.words[key] != nil }

// Say returns the phrase in the language, or in Chinese if it stands in no such
// language, with its placeholders filled; a value
// that is itself a key, such as the reason of a failed print, is said in the same language. A key
// that the book lacks is a bug of the caller, but a lobby must not stop for a
// missing word: the key itself is returned, and the tests look for that.
func (b *Book) Say(lang floor.Language, key string, args Args) string {
	words := b.in(lang, key)
	if words == "" {
		return key
	}
	if len(args) == 0 {
		return words
	}
	pairs := make([]string, 0, 2*len(args))
	for name, value := range args {
		if said := b.in(lang, value); said != "" {
			value = said
		}
		pairs = append(pairs, "{"+name+"}", value)
	}
	return strings.NewReplacer(pairs...).Replace(words)
}

// in returns the phrase as it is written, or nothing for a key that the book lacks.
func (b *Book) in(lang floor.Language, key string) string {
	if words := b.words[key][lang]; words != "" {
		return words
	}
	return b.words[key][floor.Chinese]
}

// Refusal words a refusal in the language.
func (b *Book) Refusal(lang floor.Language, r *floor.Refusal) string {
	return b.Say(lang, r.Key, r.Args)
}
