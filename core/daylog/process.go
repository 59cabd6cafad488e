package daylog

import (
	"encoding/json"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/registry"
)

// process is the table of what the day brought to the sales: key nodes reached
// or taken back, parts in the decision, and what was judged of an account.
// It has no rows on a day that brought nothing.
func process(l Log) table {
	w := l.words()
	t := table{name: w.say("process.title"), repeat: 1, across: 1, columns: w.columns("log.process",
		width{"seq", 10, "0"}, width{"at", 11, clock}, width{"name", 14, ""}, width{"phone", 15, ""},
		width{"what", 22, ""}, width{"said", 46, ""}, width{"stage", 16, ""}, width{"by", 14, ""},
	)}
	for _, r := range l.Day.Records {
		step, ok := w.step(r)
		if !ok {
			continue
		}
		name, phone := l.person(w, step.customer)
		t.rows = append(t.rows, []any{
			int(r.Seq), w.moment(r.At), text(name), text(phone),
			text(w.word("kind", r.Kind)), text(step.said), text(step.stage), text(w.actor(r.By)),
		})
	}
	return t
}

type step struct {
	customer    floor.CustomerID
	said, stage string
}

// step words one record, false if it is not of the sales process.
func (w words) step(r journal.Record) (step, bool) {
	switch r.Kind {
	case event.NodeReached{}.Kind():
		e := read[event.NodeReached](r)
		return step{e.Customer, w.say("log.process.reached", "node", w.say("process.node."+e.Node), "day", e.On), w.stageOf(e.Node)}, true
	case event.NodeWithdrawn{}.Kind():
		e := read[event.NodeWithdrawn](r)
		return step{e.Customer, w.say("log.process.withdrawn", "node", w.say("process.node."+e.Node), "reason", e.Reason), w.stageOf(e.Node)}, true
	case event.MemberNoted{}.Kind():
		e := read[event.MemberNoted](r)
		roles := make([]string, len(e.Roles))
		for i, role := range e.Roles {
			roles[i] = w.say("process.role." + role)
		}
		return step{customer: e.Customer, said: w.list(roles...)}, true
	case event.AccountJudged{}.Kind():
		e := read[event.AccountJudged](r)
		stance := registry.Account{Power: e.Power, Share: e.Share}.Stance()
		return step{customer: e.Customer, said: w.list(
			w.say("log.process.judged", "power", w.say("process.power."+e.Power), "share", w.say("process.share."+e.Share)),
			w.say("process.stance."+string(stance)))}, true
	}
	return step{}, false
}

func (w words) stageOf(node string) string {
	gate, ok := registry.GateOf(registry.KeyNode(node))
	if !ok {
		return ""
	}
	return w.say("process.stage." + string(gate.Stage))
}

// read decodes a record's body. The journal was read by its own reader before,
// so a body that cannot be read is a bug.
func read[E event.Event](r journal.Record) E {
	var e E
	if err := json.Unmarshal(r.Body, &e); err != nil {
		panic("daylog: " + r.Kind + ": " + err.Error())
	}
	return e
}
