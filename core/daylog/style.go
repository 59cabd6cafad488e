package daylog

import (
	"fmt"
	"math"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	typeface   = "Microsoft YaHei" // on every Chinese office PC; elsewhere the program takes its own
	headHeight = 24                // of a heading, in points
	padding    = 4                 // around a heading's lines, in points
	lineHeight = 14.5              // of a line of text, in points
	maxHeight  = 400               // of a row; no spreadsheet allows much more
	a4         = 9                 // the number that a spreadsheet knows the paper by
)

// height is how high a row must be for its longest cell. Spreadsheets do not
// find that out by themselves when they open a file.
func height(columns []column, row []any) float64 {
	lines := 1
	for i, cell := range row {
		if s, ok := cell.(string); ok {
			lines = max(lines, linesOf(s, columns[i].width))
		}
	}
	return min(maxHeight, float64(lines)*lineHeight+3.5)
}

// linesOf counts the lines of a text in a column so many characters wide, a
// little generously, since words do not break anywhere.
func linesOf(s string, width float64) int {
	lines := 0
	for part := range strings.SplitSeq(s, "\n") {
		wide := 0
		for _, r := range part {
			if wide++; r >= 0x1100 { // Chinese and all that is as wide
				wide++
			}
		}
		lines += max(1, int(math.Ceil(float64(wide)*1.08/(width-1))))
	}
	return lines
}

// A look is what a cell's style follows from.
type look struct {
	head, cover, label bool
	centred            bool   // numbers and times, and what stands above them
	number             string // format of numbers and times; empty for text
}

// style returns the workbook's number for a look, made at its first use.
func (b *workbook) style(l look) (int, error) {
	if id, ok := b.styles[l]; ok {
		return id, nil
	}
	id, err := b.NewStyle(l.style())
	if err != nil {
		return 0, err
	}
	b.styles[l] = id
	return id, nil
}

func (l look) style() *excelize.Style {
	s := &excelize.Style{
		Font:      &excelize.Font{Family: typeface, Size: 10, Color: "1F2933"},
		Alignment: &excelize.Alignment{Vertical: "top", WrapText: true},
		Border:    []excelize.Border{{Type: "bottom", Color: "D5DBE1", Style: 1}},
	}
	switch {
	case l.head && l.cover:
		s.Font.Bold, s.Font.Size, s.Alignment.Vertical = true, 14, "center"
	case l.head:
		s.Font.Bold, s.Font.Color, s.Alignment.Vertical = true, "FFFFFF", "center"
		s.Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"2F4858"}}
	case l.label:
		s.Font.Color = "5B6770"
	case l.number != "":
		s.CustomNumFmt, s.Alignment.WrapText = &l.number, false
	}
	if l.centred {
		s.Alignment.Horizontal = "center"
	}
	return s
}

// page sets how a sheet is filtered and printed: A4 across, the heading and the first
// columns on every page.
func (b *workbook) page(t table, isCover bool) error {
	if !isCover {
		if err := b.filter(t); err != nil { // first: it forgets that the sheet is to fit its pages
			return err
		}
	}
	fit, size, across, down, landscape, order := true, a4, t.across, 0, "landscape", "overThenDown"
	if err := b.SetSheetProps(t.name, &excelize.SheetPropsOptions{FitToPage: &fit}); err != nil {
		return err
	}
	if err := b.SetPageLayout(t.name, &excelize.PageLayoutOptions{
		Size: &size, Orientation: &landscape, FitToWidth: &across, FitToHeight: &down, PageOrder: &order,
	}); err != nil {
		return err
	}
	side, head := 0.35, 0.65 // inches
	if err := b.SetPageMargins(t.name, &excelize.PageLayoutMarginsOptions{
		Left: &side, Right: &side, Top: &head, Bottom: &head, Header: &side, Footer: &side,
	}); err != nil {
		return err
	}
	return b.SetHeaderFooter(t.name, b.margins(t))
}

// margins are the lines above and below each printed page: whose day it is, and the mark of a
// demonstration house, so that a loose page tells where it belongs.
func (b *workbook) margins(t table) *excelize.HeaderFooterOptions {
	plain := func(s string) string { return strings.ReplaceAll(s, "&", "&&") }
	return &excelize.HeaderFooterOptions{
		OddHeader: fmt.Sprintf("&L%s&C%s&R%s", plain(b.words.title(b.log)), plain(t.name), b.log.Day.Day),
		OddFooter: fmt.Sprintf("&L%s&R&P / &N", plain(b.log.Program)),
	}
}

func (b *workbook) filter(t table) error {
	column, row, err := lastCell(t)
	if err != nil {
		return err
	}
	if err := b.AutoFilter(t.name, fmt.Sprintf("A1:%s%d", column, row), nil); err != nil {
		return err
	}
	side, err := excelize.ColumnNumberToName(t.repeat)
	if err != nil {
		return err
	}
	return b.SetDefinedName(&excelize.DefinedName{
		Name: "_xlnm.Print_Titles", Scope: t.name,
		RefersTo: fmt.Sprintf("%s!$A:$%s,%[1]s!$1:$1", quoted(t.name), side),
	})
}
