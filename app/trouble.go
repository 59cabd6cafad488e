package main

import (
	"context"
	"errors"
	"log/slog"
	"time"

	"fyne.io/fyne/v2"
	fyneapp "fyne.io/fyne/v2/app"
	"fyne.io/fyne/v2/container"

	"shouwen/app/pump"
	"shouwen/assets"
	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/store"
)

// showTrouble says on the screen, in one calm sentence and one way on, why the
// lobby does not open, so that whoever switched it on in the morning need not find
// a terminal. Once try succeeds it returns errReopen. A second start of a lobby
// that is open already shows no window.
func showTrouble(ctx context.Context, cfg config, cause error, log *slog.Logger, try func() error) error {
	if key, _, _ := store.Words(cause); key == store.KeyLocked {
		return cause
	}
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return errors.Join(cause, err)
	}
	log.Error("the lobby does not open", "fault", cause)
	awaitDesktop(desktopPatience)
	a := fyneapp.NewWithID(appID)
	a.Settings().SetTheme(look.New(fonts()))
	troubleWindow(a, cfg, book, cause).Show()
	ctx, end := context.WithCancel(ctx)
	opened := make(chan bool, 1)
	go func() {
		opened <- passes(ctx, time.After, cause, try)
		pump.Post(a.Quit)
	}()
	a.Run()
	end()
	if <-opened { // an attempt under way closes the house before the program ends
		return errReopen
	}
	return cause
}

func troubleWindow(a fyne.App, cfg config, book *phrase.Book, cause error) fyne.Window {
	w := a.NewWindow("KIOSK")
	h := &house{phrases: book}
	zh := look.NewText(h.say(floor.Chinese, cause), look.ColorInk, look.SizeQuestion, look.SizeBody).Bold()
	en := look.NewText(h.say(floor.English, cause), look.ColorInkSoft, look.SizeButton, look.SizeBody)
	w.SetContent(container.NewStack(look.NewGround(look.ColorPaper),
		container.NewPadded(container.NewGridWithRows(4, container.NewWithoutLayout(), zh, en))))
	w.Resize(fyne.NewSize(900, 900))
	if countMonitors() > 1 || cfg.Windows.FullScreen != nil && *cfg.Windows.FullScreen {
		w.SetFullScreen(true)
	}
	return w
}

// tryAgainAfter lies between two attempts to open a house that is in trouble.
const tryAgainAfter = 5 * time.Second

// passes tries again until the trouble has passed, and reports false once ctx
// ends. A trouble that only a person can mend, such as damage, is not tried
// again: it stands on the screen until somebody ends the program.
func passes(ctx context.Context, after func(time.Duration) <-chan time.Time, trouble error, try func() error) bool {
	for trouble != nil {
		if !mayPass(trouble) {
			<-ctx.Done()
			return false
		}
		select {
		case <-ctx.Done():
			return false
		case <-after(tryAgainAfter):
		}
		trouble = try()
	}
	return true
}

// mayPass reports whether a trouble can end without this program: space is
// made, a disk comes back, another program closes the house.
func mayPass(trouble error) bool {
	switch key, _, _ := store.Words(trouble); key {
	case store.KeyFull, store.KeyNoSpace, store.KeyLocked, store.KeyMissing, store.KeyFault, store.KeyReopen:
		return true
	}
	return false
}
