// Package printer brings pictures onto paper, or as near to it as the house
// has: a receipt printer on the network or on USB, a print queue, a folder.
//
// It decides only what became of a job, and says no more than it knows: bytes
// that a printer took are not yet paper. What the picture shows is for package
// slip; whether a slip is printed again is for people.
package printer

import (
	"context"
	"errors"
	"fmt"
	"image"
	"time"
)

// A Job is one picture to print.
type Job struct {
	ID      string          // the caller's, handed back with the result
	Name    string          // for files and queues, such as "2026-11-23-012"; letters, digits, - and _; it names no visitor
	Picture *image.Paletted // a dot a pixel; index 0 is the paper, all else ink
	At      time.Time       // when the paper was asked for
	Copies  int             // how many papers; 0 is 1
}

// papers is how often the picture is to come out.
func (j Job) papers() int { return max(1, j.Copies) }

// An Outcome is what became of a job.
type Outcome string

// The outcomes.
const (
	Confirmed Outcome = "confirmed" // the printer, queue or disk says that it is done
	Unknown   Outcome = "unknown"   // taken whole, and nobody says that it came out
	Failed    Outcome = "failed"    // it did not come out, or not whole
	Withdrawn Outcome = "withdrawn" // too old, or the house is closing; nothing was printed
)

// A Printer prints one job at a time. Print returns when the outcome is known
// or the context ends; with Failed it returns an error, which Reason can name. Beside
// the other outcomes an error is what the staff should see to all the same, such
// as PaperLow. Look asks how the printer is and prints nothing: nil if it says that
// it is well, Silent if it says nothing. Describe says where the paper comes out,
// in the words of the configuration.
type Printer interface {
	Print(ctx context.Context, job Job) (Outcome, error)
	Look(ctx context.Context) error
	Describe() string
}

// A Trouble is why a job failed: a phrase key for the staff, and the fault beneath it, if any.
type Trouble struct {
	Reason string // phrase key, such as "printer.reason.paper"
	Fault  error
}

// Error spells the trouble for a log.
func (t *Trouble) Error() string {
	if t.Fault == nil {
		return t.Reason
	}
	return t.Reason + ": " + t.Fault.Error()
}

// Unwrap returns the fault beneath.
func (t *Trouble) Unwrap() error { return t.Fault }

// The reasons, as phrase keys.
const (
	NoPaper      = "printer.reason.paper"
	CoverOpen    = "printer.reason.cover"
	Offline      = "printer.reason.offline"
	Jammed       = "printer.reason.error"
	Unreachable  = "printer.reason.unreachable"
	Disconnected = "printer.reason.disconnected"
	TimedOut     = "printer.reason.timeout"
	NoAccess     = "printer.reason.access"
	Stopped      = "printer.reason.stopped"
	Rejected     = "printer.reason.rejected"
	Full         = "printer.reason.full"
	NoSpace      = "printer.reason.disk"
	BadJob       = "printer.reason.job"
	Late         = "printer.reason.late"
	Closing      = "printer.reason.closing"
	PaperLow     = "printer.reason.low"     // it prints, but not for long
	Silent       = "printer.reason.silent"  // it answers nothing, as many that print well
	Restart      = "printer.reason.restart" // the appliance ended while it printed
)

// Reasons lists every reason.
func Reasons() []string {
	return []string{NoPaper, CoverOpen, Offline, Jammed, Unreachable, Disconnected, TimedOut,
		NoAccess, Stopped, Rejected, Full, NoSpace, BadJob, Late, Closing, PaperLow, Silent, Restart}
}

// Reason returns the phrase key of an error that Print returned, "" for none.
func Reason(err error) string {
	var t *Trouble
	switch {
	case err == nil:
		return ""
	case errors.As(err, &t):
		return t.Reason
	case errors.Is(err, context.DeadlineExceeded):
		return TimedOut
	}
	return Jammed
}

func fail(reason string, fault error) (Outcome, error) {
	if fault != nil {
		fault = fmt.Errorf("printer: %w", fault)
	}
	return Failed, &Trouble{Reason: reason, Fault: fault}
}

// check refuses a job that no printer could take.
func (j Job) check() error {
	if j.Picture == nil || j.Picture.Rect.Empty() {
		return &Trouble{Reason: BadJob, Fault: errors.New("printer: the job has no picture")}
	}
	if j.Name == "" {
		return &Trouble{Reason: BadJob, Fault: errors.New("printer: the job has no name")}
	}
	for _, r := range j.Name {
		if !(r >= '0' && r <= '9' || r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r == '-' || r == '_') {
			return &Trouble{Reason: BadJob, Fault: fmt.Errorf("printer: the job's name %q has %q in it", j.Name, r)}
		}
	}
	return nil
}
