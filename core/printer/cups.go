package printer

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"net/http"
	"strings"
	"time"

	"github.com/OpenPrinting/goipp"

	"shouwen/core/slip"
)

// A cups is a print queue that speaks IPP.
type cups struct {
	spec  string
	host  string // with its port
	queue string
	raw   func(*image.Paletted) []byte // for a queue that passes a printer's own commands on; nil for one that has a driver
	http  *http.Client
	pause time.Duration // between two looks at a job
}

func newCUPS(spec, host, queue string) *cups {
	return &cups{
		spec: spec, host: host, queue: queue, pause: 150 * time.Millisecond,
		http: &http.Client{Transport: &http.Transport{DisableKeepAlives: true, ResponseHeaderTimeout: 10 * time.Second}},
	}
}

// Describe returns the queue as configured.
func (c *cups) Describe() string { return c.spec }

// cancelTime is how long a queue may take to drop a job that failed.
const cancelTime = 2 * time.Second

// Print hands the picture to the queue and looks at the job until the queue says
// what became of it. A job that cannot be printed now is cancelled: a queue would
// print it whenever its printer returns, long after the visitor has left. A job that
// cannot be cancelled may still come out.
func (c *cups) Print(ctx context.Context, job Job) (Outcome, error) {
	if err := job.check(); err != nil {
		return Failed, err
	}
	ask, document, err := c.printJob(job)
	if err != nil {
		return fail(BadJob, err)
	}
	answer, err := c.call(ctx, ask, document)
	if err != nil {
		return Failed, err
	}
	id, ok := number(answer.Job, "job-id")
	if !ok {
		return fail(Rejected, errors.New("the queue gave the job no number"))
	}
	outcome, err := c.follow(ctx, id)
	switch {
	case outcome == Failed:
		if undone := c.cancel(ctx, id); undone != nil {
			return Unknown, fmt.Errorf("%w (and the job stays in the queue: %w)", err, undone)
		}
		return Failed, err
	case c.raw != nil:
		outcome = Unknown // the queue passed the bytes on, and no more is known
	}
	return outcome, c.warning(ctx)
}

// cancel takes a job out of the queue. One that has ended already is out of it.
func (c *cups) cancel(ctx context.Context, id int) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), cancelTime)
	defer cancel()
	_, err := c.call(ctx, c.about(goipp.OpCancelJob, id), nil)
	if errors.Is(err, errEnded) {
		return nil
	}
	return err
}

// follow looks at the job, and at the printer behind it, until the job is done or cannot be.
func (c *cups) follow(ctx context.Context, id int) (Outcome, error) {
	tick := time.NewTicker(c.pause)
	defer tick.Stop()
	var complaints []string
	for {
		job, err := c.call(ctx, c.about(goipp.OpGetJobAttributes, id), nil)
		if err != nil {
			return fail(queueReason(complaints, Reason(err)), err)
		}
		if outcome, err := judge(job.Job); outcome != "" {
			return outcome, err
		}
		behind, err := c.call(ctx, c.printer(), nil)
		if err != nil {
			return fail(queueReason(complaints, Reason(err)), err)
		}
		complaints = texts(behind.Printer, "printer-state-reasons")
		if state, _ := number(behind.Printer, "printer-state"); state == printerStopped {
			return fail(queueReason(complaints, Stopped), errors.New(strings.Join(texts(behind.Printer, "printer-state-message"), ", ")))
		}
		select {
		case <-tick.C:
		case <-ctx.Done():
			return fail(queueReason(complaints, TimedOut), context.Cause(ctx))
		}
	}
}

// The states of a job and of a printer in IPP (RFC 8011, 5.3.7 and 5.4.11).
const (
	jobStopped     = 6
	jobCancelled   = 7
	jobAborted     = 8
	jobCompleted   = 9
	printerStopped = 5
)

// judge returns what became of a job, "" while it is still under way.
func judge(job goipp.Attributes) (Outcome, error) {
	state, _ := number(job, "job-state")
	reasons := texts(job, "job-state-reasons")
	switch state {
	case jobCompleted:
		return Confirmed, nil
	case jobCancelled, jobAborted:
		return fail(queueReason(reasons, Rejected), errors.New(strings.Join(reasons, ", ")))
	case jobStopped:
		return fail(queueReason(reasons, Stopped), errors.New(strings.Join(reasons, ", ")))
	}
	return "", nil
}

// printJob asks for the page at its own size: queues otherwise blow a slip up to a
// whole sheet. The job bears its ID, by which Withdraw finds it again.
func (c *cups) printJob(job Job) (*goipp.Message, []byte, error) {
	m := c.request(goipp.OpPrintJob)
	format, document := "application/pdf", bytes.Buffer{}
	if c.raw != nil {
		format = "application/vnd.cups-raw"
		document.Write(c.raw(job.Picture))
	} else {
		if err := slip.PDF(&document, job.Picture, job.Name, job.At); err != nil {
			return nil, nil, err
		}
		m.Job.Add(goipp.MakeAttribute("print-scaling", goipp.TagKeyword, goipp.String("none")))
		m.Job.Add(goipp.MakeAttribute("media-col", goipp.TagBeginCollection, media(job.Picture)))
	}
	asUs(m)
	m.Operation.Add(goipp.MakeAttribute("job-name", goipp.TagName, goipp.String(job.Name+"-"+job.ID)))
	m.Operation.Add(goipp.MakeAttribute("document-format", goipp.TagMimeType, goipp.String(format)))
	m.Job.Add(goipp.MakeAttribute("copies", goipp.TagInteger, goipp.Integer(job.papers())))
	return m, document.Bytes(), nil
}

// media is the paper's size in hundredths of a millimetre, without margins.
func media(pic *image.Paletted) goipp.Collection {
	var size, col goipp.Collection
	high := (pic.Rect.Dy()*100 + slip.DotsPerMM - 1) / slip.DotsPerMM
	size.Add(goipp.MakeAttribute("x-dimension", goipp.TagInteger, goipp.Integer(slip.Paper(pic.Rect.Dx()).MM()*100)))
	size.Add(goipp.MakeAttribute("y-dimension", goipp.TagInteger, goipp.Integer(high)))
	col.Add(goipp.MakeAttribute("media-size", goipp.TagBeginCollection, size))
	for _, edge := range []string{"top", "bottom", "left", "right"} {
		col.Add(goipp.MakeAttribute("media-"+edge+"-margin", goipp.TagInteger, goipp.Integer(0)))
	}
	return col
}

// about asks something about a job.
func (c *cups) about(op goipp.Op, id int) *goipp.Message {
	m := c.request(op)
	m.Operation.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(id)))
	asUs(m)
	return m
}
