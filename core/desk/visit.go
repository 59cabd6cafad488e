package desk

import (
	"slices"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/rotation"
	"shouwen/core/rulebook"
	"shouwen/core/slip"
)

// An Opened is what the visitor is told.
type Opened struct {
	Visit     floor.VisitID
	Number    int
	Code      string          // of the slip
	Server    floor.AdvisorID // empty: somebody will come
	StandsFor floor.AdvisorID // whom he himself named and who cannot come; empty otherwise
	Referee   bool            // a person must rule first
	At        time.Time
}

// Open takes in a party: it finds the file, asks the rulebook who serves, and
// returns the number once it is on disk. The same key returns the same visit.
func (d *Desk) Open(stamp Stamp, answers floor.Answers, who floor.Person, consent floor.Consent) (Opened, error) {
	var out Opened
	err := d.do(stamp, func(t *tx) error {
		v, err := t.openVisit(answers, who, consent)
		if err != nil {
			return err
		}
		out = t.s.opened(v)
		return nil
	})
	if err == nil && out.Visit == "" {
		return d.again(stamp.Key)
	}
	return out, err
}

// again finds the visit that a key opened.
func (d *Desk) again(key string) (Opened, error) {
	d.mu.RLock()
	defer d.mu.RUnlock()
	for _, v := range d.state.visits {
		if v.Key == key {
			return d.state.opened(v), nil
		}
	}
	return Opened{}, floor.Refuse("refusal.visit.unknown")
}

func (s *state) opened(v *Visit) Opened {
	return Opened{Visit: v.ID, Number: v.Number, Code: v.Code, Server: v.Server, StandsFor: s.standsFor(v),
		Referee: v.Referee, At: v.OpenedAt}
}

// standsFor is the advisor whom the visitor named himself and who cannot come
// now. It hangs on what the visitor said and on what the board shows, never on the
// file: whose customer a phone number is must not be told.
func (s *state) standsFor(v *Visit) floor.AdvisorID {
	if v.Server == "" {
		return ""
	}
	a := v.Answers
	for _, p := range []floor.Pick{a.Requested, a.Appointment, a.Recalled, a.ShownMessage} {
		if p.Advisor != "" {
			if p.Advisor == v.Server || s.canCome(p.Advisor) {
				return ""
			}
			return p.Advisor
		}
	}
	return ""
}

// canCome reports whether the advisor is in, at his desk and with nobody.
func (s *state) canCome(id floor.AdvisorID) bool {
	a := s.advisors[id]
	return a != nil && a.In && a.Out == "" && s.serving(id) == nil
}

func (t *tx) openVisit(answers floor.Answers, who floor.Person, consent floor.Consent) (*Visit, error) {
	if t.s.house.Rulebook.ID == "" {
		return nil, floor.Refuse("refusal.house.unfounded")
	}
	if err := t.knownAdvisors(answers); err != nil {
		return nil, err
	}
	if err := t.knownSite(answers.OtherSiteID); err != nil {
		return nil, err
	}
	found, err := t.find(who, consent)
	if err != nil {
		return nil, err
	}
	e := event.VisitOpened{
		Visit: floor.VisitID(floor.NewID(t.stamp.At, t.d.set.Random)), Number: t.s.house.Numbers + 1, Day: t.s.house.Day,
		Code: slip.NewCode(t.d.set.Random), Customer: found.id, Known: found.known, Answers: answers,
		Consent: consent, Referrer: found.referrer,
	}
	t.emit(e)
	t.keep(found.puts...)
	v := t.s.visit(e.Visit)
	if found.shared {
		t.emit(event.NoticeRaised{Key: "notice.phone.shared", Args: map[string]string{"number": number(v.Number), argVisit: string(v.ID)}})
	}
	t.departed(v)
	t.arrive(v)
	t.settle()
	return v, nil
}

