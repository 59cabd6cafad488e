package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/OpenPrinting/goipp"

	"shouwen/core/floor"
	"shouwen/core/printer"
)

var update = flag.Bool("update", false, "write the fault table of README.md anew")

// A roll is a receipt printer on the network that does what a fault has it do.
type roll struct {
	listener net.Listener
	wait     sync.WaitGroup
	mu       sync.Mutex
	papers   int    // cut
	status   string // its answers to the four questions; "" for none
	after    string // the same, from the first row of a picture on
	word     bool   // it says when it has printed
	pause    time.Duration
	deaf     bool // it takes nothing in
}

func newRoll(t *testing.T, r *roll) *roll {
	t.Helper()
	var err error
	if r.listener, err = net.Listen("tcp", "127.0.0.1:0"); err != nil {
		t.Fatal(err)
	}
	r.wait.Go(func() {
		for {
			c, err := r.listener.Accept()
			if err != nil {
				return
			}
			if r.serve(c); r.deaf {
				defer c.Close()
			}
		}
	})
	t.Cleanup(func() {
		r.listener.Close()
		r.wait.Wait()
	})
	return r
}

func (r *roll) to() string { return "tcp://" + r.listener.Addr().String() }

// serve takes one caller, as printers do, and understands the commands that a slip is made of.
func (r *roll) serve(c net.Conn) {
	if r.deaf {
		return
	}
	defer c.Close()
	in := bufio.NewReader(c)
	status := r.status
	for {
		head := make([]byte, 3)
		if _, err := io.ReadFull(in, head[:2]); err != nil {
			return
		}
		switch string(head[:2]) {
		case "\x1b@":
			continue
		case "\x1dv":
			size := make([]byte, 6)
			_, _ = io.ReadFull(in, size)
			_, _ = in.Discard((int(size[2]) | int(size[3])<<8) * (int(size[4]) | int(size[5])<<8))
			if r.after != "" {
				status = r.after
			}
			continue
		case "\x10\x14":
			_, _ = in.Discard(8)
			continue
		}
		_, _ = io.ReadFull(in, head[2:])
		switch string(head[:2]) {
		case "\x10\x04":
			if status != "" {
				_, _ = c.Write([]byte{status[head[2]-1]})
			}
		case "\x1dV":
			_, _ = in.Discard(1)
			r.mu.Lock()
			r.papers++
			r.mu.Unlock()
		case "\x1dr":
			if r.word && status == r.status {
				time.AfterFunc(r.pause, func() { _, _ = c.Write([]byte{0}) })
			}
		}
	}
}

const (
	fine    = "\x12\x12\x12\x12"
	noPaper = "\x1a\x32\x12\x72"
	cover   = "\x1a\x16\x12\x12"
	low     = "\x12\x12\x12\x1e"
)

// What the table tells of each fault.
type seen struct{ fault, visitor, staff, journal string }

func (s seen) row() string {
	return fmt.Sprintf("| %s | %s | %s | %s |", s.fault, s.visitor, s.staff, s.journal)
}

// cameTo is what the visitor, the staff and the journal were told of his slip.
func (l *testLobby) cameTo(t *testing.T, fault, key string, number int) seen {
	t.Helper()
	state := l.slipEnds(t, key)
	s := seen{fault: fault, visitor: strings.ReplaceAll(l.phrases.Say(floor.English, "kiosk.ticket.slip."+string(state), nil), "\n", " ")}
	if state != "printed" {
		s.visitor += " (number and QR on the screen)"
	}
	var told []string
	for _, n := range l.desk.Snapshot().Notices {
		told = append(told, l.phrases.Say(floor.English, n.Key, n.Args))
	}
	if s.staff = strings.Join(told, " "); s.staff == "" {
		s.staff = "nothing"
	}
	visits, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil {
		t.Fatal(err)
	}
	for _, v := range visits {
		if v.Number == number {
			s.journal = v.Slip.Outcome
		}
	}
	return s
}

