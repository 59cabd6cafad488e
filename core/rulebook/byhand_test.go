package rulebook

import (
	"slices"
	"time"

	"shouwen/core/floor"
)

// byHand is the rulebook sms-1month-collision as somebody would write it
// straight in Go: what its conditions say in code, and nothing else read from
// the book than its switches and its sentences. It is what the engine's
// rulings and its speed are measured against.
type byHand struct {
	ref                          BookRef
	zone                         *time.Location
	texts                        map[string]Text
	unproved                     Text // why nobody is ruled on whose claim nothing proves
	months, interval             int
	untold                       bool // no interval has been said
	fromFirst, inside            bool
	timely, neglect              map[string][2]Share // original, closer
	holds, causes, apart         bool                // A1, A2, A5
	asSameDay, anew, both        bool                // A6, A8, A9
	introducers, register, kinds bool                // A10, A11, A12
	unlimited, handsBack         bool                // A13, recognised
	away, busy, standIn          Turn                // A3, busy, stand_in
	noonOwner                    string              // A14: duty or turn
}

// sharesOf reads one group of shares, in the order original, closer.
func sharesOf(p *parameter) map[string][2]Share {
	out := map[string][2]Share{}
	for _, kind := range []string{"performance", "commission", "bonus"} {
		his, _ := p.share([]string{kind, "0"})
		others, _ := p.share([]string{kind, "1"})
		out[kind] = [2]Share{his, others}
	}
	return out
}

func newByHand(b *Book) *byHand {
	zone, err := b.zone("")
	if err != nil {
		panic(err)
	}
	reads := func(id, word string) bool { return b.readings[id].choice == word }
	h := &byHand{
		ref: BookRef{b.id, b.version, b.digest}, zone: zone, texts: map[string]Text{},
		months:    b.parameters["protect_months"].value.(int),
		fromFirst: b.parameters["protect_from"].value == "first visit",
		inside:    b.parameters["boundary"].value == "inclusive" && reads("A7", "inside"),
		timely:    sharesOf(b.parameters["split_timely"]), neglect: sharesOf(b.parameters["split_neglect"]),
		holds: reads("A1", "protection_holds"), causes: reads("A2", "without_cause"), apart: reads("A5", "separate"),
		asSameDay: reads("A6", "as_same_day"), anew: reads("A8", "latest_starts_anew"), both: reads("A9", "both"),
		introducers: reads("A10", "introducers"), register: reads("A11", "register"), kinds: reads("A12", "all_ties"),
		unlimited: reads("A13", "unlimited"), handsBack: reads("recognised", "original"),
		away: Turn(b.readings["A3"].choice), busy: Turn(b.readings["busy"].choice), standIn: Turn(b.readings["stand_in"].choice),
		noonOwner: b.readings["A14"].choice,
	}
	h.interval, h.untold = 0, b.parameters["followup_interval_days"].value == nil
	if !h.untold {
		h.interval = b.parameters["followup_interval_days"].value.(int)
	}
	for _, m := range append(Moments(), passing) {
		for _, c := range b.moments[m] {
			h.texts[c.row] = c.text
			if c.row == "二1.a" && c.variant == "not proved" {
				h.unproved = Text{c.then.needs.ZH, c.then.needs.EN}
			}
		}
	}
	return h
}

// A sure is whether something is so; with a verdictOpen, on is the fact that
// nobody knows.
type sure struct {
	is verdict
	on string
}

func so(is bool) sure {
	if is {
		return sure{is: verdictYes}
	}
	return sure{is: verdictNo}
}

// and is so if both are; one that is not settles it.
func (s sure) and(other sure) sure {
	if s.is == verdictNo || other.is == verdictYes {
		return s
	}
	if other.is == verdictNo || s.is == verdictYes {
		return other
	}
	return s
}

func (s sure) or(other sure) sure {
	if s.is == verdictYes || other.is == verdictNo {
		return s
	}
	if other.is == verdictYes || s.is == verdictNo {
		return other
	}
	return s
}

func (s sure) not() sure {
	switch s.is {
	case verdictYes:
		s.is = verdictNo
	case verdictNo:
		s.is = verdictYes
	}
	return s
}

