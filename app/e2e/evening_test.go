//go:build e2e

package e2e

import (
	"encoding/csv"
	"os"
	"path/filepath"
	"strings"

	"github.com/xuri/excelize/v2"
)

// theLogHoldsBothVisits, in both forms.
func (d *day) theLogHoldsBothVisits() {
	sheet, table := filepath.Join(d.house.dir, "day.xlsx"), filepath.Join(d.house.dir, "day.csv")
	for _, to := range []string{sheet, table} {
		d.house.does("export", "--config", d.house.config, "--day", "today", "--to", to)
	}
	f, err := excelize.OpenFile(sheet)
	if err != nil {
		d.Fatal(err)
	}
	defer f.Close()
	rows, err := f.GetRows("来访")
	if err != nil {
		d.Fatal(err)
	}
	d.holdsBoth("day.xlsx", rows)
	text, err := os.ReadFile(table)
	if err != nil {
		d.Fatal(err)
	}
	rows, err = csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\uFEFF"))).ReadAll()
	if err != nil {
		d.Fatal(err)
	}
	d.holdsBoth("day.csv", rows)
}

// holdsBoth demands both visits of the table, each with who it was, how it stands and whose it is.
func (d *day) holdsBoth(name string, rows [][]string) {
	d.Helper()
	if len(rows) != 3 {
		d.Fatalf("%s has %d rows, want its heading and two visits: %v", name, len(rows), rows)
	}
	column := map[string]int{}
	for i, heading := range rows[0] {
		column[heading] = i
	}
	wants := []map[string]string{
		{"号码": "1", "状态": "已结束", "客人": "李晓女士", "电话": "+86" + phoneNumber, "接待顾问": staff[0].name, "客户归属": staff[0].name},
		{"号码": "2", "状态": "接待中", "客人": "李晓女士", "电话": "+86" + phoneNumber, "客户归属": staff[0].name},
	}
	for i, want := range wants {
		for heading, value := range want {
			at, ok := column[heading]
			if !ok || at >= len(rows[i+1]) {
				d.Errorf("%s has no column %s in row %d: %v", name, heading, i+1, rows[i+1])
				continue
			}
			got := strings.TrimLeft(strings.ReplaceAll(strings.TrimLeft(rows[i+1][at], "'"), " ", ""), "0")
			if got != value {
				d.Errorf("%s, visit %d: %s is %q, want %q", name, i+1, heading, rows[i+1][at], value)
			}
		}
	}
}

func (d *day) theJournalIsWhole() {
	if said := d.house.does("verify", "--config", d.house.config); !strings.Contains(said, "the chain is whole") {
		d.Errorf("verify says:\n%s", said)
	}
}

// anAlteredByteIsFound, in a copy of the data folder, by its name.
func (d *day) anAlteredByteIsFound() {
	copied := filepath.Join(d.house.dir, "copy")
	if err := os.CopyFS(copied, os.DirFS(d.house.data)); err != nil {
		d.Fatal(err)
	}
	d.house.does("verify", "--data", copied)
	altered := d.alter(filepath.Join(copied, "journal"))
	out, said, code := d.house.runs("verify", "--data", copied)
	if code == 0 || !strings.Contains(said, "not as they were written") || !strings.Contains(said, copied) {
		d.Errorf("after a byte of %s was altered verify ended with %d and said:\n%s%s", altered, code, out, said)
	}
	d.Logf("verify of the altered copy: %s", strings.TrimSpace(said))
}

// alter flips one bit in the middle of what the journal's biggest file holds.
func (d *day) alter(dir string) string {
	var biggest string
	var most []byte
	err := filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() || filepath.Ext(path) != ".sst" {
			return err
		}
		text, err := os.ReadFile(path)
		if len(text) > len(most) {
			biggest, most = path, text
		}
		return err
	})
	if err != nil || len(most) == 0 {
		d.Fatalf("the journal in %s has no file of records: %v", dir, err)
	}
	most[len(most)/2] ^= 1
	if err := os.WriteFile(biggest, most, 0o600); err != nil {
		d.Fatal(err)
	}
	return filepath.Base(biggest)
}