// unjudged is the ruling of a book that could not rule: the visitor has his
// number all the same, and a person decides.
func unjudged(m rulebook.Moment, fault error) rulebook.Ruling {
	why := rulebook.Text{ZH: "规则无法判断：" + fault.Error(), EN: "The rulebook could not rule: " + fault.Error()}
	return rulebook.Ruling{Moment: m, NeedsRuling: &rulebook.NeedsRuling{Role: "manager", Why: why}}
}

func (t *tx) knownAdvisors(a floor.Answers) error {
	for _, p := range []floor.Pick{a.Recalled, a.ShownMessage, a.Requested, a.Appointment, a.AdvisorTie} {
		if p.Advisor != "" && t.s.advisors[p.Advisor] == nil {
			return floor.Refuse("refusal.advisor.unknown")
		}
	}
	return nil
}

// departed rules on a customer whose owner has left the house, before he is received.
func (t *tx) departed(v *Visit) {
	owner := t.s.advisors[t.s.customer(v.Customer).Owner]
	if owner == nil || owner.Status == "active" {
		return
	}
	r, f, err := t.judge(rulebook.Departure, t.facts(v))
	if err != nil {
		r = unjudged(rulebook.Departure, err)
	}
	t.record(v, rulebook.Departure, f, r)
}

// arrive asks the rulebook who serves, and assigns him. While nobody can serve,
// or the one due by turn is with somebody else, the ruling is written once and
// nothing follows from it yet: the visit waits, and is judged again as soon as
// anybody is free, so that the one who has waited longest is never kept for one busy advisor.
func (t *tx) arrive(v *Visit) {
	first := len(v.Rulings) == 0
	r, f, err := t.judge(rulebook.Arrival, t.facts(v))
	if err != nil {
		r = unjudged(rulebook.Arrival, err)
	}
	waits := r.Server == "" || r.ServerBy == "turn" && !t.free(r.Server, v)
	if waits && !first {
		return
	}
	t.rule(v, rulebook.Arrival, f, r)
	if waits {
		t.tell(v, r)
		return
	}
	t.follow(v, r)
	t.emit(event.VisitAssigned{Visit: v.ID, Server: r.Server, By: r.ServerBy, Role: r.Role})
}

// settle calls who can be called, oldest first, and asks again for those for
// whom nobody was free.
func (t *tx) settle() {
	if !slices.ContainsFunc(t.s.staff(), func(a *advisor) bool { return t.free(a.ID, nil) }) {
		return // nobody can be called, so there is nothing to ask
	}
	for _, v := range t.s.today() {
		if v.State != floor.Waiting || v.Referee {
			continue
		}
		if v.Server == "" && len(v.Rulings) > 0 {
			t.arrive(v)
		}
		if v.Server != "" && t.free(v.Server, v) {
			t.emit(event.VisitCalled{Visit: v.ID, Server: v.Server})
		}
	}
}

// free reports whether the advisor can be called to the visit now.
func (t *tx) free(id floor.AdvisorID, v *Visit) bool {
	a := t.s.advisors[id]
	if a == nil || !a.In || a.Out != "" {
		return false
	}
	o := t.s.serving(id)
	return o == nil || v != nil && o.ID == v.ID || o.State == floor.Waiting
}

// release sends those who wait for an advisor back to the line, since nobody
// waits for an empty desk; a turn that was taken for them is put back.
func (t *tx) release(id floor.AdvisorID) {
	for _, v := range t.s.today() {
		if v.Server == id && (v.State == floor.Waiting || v.State == floor.Called) {
			t.restoreTurn(v)
			t.emitBy(floor.System, event.VisitAssigned{Visit: v.ID})
		}
	}
}

