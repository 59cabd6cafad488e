package rulebook

import (
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// A scene is one set of facts as conditions see it. Each name is worked out
// when it is first read and kept, so a ruling pays only for what it looks at.
type scene struct {
	book  *Book
	facts Facts         // what is derived included
	root  reflect.Value // of facts
	zone  *time.Location
	line  []floor.AdvisorID // the order, make-up turns first

	vals []ref.Val // by variable, but for those of he
	read []bool    // by variable: a fact that was read
	he   *someone
	cast []*someone // advisors met, the first met of them in use
	met  int

	locals    []local // of the comprehensions under way
	base, top int
	steps     int // lines of records looked at
}

// newScene returns a scene without facts. It takes up one that was released,
// because a busy day asks the same book again and again.
func (b *Book) newScene() *scene {
	s, ok := b.scenes.Get().(*scene)
	if !ok || len(s.vals) != len(b.names.vars) {
		s = &scene{vals: make([]ref.Val, len(b.names.vars)), read: make([]bool, len(b.names.vars))}
		s.root = reflect.ValueOf(&s.facts).Elem()
	}
	s.book = b
	return s
}

// open readies the scene for conditions, once it has its facts.
func (s *scene) open(zone *time.Location) {
	s.zone, s.line = zone, s.facts.derive(zone)
	copy(s.vals, s.book.settled)
	s.he = s.someone("")
}

// release hands the scene back; nobody may look at it any more.
func (s *scene) release() {
	s.facts, s.line, s.he = Facts{}, nil, nil
	clear(s.locals)
	clear(s.vals)
	clear(s.read)
	s.steps, s.base, s.top = 0, 0, 0
	for _, p := range s.cast[:s.met] {
		p.facts = Advisor{}
		clear(p.vals)
		clear(p.known)
		clear(p.read)
	}
	s.met = 0
	s.book.scenes.Put(s)
}

// ResolveName gives CEL's interpreter the value of a name.
func (s *scene) ResolveName(name string) (any, bool) {
	i, ok := s.book.names.index[name]
	if !ok {
		return nil, false
	}
	return s.at(i), true
}

// Parent is nil: there are no other names.
func (s *scene) Parent() cel.Activation { return nil }

// at gives the value of a variable. One that is asked for while it is being
// worked out rests on itself.
func (s *scene) at(i int) ref.Val {
	v := &s.book.names.vars[i]
	kept := &s.vals[i]
	if v.slot > 0 {
		kept = &s.he.vals[v.slot]
	}
	if *kept == nil {
		*kept = v.circular
		*kept = v.of(s)
		s.read[i] = v.fact
	}
	return *kept
}

// value reads a name that is known to exist.
func (s *scene) value(name string) ref.Val { return s.at(s.book.names.index[name]) }

// person reads who a person is; nobody if that is unknown.
func (s *scene) person(name string) floor.AdvisorID {
	if name == "he" {
		return s.he.id
	}
	id, _ := s.value(name).(types.String)
	return floor.AdvisorID(id)
}

// as calls see while he is that advisor.
func (s *scene) as(id floor.AdvisorID, see func() ref.Val) ref.Val {
	was := s.he
	s.he = s.someone(id)
	v := see()
	s.he = was
	return v
}

// is reports whether the rulebook's predicate holds of an advisor.
func (s *scene) is(id floor.AdvisorID, predicate string) bool {
	return s.as(id, func() ref.Val { return s.value(predicate) }) == types.True
}

// firstInLine is the first in the order, make-up turns first, of whom the
// rulebook's predicate holds.
func (s *scene) firstInLine(predicate string) floor.AdvisorID {
	for _, id := range s.line {
		if s.is(id, predicate) {
			return id
		}
	}
	return ""
}

// lastInLine is the one nearest to the end of the order of whom the rulebook's
// predicate holds. Make-up turns do not move anybody towards the end.
func (s *scene) lastInLine(predicate string) floor.AdvisorID {
	for _, id := range slices.Backward(s.facts.Rota.Order) {
		if s.is(id, predicate) {
			return id
		}
	}
	return ""
}

// enter makes room for the variables of a program's comprehensions.
func (s *scene) enter(locals int) {
	if locals == 0 {
		return
	}
	s.base = s.top
	s.top += locals
	for len(s.locals) < s.top {
		s.locals = append(s.locals, local{})
	}
}

// leave gives the room of the programs since base back.
func (s *scene) leave(base, top int) { s.base, s.top = base, top }

func (s *scene) local(i int) *local { return &s.locals[s.base+i] }

// names of the facts that left a value unknown.
func (s *scene) unknownFacts(u *types.Unknown) []string {
	var out []string
	for _, id := range u.IDs() {
		if id >= 0 && int(id) < len(s.book.names.vars) {
			out = append(out, s.book.names.vars[id].name)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// reads lists the facts that were read, by name: those of each advisor, then
// the others.
func (s *scene) reads() []Read {
	out := make([]Read, 0, s.countReads())
	for _, p := range s.cast[:s.met] {
		out = p.reads(s, out)
	}
	for i, read := range s.read {
		if read {
			v := &s.book.names.vars[i]
			out = append(out, Read{v.name, noted(s.at(i))})
		}
	}
	byName := func(a, b Read) int { return strings.Compare(a.Fact, b.Fact) }
	if !slices.IsSortedFunc(out, byName) {
		slices.SortFunc(out, byName)
	}
	return out
}

func (s *scene) countReads() int {
	n := 0
	for _, read := range s.read {
		if read {
			n++
		}
	}
	for _, p := range s.cast[:s.met] {
		for _, read := range p.read {
			if read {
				n++
			}
		}
	}
	return n
}

// noted spells a fact as a case would write it; empty if it is unknown.
func noted(v ref.Val) string {
	switch v := v.(type) {
	case types.String:
		return string(v)
	case types.Bool:
		return strconv.FormatBool(bool(v))
	case types.Int:
		return strconv.FormatInt(int64(v), 10)
	case types.Double:
		return strconv.FormatFloat(float64(v), 'g', -1, 64)
	case types.Timestamp:
		return v.Format(time.RFC3339)
	case *types.Unknown, *types.Err:
		return ""
	}
	return lines(v)
}

// lines says how long a list of records is; its lines stay in the facts.
func lines(v ref.Val) string {
	if ids, ok := v.Value().([]string); ok {
		return strings.Join(ids, " ")
	}
	if n := reflect.ValueOf(v.Value()); n.Kind() == reflect.Slice {
		return "(" + strconv.Itoa(n.Len()) + ")"
	}
	return ""
}
