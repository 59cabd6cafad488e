package main

import (
	"os"
	"testing"
)

// TestMain lets the test's program look a store over when it is started for
// that, as the real one does for itself.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "storecheck" {
		os.Exit(dispatch(os.Args[1:], os.Stdout, os.Stderr))
	}
	os.Exit(m.Run())
}
