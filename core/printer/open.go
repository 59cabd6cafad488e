package printer

import (
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Open returns the printer that a line of the configuration names:
//
//	folder:out/slips              a folder of PNG and PDF
//	tcp://192.0.2.10:9100         a receipt printer on the network (ESC/POS)
//	usb:/dev/usb/lp0              a receipt printer on USB (ESC/POS)
//	cups://localhost:631/QUEUE    a print queue
//
// Nothing is contacted yet: a printer that is switched off is a printer all the
// same. The error says what would be right.
func Open(spec string) (Printer, error) {
	kind, rest, _ := strings.Cut(spec, ":")
	switch kind {
	case "folder":
		if rest == "" {
			return nil, wrong(spec, "a folder after folder:, such as folder:out/slips")
		}
		return &folder{spec: spec, dir: rest}, nil
	case "tcp":
		return openTCP(spec, rest)
	case "usb":
		if !strings.HasPrefix(rest, "/dev/") {
			return nil, wrong(spec, "a device after usb:, such as usb:/dev/usb/lp0")
		}
		return overDevice(spec, rest), nil
	case "cups":
		return openCUPS(spec)
	}
	return nil, wrong(spec, "folder:out/slips, tcp://192.0.2.10:9100, usb:/dev/usb/lp0 or cups://localhost:631/QUEUE")
}

func wrong(spec, want string) error {
	return fmt.Errorf("printer: %q is no printer; want %s", spec, want)
}

func openTCP(spec, rest string) (Printer, error) {
	const want = "an address with its port, such as tcp://192.0.2.10:9100"
	address, ok := strings.CutPrefix(rest, "//")
	host, port, err := net.SplitHostPort(address)
	if !ok || err != nil || host == "" || !isPort(port) {
		return nil, wrong(spec, want)
	}
	return overTCP(spec, address), nil
}

func isPort(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0 && n < 1<<16
}

func openCUPS(spec string) (Printer, error) {
	const want = "a server and a queue, such as cups://localhost:631/QUEUE"
	at, err := url.Parse(spec)
	if err != nil || at.Hostname() == "" || at.RawQuery != "" || at.User != nil {
		return nil, wrong(spec, want)
	}
	host, queue := at.Host, strings.TrimPrefix(at.Path, "/")
	if at.Port() == "" {
		host = net.JoinHostPort(at.Hostname(), "631")
	}
	if queue == "" || strings.Contains(queue, "/") {
		return nil, wrong(spec, want)
	}
	return newCUPS(spec, host, queue), nil
}
