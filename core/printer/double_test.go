package printer

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/png"
	"io"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// A paper reads what a receipt printer is sent, as the printers' manuals
// describe it, and knows nothing of how it was encoded.
type paper struct {
	rows    [][]byte // eight dots a byte
	bands   []int    // the heights of the bands
	fed     int      // lines
	cuts    int
	resets  int
	aborted bool // a real-time command stood in the picture
	cleared int  // times that it was told to forget what it holds

	status func(question byte) []byte // answers DLE EOT; nil is mute
	done   func() []byte              // answers GS r
}

// read takes bytes until the sender has no more.
func (p *paper) read(from io.Reader, answer io.Writer) error {
	in := bufio.NewReader(from)
	for {
		head := make([]byte, 2)
		if _, err := io.ReadFull(in, head); err != nil {
			return err
		}
		if err := p.command(head, in, answer); err != nil {
			return err
		}
	}
}

// onPaper is what a printer makes of the bytes.
func onPaper(t *testing.T, data []byte) *paper {
	t.Helper()
	p := &paper{}
	if err := p.read(bytesOf(data), io.Discard); err != io.EOF {
		t.Fatal(err)
	}
	return p
}

func (p *paper) command(head []byte, in *bufio.Reader, answer io.Writer) error {
	rest := func(n int) []byte {
		b := make([]byte, n)
		_, _ = io.ReadFull(in, b)
		return b
	}
	switch string(head) {
	case "\x1b@":
		p.resets++
	case "\x1bd":
		p.fed += int(rest(1)[0])
	case "\x1dV":
		rest(2)
		p.cuts++
	case "\x10\x04":
		if q := rest(1)[0]; p.status != nil {
			_, _ = answer.Write(p.status(q))
		}
	case "\x10\x14":
		p.cleared++
		rest(8)
	case "\x1b3", "\x1bM":
		rest(1)
	case "\x1b2", "\x1c.", "\n\r", "\r\n", "\n\n":
	case "\x1b*":
		p.stripe(rest(3), rest)
	case "\x1dr":
		if rest(1); p.done != nil {
			_, _ = answer.Write(p.done())
		}
	case "\x1dv":
		b := rest(6) // '0', mode, width in bytes, height in dots
		wide, high := int(b[2])|int(b[3])<<8, int(b[4])|int(b[5])<<8
		p.bands = append(p.bands, high)
		data := rest(wide * high)
		for _, order := range []string{"\x10\x04", "\x10\x05", "\x10\x14"} {
			p.aborted = p.aborted || bytes.Contains(data, []byte(order))
		}
		for ; len(data) > 0; data = data[wide:] {
			p.rows = append(p.rows, data[:wide])
		}
	default:
		return fmt.Errorf("the printer does not know the command %x", head)
	}
	return nil
}

// stripe reads 24 rows that come column by column, and the line's end.
func (p *paper) stripe(head []byte, rest func(int) []byte) {
	wide := int(head[1]) | int(head[2])<<8
	data := rest(3*wide + 1)
	rows := make([][]byte, 24)
	for y := range rows {
		rows[y] = make([]byte, (wide+7)/8)
		for x := range wide {
			if data[3*x+y/8]&(0x80>>(y%8)) != 0 {
				rows[y][x/8] |= 0x80 >> (x % 8)
			}
		}
	}
	p.rows = append(p.rows, rows...)
}

// picture is what is on the paper.
func (p *paper) picture() *image.Gray {
	if len(p.rows) == 0 {
		return image.NewGray(image.Rect(0, 0, 1, 1))
	}
	pic := image.NewGray(image.Rect(0, 0, 8*len(p.rows[0]), len(p.rows)))
	for y, row := range p.rows {
		for x := range 8 * len(row) {
			if row[x/8]&(0x80>>(x%8)) == 0 {
				pic.SetGray(x, y, color.Gray{Y: 255})
			}
		}
	}
	return pic
}

