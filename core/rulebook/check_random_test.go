package rulebook

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
)

// A domain is a fact of the random rulebooks: what conditions ask about it,
// and every state that it may be in.
type domain struct {
	asks   []string
	states []func(*Facts)
}

func domains() []domain {
	leave := func(*Facts) {}
	wish := domain{asks: []string{`svc.switch_wish == "stay_with_current"`, `svc.switch_wish in ["change_other", "none"]`, `svc.switch_wish != ""`}, states: []func(*Facts){leave}}
	for _, w := range strings.Fields("none back_to_original stay_with_current") { // no condition tells the others from these
		wish.states = append(wish.states, func(f *Facts) { f.Svc.SwitchWish = Is(w) })
	}
	closed := domain{asks: []string{"is(deal.closed)", "isnt(deal.closed)", "deal.closed", "known(deal.closed)"}, states: []func(*Facts){leave,
		func(f *Facts) { f.Deal.Closed = Is(true) }, func(f *Facts) { f.Deal.Closed = Is(false) }}}
	been := domain{asks: []string{`answer.been_before == "yes"`, `known(answer.been_before)`}, states: []func(*Facts){leave}}
	for _, w := range strings.Fields("yes no") {
		been.states = append(been.states, func(f *Facts) { f.Answer.BeenBefore = Is(w) })
	}
	owner := domain{asks: []string{`owner != ""`, `owner == closer`, `cust.owner == "pool"`, `given(cust.owner)`}}
	closer := domain{asks: []string{`closer != ""`, `closer == owner`, `known(deal.closer)`}}
	for _, who := range []string{"A", "", "-", "B", "pool"} { // others are told apart from these by no condition
		m := map[string]Maybe[floor.AdvisorID]{"": {}, "-": None[floor.AdvisorID]()}
		id, ok := m[who]
		if !ok {
			id = Is(floor.AdvisorID(who))
		}
		owner.states = append(owner.states, func(f *Facts) { f.Cust.Owner = id })
		if who != "pool" && who != "B" {
			closer.states = append(closer.states, func(f *Facts) { f.Deal.Closer = id })
		}
	}
	minutes := domain{asks: []string{"svc.recognised.at_minutes <= 5", "svc.recognised.at_minutes < window_minutes", "given(svc.recognised)", "is(svc.recognised.at_minutes > 5)"},
		states: []func(*Facts){leave, func(f *Facts) { f.Svc.Recognised = None[Recognised]() }, func(f *Facts) { f.Svc.Recognised = Is(Recognised{}) },
			func(f *Facts) { f.Svc.Recognised = Is(Recognised{AtMinutes: None[float64]()}) }}}
	for _, n := range []float64{4.5, 5, 5.5} {
		minutes.states = append(minutes.states, func(f *Facts) { f.Svc.Recognised = Is(Recognised{AtMinutes: Is(n)}) })
	}
	return []domain{owner, closer, wish, closed, been, minutes}
}

// randomBook writes a rulebook about three or four facts, and every situation
// that it can tell apart.
func randomBook(r *rand.Rand, small string) (text string, situations []Facts) {
	all := domains()
	r.Shuffle(4, func(i, j int) { all[2+i], all[2+j] = all[2+j], all[2+i] })
	all = all[:3+r.IntN(2)]
	situations = []Facts{{}}
	var asks []string
	for _, d := range all {
		asks = append(asks, d.asks...)
		var more []Facts
		for _, f := range situations {
			for _, state := range d.states {
				g := f
				state(&g)
				more = append(more, g)
			}
		}
		situations = more
	}
	for i := range situations {
		situations[i].Adv = Advisors{"A": {}, "B": {}, "C": {}, "D": {}}
	}
	asks = append(asks, `reading.A1 == "restore"`)
	var clauses strings.Builder
	for i := range 3 + r.IntN(4) {
		fmt.Fprintf(&clauses, "[[arrival]]\nclause = \"%d.a\"\nzh = \"一\"\nen = \"one\"\nwhen = '''%s'''\n%s\n", i+1, randomCondition(r, asks, 2), randomOutcome(r, slices.Contains(asks, "known(answer.been_before)")))
	}
	clauses.WriteString("[[arrival]]\nclause = \"9.a\"\nzh = \"一\"\nen = \"one\"\nthen = { server = \"closer\", owner = \"owner\", split.commission = { closer = 1 } }\n\n")
	from, to := strings.Index(small, "[[arrival]]"), strings.Index(small, "[[registration]]")
	return small[:from] + clauses.String() + small[to:], situations
}

