package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
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
	outcome, err := on.Print(ctx, printer.Job{ID: strconv.FormatInt(now.Unix(), 10), Name: "test", Picture: pic, At: now})
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

// use writes the printer into the configuration, and touches no other line.
func (p printers) use(to string) error {
	if _, err := printer.Open(to); err != nil {
		return err
	}
	path := configPath(p.config)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		text, err = starter, nil
	}
	if err != nil {
		return err
	}
	changed := []byte(withPrinter(string(text), to))
	c := defaults()
	if err := unmarshalStrict(path, changed, &c); err != nil {
		return err
	}
	if c.Printer.To != to {
		return fmt.Errorf("%s: [printer] is written in a way that cannot be changed; set to = %q in it by hand", path, to)
	}
	if err := replaceFile(path, changed); err != nil {
		return err
	}
	fmt.Fprintln(p.out, p.words.Say(p.lang, "printer.chosen", phrase.Args{"printer": to, "file": path}))
	return nil
}

// withPrinter is the configuration with another printer: its line is changed where it stands.
func withPrinter(text, to string) string {
	line := "to = " + strconv.Quote(to)
	lines := strings.Split(text, "\n")
	at := slices.IndexFunc(lines, func(l string) bool { return strings.HasPrefix(strings.TrimSpace(l), "[printer]") })
	if at < 0 {
		return strings.TrimRight(text, "\n") + "\n\n[printer]\n" + line + "\n"
	}
	for i, l := range lines[at+1:] {
		key, _, _ := strings.Cut(l, "=")
		if strings.TrimSpace(key) == "to" {
			lines[at+1+i] = line
			return strings.Join(lines, "\n")
		}
		if strings.HasPrefix(strings.TrimSpace(l), "[") {
			break
		}
	}
	return strings.Join(slices.Insert(lines, at+1, line), "\n")
}

// replaceFile writes the file whole or not at all, with the rights that it had.
func replaceFile(path string, text []byte) error {
	mode := fs.FileMode(0o600)
	if was, err := os.Stat(path); err == nil {
		if old, err := os.ReadFile(path); err == nil && bytes.Equal(old, text) {
			return nil
		}
		mode = was.Mode().Perm()
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
		return err
	}
	part := path + ".part"
	if err := os.WriteFile(part, text, mode); err != nil {
		return err
	}
	return os.Rename(part, path)
}