// A who is a person, or nobody knows which for want of the fact on.
type who struct {
	id floor.AdvisorID
	on string
}

func (w who) somebody() sure {
	if w.on != "" {
		return sure{verdictOpen, w.on}
	}
	return so(w.id != "")
}

func (w who) isnt(id floor.AdvisorID) sure {
	if w.on != "" {
		return sure{verdictOpen, w.on}
	}
	return so(w.id != id)
}

// byHandRuling is one ruling in the making.
type byHandRuling struct {
	*byHand
	f    *Facts
	line []floor.AdvisorID
	at   time.Time // of the visit, where it is given

	// who is who, and what recurs
	askedFor, credited, kin, turn, duty    floor.AdvisorID
	holder, named                          who
	isProtected, before, heard, introduced bool
	told, noon, ruled, sought              bool
	until                                  time.Time // of protection, where it is protected or there was a visit

	r       Ruling
	decided partSet
	row     string
	variant string
	parts   []string
}

func (h *byHandRuling) somebodyNamed(id floor.AdvisorID) Advisor { a, _ := h.f.advisor(id); return a }

func (h *byHandRuling) gone(id floor.AdvisorID) bool {
	status := h.somebodyNamed(id).Status.Or("")
	return id != "" && (status == "left" || status == "dismissed")
}

func (h *byHandRuling) present(id floor.AdvisorID) bool {
	a := h.somebodyNamed(id)
	here, said := a.OnSite.Value()
	off := a.OffReason.Or("")
	return id != "" && (!said || here) && (here || off == "" || off == "none") && !h.gone(id)
}

func (h *byHandRuling) available(id floor.AdvisorID) bool {
	busy := h.somebodyNamed(id).Busy.Or("")
	return (busy == "" || busy == "free") && h.present(id)
}

// open begins a clause. It reports whether the clause answers: what it would
// decide is still to be decided, and its condition holds. What a condition
// leaves open is left to the manager.
func (h *byHandRuling) open(row, variant string, decides partSet, when func() sure) bool {
	if len(h.r.Ask) > 0 {
		return false
	}
	if own := decides &^ (1 << partNeeds); own != 0 && own&^h.decided.whole() == 0 {
		return false
	}
	h.row, h.variant, h.parts = row, variant, nil
	switch c := when(); c.is {
	case verdictYes:
		return true
	case verdictOpen:
		if decides != 0 {
			h.leave(decides, c.on)
		}
	}
	return false
}

// leave hands what a clause would have decided to the manager.
func (h *byHandRuling) leave(decides partSet, on string) {
	for _, p := range []part{partLabel, partServer, partOwner, bonus, commission, performance, partSplit, partCredit, partValid, partProtected} {
		if decides&(1<<p) != 0 && !h.decided.has(p) {
			h.decided |= 1 << p
			h.parts = append(h.parts, p.String())
		}
	}
	h.needs("manager", h.texts[h.row], on)
	h.parts = append(h.parts, "needs_ruling")
	h.cite()
}

func (h *byHandRuling) needs(role string, why Text, on string) {
	if h.r.NeedsRuling == nil {
		h.r.NeedsRuling = &NeedsRuling{role, h.row, why, on}
	}
	h.decided |= 1 << partNeeds
}

// nobody leaves what was to be a person to the manager.
func (h *byHandRuling) nobody(name string) {
	h.needs("manager", h.texts[h.row], name)
	h.parts = append(h.parts, "needs_ruling")
}

// manager asks for a ruling where the clause itself says so.
func (h *byHandRuling) manager(why Text) {
	if h.decided.has(partNeeds) {
		return
	}
	if why == (Text{}) {
		why = h.texts[h.row]
	}
	h.nobody("")
	if h.r.NeedsRuling.Clause == h.row {
		h.r.NeedsRuling.Why = why
	}
}

func (h *byHandRuling) take(p part) bool {
	if h.decided.has(p) {
		return false
	}
	h.decided |= 1 << p
	h.parts = append(h.parts, p.String())
	return true
}

