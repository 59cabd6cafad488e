package slip

import (
	"errors"
	"flag"
	"fmt"
	"image"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var scans = flag.Int("scans", 0, "take so many photographs of each kind and write the scan table of README.md anew")

// aroundCode is the slip's code with what stands next to it.
func aroundCode(t *testing.T) *image.Paletted {
	t.Helper()
	pic, err := testPress(t).Slip(standIn(), Paper80)
	if err != nil {
		t.Fatal(err)
	}
	const top, side = 520, 420 // the code is 296 dots wide and begins at row 558
	return pic.SubImage(image.Rect(78, top, 78+side, top+side)).(*image.Paletted)
}

// moved is the picture with its corner at the origin.
func moved(pic *image.Paletted) *image.Paletted {
	out := image.NewPaletted(image.Rectangle{Max: pic.Rect.Size()}, pic.Palette)
	for y := range out.Rect.Dy() {
		copy(out.Pix[y*out.Stride:], pic.Pix[y*pic.Stride:][:out.Stride])
	}
	return out
}

// A decoder reads files and returns how many of them say what they should.
type decoder struct {
	name, packaged string
	reads          func(t *testing.T, files []string, want string) int
}

func decoders() []decoder {
	return []decoder{{"zbar", "zbar-tools", zbar}, {"ZXing", "zxing-cpp-tools", zxing}}
}

func zbar(t *testing.T, files []string, want string) int {
	out := run(t, "zbarimg", append([]string{"--nodbus", "-q", "--raw", "-Sdisable", "-Sqrcode.enable"}, files...)...)
	return right(t, strings.Fields(out), want)
}

var zxingText = regexp.MustCompile(`(?m)^Text: +"(.*)"$`)

func zxing(t *testing.T, files []string, want string) int {
	var read []string
	for _, m := range zxingText.FindAllStringSubmatch(run(t, "ZXingReader", append([]string{"-format", "QRCode"}, files...)...), -1) {
		read = append(read, m[1])
	}
	return right(t, read, want)
}

// right counts what was read. A code that is read as another would claim
// another visit: that must never be.
func right(t *testing.T, read []string, want string) int {
	for _, got := range read {
		if got != want {
			t.Errorf("a code was read as %q", got)
		}
	}
	return len(read)
}

// run returns what a decoder wrote; one that read nothing in some file says so by its status.
func run(t *testing.T, name string, args ...string) string {
	out, err := exec.Command(name, args...).Output()
	var status *exec.ExitError
	if err != nil && !errors.As(err, &status) {
		t.Fatalf("%v; the Debian packages zbar-tools and zxing-cpp-tools have the decoders", err)
	}
	return string(out)
}

// photographs takes n pictures of a view at a resolution and returns the files.
func photographs(t *testing.T, v view, dpi float64, n int) []string {
	t.Helper()
	pic := moved(aroundCode(t))
	dir := t.TempDir()
	files := make([]string, n)
	for i := range files {
		seen := v.photograph(pic, dpi/(25.4*DotsPerMM), rand.New(rand.NewPCG(uint64(i), 1)))
		files[i] = filepath.Join(dir, fmt.Sprintf("%03d.pgm", i))
		head := fmt.Sprintf("P5\n%d %d\n255\n", seen.Rect.Dx(), seen.Rect.Dy())
		if err := os.WriteFile(files[i], append([]byte(head), seen.Pix...), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return files
}

func TestAPhoneReadsTheCodeOfACarriedSlip(t *testing.T) {
	const tries = 100
	typical := views()[1]
	files := photographs(t, typical, 150, tries)
	for _, d := range decoders() {
		if n := d.reads(t, files, Link(testPage, testCode)); n*100 < 99*tries {
			t.Errorf("%s reads %d of %d", d.name, n, tries)
		}
	}
}

// The marks between which README.md holds the table.
const (
	scansBegin = "| the slip | 203 dpi | 150 dpi | 100 dpi |\n| --- | --- | --- | --- |\n"
	scansEnd   = "\n\n"
)

func TestTheScanTableOfTheReadmeHasARowForEveryView(t *testing.T) {
	measured := ""
	if *scans > 0 {
		measured = scanTable(t, *scans)
	}
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	before, rest, found := strings.Cut(string(readme), scansBegin)
	table, after, _ := strings.Cut(rest, scansEnd)
	if !found {
		t.Fatal("README.md has no scan table")
	}
	if measured != "" {
		table = measured
		if err := os.WriteFile("../../README.md", []byte(before+scansBegin+table+scansEnd+after), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range views() {
		if !strings.Contains(table, "| "+v.name+" |") {
			t.Errorf("the table says nothing of a %s slip", v.name)
		}
	}
}

// scanTable is what share of n photographs of each kind each decoder reads.
func scanTable(t *testing.T, n int) string {
	var rows []string
	for _, v := range views() {
		row := "| " + v.name + " |"
		for _, dpi := range []float64{203, 150, 100} {
			files := photographs(t, v, dpi, n)
			var cell []string
			for _, d := range decoders() {
				cell = append(cell, fmt.Sprintf("%d %%", d.reads(t, files, Link(testPage, testCode))*100/n))
			}
			row += " " + strings.Join(cell, ", ") + " |"
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "\n")
}
