package rulebook

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// What a clause decides, as a set.
const (
	itsLabel     partSet = 1 << partLabel
	itsServer    partSet = 1 << partServer
	itsOwner     partSet = 1 << partOwner
	itsCredit    partSet = 1 << partCredit
	itsValid     partSet = 1 << partValid
	itsProtected partSet = 1 << partProtected
	itsNeeds     partSet = 1 << partNeeds
	itsSplit     partSet = 1 << partSplit
	itsWork      partSet = 1<<performance | 1<<commission
	itsBonus     partSet = 1 << bonus
	itsMoney             = itsWork | itsBonus
)

// judge rules on facts that can be.
func (h *byHand) judge(m Moment, facts Facts) Ruling {
	j := &byHandRuling{byHand: h, f: &facts, line: facts.derive(h.zone)}
	j.r = Ruling{Moment: m, Book: h.ref}
	j.meet()
	switch m {
	case Arrival:
		j.arrival()
		j.passedOver()
	case Registration:
		j.registration()
	case Recognition:
		j.recognition()
	case Collision:
		j.collision()
	case Change:
		j.change()
	case Deal:
		j.deal()
	case Departure:
		j.departure()
	case Duties:
		j.duties()
	}
	return j.r
}

// meet finds who is who.
func (h *byHandRuling) meet() {
	f := h.f
	h.at, h.told = f.Visit.At.Value()
	h.at = h.at.In(h.zone)
	h.before = f.Visit.No.Or(0) > 1 || len(f.Cust.Registrations) > 0 && !h.told
	been, contacted := f.Answer.BeenBefore.Or(""), f.Answer.StaffContacted.Or("")
	h.heard = been == "yes" || been == "unsure" || contacted == "yes" || contacted == "unsure"
	sent := f.Answer.Referred.Or("")
	h.introduced = sent == "customer" || sent == "partner"
	h.original()
	if id := f.Answer.RequestedAdvisor.Or(""); !h.gone(id) {
		h.askedFor = id
	}
	h.recognisedByHim()
	h.relatedOrSent()
	h.turn = h.firstInLine(h.available)
	if f.Visit.LunchWindow.Or(false) {
		h.duty = f.onDuty()
		h.noon = h.available(h.duty)
	}
	_, decided := f.Ruling.Value()
	h.ruled = decided && slices.Contains([]string{"", "manager", "sales_manager", "marketing_manager", "marketing_director", "project_manager",
		"superior", "sales_vp"}, f.Ruling.Or(Decided{}).Role.Or(""))
}

func (h *byHandRuling) firstInLine(so func(floor.AdvisorID) bool) floor.AdvisorID {
	if i := slices.IndexFunc(h.line, so); i >= 0 {
		return h.line[i]
	}
	return ""
}

func (h *byHandRuling) now() time.Time {
	last := h.f.Cust.LastVisitAt.Or(time.Time{}).In(h.zone)
	if h.told {
		return h.at
	}
	if t, closed := h.f.Deal.At.Value(); closed {
		return t.In(h.zone)
	}
	return last
}

// original finds in whose hands the customer is, and until when.
func (h *byHandRuling) original() {
	register, owner := h.f.Cust.Registrations, somebody(h.f.Cust.Owner)
	last, came := h.f.Cust.LastVisitAt.Value()
	last = last.In(h.zone)
	his := func(e Entry) bool { return e.Advisor.Or("") == owner }
	switch {
	case !h.before || owner != "" && !slices.ContainsFunc(register, his):
		h.holder.id = owner
	case h.anew:
		h.holder.id = registrant(h.f.before(), -1)
	case h.told:
		h.holder.id = h.keeper(h.at)
	case came:
		h.holder.id = h.keeper(endOfDay(last))
	default:
		h.holder.on = "cust.last_visit_at"
	}
	if !came {
		return
	}
	from := last
	if h.fromFirst && len(register) > 0 {
		from = clock(register[0].At, h.zone)
	}
	h.until = lastOfMonths(from, h.months)
	if !h.inside {
		h.until = startOfDay(h.until).Add(-time.Minute)
	}
	h.isProtected = h.holder.id != "" && !h.gone(h.holder.id) && !h.now().After(h.until)
}

