package daylog

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xuri/excelize/v2"
)

// writeXLSX writes every table as a sheet. A string goes into a cell of the
// string kind, which no spreadsheet runs as a formula.
func writeXLSX(w io.Writer, l Log) (err error) {
	b := &workbook{File: excelize.NewFile(), log: l, words: l.words()}
	defer b.Close()
	if err := b.prepare(); err != nil {
		return fmt.Errorf("daylog: prepare xlsx: %w", err)
	}
	tables := []table{cover(l), visits(l), advisors(l)}
	for _, t := range []table{entries(l), process(l)} {
		if len(t.rows) > 0 {
			tables = append(tables, t)
		}
	}
	for i, t := range append(tables, rulings(l), records(l)) {
		if err := b.sheet(i, t); err != nil {
			return fmt.Errorf("daylog: write sheet %s: %w", t.name, err)
		}
	}
	if _, err := b.WriteTo(w); err != nil {
		return fmt.Errorf("daylog: write xlsx: %w", err)
	}
	return nil
}

// A workbook is a spreadsheet file that is being written.
type workbook struct {
	*excelize.File
	log    Log
	words  words
	styles map[look]int
}

func (b *workbook) prepare() error {
	b.styles = map[look]int{}
	if err := b.SetDefaultFont(typeface); err != nil {
		return err
	}
	return b.SetDocProps(&excelize.DocProperties{
		Title: b.words.title(b.log) + " " + b.log.Day.Day, Creator: b.log.Program, LastModifiedBy: b.log.Program,
		Created: b.log.Written.UTC().Format(time.RFC3339), Modified: b.log.Written.UTC().Format(time.RFC3339),
	})
}

// sheet writes one table. What stands around the rows must be set before the
// first of them, since the rows are streamed.
func (b *workbook) sheet(at int, t table) error {
	if at == 0 {
		if err := b.SetSheetName(b.GetSheetName(0), t.name); err != nil {
			return err
		}
	} else if _, err := b.NewSheet(t.name); err != nil {
		return err
	}
	isCover := at == 0
	if err := b.page(t, isCover); err != nil {
		return err
	}
	stream, err := b.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	if err := b.frame(stream, t, isCover); err != nil {
		return err
	}
	if err := b.fill(stream, t, isCover); err != nil {
		return err
	}
	return stream.Flush()
}

// frame sets the columns and what stays in view while the reader scrolls.
func (b *workbook) frame(stream *excelize.StreamWriter, t table, isCover bool) error {
	for i, c := range t.columns {
		if err := stream.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
	}
	if isCover {
		return nil
	}
	corner, err := excelize.CoordinatesToCellName(t.repeat+1, 2)
	if err != nil {
		return err
	}
	return stream.SetPanes(&excelize.Panes{Freeze: true, XSplit: t.repeat, YSplit: 1, TopLeftCell: corner, ActivePane: "bottomRight"})
}

func (b *workbook) fill(stream *excelize.StreamWriter, t table, isCover bool) error {
	head, said := make([]any, len(t.columns)), make([]any, len(t.columns))
	for i, c := range t.columns {
		said[i] = c.heading
		style, err := b.style(look{head: true, cover: isCover, centred: c.number != ""})
		if err != nil {
			return err
		}
		head[i] = excelize.Cell{StyleID: style, Value: c.heading}
	}
	if err := stream.SetRow("A1", head, excelize.RowOpts{Height: max(headHeight, height(t.columns, said)+padding)}); err != nil {
		return err
	}
	for n, row := range t.rows {
		cells, err := b.cells(t, row, isCover)
		if err != nil {
			return err
		}
		if err := stream.SetRow(fmt.Sprintf("A%d", n+2), cells, excelize.RowOpts{Height: height(t.columns, row)}); err != nil {
			return err
		}
	}
	return nil
}

func (b *workbook) cells(t table, row []any, isCover bool) ([]any, error) {
	out := make([]any, len(t.columns))
	for i, c := range t.columns {
		var value any
		if i < len(row) {
			value = row[i]
		}
		l := look{cover: isCover, label: isCover && i == 0, centred: c.number != ""}
		switch v := value.(type) {
		case int:
			l.number = c.number
		case time.Time:
			l.number = b.clock(v)
		}
		style, err := b.style(l)
		if err != nil {
			return nil, err
		}
		out[i] = excelize.Cell{StyleID: style, Value: value}
	}
	return out, nil
}

// clock is how a time reads: the hour alone on the day of the log, with its
// date on another day, as when a reception goes on after midnight.
func (b *workbook) clock(at time.Time) string {
	if at.Format(time.DateOnly) == b.log.Day.Day {
		return clock
	}
	return "mm-dd hh:mm"
}

// lastCell names the lower right corner of a table.
func lastCell(t table) (column string, row int, err error) {
	column, err = excelize.ColumnNumberToName(len(t.columns))
	return column, len(t.rows) + 1, err
}

// quoted spells a sheet's name as a reference does.
func quoted(name string) string { return "'" + strings.ReplaceAll(name, "'", "''") + "'" }
