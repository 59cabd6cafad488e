package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/core/vault"
)

// setupCommand sets the house up from the terminal: it asks line by line, so
// that PINs never stand in a command line where others can read them.
func setupCommand(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("setup", flag.ContinueOnError)
	flags.SetOutput(stderr)
	path := flags.String("config", "", "the configuration `file`")
	demo := flags.Bool("demo", false, "set the demonstration house up, plainly marked as such")
	lang := flags.String("lang", systemLanguage(), "zh or en")
	if err := flags.Parse(args); err != nil {
		return 2
	}
	a := asker{out: stdout, in: bufio.NewScanner(os.Stdin), lang: floor.Language(*lang)}
	if err := a.setUp(configPath(*path), *demo); err != nil {
		fmt.Fprintln(stderr, a.word(err))
		return 1
	}
	return 0
}

// systemLanguage is the terminal's: Chinese unless LANG says another.
func systemLanguage() string {
	if l := os.Getenv("LANG"); l != "" && !strings.HasPrefix(l, "zh") {
		return string(floor.English)
	}
	return string(floor.Chinese)
}

// An asker asks for what a first start needs.
type asker struct {
	out  io.Writer
	in   *bufio.Scanner
	lang floor.Language
	book *phrase.Book
	h    *house
}

var errInputEnded = errors.New("input ended")

func (a *asker) say(key string, args phrase.Args) string { return a.book.Say(a.lang, key, args) }

func (a *asker) word(err error) string {
	if errors.Is(err, errInputEnded) {
		return a.say("setup.input.ended", nil)
	}
	if a.book == nil {
		return err.Error()
	}
	return (&house{phrases: a.book}).say(a.lang, err)
}

func (a *asker) line(prompt string) (string, error) {
	fmt.Fprint(a.out, prompt)
	if !a.in.Scan() {
		return "", errInputEnded
	}
	return strings.TrimSpace(a.in.Text()), a.in.Err()
}

// secret asks for a line that a terminal does not show.
func (a *asker) secret(prompt string) (string, error) {
	show, hidden := hide(os.Stdin)
	text, err := a.line(prompt)
	if hidden {
		show()
		fmt.Fprintln(a.out) // the Enter was not shown either
	}
	return text, err
}

func (a *asker) setUp(path string, demo bool) error {
	var err error
	if a.book, err = phrase.Load(assets.Files, "phrases"); err != nil {
		return err
	}
	cfg, err := readConfig(path)
	if err != nil {
		return err
	}
	if isFounded(cfg) {
		return errors.New(a.say("setup.already", phrase.Args{"place": cfg.Data}))
	}
	f, err := a.plan(demo)
	if err != nil {
		return err
	}
	h, err := openHouse(cfg, true, f.Site, time.Now, slog.New(slog.NewTextHandler(io.Discard, nil)))
	if err != nil {
		return err
	}
	defer h.Close()
	if err := h.found(f); err != nil {
		return err
	}
	if err := writeStarter(path); err != nil {
		return err
	}
	if demo {
		fmt.Fprintln(a.out, a.say("setup.demo.pins", phrase.Args{"pins": demoPINs(f)}))
	}
	fmt.Fprintln(a.out, a.say("setup.done", phrase.Args{"house": f.Name, "place": cfg.Data, "config": path}))
	return nil
}

// isFounded reports whether a house stands in the data folder: its journal or
// its keys. A journal that is gone while the keys are there is a loss to be
// told, never an invitation to begin anew.
func isFounded(cfg config) bool {
	entries, err := os.ReadDir(filepath.Join(cfg.Data, "journal"))
	if err == nil && len(entries) > 0 {
		return true
	}
	_, err = os.Stat(filepath.Join(cfg.Data, "keys"))
	return err == nil
}

func demoPINs(f founding) string {
	var out []string
	for _, p := range f.advisors {
		out = append(out, p.name+" "+p.pin)
	}
	return strings.Join(out, ", ")
}

// writeStarter leaves the commented configuration where it will be looked for, unless one is there.
func writeStarter(path string) error {
	if _, err := os.Stat(path); err == nil {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return fmt.Errorf("configuration folder: %w", err)
	}
	if err := os.WriteFile(path, starter, 0o644); err != nil {
		return fmt.Errorf("configuration: %w", err)
	}
	return nil
}