// keeper is who kept the customer before an instant: the first registrant,
// unless a month went by without a visit.
func (h *byHandRuling) keeper(now time.Time) (keeps floor.AdvisorID) {
	var until time.Time
	for _, e := range inOrder(h.f.Cust.Registrations) {
		at := clock(e.At, h.zone)
		if !at.Before(now) {
			break
		}
		if keeps == "" || at.After(until) {
			keeps = e.Advisor.Or("")
		}
		until = protection(at, h.months, h.inside)
	}
	return keeps
}

func (h *byHandRuling) recognisedByHim() {
	recalled, shown := h.f.Answer.RecalledAdvisor.Or(""), h.f.Answer.ShownMessageFrom.Or("")
	byMessage := so(false)
	if shown != "" && !h.gone(shown) {
		byMessage = so(recalled == "" || h.gone(recalled)).or(h.holder.isnt(recalled))
	}
	var by who
	switch {
	case byMessage.is == verdictYes:
		by.id = shown
	case byMessage.is == verdictOpen:
		by.on = byMessage.on
	case !h.gone(recalled):
		by.id = recalled
	}
	known := h.unlimited || !h.before || h.isProtected && by.id == h.holder.id
	if known && (h.both || !h.introduced || h.heard) {
		h.named = by
	}
	h.sought = h.holder.id != "" && slices.Contains([]floor.AdvisorID{h.f.Answer.RequestedAdvisor.Or(""), recalled, shown}, h.holder.id)
}

// relatedOrSent finds whose relative he is, or whose customer sent him.
func (h *byHandRuling) relatedOrSent() {
	tie := h.f.Answer.AdvisorTie.Or(Tie{})
	if id := tie.Advisor.Or(""); !h.gone(id) && (h.kinds || tie.Tie.Or("") == "lineal") {
		h.kin = id
	}
	if stated := h.f.Answer.ReferralStated.Or(""); !h.introduced || stated != "" && stated != "arrival" {
		return
	}
	by := h.f.referrerOwner()
	a := h.f.Answer
	says := by == a.RequestedAdvisor.Or("") || by == a.RecalledAdvisor.Or("") || by == a.ShownMessageFrom.Or("")
	realised := h.somebodyNamed(by).RealisedReferral.Or(false)
	clear := says && realised || h.both && (says || realised)
	if by != "" && !h.gone(by) && clear || h.introducers && a.ReferrerAccompanies.Or(false) {
		h.credited = by
	}
}

func (h *byHandRuling) stated() bool {
	stated := h.f.Answer.ReferralStated.Or("")
	return h.introduced && (stated == "" || stated == "arrival")
}

func always() sure                         { return so(true) }
func (h *byHandRuling) protected() sure    { return so(h.isProtected) }
func (h *byHandRuling) isAskedFor() sure   { return so(h.askedFor != "") }
func (h *byHandRuling) isCredited() sure   { return so(h.credited != "") }
func (h *byHandRuling) isNamed() sure      { return h.named.somebody() }
func (h *byHandRuling) isKin() sure        { return so(h.kin != "") }
func (h *byHandRuling) neverStated() sure  { return so(h.f.Answer.ReferralStated.Or("") == "never") }
func (h *byHandRuling) isStated() sure     { return so(h.stated()) }
func (h *byHandRuling) ruledOwner() sure   { return so(h.ruled && h.decision().Owner.Or("") != "") }
func (h *byHandRuling) ruledServer() sure  { return so(h.ruled && h.decision().Server.Or("") != "") }
func (h *byHandRuling) ruledSplit() sure   { return so(h.ruled && h.decision().Split != nil) }
func (h *byHandRuling) decision() Decision { return h.f.Ruling.Or(Decided{}).Decision }
func (h *byHandRuling) current() floor.AdvisorID {
	return h.f.Svc.Server.Or("")
}

// anothers: he asks for one, and the register says that he is another's.
func (h *byHandRuling) anothers() sure {
	return so(h.askedFor != "" && h.isProtected && h.askedFor != h.holder.id && h.register)
}

func (h *byHandRuling) saidInService() sure {
	return so(h.introduced && h.f.Answer.ReferralStated.Or("") == "during_service")
}

