package daylog_test

import (
	"context"
	"encoding/csv"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"shouwen/core/daylog"
	"shouwen/core/floor"
)

// An office opens files as an office PC does, by LibreOffice without a screen.
type office struct{ dir string }

// open converts a file to comma-separated text, every sheet of it, and returns
// the sheets by name; a file of one sheet has the name "". LibreOffice ends
// with success for broken files, too, so that only what it wrote counts.
func (o office) open(t *testing.T, file string, filters ...string) map[string][][]string {
	t.Helper()
	program, err := exec.LookPath("soffice")
	if err != nil {
		t.Fatalf("LibreOffice is missing, so nobody knows whether the log opens: install libreoffice-calc-nogui (%v)", err)
	}
	ctx, stop := context.WithTimeout(t.Context(), 4*time.Minute)
	defer stop()
	out := t.TempDir()
	args := append([]string{"--headless", "--norestore", "-env:UserInstallation=file://" + o.dir}, filters...)
	args = append(args, "--convert-to", "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", "--outdir", out, file)
	said, err := exec.CommandContext(ctx, program, args...).CombinedOutput()
	if err != nil {
		t.Fatalf("LibreOffice cannot open %s: %v\n%s", filepath.Base(file), err, said)
	}
	base := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	written, _ := filepath.Glob(filepath.Join(out, "*.csv"))
	if len(written) == 0 {
		t.Fatalf("LibreOffice wrote nothing from %s:\n%s", filepath.Base(file), said)
	}
	sheets := map[string][][]string{}
	for _, w := range written {
		name := strings.Trim(strings.TrimPrefix(strings.TrimSuffix(filepath.Base(w), ".csv"), base), "-")
		sheets[name] = readCSV(t, w)
	}
	return sheets
}

func readCSV(t *testing.T, file string) [][]string {
	t.Helper()
	in, err := os.Open(file)
	if err != nil {
		t.Fatal(err)
	}
	defer in.Close()
	rows, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

// saved writes the log into a file.
func saved(t *testing.T, l daylog.Log, name string) string {
	t.Helper()
	format, err := daylog.FormatOf(name)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), name)
	out, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	defer out.Close()
	if err := l.Write(out, format); err != nil {
		t.Fatal(err)
	}
	return file
}

// formulas is the small day with words that would be run, if anything were.
func formulas(t *testing.T) daylog.Log {
	l := smallLog(t)
	l.People = func(id floor.CustomerID) (floor.Person, bool) {
		return floor.Person{Surname: map[floor.CustomerID]string{"c1": "欧阳", "c2": "=1+1", "c3": "＝1+1", "c4": "+1+1"}[id], Phone: "@A1"}, true
	}
	return l
}

func TestAnOfficeOpensTheSheets(t *testing.T) {
	sheets := office{t.TempDir()}.open(t, saved(t, formulas(t), "day.xlsx"))
	for sheet, rows := range map[string]int{"说明": 12, "来访": 6, "顾问": 4, "裁定": 5, "记录": 15} {
		if got := len(sheets[sheet]); got != rows {
			t.Errorf("sheet %s has %d rows, want %d", sheet, got, rows)
		}
	}
	if t.Failed() {
		return
	}
	visits := sheets["来访"]
	if got, want := column(visits, "客人"), []string{"欧阳", "=1+1", "＝1+1", "+1+1", ""}; !slices.Equal(got, want) {
		t.Errorf("the visitors read %q, want %q", got, want)
	}
	if got := column(visits, "电话"); got[0] != "@A1" {
		t.Errorf("the phone reads %q, want @A1", got[0])
	}
	if got := column(visits, "到访"); got[0] != "09:00:05" {
		t.Errorf("the first visit arrived at %q, want 09:00:05", got[0])
	}
	if got := column(visits, "接待顾问"); got[0] != "贝一" || got[3] != "+迟默" {
		t.Errorf("the advisors read %q", got)
	}
	if got := column(sheets["裁定"], "依据条款"); !strings.Contains(got[1], "6.b  五分钟之内互相认出的，交还首次接待人。\nA6") {
		t.Errorf("the clauses of the second ruling read %q", got[1])
	}
}

func TestAnOfficeOpensThePlainText(t *testing.T) {
	sheets := office{t.TempDir()}.open(t, saved(t, formulas(t), "day.csv"), "--infilter=Text - txt - csv (StarCalc):44,34,76")
	if len(sheets) != 1 {
		t.Fatalf("LibreOffice read %d sheets, want one", len(sheets))
	}
	for _, visits := range sheets {
		if len(visits) != 6 {
			t.Fatalf("%d rows, want 6", len(visits))
		}
		if got, want := column(visits, "客人"), []string{"欧阳", "'=1+1", "'＝1+1", "'+1+1", ""}; !slices.Equal(got, want) {
			t.Errorf("the visitors read %q, want %q", got, want)
		}
		if got := column(visits, "接待顾问"); got[0] != "贝一" || got[3] != "'+迟默" {
			t.Errorf("the advisors read %q", got)
		}
	}
}

// column returns what stands below a heading.
func column(rows [][]string, heading string) []string {
	at := slices.Index(rows[0], heading)
	if at < 0 {
		return nil
	}
	var out []string
	for _, row := range rows[1:] {
		out = append(out, row[at])
	}
	return out
}
