package daylog

import (
	"fmt"
	"strconv"
	"time"

	"shouwen/core/floor"
)

// cover is the first sheet: whose day this is, by which rulebook, and how it
// can be checked. It has two columns and no heading of its own.
func cover(l Log) table {
	w := l.words()
	t := table{name: w.say("log.sheet.cover"), across: 1, columns: []column{
		{heading: w.say("log.cover.title"), width: 22}, {heading: w.title(l), width: 84},
	}}
	line := func(key, said string) {
		if said != "" {
			t.rows = append(t.rows, []any{w.say("log.cover." + key), said})
		}
	}
	d := l.Day
	if d.House.Demo {
		line("mark", w.say("log.cover.demo"))
	}
	line("site", string(d.House.Site))
	line("day", d.Day)
	line("rulebook", bookRef(d.Rulebook.ID, d.Rulebook.Version))
	line("book_digest", d.Rulebook.Digest)
	line("visits", w.countVisits(l))
	line("records", w.recordRange(l))
	line("seal", w.seal(l))
	line("after", w.afterSeal(l))
	line("check", w.say("log.cover.how"))
	line("people", w.say("log.people."+l.shows()))
	line("written", l.Written.Format(time.DateTime))
	line("program", l.Program)
	return t
}

// title is the house's name, with the mark of the demonstration house.
func (w words) title(l Log) string {
	if l.Day.House.Demo {
		return w.aside(l.Day.House.Name, w.say("common.demo"))
	}
	return l.Day.House.Name
}

// shows says how much of a person the log shows.
func (l Log) shows() string {
	switch {
	case l.People == nil:
		return "left_out"
	case l.Full:
		return "full"
	}
	return "masked"
}

func (w words) countVisits(l Log) string {
	var served, left int
	for _, v := range l.Day.Visits {
		if !v.ClaimedAt.IsZero() {
			served++
		}
		if v.State == floor.Left {
			left++
		}
	}
	return w.say("log.cover.counted", "all", strconv.Itoa(len(l.Day.Visits)), "served", strconv.Itoa(served), "left", strconv.Itoa(left))
}

func (w words) recordRange(l Log) string {
	all := l.Day.Records
	if len(all) == 0 {
		return ""
	}
	return fmt.Sprintf("%d – %d", all[0].Seq, all[len(all)-1].Seq)
}

func (w words) seal(l Log) string {
	s := l.Day.Seal
	if s.Digest == "" {
		return w.say("log.cover.unsealed")
	}
	return w.say("log.cover.sealed", "digest", s.Digest, "first", strconv.FormatUint(s.First, 10), "last", strconv.FormatUint(s.Last, 10))
}

// afterSeal says that something was recorded after the day was sealed: the
// digest does not speak for it. The seal's own record is the first after Last.
func (w words) afterSeal(l Log) string {
	s, all := l.Day.Seal, l.Day.Records
	if s.Digest == "" || len(all) == 0 || all[len(all)-1].Seq <= s.Last+1 {
		return ""
	}
	return w.say("log.cover.late", "count", strconv.FormatUint(all[len(all)-1].Seq-s.Last-1, 10))
}
