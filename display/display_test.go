package display

import (
	"fmt"
	"image/png"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"shouwen/assets"
	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/display/board"
)

var zone = time.FixedZone("CST", 8*3600)

func at(clock string) time.Time {
	t, err := time.ParseInLocation("2006-01-02 15:04:05", "2026-11-23 "+clock, zone)
	if err != nil {
		panic(err)
	}
	return t
}

// scenes are the floors that the pictures show.
func scenes(t testing.TB) map[string]board.Board {
	t.Helper()
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		t.Fatal(err)
	}
	now := at("10:24:00")
	empty := floor.Snapshot{At: now, House: floor.House{Name: "云杉营销中心"}}
	calm := empty
	calm.DayOpen, calm.Advisors = true, team(6)
	ordinary := busy(calm)
	called := ordinary
	called.LastCall = floor.Call{Number: 8, Server: "a3", Desk: "4", At: now, Times: 1}
	called.Visits = append([]floor.Visit(nil), ordinary.Visits...)
	called.Visits[1].CalledAt = now
	two := called
	two.Visits = append([]floor.Visit(nil), called.Visits...)
	two.Visits[2].State, two.Visits[2].CalledAt, two.Visits[2].Server = floor.Called, now, "a0"
	crowd := crowded(calm)
	demo := ordinary
	demo.House = floor.House{Name: "首问演示中心 Shouwen Demonstration Showroom", Demo: true}
	demo.Advisors = append([]floor.Advisor(nil), ordinary.Advisors...)
	demo.Advisors[1].Name, demo.Advisors[2].Name = "Alexandra Featherstone", "欧阳晴雪"
	again := crowd
	again.LastCall = floor.Call{Number: 41, Server: "a7", At: now, Times: 2}
	again.Visits = append([]floor.Visit(nil), crowd.Visits...)
	again.Visits[30].State, again.Visits[30].CalledAt, again.Visits[30].Server = floor.Called, now, "a7"
	return map[string]board.Board{
		"closed":    board.From(empty, now, book),
		"calm":      board.From(calm, now, book),
		"ordinary":  board.From(ordinary, now, book),
		"called":    board.From(called, now, book),
		"two-calls": board.From(two, now, book),
		"again":     board.From(again, now, book),
		"crowd":     board.From(crowd, now, book),
		"crowd-2":   board.From(crowd, now.Add(board.PageTime), book),
		"demo":      board.From(demo, now, book),
		"stopped":   board.Stopped(ordinary, now, at("10:12:00"), book),
		"english":   board.From(crowd, now, book, floor.English),
	}
}

var names = []string{"安然", "白露", "程远", "丁香", "方圆", "顾宁", "何清", "金桥", "孔乐", "林深", "孟夏", "宁静", "欧阳晴", "潘岳", "秦川"}

func team(n int) []floor.Advisor {
	var list []floor.Advisor
	for i := range n {
		a := floor.Advisor{ID: floor.AdvisorID(fmt.Sprint("a", i)), Name: names[i%len(names)], Desk: fmt.Sprint(i + 1), State: floor.Ready, Place: i + 1}
		if i == 0 {
			a.State = floor.Next
		}
		list = append(list, a)
	}
	return list
}

// busy is a quarter of an hour on a usual morning.
func busy(s floor.Snapshot) floor.Snapshot {
	s.Advisors = team(8)
	s.Advisors[2].State, s.Advisors[2].Serving = floor.Busy, 7
	s.Advisors[3].State, s.Advisors[3].Serving, s.Advisors[3].Owed = floor.Expects, 8, 1
	s.Advisors[5].State, s.Advisors[5].Out = floor.Away, floor.ApprovedErrand
	s.Advisors[6].State, s.Advisors[6].Out, s.Advisors[6].Owed = floor.Away, floor.PrivateMatter, 2
	s.Visits = []floor.Visit{
		{Number: 7, State: floor.Serving, Server: "a2", CalledAt: at("10:02:00")},
		{Number: 8, State: floor.Called, Server: "a3", CalledAt: at("10:20:00")},
		{Number: 9, State: floor.Waiting},
		{Number: 10, State: floor.Waiting},
		{Number: 11, State: floor.Waiting, Referee: true},
	}
	return s
}