func randomCondition(r *rand.Rand, asks []string, depth int) string {
	if depth == 0 || r.IntN(4) == 0 {
		return asks[r.IntN(len(asks))]
	}
	a, b := randomCondition(r, asks, depth-1), randomCondition(r, asks, depth-1)
	switch r.IntN(5) {
	case 0:
		return "!(" + a + ")"
	case 1, 2:
		return "(" + a + " || " + b + ")"
	case 3:
		return "(" + a + " ? " + b + " : " + randomCondition(r, asks, depth-1) + ")"
	}
	return "(" + a + " && " + b + ")"
}

func randomOutcome(r *rand.Rand, mayAsk bool) string {
	outcomes := []string{`owner = "closer"`, `server = "owner"`, `owner = "pool", server = "closer"`, `split.commission = { closer = 1 }`,
		`split = "none"`, `owner = "owner", needs_ruling = { role = "manager" }`, `needs_ruling = { role = "manager" }`,
		`mark = [{ who = "closer", kind = "poaching" }]`, `open = ["owner", "server"], needs_ruling = { role = "manager" }`, ""}
	if mayAsk {
		outcomes = append(outcomes, `ask = ["been_before"]`, `ask = ["been_before"], owner = "closer"`)
	}
	o := outcomes[r.IntN(len(outcomes))]
	if o == "" {
		return ""
	}
	return "then = { " + o + " }"
}

// A witness is what judging every situation brings to light.
type witness struct {
	book      *Book
	usual     bool
	situation Facts
	j         *judging
}

func TestTheCheckOfAThousandRandomRulebooksIsWhatJudgingEverySituationShows(t *testing.T) {
	t.Parallel()
	small := smallText(t, "", "")
	r := rand.New(rand.NewPCG(3, 1415))
	total := map[string]int{}
	for n := range 1000 {
		text, situations := randomBook(r, small)
		m, err := ReadManuscript("random.toml", []byte(text))
		if err != nil {
			t.Fatalf("book %d: %v\n%s", n, err, text)
		}
		var seen []witness
		for _, choice := range []string{"restore", "consume"} {
			b, err := m.Book().With(map[string]string{"A1": choice}, nil)
			if err != nil {
				t.Fatal(err)
			}
			for _, f := range situations {
				j, err := b.judge(Arrival, f)
				if err != nil {
					t.Fatal(err)
				}
				seen = append(seen, witness{b, choice == "restore", f, j})
			}
		}
		s := newStudy(m, newLexicon(m.Book()), Arrival, shortLists)
		s.whole = true
		s.run()
		s.runOpposed()
		if len(s.open) > 0 {
			t.Errorf("book %d: %q are neither reached nor ruled out", n, s.open)
		}
		total["clauses"] += len(s.clauses)
		for i := range s.clauses {
			compareClause(t, s, i, seen, total)
		}
		if t.Failed() {
			t.Fatalf("book %d:\n%s", n, text[strings.Index(text, "[[arrival]]"):strings.Index(text, "[[registration]]")])
		}
	}
	t.Log(total)
}

func compareClause(t *testing.T, s *study, i int, seen []witness, total map[string]int) {
	t.Helper()
	c := s.clauses[i].c
	found := func(kind, part string) *Finding {
		for k := range s.findings {
			if f := &s.findings[k]; f.Kind == kind && f.Clause == nameOf(c) && (f.Part == part || part == "") {
				return f
			}
		}
		return nil
	}
	decides := func(w witness, part string) bool {
		at := slices.Index(w.j.cited, c)
		_, v := w.j.holds(c)
		return at >= 0 && v == verdictYes && (part == "" || slices.Contains(w.j.gave[at], part))
	}
	some := func(usual bool, part string) bool {
		return slices.ContainsFunc(seen, func(w witness) bool { return (w.usual || !usual) && decides(w, part) })
	}
	alive := some(false, "")
	tell := func(what string, check, truth bool) {
		if truth {
			total[what]++
		}
		if check != truth {
			t.Errorf("clause %s: %s is %v by the check and %v by judging everything", c.row, what, check, truth)
		}
	}
	tell("never decides", found(NeverDecides, "") != nil, !alive)
	tell("decides only by a switch", found(BySwitch, "") != nil, alive && !some(true, ""))
	for _, p := range s.clauses[i].parts {
		if alive && len(s.clauses[i].parts) > 1 {
			tell("unused "+p, found(PartUnused, p) != nil, !some(false, p))
		}
		if c.when == "" && c.then.named(p) != nil {
			tell("by default "+p, found(ByDefault, p) != nil, some(true, p))
		}
	}
	if f := found(NeverDecides, ""); f != nil {
		shadowOf(t, s, i, seen, f, total)
	}
	for k := range i {
		opposedBy(t, s, k, i, seen, total)
	}
}

