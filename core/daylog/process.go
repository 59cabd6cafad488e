package daylog

import (
	"shouwen/core/event"
	"shouwen/core/registry"
)

// process is the table of what the day brought to the sales: key nodes reached
// or taken back, parts in the decision, and what was judged of an account.
func process(l Log) table {
	w := l.words()
	return l.filed(w.say("process.title"), []width{{"said", 46, ""}, {"stage", 16, ""}}, w.step)
}

// step words one event, false if it is not of the sales process.
func (w words) step(e event.Event) (entry, bool) {
	switch e := e.(type) {
	case event.NodeReached:
		return of(e.Customer, w.say("log.process.reached", "node", w.say("process.node."+e.Node), "day", e.On), w.stageOf(e.Node))
	case event.NodeWithdrawn:
		return of(e.Customer, w.say("log.process.withdrawn", "node", w.say("process.node."+e.Node), "reason", e.Reason), w.stageOf(e.Node))
	case event.MemberNoted:
		roles := make([]string, len(e.Roles))
		for i, role := range e.Roles {
			roles[i] = w.say("process.role." + role)
		}
		return of(e.Customer, w.list(roles...), "")
	case event.AccountJudged:
		stance := registry.Account{Power: e.Power, Share: e.Share}.Stance()
		return of(e.Customer, w.list(
			w.say("log.process.judged", "power", w.say("process.power."+e.Power), "share", w.say("process.share."+e.Share)),
			w.say("process.stance."+string(stance))), "")
	}
	return entry{}, false
}

func (w words) stageOf(node string) string {
	gate, ok := registry.GateOf(registry.KeyNode(node))
	if !ok {
		return ""
	}
	return w.say("process.stage." + string(gate.Stage))
}
