package rulebook

import (
	"fmt"
	"slices"
	"strings"
)

// A Fault is one thing wrong with a rulebook or a case file, where it stands
// and what would be right. Line and Column count from 1, in characters.
type Fault struct {
	File         string
	Line, Column int
	Says         string
}

// Error spells the fault as compilers do, so that editors can jump to it.
func (f Fault) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Says)
}

// Faults are all that was found in one reading of a file.
type Faults []Fault

// Error lists the faults, one a line, in the order of the file.
func (fs Faults) Error() string {
	lines := make([]string, len(fs))
	for i, f := range fs {
		lines[i] = f.Error()
	}
	return strings.Join(lines, "\n")
}

// sorted returns the faults in the order of the file, each once.
func (fs Faults) sorted() Faults {
	slices.SortStableFunc(fs, func(a, b Fault) int {
		if a.Line != b.Line {
			return a.Line - b.Line
		}
		return a.Column - b.Column
	})
	return slices.Compact(fs)
}

// err returns the faults as an error, or nil if there are none.
func (fs Faults) err() error {
	if len(fs) == 0 {
		return nil
	}
	return fs.sorted()
}