// shows holds the paper against the picture that was to be printed.
func (p *paper) shows(t *testing.T, want *image.Paletted) {
	t.Helper()
	wide, high := want.Rect.Dx(), want.Rect.Dy()
	if len(p.rows) < high || len(p.rows) > high+1 || 8*len(p.rows[0]) != wide {
		t.Fatalf("the paper has %d rows, want %d of %d dots", len(p.rows), high, wide)
	}
	for y, row := range p.rows {
		for x := range wide {
			ink := y < high && want.Pix[y*want.Stride+x] == 1
			if (row[x/8]&(0x80>>(x%8)) != 0) != ink && !spells(want, x, y) {
				t.Fatalf("the dot at %d,%d differs", x, y)
			}
		}
	}
	if p.resets != 1 || p.cuts != 1 || p.fed != 3 {
		t.Errorf("%d resets, %d cuts, %d lines fed; want 1, 1 and 3", p.resets, p.cuts, p.fed)
	}
}

// spells reports whether the dot is the one that is blackened because the
// picture would spell a real-time command there.
func spells(pic *image.Paletted, x, y int) bool {
	at := func(i int) (b byte) {
		for bit := range 8 {
			b = b<<1 | pic.ColorIndexAt(8*i+bit, y)
		}
		return b
	}
	next := at(x/8 + 1)
	return x%8 == 4 && at(x/8) == 0x10 && (next == 0x04 || next == 0x05 || next == 0x14)
}

// A double is a receipt printer on the network, in the test's own process.
type double struct {
	listener net.Listener
	wait     sync.WaitGroup
	paper    *paper
}

// network starts a double that treats each caller as told.
func network(t testing.TB, p *paper, treat func(d *double, c *net.TCPConn)) *double {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	d := &double{listener: listener, paper: p}
	d.wait.Go(func() {
		for {
			c, err := listener.Accept()
			if err != nil {
				return
			}
			treat(d, c.(*net.TCPConn))
		}
	})
	t.Cleanup(d.close)
	return d
}

// close ends the double and returns when it has taken all that it was sent.
func (d *double) close() {
	_ = d.listener.Close()
	d.wait.Wait()
}

// listens reads to the end.
func listens(d *double, c *net.TCPConn) {
	defer c.Close()
	_ = d.paper.read(c, c)
}

// printer returns the product's printer for the double, with the given patience.
func (d *double) printer(p patience) *receipt {
	r := overTCP("tcp://"+d.listener.Addr().String(), d.listener.Addr().String(), inRaster)
	r.patience = p
	return r
}

// generous is for a double that answers; brief is for one that does not.
var (
	generous = patience{answer: 20 * time.Second, busy: 20 * time.Second, paper: 20 * time.Second, look: 20 * time.Second, linger: 20 * time.Second}
	brief    = patience{answer: 30 * time.Millisecond, busy: 30 * time.Millisecond, paper: 30 * time.Millisecond, look: 20 * time.Second, linger: 30 * time.Millisecond}
)

// well is a printer that is ready, and says when it has printed.
func well() *paper {
	return &paper{
		status: func(byte) []byte { return []byte{0x12} },
		done:   func() []byte { return []byte{0x00} },
	}
}

const testLink = "HTTP://192.168.1.20:8080/V/7Q2M9X0KD4TZ81BC"

// job is a slip as package slip sets it.
func job(t testing.TB, name string) Job {
	t.Helper()
	pic, err := png.Decode(opened(t, "../slip/testdata/"+name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	return Job{ID: "job-1", Name: "2026-11-23-012", Picture: pic.(*image.Paletted), At: noon()}
}

// opened is a file of the test data.
func opened(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = file.Close() })
	return file
}

func noon() time.Time { return time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC) }

// reads returns what a decoder that nobody here wrote reads in the picture.
func reads(t *testing.T, pic image.Image) string {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, pic); err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "paper.png")
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return scan(t, file)
}

func scan(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.Command("zbarimg", "--nodbus", "-q", "--raw", file).Output()
	if errors.Is(err, exec.ErrNotFound) {
		t.Fatal("zbarimg is missing; install the Debian package zbar-tools")
	}
	if err != nil {
		t.Fatalf("zbarimg reads nothing in %s: %v", filepath.Base(file), err)
	}
	return strings.TrimSpace(string(out))
}

// wants holds an outcome and its reason against what must be.
func wants(t *testing.T, got Outcome, err error, want Outcome, reason string) {
	t.Helper()
	if got != want || Reason(err) != reason {
		t.Errorf("%s, reason %q (%v); want %s, reason %q", got, Reason(err), err, want, reason)
	}
}

func bytesOf(data []byte) io.Reader { return bytes.NewReader(data) }
