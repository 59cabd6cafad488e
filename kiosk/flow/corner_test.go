package flow

import (
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
)

// inside opens the staff corner.
func inside(t *testing.T) *finger {
	f := touching(t, ordinary()).on("staff").sees(CornerPIN).dial("246813").on("next")
	if f.last != (CheckPIN{"246813"}) {
		t.Fatalf("the door asks for %+v", f.last)
	}
	return f.told(Admitted{By: floor.Manager}).sees(CornerFloor)
}

func TestPINIsForgottenAsSoonAsItIsHandedOver(t *testing.T) {
	f := touching(t, ordinary()).on("staff").dial("246813")
	if got := f.s.View(book(t)).Field; got.Dots != 6 || strings.Contains(fmt.Sprint(got), "246813") {
		t.Errorf("the field shows %+v, want six dots and no digit", got)
	}
	f.on("next")
	if strings.Contains(fmt.Sprintf("%+v", f.s), "246813") {
		t.Error("the state still holds the PIN")
	}
	f.told(Refused{Refusal: floor.Refuse("staff.pin.short", "least", "6")}).sees(CornerPIN)
	if f.s.View(book(t)).Field.Error == "" {
		t.Error("a wrong PIN is not said")
	}
}

func TestShortPINIsRefusedAtTheDoor(t *testing.T) {
	f := touching(t, ordinary()).on("staff").dial("24").on("next")
	if f.last != nil || f.s.View(book(t)).Field.Error == "" {
		t.Errorf("two digits ask for %+v", f.last)
	}
}

func TestNobodyIsAdmittedWhoDoesNotWaitAtTheDoor(t *testing.T) {
	touching(t, ordinary()).told(Admitted{By: floor.Manager}).sees(Greeting)
	f := touching(t, ordinary()).on("staff").dial("246813").on("next", "back").sees(Greeting)
	f.told(Admitted{By: floor.Manager}).sees(Greeting)
}

func TestStaffCommands(t *testing.T) {
	by := floor.Manager
	for _, c := range []struct {
		name    string
		touches []string
		want    Command
		then    Screen
	}{
		{"sign in", []string{"advisor:fan", "do:sign_in"}, SignIn{by, "fan"}, CornerFloor},
		{"sign out", []string{"advisor:ana", "do:sign_out"}, SignOut{by, "ana"}, CornerFloor},
		{"step out", []string{"advisor:ana", "do:step_out", "out:approved_errand"}, StepOut{by, "ana", floor.ApprovedErrand}, CornerFloor},
		{"step back", []string{"advisor:dai", "do:step_back"}, StepBack{by, "dai"}, CornerFloor},
		{"lunch duty", []string{"advisor:ana", "do:lunch_on"}, LunchDuty{by, "ana", true}, CornerFloor},
		{"no lunch duty", []string{"advisor:bai", "do:lunch_off"}, LunchDuty{by, "bai", false}, CornerFloor},
		{"badge", []string{"advisor:fan", "do:badge"}, PrintBadge{by, "fan"}, CornerAdvisor},
		{"up", []string{"up:bai"}, SetOrder{by, []floor.AdvisorID{"bai", "ana", "chu", "dai"}}, CornerFloor},
		{"down", []string{"down:ana"}, SetOrder{by, []floor.AdvisorID{"bai", "ana", "chu", "dai"}}, CornerFloor},
		{"the first cannot go up", []string{"up:ana"}, nil, CornerFloor},
		{"the last cannot go down", []string{"down:dai"}, nil, CornerFloor},
		{"call next", []string{"tab:visits", "do:call_next"}, CallNext{by}, CornerVisits},
		{"call again", []string{"tab:visits", "visit:v2", "do:call_again"}, CallAgain{by, "v2"}, CornerVisit},
		{"reprint", []string{"tab:visits", "visit:v1", "do:reprint"}, Reprint{by, "v1"}, CornerVisit},
		{"left", []string{"tab:visits", "visit:v2", "do:leave"}, Leave{by, "v2"}, CornerVisits},
		{"place", []string{"tab:visits", "visit:v3", "do:place", "who:bai", "why:manager"}, Place{by, "v3", "bai", "staff.place.reason.manager"}, CornerVisits},
		{"printer", []string{"tab:day", "do:printer"}, FindPrinters{by}, CornerPrinter},
		{"test page", []string{"tab:day", "do:printer", "do:test_page"}, PrintTestPage{by}, CornerPrinter},
		{"look again", []string{"tab:day", "do:printer", "do:find"}, FindPrinters{by}, CornerPrinter},
		{"export", []string{"tab:day", "do:export"}, ExportDay{by}, CornerDay},
		{"seal", []string{"tab:day", "do:seal"}, SealDay{by}, CornerDay},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := inside(t).on(c.touches...).sees(c.then)
			if !reflect.DeepEqual(f.last, c.want) {
				t.Errorf("asks for %+v, want %+v", f.last, c.want)
			}
		})
	}
}

func TestStaffAreNotOfferedWhatMeansNothing(t *testing.T) {
	for _, c := range []struct {
		touches []string
		button  string
	}{
		{[]string{"advisor:fan"}, "do:step_out"},
		{[]string{"advisor:ana"}, "do:sign_in"},
		{[]string{"tab:visits", "visit:v1"}, "do:call_again"},
		{[]string{"tab:visits", "visit:v3"}, "do:call_again"},
		{[]string{"tab:visits"}, "visit:v4"},
	} {
		f := inside(t).on(c.touches...)
		if offered(f.s.View(book(t)), c.button) {
			t.Errorf("after %v the corner offers %s", c.touches, c.button)
		}
		if _, command := f.s.Touched(Touch{Button: c.button, At: f.at.Add(time.Second)}); command != nil {
			t.Errorf("after %v %s asks for %+v", c.touches, c.button, command)
		}
	}
}

