package main

import (
	"context"
	"errors"
	"log/slog"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/store"
	"shouwen/kiosk/flow"
)

// atOnce is a clock on which nobody waits.
func atOnce(time.Duration) <-chan time.Time {
	c := make(chan time.Time, 1)
	c <- time.Time{}
	return c
}

// closedHouse is the configuration of a house that was founded, worked in on 2026-11-24, and closed.
func closedHouse(t *testing.T) config {
	t.Helper()
	cfg := defaults()
	cfg.Data, cfg.LAN.Port = t.TempDir(), 0
	cfg = cfg.filled()
	f, err := demoFounding("演示售楼处")
	if err != nil {
		t.Fatal(err)
	}
	h, err := openHouse(cfg, true, f.Site, on("2026-11-24"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(h.found(f), h.desk.SignIn(desk.Stamp{At: h.now(), By: floor.Staff("lin")}, "lin"), h.Close()); err != nil {
		t.Fatal(err)
	}
	return cfg
}

// on is a clock that stands at nine in the morning of the day.
func on(day string) func() time.Time {
	at, err := time.Parse(time.RFC3339, day+"T09:00:00+08:00")
	if err != nil {
		panic(err)
	}
	return func() time.Time { return at }
}

func TestAClockBehindTheJournalOpensALobbyThatSaysSo(t *testing.T) {
	cfg := closedHouse(t)
	l, err := standLobby(cfg, errors.New("a fault in the configuration"), slog.New(slog.DiscardHandler), on("2026-11-20"))
	if err != nil {
		t.Fatalf("the lobby does not open: %v", err)
	}
	defer func() {
		l.Close()
		if err := l.house.Close(); err != nil {
			t.Error(err)
		}
	}()
	n := l.carryOut(flow.OpenVisit{Key: "k1", Answers: floor.Answers{Language: floor.English, BeenBefore: floor.No}})
	if no, ok := n.(flow.Refused); !ok || no.Refusal.Key != "refusal.clock" {
		t.Errorf("the visitor is told %+v, want the refusal about the clock", n)
	}
}

func TestAHouseWhoseStoreFailedDoesNotOpen(t *testing.T) {
	h, err := openHouse(closedHouse(t), false, "", on("2026-11-25"), slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	h.desk.Close()
	if err := h.begin(nil); !errors.Is(err, desk.ErrStopped) {
		t.Errorf("it begins with %v, want that the desk has stopped", err)
	}
	if err := h.store.Close(); err != nil {
		t.Error(err)
	}
}

func TestAHouseInTroubleOpensOnceTheTroubleHasPassed(t *testing.T) {
	cfg := closedHouse(t)
	quiet := slog.New(slog.DiscardHandler)
	other, err := standLobby(cfg, nil, quiet, on("2026-11-25"))
	if err != nil {
		t.Fatal(err)
	}
	tries := 0
	try := func() error {
		if tries++; tries == 2 { // the other program closes the house
			other.Close()
			if err := other.house.Close(); err != nil {
				t.Error(err)
			}
		}
		l, err := standLobby(cfg, nil, quiet, on("2026-11-25"))
		if err != nil {
			return err
		}
		l.Close()
		return l.house.Close()
	}
	if !passes(t.Context(), atOnce, &store.OpenError{Key: store.KeyFull}, try) || tries != 2 {
		t.Errorf("after %d attempts the house is not open", tries)
	}
}

func TestDamageIsNotTriedAgain(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	end()
	for _, key := range []string{store.KeyDamaged, store.KeyNewer, store.KeyOther} {
		if mayPass(&store.OpenError{Key: key}) {
			t.Errorf("%s is tried again", key)
		}
	}
	if passes(ctx, atOnce, &store.OpenError{Key: store.KeyDamaged}, func() error { t.Error("it is opened again"); return nil }) {
		t.Error("damage has passed by itself")
	}
}

func TestATroubleEndsWithTheProgram(t *testing.T) {
	ctx, end := context.WithCancel(t.Context())
	tries := 0
	try := func() error {
		if tries++; tries == 3 {
			end()
		}
		return &store.OpenError{Key: store.KeyMissing}
	}
	never := func(time.Duration) <-chan time.Time {
		if ctx.Err() != nil {
			return nil
		}
		return atOnce(0)
	}
	if passes(ctx, never, &store.OpenError{Key: store.KeyMissing}, try) || tries != 3 {
		t.Errorf("after the end it tried on, %d times", tries)
	}
}
