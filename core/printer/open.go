package printer

import (
	"fmt"
	"image"
	"net"
	"net/url"
	"strconv"
	"strings"
)

// Open returns the printer that a line of the configuration names:
//
//	folder:out/slips              a folder of PNG and PDF
//	tcp://192.0.2.10:9100         a receipt printer on the network (ESC/POS)
//	usb:/dev/usb/lp*              a receipt printer on USB (ESC/POS), under whichever number
//	cups://localhost:631/QUEUE    a print queue with a driver
//
// A receipt printer that knows no raster has ?columns after it, and a queue that
// passes a receipt printer's own commands on has ?raw, or ?raw&columns.
// Nothing is contacted yet: a printer that is switched off is a printer all the
// same. The error says what would be right.
func Open(spec string) (Printer, error) {
	kind, rest, _ := strings.Cut(spec, ":")
	if kind == "folder" {
		if rest == "" {
			return nil, wrong(spec, "a folder after folder:, such as folder:out/slips")
		}
		return &folder{spec: spec, dir: rest}, nil
	}
	rest, after, _ := strings.Cut(rest, "?")
	how, err := optionsOf(spec, kind, after)
	if err != nil {
		return nil, err
	}
	switch kind {
	case "tcp":
		return openTCP(spec, rest, how)
	case "usb":
		if !strings.HasPrefix(rest, "/dev/") {
			return nil, wrong(spec, "a device after usb:, such as usb:/dev/usb/lp0")
		}
		return overDevice(spec, rest, how.encode), nil
	case "cups":
		return openCUPS(spec, rest, how)
	}
	return nil, wrong(spec, "folder:out/slips, tcp://192.0.2.10:9100, usb:/dev/usb/lp0 or cups://localhost:631/QUEUE")
}

// options are what stands after the question mark.
type options struct {
	raw    bool
	encode func(*image.Paletted) []byte
}

func optionsOf(spec, kind, text string) (options, error) {
	o := options{encode: inRaster}
	for _, word := range strings.FieldsFunc(text, func(r rune) bool { return r == '&' }) {
		switch {
		case word == "columns":
			o.encode = inColumns
		case word == "raw" && kind == "cups":
			o.raw = true
		default:
			return o, wrong(spec, "nothing after ? but columns, or raw for a queue")
		}
	}
	return o, nil
}

func wrong(spec, want string) error {
	return fmt.Errorf("printer: %q is no printer; want %s", spec, want)
}

func openTCP(spec, rest string, how options) (Printer, error) {
	const want = "an address with its port, such as tcp://192.0.2.10:9100"
	address, ok := strings.CutPrefix(rest, "//")
	host, port, err := net.SplitHostPort(address)
	if !ok || err != nil || host == "" || !isPort(port) {
		return nil, wrong(spec, want)
	}
	return overTCP(spec, address, how.encode), nil
}

func isPort(text string) bool {
	n, err := strconv.Atoi(text)
	return err == nil && n > 0 && n < 1<<16
}

func openCUPS(spec, rest string, how options) (Printer, error) {
	const want = "a server and a queue, such as cups://localhost:631/QUEUE"
	at, err := url.Parse("cups:" + rest)
	if err != nil || at.Hostname() == "" || at.User != nil {
		return nil, wrong(spec, want)
	}
	host, queue := at.Host, strings.TrimPrefix(at.Path, "/")
	if at.Port() == "" {
		host = net.JoinHostPort(at.Hostname(), "631")
	}
	if queue == "" || strings.Contains(queue, "/") {
		return nil, wrong(spec, want)
	}
	c := newCUPS(spec, host, queue)
	if how.raw {
		c.raw = how.encode
	}
	return c, nil
}
