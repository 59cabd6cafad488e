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
	cfg, fault := readConfig(configPath(*path))
	if *ordinary {
		no := false
		cfg.Windows.FullScreen = &no
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	err := openLobby(ctx, cfg, fault, log, time.Now, nil)
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
	errReopen = errors.New("the store failed and is opened anew")
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
			return showTrouble(ctx, cfg, fault)
		}
		return setUpOnGlass(ctx, cfg, log, now)
	}
	h, err := openHouse(cfg, false, "", now, log)
	if err != nil {
		return showTrouble(ctx, cfg, err)
	}
	if err := h.begin(fault); err != nil {
		return errors.Join(err, h.Close())
	}
	l, err := newLobby(h)
	if err != nil {
		return errors.Join(err, h.Close())
	}
	failed := showWindows(ctx, l, drive)
	l.Close()
	return errors.Join(failed, h.Close())
}

// begin puts the configured rulebook in force and tells the manager what is wrong with the files.
func (h *house) begin(fault error) error {
	stamp := desk.Stamp{At: h.now(), By: floor.System}
	if err := h.desk.SealPast(stamp); err != nil {
		return err
	}
	if fault != nil {
		h.log.Warn("the configuration has a fault", "fault", fault)
		return h.desk.Notify(stamp, "notice.config", map[string]string{"fault": fault.Error()})
	}
	if err := h.desk.Clear(stamp, "notice.config"); err != nil {
		return err
	}
	return h.enforce()
}
