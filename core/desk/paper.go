package desk

import (
	"maps"
	"slices"

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

// The notices about the printer, the reason that is no trouble yet, and the one
// that is about slips of an earlier run.
const (
	printerNotice  = "notice.printer"
	paperNotice    = "notice.paper"
	paperLow       = "printer.reason.low"
	printerRestart = "printer.reason.restart"
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
// by itself: the visitors have gone, or were helped by the screen. What the staff
// were told of the printer then is taken away, for it may have been mended since.
func (d *Desk) LeftSlips(stamp Stamp) (sent []string, err error) {
	err = d.do(stamp, func(t *tx) error {
		sent = nil
		reason := ""
		if slices.ContainsFunc(t.s.house.Notices, func(n floor.Notice) bool { return n.Key == printerNotice && n.Args["reason"] == printerRestart }) {
			reason = printerRestart // nobody has printed since
		}
		for _, id := range slices.Sorted(maps.Keys(t.s.visits)) {
			switch v := t.s.visits[id]; v.Slip.Outcome {
			case "pending":
				t.emit(event.SlipEnded{Visit: v.ID, Job: v.Slip.Job, Outcome: "withdrawn", Reason: "printer.reason.closing"})
			case "sent":
				sent = append(sent, v.Slip.Job)
				t.emit(event.SlipEnded{Visit: v.ID, Job: v.Slip.Job, Outcome: "unknown", Reason: printerRestart})
			default:
				continue
			}
			reason = printerRestart
		}
		t.printerIs(reason)
		return nil
	})
	return sent, err
}
