package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strings"
	"time"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/printer"
	"shouwen/core/slip"
)

// printerCommand finds printers, tries one and puts it into the configuration.
func printerCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("printer", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	lang := flags.String("lang", systemLanguage(), "zh or en")
	flags.Usage = func() {
		fmt.Fprintln(stderr, `printer [--config FILE] find | test [PRINTER] | use PRINTER
PRINTER is one that find lists, or the address of a receipt printer on the network`)
		flags.PrintDefaults()
	}
	if err := flags.Parse(args); err != nil {
		return 2
	}
	words, err := phrase.Load(assets.Files, "phrases")
	if err == nil {
		p := printers{config: *path, lang: floor.Language(*lang), words: words, out: stdout}
		err = p.run(flags.Args())
	}
	if errors.Is(err, flag.ErrHelp) {
		flags.Usage()
		return 2
	}
	if err != nil {
		fmt.Fprintln(stderr, sayFault(err))
		return 1
	}
	return 0
}

// printers is one call of the command.
type printers struct {
	config string
	lang   floor.Language
	words  *phrase.Book
	out    io.Writer
}

// testTime is how long finding or trying a printer may take.
const testTime = 20 * time.Second

func (p printers) run(words []string) error {
	ctx, cancel := context.WithTimeout(context.Background(), testTime)
	defer cancel()
	switch {
	case len(words) == 1 && words[0] == "find":
		return p.find(ctx)
	case len(words) == 1 && words[0] == "test":
		cfg, err := openConfig(p.config)
		if err != nil {
			return err
		}
		return p.test(ctx, cfg.Printer.To)
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
	if to, err := printer.AtAddress(text); err == nil && !strings.Contains(text, "/") {
		return to
	}
	return text
}

// find lists what could be chosen, a printer a line.
func (p printers) find(ctx context.Context) error {
	found := printer.Find(ctx, printer.DeviceFolder, printer.LocalQueues)
	for _, f := range found {
		fmt.Fprintf(p.out, "%s\t%s\n", f.To, p.state(f.Reason))
	}
	if len(found) == 0 {
		fmt.Fprintln(p.out, p.words.Say(p.lang, "printer.none", nil))
	}
	return nil
}

// state says how a printer is.
func (p printers) state(reason string) string {
	if reason == "" {
		reason = "printer.well"
	}
	return p.words.Say(p.lang, reason, nil)
}

// test prints a test page and says what became of it.
func (p printers) test(ctx context.Context, to string) error {
	cfg, err := openConfig(p.config)
	if err != nil {
		return err
	}
	on, err := printer.Open(to)
	if err != nil {
		return err
	}
	press, err := slip.NewPress(slip.Fonts(fonts()), p.words)
	if err != nil {
		return err
	}
	width, err := slip.PaperOf(cfg.Printer.Width)
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