// at is a lobby before the printer, and what its first visitor's slip came to.
func at(t *testing.T, fault, to string) seen {
	t.Helper()
	l := openStill(t, func(c *config) { c.Printer.To = to })
	return l.cameTo(t, fault, "k", l.visit(t, "k").Number)
}

// fullSpool is a print queue that takes no more jobs.
func fullSpool(t *testing.T) string {
	t.Helper()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ask := &goipp.Message{}
		_ = ask.Decode(r.Body)
		_, _ = io.Copy(io.Discard, r.Body)
		w.Header().Set("Content-Type", goipp.ContentType)
		answer := goipp.NewResponse(goipp.DefaultVersion, goipp.StatusErrorTooManyJobs, ask.RequestID)
		answer.Operation.Add(goipp.MakeAttribute("attributes-charset", goipp.TagCharset, goipp.String("utf-8")))
		_ = answer.Encode(w)
	}))
	t.Cleanup(server.Close)
	return "cups://" + strings.TrimPrefix(server.URL, "http://") + "/desk"
}

// faults has every fault happen, all at the same time, and returns the rows of the table.
func faults(t *testing.T) []seen {
	of := func(r *roll) string { return newRoll(t, r).to() }
	table := []struct{ fault, to string }{
		{"fine", of(&roll{status: fine, word: true})},
		{"absent, or switched off (network)", "tcp://127.0.0.1:1"},
		{"absent, or switched off (USB)", "usb:/dev/usb/no-such-printer*"},
		{"without paper", of(&roll{status: noPaper})},
		{"with its cover open", of(&roll{status: cover})},
		{"out of paper in the middle of a slip", of(&roll{status: fine, after: noPaper})},
		{"near the roll's end", of(&roll{status: low, word: true})},
		{"slow: two seconds a slip", of(&roll{status: fine, word: true, pause: 2 * time.Second})},
		{"silent: it never tells its state", of(&roll{})},
		{"hung: it takes the connection and reads nothing", of(&roll{deaf: true})},
		{"a wrong model: it tells its state, but not that it has printed", of(&roll{status: fine})},
		{"a print queue that is full", fullSpool(t)},
	}
	rows := make([]seen, len(table))
	t.Run("each", func(t *testing.T) {
		for i, row := range table {
			t.Run(row.fault, func(t *testing.T) {
				t.Parallel()
				rows[i] = at(t, row.fault, row.to)
			})
		}
	})
	return append(rows, shared(t, newRoll(t, &roll{status: fine, word: true}))...)
}