func (a *asker) plan(demo bool) (founding, error) {
	if demo {
		return demoFounding(a.say("setup.demo.house", nil))
	}
	fmt.Fprintln(a.out, a.say("setup.welcome", nil))
	var f founding
	var err error
	if f.Name, err = a.needed("setup.name"); err != nil {
		return f, err
	}
	site, err := a.needed("setup.site")
	if err != nil {
		return f, err
	}
	f.Site = floor.SiteID(site)
	if f.Zone, err = a.zone(); err != nil {
		return f, err
	}
	if f.Rulebook, err = a.rulebook(); err != nil {
		return f, err
	}
	if f.managerPIN, err = a.pin(a.say("setup.pin.manager", nil)); err != nil {
		return f, err
	}
	f.advisors, err = a.advisors()
	return f, err
}

// needed asks until something is given.
func (a *asker) needed(key string) (string, error) {
	for {
		text, err := a.line(a.say(key, nil))
		if err != nil || text != "" {
			return text, err
		}
	}
}

func (a *asker) zone() (string, error) {
	for {
		text, err := a.line(a.say("setup.zone", nil))
		if err != nil {
			return "", err
		}
		if text == "" {
			return "Asia/Shanghai", nil
		}
		if _, err := time.LoadLocation(text); err == nil {
			return text, nil
		}
		fmt.Fprintln(a.out, a.say("refusal.house.zone", phrase.Args{"zone": text}))
	}
}

func (a *asker) rulebook() (string, error) {
	names, err := rulebook.Names(assets.Files)
	if err != nil {
		return "", err
	}
	fmt.Fprintln(a.out, a.say("setup.rulebook", phrase.Args{"list": strings.Join(names, ", ")}))
	for {
		text, err := a.line(a.say("setup.rulebook.ask", nil))
		if err != nil {
			return "", err
		}
		for _, name := range names {
			if name == text {
				return text, nil
			}
		}
		fmt.Fprintln(a.out, a.say("refusal.rulebook.unknown", phrase.Args{"rulebook": text})+didYouMean(text, names))
	}
}

// pin asks twice, and says what is wrong with a PIN that is easily guessed.
func (a *asker) pin(prompt string) (string, error) {
	for {
		first, err := a.secret(prompt)
		if err != nil {
			return "", err
		}
		if err := vault.CheckNewPIN(first); err != nil {
			fmt.Fprintln(a.out, a.word(err))
			continue
		}
		again, err := a.secret(a.say("setup.pin.repeat", nil))
		if err != nil {
			return "", err
		}
		if first == again {
			return first, nil
		}
		fmt.Fprintln(a.out, a.say("setup.pin.differs", nil))
	}
}

func (a *asker) advisors() ([]hiring, error) {
	var out []hiring
	for {
		text, err := a.line(a.say("setup.advisor", nil))
		if err != nil {
			return nil, err
		}
		p, ok := advisorOf(text)
		switch {
		case text == "" && len(out) > 0:
			return out, nil
		case text == "":
			fmt.Fprintln(a.out, a.say("setup.advisor.none", nil))
		case !ok:
			fmt.Fprintln(a.out, a.say("setup.advisor.format", nil))
		default:
			if p.pin, err = a.pin(a.say("setup.pin.advisor", phrase.Args{"name": p.name})); err != nil {
				return nil, err
			}
			out = append(out, p)
		}
	}
}

// advisorOf reads an id, a name that may have spaces in it, and a desk. A last
// field is the desk only if it is short and has no small letter, such as 3, A2
// or 前台: "ana Ana Wu" has no desk yet.
func advisorOf(line string) (hiring, bool) {
	fields := strings.Fields(line)
	if len(fields) < 2 {
		return hiring{}, false
	}
	p, name := hiring{id: floor.AdvisorID(fields[0])}, fields[1:]
	if last := name[len(name)-1]; len(name) > 1 && utf8.RuneCountInString(last) <= longestDesk && !strings.ContainsFunc(last, unicode.IsLower) {
		p.desk, name = last, name[:len(name)-1]
	}
	p.name = strings.Join(name, " ")
	return p, true
}

// longestDesk is how many characters a desk has that stands behind a name.
const longestDesk = 4
