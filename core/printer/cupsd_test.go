package printer

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A scheduler is a CUPS server of the test's own: its folders, its port, and
// one queue that turns what it prints into PDF files.
type scheduler struct {
	t       *testing.T
	dir     string
	address string
}

const filesConf = `ServerRoot %[1]s/etc
RequestRoot %[1]s/spool
TempDir %[1]s/spool/tmp
CacheDir %[1]s/cache
StateDir %[1]s/state
AccessLog %[1]s/log/access
ErrorLog %[1]s/log/error
PageLog %[1]s/log/page
Sandboxing relaxed
`

const schedulerConf = `Listen %[2]s
Browsing Off
WebInterface No
DefaultAuthType None
LogLevel warn
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
`

// pdfQueue is the driver of Debian's printer-driver-cups-pdf, and spooled is
// where it lays the pages of users that the machine does not know.
const (
	pdfQueue = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
	spooled  = "/var/spool/cups-pdf/ANONYMOUS"
)

// startScheduler needs root, as CUPS does to run its filters as another user.
func startScheduler(t *testing.T) *scheduler {
	t.Helper()
	for _, file := range []string{"/usr/sbin/cupsd", "/usr/sbin/lpadmin", pdfQueue} {
		if _, err := os.Stat(file); err != nil {
			t.Fatalf("%v; install the Debian packages cups and printer-driver-cups-pdf", err)
		}
	}
	// The filters run as another user, who must reach the folder: t.TempDir is closed to others.
	dir, err := os.MkdirTemp("", "cupsd")
	if err != nil {
		t.Fatal(err)
	}
	s := &scheduler{t: t, dir: dir, address: freePort(t)}
	t.Cleanup(func() { s.root("rm", "-rf", dir) })
	for _, sub := range []string{"etc/ppd", "spool/tmp", "cache", "state", "log"} {
		if err := os.MkdirAll(filepath.Join(dir, sub), 0o755); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	s.write("etc/cups-files.conf", filesConf)
	s.write("etc/cupsd.conf", schedulerConf)
	s.run()
	s.root("lpadmin", "-h", s.address, "-p", "slips", "-E", "-v", "cups-pdf:/", "-P", pdfQueue)
	return s
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().String()
}

func (s *scheduler) write(name, format string) {
	s.t.Helper()
	text := fmt.Sprintf(strings.ReplaceAll(format+"#%[1]s %[2]s\n", "\t", ""), s.dir, s.address)
	if err := os.WriteFile(filepath.Join(s.dir, name), []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// command runs as root: as it is, or through sudo.
func command(name string, args ...string) *exec.Cmd {
	if os.Getuid() != 0 {
		name, args = "sudo", append([]string{"-n", name}, args...)
	}
	return exec.Command(name, args...)
}

// root runs a command to its end and returns what it wrote.
func (s *scheduler) root(name string, args ...string) string {
	s.t.Helper()
	c := command(name, args...)
	var said strings.Builder
	c.Stderr = &said
	out, err := c.Output()
	if err != nil {
		s.t.Fatalf("%s: %v %s", name, err, said.String())
	}
	return string(out)
}

// run starts cupsd and waits until it answers; the test's end ends it.
func (s *scheduler) run() {
	s.t.Helper()
	c := command("/usr/sbin/cupsd", "-f", "-c", s.dir+"/etc/cupsd.conf", "-s", s.dir+"/etc/cups-files.conf")
	var said strings.Builder
	c.Stderr = &said
	if err := c.Start(); err != nil {
		s.t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	s.t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		<-ended
	})
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	ctx, cancel := context.WithTimeout(s.t.Context(), 15*time.Second)
	defer cancel()
	for {
		if up, err := net.Dial("tcp", s.address); err == nil {
			_ = up.Close()
			return
		}
		select {
		case <-tick.C:
		case err := <-ended:
			ended <- err
			s.t.Fatalf("cupsd ended: %v %s", err, said.String())
		case <-ctx.Done():
			s.t.Fatal("cupsd does not answer")
		}
	}
}

func TestARealQueuePrintsThePageAtItsOwnSize(t *testing.T) {
	s := startScheduler(t)
	j := job(t, "stand-in-zh-80mm")
	j.Name = "shouwen-test-" + strings.ReplaceAll(filepath.Base(s.dir), "cupsd", "")
	p, err := Open("cups://" + s.address + "/slips")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	defer cancel()
	outcome, err := p.Print(ctx, j)
	wants(t, outcome, err, Confirmed, "")
	page := s.root("sh", "-c", "cat "+spooled+"/"+j.Name+"*.pdf && rm "+spooled+"/"+j.Name+"*.pdf")
	file := filepath.Join(t.TempDir(), "page.pdf")
	if err := os.WriteFile(file, []byte(page), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := scanPDF(t, file); got != testLink {
		t.Errorf("the page reads %q", got)
	}
	out, err := exec.Command("pdfinfo", file).Output()
	if err != nil {
		t.Fatalf("pdfinfo (Debian package poppler-utils): %v", err)
	}
	// 80 by 125 mm are 226.8 by 354.3 points; CUPS keeps whole ones.
	if !strings.Contains(string(out), "Page size:       226 x 354 pts") {
		t.Errorf("the page has another size:\n%s", out)
	}
}

func TestARealQueueThatIsStoppedKeepsNoSlip(t *testing.T) {
	s := startScheduler(t)
	s.root("cupsdisable", "-h", s.address, "slips")
	p, err := Open("cups://" + s.address + "/slips")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
	defer cancel()
	outcome, err := p.Print(ctx, job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, Stopped)
	if left := s.root("lpstat", "-h", s.address, "-o"); left != "" {
		t.Errorf("still in the queue: %s", left)
	}
}

func TestAQueueThatTheServerDoesNotHaveIsUnreachable(t *testing.T) {
	s := startScheduler(t)
	p, err := Open("cups://" + s.address + "/nowhere")
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := p.Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, Unreachable)
}

func TestARealQueueBeforeADeadPrinterKeepsNoSlip(t *testing.T) {
	s := startScheduler(t)
	s.root("lpadmin", "-h", s.address, "-p", "dead", "-E", "-v", "socket://"+freePort(t), "-P", pdfQueue)
	p, err := Open("cups://" + s.address + "/dead")
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
	defer cancel()
	outcome, err := p.Print(ctx, job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, TimedOut)
	if left := s.root("lpstat", "-h", s.address, "-o"); left != "" {
		t.Errorf("still in the queue: %s", left)
	}
}

func TestASlipOfAnEarlierRunIsTakenOutOfARealQueueAndNoOther(t *testing.T) {
	s := startScheduler(t)
	s.root("cupsdisable", "-h", s.address, "slips")
	for _, title := range []string{"2026-11-23-012-left", "2026-11-23-013-another"} {
		s.root("lp", "-h", s.address, "-U", "shouwen", "-d", "slips", "-t", title, "/etc/hostname")
	}
	p, err := Open("cups://" + s.address + "/slips")
	if err != nil {
		t.Fatal(err)
	}
	if err := p.(*cups).Withdraw(t.Context(), []string{"left", "elsewhere"}); err != nil {
		t.Fatal(err)
	}
	if left := s.root("lpstat", "-h", s.address, "-o"); strings.Count(left, "\n") != 1 || !strings.HasPrefix(left, "slips-2 ") {
		t.Errorf("in the queue: %s", left)
	}
}

func TestTheQueuesOfARealServerAndTheDevicesOfAFolderAreFound(t *testing.T) {
	s := startScheduler(t)
	s.root("lpadmin", "-h", s.address, "-p", "asleep", "-v", "cups-pdf:/", "-P", pdfQueue)
	dir := t.TempDir()
	d := device(t, well())
	if err := os.Symlink(d.path, filepath.Join(dir, "lp1")); err != nil {
		t.Fatal(err)
	}
	got := Find(t.Context(), dir, s.address)
	want := []Found{{To: "usb:" + dir + "/lp1"}, {To: "cups://" + s.address + "/asleep", Reason: Stopped}, {To: "cups://" + s.address + "/slips"}}
	if !slices.Equal(got, want) {
		t.Errorf("found %+v, want %+v", got, want)
	}
}

func TestAnAddressThatWasTypedNamesAReceiptPrinter(t *testing.T) {
	for typed, want := range map[string]string{"192.0.2.10": "tcp://192.0.2.10:9100", "192.0.2.10:9101": "tcp://192.0.2.10:9101", "": ""} {
		if got, err := AtAddress(typed); (err == nil) != (want != "") || err == nil && got != want {
			t.Errorf("%q names %s, %v", typed, got, err)
		}
	}
}
