package main

import (
	"bufio"
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
)

// driveCommand opens the lobby like run and takes orders for its hand from the
// standard input, a line each; every order is answered by "ok …" or "no …". It
// is how the end-to-end run touches the appliance from outside. When the
// input ends the lobby closes.
func driveCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("drive", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	cfg, fault := openConfig(*path)
	if errors.Is(fault, errNoConfig) {
		fmt.Fprintln(stderr, fault)
		return 2
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	err := openLobby(ctx, cfg, fault, log, time.Now, func(g *glass) {
		defer stop()
		obey(g, os.Stdin, stdout)
	})
	return ended(err, stderr)
}

func obey(g *glass, in io.Reader, out io.Writer) {
	h, err := newHand(g)
	if err != nil {
		fmt.Fprintln(out, "no", err)
		return
	}
	fmt.Fprintln(out, "ok ready")
	lines := bufio.NewScanner(in)
	for lines.Scan() {
		answer, err := h.order(lines.Text())
		if err != nil {
			fmt.Fprintln(out, "no", err)
			continue
		}
		fmt.Fprintln(out, "ok", answer)
	}
}