// reachable tells by the clauses' conditions alone whether clause i decides
// anything in some situation, if only the given others may come before it.
func reachable(s *study, i int, before []int, seen []witness) bool {
	return slices.ContainsFunc(seen, func(w witness) bool {
		verdict := func(k int) verdict { _, v := w.j.holds(s.clauses[k].c); return v }
		decided, asking := map[string]bool{}, false
		for _, k := range before {
			c, v := s.clauses[k].c, verdict(k)
			if v == verdictNo || asking && len(c.then.ask) == 0 {
				continue
			}
			own := slices.DeleteFunc(c.then.parts(), func(p string) bool { return p == "needs_ruling" })
			if len(own) > 0 && len(c.then.ask) == 0 && !slices.ContainsFunc(own, func(p string) bool { return !partsOf(decided).has(partNamed(p)) }) {
				continue
			}
			for _, p := range c.then.parts() {
				for _, who := range c.then.receivers(p, w.book) {
					decided["needs_ruling"] = decided["needs_ruling"] || v == verdictYes && !partsOf(decided).has(partNamed(p)) && w.j.one(who) == ""
				}
			}
			for _, p := range c.then.parts() {
				decided[p] = true
			}
			if v == verdictOpen && !c.states() {
				decided["needs_ruling"] = true
			}
			asking = asking || v == verdictYes && len(c.then.ask) > 0 && !w.situation.Answer.BeenBefore.Known()
		}
		c := s.clauses[i].c
		if verdict(i) != verdictYes || asking && len(c.then.ask) == 0 {
			return false
		}
		already := partsOf(decided)
		parts := c.then.parts()
		return c.states() || len(c.then.ask) > 0 && !asking && !w.situation.Answer.BeenBefore.Known() ||
			len(c.then.mark) > 0 && w.situation.Deal.Closer.Or("") != "" ||
			slices.ContainsFunc(parts, func(p string) bool { return !already.has(partNamed(p)) && (p != "needs_ruling" || len(parts) == 1) })
	})
}

func partsOf(names map[string]bool) partSet {
	var out partSet
	for name, is := range names {
		if is {
			out |= 1 << partNamed(name)
		}
	}
	return out
}

func shadowOf(t *testing.T, s *study, i int, seen []witness, f *Finding, total map[string]int) {
	t.Helper()
	var set []int
	for k, x := range s.clauses {
		if slices.Contains(f.Others, nameOf(x.c)) {
			set = append(set, k)
		}
	}
	if len(set) > 1 {
		total["shadowed by several together"]++
	}
	if reachable(s, i, set, seen) {
		t.Errorf("clause %s is not shadowed by %v alone", f.Clause, f.Others)
	}
	for k := range set {
		if less := slices.Delete(slices.Clone(set), k, k+1); !reachable(s, i, less, seen) {
			t.Errorf("clause %s is shadowed without %s of %v", f.Clause, nameOf(s.clauses[set[k]].c), f.Others)
		}
	}
	if f.Alone != !slices.ContainsFunc(seen, func(w witness) bool { _, v := w.j.holds(s.clauses[i].c); return v == verdictYes }) {
		t.Errorf("clause %s: that its condition never holds is said to be %v", f.Clause, f.Alone)
	}
}

func opposedBy(t *testing.T, s *study, k, i int, seen []witness, total map[string]int) {
	t.Helper()
	a, b := s.clauses[k].c, s.clauses[i].c
	if b.when == "" {
		return
	}
	var overlap, onlyA, onlyB bool
	for _, w := range seen {
		if !w.usual {
			continue
		}
		_, va := w.j.holds(a)
		_, vb := w.j.holds(b)
		onlyA, onlyB = onlyA || va == verdictYes && vb != verdictYes, onlyB || vb == verdictYes && va != verdictYes
		for _, part := range []string{"owner", "server"} {
			x, y := a.then.named(part), b.then.named(part)
			at := slices.Index(w.j.cited, a)
			if x == nil || y == nil || at < 0 || va != verdictYes || vb != verdictYes || !slices.Contains(w.j.gave[at], part) {
				continue
			}
			p, q := w.j.one(x), w.j.one(y)
			overlap = overlap || p != "" && q != "" && p != q
		}
	}
	truth := overlap && onlyA && onlyB
	check := slices.ContainsFunc(s.findings, func(f Finding) bool {
		return f.Kind == Opposed && f.Clause == nameOf(b) && slices.Contains(f.Others, nameOf(a))
	})
	if truth {
		total["opposed"]++
	}
	if check != truth {
		t.Errorf("clauses %s and %s: opposed is %v by the check and %v by judging everything", a.row, b.row, check, truth)
	}
}
