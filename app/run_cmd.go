package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"shouwen/assets"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// runCommand opens the lobby: the two windows, the advisors' page, the printer.
func runCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("run", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	ordinary := flags.Bool("windows", false, "open ordinary windows, for development")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	cfg, fault := openConfig(*path)
	if errors.Is(fault, errNoConfig) {
		fmt.Fprintln(stderr, fault)
		return 2
	}
	if *ordinary {
		no := false
		cfg.Windows.FullScreen = &no
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := openLobby(ctx, cfg, fault, log, time.Now, nil)
	return ended(err, stderr)
}

// ended is the exit code of a lobby that closed; one that is to begin anew does so instead.
func ended(err error, stderr io.Writer) int {
	if errors.Is(err, errSetUp) || errors.Is(err, errReopen) {
		err = again()
	}
	if err != nil {
		fmt.Fprintln(stderr, sayFault(err))
		return 1
	}
	return 0
}

// The ends of a lobby after which it begins anew.
var (
	errSetUp  = errors.New("the house was set up")
	errReopen = errors.New("the house is opened anew")
)

// again puts a fresh start of the same program in this one's place.
func again() error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	return syscall.Exec(self, os.Args, os.Environ())
}

// errNoDisplay says what is missing and what to do.
var errNoDisplay = errors.New("there is no display: start it in a desktop session, or use make run, which starts a virtual one with two monitors")

// sayFault words what stopped the lobby for whoever stands before it: one sentence, and one way on.
func sayFault(err error) string {
	book, bookErr := phrase.Load(assets.Files, "phrases")
	if bookErr != nil {
		return err.Error()
	}
	h := &house{phrases: book}
	zh, en := h.say(floor.Chinese, err), h.say(floor.English, err)
	if zh == en {
		return zh
	}
	return zh + "\n" + en
}

// openLobby opens the house behind the windows and shows them until ctx ends.
// drive, if there is one, is started once both windows stand.
func openLobby(ctx context.Context, cfg config, fault error, log *slog.Logger, now func() time.Time, drive func(*glass)) error {
	if os.Getenv("DISPLAY") == "" {
		return errNoDisplay
	}
	if !isFounded(cfg) {
		if fault != nil { // a data folder that was not read must not look like a house that was never set up
			return showTrouble(ctx, cfg, fault, log, nil)
		}
		return setUpOnGlass(ctx, cfg, log, now)
	}
	stand := func() (*lobby, error) { return standLobby(cfg, fault, log, now) }
	l, err := stand()
	if err != nil {
		return showTrouble(ctx, cfg, err, log, func() error {
			l, err := stand()
			if err != nil {
				return err
			}
			l.Close()
			return l.house.Close()
		})
	}
	failed := showWindows(ctx, l, drive)
	l.Close()
	return errors.Join(failed, l.house.Close())
}

// standLobby opens the house and the lobby in it; if either cannot be, both are closed.
func standLobby(cfg config, fault error, log *slog.Logger, now func() time.Time) (*lobby, error) {
	h, err := openHouse(cfg, false, "", now, log)
	if err != nil {
		return nil, err
	}
	if err := h.begin(fault); err != nil {
		return nil, errors.Join(err, h.Close())
	}
	l, err := newLobby(h)
	if err != nil {
		return nil, errors.Join(err, h.Close())
	}
	return l, nil
}

// begin puts the configured rulebook in force and tells the manager what is
// wrong with the files. None of it keeps the lobby shut, even when the clock is
// behind the journal and every command is refused: only a store that failed does.
func (h *house) begin(fault error) error {
	stamp := desk.Stamp{At: h.now(), By: floor.System}
	if err := h.tend("the day before is not sealed", h.desk.Wake(stamp)); err != nil {
		return err
	}
	if fault != nil {
		h.log.Warn("the configuration has a fault", "fault", fault)
		return h.tend("the manager is not told of the configuration", h.desk.Notify(stamp, "notice.config", map[string]string{"fault": fault.Error()}))
	}
	if err := h.tend("the notice about the configuration stays", h.desk.Clear(stamp, "notice.config")); err != nil {
		return err
	}
	if err := h.listSites(stamp); err != nil {
		return err
	}
	return h.tend("the rulebook stays as it is", h.enforce())
}

// tend logs what housekeeping could not do, and returns it only if the store failed.
func (h *house) tend(left string, err error) error {
	if err == nil {
		return nil
	}
	select {
	case <-h.desk.Failed(): // the command on which the store failed brings the fault itself
		return err
	default:
	}
	if errors.Is(err, desk.ErrStopped) {
		return err
	}
	h.log.Warn(left, "fault", err)
	return nil
}
