package desk

import (
	"encoding/json"
	"fmt"
	"slices"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/rotation"
	"shouwen/core/rulebook"
)

// judge puts the visit to the rulebook in force, without writing anything down.
func (t *tx) judge(m rulebook.Moment, f rulebook.Facts) (rulebook.Ruling, rulebook.Facts, error) {
	book, err := t.d.book()
	if err != nil {
		return rulebook.Ruling{}, f, err
	}
	r, err := book.Judge(m, f)
	for range 2 { // the first answers may open more questions
		if err == nil && m == rulebook.Arrival && r.Server == "" && len(r.Ask) > 0 {
			f.Answer = f.Answer.WalkedPast(r.Ask)
			r, err = book.Judge(m, f)
		}
	}
	if err != nil {
		return r, f, fmt.Errorf("desk: judge %s by %s: %w", m, book.ID(), err)
	}
	return r, f, nil
}

// record writes the ruling down, and carries out what it says of the owner and of turns.
func (t *tx) record(v *Visit, m rulebook.Moment, f rulebook.Facts, r rulebook.Ruling) {
	t.rule(v, m, f, r)
	t.follow(v, r)
}

// rule writes the ruling down with the facts that it read.
func (t *tx) rule(v *Visit, m rulebook.Moment, f rulebook.Facts, r rulebook.Ruling) {
	t.emit(event.VisitRuled{Visit: v.ID, Customer: v.Customer, Moment: string(m), Facts: spell(f), Ruling: spell(r)})
}

func spell(v any) json.RawMessage {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("%T cannot be spelled: %v", v, err))
	}
	return text
}

// follow turns a ruling into what happens to owner, turns and referral credit.
func (t *tx) follow(v *Visit, r rulebook.Ruling) {
	c := t.s.customer(v.Customer)
	if r.Owner != "" && r.Owner != rulebook.NoOwner && r.Owner != c.Owner {
		t.emit(event.OwnerRuled{Customer: c.ID, Visit: v.ID, Owner: r.Owner, Former: c.Owner, Clauses: decided(r, "owner")})
	}
	came := t.s.house.Line.Came(r.Server)
	for _, id := range t.inTurn(r.Turn) {
		effect := rotation.Effect(r.Turn[id])
		if t.stands(effect, id, v) || effect == rotation.Credit && t.s.house.Line.Credits[id] > 0 && !slices.Contains(came, id) {
			continue // a make-up turn that he cannot serve now stays owed; it is not owed twice
		}
		t.emit(event.TurnRuled{Effect: t.effectName(effect, id), Advisor: id, Visit: v.ID, Clauses: decided(r, "turn."+string(id))})
	}
	if who, ok := r.ReferralCredit.Value(); ok && (c.ReferredBy == nil || c.ReferredBy.Referrer != who || !c.ReferredBy.Credited) {
		t.emit(event.ReferralRecorded{Customer: c.ID, Referrer: who, Owner: t.ownerOf(who), Credited: true})
	}
	t.tell(v, r)
}

// stands reports whether an effect says only what is so already: a visit uses
// one turn of an advisor, however often it is ruled on, and a turn that was not
// taken cannot be put back.
func (t *tx) stands(effect rotation.Effect, id floor.AdvisorID, v *Visit) bool {
	took := t.s.house.Line.Took(id, v.ID)
	return effect == rotation.Consume && took || effect == rotation.Restore && !took
}

// tell lets the manager know that a ruling is his.
func (t *tx) tell(v *Visit, r rulebook.Ruling) {
	if r.NeedsRuling != nil {
		t.emit(event.NoticeRaised{Key: "notice.ruling", Args: map[string]string{
			argVisit: string(v.ID), "number": number(v.Number), "clause": r.NeedsRuling.Clause}})
	}
}

func (t *tx) ownerOf(id floor.CustomerID) floor.AdvisorID {
	if c := t.s.customer(id); c != nil {
		return c.Owner
	}
	return ""
}

// inTurn lists the advisors whose turn a ruling touches, as turns fall due, so
// that those who were passed over go behind before the one who served.
func (t *tx) inTurn(turn map[floor.AdvisorID]rulebook.Turn) []floor.AdvisorID {
	var out []floor.AdvisorID
	for _, id := range t.s.house.Line.InTurn() {
		if _, ok := turn[id]; ok {
			out = append(out, id)
		}
	}
	rest := make([]floor.AdvisorID, 0, len(turn))
	for id := range turn {
		if !slices.Contains(out, id) {
			rest = append(rest, id)
		}
	}
	slices.Sort(rest)
	return append(out, rest...)
}

// effectName is how the journal will name the effect, known before it is folded.
func (t *tx) effectName(e rotation.Effect, id floor.AdvisorID) string {
	switch e {
	case rotation.Consume:
		if t.s.house.Line.Credits[id] > 0 {
			return "made_up"
		}
		return "used"
	case rotation.Keep:
		return "kept"
	case rotation.Lapse:
		return "lapsed"
	case rotation.Credit:
		return "owed"
	case rotation.Restore:
		return "restored"
	}
	return "suspended"
}

// decided returns the rows that decided a part of the ruling.
func decided(r rulebook.Ruling, part string) []string {
	var rows []string
	for _, c := range r.Clauses {
		if slices.Contains(c.Parts, part) {
			rows = append(rows, c.Row)
		}
	}
	return rows
}

// needsRuling reads from a recorded ruling whether a person must decide before anyone serves.
func needsRuling(text json.RawMessage) bool {
	r := readRuling(text)
	return r.NeedsRuling != nil && r.Server == ""
}

func readRuling(text json.RawMessage) rulebook.Ruling {
	var r rulebook.Ruling
	if err := json.Unmarshal(text, &r); err != nil {
		panic("desk: a recorded ruling cannot be read: " + err.Error())
	}
	return r
}

func number(n int) string { return fmt.Sprintf("%03d", n) }
