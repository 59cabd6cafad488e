package replay

import (
	"errors"
	"strings"
	"testing"

	"shouwen/core/desk"
	"shouwen/core/journal"
)

// opening is how each small script here begins; what follows it stands on line 5.
const opening = `day 2026-11-23
house 演示售楼处 rulebook=course-centre-5min-thirds
advisors ana=安娜:1 ben=贝宁:2
08:55 sign-in ana ben
`

func TestAFaultOfAScriptNamesFileAndLine(t *testing.T) {
	for _, c := range []struct{ name, line, want string }{
		{"something that cannot happen", "09:00 dance v1", `small.txtar:5: "dance" is not something that happens`},
		{"a check that there is not", "guess v1", `small.txtar:5: "guess" is neither`},
		{"a key that is not read", "09:00 arrive v1 recals=ben", "small.txtar:5: arrive does not know recals="},
		{"a key of a check that is not read", "turns ana usd=1", "small.txtar:5: turns does not know usd="},
		{"a key twice", "09:00 arrive v1 lang=zh lang=en", "small.txtar:5: lang= is given twice"},
		{"a time that cannot be", "25:00 sign-in ana", `small.txtar:5: "25:00" is not a time of day`},
		{"a time that runs backwards", "08:00 sign-in ana", "small.txtar:5: 08:00 comes after 08:55:00"},
		{"a day that cannot be", "day 2026-02-30", `small.txtar:5: "2026-02-30" is not a day`},
		{"a quotation that is not closed", `09:00 place v1 to=ben reason="busy`, "small.txtar:5: a quotation mark is not closed"},
		{"a visit that never came", "09:00 claim v9", `small.txtar:5: no visit "v9" has arrived`},
		{"an advisor of whom a check asks and who is not there", "turns zoe used=1", `small.txtar:5: no advisor "zoe"`},
		{"a refusal without a time", "! claim v1", "small.txtar:5: what is refused needs a time"},
		{"nothing but a time", "09:00", "small.txtar:5: a step needs a word"},
		{"a reading that the rulebook has not", "switch A99=yes", "small.txtar:5: "},
		{"a switch that the rulebook has not", "switch busy=perhaps", "small.txtar:5: "},
		{"a board that is not written down", "board zh morning", `small.txtar:5: the script has no file "board zh morning"`},
		{"a second house", "house 另一家 rulebook=course-centre-5min-thirds", "small.txtar:5: refusal.house.founded"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := Run("small.txtar", []byte(opening+c.line+"\n"), newStage(t))
			var f *Fault
			if !errors.As(err, &f) || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got %v, want %s …", err, c.want)
			}
		})
	}
}

func TestWhatIsNotSoIsListedLineByLine(t *testing.T) {
	script := opening + `09:00 arrive v1 been-before=no
ruled v1 server=ana turn.ana=consume clause=5.a
ruled v1 server=ben
ruled v1 clause=6.b
ruled v1 turn.ben=consume
visit v1 state=called number=1
visit v1 state=serving
line ben ana
line ana ben
turns ana used=1
turns ana used=2
floor ana=expects:1 ben=next
floor ana=busy:1
called number=1 desk=1
called desk=2
notice -
notice notice.ruling
log 1 接待顾问=安娜
log 1 接待顾问=贝宁
log rows 2
slip v1 zh
board zh
09:01 sign-in zoe
! 09:02 claim v1
! 09:03 claim v1 code=0000
refused refusal.code.used
refused refusal.code.unknown
-- slip v1 zh --
not this
-- board zh --
nor this
`
	out := played(t, "small.txtar", []byte(script), newStage(t))
	want := []int{7, 8, 9, 11, 13, 15, 17, 19, 21, 23, 24, 25, 26, 27, 28, 30}
	var got []int
	for _, f := range out.Failures {
		got = append(got, f.Line)
	}
	if len(got) != len(want) {
		t.Fatalf("lines %v are not so, want %v: %v", got, want, out.Failures)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("line %d is not so, want line %d: %v", got[i], want[i], out.Failures[i])
		}
	}
}

func TestAFailureSaysWhatIsSoAndWhy(t *testing.T) {
	out := played(t, "small.txtar", []byte(opening+"09:00 arrive v1\nruled v1 server=ben\n"), newStage(t))
	if len(out.Failures) != 1 {
		t.Fatalf("got %v, want one failure", out.Failures)
	}
	said := out.Failures[0].Error()
	for _, want := range []string{"small.txtar:6", `server is "ana", want "ben"`, "cited: 5.a", "passed over: "} {
		if !strings.Contains(said, want) {
			t.Errorf("%q lacks %q", said, want)
		}
	}
}

func TestASwitchOfTheRulebookAddsToThoseBefore(t *testing.T) {
	script := opening + "switch busy=keep\nswitch return_minutes=10 A6=consume\n"
	in := played(t, "small.txtar", []byte(script), newStage(t)).Desk.Rulebook()
	if in.Readings["busy"] != "keep" || in.Readings["A6"] != "consume" || in.Parameters["return_minutes"] == nil {
		t.Errorf("in force are %v and %v", in.Readings, in.Parameters)
	}
}

func TestARestartGoesOnWhereTheDayWas(t *testing.T) {
	stage := newStage(t)
	opened := 0
	open := stage.Open
	stage.Open = func() (journal.Log, desk.Safe, error) { opened++; return open() }
	played(t, "small.txtar", []byte(opening+"restart\nfloor ana=next\nrestart\n"), stage)
	if opened != 3 {
		t.Errorf("the journal was opened %d times, want 3", opened)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(opening))
	f.Add([]byte("! 09:12 claim v1 by=cho\n\"\"\n# a comment\n-- slip v1 zh --\n文字\n"))
	f.Add([]byte("09:00 place v1 reason=\"two words\" reason=x\n\t\n:\n9:"))
	f.Fuzz(func(t *testing.T, text []byte) {
		steps, _, err := parse("fuzz.txtar", text)
		if err != nil {
			var fault *Fault
			if !errors.As(err, &fault) || fault.Line < 1 {
				t.Fatalf("%v names no line", err)
			}
			return
		}
		for _, s := range steps {
			if s.verb == "" && s.text == "" {
				t.Errorf("line %d became a step of nothing", s.line)
			}
		}
	})
}
