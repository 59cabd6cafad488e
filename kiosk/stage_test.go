package kiosk

import (
	"os"
	"sync"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shouwen/assets"
	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/kiosk/flow"
	"shouwen/kiosk/pinyin"
)

var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// crowd is a floor of invented people, larger than one page of faces.
func crowd() *floor.Snapshot {
	snap := &floor.Snapshot{
		At: nine, House: floor.House{Name: "云汐国际城市展厅", Site: "east", Demo: true},
		Rulebook: "sms-1month-collision", Version: "1",
	}
	states := []floor.AdvisorState{floor.Next, floor.Ready, floor.Busy, floor.Away, floor.Ready, floor.Expects, floor.Ready, floor.Busy, floor.Off, floor.Off, floor.Off}
	names := []string{"安宁", "白露", "楚云飞", "戴月", "Emma Stone-Field", "范舟", "欧阳若水", "顾盼", "何川", "江帆", "柯明"}
	ids := []floor.AdvisorID{"an", "bai", "chu", "dai", "emma", "fan", "ouyang", "gu", "he", "jiang", "ke"}
	for i, id := range ids {
		a := floor.Advisor{ID: id, Name: names[i], State: states[i], Desk: string(rune('1' + i%9))}
		if a.State != floor.Off {
			a.Place = i + 1
		}
		snap.Advisors = append(snap.Advisors, a)
	}
	snap.Advisors[3].Out, snap.Advisors[3].Owed, snap.Advisors[3].Lunch = floor.ApprovedErrand, 2, true
	snap.Advisors[2].Serving, snap.Advisors[5].Serving = 11, 12
	visits := []floor.VisitState{floor.Serving, floor.Called, floor.Waiting, floor.Waiting}
	for i, state := range visits {
		snap.Visits = append(snap.Visits, floor.Visit{ID: floor.VisitID(rune('a' + i)), Number: 11 + i, State: state, Server: ids[i+2], OpenedAt: nine})
	}
	snap.Visits[3].Server, snap.Visits[3].Referee = "", true
	snap.Notices = []floor.Notice{{At: nine, Key: "staff.fault"}, {At: nine, Key: "kiosk.calm.line"}}
	return snap
}

// names are the house's own, loaded once for all tests.
var names = sync.OnceValue(func() *pinyin.Book {
	b, err := pinyin.Load(assets.Files, "pinyin")
	if err != nil {
		panic(err)
	}
	return b
})

func settings() flow.Settings {
	return flow.Settings{
		Sites:   []string{"城南展厅", "滨江展厅"},
		Consent: flow.Consent{Version: "2026-11", Months: 24, Contact: "前台（分机 800）"},
		Check: func(digits string) *floor.Refusal {
			if digits[0] != '1' {
				return floor.Refuse("kiosk.phone.empty")
			}
			return nil
		},
		Names:    names(),
		Rules:    rules(),
		Rulebook: map[string]string{"zh": "短信认定与一月保护", "en": "Named by message, one month"},
	}
}

// A stage is one screen to be drawn, with its name.
type stage struct {
	name  string
	state flow.State
	at    time.Time
}

// A walk touches its way through the flow and remembers every screen.
type walk struct {
	at     time.Time
	state  flow.State
	last   flow.Command
	stages *[]stage
	lang   floor.Language
}

func (w *walk) keep(name string) *walk {
	*w.stages = append(*w.stages, stage{name, w.state, w.at})
	return w
}

func (w *walk) touch(buttons ...string) *walk {
	for _, b := range buttons {
		w.at = w.at.Add(time.Second)
		var c flow.Command
		if w.state, c = w.state.Touched(flow.Touch{Button: b, At: w.at, Fresh: "key"}); c != nil {
			w.last = c
		}
	}
	return w
}

// to touches, and keeps the screen that it leads to under the screen's name.
func (w *walk) to(buttons ...string) *walk {
	return w.touch(buttons...).keep(string(w.state.Screen()))
}

// to2 touches, and keeps the screen under a name of its own.
func (w *walk) to2(button, name string) *walk { return w.touch(button).keep(name) }

