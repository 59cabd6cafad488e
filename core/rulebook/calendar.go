package rulebook

import (
	"slices"
	"time"
)

// inOrder returns the entries by time, those of one moment as they stand.
func inOrder(entries []Entry) []Entry {
	byTime := func(a, b Entry) int { return a.At.Or(time.Time{}).Compare(b.At.Or(time.Time{})) }
	if slices.IsSortedFunc(entries, byTime) {
		return entries
	}
	out := slices.Clone(entries)
	slices.SortStableFunc(out, byTime)
	return out
}

// dated returns records by time, those of one moment as they stand. Records of
// which one has no time stay as they are: nothing orders them.
func dated[T any](lines []T, at func(T) Maybe[time.Time]) []T {
	byTime := func(a, b T) int { return at(a).Or(time.Time{}).Compare(at(b).Or(time.Time{})) }
	undated := func(l T) bool { _, ok := at(l).Value(); return !ok }
	if slices.IsSortedFunc(lines, byTime) || slices.ContainsFunc(lines, undated) {
		return lines
	}
	out := slices.Clone(lines)
	slices.SortStableFunc(out, byTime)
	return out
}

// endOfDay is the last instant of a day.
func endOfDay(t time.Time) time.Time { return startOfDay(t.AddDate(0, 0, 1)).Add(-time.Nanosecond) }

// startOfDay is midnight, or the first instant where clocks skip it.
func startOfDay(t time.Time) time.Time {
	y, m, d := t.Date()
	return time.Date(y, m, d, 0, 0, 0, 0, t.Location())
}

// lastOfMonths is the last instant of a period of n calendar months: the end
// of the same day number, or of the month's last day where it has no such day.
func lastOfMonths(t time.Time, n int) time.Time {
	y, m, d := t.Date()
	first := time.Date(y, m+time.Month(n), 1, 0, 0, 0, 0, t.Location())
	last := first.AddDate(0, 1, -1).Day()
	return endOfDay(first.AddDate(0, 0, min(d, last)-1))
}

// sameDay compares the dates of two instants where the first is.
func sameDay(a, b time.Time) bool { return calendarDays(a, b) == 0 }

// calendarDays counts the midnights from a to b where a is.
func calendarDays(a, b time.Time) int {
	day := func(t time.Time) time.Time {
		y, m, d := t.In(a.Location()).Date()
		return time.Date(y, m, d, 0, 0, 0, 0, time.UTC)
	}
	return int(day(b).Sub(day(a)).Hours() / 24)
}

// protection is the last instant of a register entry's months; exclusive
// leaves the last day out.
func protection(at time.Time, months int, inclusive bool) time.Time {
	end := lastOfMonths(at, months)
	if !inclusive {
		return startOfDay(end).Add(-time.Nanosecond)
	}
	return end
}

// protectionOfDays is protection for a period of days.
func protectionOfDays(at time.Time, days int, inclusive bool) time.Time {
	end := endOfDay(at.AddDate(0, 0, days))
	if !inclusive {
		return startOfDay(end).Add(-time.Nanosecond)
	}
	return end
}

// keeper folds the entries before an instant: the first registrant keeps the
// customer while each next visit falls inside the months of the one before,
// whoever received it; a visit after they have run out begins anew. It
// returns in whose hands the latest of these visits left him, nobody if there
// is none. Whether the months have run out since is another question.
func keeper(entries []EntryView, now time.Time, months int, inclusive bool) string {
	var who string
	var until time.Time
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b EntryView) int { return a.At.Compare(b.At) })
	for _, e := range sorted {
		if !e.At.Before(now) {
			break
		}
		if who == "" || e.At.After(until) {
			who = e.Advisor
		}
		until = protection(e.At, months, inclusive)
	}
	return who
}
