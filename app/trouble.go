package main

import (
	"context"
	"errors"

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
// a terminal. A second start of a lobby that is open already shows no window.
func showTrouble(ctx context.Context, cfg config, cause error) error {
	var open *store.OpenError
	if errors.As(cause, &open) && open.Key == store.KeyLocked {
		return cause
	}
	book, err := phrase.Load(assets.Files, "phrases")
	if err != nil {
		return errors.Join(cause, err)
	}
	awaitDesktop(desktopPatience)
	a := fyneapp.NewWithID(appID)
	a.Settings().SetTheme(look.New(assets.FontRegular(), assets.FontBold()))
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
	w.Show()
	stop := context.AfterFunc(ctx, func() { pump.Post(a.Quit) })
	defer stop()
	a.Run()
	return cause
}
