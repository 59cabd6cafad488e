package rulebook

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// smallAnd is the small rulebook beside itself with one thing changed.
func smallAnd(t *testing.T, old, new string) (a, b *Book) {
	t.Helper()
	return manuscript(t, "", "").Book(), manuscript(t, old, new).Book()
}

func TestADifferenceThatIsShownIsJudgedSoByBoth(t *testing.T) {
	a, b := smallAnd(t, "svc.recognised.at_minutes <= window_minutes", "svc.recognised.at_minutes < window_minutes")
	d := Distinguish(a, b, Recognition, Bound{})
	if d.Verdict != Apart || !strings.Contains(strings.Join(d.Parts, " "), "owner") {
		t.Fatalf("at exactly five minutes one hands back and the other does not, but the search says %s %v", d.Verdict, d.Parts)
	}
	f, err := d.Sample.Facts()
	if err != nil {
		t.Fatal(err)
	}
	if got := f.Svc.Recognised.Or(Recognised{}).AtMinutes.Or(-1); got != 5 {
		t.Errorf("they differ at 5 minutes, the situation is at %v", got)
	}
	x, _ := a.Judge(Recognition, f)
	y, _ := b.Judge(Recognition, f)
	if len(apartIn(&x, &y, false)) == 0 {
		t.Errorf("both rule %+v", x)
	}
}

func TestTwoWaysToSayTheSameRuleAlike(t *testing.T) {
	a, b := smallAnd(t, "svc.recognised.at_minutes <= window_minutes", "!(window_minutes < svc.recognised.at_minutes)")
	for _, at := range Moments() {
		if d := Distinguish(a, b, at, Bound{Switched: true}); d.Verdict != Alike {
			t.Errorf("at %s they are %s: %v", at, d.Verdict, d.Parts)
		}
	}
}

func TestWhatOnlyAnotherReadingShowsIsFoundByASwitch(t *testing.T) {
	a, b := smallAnd(t, `when   = '''in_time'''`, `when   = '''in_time || reading.A1 == "consume"'''`)
	if d := Distinguish(a, b, Recognition, Bound{}); d.Verdict != Alike {
		t.Errorf("as the reading stands they rule alike, not %s", d.Verdict)
	}
	d := Distinguish(a, b, Recognition, Bound{Switched: true})
	if d.Verdict != Apart || d.Sample.Readings["A1"] != "consume" {
		t.Errorf("under A1 = consume they are apart, not %s under %+v", d.Verdict, d.Sample)
	}
}

func TestEditsOfRandomRulebooksAreToldApartWhereJudgingEverySituationTellsThemApart(t *testing.T) {
	t.Parallel()
	small := smallText(t, "", "")
	r := rand.New(rand.NewPCG(2, 718))
	total := map[Verdict]int{}
	for range 120 {
		text, situations := randomBook(r, small)
		m, err := ReadManuscript("random.toml", []byte(text))
		if err != nil {
			t.Fatal(err)
		}
		edits := m.Edits()
		e := edits[r.IntN(len(edits))]
		b, err := e.Book()
		if err != nil {
			continue
		}
		d := Distinguish(m.Book(), b, Arrival, Bound{})
		total[d.Verdict]++
		if d.Verdict == Unclear {
			t.Errorf("%s: unclear, though the search looks into everything", e)
		}
		for _, f := range situations {
			x, errX := m.Book().Judge(Arrival, f)
			y, errY := b.Judge(Arrival, f)
			if errX != nil || errY != nil {
				t.Fatal(errX, errY)
			}
			if parts := apartIn(&x, &y, false); len(parts) > 0 && d.Verdict != Apart {
				t.Fatalf("%s: said to be %s, but apart in %v in %+v\n%s", e, d.Verdict, parts, f, text)
			}
		}
	}
	if total[Alike] < 10 || total[Apart] < 10 {
		t.Errorf("the edits are too much of one kind: %v", total)
	}
}
