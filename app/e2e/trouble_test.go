//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
)

func TestALobbyInTroubleStillTakesVisitors(t *testing.T) {
	h := founded(t, fmt.Sprintf("tcp://127.0.0.1:%d", freePort(t)))
	aPrinterIsNotThere(t, h)
	aWrongLineInTheConfiguration(t, h)
}

// aPrinterIsNotThere: the screen itself is the slip, its code claims, and the manager is told.
func aPrinterIsNotThere(t *testing.T, h *house) {
	l := h.opens()
	manager := h.phone("manager", managerPIN)
	lin := h.of("lin")
	lin.arrives()
	l.touch("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "skip", "skip")
	l.await("ticket")
	var link string
	eventually(t, "the screen shows the code", func() (bool, string) {
		link = reads(t, l.look("kiosk", "20-ticket-on-screen"))
		return link != "", "zbarimg reads nothing in the picture"
	})
	if v := manager.visit(link); v.number != "001" || v.server != "林一舟" {
		t.Errorf("the code on the screen opens number %s with %s; want 001 with 林一舟", v.number, v.server)
	}
	l.scans(link)
	manager.becomes(link, "serving")
	if page := manager.get("/manage"); !strings.Contains(page, "打印机：") {
		t.Errorf("the manager is not told of the printer:\n%s", page)
	}
	l.touch("home")
	l.await("greeting")
	l.touch("staff")
	l.types(managerPIN)
	l.touch("next")
	l.await("staff-floor")
	l.touch("tab:notices")
	l.await("staff-notices")
	l.look("kiosk", "21-corner-notices")
	l.close()
}

// aWrongLineInTheConfiguration: the lobby opens with the house's own data, and the manager reads where the fault is.
func aWrongLineInTheConfiguration(t *testing.T, h *house) {
	h.configure("folder:"+h.dir, "# the house's own notes\npapre = 80\n")
	l := h.opens()
	l.await("greeting")
	page := h.phone("manager", managerPIN).get("/manage")
	if want := h.config + ":2:1:"; !strings.Contains(page, want) || !strings.Contains(page, "papre") {
		t.Errorf("the manager is not told that %s has a fault:\n%s", want, page)
	}
	if !strings.Contains(page, `<b class="number">001</b>`) {
		t.Errorf("the house's own visits are gone:\n%s", page)
	}
	aMonitorGoesAndComesBack(t, l)
	l.close()
}

// aMonitorGoesAndComesBack: the board hides rather than cover the kiosk, and returns.
func aMonitorGoesAndComesBack(t *testing.T, l *lobby) {
	kiosk, board := os.Getenv("SHOUWEN_KIOSK"), os.Getenv("SHOUWEN_BOARD")
	fills(t, "KIOSK", kiosk)
	fills(t, "BOARD", board)
	before := l.look("kiosk", "22-kiosk-two-monitors")
	eventually(t, "the kiosk has come to rest", func() (bool, string) {
		former := before + ".former.png"
		if err := os.Rename(before, former); err != nil {
			return false, err.Error()
		}
		n := differing(t, former, l.look("kiosk", "22-kiosk-two-monitors"), 0)
		return n == 0, "pixels that still change: " + digits(n)
	})
	back := func() error {
		_, at, _ := strings.Cut(board, "+")
		return exec.Command("xrandr", "--output", "DUMMY1", "--mode", "board", "--pos", strings.Replace(at, "+", "x", 1)).Run()
	}
	if out, err := exec.Command("xrandr", "--output", "DUMMY1", "--off").CombinedOutput(); err != nil {
		t.Fatalf("the board's monitor cannot be taken away: %v: %s", err, out)
	}
	eventually(t, "the board hides", func() (bool, string) { at := stands(t, "BOARD"); return at == "", "it stands at " + at })
	gone := time.Now()
	fills(t, "KIOSK", kiosk)
	eventually(t, "the kiosk is as it was", func() (bool, string) {
		n := differing(t, before, l.look("kiosk", "23-kiosk-one-monitor"), 0)
		return n < 20_000, "pixels that differ: " + digits(n)
	})
	t.Logf("with the board's monitor gone the kiosk stood whole again within %.1f s", time.Since(gone).Seconds())
	if err := back(); err != nil {
		t.Fatalf("the board's monitor cannot be given back: %v", err)
	}
	fills(t, "BOARD", board)
	fills(t, "KIOSK", kiosk)
	l.look("board", "24-board-back")
}