// Place gives a visit to an advisor by the manager's hand, with his reason.
func (d *Desk) Place(stamp Stamp, id floor.VisitID, to floor.AdvisorID, reason string) error {
	return d.do(stamp, func(t *tx) error {
		v, err := t.openOne(id)
		if err != nil {
			return err
		}
		if err := t.mustServe(to); err != nil {
			return err
		}
		if stamp.By.Role != floor.RoleManager {
			return floor.Refuse("refusal.manager.only")
		}
		if reason == "" {
			return floor.Refuse("refusal.reason.missing")
		}
		t.restoreTurn(v)
		if v.State == floor.Serving {
			t.emit(event.VisitHandedOver{Visit: v.ID, From: v.Server, To: to, Why: "manager"})
		} else {
			t.receives(v, to)
		}
		t.emit(event.VisitAssigned{Visit: v.ID, Server: to, By: "manager", Role: "primary", Reason: reason})
		t.settle()
		return nil
	})
}

// restoreTurn puts back the turn that the visit took, if it took one.
func (t *tx) restoreTurn(v *Visit) {
	if v.Server != "" && t.s.house.Line.Took(v.Server, v.ID) {
		t.emit(event.TurnRuled{Effect: t.effectName(rotation.Restore, v.Server), Advisor: v.Server, Visit: v.ID})
	}
}

// CallAgain calls a number once more.
func (d *Desk) CallAgain(stamp Stamp, id floor.VisitID) error {
	return d.do(stamp, func(t *tx) error {
		v, err := t.openOne(id)
		if err != nil {
			return err
		}
		if v.Server == "" {
			return floor.Refuse("refusal.visit.unassigned", "number", number(v.Number))
		}
		if v.State == floor.Serving {
			return floor.Refuse("refusal.visit.serving", "number", number(v.Number))
		}
		t.emit(event.VisitCalled{Visit: v.ID, Server: v.Server})
		return nil
	})
}

// Leave ends a visit that nobody served: the party went away.
func (d *Desk) Leave(stamp Stamp, id floor.VisitID) error {
	return d.do(stamp, func(t *tx) error {
		v, err := t.openOne(id)
		if err != nil {
			return err
		}
		if v.State == floor.Serving {
			return floor.Refuse("refusal.visit.serving", "number", number(v.Number))
		}
		t.restoreTurn(v)
		t.emit(event.VisitLeft{Visit: v.ID})
		t.settle()
		return nil
	})
}

// openOne returns a visit that is still going on, or refuses.
func (t *tx) openOne(id floor.VisitID) (*Visit, error) {
	v := t.s.visit(id)
	if v == nil {
		return nil, floor.Refuse("refusal.visit.unknown")
	}
	if !v.open() {
		return nil, floor.Refuse("refusal.visit.over", "number", number(v.Number))
	}
	return v, nil
}

// mustServe refuses an advisor who is not there to serve.
func (t *tx) mustServe(id floor.AdvisorID) error {
	a := t.s.advisors[id]
	switch {
	case a == nil || a.Status != "active":
		return floor.Refuse("refusal.advisor.unknown")
	case !a.In:
		return floor.Refuse("refusal.advisor.off", "advisor", a.Name)
	}
	return nil
}

// A Claimed says what a claim led to.
type Claimed struct {
	Visit  floor.VisitID
	Number int
	By     floor.AdvisorID
	Again  bool // he had claimed it already: nothing changed
}

// Claim takes the slip for an advisor: service begins. An empty advisor claims
// for the one who was assigned, as a slip scanned alone does. how is scanner,
// page or corner. One claim only: the same advisor's retry is harmless,
// another's is refused and says since when the visit is whose.
func (d *Desk) Claim(stamp Stamp, code string, by floor.AdvisorID, how string) (Claimed, error) {
	var out Claimed
	err := d.do(stamp, func(t *tx) error {
		v, err := t.byCode(code)
		if err != nil {
			return err
		}
		out, err = t.claim(v, by, how)
		return err
	})
	return out, err
}

func (t *tx) byCode(code string) (*Visit, error) {
	var id floor.VisitID
	if found, ok := t.s.codes[code]; ok {
		id = found
	} else if !t.s.fetch(keyCode+code, &id) {
		return nil, floor.Refuse("refusal.code.unknown")
	}
	v := t.s.visit(id)
	if v == nil {
		panic("a slip code names a visit that is not in the store")
	}
	if v.Day != floor.DayOf(t.stamp.At, t.s.zone) {
		return nil, floor.Refuse("refusal.code.expired", "day", v.Day)
	}
	return v, nil
}

