package flow

import (
	"iter"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// nine is when the tests' day begins.
var nine = time.Date(2026, 11, 23, 9, 0, 0, 0, time.FixedZone("CST", 8*3600))

// lobby is a floor with a few invented advisors and visits.
func lobby() *floor.Snapshot {
	advisor := func(id, name, desk string, state floor.AdvisorState, place int) floor.Advisor {
		return floor.Advisor{ID: floor.AdvisorID(id), Name: name, Desk: desk, State: state, Place: place}
	}
	snap := &floor.Snapshot{
		At:       nine,
		House:    floor.House{Name: "云汐展厅", Site: "east", Demo: true},
		Rulebook: "sms-1month-collision", Version: "1",
		Advisors: []floor.Advisor{
			advisor("ana", "安宁", "1", floor.Next, 1),
			advisor("bai", "白露", "2", floor.Ready, 2),
			advisor("chu", "楚云", "3", floor.Busy, 3),
			advisor("dai", "戴月", "", floor.Away, 4),
			advisor("fan", "范舟", "5", floor.Off, 0),
		},
		Visits: []floor.Visit{
			{ID: "v1", Number: 1, State: floor.Serving, Server: "chu", OpenedAt: nine},
			{ID: "v2", Number: 2, State: floor.Waiting, Server: "ana", OpenedAt: nine},
			{ID: "v3", Number: 3, State: floor.Waiting, Referee: true, OpenedAt: nine},
			{ID: "v4", Number: 4, State: floor.Finished, Server: "bai", OpenedAt: nine},
		},
		Notices: []floor.Notice{{At: nine, Key: "staff.fault"}},
	}
	snap.Advisors[2].Serving = 1
	snap.Advisors[3].Out = floor.Work
	snap.Advisors[3].Owed = 1
	snap.Advisors[1].Lunch = true
	return snap
}

// elevenDigits stands in for the house's check of phones.
func elevenDigits(digits string) *floor.Refusal {
	if len(digits) != 11 || digits[0] != '1' || digits[1] < '3' {
		return floor.Refuse("kiosk.phone.empty")
	}
	return nil
}

// fewNames stands in for the names that the house knows by their pinyin: each
// letter of w, l, z and o begins some, and the common ones are always there.
type fewNames struct{}

func (fewNames) Offer(letters string, surname bool) iter.Seq2[string, int] {
	by := map[string][]string{"": strings.Split("文明华国志英玉小秀红丽海春金军芳平建荣林", "")}
	if surname {
		by = map[string][]string{"": strings.Split("王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗", "")}
	}
	by["w"], by["x"], by["o"] = []string{"王", "汪", "伟"}, []string{"小"}, []string{"欧阳"}
	return func(yield func(string, int) bool) {
		for _, name := range by[letters[:min(1, len(letters))]] {
			if !yield(name, min(4, len(letters))) {
				return
			}
		}
	}
}

func (fewNames) Alike(name string, surname bool) iter.Seq[string] {
	return slices.Values(strings.Split(name+strings.Repeat("亡", onWide)+"罔", ""))
}

func (fewNames) Split(name string) (surname, given string) {
	if rest, ok := strings.CutPrefix(name, "欧阳"); ok {
		return "欧阳", rest
	}
	first := len(string([]rune(name)[:1]))
	return name[:first], name[first:]
}

func ordinary() Settings {
	return Settings{
		Sites:   []string{"城南展厅"},
		Consent: Consent{Version: "2026-11", Months: 12, Contact: "前台"},
		Check:   elevenDigits,
		Names:   fewNames{},
	}
}

func book(t *testing.T) *phrase.Book {
	t.Helper()
	b, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A finger touches one button after another, a second apart, and counts.
type finger struct {
	t       *testing.T
	s       State
	at      time.Time
	touches int
	last    Command
	words   *phrase.Book
}

func touching(t *testing.T, set Settings) *finger {
	return &finger{t: t, s: New(set, lobby()), at: nine, words: book(t)}
}

// on touches the buttons; each must be on the screen.
func (f *finger) on(buttons ...string) *finger {
	f.t.Helper()
	for _, button := range buttons {
		if !offered(f.s.View(f.words), button) {
			f.t.Fatalf("%s offers no %q", f.s.Screen(), button)
		}
		f.at = f.at.Add(time.Second)
		f.touches++
		f.s, f.last = f.s.Touched(Touch{Button: button, At: f.at, Fresh: "key-1"})
	}
	return f
}

// dial types the digits.
func (f *finger) dial(digits string) *finger {
	f.t.Helper()
	for _, d := range digits {
		f.on("key:" + string(d))
	}
	return f
}

func (f *finger) sees(want Screen) *finger {
	f.t.Helper()
	if got := f.s.Screen(); got != want {
		f.t.Fatalf("the screen is %s, want %s", got, want)
	}
	return f
}

func (f *finger) told(n News) *finger {
	f.at = f.at.Add(time.Second)
	f.s = f.s.Told(f.at, n)
	return f
}

// opened is the visit that the last touch asked for.
func (f *finger) opened() OpenVisit {
	f.t.Helper()
	open, ok := f.last.(OpenVisit)
	if !ok {
		f.t.Fatalf("the last touch asks for %T, want OpenVisit", f.last)
	}
	return open
}

func buttons(v View) []Button {
	var all []Button
	add := func(list ...Button) { all = append(all, list...) }
	add(v.Choices...)
	add(v.Tabs...)
	add(v.Actions...)
	add(v.Languages...)
	for _, g := range v.Groups {
		add(g.Buttons...)
	}
	for _, f := range v.Faces {
		add(f.Button)
	}
	for _, row := range v.Keys {
		add(row...)
	}
	for _, r := range v.Rows {
		add(r.Button)
		add(r.Buttons...)
	}
	for _, b := range []*Button{v.Back, v.Staff, v.Access} {
		if b != nil {
			add(*b)
		}
	}
	if v.Still != nil {
		return []Button{v.Still.Stay, v.Still.Go}
	}
	return all
}

func offered(v View, id string) bool {
	for _, b := range buttons(v) {
		if b.ID == id {
			return true
		}
	}
	return false
}
