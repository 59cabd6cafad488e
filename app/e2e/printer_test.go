//go:build e2e

package e2e

import (
	"bufio"
	"fmt"
	"image"
	"image/color"
	"io"
	"net"
	"sync"
	"testing"
	"time"
)

// A printer is a receipt printer on the network, in the test's own process. It
// reads what it is sent as the printers' manuals describe it, and is always ready.
type printer struct {
	listener net.Listener
	wait     sync.WaitGroup

	mu    sync.Mutex
	calls map[net.Conn]bool
	slips []paper
	fault error
}

// paper is one slip as it came out.
type paper struct {
	rows  [][]byte // eight dots a byte
	began time.Time
	ended time.Time // when its last byte had come
}

func networkPrinter(t *testing.T) *printer {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p := &printer{listener: l, calls: map[net.Conn]bool{}}
	p.wait.Go(p.serve)
	t.Cleanup(func() {
		_ = l.Close()
		p.mu.Lock()
		for c := range p.calls {
			_ = c.Close()
		}
		p.mu.Unlock()
		p.wait.Wait()
		if p.fault != nil {
			t.Errorf("the printer: %v", p.fault)
		}
	})
	return p
}

func (p *printer) spec() string { return "tcp://" + p.listener.Addr().String() }

func (p *printer) serve() {
	for {
		c, err := p.listener.Accept()
		if err != nil {
			return
		}
		p.mu.Lock()
		p.calls[c] = true
		p.mu.Unlock()
		p.wait.Go(func() {
			defer c.Close()
			p.print(c)
		})
	}
}

// print carries out the commands of one call until the caller rings off.
func (p *printer) print(c net.Conn) {
	in := bufio.NewReader(c)
	sheet := paper{began: time.Now()}
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(in, head); err != nil {
			return
		}
		cut, err := sheet.command(string(head), in, c)
		p.mu.Lock()
		switch {
		case err == io.ErrUnexpectedEOF || err == io.EOF: // the caller lost its power
		case err != nil:
			p.fault = err
		case cut:
			sheet.ended = time.Now()
			p.slips = append(p.slips, sheet)
			sheet = paper{began: time.Now()}
		}
		p.mu.Unlock()
		if err != nil {
			return
		}
	}
}

func (s *paper) command(head string, in io.Reader, answer io.Writer) (cut bool, err error) {
	rest := func(n int) []byte {
		b := make([]byte, n)
		if err == nil {
			_, err = io.ReadFull(in, b)
		}
		return b
	}
	reply := func(b byte) {
		if err == nil {
			_, err = answer.Write([]byte{b})
		}
	}
	switch head {
	case "\x1b@": // begin
	case "\x1bd": // feed
		rest(1)
	case "\x1dV": // cut
		rest(2)
		return true, err
	case "\x10\x04": // how are you?
		rest(1)
		reply(0x12)
	case "\x1dr": // has it come out?
		rest(1)
		reply(0)
	case "\x1dv": // a band of dots
		b := rest(6)
		wide, high := int(b[2])|int(b[3])<<8, int(b[4])|int(b[5])<<8
		for range high {
			s.rows = append(s.rows, rest(wide))
		}
	default:
		return false, fmt.Errorf("it does not know the command %x", head)
	}
	return false, err
}

// count is how many slips have come out.
func (p *printer) count() int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.slips)
}

// slip waits for the slip of that place, from 1.
func (p *printer) slip(t *testing.T, place int) paper {
	t.Helper()
	eventually(t, fmt.Sprintf("slip %d", place), func() (bool, string) {
		n := p.count()
		return n >= place, fmt.Sprintf("%d came out", n)
	})
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.slips[place-1]
}

// picture is what is on the paper, with the margin that paper has.
func (s paper) picture() image.Image {
	wide := 0
	for _, row := range s.rows {
		wide = max(wide, 8*len(row))
	}
	const margin = 32
	pic := image.NewGray(image.Rect(0, 0, wide+2*margin, len(s.rows)+2*margin))
	for i := range pic.Pix {
		pic.Pix[i] = 255
	}
	for y, row := range s.rows {
		for x := range 8 * len(row) {
			if row[x/8]&(0x80>>(x%8)) != 0 {
				pic.SetGray(x+margin, y+margin, color.Gray{})
			}
		}
	}
	return pic
}
