package printer

import (
	"os"
	"strings"
	"testing"

	"shouwen/core/phrase"
)

func TestEveryPrinterOfTheConfigurationOpens(t *testing.T) {
	for _, spec := range []string{
		"folder:out/slips", "folder:/var/lib/shouwen/slips", "tcp://192.0.2.10:9100", "tcp://printer.example:9100", "tcp://[2001:db8::1]:9100",
		"usb:/dev/usb/lp0", "cups://localhost:631/QUEUE", "cups://localhost/QUEUE",
		"usb:/dev/usb/lp*", "usb:/dev/usb/lp0?columns", "tcp://192.0.2.10:9100?columns", "cups://localhost/QUEUE?raw", "cups://localhost/QUEUE?raw&columns",
	} {
		p, err := Open(spec)
		if err != nil {
			t.Errorf("%s: %v", spec, err)
		} else if p.Describe() != spec {
			t.Errorf("%s describes itself as %s", spec, p.Describe())
		}
	}
}

func TestAPrinterThatCannotBeSaysWhatWouldBeRight(t *testing.T) {
	for spec, want := range map[string]string{
		"":                            "cups://localhost:631/QUEUE",
		"lpt1":                        "usb:/dev/usb/lp0",
		"folder:":                     "folder:out/slips",
		"tcp://192.0.2.10":            "tcp://192.0.2.10:9100",
		"tcp:192.0.2.10:9100":         "tcp://192.0.2.10:9100",
		"tcp://192.0.2.10:99999":      "tcp://192.0.2.10:9100",
		"tcp://:9100":                 "tcp://192.0.2.10:9100",
		"usb:lp0":                     "usb:/dev/usb/lp0",
		"cups://localhost:631":        "cups://localhost:631/QUEUE",
		"cups://localhost:631/a/b":    "cups://localhost:631/QUEUE",
		"cups:///QUEUE":               "cups://localhost:631/QUEUE",
		"cups://a:b@localhost/QUEUE":  "cups://localhost:631/QUEUE",
		"cups://localhost/QUEUE?x=1":  "nothing after ? but columns",
		"tcp://192.0.2.10:9100?raw":   "nothing after ? but columns",
		"cups://local host:631/QUEUE": "cups://localhost:631/QUEUE",
	} {
		p, err := Open(spec)
		if err == nil {
			t.Errorf("%q opens %T", spec, p)
		} else if !strings.Contains(err.Error(), want) || !strings.Contains(err.Error(), "no printer") {
			t.Errorf("%q: %v; want it to name %s", spec, err, want)
		}
	}
}

func TestEveryOutcomeAndReasonHasWords(t *testing.T) {
	words, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	keys := Reasons()
	for _, o := range []Outcome{Confirmed, Unknown, Failed, Withdrawn} {
		keys = append(keys, "printer.outcome."+string(o))
	}
	for _, key := range keys {
		if !words.Has(key) {
			t.Errorf("%s has no words", key)
		}
	}
}
