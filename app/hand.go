package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"shouwen/app/pump"
	"shouwen/kiosk/flow"
)

// A hand touches the real windows as a person would: with the X server's
// pointer and keyboard, through xdotool, and looks at them with import. The
// demonstration and the end-to-end run drive the lobby with it.
type hand struct {
	g     *glass
	frame frame // of the kiosk's monitor
	other frame // of the board's
	took  []touchTime
}

// touchTime is one touch and when it was made.
type touchTime struct {
	button string
	at     time.Time
}

// handPatience is how long a hand waits for a button or a screen to come up.
const handPatience = 15 * time.Second

func newHand(g *glass) (*hand, error) {
	h := &hand{g: g}
	for name, into := range map[string]*frame{"SHOUWEN_KIOSK": &h.frame, "SHOUWEN_BOARD": &h.other} {
		if _, err := fmt.Sscanf(os.Getenv(name), "%dx%d+%d+%d", &into.w, &into.h, &into.x, &into.y); err != nil {
			return nil, fmt.Errorf("%s=%q does not say where the monitor is, such as 1080x1920+0+0: %w", name, os.Getenv(name), err)
		}
	}
	return h, nil
}

// on runs f on Fyne's goroutine and waits for it.
func (h *hand) on(f func()) {
	done := make(chan struct{})
	pump.Post(func() { f(); close(done) })
	select {
	case <-done:
	case <-h.g.ctx.Done():
	}
}

// screen returns which screen is up.
func (h *hand) screen() (at flow.Screen) {
	h.on(func() { at = h.g.state.Screen() })
	return at
}

// await waits until the screen is up.
func (h *hand) await(screen flow.Screen) error {
	return h.until("the screen "+string(screen), func() bool { return h.screen() == screen })
}

// until waits for something to become true, looking again a few times a second.
func (h *hand) until(what string, is func() bool) error {
	for end := time.Now().Add(handPatience); time.Now().Before(end); {
		if is() {
			return nil
		}
		select {
		case <-h.g.ctx.Done():
			return h.g.ctx.Err()
		case <-time.After(40 * time.Millisecond):
		}
	}
	return fmt.Errorf("%s did not come up; the screen is %s", what, h.screen())
}

// stands reports whether both windows fill their monitors.
func (h *hand) stands() (ok bool) {
	h.on(func() {
		k, b := h.g.kiosk.Content().Size(), h.g.board.Object().Size()
		ok = int(k.Width) == h.frame.w && int(k.Height) == h.frame.h && int(b.Width) == h.other.w && int(b.Height) == h.other.h
	})
	return ok
}

// current reports whether the windows show all that is on disk.
func (h *hand) current() (ok bool) {
	newest := h.g.lobby.desk.Snapshot().Seq
	h.on(func() { ok = h.g.snap != nil && h.g.snap.Seq >= newest })
	return ok
}

// touch puts a finger on a button, once it stands on the screen and the screen has settled.
func (h *hand) touch(id string) error {
	var x, y int
	err := h.until("the button "+id, func() bool {
		ok := false
		h.on(func() {
			at, there := h.g.kiosk.Where(id)
			size := h.g.kiosk.Content().Size()
			if there && size.Width > 0 {
				x = h.frame.x + int(at.X/size.Width*float32(h.frame.w))
				y = h.frame.y + int(at.Y/size.Height*float32(h.frame.h))
				ok = true
			}
		})
		return ok
	})
	if err != nil {
		return err
	}
	time.Sleep(settled)
	h.took = append(h.took, touchTime{id, time.Now()})
	return h.tool("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// settled is how long a finger waits after a screen came up; a screen takes no touch before.
const settled = 300 * time.Millisecond

// touches puts a finger on one button after another.
func (h *hand) touches(ids ...string) error {
	for _, id := range ids {
		if err := h.touch(id); err != nil {
			return err
		}
	}
	return nil
}

// scan types a code as a USB scanner does: a burst that ends in Enter.
func (h *hand) scan(code string) error {
	return h.script("type --delay 4 " + code + "\nkey Return\n")
}

func (h *hand) tool(args ...string) error { return h.script(strings.Join(args, " ") + "\n") }

// script hands lines to one xdotool, so that nothing lies between two strokes.
func (h *hand) script(lines string) error {
	ctx, cancel := context.WithTimeout(h.g.ctx, handPatience)
	defer cancel()
	cmd := exec.CommandContext(ctx, "xdotool", "-")
	cmd.Stdin = strings.NewReader(lines)
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("xdotool %.20q: %w: %s", lines, err, out)
	}
	return nil
}

// look takes a picture of a window: kiosk or board. The pointer is moved out of the way first.
func (h *hand) look(window, file string) error {
	at := h.frame
	if window == "board" {
		at = h.other
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	if err := h.tool("mousemove", fmt.Sprint(h.frame.x+h.frame.w-1), fmt.Sprint(h.frame.y+h.frame.h-1)); err != nil {
		return err
	}
	time.Sleep(settled)
	crop := fmt.Sprintf("%dx%d+%d+%d", at.w, at.h, at.x, at.y)
	out, err := exec.CommandContext(h.g.ctx, "import", "-window", "root", "-crop", crop, "+repage", file).CombinedOutput()
	if err != nil {
		return fmt.Errorf("import %s: %w: %s", file, err, out)
	}
	return nil
}

// order carries out one line: touch ID …, scan CODE, look kiosk|board FILE,
// await SCREEN, screen. It returns what is to be answered: of a touch, when it
// was made, in milliseconds since 1970.
func (h *hand) order(line string) (string, error) {
	fields := strings.Fields(line)
	if len(fields) == 0 {
		return "", nil
	}
	switch verb, rest := fields[0], fields[1:]; {
	case verb == "touch" && len(rest) > 0:
		if err := h.touches(rest...); err != nil {
			return "", err
		}
		return strconv.FormatInt(h.took[len(h.took)-1].at.UnixMilli(), 10), nil
	case verb == "scan" && len(rest) == 1:
		return "", h.scan(rest[0])
	case verb == "look" && len(rest) == 2:
		return rest[1], h.look(rest[0], rest[1])
	case verb == "await" && len(rest) == 1:
		return rest[0], h.await(flow.Screen(rest[0]))
	case verb == "screen":
		return string(h.screen()), nil
	}
	return "", fmt.Errorf("%q is no order; there are touch ID, scan CODE, look kiosk|board FILE, await SCREEN, screen", line)
}
