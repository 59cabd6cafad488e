package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"

	"shouwen/assets"
	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/slip"
	"shouwen/kiosk/flow"
)

// demoCommand runs the demonstration visit by itself, on the real windows: a
// new visitor in English, then one in Chinese who was here yesterday. It leaves
// a picture of each screen, the slips and the day's log in a folder, and prints them one a line.
func demoCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("demo", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", "out", "the `folder` for pictures, slips and logs")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	log := slog.New(slog.NewTextHandler(stderr, &slog.HandlerOptions{Level: slog.LevelWarn}))
	if err := demonstrate(ctx, *out, stdout, log); err != nil {
		fmt.Fprintln(stderr, sayFault(err))
		return 1
	}
	return 0
}

// demonstrate founds a demonstration house of its own, in a folder that is
// removed afterwards, and shows a day in it.
func demonstrate(ctx context.Context, out string, stdout io.Writer, log *slog.Logger) error {
	dir, err := os.MkdirTemp("", "shouwen-demo-*")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	cfg := defaults()
	cfg.Data = dir
	cfg.Printer.To = "folder:" + filepath.Join(out, "slips")
	cfg.Export.Folder = out
	cfg = cfg.filled()
	if err := seedDemo(cfg, log); err != nil {
		return err
	}
	show := &show{out: out, stdout: stdout, began: time.Now()}
	ctx, end := context.WithCancel(ctx)
	defer end()
	err = openLobby(ctx, cfg, nil, log, time.Now, func(g *glass) {
		defer end()
		show.err = show.run(g)
	})
	return errors.Join(err, show.err)
}

// seedDemo founds the house and puts yesterday into it: Mr Wang's first visit,
// received by Zhou Hang, so that today's returning visitor has a history.
func seedDemo(cfg config, log *slog.Logger) error {
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return err
	}
	f, err := demoFounding(book.Say(floor.Chinese, "setup.demo.house", nil))
	if err != nil {
		return err
	}
	if f.managerPIN, err = randomPIN(); err != nil {
		return err
	}
	at := time.Now().Add(-24 * time.Hour)
	h, err := openHouse(cfg, true, f.Site, func() time.Time { at = at.Add(time.Second); return at }, log)
	if err != nil {
		return err
	}
	if err := h.found(f); err != nil {
		return errors.Join(err, h.Close())
	}
	return errors.Join(h.yesterday(), h.Close())
}

// demoVisitor is invented; the phone is of a block that nobody has.
var demoVisitor = floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}

func (h *house) yesterday() error {
	stamp := func(by floor.Actor) desk.Stamp { return desk.Stamp{At: h.now(), By: by} }
	for _, id := range []floor.AdvisorID{"zhou"} {
		if err := h.desk.SignIn(stamp(floor.Staff(id)), id); err != nil {
			return err
		}
	}
	consent := floor.Consent{Version: consentVersion, Language: floor.Chinese, Given: true}
	o, err := h.desk.Open(stamp(floor.Visitor), floor.Answers{BeenBefore: floor.No, Purpose: floor.Learn}, demoVisitor, consent)
	if err != nil {
		return err
	}
	if _, err := h.desk.Claim(stamp(floor.System), o.Code, "", "scanner"); err != nil {
		return err
	}
	_, err = h.desk.Finish(stamp(floor.Staff("zhou")), o.Visit, desk.Basics{Need: "三居", Consent: consent})
	return err
}

// A show is the demonstration under way.
type show struct {
	out    string
	stdout io.Writer
	hand   *hand
	g      *glass
	began  time.Time
	shots  int
	err    error
}

// made says of a file what it is, in one line.
func (s *show) made(file, what string) { fmt.Fprintf(s.stdout, "%-34s %s\n", file, what) }

func (s *show) look(window, name, what string) error {
	s.shots++
	file := filepath.Join(s.out, fmt.Sprintf("%02d-%s.png", s.shots, name))
	if err := s.hand.look(window, file); err != nil {
		return err
	}
	s.made(file, what)
	return nil
}

// run plays the demonstration to its end.
func (s *show) run(g *glass) error {
	var err error
	if s.hand, err = newHand(g); err != nil {
		return err
	}
	s.g = g
	for _, part := range []func() error{s.openDay, s.newVisitor, s.serve, s.returningVisitor, s.serve, s.log} {
		if err := part(); err != nil {
			return err
		}
	}
	return nil
}

// openDay signs everybody in, as they would on their phones in the morning.
func (s *show) openDay() error {
	if err := s.hand.until("both windows at their full size", s.hand.stands); err != nil {
		return err
	}
	fmt.Fprintf(s.stdout, "%-34s %.1f s from start to both windows standing\n", "(start)", time.Since(s.began).Seconds())
	l := s.g.lobby
	staff := []floor.AdvisorID{"lin", "zhou", "xu", "gao"}
	if err := l.desk.Arrange(l.stamp(floor.Manager), staff); err != nil {
		return err
	}
	for _, id := range staff {
		if err := l.desk.SignIn(l.stamp(floor.Staff(id)), id); err != nil {
			return err
		}
	}
	if err := s.look("kiosk", "greeting", "the greeting"); err != nil {
		return err
	}
	if err := s.hand.until("the board with everybody on it", s.hand.current); err != nil {
		return err
	}
	return s.look("board", "board-morning", "the board: whose turn it is")
}