func (w *walk) told(n flow.News) *walk {
	w.at = w.at.Add(time.Second)
	w.state = w.state.Told(w.at, n)
	return w
}

// stages are all screens in one language, each as full as it can get.
func stages(lang floor.Language) []stage {
	var all []stage
	begin := func(set flow.Settings) *walk {
		return (&walk{at: nine, state: flow.New(set, crowd()), stages: &all, lang: lang}).touch("lang:" + string(lang))
	}
	visitorStages(begin)
	ticketStages(begin)
	staffStages(begin)
	setupStages(begin)
	accessStages(begin)
	return all
}

func visitorStages(begin func(flow.Settings) *walk) {
	w := begin(settings()).keep("greeting").to("start").to("say:self").touch("nobody").keep("contacted").to("say:yes").touch("who:bai").keep("appointment")
	begin(settings()).touch("start").to("say:first").to("say:yes").touch("nobody").keep("introduced").to("say:customer").to("say:yes").to("say:name").touch("back").
		to("say:phone").touch("skip").keep("see").to("nobody")
	begin(settings()).touch("start", "say:first", "say:no").to("say:relative").touch("say:x")
	begin(settings()).touch("start", "say:self", "who:chu", "say:yes").keep("purpose-another")
	party := settings()
	party.Asks = append(flow.EveryQuestion(), flow.AskParty)
	begin(party).touch("start", "say:self", "who:chu", "say:yes").to("say:learn")
	w.touch("say:yes", "say:learn").keep("name").touch("title:mr").keep("name-error")
	w.touch(w.keyboard("pinyin"), "pick:王").keep("name-surname").typed("XI").keep("name-pinyin").touch("pick:晓").typed("MING").keep("name-given").touch("more").keep("name-more").
		touch("leaf:next").keep("name-more-2").touch("fewer", "pick:明").keep("name-whole")
	w.touch(w.keyboard("latin")).typed("O'NEIL").keep("name-letters").touch("given").typed("ZO").holds("key:E").keep("name-marks").touch("pick:é").keep("name-latin")
	w.touch("title:mr").keep("phone").touch("key:2", "key:3", "next").keep("phone-error")
	w.touch("lands").keep("phone-lands").touch("land:+852").keep("phone-abroad").touch("lands", "land:")
	w.touch("clear").typed("13800000001").keep("phone-full")
	still := *w
	still.at = still.at.Add(45 * time.Second)
	still.state = still.state.Tick(still.at)
	still.keep("still")
}

// accessStages are the ways to read and reach.
func accessStages(begin func(flow.Settings) *walk) {
	begin(settings()).touch("access").keep("access")
	begin(settings()).touch("start", "access", "text:largest", "ground:contrast", "reach:low").keep("access-chosen")
}

// keyboard is the button that brings the keyboard up.
func (w *walk) keyboard(which string) string {
	if (w.lang == floor.English) == (which == "latin") {
		return "page:0"
	}
	return "page:1"
}

// holds keeps a finger on the button for a second.
func (w *walk) holds(button string) *walk {
	w.at = w.at.Add(time.Second)
	w.state, _ = w.state.Touched(flow.Touch{Button: button, At: w.at, Down: true})
	return w.touch(button)
}

func (w *walk) typed(digits string) *walk {
	for _, d := range digits {
		w.touch("key:" + string(d))
	}
	return w
}

