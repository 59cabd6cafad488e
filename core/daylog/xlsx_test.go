package daylog_test

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"shouwen/core/daylog"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// asXLSX writes the log and opens what was written.
func asXLSX(t testing.TB, l daylog.Log) *excelize.File {
	t.Helper()
	var out bytes.Buffer
	if err := l.Write(&out, daylog.XLSX); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func rowsOf(t testing.TB, f *excelize.File, sheet string) [][]string {
	t.Helper()
	rows, err := f.GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestASmallDayAsSheets(t *testing.T) {
	for lang, name := range map[floor.Language]string{floor.Chinese: "small.zh.sheets", floor.English: "small.en.sheets"} {
		l := smallLog(t)
		l.Language = lang
		f := asXLSX(t, l)
		var said strings.Builder
		for _, sheet := range f.GetSheetList() {
			said.WriteString("# " + sheet + "\n")
			for _, row := range rowsOf(t, f, sheet) {
				said.WriteString(strings.ReplaceAll(strings.Join(row, " | "), "\n", " ⏎ ") + "\n")
			}
		}
		golden(t, name, []byte(said.String()))
	}
}

func TestEverySheetSaysInWordsWhatIsKnown(t *testing.T) {
	for _, lang := range floor.OfficeLanguages() {
		l := smallLog(t)
		l.Language = lang
		f := asXLSX(t, l)
		for _, sheet := range f.GetSheetList() {
			for n, row := range rowsOf(t, f, sheet) {
				for _, cell := range row {
					if strings.Contains(cell, "log.") || strings.Contains(cell, "{") {
						t.Errorf("%s, row %d: %q was not put into words", sheet, n+1, cell)
					}
				}
			}
		}
	}
}

func TestEveryKindOfRecordAndEveryMomentHasAWord(t *testing.T) {
	book := phrases(t)
	for _, m := range rulebook.Moments() {
		if !book.Has("log.moment." + string(m)) {
			t.Errorf("the log has no word for the moment %s", m)
		}
	}
	for _, kind := range event.NewReader().Kinds() {
		if !book.Has("log.kind." + kind) {
			t.Errorf("the log has no word for %s", kind)
		}
	}
}

// cellOf finds the cell of a visit's column by the column's heading.
func cellOf(t *testing.T, f *excelize.File, heading string, row int) string {
	t.Helper()
	at := slices.Index(rowsOf(t, f, "来访")[0], heading)
	if at < 0 {
		t.Fatalf("there is no column %s", heading)
	}
	name, err := excelize.CoordinatesToCellName(at+1, row)
	if err != nil {
		t.Fatal(err)
	}
	return name
}

func TestWordsThatLookLikeFormulasStayWordsInSheets(t *testing.T) {
	given := []string{"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1", "＋1", "－1", "＠A1",
		"_x000D_", `=cmd|'/c calc'!A1`, "<&>\"'", "囍\U00020BB7", strings.Repeat("长", 40000)}
	for _, phone := range given {
		l := smallLog(t)
		l.Day.Visits = l.Day.Visits[:1]
		l.People = func(floor.CustomerID) (floor.Person, bool) { return floor.Person{Phone: phone}, true }
		f := asXLSX(t, l)
		cell := cellOf(t, f, "电话", 2)
		formula, err := f.GetCellFormula("来访", cell)
		if err != nil || formula != "" {
			t.Errorf("%q became the formula %q (%v)", phone, formula, err)
		}
		kind, _ := f.GetCellType("来访", cell)
		if kind != excelize.CellTypeInlineString {
			t.Errorf("%q lies in a cell of kind %v, want a string", phone, kind)
		}
		want := strings.TrimSpace(phone)
		if r := []rune(want); len(r) > 32767 { // as many as a cell holds
			want = string(r[:32767])
		}
		if got, _ := f.GetCellValue("来访", cell); got != want {
			t.Errorf("%.20q reads %.20q, want it unchanged", phone, got)
		}
	}
}

func TestTimesAreTheHousesAndNumbersAreNumbers(t *testing.T) {
	l := smallLog(t)
	l.Day.Visits[4].EndedAt = at("10:00").AddDate(0, 0, 1)
	for i := range l.Day.Visits { // a record may have been stamped in another zone
		l.Day.Visits[i].OpenedAt = l.Day.Visits[i].OpenedAt.UTC()
	}
	f := asXLSX(t, l)
	if got, _ := f.GetCellValue("来访", cellOf(t, f, "到访", 2)); got != "09:00:05" {
		t.Errorf("the first visit arrived at %q, want 09:00:05", got)
	}
	if got, _ := f.GetCellValue("来访", cellOf(t, f, "结束", 6)); got != "11-24 10:00" {
		t.Errorf("a visit that ended the next day ends at %q, want 11-24 10:00", got)
	}
	raw, _ := f.GetCellValue("来访", cellOf(t, f, "到访", 2), excelize.Options{RawCellValue: true})
	if got, err := excelize.ExcelDateToTime(float(t, raw), false); err != nil || got.Format(time.DateTime) != today+" 09:00:05" {
		t.Errorf("the cell holds %v (%v), want the day with it", got, err)
	}
	if got, _ := f.GetCellValue("来访", cellOf(t, f, "号码", 2)); got != "001" {
		t.Errorf("the first visit's number reads %q, want it as on the slip", got)
	}
}

func float(t *testing.T, s string) float64 {
	t.Helper()
	var f float64
	if err := json.Unmarshal([]byte(s), &f); err != nil {
		t.Fatalf("%q is no number: %v", s, err)
	}
	return f
}

func TestALogSaysOfNobodyMoreThanItsReaderMaySee(t *testing.T) {
	secrets := []string{"13800000001", "13900000002", "900003", "欧阳", "Smith"}
	hold := func(l daylog.Log) (found []string) {
		f := asXLSX(t, l)
		var all strings.Builder
		for _, sheet := range f.GetSheetList() {
			for _, row := range rowsOf(t, f, sheet) {
				all.WriteString(strings.Join(row, "\n"))
			}
		}
		raw, _ := asCSV(t, l)
		for _, s := range secrets {
			if strings.Contains(all.String(), s) || bytes.Contains(raw, []byte(s)) {
				found = append(found, s)
			}
		}
		return found
	}
	l := smallLog(t)
	if got := hold(l); len(got) != len(secrets) {
		t.Errorf("the full log shows %q, want all of %q", got, secrets)
	}
	l.Full = false
	if got := hold(l); len(got) > 0 {
		t.Errorf("the masked log shows %q", got)
	}
	if f := asXLSX(t, l); !strings.Contains(strings.Join(slices.Concat(rowsOf(t, f, "来访")...), " "), "138****0001") {
		t.Error("the masked log leaves nothing by which two visitors can be told apart")
	}
	l.People, l.Full = nil, true
	if got := hold(l); len(got) > 0 {
		t.Errorf("the log without persons shows %q", got)
	}
}

// covered reads the cover as a table of its labels.
func covered(t *testing.T, l daylog.Log) map[string]string {
	t.Helper()
	f := asXLSX(t, l)
	said := map[string]string{}
	for _, row := range rowsOf(t, f, "说明") {
		said[row[0]] = row[1]
	}
	return said
}

func TestTheCoverSaysWhetherTheDayIsSealed(t *testing.T) {
	l := smallLog(t)
	said := covered(t, l)
	if want := l.Day.Seal.Digest; !strings.Contains(said["当日摘要"], want) || said["封存之后"] != "" {
		t.Errorf("the sealed day says %q and %q, want the digest %s", said["当日摘要"], said["封存之后"], want)
	}
	l.Day.Records = append(l.Day.Records, journal.Record{Seq: 115, At: at("19:00"), Kind: "notice.raised", Body: []byte("{}")})
	if said := covered(t, l); !strings.Contains(said["封存之后"], " 1 ") {
		t.Errorf("one record after the seal: the cover says %q", said["封存之后"])
	}
	l.Day.Seal = event.DaySealed{}
	if said := covered(t, l); said["当日摘要"] != "尚未封存" {
		t.Errorf("the open day says %q, want 尚未封存", said["当日摘要"])
	}
}

func TestTheDemonstrationHouseIsMarked(t *testing.T) {
	l := smallLog(t)
	l.Day.House.Demo = true
	f := asXLSX(t, l)
	if said := covered(t, l); !strings.Contains(said["注意"], "演示") || !strings.Contains(said["接待日志"], "演示") {
		t.Errorf("the cover says %q", said)
	}
	for _, sheet := range f.GetSheetList() {
		if page, err := f.GetHeaderFooter(sheet); err != nil || !strings.Contains(page.OddHeader, "演示") {
			t.Errorf("a printed page of %s is headed %+v (%v), want the mark", sheet, page, err)
		}
	}
}

func TestSheetsAreMadeForReadingAndPrinting(t *testing.T) {
	f := asXLSX(t, smallLog(t))
	for _, sheet := range f.GetSheetList() {
		page, err := f.GetPageLayout(sheet)
		if err != nil || *page.Orientation != "landscape" || *page.Size != 9 {
			t.Errorf("%s is not laid out as A4 across: %v", sheet, err)
		}
		panes, err := f.GetPanes(sheet)
		if frozen := panes.Freeze && panes.YSplit == 1; err != nil || frozen == (sheet == "说明") {
			t.Errorf("%s has its heading frozen: %v (%v)", sheet, frozen, err)
		}
	}
	titles, filters := 0, 0
	for _, name := range f.GetDefinedName() {
		switch name.Name {
		case "_xlnm.Print_Titles":
			titles++
		case "_xlnm._FilterDatabase":
			filters++
		}
	}
	if titles != 4 || filters != 4 {
		t.Errorf("%d sheets repeat their heading in print and %d can be filtered, want 4 and 4", titles, filters)
	}
}

func TestARulingThatCannotBeReadIsSaid(t *testing.T) {
	l := smallLog(t)
	l.Day.Records[4].Body = []byte(`{"ruling": 7`)
	f := asXLSX(t, l)
	if rows := rowsOf(t, f, "裁定"); len(rows) != 5 || !strings.Contains(rows[1][4], "verify") {
		t.Errorf("the sheet of rulings says %q", rows[1])
	}
}

func TestAnEmptyDayIsWritten(t *testing.T) {
	l := smallLog(t)
	l.Day.Visits, l.Day.Staff, l.Day.Records = nil, nil, nil
	f := asXLSX(t, l)
	if rows := rowsOf(t, f, "来访"); len(rows) != 1 {
		t.Errorf("an empty day has %d rows of visits, want the heading alone", len(rows))
	}
}
