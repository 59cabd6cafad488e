package rulebook

import (
	"fmt"
	"reflect"
	"slices"
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
	facts *Facts
	root  reflect.Value // of *facts
	zone  *time.Location
	vals  []ref.Val // by variable
	he    floor.AdvisorID
	reads map[string]string
}

func (b *Book) scene(f *Facts, zone *time.Location) *scene {
	return &scene{book: b, facts: f, root: reflect.ValueOf(f).Elem(), zone: zone,
		vals: make([]ref.Val, len(b.names.vars)), reads: map[string]string{}}
}

// ResolveName gives CEL the value of a name.
func (s *scene) ResolveName(name string) (any, bool) {
	i, ok := s.book.names.index[name]
	if !ok {
		return nil, false
	}
	return s.at(i), true
}

// Parent is nil: there are no other names.
func (s *scene) Parent() cel.Activation { return nil }

func (s *scene) at(i int) ref.Val {
	if s.vals[i] == nil {
		v := &s.book.names.vars[i]
		s.vals[i] = v.value(s)
		if v.fact {
			s.note(v.name, s.vals[i])
		}
	}
	return s.vals[i]
}

// value reads a name that is known to exist.
func (s *scene) value(name string) ref.Val { return s.at(s.book.names.index[name]) }

// person reads who a person is; nobody if that is unknown.
func (s *scene) person(name string) floor.AdvisorID {
	if name == "he" {
		return s.he
	}
	id, _ := s.value(name).(types.String)
	return floor.AdvisorID(id)
}

// as returns the scene with he being that advisor. What was read of "he" is forgotten.
func (s *scene) as(id floor.AdvisorID) *scene {
	t := *s
	t.he = id
	t.vals = slices.Clone(s.vals)
	for _, i := range s.book.names.ofHe {
		t.vals[i] = nil
	}
	return &t
}

// firstInLine is the first in the order, make-up turns first, of whom the
// rulebook's predicate holds.
func (s *scene) firstInLine(is string) floor.AdvisorID {
	for _, id := range s.facts.queue() {
		if s.as(id).value("he."+is) == types.True {
			return id
		}
	}
	return ""
}

// lastInLine is the one nearest to the end of the order of whom the rulebook's
// predicate holds. Make-up turns do not move anybody towards the end.
func (s *scene) lastInLine(is string) floor.AdvisorID {
	for _, id := range slices.Backward(s.facts.Rota.Order) {
		if s.as(id).value("he."+is) == types.True {
			return id
		}
	}
	return ""
}

// before returns the entries before this visit.
func (s *scene) before() []Entry { return s.facts.before() }

// unknown is the value of a fact that nobody knows; it remembers which.
func (s *scene) unknown(name string) ref.Val {
	return types.NewUnknown(int64(s.book.names.index[name]), nil)
}

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

// read notes a person's fact under that person's id.
func (s *scene) read(name string, st maybeState, v ref.Val) {
	if st == unknown {
		s.reads[name] = ""
		return
	}
	s.note(name, v)
}

// note keeps what a fact was when it was read.
func (s *scene) note(name string, v ref.Val) {
	switch v := v.(type) {
	case *types.Unknown:
		s.reads[name] = ""
	case types.String:
		s.reads[name] = string(v)
	case types.Timestamp:
		s.reads[name] = v.Format(time.RFC3339)
	case types.Bool, types.Int, types.Double:
		s.reads[name] = fmt.Sprint(v.Value())
	case *types.Err:
		s.reads[name] = ""
	default:
		s.reads[name] = lines(v)
	}
}

// lines says how long a list of records is; its lines stay in the facts.
func lines(v ref.Val) string {
	if ids, ok := v.Value().([]string); ok {
		return strings.Join(ids, " ")
	}
	if n := reflect.ValueOf(v.Value()); n.Kind() == reflect.Slice {
		return fmt.Sprintf("(%d)", n.Len())
	}
	return ""
}
