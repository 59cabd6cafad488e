package rulebook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"sync"
	"time"
	_ "time/tzdata" // a kiosk may lack the zones, and a ruling depends on the date

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// A Book is a rulebook, loaded and checked. It does not change and may be
// asked from any goroutine.
type Book struct {
	id, version, digest string
	title               Text
	asks                string // the role that rules where the book cannot
	from                string // a day, "" for at once
	printed             []string
	defined             map[string]Text // what the book's own names mean

	names      *names
	adapter    types.Adapter
	parameters map[string]*parameter
	readings   map[string]*reading
	texts      []*clause
	moments    map[Moment][]*clause
	zones      *sync.Map // name → *time.Location
	text       *loading  // what it was read from

	settings  map[string]setting // readings and parameters as they are now, by what clauses call them
	settled   []ref.Val          // the values of these, by variable
	partNames []string           // by part
	scenes    *sync.Pool         // of this book and its variants
}

// A setting is a reading or a parameter as a ruling cites it.
type setting struct {
	name    string
	reading bool
	says    string
}

// settle works out what the readings and parameters are, once for all rulings.
func (b *Book) settle() {
	b.settings, b.settled = map[string]setting{}, make([]ref.Val, len(b.names.vars))
	keep := func(vs ...variable) {
		for _, v := range vs {
			if i, ok := b.names.index[v.name]; ok {
				b.settled[i] = v.value(&scene{book: b}, &b.names.vars[i])
			}
		}
	}
	for _, name := range sortedKeys(b.parameters) {
		b.settings[name] = setting{name, false, b.parameters[name].String()}
		keep(b.parameters[name].variables()...)
	}
	for _, id := range sortedKeys(b.readings) {
		b.settings["reading."+id] = setting{id, true, b.readings[id].choice}
		keep(b.readings[id].variable())
	}
}

// passing is not a moment that anybody asks: its clauses judge those who are
// passed over in the line.
const passing Moment = "passing"

// Load reads the rulebook of that name from a folder rulebooks/ in the file
// system. An error is Faults, which lists all that is wrong with it, unless
// the file cannot be read.
func Load(fsys fs.FS, name string) (*Book, error) {
	path := "rulebooks/" + strings.TrimSuffix(name, ".toml") + ".toml"
	text, err := fs.ReadFile(fsys, path)
	if err != nil {
		return nil, fmt.Errorf("rulebook: load %q: %w", name, err)
	}
	return Parse(path, text)
}

// Names lists the rulebooks in the folder rulebooks/, sorted.
func Names(fsys fs.FS) ([]string, error) {
	files, err := fs.Glob(fsys, "rulebooks/*.toml")
	if err != nil {
		return nil, fmt.Errorf("rulebook: list: %w", err)
	}
	return each(files, func(f string) string {
		return strings.TrimSuffix(strings.TrimPrefix(f, "rulebooks/"), ".toml")
	}), nil
}

// ID returns the rulebook's id.
func (b *Book) ID() string { return b.id }

// Version returns the version that the house gave the text.
func (b *Book) Version() string { return b.version }

// Digest returns the hash of the file, and of the switches if any is thrown.
func (b *Book) Digest() string { return b.digest }

// From returns the day from which the house put the text in force, such as
// "2026-12-01", or "" if the text does not say.
func (b *Book) From() string { return b.from }

// Title returns the rulebook's title.
func (b *Book) Title(l floor.Language) string { return b.title.In(l) }

// With returns the book with readings and parameters switched. A parameter's
// value is a number, a word, or a nesting of maps and lists of fractions, of
// the same shape as in the file.
func (b *Book) With(readings map[string]string, parameters map[string]any) (*Book, error) {
	if len(readings) == 0 && len(parameters) == 0 {
		return b, nil
	}
	out := *b
	out.readings, out.parameters = maps.Clone(b.readings), maps.Clone(b.parameters)
	var switches []string
	for _, id := range slices.Sorted(maps.Keys(readings)) {
		r, ok := b.readings[id]
		if !ok {
			return nil, fmt.Errorf("rulebook %s: no reading %q (%s)", b.id, id, meant(id, slices.Sorted(maps.Keys(b.readings))))
		}
		if !isWord(readings[id], r.choices) {
			return nil, fmt.Errorf("rulebook %s: reading %s cannot be %q (%s)", b.id, id, readings[id], meant(readings[id], r.choices))
		}
		out.readings[id] = r.choose(readings[id])
		switches = append(switches, id+"="+readings[id])
	}
	parameters = b.apart(parameters)
	for _, name := range slices.Sorted(maps.Keys(parameters)) {
		p, ok := b.parameters[name]
		if !ok {
			return nil, fmt.Errorf("rulebook %s: no parameter %q (%s)", b.id, name, meant(name, slices.Sorted(maps.Keys(b.parameters))))
		}
		changed, err := p.change(parameters[name])
		if err != nil {
			return nil, fmt.Errorf("rulebook %s: parameter %s: %w", b.id, name, err)
		}
		out.parameters[name] = changed
		switches = append(switches, name+"="+changed.String())
	}
	if err := out.sharesStillSum(); err != nil {
		return nil, err
	}
	out.settle()
	out.digest = digest(b.digest + "\n" + strings.Join(switches, "\n"))
	return &out, nil
}

// apart takes out of a group of shares what has a unit, and so a parameter, of
// its own: a fine named in the group knowing_deep is knowing_deep_fine_yuan.
func (b *Book) apart(parameters map[string]any) map[string]any {
	out := map[string]any{}
	for name, v := range parameters {
		group, ok := v.(map[string]any)
		if !ok {
			out[name] = v
			continue
		}
		rest := map[string]any{}
		for key, v := range group {
			if own := b.parameters[name+"_"+key]; own != nil {
				out[name+"_"+key] = v
			} else {
				rest[key] = v
			}
		}
		out[name] = rest
	}
	return out
}

func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return hex.EncodeToString(sum[:])
}

// zone finds the house's zone, once.
func (b *Book) zone(name string) (*time.Location, error) {
	if z, ok := b.zones.Load(name); ok {
		return z.(*time.Location), nil
	}
	z, err := zoneNamed(name)
	if err == nil {
		b.zones.Store(name, z)
	}
	return z, err
}
