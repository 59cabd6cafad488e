package main

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"log/slog"
	"os"
	"reflect"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"

	"shouwen/app/pump"
	"shouwen/assets"
	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/display"
	"shouwen/display/board"
	"shouwen/kiosk"
	"shouwen/kiosk/flow"
)

// appID names the product to the desktop. Fyne writes an empty preferences file
// under it in the user's configuration folder; the product keeps nothing there.
const appID = "cn.shouwen.lobby"

// A glass is the two windows and what they show. Its fields belong to Fyne's goroutine.
type glass struct {
	app     fyne.App
	windows *windows
	kiosk   *kiosk.Kiosk
	board   *display.Display
	state   flow.State
	snap    *floor.Snapshot
	phrases *phrase.Book
	now     func() time.Time
	scan    scanner
	ctx     context.Context
	ask     func(flow.Command) flow.News                      // carries a command out; may take its time
	scanned func(string) (key string, args map[string]string) // takes what the scanner typed, and says what came of it
	view    flow.View                                         // on the kiosk
	shown   board.Board                                       // on the board
	note    board.Words                                       // of the last scan
	noted   time.Time
	quit    context.CancelFunc
	lobby   *lobby // behind the windows; nil while a house is set up
}

// desktopPatience is how long the windows wait for the window manager to be there.
const desktopPatience = 15 * time.Second

func newGlass(ctx context.Context, set flow.Settings, snap *floor.Snapshot, book *phrase.Book, now func() time.Time) *glass {
	awaitDesktop(desktopPatience)
	g := &glass{app: fyneapp.NewWithID(appID), kiosk: kiosk.New(), board: display.New(), phrases: book, now: now, snap: snap}
	g.ctx, g.quit = context.WithCancel(ctx)
	g.app.Settings().SetTheme(look.New(fonts()))
	g.state = flow.New(set, snap)
	g.kiosk.OnTouch = g.touched
	return g
}

// stand makes the two windows. Full screen is for an appliance: two monitors, or a word in the configuration.
func (g *glass) stand(c windowConfig) {
	kioskWin, boardWin := g.app.NewWindow("KIOSK"), g.app.NewWindow("BOARD")
	kioskWin.SetContent(g.kiosk.Content())
	boardWin.SetContent(g.board.Object())
	for _, w := range []fyne.Window{kioskWin, boardWin} {
		w.Canvas().SetOnTypedRune(func(r rune) { g.scan.rune(r, g.now()) })
		w.Canvas().SetOnTypedKey(g.typed)
	}
	full := countMonitors() > 1
	if c.FullScreen != nil {
		full = *c.FullScreen
	}
	g.windows = newWindows(kioskWin, boardWin, screens{kiosk: c.Kiosk, board: c.Board, appliance: full})
}

// typed hears Enter, which ends a scanner's burst.
func (g *glass) typed(e *fyne.KeyEvent) {
	if e.Name != fyne.KeyReturn && e.Name != fyne.KeyEnter {
		return
	}
	text, ok := g.scan.enter(g.now())
	if !ok || g.scanned == nil {
		return
	}
	pump.Answer(g.ctx, func() board.Words {
		key, args := g.scanned(text)
		return board.Words{Large: g.phrases.Say(floor.Chinese, key, args), Small: g.phrases.Say(floor.English, key, args)}
	}, func(w board.Words) {
		g.note, g.noted = w, g.now()
		g.drawBoard()
	})
}

// noteHolds is how long the board says what a scan led to.
const noteHolds = 8 * time.Second

// touched is a finger on the touchscreen.
func (g *glass) touched(t flow.Touch) {
	next, cmd := g.state.Touched(t.Stamped(g.now(), freshKey()))
	g.state = next
	g.drawKiosk()
	if cmd != nil {
		pump.Answer(g.ctx, func() flow.News { return g.ask(cmd) }, g.told)
	}
}

// freshKey is a new random idempotency key.
func freshKey() string {
	var b [16]byte
	if _, err := rand.Read(b[:]); err != nil {
		panic("the system has no random bytes: " + err.Error())
	}
	return hex.EncodeToString(b[:])
}

func (g *glass) told(n flow.News) {
	g.state = g.state.Told(g.now(), n)
	g.drawKiosk()
}

