package main

import (
	_ "embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"github.com/pelletier/go-toml/v2"

	"shouwen/core/printer"
)

// A config is what the house's IT person writes in shouwen.toml. Everything
// has a default; what is in the file overrides it.
type config struct {
	Data     string       `toml:"data"`
	Rulebook bookConfig   `toml:"rulebook"`
	LAN      lanConfig    `toml:"lan"`
	Printer  paperConfig  `toml:"printer"`
	Windows  windowConfig `toml:"windows"`
	Look     lookConfig   `toml:"look"`
	Visitor  visitConfig  `toml:"visitor"`
	Hours    hoursConfig  `toml:"hours"`
	Export   exportConfig `toml:"export"`

	path string // of the file; a printer that is chosen is written there
}

type bookConfig struct {
	ID         string            `toml:"id"`    // of a rulebook that ships with the product
	File       string            `toml:"file"`  // or the house's own
	Files      []string          `toml:"files"` // or several, each in force from the day that it names
	Readings   map[string]string `toml:"readings"`
	Parameters map[string]any    `toml:"parameters"`
}

type lanConfig struct {
	Port    int    `toml:"port"`    // 0 turns the page off
	Address string `toml:"address"` // printed on slips; empty finds it
	Name    string `toml:"name"`    // a host name that is accepted too, such as "lobby.local"
}

type paperConfig struct {
	To     string `toml:"to"`     // folder:…, tcp://…, usb:…, cups://…
	Width  int    `toml:"width"`  // of the paper in mm, 80 or 58
	Copies int    `toml:"copies"` // of each slip, 1 or 2
	Logo   string `toml:"logo"`   // PNG or JPEG; may be relative to the file
}

type windowConfig struct {
	Kiosk      string `toml:"kiosk"` // monitor: a name such as "HDMI-1", its number from 1, "primary", or empty
	Board      string `toml:"board"`
	FullScreen *bool  `toml:"full_screen"` // left out: full screen when there are two monitors
}

type visitConfig struct {
	Patience      int      `toml:"patience_seconds"`
	Sites         []string `toml:"other_sites"`
	ConsentMonths int      `toml:"keep_months"`
	Contact       string   `toml:"contact"`
}

type hoursConfig struct {
	LunchFrom string `toml:"lunch_from"`
	LunchTo   string `toml:"lunch_to"`
}

type exportConfig struct {
	Folder string `toml:"folder"`
}

// starter is the commented file that a first start writes.
//
//go:embed shouwen.toml
var starter []byte

// configPath is where the configuration is looked for: the flag, then the
// working directory, then the user's configuration folder.
func configPath(flag string) string {
	if flag != "" {
		return flag
	}
	if _, err := os.Stat("shouwen.toml"); err == nil {
		return "shouwen.toml"
	}
	dir, err := os.UserConfigDir()
	if err != nil {
		return "shouwen.toml"
	}
	return filepath.Join(dir, "shouwen", "shouwen.toml")
}

// errNoConfig says that the file that was named is not there.
var errNoConfig = errors.New("there is no such configuration file; correct the name after --config, or have shouwen setup write the file")

// openConfig reads the configuration. A file that was named must be there: with
// the defaults in its place, another house would open than the one that was meant.
func openConfig(named string) (config, error) {
	if named != "" {
		if _, err := os.Stat(named); errors.Is(err, fs.ErrNotExist) {
			return defaults().filled(), fmt.Errorf("%s: %w", named, errNoConfig)
		}
	}
	c, err := readConfig(configPath(named))
	c.path = configPath(named)
	return c, err
}

// defaults are what a house gets that wrote nothing.
func defaults() config {
	return config{
		Data:    defaultData(),
		LAN:     lanConfig{Port: 8080},
		Printer: paperConfig{Width: 80, Copies: 1},
		Visitor: visitConfig{Patience: 40, ConsentMonths: 24, Contact: "前台"},
	}
}

// defaultData is where the journal lives: $XDG_DATA_HOME/shouwen or ~/.local/share/shouwen.
func defaultData() string {
	if dir := os.Getenv("XDG_DATA_HOME"); dir != "" {
		return filepath.Join(dir, "shouwen")
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "shouwen-data"
	}
	return filepath.Join(home, ".local", "share", "shouwen")
}

