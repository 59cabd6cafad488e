package printer

import (
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
)

func TestAFolderKeepsPictureAndPage(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out", "slips")
	p, err := Open("folder:" + dir)
	if err != nil {
		t.Fatal(err)
	}
	j := job(t, "stand-in-zh-80mm")
	for range 2 { // the same name again is the reprint; it stands beside the first
		outcome, err := p.Print(t.Context(), j)
		wants(t, outcome, err, Confirmed, "")
	}
	for _, name := range []string{"2026-11-23-012", "2026-11-23-012-2"} {
		if got := scan(t, filepath.Join(dir, name+".png")); got != testLink {
			t.Errorf("%s.png reads %q", name, got)
		}
		if got := scanPDF(t, filepath.Join(dir, name+".pdf")); got != testLink {
			t.Errorf("%s.pdf reads %q", name, got)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 4 {
		t.Errorf("the folder holds %v, %v; want four files", entries, err)
	}
}

func TestTheKeptPictureIsTheSlipDotByDot(t *testing.T) {
	dir := t.TempDir()
	j := job(t, "soon-en-58mm")
	outcome, err := (&folder{dir: dir}).Print(t.Context(), j)
	wants(t, outcome, err, Confirmed, "")
	file, err := os.Open(filepath.Join(dir, j.Name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	got, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got.(*image.Paletted).Pix) != string(j.Picture.Pix) {
		t.Error("the picture was changed")
	}
}

func TestAFolderThatCannotBeIsUnreachable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	outcome, err := (&folder{dir: filepath.Join(file, "slips")}).Print(t.Context(), job(t, "stand-in-zh-80mm"))
	wants(t, outcome, err, Failed, Unreachable)
}

func TestAFullDiskIsNamed(t *testing.T) {
	if got := diskReason(&os.PathError{Op: "write", Err: syscall.ENOSPC}); got != NoSpace {
		t.Errorf("a full disk is %q", got)
	}
	if got := diskReason(os.ErrPermission); got != NoAccess {
		t.Errorf("a folder of somebody else is %q", got)
	}
}

// scanPDF reads the QR of a page at the printer's resolution.
func scanPDF(t *testing.T, file string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "page")
	if said, err := exec.Command("pdftoppm", "-r", "203.2", "-png", "-singlefile", file, out).CombinedOutput(); err != nil {
		t.Fatalf("pdftoppm (Debian package poppler-utils): %v %s", err, said)
	}
	return scan(t, out+".png")
}
