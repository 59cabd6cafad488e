package printer

import (
	"context"
	"errors"
	"slices"
	"strings"

	"github.com/OpenPrinting/goipp"
)

// Look asks the queue how the printer behind it is.
func (c *cups) Look(ctx context.Context) error {
	behind, err := c.call(ctx, c.printer(), nil)
	if err != nil {
		return err
	}
	otherwise := ""
	if state, _ := number(behind.Printer, "printer-state"); state == printerStopped {
		otherwise = Stopped
	}
	if reason := queueReason(texts(behind.Printer, "printer-state-reasons"), otherwise); reason != "" {
		return trouble(reason, errors.New(strings.Join(texts(behind.Printer, "printer-state-message"), ", ")))
	}
	return nil
}

// warning is the error of a queue whose printer prints, but not for long.
func (c *cups) warning(ctx context.Context) error {
	if err := c.Look(ctx); Reason(err) == PaperLow {
		return err
	}
	return nil
}

// Withdraw takes those of the jobs, named by their IDs, out of the queue that are still in it.
func (c *cups) Withdraw(ctx context.Context, jobs []string) error {
	ask := c.request(goipp.OpGetJobs)
	asUs(ask)
	ask.Operation.Add(goipp.MakeAttribute("which-jobs", goipp.TagKeyword, goipp.String("not-completed")))
	wanting(ask, "job-id", "job-name")
	waiting, err := c.call(ctx, ask, nil)
	if err != nil {
		return err
	}
	var undone []error
	for _, group := range waiting.Groups {
		names := texts(group.Attrs, "job-name")
		ours := func(job string) bool { return len(names) > 0 && strings.HasSuffix(names[0], "-"+job) }
		if id, ok := number(group.Attrs, "job-id"); ok && slices.ContainsFunc(jobs, ours) {
			undone = append(undone, c.cancel(ctx, id))
		}
	}
	return errors.Join(undone...)
}

// printer asks how the printer behind the queue is.
func (c *cups) printer() *goipp.Message {
	m := c.request(goipp.OpGetPrinterAttributes)
	wanting(m, "printer-state", "printer-state-reasons", "printer-state-message")
	return m
}

// queueReason finds in the queue's words what a person can mend.
func queueReason(words []string, otherwise string) string {
	for _, known := range []struct{ word, reason string }{
		{"cover-open", CoverOpen}, {"door-open", CoverOpen}, {"media-empty", NoPaper}, {"media-needed", NoPaper},
		{"media-jam", Jammed}, {"offline", Offline}, {"connecting-to-device", Unreachable}, {"media-low", PaperLow},
	} {
		if has(words, known.word) {
			return known.reason
		}
	}
	return otherwise
}

func has(words []string, part string) bool {
	for _, w := range words {
		if strings.Contains(w, part) {
			return true
		}
	}
	return false
}