// readConfig reads the file over the defaults. A file that is not there is no
// fault. Beside a fault comes all that could be read, and the default for the
// rest: the lobby opens all the same, with the house's own data, and the manager
// is told what is wrong, where.
func readConfig(path string) (config, error) {
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return defaults().filled(), nil
	}
	if err != nil {
		return defaults().filled(), fmt.Errorf("configuration: %w", err)
	}
	c := defaults()
	fault := unmarshalStrict(path, text, &c)
	folder := filepath.Dir(path)
	c.Rulebook.beside(folder)
	c.Printer.Logo = fileFrom(folder, c.Printer.Logo)
	c.Look.Logo = fileFrom(folder, c.Look.Logo)
	c = c.filled()
	if err := c.mend(path); fault == nil {
		fault = err
	}
	return c, fault
}

// fileFrom is a file that the configuration names, seen from the configuration's folder; "" stays "".
func fileFrom(folder, name string) string {
	if name == "" || filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(folder, name)
}

// filled derives what depends on the data folder.
func (c config) filled() config {
	if c.Data == "" {
		c.Data = defaultData()
	}
	if c.Printer.To == "" {
		c.Printer.To = "folder:" + filepath.Join(c.Data, "slips")
	}
	if c.Printer.Width == 0 {
		c.Printer.Width = 80
	}
	if c.Export.Folder == "" {
		c.Export.Folder = filepath.Join(c.Data, "logs")
	}
	return c
}

// mend puts the default for each value that cannot be, and returns what was wrong with the first.
func (c *config) mend(path string) error {
	var first error
	wrong := func(format string, args ...any) {
		if first == nil {
			first = fmt.Errorf("%s: "+format, append([]any{path}, args...)...)
		}
	}
	usual := defaults()
	usual.Data = c.Data
	usual = usual.filled()
	for _, at := range []struct {
		name string
		of   *string
	}{{"hours.lunch_from", &c.Hours.LunchFrom}, {"hours.lunch_to", &c.Hours.LunchTo}} {
		if _, err := time.Parse("15:04", *at.of); *at.of != "" && err != nil {
			wrong("%s = %q is not a time of day such as \"12:00\"", at.name, *at.of)
			*at.of = ""
		}
	}
	c.Look.mend(wrong)
	if c.LAN.Port < 0 || c.LAN.Port > 65535 {
		wrong("lan.port = %d, want 1 to 65535, or 0 for no page", c.LAN.Port)
		c.LAN.Port = usual.LAN.Port
	}
	if c.Printer.Width != 80 && c.Printer.Width != 58 {
		wrong("printer.width = %d, want 80 or 58 (mm)", c.Printer.Width)
		c.Printer.Width = usual.Printer.Width
	}
	if c.Printer.Copies != 1 && c.Printer.Copies != 2 {
		wrong("printer.copies = %d, want 1 or 2", c.Printer.Copies)
		c.Printer.Copies = usual.Printer.Copies
	}
	if _, err := printer.Open(c.Printer.To); err != nil {
		wrong("printer.to: %w", err)
		c.Printer.To = usual.Printer.To
	}
	if c.Visitor.Patience != 0 && (c.Visitor.Patience < 10 || c.Visitor.Patience > 600) {
		wrong("visitor.patience_seconds = %d, want 10 to 600", c.Visitor.Patience)
		c.Visitor.Patience = usual.Visitor.Patience
	}
	return first
}

// unmarshalStrict reads TOML and says of each fault where it is and, for an
// unknown name, which name was probably meant.
func unmarshalStrict(path string, text []byte, into *config) error {
	dec := toml.NewDecoder(bytesReader(text))
	dec.DisallowUnknownFields()
	err := dec.Decode(into)
	var strict *toml.StrictMissingError
	if errors.As(err, &strict) {
		e := strict.Errors[0]
		row, col := e.Position()
		return fmt.Errorf("%s:%d:%d: %q is not a setting%s", path, row, col, dotted(e.Key()), didYouMean(dotted(e.Key()), settings()))
	}
	var decode *toml.DecodeError
	if errors.As(err, &decode) {
		row, col := decode.Position()
		return fmt.Errorf("%s:%d:%d: %s", path, row, col, decode.Error())
	}
	return err
}