func (h *byHandRuling) arrival() {
	h.ask()
	if h.open("二3.a", "", itsProtected, func() sure { return so(h.isProtected && h.holds) }) {
		h.protects(h.until)
		h.end()
	}
	if h.open("二1.a", "asked for another", itsOwner, h.anothers) {
		h.owns(h.holder.id, "holder")
		h.end()
	}
	if h.open("一6.a", "heard of him", itsLabel, func() sure {
		return so(h.askedFor != "" && h.f.Answer.BeenBefore.Or("") == "no" && !h.before)
	}) {
		h.label("caller")
		h.end()
	}
	h.receive("一6.a", "", "", who{id: h.askedFor}, "asked_for", "named", "returning")
	if h.open("一7(1).a", "", itsLabel|itsOwner|itsCredit, func() sure { return so(h.credited != "" && h.f.Answer.ReferrerAccompanies.Or(false)) }) {
		h.sentBy()
	}
	if h.open("A9", "", itsLabel|itsOwner|itsCredit, h.isCredited) {
		h.sentBy()
	}
	h.receive("一7(1).a", "received", "introduced", who{id: h.credited}, "", "referrer_owner", "")
	h.receive("一4(2)a.a", "", "named, away", h.named, "named", "owner", "returning")
	h.receive("一5.a", "", "kin, away", who{id: h.kin}, "kin", "kin", "kin")
	if h.open("二1.a", "", itsOwner, func() sure { return so(h.isProtected && h.holds) }) {
		h.owns(h.holder.id, "holder")
		h.end()
	}
	h.nobodys()
}

// ask puts the questions that have not been answered.
func (h *byHandRuling) ask() {
	a := h.f.Answer
	puts := func(row string, names []string, known ...bool) {
		h.row, h.variant, h.parts = row, "", nil
		for i, name := range names {
			if !known[i] {
				h.r.Ask, h.parts = append(h.r.Ask, name), append(h.parts, "ask."+name)
			}
		}
		h.end()
	}
	puts("一4.a", []string{"been_before", "staff_contacted"}, a.BeenBefore.Known(), a.StaffContacted.Known())
	if h.heard && h.askedFor == "" && a.RecalledAdvisor.Or("") == "" && a.ShownMessageFrom.Or("") == "" {
		puts("一4(2).a", []string{"recalled_advisor", "shown_message_from"}, a.RecalledAdvisor.Known(), a.ShownMessageFrom.Known())
	}
}

// receive gives the visitor to him whose he is, or in his absence to whoever
// stands in and tells him afterwards. With no name only the reception is ruled.
func (h *byHandRuling) receive(row, variant, absent string, him who, name, by, label string) {
	whose := itsOwner | itsLabel
	if name == "" {
		whose = 0
	}
	if h.open(row, variant, itsServer|whose, func() sure { return him.somebody().and(so(h.available(him.id))) }) {
		served := h.serves(him.id, name, by, "primary")
		h.whose(him.id, name, label)
		if served {
			h.turnOf(him.id, Keep)
		}
		h.end()
	}
	if name != "" && h.open(row, "away", whose, him.somebody) {
		h.whose(him.id, name, label)
		h.end()
	}
	substitute := h.turn
	if substitute == "" && h.noon {
		substitute = h.duty
	}
	if h.open("一6.b", absent, itsServer, func() sure { return him.somebody().and(so(substitute != "")) }) {
		served := h.serves(substitute, "stand_in", "turn", "substitute")
		if served {
			h.turnOf(substitute, h.standIn)
			h.informs(h.server(), him.id)
		}
		h.end()
	}
}

func (h *byHandRuling) whose(id floor.AdvisorID, name, label string) {
	if name == "" {
		return
	}
	h.owns(id, name)
	h.label(label)
}

func (h *byHandRuling) sentBy() {
	h.owns(h.credited, "credited_owner")
	h.label("referral")
	h.credits(true)
	h.end()
}

