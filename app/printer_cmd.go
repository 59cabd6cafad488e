package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/printer"
	"shouwen/core/slip"
)

// printerCommand finds printers, tries one and puts it into the configuration.
func printerCommand(args []string, stdout, stderr io.Writer) int {
	const usage = `printer [--config FILE] find | test [PRINTER] | use PRINTER
PRINTER is one that find lists, or the address of a receipt printer on the network`
	return callHouse("printer", usage, args, stderr, func(c houseCall) error {
		return printers{c, stdout}.run()
	})
}

// printers is one call of the command.
type printers struct {
	houseCall
	out io.Writer
}

// testTime is how long finding or trying a printer may take.
const testTime = 20 * time.Second

func (p printers) run() error {
	ctx, cancel := context.WithTimeout(context.Background(), testTime)
	defer cancel()
	switch words := p.args; {
	case len(words) == 1 && words[0] == "find":
		return p.find(ctx)
	case len(words) == 1 && words[0] == "test":
		return p.test(ctx, "")
	case len(words) == 2 && words[0] == "test":
		return p.test(ctx, spelled(words[1]))
	case len(words) == 2 && words[0] == "use":
		return p.use(spelled(words[1]))
	}
	return flag.ErrHelp
}

// spelled is the printer as the configuration names it; a bare address is a receipt printer's.
func spelled(text string) string {
	if _, err := printer.Open(text); err == nil {
		return text
	}
	if to, err := printer.AtAddress(text); err == nil {
		return to
	}
	return text
}

// find lists what could be chosen, a printer a line.
func (p printers) find(ctx context.Context) error {
	found := printer.Find(ctx, printer.DeviceFolder, printer.LocalQueues)
	for _, f := range found {
		fmt.Fprintf(p.out, "%s\t%s\n", f.To, p.words.Say(p.lang, stateOf(f.Reason), nil))
	}
	if len(found) == 0 {
		fmt.Fprintln(p.out, p.words.Say(p.lang, "printer.none", nil))
	}
	return nil
}

// test prints a test page, on the configured printer if none is named, and says
// what became of it.
func (p printers) test(ctx context.Context, to string) error {
	cfg, err := openConfig(p.config)
	if err != nil {
		return err
	}
	if to == "" {
		to = cfg.Printer.To
	}
	on, err := printer.Open(to)
	if err != nil {
		return err
	}
	press, width, err := pressOf(cfg.Printer, p.words)
	if err != nil {
		return err
	}
	now := time.Now()
	pic, err := press.TestPage(slip.Test{House: p.words.Say(floor.Chinese, "printer.house", nil), Printer: to, At: now}, width)
	if err != nil {
		return err
	}
	outcome, err := on.Print(ctx, printer.Job{ID: "test", Name: "test", Picture: pic, At: now})
	said := p.words.Say(p.lang, "printer.outcome."+string(outcome), nil)
	if reason := printer.Reason(err); reason != "" {
		said += ": " + p.words.Say(p.lang, reason, nil)
	}
	fmt.Fprintf(p.out, "%s\t%s\n", to, said)
	if outcome == printer.Failed {
		return fmt.Errorf("the test page did not come out: %w", err)
	}
	return nil
}

// use writes the printer into the configuration.
func (p printers) use(to string) error {
	path := configPath(p.config)
	if err := choosePrinter(path, to); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.words.Say(p.lang, "printer.chosen", phrase.Args{"printer": to, "file": path}))
	return nil
}
