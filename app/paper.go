package main

import (
	"fmt"
	"image"
	"log/slog"
	"sync"
	"time"

	"shouwen/core/phrase"
	"shouwen/core/printer"
	"shouwen/core/slip"
)

// paper turns slips and badges into pictures and hands them to the printer,
// whose queue never keeps the desk waiting.
type paper struct {
	press *slip.Press
	width slip.Paper
	queue *printer.Queue
	now   func() time.Time

	mu    sync.Mutex
	heard map[string]func(printer.Outcome, string) // who waits for the end of which job
}

// openPaper opens the printer that the configuration names.
func openPaper(c paperConfig, words *phrase.Book, now func() time.Time, log *slog.Logger) (*paper, error) {
	press, err := slip.NewPress(slip.Fonts(fonts()), words)
	if err != nil {
		return nil, err
	}
	width, err := slip.PaperOf(c.Width)
	if err != nil {
		return nil, err
	}
	to, err := printer.Open(c.To)
	if err != nil {
		return nil, fmt.Errorf("printer.to: %w", err)
	}
	p := &paper{press: press, width: width, now: now, heard: map[string]func(printer.Outcome, string){}}
	p.queue = printer.NewQueue(to, now, func(r printer.Result) { p.told(r, log) })
	return p, nil
}

// told passes on what became of a job.
func (p *paper) told(r printer.Result, log *slog.Logger) {
	if r.Fault != nil {
		log.Warn("a print job did not end well", "outcome", r.Outcome, "fault", r.Fault)
	}
	p.mu.Lock()
	ended := p.heard[r.Job]
	delete(p.heard, r.Job)
	p.mu.Unlock()
	if ended != nil {
		ended(r.Outcome, r.Reason)
	}
}

// slip prints a visit's slip; ended hears once what became of it.
func (p *paper) slip(s slip.Slip, job string, ended func(printer.Outcome, string)) error {
	pic, err := p.press.Slip(s, p.width)
	if err != nil {
		return err
	}
	p.submit(pic, job, fmt.Sprintf("%s-%03d", s.At.Format(time.DateOnly), s.Number), ended)
	return nil
}

// badge prints an advisor's badge.
func (p *paper) badge(b slip.Badge) error {
	pic, err := p.press.Badge(b, p.width)
	if err != nil {
		return err
	}
	p.submit(pic, "badge-"+b.Code, "badge", nil)
	return nil
}

func (p *paper) submit(pic *image.Paletted, id, name string, ended func(printer.Outcome, string)) {
	p.mu.Lock()
	p.heard[id] = ended
	p.mu.Unlock()
	p.queue.Submit(printer.Job{ID: id, Name: name, Picture: pic, At: p.now()})
}

func (p *paper) close() { p.queue.Close() }