// nobodys receives a visitor who is nobody's to see.
func (h *byHandRuling) nobodys() {
	if h.open("一1.a", "in order", 0, func() sure {
		return h.isNamed().not().and(so(h.askedFor == "" && h.kin == "" && h.credited == "" && h.turn != "" && !h.noon))
	}) {
		h.cite()
	}
	if h.open("一2.a", "", itsLabel|itsServer|itsOwner, func() sure { return so(h.noon) }) {
		served := h.serves(h.duty, "duty", "lunch_duty", "primary")
		h.owns(map[string]floor.AdvisorID{"duty": h.duty, "turn": h.turn}[h.noonOwner], "A14")
		h.label("new")
		if served {
			h.turnOf(h.duty, Keep)
		}
		h.end()
	}
	due := func() sure { return so(h.turn != "") }
	if h.open("一7(2)a.a", "", itsLabel|itsServer|itsOwner|itsCredit, func() sure { return h.isStated().and(due()) }) {
		h.newcomer(h.turn, "turn", func() {
			h.owns(h.server(), "server")
			h.label("new")
			h.credits(true)
		})
	}
	if h.open("一7(2)a.a", "credit", itsLabel|itsCredit, h.isStated) {
		h.label("new")
		h.credits(true)
		h.end()
	}
	if h.open("一7(3).a", "", itsLabel|itsCredit, h.neverStated) {
		h.label("new")
		h.credits(false)
		h.end()
	}
	isNew := func() { h.label("new") }
	if h.open("一4(2)b.a", "", itsLabel|itsServer, func() sure { return so(h.heard).and(due()) }) {
		h.newcomer(h.turn, "turn", isNew)
	}
	if h.open("一4(1).a", "", itsLabel|itsServer, due) {
		h.newcomer(h.turn, "turn", isNew)
	}
	if soonest := h.firstInLine(h.present); h.open("all_busy", "", itsLabel|itsServer, func() sure { return so(soonest != "") }) {
		h.newcomer(soonest, "soonest", isNew)
	}
	if h.open("一4(1).a", "last", itsLabel|itsServer|itsOwner, always) {
		h.serves(h.turn, "turn", "", "")
		h.owns(h.server(), "server")
		h.label("new")
		h.end()
	}
}

// newcomer is received by turn, which uses the turn.
func (h *byHandRuling) newcomer(id floor.AdvisorID, name string, more func()) {
	served := h.serves(id, name, "turn", "primary")
	more()
	if served {
		h.turnOf(h.server(), Consume)
	}
	h.end()
}

// passedOver says what becomes of the turns of those before the server.
func (h *byHandRuling) passedOver() {
	if h.r.ServerBy != "turn" {
		return
	}
	for _, id := range h.line {
		if id == h.r.Server {
			return
		}
		if h.r.Turn[id] != "" {
			continue
		}
		a, here := h.somebodyNamed(id), h.present(id)
		off, busy := a.OffReason.Or(""), a.Busy.Or("")
		h.variant, h.parts = "", nil
		switch {
		case !here && (off == "leave" || off == "rest_day"):
			h.row = "一3.a"
			h.turnOf(id, Lapse)
		case h.causes && (!here && (off == "work" || off == "approved_errand") || busy == "work_matter"):
			h.row = "A3"
			h.turnOf(id, h.away)
		case !here || busy == "private_matter":
			h.row = "一1.a"
			h.turnOf(id, Lapse)
		default:
			h.row = "busy"
			h.turnOf(id, h.busy)
		}
		h.end()
	}
}

