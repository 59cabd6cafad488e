package main

import (
	"context"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/printer"
	"shouwen/kiosk/flow"
)

// print journals the job and hands it to the printer; what becomes of it comes back in ended.
func (l *lobby) print(v desk.Visit, reprint bool) error {
	job, err := l.desk.RequestSlip(l.stamp(floor.System), v.ID, reprint)
	if err != nil {
		return err
	}
	return l.paper.slip(l.slipOf(v, reprint), job, jobNews{
		sent:  func() { l.sent(v.ID, job) },
		ended: func(out printer.Outcome, reason string) { l.ended(v.ID, job, out, reason) },
	})
}

// sent journals that a slip is about to go to the printer.
func (l *lobby) sent(id floor.VisitID, job string) {
	if err := l.desk.SendSlip(l.stamp(floor.System), id, job); err != nil {
		l.log.Error("the start of a print job was not noted", "fault", err)
	}
}

// ended journals what became of a slip, and tells the touchscreen.
func (l *lobby) ended(id floor.VisitID, job string, out printer.Outcome, reason string) {
	if err := l.desk.EndSlip(l.stamp(floor.System), id, job, string(out), reason); err != nil {
		l.log.Error("the end of a print job was not noted", "fault", err)
	}
	if key := l.forget(id); key != "" {
		l.tell(flow.SlipTold{Key: key, Slip: slipState(out)})
	}
}

// slipState is what the touchscreen says of a slip. Bytes that a printer took
// are not yet paper: unless it confirms, the screen shows the code as well.
func slipState(out printer.Outcome) flow.SlipState {
	switch out {
	case printer.Confirmed:
		return flow.SlipPrinted
	case printer.Unknown:
		return flow.SlipSent
	}
	return flow.SlipFailed
}

// printerIs tells the staff how a printer is that rests.
func (l *lobby) printerIs(reason string) {
	if err := l.desk.PrinterIs(l.stamp(floor.System), reason); err != nil {
		l.log.Error("the staff were not told of the printer", "reason", reason, "fault", err)
	}
}

// withdrawTime is how long a print queue may take, at the start, to drop an earlier run's slips.
const withdrawTime = 3 * time.Second

// leftSlips ends what an earlier run of the appliance left printing. A print queue that still holds
// such a slip drops it; one that cannot be asked holds up nobody.
func (l *lobby) leftSlips() error {
	jobs, err := l.desk.LeftSlips(l.stamp(floor.System))
	if err := l.tend("slips of an earlier run stay unfinished", err); err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), withdrawTime)
	defer cancel()
	if err := l.paper.withdraw(ctx, jobs); err != nil {
		l.log.Warn("slips of an earlier run may still be in the print queue", "fault", err)
	}
	return nil
}
