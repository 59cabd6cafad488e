package printer

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/OpenPrinting/goipp"
)

// A spooler answers as a print queue does, in the test's own process.
type spooler struct {
	mu        sync.Mutex
	status    goipp.Status
	states    []goipp.Attributes // one for every look at the job; the last one stays
	printer   goipp.Attributes
	job       *goipp.Message
	document  []byte
	cancelled bool
	looked    chan struct{} // closed at the first look
}

func (s *spooler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	ask := &goipp.Message{}
	if err := ask.Decode(r.Body); err != nil || r.URL.Path != "/printers/slips" {
		w.WriteHeader(http.StatusBadRequest)
		return
	}
	answer := goipp.NewResponse(goipp.DefaultVersion, s.status, ask.RequestID)
	answer.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
	switch goipp.Op(ask.Code) {
	case goipp.OpPrintJob:
		s.job = ask
		s.document, _ = io.ReadAll(r.Body)
		answer.Job.Add(goipp.MakeAttribute("job-id", goipp.TagInteger, goipp.Integer(7)))
	case goipp.OpGetJobAttributes:
		answer.Job = s.states[0]
		if len(s.states) > 1 {
			s.states = s.states[1:]
		}
		if s.looked != nil {
			close(s.looked)
			s.looked = nil
		}
	case goipp.OpGetPrinterAttributes:
		answer.Printer = s.printer
	case goipp.OpCancelJob:
		s.cancelled = true
	}
	w.Header().Set("Content-Type", goipp.ContentType)
	_ = answer.Encode(w)
}

// queue starts the spooler and returns the product's printer for it.
func (s *spooler) queue(t *testing.T) *cups {
	t.Helper()
	server := httptest.NewServer(s)
	t.Cleanup(server.Close)
	p, err := Open("cups://" + strings.TrimPrefix(server.URL, "http://") + "/slips")
	if err != nil {
		t.Fatal(err)
	}
	q := p.(*cups)
	q.pause = time.Millisecond
	return q
}

// state is what a queue says of a job.
func state(n int, reasons ...string) goipp.Attributes {
	var a goipp.Attributes
	a.Add(goipp.MakeAttribute("job-state", goipp.TagEnum, goipp.Integer(n)))
	for _, r := range reasons {
		a.Add(goipp.MakeAttribute("job-state-reasons", goipp.TagKeyword, goipp.String(r)))
	}
	return a
}

// behind is what a queue says of its printer.
func behind(n int, reasons ...string) goipp.Attributes {
	var a goipp.Attributes
	a.Add(goipp.MakeAttribute("printer-state", goipp.TagEnum, goipp.Integer(n)))
	for _, r := range reasons {
		a.Add(goipp.MakeAttribute("printer-state-reasons", goipp.TagKeyword, goipp.String(r)))
	}
	return a
}

func TestAQueueIsFollowedUntilTheJobIsDone(t *testing.T) {
	s := &spooler{states: []goipp.Attributes{state(3), state(5, "none"), state(9)}}
	outcome, err := s.queue(t).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Confirmed, "")
	if !bytes.HasPrefix(s.document, []byte("%PDF")) {
		t.Errorf("the queue was sent %d bytes that are no PDF", len(s.document))
	}
	if s.cancelled {
		t.Error("a job that was done was cancelled")
	}
	size := s.job.Job[1].Values[0].V.(goipp.Collection)[0].Values[0].V.(goipp.Collection)
	if size[0].Values[0].V != goipp.Integer(8000) || size[1].Values[0].V != goipp.Integer(12500) {
		t.Errorf("the paper is %v, want 80 by 125 mm", size)
	}
}

func TestAJobThatCannotBePrintedIsTakenOutOfTheQueue(t *testing.T) {
	for _, c := range []struct {
		name         string
		job, printer goipp.Attributes
		reason       string
	}{
		{"aborted", state(8), nil, Rejected},
		{"cancelled by somebody", state(7), nil, Rejected},
		{"stopped", state(6), nil, Stopped},
		{"stopped for want of paper", state(6, "media-empty-error"), nil, NoPaper},
		{"before a printer that is paused", state(3), behind(5, "paused"), Stopped},
		{"before a printer without paper", state(5), behind(5, "media-empty-error"), NoPaper},
		{"before a printer with its cover open", state(5), behind(5, "none", "cover-open"), CoverOpen},
		{"before a printer that is offline", state(5), behind(5, "offline-report"), Offline},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := &spooler{states: []goipp.Attributes{state(5), c.job}, printer: c.printer}
			outcome, err := s.queue(t).Print(t.Context(), job(t, "stand-in-zh-80mm"))
			wants(t, outcome, err, Failed, c.reason)
			if !s.cancelled {
				t.Error("the job stays in the queue and would print hours later")
			}
		})
	}
}