// cite ends a clause that says something.
func (h *byHandRuling) cite() {
	for i := range h.r.Clauses {
		if at := &h.r.Clauses[i]; at.Row == h.row {
			for _, p := range h.parts {
				if !slices.Contains(at.Parts, p) {
					at.Parts = append(at.Parts, p)
				}
			}
			return
		}
	}
	h.r.Clauses = append(h.r.Clauses, Cited{h.row, h.variant, h.texts[h.row], h.parts})
}

// end cites the clause if it said anything.
func (h *byHandRuling) end() {
	if len(h.parts) > 0 {
		h.cite()
	}
}

func (h *byHandRuling) label(is string) {
	if h.take(partLabel) {
		h.r.Label = is
	}
}

// serves says who serves; it reports whether what goes with serving is said too.
func (h *byHandRuling) serves(id floor.AdvisorID, name, by, role string) bool {
	if !h.take(partServer) {
		return false
	}
	if id == "" {
		h.nobody(name)
		return false
	}
	h.r.Server, h.r.ServerBy, h.r.Role = id, by, role
	return true
}

func (h *byHandRuling) owns(id floor.AdvisorID, name string) {
	switch {
	case !h.take(partOwner):
	case id == "":
		h.nobody(name)
	default:
		h.r.Owner, h.r.OwnerWhy = id, []string{h.row}
	}
}

// server is who serves by this ruling, or serves already.
func (h *byHandRuling) server() floor.AdvisorID {
	if h.r.Server != "" {
		return h.r.Server
	}
	return h.f.Svc.Server.Or("")
}

func (h *byHandRuling) turnOf(id floor.AdvisorID, what Turn) {
	if h.r.Turn[id] != "" || id == "" {
		return
	}
	if h.r.Turn == nil {
		h.r.Turn = map[floor.AdvisorID]Turn{}
	}
	h.r.Turn[id] = what
	h.parts = append(h.parts, "turn."+string(id))
}

func (h *byHandRuling) informs(from, to floor.AdvisorID) {
	if from != "" && to != "" && from != to {
		h.r.Notify = append(h.r.Notify, Notify{string(from), string(to), "afterwards", "inform_original"})
		h.parts = append(h.parts, "notify."+string(to))
	}
}

func (h *byHandRuling) requires(who floor.AdvisorID, what, deadline string) {
	if who != "" {
		h.r.Require = append(h.r.Require, Require{Who: string(who), What: what, Deadline: deadline})
		h.parts = append(h.parts, "require."+what)
	}
}

func (h *byHandRuling) marks(kind string) {
	h.r.Mark = append(h.r.Mark, Mark{string(h.holder.id), kind})
	h.parts = append(h.parts, "mark."+kind)
}

// credits the introducer, or nobody.
func (h *byHandRuling) credits(introducer bool) {
	if !h.take(partCredit) {
		return
	}
	h.r.ReferralCredit = None[floor.CustomerID]()
	if id := h.f.referrer(); introducer && id != "" {
		h.r.ReferralCredit = Is(id)
	}
}

func (h *byHandRuling) protects(until time.Time) {
	if h.take(partProtected) {
		h.r.ProtectedUntil = Is(until.Truncate(time.Second))
	}
}

// divides one kind of money between the original and the closer.
func (h *byHandRuling) divides(kind part, shares [2]Share) {
	if !h.take(kind) {
		return
	}
	is := Split{kind.String()[len("split."):], map[floor.AdvisorID]Share{}}
	for i, id := range []floor.AdvisorID{h.holder.id, h.f.Deal.Closer.Or("")} {
		if shares[i].Rat().Sign() > 0 {
			is.Shares[id] = Share(shares[i].Rat().RatString())
		}
	}
	h.r.Split = append(h.r.Split, is)
}

const (
	performance = partKinds + iota
	commission
	bonus
)

// gives kinds of money whole to one.
func (h *byHandRuling) gives(id floor.AdvisorID, name string, kinds ...part) {
	for _, kind := range kinds {
		if !h.take(kind) {
			continue
		}
		if id == "" {
			h.nobody(name)
			continue
		}
		h.r.Split = append(h.r.Split, Split{kind.String()[len("split."):], map[floor.AdvisorID]Share{id: "1"}})
	}
}
