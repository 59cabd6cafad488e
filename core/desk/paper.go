package desk

import (
	"maps"
	"slices"
	"strings"

	"shouwen/core/event"
	"shouwen/core/floor"
)

// RequestSlip notes that a slip is to be printed and returns the job's id;
// nothing prints before this is on disk.
func (d *Desk) RequestSlip(stamp Stamp, id floor.VisitID, reprint bool) (job string, err error) {
	err = d.do(stamp, func(t *tx) error {
		if t.s.visit(id) == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		job = floor.NewID(t.stamp.At, t.d.set.Random)
		t.emit(event.SlipRequested{Visit: id, Job: job, Reprint: reprint})
		return nil
	})
	return job, err
}

// SendSlip notes that a job is about to go to the printer. A job that was
// requested and not sent has certainly not been printed.
func (d *Desk) SendSlip(stamp Stamp, id floor.VisitID, job string) error {
	return d.do(stamp, func(t *tx) error {
		if t.s.visit(id) == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		t.emit(event.SlipSent{Visit: id, Job: job})
		return nil
	})
}

// EndSlip notes what became of a print job: confirmed, unknown, failed or
// withdrawn, with a phrase key that says what the staff should see to, and tells them.
func (d *Desk) EndSlip(stamp Stamp, id floor.VisitID, job, outcome, reason string) error {
	return d.do(stamp, func(t *tx) error {
		if t.s.visit(id) == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		t.emit(event.SlipEnded{Visit: id, Job: job, Outcome: outcome, Reason: reason})
		t.printerIs(reason)
		return nil
	})
}

// PrinterIs tells the staff how the printer is: a phrase key below
// printer.reason, "" when it is well.
func (d *Desk) PrinterIs(stamp Stamp, reason string) error {
	return d.do(stamp, func(t *tx) error {
		t.printerIs(reason)
		return nil
	})
}

// The notices about the printer, and the reason that is no trouble yet.
const (
	printerNotice = "notice.printer"
	paperNotice   = "notice.paper"
	paperLow      = "printer.reason.low"
)

// printerIs raises the notice that the reason calls for, and takes away the other.
func (t *tx) printerIs(reason string) {
	raised := printerNotice
	switch reason {
	case "":
		raised = ""
	case paperLow:
		raised = paperNotice
	}
	for _, n := range slices.Clone(t.s.house.Notices) {
		switch {
		case n.Key == raised && n.Args["reason"] == reason:
			return
		case n.Key != raised && (n.Key == printerNotice || n.Key == paperNotice):
			t.emit(event.NoticeCleared{Key: n.Key})
		}
	}
	if raised != "" {
		t.emit(event.NoticeRaised{Key: raised, Args: map[string]string{"reason": reason}})
	}
}

// LeftSlips ends what the appliance was printing when it ended last, and returns
// those jobs that had been sent: whether they came out, nobody knows. None is printed
// by itself: the visitors have gone, or were helped by the screen.
func (d *Desk) LeftSlips(stamp Stamp) (sent []string, err error) {
	err = d.do(stamp, func(t *tx) error {
		sent = nil
		for _, v := range slices.SortedFunc(maps.Values(t.s.visits), func(a, b *Visit) int { return strings.Compare(string(a.ID), string(b.ID)) }) {
			switch v.Slip.Outcome {
			case "pending":
				t.emit(event.SlipEnded{Visit: v.ID, Job: v.Slip.Job, Outcome: "withdrawn", Reason: "printer.reason.closing"})
			case "sent":
				sent = append(sent, v.Slip.Job)
				t.emit(event.SlipEnded{Visit: v.ID, Job: v.Slip.Job, Outcome: "unknown", Reason: "printer.reason.restart"})
			default:
				continue
			}
			t.printerIs("printer.reason.restart")
		}
		return nil
	})
	return sent, err
}