func TestAJobThatTakesTooLongIsTakenOutOfTheQueue(t *testing.T) {
	looked := make(chan struct{})
	s := &spooler{states: []goipp.Attributes{state(5)}, looked: looked}
	ctx, cancel := context.WithCancel(t.Context())
	go func() { <-looked; cancel() }()
	outcome, err := s.queue(t).Print(ctx, job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, TimedOut)
	if !s.cancelled {
		t.Error("the job stays in the queue and would print hours later")
	}
}

func TestAQueueThatRefusesSaysWhy(t *testing.T) {
	for status, reason := range map[goipp.Status]string{
		goipp.StatusErrorNotAcceptingJobs: Stopped,
		goipp.StatusErrorNotFound:         Unreachable,
		goipp.StatusErrorForbidden:        NoAccess,
		goipp.StatusErrorTooManyJobs:      Full,
		goipp.StatusErrorInternal:         Rejected,
	} {
		outcome, err := (&spooler{status: status}).queue(t).Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, Failed, reason)
	}
}

func TestAServerThatIsNoQueueIsRefused(t *testing.T) {
	for name, c := range map[string]struct {
		serve  http.HandlerFunc
		reason string
	}{
		"a page":   {func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, "<html>") }, Rejected},
		"a fault":  {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusInternalServerError) }, Rejected},
		"a lock":   {func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }, NoAccess},
		"a closed": {func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }, Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			server := httptest.NewServer(c.serve)
			defer server.Close()
			q := newCUPS("cups", strings.TrimPrefix(server.URL, "http://"), "slips")
			outcome, err := q.Print(t.Context(), job(t, "stand-in-zh-80mm"))
			wants(t, outcome, err, Failed, c.reason)
		})
	}
}

func TestALookTellsWhatAQueueSaysOfItsPrinter(t *testing.T) {
	for reason, printer := range map[string]goipp.Attributes{
		"":        behind(3, "none"),
		Stopped:   behind(5, "paused"),
		NoPaper:   behind(3, "media-empty-report"),
		PaperLow:  behind(3, "media-low-warning"),
		CoverOpen: behind(5, "cover-open-error"),
	} {
		wants(t, "", (&spooler{printer: printer}).queue(t).Look(t.Context()), "", reason)
	}
}

func TestAQueueThatOnlyPassesBytesOnIsSentThePrintersOwnCommandsAndNotBelieved(t *testing.T) {
	s := &spooler{states: []goipp.Attributes{state(9)}}
	q := s.queue(t)
	how, err := Open(q.spec + "?raw")
	if err != nil {
		t.Fatal(err)
	}
	j := job(t, "stand-in-zh-80mm")
	j.Copies = 2
	outcome, err := how.Print(t.Context(), j)
	wants(t, outcome, err, Unknown, "")
	if !bytes.Equal(s.document, inRaster(j.Picture)) {
		t.Errorf("the queue was sent %d bytes that are not the printer's", len(s.document))
	}
	if copies, _ := number(s.job.Job, "copies"); copies != 2 {
		t.Errorf("%d copies", copies)
	}
}

func TestPaperThatIsNearlyUsedUpBehindAQueueStillPrintsAndIsTold(t *testing.T) {
	for after, want := range map[string]Outcome{"": Confirmed, "?raw": Unknown} {
		s := &spooler{states: []goipp.Attributes{state(9)}, printer: behind(3, "media-low-warning")}
		how, err := Open(s.queue(t).spec + after)
		if err != nil {
			t.Fatal(err)
		}
		outcome, err := how.Print(t.Context(), job(t, "stand-in-zh-80mm"))
		wants(t, outcome, err, want, PaperLow)
	}
}
