package floor

import (
	"bytes"
	"regexp"
	"testing"
	"time"
)

func TestAnIDIsAUUIDv7ThatSortsByTime(t *testing.T) {
	early := time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	a := NewID(early, bytes.NewReader(bytes.Repeat([]byte{0xff}, 10)))
	b := NewID(early.Add(time.Millisecond), bytes.NewReader(make([]byte, 10)))
	for _, id := range []string{a, b} {
		if !form.MatchString(id) {
			t.Errorf("%s is no UUIDv7", id)
		}
	}
	if a >= b {
		t.Errorf("%s does not sort before %s", a, b)
	}
}

func TestTheBusinessDayIsTheHouses(t *testing.T) {
	shanghai := time.FixedZone("CST", 8*3600)
	if got := DayOf(time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC), shanghai); got != "2026-11-24" {
		t.Errorf("midnight in Shanghai is on %s", got)
	}
}

func TestAnActorIsSpelledAsTheJournalDoes(t *testing.T) {
	for want, a := range map[string]Actor{"visitor": Visitor, "manager": Manager, "advisor:ana": Staff("ana")} {
		if a.String() != want {
			t.Errorf("%+v is spelled %q, want %q", a, a.String(), want)
		}
	}
}

func TestStayingOnTheFloorIsNotBeingAway(t *testing.T) {
	for _, r := range OutReasons() {
		if want := r == WorkMatter || r == PrivateMatter; r.OnFloor() != want {
			t.Errorf("%s: on the floor %v, want %v", r, r.OnFloor(), want)
		}
	}
}
