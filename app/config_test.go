package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAFaultInTheConfigurationLeavesTheRestInForce(t *testing.T) {
	for _, c := range []struct{ name, text, fault string }{
		{"a name that is no setting", "data = \"/house\"\npapre = 1\n[lan]\nport = 9000\n", ":2:1: \"papre\" is not a setting"},
		{"a paper that nobody makes", "data = \"/house\"\n[lan]\nport = 9000\n[printer]\nwidth = 70\n", "printer.width = 70, want 80 or 58"},
		{"a printer of no kind", "data = \"/house\"\n[lan]\nport = 9000\n[printer]\nto = \"lp0\"\n", "printer.to: printer: \"lp0\" is no printer"},
		{"a line that breaks off", "data = \"/house\"\n[lan]\nport = 9000\n[printer]\nto = \n", ":5:"},
		{"a time that is none", "data = \"/house\"\n[lan]\nport = 9000\n[hours]\nlunch_to = \"noon\"\n", "hours.lunch_to = \"noon\""},
	} {
		t.Run(c.name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "shouwen.toml")
			if err := os.WriteFile(path, []byte(c.text), 0o600); err != nil {
				t.Fatal(err)
			}
			got, err := readConfig(path)
			if err == nil || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), c.fault) {
				t.Errorf("the fault is %v; want %s and %s", err, path, c.fault)
			}
			if got.Data != "/house" || got.LAN.Port != 9000 {
				t.Errorf("data %q, port %d; want what the file says, /house and 9000", got.Data, got.LAN.Port)
			}
			if got.Printer.Width != 80 || got.Printer.To != "folder:/house/slips" || got.Hours.LunchTo != "" {
				t.Errorf("printer %+v, hours %+v; want the defaults", got.Printer, got.Hours)
			}
		})
	}
}