// shared has two appliances print on one printer at the same time.
func shared(t *testing.T, r *roll) []seen {
	t.Helper()
	var both [2]*testLobby
	for i := range both {
		both[i] = openStill(t, func(c *config) { c.Printer.To = r.to() })
	}
	var numbers [2]int
	for i, l := range both {
		numbers[i] = l.visit(t, "k").Number
	}
	var got []seen
	for i, l := range both {
		got = append(got, l.cameTo(t, fmt.Sprintf("fine, with two appliances on it: the %s", []string{"first", "second"}[i]), "k", numbers[i]))
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.papers != 2 {
		t.Errorf("two appliances printed %d papers", r.papers)
	}
	return got
}

// The marks between which README.md holds the table.
const (
	tableBegins = "| the printer | the visitor reads | the staff are told | the journal holds |\n| --- | --- | --- | --- |\n"
	tableEnds   = "\n\n"
)

func TestWhateverThePrinterDoesIsTheFaultTableOfTheReadme(t *testing.T) {
	t.Parallel()
	var rows []string
	for _, s := range faults(t) {
		rows = append(rows, s.row())
	}
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), tableBegins)
	if !found {
		t.Fatal("README.md has no fault table")
	}
	table, after, _ := strings.Cut(rest, tableEnds)
	if *update {
		text := before + tableBegins + strings.Join(rows, "\n") + tableEnds + after
		if err := os.WriteFile("../README.md", []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	for i, want := range strings.Split(table, "\n") {
		if i >= len(rows) || rows[i] != want {
			t.Errorf("README.md says\n%s\nand it came to\n%s", want, strings.Join(rows[i:min(i+1, len(rows))], ""))
		}
	}
	if n := strings.Count(table, "\n") + 1; n != len(rows) {
		t.Errorf("README.md has %d rows, want %d", n, len(rows))
	}
}

func TestAfterACrashInTheMiddleOfASlipNothingPrintsByItselfAndTheStateIsUnknown(t *testing.T) {
	l := openTestLobby(t, func(c *config) { c.Printer.To = newRoll(t, &roll{deaf: true}).to() })
	l.visit(t, "k1")
	l.slipEnds(t, "k1")
	v, err := l.desk.VisitsOf(l.desk.Today())
	if err != nil {
		t.Fatal(err)
	}
	sent, err := l.desk.RequestSlip(l.stamp(floor.System), v[0].ID, true)
	if err == nil {
		err = l.desk.SendSlip(l.stamp(floor.System), v[0].ID, sent)
	}
	if err != nil {
		t.Fatal(err)
	}
	again, err := newLobby(l.house) // as after the power came back
	if err != nil {
		t.Fatal(err)
	}
	defer again.Close()
	v, err = l.desk.VisitsOf(l.desk.Today())
	if err != nil || v[0].Slip.Outcome != "unknown" || v[0].Slip.Reason != printer.Restart {
		t.Errorf("the journal says of the slip %+v, %v", v[0].Slip, err)
	}
	if n := l.desk.Snapshot().Notices; len(n) != 1 || n[0].Args["reason"] != printer.Restart {
		t.Errorf("the staff are told %+v", n)
	}
}

func TestASlipThatWasNeverSentIsWithdrawnAfterACrash(t *testing.T) {
	l := openTestLobby(t, nil)
	l.visit(t, "k1")
	l.slipEnds(t, "k1")
	v, err := l.desk.VisitsOf(l.desk.Today())
	if err == nil {
		_, err = l.desk.RequestSlip(l.stamp(floor.System), v[0].ID, true)
	}
	if err == nil {
		err = l.leftSlips()
	}
	if err != nil {
		t.Fatal(err)
	}
	v, err = l.desk.VisitsOf(l.desk.Today())
	if err != nil || v[0].Slip.Outcome != "withdrawn" {
		t.Errorf("the journal says of the slip %+v, %v", v[0].Slip, err)
	}
}

func TestWhatWasSaidOfAPrinterBeforeARestartIsSaidAnewOnlyIfItIsSoAndOfSlipsItStays(t *testing.T) {
	l := openTestLobby(t, nil)
	for reason, want := range map[string]int{printer.NoPaper: 0, printer.PaperLow: 0, printer.Restart: 1} {
		l.printerIs(reason)
		if err := l.leftSlips(); err != nil {
			t.Fatal(err)
		}
		if n := l.desk.Snapshot().Notices; len(n) != want {
			t.Errorf("after %s the staff are told %+v", reason, n)
		}
		l.printerIs("")
	}
}

func TestTheStaffAreToldOfAPrinterBeforeTheNextVisitorAndAgainWhenItIsWell(t *testing.T) {
	l := openTestLobby(t, nil)
	for _, step := range []struct{ reason, notice string }{
		{printer.CoverOpen, "notice.printer"}, {printer.PaperLow, "notice.paper"}, {printer.NoPaper, "notice.printer"}, {"", ""},
	} {
		l.printerIs(step.reason)
		n := l.desk.Snapshot().Notices
		switch {
		case step.notice == "" && len(n) > 0, step.notice != "" && (len(n) != 1 || n[0].Key != step.notice || n[0].Args["reason"] != step.reason):
			t.Errorf("of %q the staff are told %+v", step.reason, n)
		}
	}
}
