package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// staffCommand lists and changes who works in the house, while the appliance
// is closed: list; add ID NAME [DESK]; pin ID (or pin manager); depart ID.
func staffCommand(args []string, stdout, stderr io.Writer) int {
	const usage = "staff [--config FILE] list | add ID NAME [DESK] | pin ID|manager | depart ID [SUCCESSOR]"
	return callHouse("staff", usage, args, stderr, func(c houseCall) error {
		a := asker{out: stdout, in: bufio.NewScanner(os.Stdin), lang: c.lang, book: c.words}
		return a.staff(c.config, c.args)
	})
}

func (a *asker) staff(path string, words []string) error {
	cfg, err := openConfig(path)
	if err != nil {
		return err
	}
	h, err := openHouse(cfg, false, "", time.Now, slog.New(slog.DiscardHandler))
	if err != nil {
		return err
	}
	defer h.Close()
	a.h = h
	stamp := desk.Stamp{At: h.now(), By: floor.Manager}
	switch {
	case len(words) == 0 || words[0] == "list" && len(words) == 1:
		a.listStaff()
		return nil
	case words[0] == "add" && (len(words) == 3 || len(words) == 4):
		return h.desk.Hire(stamp, floor.AdvisorID(words[1]), words[2], append(words, "")[3])
	case words[0] == "pin" && len(words) == 2:
		return a.newPIN(stamp, words[1])
	case words[0] == "depart" && (len(words) == 2 || len(words) == 3):
		return h.desk.Depart(stamp, floor.AdvisorID(words[1]), "left", floor.AdvisorID(append(words, "")[2]))
	}
	return flag.ErrHelp
}

func (a *asker) newPIN(stamp desk.Stamp, who string) error {
	id, prompt := floor.AdvisorID(who), a.say("setup.pin.advisor", phrase.Args{"name": who})
	if who == "manager" {
		id, prompt = "", a.say("setup.pin.manager", nil)
	}
	pin, err := a.pin(prompt)
	if err != nil {
		return err
	}
	return a.h.desk.SetPIN(stamp, id, pin)
}

func (a *asker) listStaff() {
	fmt.Fprintln(a.out, a.say("staff.command.list", nil))
	for _, s := range a.h.desk.Snapshot().Advisors {
		has := "-"
		if s.HasPIN {
			has = "✓"
		}
		fmt.Fprintf(a.out, "%s | %s | %s | %s | %s\n", s.ID, s.Name, s.Desk, s.State, has)
	}
}
