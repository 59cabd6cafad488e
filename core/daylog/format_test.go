package daylog_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	"shouwen/core/daylog"
	"shouwen/core/floor"
)

func TestFormatIsReadFromTheFilesName(t *testing.T) {
	for file, want := range map[string]daylog.Format{"day.xlsx": daylog.XLSX, "out/DAY.XLSX": daylog.XLSX, "a.b.csv": daylog.CSV} {
		if got, err := daylog.FormatOf(file); err != nil || got != want {
			t.Errorf("%s is %q, %v; want %q", file, got, err, want)
		}
	}
}

func TestAnUnknownEndingIsRefusedWithThoseThatAreKnown(t *testing.T) {
	for _, file := range []string{"day.pdf", "day", "day.xls", "xlsx"} {
		_, err := daylog.FormatOf(file)
		var no *floor.Refusal
		if !errors.As(err, &no) {
			t.Errorf("%s: %v, want a refusal", file, err)
			continue
		}
		for _, lang := range floor.OfficeLanguages() {
			if said := phrases(t).Refusal(lang, no); !strings.Contains(said, ".xlsx .csv") || strings.Contains(said, "{") {
				t.Errorf("%s is refused in %s with %q", file, lang, said)
			}
		}
	}
}

func TestAFormatThatDoesNotExistIsAFault(t *testing.T) {
	if err := smallLog(t).Write(io.Discard, "pdf"); err == nil || !strings.Contains(err.Error(), "pdf") {
		t.Errorf("writing a pdf: %v, want a fault that names it", err)
	}
}

// full is a disk with room for so many bytes.
type full struct{ room int }

var errFull = errors.New("no room")

func (f *full) Write(b []byte) (int, error) {
	if len(b) > f.room {
		return 0, errFull
	}
	f.room -= len(b)
	return len(b), nil
}

func TestAFullDiskIsAFault(t *testing.T) {
	for _, f := range daylog.Formats() {
		for _, room := range []int{0, 3, 100} {
			if err := smallLog(t).Write(&full{room}, f); !errors.Is(err, errFull) {
				t.Errorf("%s on a disk with %d bytes: %v, want the disk's error", f, room, err)
			}
		}
	}
}