func (h *byHandRuling) registration() {
	register := h.f.Cust.Registrations
	if h.open("二2.a", "missed", itsValid, func() sure { return so(len(register) == 0) }) {
		h.take(partValid)
		h.r.Valid, h.r.Missing = Is(false), []string{"name", "phone"}
		h.requires(h.server(), "register_entry", "reception")
		h.end()
	}
	if h.open("二2.a", "this visit", 0, func() sure { return so(h.told && !h.enteredToday()) }) {
		h.requires(h.server(), "register_entry", "reception")
		h.end()
	}
	if h.open("二2.a", "", itsValid, always) {
		h.take(partValid)
		h.r.Valid = Is(true)
		h.end()
	}
	if h.open("二3.a", "", itsProtected, func() sure { return so(len(register) > 0) }) {
		latest := clock(register[0].At, h.zone)
		for _, e := range register {
			if at := clock(e.At, h.zone); at.After(latest) {
				latest = at
			}
		}
		h.protects(lastOfMonths(latest, h.months))
		h.end()
	}
	own := func(row, variant string, id floor.AdvisorID, name string, when func() sure) {
		if h.open(row, variant, itsOwner, when) {
			h.owns(id, name)
			h.end()
		}
	}
	says := func(row string, when sure) {
		if h.open(row, "", 0, func() sure { return when }) {
			h.cite()
		}
	}
	first := registrant(register, 0)
	own("二1.a", "asked for another", h.holder.id, "holder", h.anothers)
	own("一6.a", "", h.askedFor, "asked_for", h.isAskedFor)
	own("一7(1).a", "", h.credited, "credited_owner", h.isCredited)
	says("一7(2)b.a", h.saidInService().and(so(h.askedFor == "")))
	says("一7(2)a.a", so(h.stated() && h.credited == "" && h.askedFor == ""))
	says("一7(3).a", h.neverStated())
	own("一4(2)a.a", "", h.named.id, "named", h.isNamed)
	own("一5.a", "", h.kin, "kin", h.isKin)
	own("A14", "", first, "first", func() sure { return so(len(register) == 1 && somebody(h.f.Cust.Owner) == "" && first != "") })
	own("二1.a", "", h.holder.id, "holder", func() sure { return so(h.isProtected && h.holds) })
	own("A14", "not registered before", first, "first", func() sure { return so(first != "" && !h.before) })
	own("A14", "last", h.server(), "server", always)
}

// enteredToday reports whether this visit stands in the register.
func (h *byHandRuling) enteredToday() bool {
	return slices.ContainsFunc(h.f.Cust.Registrations, func(e Entry) bool { return sameDay(h.at, clock(e.At, h.zone)) })
}

// goesOn says who goes on with a reception, and whose the customer is.
func (h *byHandRuling) goesOn(row, variant string, when func() sure, server who, serverName, by, role string, owner who, ownerName string) {
	decides := itsServer
	if ownerName != "" {
		decides |= itsOwner
	}
	if serverName == "" {
		decides &^= itsServer
	}
	if !h.open(row, variant, decides, when) {
		return
	}
	if serverName != "" {
		h.serves(server.id, serverName, by, role)
	}
	if ownerName == "server" {
		owner.id = h.server()
	}
	if ownerName != "" {
		h.owns(owner.id, ownerName)
	}
	h.end()
}

func (h *byHandRuling) recognition() {
	current, asked, none := who{id: h.current()}, who{id: h.askedFor}, who{}
	if h.open("一7(2)b.a", "", itsServer|itsOwner|itsCredit, h.saidInService) {
		h.serves(current.id, "current", "current_keeps", "primary")
		h.owns(current.id, "current")
		h.credits(true)
		h.end()
	}
	if h.open("一7(3).a", "", itsCredit, h.neverStated) {
		h.credits(false)
		h.end()
	}
	if h.open("一7(1).a", "", itsOwner|itsCredit, h.isCredited) {
		h.owns(h.credited, "credited_owner")
		h.credits(true)
		h.end()
	}
	if h.open("一7(2)a.a", "", itsCredit, h.isStated) {
		h.credits(true)
		h.end()
	}
	h.goesOn("一6.a", "", func() sure { return so(h.available(h.askedFor)) }, asked, "asked_for", "named", "primary", none, "")
	h.goesOn("二1.a", "asked for another", h.anothers, none, "", "", "", h.holder, "holder")
	h.goesOn("一6.a", "whose", h.isAskedFor, none, "", "", "", asked, "asked_for")
	h.goesOn("一5.a", "", h.isKin, current, "current", "current_keeps", "substitute", who{id: h.kin}, "kin")
	h.goesOn("一4(2)a.a", "", func() sure { return h.isNamed().and(so(h.available(h.named.id))) }, h.named, "named", "handed_back", "primary", h.named, "named")
	h.goesOn("一4(2)a.a", "away", h.isNamed, current, "current", "current_keeps", "substitute", h.named, "named")
	h.goesOn("recognised", "", h.recognised, h.holder, "holder", "handed_back", "primary", none, "")
	h.goesOn("二1.a", "", h.protected, current, "current", "current_keeps", "", h.holder, "holder")
	h.goesOn("一4(1).a", "", always, current, "current", "current_keeps", "", none, "server")
}

