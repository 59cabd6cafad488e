package daylog

import (
	"encoding/json"
	"time"

	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
)

// advisors is the table of the staff: presence, turns and visits of the day.
func advisors(l Log) table {
	w := l.words()
	t := table{name: w.say("log.sheet.advisors"), repeat: 1, across: 1, columns: w.columns("log.advisor",
		width{"name", 14, ""}, width{"desk", 9, ""}, width{"signed_in", 11, clock}, width{"signed_out", 11, clock},
		width{"served", 11, "0"}, width{"used", 11, "0"}, width{"kept", 11, "0"}, width{"lapsed", 11, "0"},
		width{"owed", 11, "0"}, width{"made_up", 11, "0"}, width{"restored", 11, "0"}, width{"still_owed", 11, "0"},
	)}
	here, served := presences(l.Day), served(l.Day)
	for _, a := range l.Day.Staff {
		p := here[a.ID]
		in := p.in
		if in.IsZero() {
			in = a.Signed
		}
		t.rows = append(t.rows, []any{
			text(a.Name), text(a.Desk), w.moment(in), w.moment(p.out),
			served[a.ID], a.Used, a.Kept, a.Lapsed, a.Credited, a.MadeUp, p.restored, a.Owed,
		})
	}
	return t
}

// A presence is what the day's records alone tell of an advisor.
type presence struct {
	in, out  time.Time // first signed in; last signed out, zero while he is in
	restored int       // turns put back
}

func presences(d desk.Day) map[floor.AdvisorID]presence {
	out := map[floor.AdvisorID]presence{}
	for _, r := range d.Records {
		var who struct {
			Advisor floor.AdvisorID `json:"advisor"`
		}
		switch r.Kind {
		case event.AdvisorSignedIn{}.Kind(), event.AdvisorSignedOut{}.Kind(), event.TurnRuled{Effect: "restored"}.Kind():
			if json.Unmarshal(r.Body, &who) != nil {
				continue
			}
		default:
			continue
		}
		p := out[who.Advisor]
		switch r.Kind {
		case event.AdvisorSignedIn{}.Kind():
			if p.in.IsZero() {
				p.in = r.At
			}
			p.out = time.Time{}
		case event.AdvisorSignedOut{}.Kind():
			p.out = r.At
		default:
			p.restored++
		}
		out[who.Advisor] = p
	}
	return out
}

// served counts the visits that each advisor served to their end, or serves still.
func served(d desk.Day) map[floor.AdvisorID]int {
	out := map[floor.AdvisorID]int{}
	for _, v := range d.Visits {
		if !v.ClaimedAt.IsZero() {
			out[v.Server]++
		}
	}
	return out
}
