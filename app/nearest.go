package main

import (
	"bytes"
	"fmt"
	"io"
	"strings"
)

func bytesReader(b []byte) io.Reader { return bytes.NewReader(b) }

func dotted(key []string) string { return strings.Join(key, ".") }

// settings lists the names that shouwen.toml may hold.
func settings() []string {
	return []string{
		"data", "rulebook.id", "rulebook.file", "rulebook.readings", "rulebook.parameters",
		"lan.port", "lan.address", "lan.name", "printer.to", "printer.width", "printer.copies", "printer.logo",
		"windows.kiosk", "windows.board", "windows.full_screen",
		"look.accent", "look.logo", "look.text", "look.ground", "look.seated",
		"visitor.patience_seconds", "visitor.other_sites", "visitor.keep_months", "visitor.contact",
		"hours.lunch_from", "hours.lunch_to", "export.folder",
	}
}

// didYouMean returns " (did you mean …?)" for the nearest known word, or nothing if none is near.
func didYouMean(word string, known []string) string {
	best, at := "", len(word)/2+1
	for _, k := range known {
		if d := distance(word, k); d < at {
			best, at = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" (did you mean %q?)", best)
}

// distance counts the letters to change, add or drop to turn a into b.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := diagonal
			if a[i-1] != b[j-1] {
				cost++
			}
			diagonal, row[j] = row[j], min(cost, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}