func (h *byHandRuling) recognised() sure {
	by := h.f.Svc.Recognised.Or(Recognised{}).By.Or("")
	return so(h.isProtected && h.present(h.holder.id) && h.current() != h.holder.id && by != "" && by != "none" &&
		h.f.Svc.SwitchWish.Or("") != "stay_with_current" && h.handsBack)
}

// colliding: inside the month another closes, and the original was not asked for.
func (h *byHandRuling) colliding() bool {
	closer := h.f.Deal.Closer.Or("")
	return h.isProtected && closer != "" && closer != h.holder.id && !h.sought
}

// noticed: the original found out by the day of the deal.
func (h *byHandRuling) noticed() sure {
	claimed, found := h.f.Deal.ClaimAt.Value()
	if !found || h.asSameDay {
		return so(found)
	}
	closed, told := h.f.Deal.At.Value()
	if !told {
		return sure{verdictOpen, "deal.at"}
	}
	return so(calendarDays(closed.In(h.zone), claimed) <= 0)
}

// followUps are the times of the original's, written down before the visit.
func (h *byHandRuling) followUps() (latest time.Time, n int) {
	now := h.now()
	for _, l := range h.f.Cust.Followups {
		at := clock(l.At, h.zone)
		written := clock(l.RecordedAt, h.zone)
		if !l.RecordedAt.Known() {
			written = at
		}
		if l.Advisor.Or("") != h.holder.id || at.After(now) || written.Before(at) || written.After(now) {
			continue
		}
		if n++; n == 1 || at.After(latest) {
			latest = at
		}
	}
	return latest, n
}

// shares divides what a collision is about; at a deal that decides the owner too.
func (h *byHandRuling) shares(decides partSet) {
	colliding := so(h.colliding())
	if h.open("二3(1).a", "", itsBonus, func() sure { return colliding.and(so(h.apart).or(h.noticed().not())) }) {
		h.divides(bonus, h.timely["bonus"])
		h.end()
	}
	latest, n := h.followUps()
	inTime := colliding.and(h.noticed())
	divide := func(row, variant string, when func() sure, of map[string][2]Share, neglected bool) {
		if !h.open(row, variant, decides, when) {
			return
		}
		if decides&itsOwner != 0 {
			h.owns(h.holder.id, "holder")
		}
		h.divides(bonus, of["commission"])
		h.divides(commission, of["commission"])
		h.divides(performance, of["performance"])
		if neglected {
			h.marks("dereliction")
			h.marks("weak_followup")
		}
		h.end()
	}
	timely := func() sure {
		switch {
		case n == 0:
			return so(false)
		case h.untold:
			return sure{verdictOpen, "followup_interval_days"}
		}
		return so(calendarDays(latest, h.now()) <= h.interval)
	}
	divide("二3(1)a-ii.a", "", func() sure { return inTime.and(so(n == 0)) }, h.neglect, true)
	divide("二3(1)a-i.a", "", func() sure { return inTime.and(timely()) }, h.timely, false)
	divide("二3(1)a-ii.a", "long before", func() sure { return inTime }, h.neglect, true)
}

