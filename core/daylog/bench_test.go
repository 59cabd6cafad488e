package daylog_test

import (
	"fmt"
	"io"
	"testing"
	"time"

	"shouwen/core/daylog"
	"shouwen/core/desk"
	"shouwen/core/floor"
)

// busy is the small day's two fullest visits and its records, repeated to a
// day of n visits with about ten records each.
func busy(n int) desk.Day {
	d := smallDay()
	pattern, rows := d.Visits[:2], d.Records
	d.Visits, d.Records = nil, nil
	for i := range n {
		v := pattern[i%2]
		v.ID, v.Number = floor.VisitID(fmt.Sprintf("v%d", i+1)), i+1
		v.OpenedAt = v.OpenedAt.Add(time.Duration(i) * 10 * time.Second)
		d.Visits = append(d.Visits, v)
		for _, r := range rows[3:13] {
			r.Seq = uint64(len(d.Records) + 1)
			d.Records = append(d.Records, r)
		}
	}
	return d
}

func BenchmarkADayOfAThousandVisits(b *testing.B) {
	for _, f := range daylog.Formats() {
		b.Run(string(f), func(b *testing.B) {
			l := smallLog(b)
			l.Day = busy(1000)
			b.ReportAllocs()
			for b.Loop() {
				if err := l.Write(io.Discard, f); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