// newVisitor comes for the first time and reads English.
func (s *show) newVisitor() error {
	from := len(s.hand.took)
	steps := []struct {
		screen flow.Screen
		what   string
		touch  []string
	}{
		{"", "", []string{"lang:en", "start"}},
		{flow.Before, "has he been here?", []string{"say:first"}},
		{flow.Contacted, "has one of us called?", []string{"say:no"}},
		{flow.Introduced, "did somebody introduce him?", []string{"say:no"}},
		{flow.See, "whom would he like to see?", []string{"nobody"}},
		{flow.Purpose, "what brings him?", []string{"say:learn"}},
		{flow.Name, "the name, on a keyboard of Latin letters", nil},
	}
	for _, step := range steps {
		if step.screen != "" {
			if err := s.stepShot(step.screen, "en-"+string(step.screen), step.what); err != nil {
				return err
			}
		}
		if err := s.hand.touches(step.touch...); err != nil {
			return err
		}
	}
	if err := s.hand.touches("skip", "skip"); err != nil {
		return err
	}
	return s.ticket("en", "a new visitor", from)
}

// returningVisitor was here yesterday, remembers who helped him, and gives his phone.
func (s *show) returningVisitor() error {
	from := len(s.hand.took)
	if err := s.hand.touches("start"); err != nil {
		return err
	}
	if err := s.stepShot(flow.Before, "zh-before", "has he been here? (Chinese)"); err != nil {
		return err
	}
	if err := s.hand.touches("say:self"); err != nil {
		return err
	}
	if err := s.stepShot(flow.Helped, "zh-helped", "who helped him?"); err != nil {
		return err
	}
	if err := s.hand.touches("who:zhou"); err != nil {
		return err
	}
	if err := s.stepShot(flow.Appointment, "zh-appointment", "had they agreed to meet today?"); err != nil {
		return err
	}
	if err := s.hand.touches("say:no", "say:learn"); err != nil {
		return err
	}
	if err := s.stepShot(flow.Name, "zh-name", "the name, common surnames at once"); err != nil {
		return err
	}
	if err := s.hand.touches("pick:王", "title:mr"); err != nil {
		return err
	}
	for _, digit := range demoVisitor.Phone {
		if err := s.hand.touch("key:" + string(digit)); err != nil {
			return err
		}
	}
	if err := s.stepShot(flow.Phone, "zh-phone", "phone, with what is kept and why"); err != nil {
		return err
	}
	if err := s.hand.touch("next"); err != nil {
		return err
	}
	return s.ticket("zh", "a returning visitor", from)
}

func (s *show) stepShot(screen flow.Screen, name, what string) error {
	if err := s.hand.await(screen); err != nil {
		return err
	}
	return s.look("kiosk", name, what)
}

// ticket looks at the last screen and the board, and tells how long it took.
func (s *show) ticket(lang, who string, from int) error {
	if err := s.hand.await(flow.Ticket); err != nil {
		return err
	}
	took := s.hand.took[from:]
	fmt.Fprintf(s.stdout, "%-34s %s: %d touches, %.1f s from the first to the number\n", "("+lang+")", who, len(took), time.Since(took[0].at).Seconds())
	if err := s.look("kiosk", lang+"-ticket", "the number, who comes, the slip printing"); err != nil {
		return err
	}
	if err := s.hand.until("the board with the call on it", s.hand.current); err != nil {
		return err
	}
	return s.look("board", "board-"+lang+"-called", "the board calls the number")
}

// serve is what the advisor does: he scans the slip, the board changes, he completes the register.
func (s *show) serve() error {
	l := s.g.lobby
	visits, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil || len(visits) == 0 {
		return errors.Join(err, errors.New("no visit was opened"))
	}
	v := visits[len(visits)-1]
	if err := s.slip(v); err != nil {
		return err
	}
	if err := s.hand.scan(slip.Link(l.address(), v.Code)); err != nil {
		return err
	}
	err = s.hand.until("the claim", func() bool {
		now, err := l.desk.Visit(v.ID)
		return err == nil && now.State == floor.Serving
	})
	if err != nil {
		return err
	}
	if err := s.hand.until("the board with the visit on it", s.hand.current); err != nil {
		return err
	}
	if err := s.look("board", fmt.Sprintf("board-%03d-served", v.Number), "the board after the slip was scanned"); err != nil {
		return err
	}
	_, err = l.desk.Finish(l.stamp(floor.Staff(v.Server)), v.ID, desk.Basics{Need: "三居"})
	if err != nil {
		return err
	}
	return s.hand.touches("home")
}

// slip leaves the paper as PNG and PDF under a plain name.
func (s *show) slip(v desk.Visit) error {
	l := s.g.lobby
	pic, err := l.paper.press.Slip(l.slipOf(v, false), l.paper.width)
	if err != nil {
		return err
	}
	name := filepath.Join(s.out, fmt.Sprintf("slip-%03d", v.Number))
	var png, pdf bytes.Buffer
	if err := slip.PNG(&png, pic); err != nil {
		return err
	}
	if err := slip.PDF(&pdf, pic, l.desk.Snapshot().House.Name, v.OpenedAt); err != nil {
		return err
	}
	if err := os.WriteFile(name+".png", png.Bytes(), 0o644); err != nil {
		return err
	}
	s.made(name+".png", fmt.Sprintf("the slip of number %03d", v.Number))
	if err := os.WriteFile(name+".pdf", pdf.Bytes(), 0o644); err != nil {
		return err
	}
	s.made(name+".pdf", "the same slip as PDF")
	return nil
}

// log seals the day and writes its log.
func (s *show) log() error {
	l := s.g.lobby
	if _, err := l.desk.SealDay(l.stamp(floor.Manager)); err != nil {
		return err
	}
	for _, f := range daylog.Formats() {
		file := filepath.Join(s.out, "day."+string(f))
		if err := l.exportTo(file, l.desk.Today(), f, floor.Chinese, true); err != nil {
			return err
		}
		s.made(file, "the day's log, sealed")
	}
	return nil
}
