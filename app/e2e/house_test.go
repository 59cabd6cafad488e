//go:build e2e

package e2e

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// Whoever works in the house. Nobody bears these names with these PINs.
const managerPIN = "482915"

var staff = []struct{ id, name, desk, pin string }{
	{"lin", "林一舟", "1", "730146"},
	{"zhou", "周明浦", "2", "915027"},
	{"xu", "许其然", "3", "264839"},
	{"gao", "高望舒", "4", "607351"},
}

func pinOf(t *testing.T, id string) string {
	for _, a := range staff {
		if a.id == id {
			return a.pin
		}
	}
	t.Fatalf("nobody in the house is called %s", id)
	return ""
}

// patience is how long anything may take to happen on a busy machine.
const patience = 30 * time.Second

// A house is a data folder and a configuration of its own, and a home in which
// the program finds nothing of this machine's.
type house struct {
	t      *testing.T
	dir    string
	data   string
	config string
	port   int // of the advisors' page
}

// founded sets a house up from the terminal, with the printer at the address.
func founded(t *testing.T, printer string) *house {
	t.Helper()
	for tool, in := range map[string]string{"xdotool": "xdotool", "zbarimg": "zbar-tools", "import": "imagemagick", "xrandr": "x11-xserver-utils"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Fatalf("%s is missing: install the Debian package %s, or run make e2e, which does", tool, in)
		}
	}
	if os.Getenv("SHOUWEN_KIOSK") == "" || os.Getenv("SHOUWEN_BOARD") == "" {
		t.Fatal("there are no two monitors: run make e2e, or this test under .ci/display")
	}
	h := &house{t: t, dir: t.TempDir(), port: freePort(t)}
	h.data, h.config = filepath.Join(h.dir, "data"), filepath.Join(h.dir, "shouwen.toml")
	if err := os.Mkdir(filepath.Join(h.dir, ".cache"), 0o700); err != nil {
		t.Fatal(err)
	}
	h.configure(printer, "")
	h.setUp()
	return h
}

// configure writes the configuration; more is put before all else.
func (h *house) configure(printer, more string) {
	h.t.Helper()
	text := fmt.Sprintf("%sdata = %q\n[lan]\nport = %d\naddress = \"127.0.0.1\"\n[printer]\nto = %q\n[visitor]\npatience_seconds = 300\n",
		more, h.data, h.port, printer)
	if err := os.WriteFile(h.config, []byte(text), 0o600); err != nil {
		h.t.Fatal(err)
	}
}

// noonZone is a time zone in which it is about noon, so that no run crosses a midnight.
func noonZone() string {
	if ahead := 12 - time.Now().UTC().Hour(); ahead >= 0 {
		return fmt.Sprintf("Etc/GMT-%d", ahead)
	}
	return fmt.Sprintf("Etc/GMT+%d", time.Now().UTC().Hour()-12)
}

// setUp answers what a first start asks, an easy PIN first.
func (h *house) setUp() {
	h.t.Helper()
	lines := []string{"湖畔售楼处", "lake", noonZone(), "course-centre-5min-thirds", "123456", managerPIN, managerPIN}
	for _, a := range staff {
		lines = append(lines, a.id+" "+a.name+" "+a.desk, a.pin, a.pin)
	}
	lines = append(lines, "")
	cmd := h.command("setup", "--config", h.config, "--lang", "zh")
	cmd.Stdin = strings.NewReader(strings.Join(lines, "\n") + "\n")
	out, err := cmd.CombinedOutput()
	if err != nil {
		h.t.Fatalf("set-up: %v\n%s", err, out)
	}
	if want := "“湖畔售楼处”已设置完成"; !strings.Contains(string(out), want) {
		h.t.Fatalf("set-up does not say %q:\n%s", want, out)
	}
}

// program is the built appliance.
func program(t *testing.T) string {
	t.Helper()
	path, err := filepath.Abs("../../bin/shouwen")
	if err == nil {
		_, err = os.Stat(path)
	}
	if err != nil {
		t.Fatalf("the program is not built (%v): run make build, or make e2e, which does", err)
	}
	return path
}

// command is the program, to be run in a home of its own.
func (h *house) command(args ...string) *exec.Cmd {
	cmd := exec.Command(program(h.t), args...)
	cmd.Dir = h.dir
	for _, e := range os.Environ() {
		if !strings.HasPrefix(e, "XDG_") && !strings.HasPrefix(e, "LANG") && !strings.HasPrefix(e, "LC_") {
			cmd.Env = append(cmd.Env, e)
		}
	}
	cmd.Env = append(cmd.Env, "HOME="+h.dir, "LANG=en_US.UTF-8")
	return cmd
}

// runs the program to its end and returns what it said and its exit code.
func (h *house) runs(args ...string) (stdout, stderr string, code int) {
	h.t.Helper()
	cmd := h.command(args...)
	var out, fault bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &fault
	err := cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		h.t.Fatalf("%s: %v", args[0], err)
	}
	return out.String(), fault.String(), cmd.ProcessState.ExitCode()
}

// does runs a command that must succeed, and returns what it said.
func (h *house) does(args ...string) string {
	h.t.Helper()
	stdout, stderr, code := h.runs(args...)
	if code != 0 {
		h.t.Fatalf("%s ended with %d:\n%s%s", args[0], code, stdout, stderr)
	}
	return stdout
}

// freePort is a port that nobody listens on.
func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// eventually looks again until what is awaited is so; not says what is instead.
func eventually(t *testing.T, what string, is func() (ok bool, not string)) {
	t.Helper()
	var last string
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(50 * time.Millisecond) {
		ok, not := is()
		if ok {
			return
		}
		last = not
	}
	t.Fatalf("%s: not within %s; %s", what, patience, last)
}
