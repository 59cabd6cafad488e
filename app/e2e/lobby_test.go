//go:build e2e

package e2e

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A lobby is the running appliance, with a hand that obeys orders.
type lobby struct {
	t       *testing.T
	cmd     *exec.Cmd
	orders  io.WriteCloser
	answers chan string
	said    *words // on its standard error
	ended   chan error
	began   time.Time
	ready   time.Duration // from exec until both windows stand
	last    time.Time     // when the hand began the last touch
	touched int
}

// words collects what a process writes while it runs.
type words struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (w *words) Write(b []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.Write(b)
}

func (w *words) String() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.text.String()
}

// opens the lobby, and returns when its windows stand.
func (h *house) opens() *lobby {
	h.t.Helper()
	l := &lobby{t: h.t, cmd: h.command("drive", "--config", h.config), answers: make(chan string, 16), said: &words{}, ended: make(chan error, 1)}
	var err error
	if l.orders, err = l.cmd.StdinPipe(); err != nil {
		h.t.Fatal(err)
	}
	out, err := l.cmd.StdoutPipe()
	if err != nil {
		h.t.Fatal(err)
	}
	l.cmd.Stderr = l.said
	l.began = time.Now()
	if err := l.cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	go func() {
		for lines := bufio.NewScanner(out); lines.Scan(); {
			l.answers <- lines.Text()
		}
		close(l.answers)
		l.ended <- l.cmd.Wait()
	}()
	h.t.Cleanup(l.end)
	l.hear("the start", "ok ready")
	l.ready = time.Since(l.began)
	return l
}

// end leaves nothing behind, and a picture of what went wrong.
func (l *lobby) end() {
	if l.cmd.ProcessState != nil || l.ended == nil {
		return
	}
	if l.t.Failed() {
		_, _ = fmt.Fprintf(l.orders, "look kiosk %s\nlook board %s\n", pictureFile(l.t, "failed-kiosk"), pictureFile(l.t, "failed-board"))
		for range 2 {
			select {
			case <-l.answers:
			case <-time.After(patience):
			}
		}
		l.t.Logf("the appliance said:\n%s", l.said)
	}
	_ = l.cmd.Process.Kill()
	for range l.answers {
	}
	<-l.ended
	l.ended = nil
}

// kill is the power going off.
func (l *lobby) kill() {
	l.t.Helper()
	if err := l.cmd.Process.Kill(); err != nil {
		l.t.Fatalf("kill -9: %v", err)
	}
	for range l.answers {
	}
	<-l.ended
	l.ended = nil
}

// suspend lets the process stand still for a time.
func (l *lobby) suspend(span time.Duration) {
	l.t.Helper()
	for _, signal := range []os.Signal{syscall.SIGSTOP, syscall.SIGCONT} {
		if err := l.cmd.Process.Signal(signal); err != nil {
			l.t.Fatalf("%v: %v", signal, err)
		}
		if signal == syscall.SIGSTOP {
			<-time.After(span)
		}
	}
}

// close ends the lobby as a house does in the evening.
func (l *lobby) close() {
	l.t.Helper()
	if err := l.orders.Close(); err != nil {
		l.t.Fatal(err)
	}
	select {
	case err := <-l.ended:
		l.ended = nil
		if err != nil {
			l.t.Fatalf("the appliance ended badly: %v\n%s", err, l.said)
		}
	case <-time.After(patience):
		l.t.Fatalf("the appliance did not end within %s", patience)
	}
}

// hear waits for an answer and returns what it says after its first words.
func (l *lobby) hear(to, want string) string {
	l.t.Helper()
	select {
	case answer, open := <-l.answers:
		rest, ok := strings.CutPrefix(answer, want)
		if !open || !ok {
			l.t.Fatalf("%s: %q; the appliance said:\n%s", to, answer, l.said)
		}
		return strings.TrimSpace(rest)
	case <-time.After(2 * patience):
		l.t.Fatalf("%s: no answer within %s", to, 2*patience)
	}
	return ""
}

// order has the hand do something, and returns its answer.
func (l *lobby) order(words ...string) string {
	l.t.Helper()
	line := strings.Join(words, " ")
	if _, err := fmt.Fprintln(l.orders, line); err != nil {
		l.t.Fatalf("%s: %v\n%s", words[0], err, l.said)
	}
	return l.hear(line, "ok")
}

// touch puts a finger on one button after another.
func (l *lobby) touch(ids ...string) {
	l.t.Helper()
	for _, id := range ids {
		at, err := strconv.ParseInt(l.order("touch", id), 10, 64)
		if err != nil {
			l.t.Fatalf("touch %s: %v", id, err)
		}
		l.last = time.UnixMilli(at)
		l.touched++
	}
}

// types puts a finger on a key for each character.
func (l *lobby) types(text string) {
	l.t.Helper()
	for _, r := range text {
		l.touch("key:" + string(r))
	}
}

func (l *lobby) await(screen string) { l.t.Helper(); l.order("await", screen) }

// scans is the USB scanner: a burst that ends in Enter.
func (l *lobby) scans(code string) { l.t.Helper(); l.order("scan", code) }

// reply returns how long after the last touch the screen came up.
func (l *lobby) reply(screen string) time.Duration {
	l.t.Helper()
	l.await(screen)
	return time.Since(l.last)
}

// pictures is where the pictures of a run are left to be looked at.
const pictures = "../../out/e2e"

func pictureFile(t *testing.T, name string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(pictures, name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// look takes a picture of a window, kiosk or board, and returns its file.
func (l *lobby) look(window, name string) string {
	l.t.Helper()
	return l.order("look", window, pictureFile(l.t, name))
}

// resident is the memory that the process holds, in MB.
func (l *lobby) resident() int {
	l.t.Helper()
	for _, line := range strings.Split(l.proc("status"), "\n") {
		if kb, ok := strings.CutPrefix(line, "VmRSS:"); ok {
			n, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(kb, "kB")))
			if err != nil {
				l.t.Fatalf("VmRSS: %v", err)
			}
			return n >> 10
		}
	}
	l.t.Fatal("the process does not say how much memory it holds")
	return 0
}

// worked is the processor time that the process has used.
func (l *lobby) worked() time.Duration {
	l.t.Helper()
	_, after, _ := strings.Cut(l.proc("stat"), ") ")
	fields := strings.Fields(after)
	var ticks int
	for _, field := range fields[11:13] { // user and system time, in hundredths of a second
		n, err := strconv.Atoi(field)
		if err != nil {
			l.t.Fatalf("processor time: %v", err)
		}
		ticks += n
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

func (l *lobby) proc(name string) string {
	l.t.Helper()
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/%s", l.cmd.Process.Pid, name))
	if err != nil {
		l.t.Fatal(err)
	}
	return string(text)
}

// idle measures for ten seconds how much of one processor a lobby needs in which nothing happens.
func (l *lobby) idle() float64 {
	l.t.Helper()
	const span = 10 * time.Second
	from, began := l.worked(), time.Now()
	<-time.After(span)
	return 100 * (l.worked() - from).Seconds() / time.Since(began).Seconds()
}
