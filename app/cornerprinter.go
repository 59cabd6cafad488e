package main

import (
	"context"

	"shouwen/core/printer"
	"shouwen/core/slip"
	"shouwen/kiosk/flow"
)

// cornerPrinter carries out what the staff corner asks of printers; nil if it asks something else.
func (l *lobby) cornerPrinter(cmd flow.Command) flow.News {
	switch c := cmd.(type) {
	case flow.FindPrinters:
		return l.findPrinters()
	case flow.UsePrinter:
		return l.usePrinter(c.To)
	case flow.PrintTestPage:
		return l.testPage()
	}
	return nil
}

// findPrinters lists the printers of the machine.
func (l *lobby) findPrinters() flow.News {
	ctx, cancel := context.WithTimeout(context.Background(), testTime)
	defer cancel()
	n := flow.PrintersFound{Now: l.paper.used()}
	for _, f := range printer.Find(ctx, printer.DeviceFolder, printer.LocalQueues) {
		n.Found = append(n.Found, flow.FoundPrinter{To: f.To, State: stateOf(f.Reason)})
	}
	return n
}

// stateOf is the phrase key of how a printer is.
func stateOf(reason string) string {
	if reason == "" {
		return "printer.well"
	}
	return reason
}

// usePrinter has slips print elsewhere from now on, and after the next start too.
func (l *lobby) usePrinter(to string) flow.News {
	p, err := printer.Open(to)
	if err == nil {
		err = choosePrinter(l.cfg.path, to)
	}
	if err != nil {
		return l.no("", err)
	}
	l.paper.queue.Use(p)
	return flow.Noted{Key: "staff.note.printer", Args: map[string]string{"printer": to}}
}

// testPage prints a test page; what became of it follows.
func (l *lobby) testPage() flow.News {
	of := slip.Test{House: l.desk.Snapshot().House.Name, Address: l.address()}
	err := l.paper.test(of, func(out printer.Outcome, reason string) {
		if out == printer.Unknown && reason == "" {
			reason = printer.Silent
		}
		l.tell(flow.Noted{Key: "staff.note.tested", Args: map[string]string{"outcome": "printer.outcome." + string(out), "reason": stateOf(reason)}})
	})
	if err != nil {
		return l.no("", err)
	}
	return flow.Noted{Key: "staff.note.printing"}
}