func (h *byHandRuling) collision() {
	closed, closer := h.f.Deal.Closed.Or(false), h.f.Deal.Closer.Or("")
	none, ruling := who{}, h.decision()
	if h.open("no_deal", "", itsSplit, func() sure { return so(!closed) }) {
		h.take(partSplit)
		h.end()
	}
	h.splitAsRuled()
	decided := who{id: ruling.Owner.Or("")}
	h.goesOn("ruled", "", h.ruledOwner, none, "", "", "", decided, "ruling.owner")
	h.goesOn("ruled", "who serves", h.ruledServer, who{id: ruling.Server.Or("")}, "ruling.server", "manager", "", none, "")
	h.goesOn("ruled", "who goes on", h.ruledOwner, decided, "ruling.owner", "manager", "", none, "")
	if h.open("二3.a", "", itsProtected, h.protected) {
		h.protects(h.until)
		h.end()
	}
	asked := who{id: h.askedFor}
	h.goesOn("二1.a", "asked for another", h.anothers, asked, "asked_for", "named", "", h.holder, "holder")
	h.goesOn("一6.a", "", h.isAskedFor, asked, "asked_for", "named", "", asked, "asked_for")
	h.goesOn("一4(2)a.a", "", h.isNamed, h.named, "named", "owner", "", h.named, "named")
	h.goesOn("一5.a", "", h.isKin, who{id: h.kin}, "kin", "kin", "", who{id: h.kin}, "kin")
	h.shares(itsMoney)
	if h.open("二3(1)b.a", "", itsOwner|itsNeeds, func() sure { return so(h.colliding() && h.f.Deal.ClaimAt.Or(time.Time{}) != time.Time{}) }) {
		h.owns(closer, "closer")
		h.manager(Text{})
		h.end()
	}
	h.goesOn("二1.a", "", h.protected, h.holder, "holder", "owner", "", h.holder, "holder")
	current := who{id: h.current()}
	h.goesOn("二1.a", "run out", func() sure { return so(current.id != "").and(h.holder.isnt(current.id)) }, current, "current", "current_keeps", "", current, "current")
	other := h.otherClaimant()
	h.goesOn("二1.a", "the other", other.somebody, other, "other", "", "", other, "other")
	if h.open("not_protected", "", itsMoney, func() sure { return so(closed && closer != "") }) {
		h.gives(closer, "closer", bonus, commission, performance)
		h.end()
	}
	if h.open("二1.a", "not proved", itsServer|itsOwner|itsSplit|itsNeeds, always) {
		h.take(partServer)
		h.take(partOwner)
		h.take(partSplit)
		h.manager(h.unproved)
		h.end()
	}
}

// otherClaimant is the only one beside the original.
func (h *byHandRuling) otherClaimant() who {
	if h.holder.on != "" && len(h.f.Svc.Parallel) > 0 {
		return h.holder
	}
	others := slices.DeleteFunc(slices.Clone(h.f.Svc.Parallel), func(id floor.AdvisorID) bool { return id == h.holder.id })
	if len(others) == 1 {
		return who{id: others[0]}
	}
	return who{}
}

func (h *byHandRuling) splitAsRuled() {
	if h.open("ruled", "shares", itsSplit, h.ruledSplit) && h.take(partSplit) {
		h.r.Split = append(h.r.Split, h.decision().Split...)
		h.end()
	}
}

func (h *byHandRuling) change() {
	asked, none := who{id: h.askedFor}, who{}
	h.goesOn("ruled", "", h.ruledServer, who{id: h.decision().Server.Or("")}, "ruling.server", "manager", "", none, "")
	h.goesOn("ruled", "whose", h.ruledOwner, none, "", "", "", who{id: h.decision().Owner.Or("")}, "ruling.owner")
	h.goesOn("change", "", h.isAskedFor, asked, "asked_for", "named", "", none, "")
	h.goesOn("二1.a", "", h.protected, none, "", "", "", h.holder, "holder")
	h.goesOn("一6.a", "", h.isAskedFor, none, "", "", "", asked, "asked_for")
	wish := h.f.Svc.SwitchWish.Or("")
	if h.open("change", "nobody asked for", itsNeeds, func() sure {
		return so((wish == "change_quality" || wish == "change_other") && h.askedFor == "" && !h.ruled && !h.decided.has(partNeeds))
	}) {
		h.manager(Text{})
		h.end()
	}
	owner := who{id: somebody(h.f.Cust.Owner)}
	h.goesOn("change", "on file", owner.somebody, none, "", "", "", owner, "owner")
	if h.open("change", "last", itsServer|itsOwner|itsSplit, always) {
		h.serves(h.current(), "current", "current_keeps", "")
		h.owns(h.server(), "server")
		h.take(partSplit)
		h.end()
	}
}