// snapshot shows the floor as it now is on both windows.
func (g *glass) snapshot(s *floor.Snapshot) {
	g.snap = s
	g.state = g.state.Told(g.now(), flow.SnapshotChanged{Snapshot: s})
	g.drawKiosk()
	g.drawBoard()
}

func (g *glass) drawKiosk() {
	v := g.state.View(g.phrases)
	if reflect.DeepEqual(v, g.view) {
		return
	}
	g.view = v
	g.kiosk.Show(v)
	repaint(g.windows.kiosk)
}

func (g *glass) drawBoard() {
	if g.snap == nil {
		return
	}
	b := board.From(*g.snap, g.now(), g.phrases)
	if g.now().Sub(g.noted) < noteHolds {
		b.Note = g.note
	}
	if reflect.DeepEqual(b, g.shown) {
		return
	}
	g.shown = b
	g.board.Show(b)
	repaint(g.windows.board)
}

// run shows the windows until ctx ends. started runs once they stand.
func (g *glass) run(started func()) {
	g.drawKiosk()
	g.drawBoard()
	go pump.Tick(g.ctx, g.now, time.Second, func(at time.Time) {
		g.state = g.state.Tick(at)
		g.drawKiosk()
		g.drawBoard()
		g.windows.wake(at)
	})
	go g.windows.watch(g.ctx)
	g.app.Lifecycle().SetOnStarted(func() {
		if started != nil {
			started()
		}
	})
	stop := context.AfterFunc(g.ctx, func() { pump.Post(g.app.Quit) })
	defer stop()
	defer g.quit()
	g.windows.open()
	g.app.Run()
}

// showWindows shows the lobby until ctx ends. It returns errReopen if the store
// failed under it.
func showWindows(ctx context.Context, l *lobby, drive func(*glass)) error {
	g := newGlass(ctx, l.settings(), l.desk.Snapshot(), l.phrases, l.now)
	g.lobby, g.ask, g.scanned = l, l.carryOut, l.scanned
	g.kiosk.House = l.cfg.Look.house()
	g.board.Paint(look.Palette{Accent: g.kiosk.House.Accent})
	g.stand(l.cfg.Windows)
	news := make(chan flow.News, 256)
	l.listen(news)
	go pump.Each(g.ctx, news, g.told)
	go pump.Run(g.ctx, l.desk.Watch(), g.snapshot)
	go l.watchBooks(g.ctx)
	go func() {
		select {
		case <-l.desk.Failed():
			g.quit()
		case <-g.ctx.Done():
		}
	}()
	g.run(func() {
		if drive != nil {
			go drive(g)
		}
	})
	select {
	case <-l.desk.Failed():
		return errReopen
	default:
		return nil
	}
}

// setUpOnGlass shows the screens of a first start, and returns errSetUp once a house stands.
func setUpOnGlass(ctx context.Context, cfg config, log *slog.Logger, now func() time.Time) error {
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return err
	}
	g := newGlass(ctx, flow.Settings{NoHouse: true}, &floor.Snapshot{At: now()}, book, now)
	var done error
	g.ask = func(cmd flow.Command) flow.News {
		if _, ok := cmd.(flow.SetUpDemo); !ok {
			return flow.Fault{}
		}
		if err := setUpDemo(cfg, book, log, now); err != nil {
			log.Error("the demonstration house was not set up", "fault", err)
			return flow.Fault{}
		}
		done = errSetUp
		g.quit()
		return flow.Noted{}
	}
	g.stand(cfg.Windows)
	g.run(nil)
	return done
}

// setUpDemo founds the demonstration house in the data folder, and says its PINs where the program was started.
func setUpDemo(cfg config, book *phrase.Book, log *slog.Logger, now func() time.Time) error {
	f, err := demoFounding(book.Say(floor.Chinese, "setup.demo.house", nil))
	if err != nil {
		return err
	}
	h, err := openHouse(cfg, true, f.Site, now, log)
	if err != nil {
		return err
	}
	if err := h.found(f); err != nil {
		return errors.Join(err, h.Close())
	}
	os.Stdout.WriteString(book.Say(floor.Chinese, "setup.demo.pins", phrase.Args{"pins": demoPINs(f)}) + "\n")
	return h.Close()
}

// fonts are those of every screen.
func fonts() look.Fonts {
	return look.Fonts{Regular: assets.FontRegular(), Bold: assets.FontBold(), Traditional: assets.FontTraditional(), TraditionalBold: assets.FontTraditionalBold()}
}
