//go:build e2e

package e2e

import (
	"fmt"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// keep leaves a picture to be looked at, and returns its file.
func keep(t *testing.T, name string, pic image.Image) string {
	t.Helper()
	path := pictureFile(t, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, pic); err != nil {
		t.Fatal(err)
	}
	return path
}

// reads returns what a decoder that nobody here wrote reads in a picture, "" if nothing.
func reads(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.Command("zbarimg", "--nodbus", "-q", "--raw", file).Output()
	if exit, ok := err.(*exec.ExitError); ok && exit.ExitCode() == 4 { // no code in it
		return ""
	}
	if err != nil {
		t.Fatalf("zbarimg %s: %v", file, err)
	}
	return strings.TrimSpace(string(out))
}

func open(t *testing.T, file string) image.Image {
	t.Helper()
	f, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	pic, err := png.Decode(f)
	if err != nil {
		t.Fatalf("%s: %v", file, err)
	}
	return pic
}

// differing counts the pixels that differ between two pictures of one size, from a line on downwards.
func differing(t *testing.T, one, other string, from int) int {
	t.Helper()
	a, b := open(t, one), open(t, other)
	if a.Bounds() != b.Bounds() {
		t.Fatalf("%s and %s are not of one size", one, other)
	}
	n := 0
	for y := from; y < a.Bounds().Dy(); y++ {
		for x := range a.Bounds().Dx() {
			if a.At(x, y) != b.At(x, y) {
				n++
			}
		}
	}
	return n
}

// painted reports whether a picture shows more than one colour.
func painted(t *testing.T, file string) bool {
	t.Helper()
	pic := open(t, file)
	first := pic.At(0, 0)
	for y := 0; y < pic.Bounds().Dy(); y += 16 {
		for x := 0; x < pic.Bounds().Dx(); x += 16 {
			if pic.At(x, y) != first {
				return true
			}
		}
	}
	return false
}

// stands returns where a window is, as the monitors are named: WxH+X+Y; "" if it is not shown.
func stands(t *testing.T, title string) string {
	t.Helper()
	out, err := exec.Command("xdotool", "search", "--onlyvisible", "--name", "^"+title+"$", "getwindowgeometry", "--shell").Output()
	if err != nil {
		return ""
	}
	at := map[string]string{}
	for _, line := range strings.Fields(string(out)) {
		if name, value, ok := strings.Cut(line, "="); ok {
			at[name] = value
		}
	}
	return fmt.Sprintf("%sx%s+%s+%s", at["WIDTH"], at["HEIGHT"], at["X"], at["Y"])
}

// fills waits until a window fills its monitor.
func fills(t *testing.T, title, monitor string) {
	t.Helper()
	eventually(t, title+" fills its monitor "+monitor, func() (bool, string) {
		at := stands(t, title)
		return at == monitor, "it stands at " + at
	})
}

func digits(n int) string { return strconv.Itoa(n) }
