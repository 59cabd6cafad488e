package daylog_test

import (
	"bytes"
	"encoding/csv"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"shouwen/core/daylog"
	"shouwen/core/floor"
)

var update = flag.Bool("update", false, "write the golden files anew; read what changed before committing it")

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s reads otherwise now:\n%s\nwant:\n%s", name, got, want)
	}
}

// asCSV writes the visits and reads them back, the byte order mark taken off.
func asCSV(t *testing.T, l daylog.Log) (raw []byte, rows [][]string) {
	t.Helper()
	var out bytes.Buffer
	if err := l.Write(&out, daylog.CSV); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(out.String(), "\uFEFF"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return out.Bytes(), rows
}

func TestASmallDayAsCSV(t *testing.T) {
	l := smallLog(t)
	raw, _ := asCSV(t, l)
	golden(t, "small.zh.csv", raw)
	l.Language, l.Full = floor.English, false
	raw, _ = asCSV(t, l)
	golden(t, "small.en.csv", raw)
	var out bytes.Buffer
	if err := smallLog(t).WriteAdvisorsCSV(&out); err != nil {
		t.Fatal(err)
	}
	golden(t, "small.advisors.zh.csv", out.Bytes())
}

func TestCSVIsForSpreadsheetsThatKnowNoUTF8(t *testing.T) {
	raw, _ := asCSV(t, smallLog(t))
	if !bytes.HasPrefix(raw, []byte{0xEF, 0xBB, 0xBF}) {
		t.Errorf("the file begins with % x, want the byte order mark", raw[:3])
	}
	if lf, crlf := bytes.Count(raw, []byte("\n")), bytes.Count(raw, []byte("\r\n")); lf != crlf || lf != 6 {
		t.Errorf("%d line ends of which %d are CRLF, want 6 of 6", lf, crlf)
	}
}

func TestWordsThatLookLikeFormulasStayWordsInCSV(t *testing.T) {
	tests := []struct{ given, want string }{
		{"=1+1", "'=1+1"}, {"+1", "'+1"}, {"-1", "'-1"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"＝1+1", "'＝1+1"}, {"＋1", "'＋1"}, {"－1", "'－1"}, {"＠A1", "'＠A1"},
		{"\t=1", "'=1"}, {"\r=1", "'=1"}, {" =1", "'=1"}, {"王", "王"}, {"1-1", "1-1"}, {"'=1", "'=1"}, {"a=1", "a=1"}, {"—", "—"},
	}
	for _, tt := range tests {
		l := smallLog(t)
		l.Day.Visits = l.Day.Visits[:1]
		l.People = func(floor.CustomerID) (floor.Person, bool) { return floor.Person{Phone: tt.given}, true }
		if _, rows := asCSV(t, l); rows[1][7] != tt.want {
			t.Errorf("a phone %q is written %q, want %q", tt.given, rows[1][7], tt.want)
		}
	}
}

func TestNumbersAreNotGuarded(t *testing.T) {
	l := smallLog(t)
	l.Day.Staff[0].Used = -1
	var out bytes.Buffer
	if err := l.WriteAdvisorsCSV(&out); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), ",-1,") {
		t.Errorf("a count of -1 is not written as a number:\n%s", out.String())
	}
}
