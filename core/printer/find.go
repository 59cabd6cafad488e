package printer

import (
	"context"
	"net"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/OpenPrinting/goipp"
)

// The places where printers are looked for.
const (
	DeviceFolder = "/dev/usb"
	LocalQueues  = "localhost:631"
)

// rawPort is where receipt printers on a network take what they print.
const rawPort = "9100"

// A Found is a printer that could be chosen.
type Found struct {
	To     string // as Open takes it
	Reason string // how it is, as Look says; "" for well
}

// Find lists the printers on USB, whose devices lie in the folder, and the queues of
// the print server, and how each of them is. A server that does not answer has none.
func Find(ctx context.Context, folder, server string) []Found {
	var there []Printer
	devices, _ := filepath.Glob(filepath.Join(folder, "lp*")) // the pattern is sound
	for _, path := range devices {
		there = append(there, overDevice("usb:"+path, path, inRaster))
	}
	for _, queue := range queues(ctx, server) {
		there = append(there, newCUPS("cups://"+server+"/"+queue, server, queue))
	}
	found := make([]Found, len(there))
	var each sync.WaitGroup
	for i, p := range there {
		each.Go(func() { found[i] = Found{To: p.Describe(), Reason: Reason(p.Look(ctx))} })
	}
	each.Wait()
	return found
}

// queues lists the names of the server's queues.
func queues(ctx context.Context, server string) []string {
	c := newCUPS("", server, "")
	ask := message(goipp.OpCupsGetPrinters)
	wanting(ask, "printer-name")
	answer, err := c.call(ctx, ask, nil)
	if err != nil {
		return nil
	}
	var names []string
	for _, group := range answer.Groups {
		names = append(names, texts(group.Attrs, "printer-name")...)
	}
	slices.Sort(names)
	return names
}

// AtAddress is the receipt printer at an address that a person typed, with or without its port.
func AtAddress(text string) (to string, err error) {
	host, port, fault := net.SplitHostPort(text)
	if fault != nil {
		host, port = text, rawPort
	}
	if strings.Contains(text, "/") {
		return "", wrong(text, "an address such as 192.0.2.10")
	}
	to = "tcp://" + net.JoinHostPort(host, port)
	_, err = Open(to)
	return to, err
}
