package daylog

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
)

// mark is the byte order mark, without which a spreadsheet takes Chinese for Latin.
const mark = "\uFEFF"

// formulaStarts begin what a spreadsheet would run rather than show, the
// full-width forms included, which an input method types in their place.
const formulaStarts = "=+-@\t\r\n＝＋－＠"

// guarded keeps words from being run as a formula when a CSV file is opened.
// The apostrophe shows in some programs; a formula that runs is worse.
func guarded(s string) string {
	if strings.IndexAny(s, formulaStarts) == 0 {
		return "'" + s
	}
	return s
}

func writeCSV(w io.Writer, t table) error {
	if _, err := io.WriteString(w, mark); err != nil {
		return fmt.Errorf("daylog: write csv: %w", err)
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	line := make([]string, len(t.columns))
	for i, c := range t.columns {
		line[i] = guarded(c.heading)
	}
	out.Write(line) // an error is kept and told by Error below
	for _, row := range t.rows {
		clear(line)
		for i, cell := range row {
			line[i] = plain(cell)
		}
		out.Write(line)
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("daylog: write csv: %w", err)
	}
	return nil
}

// plain spells a cell for a CSV file. Numbers are written as they are, so that
// a negative one stays a number.
func plain(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case int:
		return strconv.Itoa(v)
	case time.Time:
		return v.Format(time.DateTime)
	case string:
		return guarded(v)
	}
	panic(fmt.Sprintf("daylog: a cell holds %T", cell))
}