func (h *byHandRuling) deal() {
	closer, closed := h.f.Deal.Closer.Or(""), h.f.Deal.Closed
	notClosed := func() sure { return so(closed.Known() && !closed.Null() && !closed.Or(true)) }
	if h.open("no_deal", "", itsSplit, notClosed) {
		h.take(partSplit)
		h.end()
	}
	credit := func(row string, when func() sure, introducer bool) {
		if h.open(row, "", itsCredit, when) {
			h.credits(introducer)
			h.end()
		}
	}
	credit("一7(3).a", h.neverStated, false)
	credit("一7(2)b.a", h.saidInService, true)
	credit("一7(1).a", func() sure { return h.isCredited().and(so(h.f.Answer.ReferrerAccompanies.Or(false))) }, true)
	credit("一7(2)a.a", h.isStated, true)
	h.splitAsRuled()
	h.goesOn("ruled", "", h.ruledOwner, who{}, "", "", "", who{id: h.decision().Owner.Or("")}, "ruling.owner")
	if _, came := h.f.Cust.LastVisitAt.Value(); h.open("二3.a", "", itsProtected, func() sure { return so(came) }) {
		h.protects(h.until)
		h.end()
	}
	all := func(row, variant string, id floor.AdvisorID, name string, when func() sure, kinds partSet) {
		if !h.open(row, variant, itsOwner|kinds, when) {
			return
		}
		h.owns(id, name)
		for _, p := range []part{bonus, commission, performance} {
			if kinds&(1<<p) != 0 {
				h.gives(id, name, p)
			}
		}
		h.end()
	}
	all("二1.a", "his own", h.holder.id, "holder", func() sure { return so(h.isProtected && closer == h.holder.id) }, itsMoney)
	colliding := func() sure { return so(h.colliding()) }
	if h.open("二1.a", "", 0, colliding) {
		h.cite()
	}
	h.shares(itsOwner | itsMoney)
	if h.open("二3(1)b.a", "", itsOwner|itsWork|itsNeeds, func() sure {
		_, claimed := h.f.Deal.ClaimAt.Value()
		return colliding().and(so(claimed && !h.ruled))
	}) {
		h.owns(closer, "closer")
		h.gives(closer, "closer", commission, performance)
		h.manager(Text{})
		h.end()
	}
	all("A6", "", closer, "closer", colliding, itsWork)
	if h.open("一6.b", "", 0, func() sure { return so(h.askedFor != "" && closer != "" && closer != h.askedFor) }) {
		h.cite()
	}
	all("一4(2)a.a", "the original", h.holder.id, "holder", func() sure {
		return so(h.isProtected && h.sought && closer != "" && h.f.Answer.RequestedAdvisor.Or("") != h.holder.id)
	}, itsMoney)
	all("一6.a", "", h.askedFor, "asked_for", h.isAskedFor, itsMoney)
	all("一7(1).a", "whose", h.credited, "credited_owner", h.isCredited, itsMoney)
	all("一4(2)a.a", "", h.named.id, "named", h.isNamed, itsMoney)
	all("一5.a", "", h.kin, "kin", h.isKin, itsMoney)
	all("二1.a", "nothing closed", h.holder.id, "holder", func() sure { return notClosed().and(h.protected()) }, 0)
	owner := somebody(h.f.Cust.Owner)
	all("not_protected", "on file", owner, "owner", func() sure { return so(owner != "").and(so(!h.before).or(notClosed())) }, 0)
	all("no_deal", "whose", h.server(), "server", notClosed, 0)
	all("not_protected", "", closer, "closer", always, itsMoney)
}

func (h *byHandRuling) departure() {
	h.goesOn("ruled", "", h.ruledOwner, who{}, "", "", "", who{id: h.decision().Owner.Or("")}, "ruling.owner")
	owner := somebody(h.f.Cust.Owner)
	if h.open("leaver", "", itsOwner|itsNeeds, func() sure { return so(owner == "" || h.gone(owner)) }) {
		h.owns(ManagerToAssign, "")
		h.manager(Text{})
		h.end()
	}
	h.goesOn("leaver", "he is still here", always, who{}, "", "", "", who{id: owner}, "owner")
}

func (h *byHandRuling) duties() {
	period, current := h.f.Period.Or(""), h.current()
	if h.open("二2.a", "", 0, func() sure {
		missing := len(h.f.Cust.Registrations) == 0
		if h.told {
			missing = !h.enteredToday()
		}
		return so(period == "reception" && current != "" && missing)
	}) {
		h.requires(current, "register_entry", "reception")
		h.end()
	}
	if h.open("一6.b", "", 0, func() sure {
		return so(period == "reception" && h.askedFor != "" && current != "" && current != h.askedFor)
	}) {
		h.requires(current, "inform_original", "reception")
		h.informs(current, h.askedFor)
		h.end()
	}
	if h.open("二2.b", "", 0, func() sure { return so(period == "day") }) {
		h.requires("all", "daily_electronic_archive", "day")
		h.end()
	}
}