func TestCornerSaysWhatACommandDidAndWhyItWasRefused(t *testing.T) {
	f := inside(t).on("tab:day", "do:export").told(Noted{Key: "staff.visits.none"})
	says := func(want string) {
		t.Helper()
		if got := fmt.Sprint(f.s.View(book(t)).Lines); !strings.Contains(got, want) {
			t.Errorf("the corner says %s, want %q", got, want)
		}
	}
	says("现在没有客人等候。")
	f.told(Refused{Refusal: floor.Refuse("staff.pin.short", "least", "6")})
	says("密码至少 6 位。")
	f.told(Fault{})
	says("没有完成，请再试一次。")
	f.on("tab:notices")
	if got := f.s.View(book(t)).Lines; len(got) != 0 {
		t.Errorf("another screen still says %v", got)
	}
}

func TestStaffCornerLeftAloneIsLocked(t *testing.T) {
	p := Patience{}.filled()
	for _, way := range [][]string{{}, {"advisor:ana"}, {"tab:visits", "visit:v2", "do:place", "who:bai"}, {"tab:day"}} {
		f := inside(t).on(way...)
		s := f.s.Tick(f.at.Add(p.Staff + p.Count))
		if s.Screen() != Greeting {
			t.Errorf("after %v the screen is %s", way, s.Screen())
		}
		sameAsNew(t, s)
	}
	f := touching(t, ordinary()).on("staff").dial("24")
	s := f.s.Tick(f.at.Add(p.PIN + p.Count))
	sameAsNew(t, s)
}

func TestBackLeavesTheCornerStepByStep(t *testing.T) {
	f := inside(t).on("tab:visits", "visit:v2", "do:place", "who:bai").sees(CornerWhy)
	for _, want := range []Screen{CornerPlace, CornerVisit, CornerVisits, Greeting} {
		f.on("back").sees(want)
	}
	sameAsNew(t, f.s)
	inside(t).on("advisor:ana", "do:step_out").on("back").sees(CornerAdvisor).on("back").sees(CornerFloor)
}

func TestVisitThatEndedMeanwhileOffersNothing(t *testing.T) {
	f := inside(t).on("tab:visits", "visit:v2")
	gone := lobby()
	gone.Visits = nil
	f.told(SnapshotChanged{gone})
	if got := f.s.View(book(t)).Choices; len(got) != 0 {
		t.Errorf("offers %+v for a visit that is over", got)
	}
}

func TestSetup(t *testing.T) {
	f := touching(t, Settings{NoHouse: true, NoPIN: true}).sees(SetupHouse).on("demo")
	if f.last != (SetUpDemo{}) {
		t.Errorf("the demonstration asks for %+v", f.last)
	}
	f.told(SettingsChanged{Settings{NoPIN: true}}).sees(SetupPIN).dial("246813").on("next").sees(SetupRepeat).dial("246814").on("next").sees(SetupPIN)
	if f.last != nil || f.s.View(book(t)).Field.Error == "" {
		t.Errorf("two different PINs ask for %+v", f.last)
	}
	f.dial("246813").on("next").sees(SetupRepeat).dial("246813").on("next")
	if f.last != (ChoosePIN{"246813"}) {
		t.Errorf("the PIN asks for %+v", f.last)
	}
	if strings.Contains(fmt.Sprintf("%+v", f.s), "246813") {
		t.Error("the state still holds the PIN")
	}
	f.told(SettingsChanged{ordinary()}).sees(Greeting)
	touching(t, Settings{NoHouse: true}).on("how").sees(SetupHow).on("back").sees(SetupHouse)
}

func TestHalfChosenPINIsForgotten(t *testing.T) {
	f := touching(t, Settings{NoPIN: true}).dial("246813").on("next").sees(SetupRepeat)
	p := Patience{}.filled()
	s := f.s.Tick(f.at.Add(p.Question + p.Count))
	if s.Screen() != SetupPIN || !reflect.DeepEqual(s.setup, setup{}) {
		t.Errorf("the screen is %s with %+v", s.Screen(), s.setup)
	}
}

func TestAPrinterIsChosenFromThoseThatWereFound(t *testing.T) {
	f := inside(t).on("tab:day", "do:printer")
	if v := f.s.View(book(t)); len(v.Rows) > 0 || offered(v, "printer:0") {
		t.Errorf("before any was found the screen lists %+v", v.Rows)
	}
	f.told(PrintersFound{Now: "folder:slips", Found: []FoundPrinter{{To: "usb:/dev/usb/lp0", State: "printer.well"}, {To: "cups://localhost:631/desk", State: "printer.reason.paper"}}})
	if v := f.s.View(book(t)); len(v.Rows) != 2 || v.Rows[1].Label != "desk" || v.Rows[1].Detail == "" {
		t.Errorf("the screen lists %+v", v.Rows)
	}
	if f.on("printer:1"); f.last != (UsePrinter{floor.Manager, "cups://localhost:631/desk"}) {
		t.Errorf("the touch asks for %+v", f.last)
	}
	if s, cmd := f.s.usedPrinter("2"); cmd != nil || s.screen != CornerPrinter {
		t.Errorf("a printer that is not listed asks for %+v", cmd)
	}
	f.on("back").sees(CornerDay)
}
