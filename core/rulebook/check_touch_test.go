package rulebook

import "testing"

func TestABoundaryIsTouchedWhereTheRulingTurnsOnIt(t *testing.T) {
	m := manuscript(t, "", "")
	_, all := m.Watch()
	if len(all) != 1 {
		t.Fatalf("the small rulebook has %d boundaries, not one", len(all))
	}
	for past, want := range map[bool]float64{false: 5, true: 5.5} {
		d := m.Touch(all[0], past, Bound{})
		if d.Verdict != Apart {
			t.Fatalf("past %v: %s", past, d.Verdict)
		}
		f, err := d.Sample.Facts()
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Svc.Recognised.Or(Recognised{}).AtMinutes.Or(-1); d.Moment != Recognition || got != want {
			t.Errorf("past %v: at %s after %v minutes, want %v", past, d.Moment, got, want)
		}
		if len(apartIn(&d.A, &d.B, false)) == 0 {
			t.Errorf("past %v: the ruling does not turn on it", past)
		}
	}
}

func TestABoundaryOnWhichNothingTurnsIsTouchedNowhere(t *testing.T) {
	m := manuscript(t, `then   = { server = "current", owner = "current" }`, `then   = { server = "first", by = "handed_back", owner = "first", turn.current = "restore" }`)
	_, all := m.Watch()
	if d := m.Touch(all[0], false, Bound{}); d.Verdict != Alike {
		t.Errorf("in time or not, all is the same, but the search says %s: %v", d.Verdict, d.Parts)
	}
}
