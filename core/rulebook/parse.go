package rulebook

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/ext"
)

// Parse reads a rulebook. The name is only for faults. An error is Faults,
// which lists all that is wrong.
func Parse(name string, text []byte) (*Book, error) {
	m, err := ReadManuscript(name, text)
	if err != nil {
		return nil, err
	}
	return m.Book(), nil
}

// ReadManuscript is Parse for whoever also asks what stands where in the text
// and what the book would be if it stood otherwise.
func ReadManuscript(name string, text []byte) (*Manuscript, error) {
	if faults := tooMuch(name, string(text)); len(faults) > 0 {
		return nil, faults
	}
	l := &loading{name: name, text: string(text), places: findPlacesSafely(string(text))}
	file, faults := decodeFile(name, l.text)
	l.faults, l.file = faults, file
	if len(faults) > 0 && !onlyUnknownKeys(faults) {
		return nil, l.faults.err()
	}
	l.book()
	if err := l.faults.err(); err != nil {
		return nil, err
	}
	return &Manuscript{l}, nil
}

// onlyUnknownKeys: with nothing worse, the rest can be checked in the same pass.
func onlyUnknownKeys(fs Faults) bool {
	return !slices.ContainsFunc(fs, func(f Fault) bool { return !strings.HasPrefix(f.Says, "unknown key") })
}

// findPlacesSafely: a text that the indexer cannot read has no places.
func findPlacesSafely(text string) (ps *places) {
	defer func() {
		if recover() != nil {
			ps = &places{text: text, keys: map[string]place{}, values: map[string]place{}}
		}
	}()
	return findPlaces(text)
}

// loading is one reading of a rulebook file.
type loading struct {
	name, text string
	places     *places
	file       *bookFile
	faults     Faults
	env        *cel.Env
	functions  repertoire
	out        *Book
	whos       map[string]*program // the book's predicates about persons
	uses       map[string][]string // definition → names that it reads
	texts      map[string]Text     // row → its sentence
	trees      *sync.Map           // expression → its checked tree, for whoever looks into it
}

// bad records a fault at a value's place.
func (l *loading) bad(path, says string, args ...any) {
	p := l.places.of(path)
	l.faults = append(l.faults, Fault{l.name, p.line, p.column, fmt.Sprintf(says, args...)})
}

// badKey records a fault at a key's place.
func (l *loading) badKey(path, says string, args ...any) {
	p := l.places.key(path)
	l.faults = append(l.faults, Fault{l.name, p.line, p.column, fmt.Sprintf(says, args...)})
}

func (l *loading) book() *Book {
	f := l.file
	l.out = &Book{id: f.ID, version: f.Version, digest: digest(l.text), title: Text{f.ZH, f.EN}, asks: f.Asks, from: f.From, defined: map[string]Text{},
		parameters: map[string]*parameter{}, readings: map[string]*reading{}, moments: map[Moment][]*clause{}, zones: &sync.Map{}, text: l,
		scenes: &sync.Pool{}, partNames: partNames()}
	l.trees = &sync.Map{}
	l.whos, l.uses, l.texts = map[string]*program{}, map[string][]string{}, map[string]Text{}
	l.header()
	if l.tooMany() {
		return nil
	}
	l.parameters()
	l.readings()
	if !l.environment() {
		return nil
	}
	l.definitions()
	l.rows()
	for _, m := range append(Moments(), passing) {
		l.moment(m)
	}
	l.complete()
	l.order()
	if len(l.faults) == 0 {
		l.out.settle()
	}
	return l.out
}

func (l *loading) header() {
	f := l.file
	if f.Schema != schemaName {
		l.bad("schema", "schema is %q, this program reads %q", f.Schema, schemaName)
	}
	for _, h := range []struct{ key, value string }{{"id", f.ID}, {"version", f.Version}, {"zh", f.ZH}, {"en", f.EN}, {"asks", f.Asks}} {
		if h.value == "" {
			l.bad(h.key, "the rulebook has no %s", h.key)
		}
	}
	if f.Asks != "" && !isWord(f.Asks, roles) {
		l.bad("asks", "%q is not a role (%s)", f.Asks, meant(f.Asks, roles))
	}
	if _, err := time.Parse(time.DateOnly, f.From); f.From != "" && err != nil {
		l.bad("from", "%q is not a day such as 2026-12-01", f.From)
	}
}

func (l *loading) parameters() {
	for _, name := range slices.Sorted(maps.Keys(l.file.Parameter)) {
		pf, path := l.file.Parameter[name], "parameter."+name
		p := &parameter{name: name, unit: pf.Unit, choices: pf.Choices, min: pf.Min, max: pf.Max, text: Text{pf.ZH, pf.EN}}
		l.out.parameters[name] = p
		l.bothLanguages(path, p.text)
		if !isWord(pf.Unit, units()) {
			l.bad(path+".unit", "%q is not a unit (%s)", pf.Unit, meant(pf.Unit, units()))
			continue
		}
		if pf.Value == nil {
			if pf.Unit == "word" {
				l.badKey(path, "parameter %s has no value", name)
			}
			continue
		}
		v, err := p.accept(pf.Value)
		if err != nil {
			l.bad(path+".value", "parameter %s: %s", name, err)
		}
		p.value = v
	}
}

func (l *loading) bothLanguages(path string, t Text) {
	if t.ZH == "" || t.EN == "" {
		l.badKey(path, "%s needs its sentence in zh and in en", path[strings.LastIndexByte(path, '.')+1:])
	}
}

