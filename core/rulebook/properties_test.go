package rulebook

import (
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
)

// everySituation calls see with rulings of the eleven on crossed situations.
func everySituation(t *testing.T, each int, see func(m *Manuscript, in Moment, f Facts, r Ruling)) {
	t.Helper()
	cases := ownCases(t)
	for n, m := range manuscripts(t) {
		x := newCrossing(uint64(100+n), cases)
		ruled := 0
		for i := range each {
			f, in := x.situation(), Moments()[i%len(Moments())]
			r, err := m.Book().Judge(in, f)
			if err != nil {
				continue // facts that cannot be
			}
			ruled++
			see(m, in, f, r)
		}
		if ruled < each/2 {
			t.Errorf("%s: only %d of %d situations could be judged", m.Book().ID(), ruled, each)
		}
	}
}

func TestRecordedFactsJudgedAgainGiveTheSameRuling(t *testing.T) {
	t.Parallel()
	everySituation(t, 160, func(m *Manuscript, in Moment, f Facts, r Ruling) {
		second, err := m.Book().Judge(in, throughJSON(t, f))
		first := spelled(t, r)
		if again := spelled(t, second); err != nil || again != first {
			t.Fatalf("%s at %s: %v\n%s\n%s", m.Book().ID(), in, err, first, again)
		}
		if kept := spelled(t, throughJSON(t, r)); kept != first {
			t.Fatalf("a ruling is not read back as it was written:\n%s\n%s", first, kept)
		}
	})
}

// renamed gives everybody another name, in the opposite alphabetical order:
// nothing may rest on how somebody is called.
func renamed(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if m, ok := v.Addr().Interface().(holder); ok {
			if st, at := m.inside(); st == known {
				renamed(reflect.ValueOf(at).Elem())
			}
			return
		}
		for i := range v.NumField() {
			if v.Field(i).CanSet() {
				renamed(v.Field(i))
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			renamed(v.Index(i))
		}
	case reflect.Map:
		if v.IsNil() {
			return
		}
		out := reflect.MakeMap(v.Type())
		for k, e := range v.Seq2() {
			key, elem := reflect.New(k.Type()).Elem(), reflect.New(e.Type()).Elem()
			key.Set(k)
			elem.Set(e)
			renamed(key)
			renamed(elem)
			out.SetMapIndex(key, elem)
		}
		v.Set(out)
	case reflect.Pointer:
		if !v.IsNil() {
			renamed(v.Elem())
		}
	case reflect.String:
		if v.Type() == reflect.TypeFor[floor.AdvisorID]() {
			v.SetString(string(otherName(floor.AdvisorID(v.String()))))
		}
	}
}

func otherName(id floor.AdvisorID) floor.AdvisorID {
	if len(id) == 1 && id >= "A" && id <= "Z" {
		return "salesperson-" + floor.AdvisorID(rune('A'+'Z'-id[0]))
	}
	return id
}

func TestAdvisorsOfOtherNamesAreRuledOnAlike(t *testing.T) {
	t.Parallel()
	everySituation(t, 160, func(m *Manuscript, in Moment, f Facts, r Ruling) {
		g := throughJSON(t, f)
		renamed(reflect.ValueOf(&g).Elem())
		second, err := m.Book().Judge(in, g)
		if err != nil {
			t.Fatal(err)
		}
		renamed(reflect.ValueOf(&r).Elem())
		want, got := decisionsOf(t, r), decisionsOf(t, second)
		if want != got {
			t.Fatalf("%s at %s:\n%s\n%s", m.Book().ID(), in, want, got)
		}
	})
}

// decisionsOf spells what was decided and by which clauses; persons that are
// spelled as words are renamed here.
func decisionsOf(t *testing.T, r Ruling) string {
	who := func(s string) string { return string(otherName(floor.AdvisorID(s))) }
	for i := range r.Notify {
		r.Notify[i].From, r.Notify[i].To = who(r.Notify[i].From), who(r.Notify[i].To)
	}
	for i := range r.Mark {
		r.Mark[i].Who = who(r.Mark[i].Who)
	}
	for i := range r.Require {
		r.Require[i].Who = who(r.Require[i].Who)
	}
	for i := range r.Clauses {
		parts := slices.Clone(r.Clauses[i].Parts)
		for k, p := range parts {
			if kind, id, ok := strings.Cut(p, "."); ok && (kind == "turn" || kind == "notify") {
				parts[k] = kind + "." + who(id)
			}
		}
		r.Clauses[i].Parts = parts
	}
	r.Facts = nil
	return spelled(t, r)
}

func TestSharesOfEachKindOfMoneyMakeAWhole(t *testing.T) {
	t.Parallel()
	whole := 0
	everySituation(t, 240, func(m *Manuscript, in Moment, f Facts, r Ruling) {
		kinds := map[string]bool{}
		for _, s := range r.Split {
			if ruled, ok := f.Ruling.Value(); ok && slices.ContainsFunc(ruled.Decision.Split, func(d Split) bool { return d.Kind == s.Kind }) {
				continue // as a person decided
			}
			if kinds[s.Kind] {
				t.Errorf("%s at %s divides the %s twice", m.Book().ID(), in, s.Kind)
			}
			kinds[s.Kind] = true
			sum := new(big.Rat)
			for _, share := range s.Shares {
				sum.Add(sum, share.Rat())
			}
			if sum.Cmp(big.NewRat(1, 1)) != 0 {
				t.Errorf("%s at %s: the %s adds up to %s", m.Book().ID(), in, s.Kind, sum.RatString())
			}
			whole++
		}
	})
	if whole < 100 {
		t.Errorf("only %d splits were seen", whole)
	}
}

// Entries of different times say the same in whatever order they are handed in.
func TestTheOrderInWhichDatedEntriesStandIsOfNoMatter(t *testing.T) {
	t.Parallel()
	turned := 0
	everySituation(t, 240, func(m *Manuscript, in Moment, f Facts, r Ruling) {
		times := map[int64]bool{}
		for _, e := range f.Cust.Registrations {
			if at, ok := e.At.Value(); ok {
				times[at.UnixNano()] = true
			}
		}
		if n := len(f.Cust.Registrations); n < 2 || len(times) < n {
			return
		}
		turned++
		f.Cust.Registrations = slices.Clone(f.Cust.Registrations)
		slices.Reverse(f.Cust.Registrations)
		second, err := m.Book().Judge(in, f)
		if err != nil || decisionsOf(t, second) != decisionsOf(t, r) {
			t.Errorf("%s at %s: %v\n%s\n%s\n%s", m.Book().ID(), in, err, spelled(t, f.Cust), decisionsOf(t, r), decisionsOf(t, second))
		}
	})
	if turned < 50 {
		t.Errorf("only %d registers had several entries", turned)
	}
}