func (t *tx) claim(v *Visit, by floor.AdvisorID, how string) (Claimed, error) {
	if by == "" {
		by = v.Assigned
	}
	if by == "" {
		return Claimed{}, floor.Refuse("refusal.visit.unassigned", "number", number(v.Number))
	}
	if v.State == floor.Serving && v.Server == by {
		return Claimed{Visit: v.ID, Number: v.Number, By: by, Again: true}, nil
	}
	if v.State == floor.Serving {
		return Claimed{}, floor.Refuse("refusal.code.used", "number", number(v.Number),
			"advisor", t.s.name(v.Server), "time", v.ClaimedAt.In(t.s.zone).Format("15:04"))
	}
	if !v.open() {
		return Claimed{}, floor.Refuse("refusal.visit.over", "number", number(v.Number))
	}
	if err := t.mustServe(by); err != nil {
		return Claimed{}, err
	}
	if other := t.s.serving(by); other != nil && other.State == floor.Serving {
		return Claimed{}, floor.Refuse("refusal.advisor.serving", "advisor", t.s.name(by), "number", number(other.Number))
	}
	if a := t.s.advisors[by]; a.Out != "" { // who takes a visitor is back
		t.emit(event.AdvisorSteppedBack{Advisor: by, Minutes: t.since(a.Since).Minutes()})
	}
	t.takeOver(v, by)
	t.emit(event.VisitClaimed{Visit: v.ID, Advisor: by, How: how})
	t.standsIn(v)
	t.settle()
	return Claimed{Visit: v.ID, Number: v.Number, By: by}, nil
}

// takeOver notes that another than the one assigned claims: who serves a new
// visitor has had a turn, so the turn that was taken goes back and the
// claimer's is used. The manager is told.
func (t *tx) takeOver(v *Visit, by floor.AdvisorID) {
	if v.Assigned == "" || v.Assigned == by {
		return
	}
	from := v.Server
	took := from != "" && t.s.house.Line.Took(from, v.ID)
	t.restoreTurn(v)
	t.receives(v, by)
	t.emit(event.VisitHandedOver{Visit: v.ID, From: from, To: by, Why: "taken_over"})
	if took {
		t.emit(event.TurnRuled{Effect: t.effectName(rotation.Consume, by), Advisor: by, Visit: v.ID})
	}
	t.emit(event.NoticeRaised{Key: "notice.taken_over", Args: map[string]string{
		argVisit: string(v.ID), "number": number(v.Number), "from": t.s.name(from), "to": t.s.name(by)}})
}

// receives gives a new customer to who really receives him. Who was merely due
// by the line has no claim of his own until then.
func (t *tx) receives(v *Visit, by floor.AdvisorID) {
	c := t.s.customer(v.Customer)
	decided := v.Decision != nil && v.Decision.Owner != ""
	if len(c.Registrations) > 0 || c.Owner == "" || c.Owner != v.Server || c.Owner == by || decided || !byLine(v) {
		return
	}
	t.emit(event.OwnerRuled{Customer: c.ID, Visit: v.ID, Owner: by, Former: c.Owner})
}

// byLine reports whether the arrival was ruled on by the line alone, so that
// the customer was to be whose turn it was.
func byLine(v *Visit) bool {
	for _, ruled := range slices.Backward(v.Rulings) {
		if ruled.Moment == string(rulebook.Arrival) {
			r := readRuling(ruled.Ruling)
			return r.Owner == r.Server && slices.Contains([]string{"turn", "lunch_duty", "last_in_rota", "any_free"}, r.ServerBy)
		}
	}
	return false
}

func (s *state) name(id floor.AdvisorID) string {
	if a := s.advisors[id]; a != nil {
		return a.Name
	}
	return string(id)
}
