package rulebook

import (
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
)

// on is ten in the morning of a day of 2026.
func on(month time.Month, day int) time.Time {
	return time.Date(2026, month, day, 10, 0, 0, 0, time.UTC)
}

func TestAClaimLivesWhileContactsFollowInTime(t *testing.T) {
	threeMonths := func(t time.Time) time.Time { return protection(t, 3, true) }
	a, b := on(1, 10), on(2, 20)
	for name, c := range map[string]struct {
		starts, renewals []MentionView
		at               time.Time
		alive            string
	}{
		"the earlier entry ranks first":             {[]MentionView{{b, "B"}, {a, "A"}}, nil, on(3, 1), "A B"},
		"an entry of this very moment is no claim":  {[]MentionView{{a, "A"}}, nil, a, ""},
		"alive on the last day":                     {[]MentionView{{a, "A"}}, nil, on(4, 10), "A"},
		"lapsed the day after":                      {[]MentionView{{a, "A"}, {b, "B"}}, nil, on(4, 11), "B"},
		"renewed on the last day":                   {[]MentionView{{a, "A"}, {b, "B"}}, []MentionView{{on(4, 10), "A"}, {on(4, 10), "B"}}, on(5, 30), "A B"},
		"taken up again, but behind the other":      {[]MentionView{{a, "A"}, {b, "B"}}, []MentionView{{on(4, 12), "A"}, {on(4, 10), "B"}}, on(5, 30), "B A"},
		"who never entered him has none to renew":   {[]MentionView{{a, "A"}}, []MentionView{{b, "C"}}, on(3, 1), "A"},
		"what is yet to come does not renew":        {[]MentionView{{a, "A"}}, []MentionView{{on(4, 20), "A"}}, on(4, 15), ""},
		"a line that names nobody is nobody's":      {[]MentionView{{a, ""}}, nil, on(3, 1), ""},
		"of two at one moment the first line leads": {[]MentionView{{a, "B"}, {a, "A"}}, nil, on(3, 1), "B A"},
	} {
		var alive []string
		for _, v := range claims(c.starts, c.renewals, c.at, threeMonths) {
			if !c.at.After(v.Until) {
				alive = append(alive, v.Advisor)
			}
		}
		if got := strings.Join(alive, " "); got != c.alive {
			t.Errorf("%s: %q has a claim, want %q", name, got, c.alive)
		}
	}
}

func TestAPeriodOfDaysEndsWithItsLastDay(t *testing.T) {
	if got := protectionOfDays(on(6, 5), 30, true); !sameDay(got, on(7, 5)) || sameDay(got.Add(time.Nanosecond), got) {
		t.Errorf("thirty days from 5 June end at %s", got)
	}
	if got := protectionOfDays(on(6, 5), 30, false); !sameDay(got, on(7, 4)) {
		t.Errorf("with the last day left out they end at %s", got)
	}
}

func TestTwoReceptionsRunningMoveTheCustomer(t *testing.T) {
	for servers, want := range map[string]string{
		"":          "A",
		"B":         "A",
		"B B":       "B",
		"A B B":     "B",
		"A B A B":   "A",
		"A B C":     "A",
		"A B C C":   "C",
		"A B C B":   "A",
		"-B B":      "A",
		"-B B B":    "B",
		"B -B B":    "B",
		"B -C B":    "A",
		"A B B A":   "B",
		"A B B A A": "A",
		"B -A B":    "A",
	} {
		var who []string
		var counted []bool
		for _, s := range strings.Fields(servers) {
			who = append(who, strings.TrimPrefix(s, "-"))
			counted = append(counted, s[0] != '-')
		}
		if got := ladder("A", who, counted, 2); got != want {
			t.Errorf("%q: %s has him, want %s", servers, got, want)
		}
	}
}

func TestARestIsWhatTheOthersLeave(t *testing.T) {
	b, err := manuscript(t, `"shares.closer"`, `"rest"`).Book().With(nil, map[string]any{"shares": map[string]any{"first": "1/4"}})
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(b.moments[Deal], func(c *clause) bool { return len(c.then.split) > 0 && len(c.then.split[0].shares) == 2 })
	if i < 0 {
		t.Fatal("no clause of the small rulebook shares between two")
	}
	s := &b.moments[Deal][i].then.split[0]
	for _, sh := range s.shares {
		want := map[bool]Share{false: "1/4", true: "3/4"}[sh.rest]
		if got := s.of(&sh, b); got != want {
			t.Errorf("%s has %s, want %s", sh.who.name(), got, want)
		}
	}
}

func TestAFineHasTwoEnds(t *testing.T) {
	p := &parameter{name: "fine", unit: "yuan"}
	b := &Book{parameters: map[string]*parameter{"fine": p}}
	for _, bad := range []any{[]any{100}, []any{500, 100}, []any{1, 2, 3}, []any{"x", 2}, []any{nil, 2}} {
		if _, err := p.accept(bad); err == nil {
			t.Errorf("%v is taken for a range of yuan", bad)
		}
	}
	v, err := p.accept([]any{100, 500})
	if err != nil {
		t.Fatal(err)
	}
	p.value = v
	low, high := amount{param: "fine"}.in(b), amount{param: "fine", end: 1}.in(b)
	if low != 100 || high != 500 {
		t.Errorf("the fine is %d to %d", low, high)
	}
}

func TestOnlyAFollowUpOnRecordIsAContact(t *testing.T) {
	call := Followup{At: Is(on(6, 20)), Advisor: Is[floor.AdvisorID]("A")}
	for name, c := range map[string]struct {
		recorded Maybe[time.Time]
		want     bool
	}{
		"written down at once":            {Maybe[time.Time]{}, true},
		"written down before the visit":   {Is(on(7, 1)), true},
		"never written down":              {None[time.Time](), false},
		"written down only when he stood": {Is(on(7, 7)), false},
	} {
		call.RecordedAt = c.recorded
		f := Facts{Visit: Visit{At: Is(on(7, 6))}, Cust: File{Owner: Is[floor.AdvisorID]("A"), Followups: []Followup{call}}}
		if got := f.lastContact(f.before()).Known(); got != c.want {
			t.Errorf("%s: a contact %v, want %v", name, got, c.want)
		}
	}
}
