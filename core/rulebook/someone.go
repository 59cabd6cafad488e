package rulebook

import (
	"reflect"
	"slices"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// someone is an advisor in a scene, or nobody. What the book says of "he" is
// kept with him, so that the owner, whoever is due and the next in the order
// are looked at once if they are one and the same.
type someone struct {
	id    floor.AdvisorID
	facts Advisor
	root  reflect.Value // of facts
	vals  []ref.Val     // by slot: what is said of he
	read  []bool        // by fact of an advisor
	state []maybeState  // of these
	known []ref.Val     // their values, nil if not looked up yet
}

// someone finds an advisor, as the facts have him.
func (s *scene) someone(id floor.AdvisorID) *someone {
	for _, p := range s.cast[:s.met] {
		if p.id == id {
			return p
		}
	}
	slots, facts := s.book.names.slots+1, len(s.book.names.ofAdvisor)
	if s.met == len(s.cast) {
		p := &someone{vals: make([]ref.Val, slots), read: make([]bool, facts), state: make([]maybeState, facts), known: make([]ref.Val, facts)}
		p.root = reflect.ValueOf(&p.facts).Elem()
		s.cast = append(s.cast, p)
	}
	p := s.cast[s.met]
	s.met++
	p.id = id
	p.facts, _ = s.facts.advisor(id)
	return p
}

// advisor is what is known of an advisor. Of those in the order of whom
// nothing was said it is that they are active, on site and free.
func (f *Facts) advisor(id floor.AdvisorID) (a Advisor, ok bool) {
	if a, ok = f.Adv[id]; !ok && slices.Contains(f.Rota.Order, id) {
		return Advisor{Status: Is("active"), OnSite: Is(true), Busy: Is("free")}, true
	}
	return a, ok
}

// fact reads one of his facts; of nobody everything is unknown.
func (p *someone) fact(s *scene, at int, v *variable) ref.Val {
	p.look(s, at)
	p.read[at] = p.id != ""
	if p.known[at] == unsaid {
		return v.unsaid
	}
	return p.known[at]
}

// told reports whether a fact is known, be it to be nothing.
func (p *someone) told(s *scene, at int) ref.Val {
	p.look(s, at)
	return types.Bool(p.state[at] != unknown)
}

func (p *someone) look(s *scene, at int) {
	if p.known[at] == nil {
		f := &s.book.names.ofAdvisor[at]
		st, where := peek(p.root, f.path)
		p.state[at], p.known[at] = st, s.box(f, st, where)
	}
}

// reads adds the facts of him that were read.
func (p *someone) reads(s *scene, out []Read) []Read {
	for at, read := range p.read {
		if !read {
			continue
		}
		r := Read{Fact: "adv." + string(p.id) + "." + s.book.names.ofAdvisor[at].name}
		if p.state[at] != unknown {
			r.Value = noted(p.known[at])
		}
		out = append(out, r)
	}
	return out
}
