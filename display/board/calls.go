package board

import (
	"sort"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A Called is one called number and where it goes.
type Called struct {
	Number string
	Where  Words // the desk; the advisor's name if he has no desk
	Open   bool  // called and not yet met: it stands out
}

// A Banner cries out one number.
type Banner struct {
	Number string // "007"
	Please Words  // "Number 007, please"
	Where  Words  // the desk and the advisor
}

// A call is one cry of a number, found in the snapshot.
type call struct {
	visit  floor.Visit
	at     time.Time
	again  bool
	server floor.Advisor
	desk   string
}

// calls lists the last call of every visit, oldest first. They are read from
// the visits and not from LastCall alone: when two numbers are called between
// two snapshots, LastCall holds only the second.
func calls(s floor.Snapshot) []call {
	staff := map[floor.AdvisorID]floor.Advisor{}
	for _, a := range s.Advisors {
		staff[a.ID] = a
	}
	var list []call
	for _, v := range s.Visits {
		if v.CalledAt.IsZero() || v.State == floor.Left {
			continue
		}
		c := call{visit: v, at: v.CalledAt, server: staff[v.Server], desk: staff[v.Server].Desk}
		if l := s.LastCall; l.Number == v.Number && !l.At.Before(v.CalledAt) {
			c.at, c.again = l.At, l.Times > 1
			if l.Desk != "" {
				c.desk = l.Desk
			}
		}
		list = append(list, c)
	}
	sort.SliceStable(list, func(i, j int) bool { return list[i].at.Before(list[j].at) })
	return list
}

// called lists the numbers that were called: those not yet met first, newest
// first, then those being served.
func called(s floor.Snapshot, say speaker) []Called {
	var open, met []Called
	list := calls(s)
	for i := len(list) - 1; i >= 0; i-- {
		c := list[i]
		entry := Called{Number: number(c.visit.Number), Where: c.place(say)}
		switch c.visit.State {
		case floor.Called:
			entry.Open = true
			open = append(open, entry)
		case floor.Serving:
			met = append(met, entry)
		}
	}
	free := max(0, CalledPage-len(open))
	return append(open, met[:min(free, len(met))]...)
}

// place words where a called number goes, short enough for a list.
func (c call) place(say speaker) Words {
	if c.desk != "" {
		return say.say("board.called.desk", phrase.Args{"desk": c.desk})
	}
	if c.server.Name != "" {
		return Words{Large: c.server.Name}
	}
	return say.say("board.banner.plain", nil)
}

// banners returns the calls to cry out now, in the order in which they began. Each call
// holds one of two lanes for Hold from its time, or from when a lane gets
// free: two calls at once are both seen, and a third waits its turn. Who has been
// met is not called any more.
func banners(s floor.Snapshot, now time.Time, say speaker) []Banner {
	var free [Lanes]time.Time
	var list []Banner
	for _, c := range calls(s) {
		lane := 0
		for i := range free {
			if free[i].Before(free[lane]) {
				lane = i
			}
		}
		start := c.at
		if start.Before(free[lane]) {
			start = free[lane]
		}
		free[lane] = start.Add(Hold)
		if c.visit.State == floor.Called && !now.Before(start) && now.Before(free[lane]) {
			list = append(list, c.banner(say))
		}
	}
	return list
}

func (c call) banner(say speaker) Banner {
	n := number(c.visit.Number)
	please := "board.banner.call"
	if c.again {
		please = "board.banner.again"
	}
	where := say.say("board.banner.plain", nil)
	args := phrase.Args{"desk": c.desk, "advisor": c.server.Name}
	switch {
	case c.desk != "":
		where = say.say("board.banner.desk", args)
	case c.server.Name != "":
		where = say.say("board.banner.advisor", args)
	}
	return Banner{Number: n, Please: say.say(please, phrase.Args{"number": n}), Where: where}
}
