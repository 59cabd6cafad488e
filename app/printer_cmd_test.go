package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestChoosingAPrinterChangesItsLineAndNoOther(t *testing.T) {
	for name, c := range map[string]struct{ before, after string }{
		"there is a line":    {"[printer]\n# where\nto = \"usb:/dev/usb/lp0\" # old\nwidth = 58\n", "[printer]\n# where\nto = \"tcp://192.0.2.10:9100\"\nwidth = 58\n"},
		"there is none":      {"[printer]\nwidth = 58\n\n[windows]\n", "[printer]\nto = \"tcp://192.0.2.10:9100\"\nwidth = 58\n\n[windows]\n"},
		"there is no part":   {"data = \"/srv\"\n", "data = \"/srv\"\n\n[printer]\nto = \"tcp://192.0.2.10:9100\"\n"},
		"it is the last one": {"[printer]", "[printer]\nto = \"tcp://192.0.2.10:9100\""},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "shouwen.toml")
			if err := os.WriteFile(path, []byte(c.before), 0o640); err != nil {
				t.Fatal(err)
			}
			var out, fault strings.Builder
			if code := printerCommand([]string{"--config", path, "--lang", "en", "use", "192.0.2.10"}, &out, &fault); code != 0 {
				t.Fatal(fault.String())
			}
			got, err := os.ReadFile(path)
			if err != nil || string(got) != c.after {
				t.Errorf("the file reads\n%s\nwant\n%s (%v)", got, c.after, err)
			}
			if state, err := os.Stat(path); err != nil || state.Mode().Perm() != 0o640 {
				t.Errorf("the file has other rights: %v, %v", state.Mode(), err)
			}
		})
	}
}

func TestAHouseWithoutAConfigurationGetsOneWithItsPrinter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "shouwen.toml")
	var out, fault strings.Builder
	if code := printerCommand([]string{"--config", path, "--lang", "en", "use", "cups://localhost:631/desk?raw"}, &out, &fault); code != 0 {
		t.Fatal(fault.String())
	}
	c, err := openConfig(path)
	if err != nil || c.Printer.To != "cups://localhost:631/desk?raw" {
		t.Errorf("the configuration names %s, %v", c.Printer.To, err)
	}
}

func TestWhatIsNoPrinterIsNotChosen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "shouwen.toml")
	var out, fault strings.Builder
	if code := printerCommand([]string{"--config", path, "use", "lpt1:/x"}, &out, &fault); code != 1 || !strings.Contains(fault.String(), "no printer") {
		t.Errorf("%d: %s", code, fault.String())
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a file was written")
	}
}

func TestATestPageSaysWhatBecameOfIt(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "shouwen.toml")
	if err := os.WriteFile(path, []byte("[printer]\nto = \""+newRoll(t, &roll{status: fine, word: true}).to()+"\"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var out, fault strings.Builder
	if code := printerCommand([]string{"--config", path, "--lang", "en", "test"}, &out, &fault); code != 0 || !strings.Contains(out.String(), "Printed") {
		t.Errorf("%d: %s %s", code, out.String(), fault.String())
	}
	out.Reset()
	if code := printerCommand([]string{"--config", path, "--lang", "en", "test", newRoll(t, &roll{status: cover}).to()}, &out, &fault); code != 1 || !strings.Contains(out.String(), "cover is open") {
		t.Errorf("%d: %s %s", code, out.String(), fault.String())
	}
}
