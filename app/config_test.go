package main

import (
	"bufio"
	"errors"
	"image"
	"image/color"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/vault"
	"shouwen/kiosk/flow"
)

func writeConfig(t *testing.T, text string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "shouwen.toml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestTheStarterIsAConfigurationThatChangesNothing(t *testing.T) {
	got, err := readConfig(writeConfig(t, string(starter)))
	if err != nil {
		t.Fatal(err)
	}
	want := defaults().filled()
	if got.LAN != want.LAN || got.Printer != want.Printer || got.Windows != want.Windows || got.Hours != want.Hours ||
		got.Visitor.Patience != want.Visitor.Patience || got.Visitor.ConsentMonths != want.Visitor.ConsentMonths || got.Data != want.Data {
		t.Errorf("the starter reads as\n%+v\nwant the defaults\n%+v", got, want)
	}
}

func TestAFaultInTheConfigurationSaysWhereAndLeavesTheDefaults(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"an unknown setting", "[lan]\nprot = 8081\n", `shouwen.toml:2:1: "lan.prot" is not a setting (did you mean "lan.port"?)`},
		{"a colour that is none", "[look]\naccent = \"green\"\n", `look.accent: "green" is not a colour such as "#0A5A50"`},
		{"a logo that is not there", "[look]\nlogo = \"gone.png\"\n", "look.logo: open "},
		{"a text size that is none", "[look]\ntext = \"huge\"\n", `look.text = "huge", want "", "large" or "largest"`},
		{"a ground that is none", "[look]\nground = \"pink\"\n", `look.ground = "pink"`},
		{"a wrong type", "[lan]\nport = \"many\"\n", "shouwen.toml:2:"},
		{"no TOML", "lan = [\n", "shouwen.toml:"},
		{"a port that cannot be", "[lan]\nport = 70000\n", "want 1 to 65535"},
		{"paper that no printer takes", "[printer]\nwidth = 76\n", "want 80 or 58"},
		{"no time of day", "[hours]\nlunch_from = \"noon\"\n", "is not a time of day"},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := readConfig(writeConfig(t, c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %q in it", err, c.want)
			}
			if got.LAN.Port != 8080 {
				t.Errorf("after the fault the port is %d, want the default", got.LAN.Port)
			}
		})
	}
}

func TestAHouseWithoutAConfigurationHasTheDefaults(t *testing.T) {
	got, err := readConfig(filepath.Join(t.TempDir(), "none.toml"))
	if err != nil || got.LAN.Port != 8080 || !strings.HasPrefix(got.Printer.To, "folder:") {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestAConfigurationThatWasNamedMustBeThere(t *testing.T) {
	t.Setenv("XDG_DATA_HOME", t.TempDir())
	path := filepath.Join(t.TempDir(), "shouwen.toml")
	if _, err := openConfig(path); !errors.Is(err, errNoConfig) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v, want the path and that it is not there", err)
	}
	for _, command := range [][]string{{"run"}, {"drive"}, {"verify"}, {"export", "--to", filepath.Join(t.TempDir(), "day.csv")}, {"staff"}} {
		var out, errs strings.Builder
		if code := dispatch(append(command, "--config", path), &out, &errs); code == 0 || !strings.Contains(errs.String(), path) {
			t.Errorf("%s ends with %d and says %q", command, code, errs.String())
		}
	}
	a := asker{out: io.Discard, in: bufio.NewScanner(strings.NewReader("")), lang: floor.English}
	if err := a.setUp(path, true); err != nil {
		t.Fatalf("set-up does not write the file that was named: %v", err)
	}
	if _, err := openConfig(path); err != nil {
		t.Errorf("after set-up: %v", err)
	}
}

func TestAnAdvisorsNameMayHaveSpacesAndADeskIsShort(t *testing.T) {
	for line, want := range map[string]hiring{
		"lin 林晓 1":               {id: "lin", name: "林晓", desk: "1"},
		"lin 林晓":                 {id: "lin", name: "林晓"},
		"lin 1":                  {id: "lin", name: "1"},
		"lin 林晓 前台":              {id: "lin", name: "林晓", desk: "前台"},
		"ana Ana Maria Soto 12":  {id: "ana", name: "Ana Maria Soto", desk: "12"},
		"ana Ana Stone-Field":    {id: "ana", name: "Ana Stone-Field"},
		"ana Ana Wu":             {id: "ana", name: "Ana Wu"},
		"  ana   Ana   Wu   A2 ": {id: "ana", name: "Ana Wu", desk: "A2"},
	} {
		if got, ok := advisorOf(line); !ok || got != want {
			t.Errorf("%q is read as %+v, want %+v", line, got, want)
		}
	}
	if got, ok := advisorOf("lin"); ok {
		t.Errorf("an id alone is read as %+v", got)
	}
}

func TestTheNearestWordIsOffered(t *testing.T) {
	for word, want := range map[string]string{"prnter.to": `(did you mean "printer.to"?)`, "zzz": ""} {
		if got := strings.TrimSpace(didYouMean(word, settings())); got != want {
			t.Errorf("%s: %q, want %q", word, got, want)
		}
	}
}

func TestAnUnknownCommandIsNotGuessed(t *testing.T) {
	var out, errs strings.Builder
	if code := dispatch([]string{"exprot"}, &out, &errs); code != 2 || !strings.Contains(errs.String(), `did you mean "export"?`) {
		t.Errorf("code %d: %s", code, errs.String())
	}
}

func TestAPINThatIsDrawnCanBeTaken(t *testing.T) {
	for range 3000 {
		pin, err := randomPIN()
		if err != nil {
			t.Fatal(err)
		}
		if err := vault.CheckNewPIN(pin); err != nil {
			t.Fatalf("drew %s: %v", pin, err)
		}
	}
}

func TestTheHousesLookReachesTheTouchscreen(t *testing.T) {
	c, err := readConfig(writeConfig(t, "[look]\naccent = \"#00205B\"\ntext = \"large\"\nground = \"dark\"\nseated = true\n"))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := c.Look.looks(), (flow.Looks{Text: flow.Large, Ground: flow.Dark, Low: true}); got != want {
		t.Errorf("the looks are %+v, want %+v", got, want)
	}
	if got, want := c.Look.house().Accent, (color.NRGBA{B: 0x5B, G: 0x20, A: 0xFF}); got != want {
		t.Errorf("the accent is %v, want %v", got, want)
	}
	if got := defaults().Look.house().Accent; got != (color.NRGBA{}) {
		t.Errorf("a house that chose no colour has %v", got)
	}
}

func TestTheLogoLiesBesideTheConfiguration(t *testing.T) {
	path := writeConfig(t, "[look]\nlogo = \"logo.png\"\n")
	file, err := os.Create(filepath.Join(filepath.Dir(path), "logo.png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(png.Encode(file, image.NewGray(image.Rect(0, 0, 30, 10))), file.Close()); err != nil {
		t.Fatal(err)
	}
	c, err := readConfig(path)
	if err != nil {
		t.Fatal(err)
	}
	if logo := c.Look.house().Logo; logo == nil || logo.Bounds().Dx() != 30 {
		t.Errorf("the logo is %v", logo)
	}
}

func TestALogoThatIsNoPictureIsNotShown(t *testing.T) {
	path := writeConfig(t, "[look]\nlogo = \"shouwen.toml\"\n")
	c, err := readConfig(path)
	if err == nil || !strings.Contains(err.Error(), "is no PNG or JPEG") || c.Look.house().Logo != nil {
		t.Errorf("%v, logo %v", err, c.Look.house().Logo)
	}
}
