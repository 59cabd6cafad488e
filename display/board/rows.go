package board

import (
	"slices"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A Row is one advisor on the board.
type Row struct {
	Place int // in the line, from 1; 0 when not in it
	Name  string
	State floor.AdvisorState
	Says  Words // the state in words
	Owed  Words // the mark of a make-up turn owed, empty if none
}

// in lists those who are in today, in turn order. Who is off is not shown: a
// list of absent people helps no one in the lobby.
func in(s floor.Snapshot) []floor.Advisor {
	var list []floor.Advisor
	for _, a := range s.Advisors {
		if a.State != floor.Off {
			list = append(list, a)
		}
	}
	return list
}

func rows(s floor.Snapshot, say speaker) []Row {
	var list []Row
	for _, a := range in(s) {
		row := Row{Place: a.Place, Name: a.Name, State: a.State, Says: state(a, say)}
		if a.Owed > 0 {
			row.Owed = say.say("board.owed", nil)
		}
		list = append(list, row)
	}
	return list
}

// rowPage cuts the rows that stand at the given turn. Whoever is next stands
// first on every page of a long list: it is what the board is looked at for.
func rowPage(list []Row, turn int) ([]Row, Page) {
	at := slices.IndexFunc(list, func(r Row) bool { return r.State == floor.Next })
	if len(list) <= RowsPage || at < 0 {
		return page(list, RowsPage, turn)
	}
	next := list[at]
	rest, p := page(slices.Delete(slices.Clone(list), at, at+1), RowsPage-1, turn)
	return append([]Row{next}, rest...), p
}

func state(a floor.Advisor, say speaker) Words {
	args := phrase.Args{"number": number(a.Serving)}
	switch {
	case a.State == floor.Away:
		return say.say(awayKey(a.Out), nil)
	case a.State == floor.Busy && a.Serving == 0:
		return say.say(awayKey(floor.WorkMatter), nil)
	case a.State == floor.Busy:
		return say.say("board.state.busy", args)
	case a.State == floor.Expects:
		return say.say("board.state.expects", args)
	case a.State == floor.Next:
		return say.say("board.state.next", nil)
	}
	return say.say("board.state.ready", nil)
}

// awayKey puts a reason into general words. That somebody went without leave,
// or privately, is between him and the manager.
func awayKey(r floor.OutReason) string {
	switch r {
	case floor.ApprovedErrand, floor.Work:
		return "board.away.errand"
	case floor.OnLeave, floor.RestDay:
		return "board.away.leave"
	case floor.WorkMatter, floor.PrivateMatter:
		return "board.away.shortly"
	}
	return "board.away.out"
}

// waiting lists the numbers that nobody has called yet, lowest first.
func waiting(s floor.Snapshot) []string {
	var list []string
	for _, v := range s.Visits {
		if v.State == floor.Waiting {
			list = append(list, number(v.Number))
		}
	}
	return list
}
