package desk

import (
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

// EndSlip notes what became of a print job: confirmed, sent, failed or
// withdrawn, with a phrase key that says why. A printer that fails is told to the manager.
func (d *Desk) EndSlip(stamp Stamp, id floor.VisitID, job, outcome, reason string) error {
	return d.do(stamp, func(t *tx) error {
		if t.s.visit(id) == nil {
			return floor.Refuse("refusal.visit.unknown")
		}
		t.emit(event.SlipEnded{Visit: id, Job: job, Outcome: outcome, Reason: reason})
		switch outcome {
		case "failed", "withdrawn":
			t.emit(event.NoticeRaised{Key: "notice.printer", Args: map[string]string{"reason": reason}})
		case "confirmed", "sent":
			for _, n := range t.s.house.Notices {
				if n.Key == "notice.printer" {
					t.emit(event.NoticeCleared{Key: n.Key})
					break
				}
			}
		}
		return nil
	})
}