func ticketStages(begin func(flow.Settings) *walk) {
	open := func() *walk {
		return begin(settings()).touch("start", "say:self", "who:dai", "say:yes", "say:learn", "skip", "skip")
	}
	open().keep("asking").told(flow.Fault{Key: "key"}).keep("calm")
	open().told(flow.Refused{Key: "key", Refusal: floor.Refuse("kiosk.phone.empty")}).keep("refusal")
	open().told(flow.Ruled{Key: "key", Number: 12, Sentence: flow.Comes, Server: "an", Name: "安宁", Desk: "1", Slip: flow.SlipPrinting}).keep("ticket")
	open().told(flow.Ruled{Key: "key", Number: 13, Sentence: flow.StandIn, Server: "emma", Name: "Emma Stone-Field", Desk: "5", Owner: "dai", Slip: flow.SlipPrinted}).keep("ticket-standin")
	open().told(flow.Ruled{Key: "key", Number: 14, Sentence: flow.Soon, Server: "dai", Name: "戴月", Desk: "12", Slip: flow.SlipFailed,
		Link: "http://192.168.10.20:8080/s/7Q4MK2T9XW3B5D8H", Code: "7Q4M-K2T9-XW3B"}).keep("ticket-screen")
	open().told(flow.Ruled{Key: "key", Number: 17, Sentence: flow.Comes, Server: "dai", Name: "戴月", Desk: "12", Slip: flow.SlipSent,
		Link: "http://192.168.10.20:8080/s/7Q4MK2T9XW3B5D8H", Code: "7Q4M-K2T9-XW3B"}).keep("ticket-sent")
	open().told(flow.Ruled{Key: "key", Number: 115, Sentence: flow.Nobody, Slip: flow.SlipPrinting}).keep("ticket-nobody")
	open().told(flow.Ruled{Key: "key", Number: 16, Sentence: flow.Referee, Slip: flow.SlipFailed,
		Link: "http://192.168.10.20:8080/s/7Q4MK2T9XW3B5D8H", Code: "7Q4M-K2T9-XW3B"}).keep("ticket-referee")
}

func staffStages(begin func(flow.Settings) *walk) {
	w := begin(settings()).touch("staff", "key:1", "key:2").keep("staff-pin").touch("next").keep("staff-pin-error").
		told(flow.Admitted{By: floor.Manager}).keep("staff-floor").to("advisor:dai").touch("back").to("advisor:chu").to("do:step_out").touch("back", "back")
	w.touch("page:1").keep("staff-floor-more").to("tab:visits").to("visit:b").to("do:place").to("who:bai").touch("back", "back", "back").
		to("tab:day").to("do:rules").to2("chapter:1", "rules-numbers").to2("chapter:2", "rules-readings").touch("back").to("do:printer").
		told(flow.PrintersFound{Now: "tcp://192.0.2.10:9100", Found: []flow.FoundPrinter{{To: "usb:/dev/usb/lp0", State: "printer.reason.silent"}, {To: "cups://localhost:631/desk", State: "printer.well"}}}).keep("staff-printer-found").touch("back").
		told(flow.Noted{Key: "staff.note.sealed", Args: map[string]string{"digest": "7f3a90c2d4e81b65", "file": "/var/lib/shouwen/export/2026-11-23.xlsx"}}).keep("staff-day-noted").to("tab:notices")
}

func setupStages(begin func(flow.Settings) *walk) {
	begin(flow.Settings{NoHouse: true, NoPIN: true}).keep("setup-house").to("how")
	begin(flow.Settings{NoPIN: true}).touch("key:1").keep("setup-pin").touch("key:3", "key:5", "key:7", "key:2", "key:9").to("next")
}

func book(t testing.TB) *phrase.Book {
	t.Helper()
	b, err := readBook()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// readBook reads the phrases once for all tests.
var readBook = sync.OnceValues(func() (*phrase.Book, error) { return phrase.Load(os.DirFS("../assets"), "phrases") })

// sizes are the panels on which every screen must stand.
var sizes = map[string]fyne.Size{
	"standing": fyne.NewSize(1080, 1920),
	"lying":    fyne.NewSize(1920, 1080),
}

// dressed starts the test application in the house's fonts and colours.
func dressed(t testing.TB) {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(look.New(look.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold(), Traditional: assets.FontTraditional(), TraditionalBold: assets.FontTraditionalBold()}))
}

// hung puts a touchscreen into a window of its own.
func hung(t testing.TB, size fyne.Size) (*Kiosk, fyne.Window) {
	t.Helper()
	k := New()
	w := test.NewTempWindow(t, k.Content())
	w.SetPadded(false)
	w.Resize(size)
	return k, w
}
