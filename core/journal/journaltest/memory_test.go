package journaltest_test

import (
	"testing"

	"shouwen/core/journal"
	"shouwen/core/journal/journaltest"
)

func TestTheTwinInMemoryKeepsEveryPromise(t *testing.T) {
	journaltest.Run(t, func(*testing.T) journaltest.Opener {
		m := journaltest.NewMemory(journaltest.Site, journaltest.Random(1))
		return func() journal.Log {
			m = m.Reopen()
			return m
		}
	})
}