func (l *loading) readings() {
	for _, id := range slices.Sorted(maps.Keys(l.file.Reading)) {
		rf, path := l.file.Reading[id], "reading."+id
		l.out.readings[id] = &reading{id: id, asks: inBoth(rf.AsksZH, rf.Asks), why: inBoth(rf.WhyZH, rf.Why), choices: rf.Choices, choice: rf.Default, normal: rf.Default, text: Text{rf.ZH, rf.EN}}
		if rf.Asks == "" || rf.Why == "" {
			l.badKey(path, "reading %s must say what it asks and why it is read so", id)
		}
		if len(rf.Choices) == 0 {
			l.badKey(path, "reading %s has no choices", id)
		} else if !isWord(rf.Default, rf.Choices) {
			l.bad(path+".default", "%q is not a choice of reading %s (%s)", rf.Default, id, meant(rf.Default, rf.Choices))
		}
	}
}

// inBoth is a sentence that the book need not have in Chinese.
func inBoth(zh, en string) Text {
	if zh == "" {
		zh = en
	}
	return Text{zh, en}
}

// environment declares all names but the book's own definitions.
func (l *loading) environment() bool {
	n := newNames(l.text)
	n.add(variables()...)
	n.people = slices.Sorted(maps.Keys(persons()))
	n.add(l.settings()...)
	l.out.names = n
	l.functions = append(functions(), recordFunctions(func(v any) ref.Val { return l.out.adapter.NativeToValue(v) })...)
	views := []any{ext.ParseStructTags(true)}
	for _, t := range viewTypes() {
		views = append(views, t)
	}
	opts := append(l.functions.declare(), macros(), cel.CrossTypeNumericComparisons(true), cel.EnableMacroCallTracking(),
		cel.ParserExpressionSizeLimit(4000), cel.ParserRecursionLimit(60), ext.NativeTypes(views...))
	env, err := cel.NewEnv(append(opts, n.declare(n.vars)...)...)
	if err != nil {
		l.bad("", "%s", err)
		return false
	}
	l.env, l.out.adapter = env, env.CELTypeAdapter()
	return true
}

// settings are the book's parameters and readings as names.
func (l *loading) settings() []variable {
	var out []variable
	for _, name := range slices.Sorted(maps.Keys(l.out.parameters)) {
		out = append(out, l.out.parameters[name].variables()...)
	}
	for _, id := range slices.Sorted(maps.Keys(l.out.readings)) {
		out = append(out, l.out.readings[id].variable())
	}
	return out
}

// definitions compiles what the book names for itself, in its order: first
// the predicates about a person, then the rest.
func (l *loading) definitions() {
	for i, d := range l.file.Who {
		path := "who." + strconv.Itoa(i)
		p, _ := l.define(path, d, cel.BoolType)
		if p == nil && !l.mayName(d.Name) {
			continue
		}
		if p != nil {
			l.uses["who."+d.Name] = p.uses
		}
		l.out.names.mentioned["he."+d.Name] = true // by it everybody's is worked out
		l.whos[d.Name] = p
		l.declare(whoVariables(l.out.names.people, d.Name, p))
	}
	for _, must := range []string{"present", "available"} {
		if !l.out.names.has("he." + must) {
			l.badKey("who", "the rulebook does not say who is %s (a [[who]] named %q)", must, must)
			l.declare(whoVariables(l.out.names.people, must, &program{}))
		}
	}
	for i, d := range l.file.Define {
		if len(l.faults) > mostFaults {
			return
		}
		path := "define." + strconv.Itoa(i)
		p, typ := l.define(path, d, nil)
		if p == nil {
			l.standIn(d.Name)
			continue
		}
		l.uses[d.Name] = p.uses
		l.declare([]variable{definition(d.Name, typ, p)})
		if typ.IsExactType(cel.StringType) {
			l.out.names.people = append(l.out.names.people, d.Name)
			l.declare(personVariables(d.Name, l.out.names.ofAdvisor))
			for _, name := range sortedKeys(l.whos) {
				l.declare(whoVariables([]string{d.Name}, name, l.whos[name]))
			}
		}
	}
}

// mayName reports whether a name is free for a definition.
func (l *loading) mayName(name string) bool {
	return isName(name) && !l.out.names.has(name) && !l.out.names.has("he."+name)
}

// standIn declares a definition that has a fault, so that the fault is
// reported once and not at every use.
func (l *loading) standIn(name string) {
	if l.mayName(name) {
		l.declare([]variable{definition(name, cel.DynType, nil)})
		l.out.names.people = append(l.out.names.people, name)
	}
}

func (l *loading) define(path string, d defineFile, want *cel.Type) (*program, *cel.Type) {
	l.out.defined[d.Name] = Text{d.ZH, d.EN}
	if !isName(d.Name) {
		l.badKey(path, "a definition needs a name of small letters, digits and _")
		return nil, nil
	}
	if !l.mayName(d.Name) {
		l.bad(path+".name", "the name %q is taken", d.Name)
		return nil, nil
	}
	e := l.expression(path+".is", d.Is)
	checked, faults := e.compile(want)
	if len(faults) == 0 {
		var p *program
		if p, faults = e.program(checked); p != nil {
			return p, checked.OutputType()
		}
	}
	l.faults = append(l.faults, faults...)
	return nil, nil
}

func (l *loading) declare(vs []variable) {
	l.out.names.add(vs...)
	env, err := l.env.Extend(l.out.names.declare(vs)...)
	if err != nil {
		l.bad("", "%s", err)
		return
	}
	l.env = env
}

func (l *loading) expression(path, src string) *expression {
	return &expression{src: src, start: l.places.of(path), file: l.name, names: l.out.names, env: l.env, functions: l.functions}
}

func isName(s string) bool {
	if s == "" || s[0] >= '0' && s[0] <= '9' {
		return false
	}
	return strings.Trim(s, "abcdefghijklmnopqrstuvwxyz0123456789_") == ""
}
