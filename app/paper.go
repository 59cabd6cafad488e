package main

import (
	"context"
	"fmt"
	"image"
	"log/slog"
	"os"
	"strconv"
	"sync"
	"time"

	"shouwen/core/phrase"
	"shouwen/core/printer"
	"shouwen/core/slip"
)

// paper turns slips and badges into pictures and hands them to the printer,
// whose queue never keeps the desk waiting.
type paper struct {
	press  *slip.Press
	width  slip.Paper
	copies int
	queue  *printer.Queue
	looks  *time.Ticker
	now    func() time.Time
	health func(reason string) // told how the printer is

	mu    sync.Mutex
	heard map[string]jobNews // who waits for the end of which job
}

// askEvery is how often a printer that rests is asked how it is, so that the
// staff know of an empty roll before the next visitor does.
const askEvery = 30 * time.Second

// jobNews is who hears of a job: when it goes to the printer, and how it ended.
type jobNews struct {
	sent  func()
	ended func(printer.Outcome, string)
}

// openPaper opens the printer that the configuration names; health hears how it is.
func openPaper(c paperConfig, words *phrase.Book, now func() time.Time, log *slog.Logger, health func(reason string)) (*paper, error) {
	press, width, err := pressOf(c, words)
	if err != nil {
		return nil, err
	}
	if c.Logo != "" {
		// A logo is an ornament: without it the paper says all that it must.
		if err := bear(press, c.Logo); err != nil {
			log.Warn("slips bear no logo", "fault", err)
		}
	}
	to, err := printer.Open(c.To)
	if err != nil {
		return nil, fmt.Errorf("printer.to: %w", err)
	}
	p := &paper{press: press, width: width, copies: c.Copies, now: now, health: health, looks: time.NewTicker(askEvery), heard: map[string]jobNews{}}
	p.queue = printer.NewQueue(to, now, p.looks.C, printer.Listener{
		Sent: p.sent, Ended: func(r printer.Result) { p.told(r, log) }, Health: health,
	})
	return p, nil
}

// pressOf is what sets the house's slips, and the paper that its printer takes.
func pressOf(c paperConfig, words *phrase.Book) (*slip.Press, slip.Paper, error) {
	press, err := slip.NewPress(slip.Fonts(fonts()), words)
	if err != nil {
		return nil, 0, err
	}
	width, err := slip.PaperOf(c.Width)
	return press, width, err
}

// bear reads the house's logo from a file.
func bear(press *slip.Press, name string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	logo, err := slip.Logo(file)
	if err == nil {
		press.Bear(logo)
	}
	return err
}

// sent passes on that a job is about to go to the printer.
func (p *paper) sent(job string) {
	p.mu.Lock()
	heard := p.heard[job]
	p.mu.Unlock()
	if heard.sent != nil {
		heard.sent()
	}
}

// withdraw takes jobs of an earlier run out of a print queue that still holds them.
func (p *paper) withdraw(ctx context.Context, jobs []string) error {
	if spool, ok := p.queue.Printer().(interface {
		Withdraw(ctx context.Context, jobs []string) error
	}); ok && len(jobs) > 0 {
		return spool.Withdraw(ctx, jobs)
	}
	return nil
}

// told passes on what became of a job.
func (p *paper) told(r printer.Result, log *slog.Logger) {
	if r.Fault != nil {
		log.Warn("a print job did not end well", "outcome", r.Outcome, "fault", r.Fault)
	}
	p.mu.Lock()
	heard := p.heard[r.Job]
	delete(p.heard, r.Job)
	p.mu.Unlock()
	if heard.ended != nil {
		heard.ended(r.Outcome, r.Reason)
	}
}

// slip prints a visit's slip.
func (p *paper) slip(s slip.Slip, job string, heard jobNews) error {
	pic, err := p.press.Slip(s, p.width)
	if err != nil {
		return err
	}
	p.submit(pic, job, fmt.Sprintf("%s-%03d", s.At.Format(time.DateOnly), s.Number), heard, p.copies)
	return nil
}

// badge prints an advisor's badge.
func (p *paper) badge(b slip.Badge) error {
	pic, err := p.press.Badge(b, p.width)
	if err != nil {
		return err
	}
	p.submit(pic, "badge-"+b.Code, "badge", p.ofNoVisit(nil), 1)
	return nil
}

// test prints a test page; ended hears what became of it.
func (p *paper) test(of slip.Test, ended func(printer.Outcome, string)) error {
	of.Printer, of.At = p.used(), p.now()
	pic, err := p.press.TestPage(of, p.width)
	if err != nil {
		return err
	}
	p.submit(pic, "test-"+strconv.FormatInt(of.At.UnixNano(), 10), "test", p.ofNoVisit(ended), 1)
	return nil
}

// ofNoVisit has the staff told how the printer is when a paper ends that is no visit's,
// whose end is not journaled: after a new roll, a test page is what says that all is well.
// ended may be nil.
func (p *paper) ofNoVisit(ended func(printer.Outcome, string)) jobNews {
	return jobNews{ended: func(out printer.Outcome, reason string) {
		if out != printer.Withdrawn { // such a paper never came to the printer
			p.health(reason)
		}
		if ended != nil {
			ended(out, reason)
		}
	}}
}

// used is the printer in use, as the configuration names it.
func (p *paper) used() string { return p.queue.Printer().Describe() }

func (p *paper) submit(pic *image.Paletted, id, name string, heard jobNews, copies int) {
	p.mu.Lock()
	p.heard[id] = heard
	p.mu.Unlock()
	p.queue.Submit(printer.Job{ID: id, Name: name, Picture: pic, At: p.now(), Copies: copies})
}

func (p *paper) close() {
	p.looks.Stop()
	p.queue.Close()
}
