package rulebook

import (
	"math/rand/v2"
	"reflect"

	"shouwen/core/floor"
)

// A crossing makes situations that no case has: facts of one with some of
// another, and some forgotten.
type crossing struct {
	r     *rand.Rand
	cases []Case
}

func newCrossing(seed uint64, cases []Case) *crossing {
	return &crossing{rand.New(rand.NewPCG(seed, 1)), cases}
}

func (x *crossing) situation() Facts {
	f, other := x.given(), x.given()
	for part := range reflect.ValueOf(&f).Elem().NumField() {
		into, from := reflect.ValueOf(&f).Elem().Field(part), reflect.ValueOf(other).Field(part)
		if into.Kind() != reflect.Struct || into.Type().NumField() < 3 {
			continue
		}
		for i := range into.NumField() {
			switch n := x.r.IntN(24); {
			case !into.Field(i).CanSet():
			case n < 3:
				into.Field(i).Set(from.Field(i))
			case n == 3:
				into.Field(i).SetZero()
			}
		}
	}
	adv := Advisors{}
	for _, id := range []floor.AdvisorID{"A", "B", "C", "D", "E", "F"} {
		if a, ok := f.Adv[id]; ok && x.r.IntN(8) > 0 {
			adv[id] = a
		} else if a, ok := other.Adv[id]; ok {
			adv[id] = a
		} else {
			adv[id] = Advisor{Busy: Is("free")}
		}
	}
	f.Adv = adv
	return f
}

func (x *crossing) given() Facts { return x.cases[x.r.IntN(len(x.cases))].Given }