// crowded is an opening day: thirty advisors and sixty parties waiting.
func crowded(s floor.Snapshot) floor.Snapshot {
	s.Advisors, s.Visits = team(30), nil
	for i := range 30 {
		a := &s.Advisors[i]
		a.State, a.Serving, a.Owed = floor.Busy, i+101, i%3
		s.Visits = append(s.Visits, floor.Visit{Number: i + 1, State: floor.Serving, Server: a.ID, CalledAt: at("09:10:00").Add(time.Duration(i) * time.Second)})
	}
	s.Advisors[4].State = floor.Expects
	s.Advisors[19].State = floor.Next
	for i := range 60 {
		s.Visits = append(s.Visits, floor.Visit{Number: i + 41, State: floor.Waiting})
	}
	return s
}

// staged opens one window with a display in the product's own fonts.
func staged(t testing.TB) (*Display, fyne.Window) {
	t.Helper()
	app := test.NewTempApp(t)
	app.Settings().SetTheme(look.New(look.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold(), Traditional: assets.FontTraditional(), TraditionalBold: assets.FontTraditionalBold()}))
	d := New()
	w := test.NewTempWindow(t, d.Object())
	w.SetPadded(false)
	return d, w
}

// read lists the words that stand on the display, and where.
func read(d *Display) []string {
	var list []string
	for _, text := range d.stage.texts {
		if text.Visible() && text.Words() != "" {
			list = append(list, fmt.Sprint(text.Words(), text.Position(), text.Size()))
		}
	}
	return list
}

var sizes = []fyne.Size{{Width: 1920, Height: 1080}, {Width: 1280, Height: 800}, {Width: 3840, Height: 2160}}

func TestNoWordOverflowsItsBox(t *testing.T) {
	d, w := staged(t)
	for name, b := range scenes(t) {
		for _, size := range sizes {
			w.Resize(size)
			d.Show(b)
			for _, text := range d.stage.texts {
				if text.Visible() && !text.Fits() {
					t.Errorf("%s at %.0f×%.0f: %q does not fit %v", name, size.Width, size.Height, text.Words(), text.Size())
				}
				if end := text.Position().Add(text.Size()); text.Visible() && (end.X > size.Width || end.Y > size.Height) {
					t.Errorf("%s at %.0f×%.0f: %q leaves the window at %v", name, size.Width, size.Height, text.Words(), end)
				}
			}
			keep(t, fmt.Sprintf("board-%s-%.0fx%.0f.png", name, size.Width, size.Height), w)
		}
	}
}

func TestNothingOfTheLastBoardStaysOnTheNext(t *testing.T) {
	list := scenes(t)
	for name, b := range list {
		d, w := staged(t)
		w.Resize(sizes[0])
		d.Show(b)
		want := read(d)
		for before, other := range list {
			d.Show(other)
			d.Show(b)
			if got := read(d); !slices.Equal(got, want) {
				t.Errorf("%s after %s reads\n%q, want\n%q", name, before, got, want)
			}
		}
	}
}

func BenchmarkTurningAPageOfACrowd(b *testing.B) {
	d, w := staged(b)
	w.Resize(sizes[0])
	list := scenes(b)
	for i := range b.N {
		d.Show([]board.Board{list["crowd"], list["crowd-2"]}[i%2])
	}
}

func TestEveryNameAndNumberIsLargeEnoughForEightMetres(t *testing.T) {
	const (
		unit   = 535.0 / 1080 // mm of a reference unit on a 43-inch panel
		square = 0.92         // of the size: the height of a Chinese character
		digit  = 0.73         // of the size: the height of a digit
	)
	if mm := look.SizeBoardName * square * unit; mm < 25 {
		t.Errorf("a name is %.1f mm high", mm)
	}
	if mm := look.SizeBoardNumber * digit * unit; mm < 25 {
		t.Errorf("a number is %.1f mm high", mm)
	}
	if mm := look.SizeBoardState * square * unit; mm < 20 {
		t.Errorf("a state is %.1f mm high", mm)
	}
}

// keep writes the picture into the folder of the environment variable BOARD_GALLERY, if set.
func keep(t *testing.T, name string, w fyne.Window) {
	t.Helper()
	dir := os.Getenv("BOARD_GALLERY")
	if dir == "" {
		return
	}
	file, err := os.Create(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if err := png.Encode(file, w.Canvas().Capture()); err != nil {
		t.Fatal(err)
	}
}
