package printer

import (
	"cmp"
	"context"
	"net"
	"path/filepath"
	"slices"
	"strconv"
	"sync"

	"github.com/OpenPrinting/goipp"
)

// The places where printers are looked for.
const (
	DeviceFolder = "/dev/usb"
	LocalQueues  = "localhost:631"
)

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
	ask := goipp.NewRequest(goipp.DefaultVersion, goipp.OpCupsGetPrinters, 1)
	ask.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	ask.Operation.Add(goipp.MakeAttribute("attributes-natural-language", goipp.TagLanguage, goipp.String("en")))
	ask.Operation.Add(goipp.MakeAttribute("requested-attributes", goipp.TagKeyword, goipp.String("printer-name")))
	answer, err := c.call(ctx, ask, nil)
	if err != nil {
		return nil
	}
	var names []string
	for _, group := range answer.Groups {
		names = append(names, texts(group.Attrs, "printer-name")...)
	}
	slices.SortFunc(names, cmp.Compare[string])
	return names
}

// AtAddress is the receipt printer at an address that a person typed, with or without its port.
func AtAddress(text string) (to string, err error) {
	host, port, fault := net.SplitHostPort(text)
	if fault != nil {
		host, port = text, strconv.Itoa(RawPort)
	}
	to = "tcp://" + net.JoinHostPort(host, port)
	_, err = Open(to)
	return to, err
}

// RawPort is where receipt printers on a network take what they print.
const RawPort = 9100
