// Package event names everything that can be journaled.
//
// An event says what happened, in the past tense, with what was known then: who,
// which visit, which clauses. It never holds a visitor's name or phone; those
// are in the vault, under the customer's id. Nothing is edited: a correction is
// an event that names what it corrects.
package event

import (
	"encoding/json"
	"fmt"
	"maps"

	"shouwen/core/floor"
)

// An Event is one thing that happened on the floor. Its Kind is spelled out
// rather than taken from the Go type, so that renaming a type cannot orphan ten years of records.
type Event interface{ Kind() string }

// Schema is the version of the shapes below. A field may be added under the
// same schema; a changed meaning needs a new one.
const Schema = 1

// The house and its people.
type (
	// HouseFounded is the first event of a site.
	HouseFounded struct {
		Name string       `json:"name"`
		Site floor.SiteID `json:"site"`
		Zone string       `json:"zone"`
		Demo bool         `json:"demo,omitempty"`
	}
	// AdvisorJoined puts an advisor on the staff.
	AdvisorJoined struct {
		Advisor floor.AdvisorID `json:"advisor"`
		Name    string          `json:"name"`
		Desk    string          `json:"desk,omitempty"`
	}
	// AdvisorDeparted takes him off it; his customers are ruled on one by one.
	AdvisorDeparted struct {
		Advisor   floor.AdvisorID `json:"advisor"`
		Status    string          `json:"status"` // left or dismissed
		Successor floor.AdvisorID `json:"successor,omitempty"`
	}
	// PINChosen says that a new PIN stands; the PIN's verifier is in the vault. An empty advisor is the manager.
	PINChosen struct {
		Advisor floor.AdvisorID `json:"advisor,omitempty"`
	}
	// BadgeIssued gives an advisor a badge; the one before it no longer opens anything.
	BadgeIssued struct {
		Advisor floor.AdvisorID `json:"advisor"`
		Code    string          `json:"code"`
	}
	// RulebookEnforced puts a rulebook in force from now.
	RulebookEnforced struct {
		ID         string            `json:"id"`
		Version    string            `json:"version"`
		Digest     string            `json:"digest"`
		Readings   map[string]string `json:"readings,omitempty"`
		Parameters map[string]any    `json:"parameters,omitempty"`
	}
	// NoticeRaised tells the manager of something: a rulebook that was refused, a printer that fails.
	NoticeRaised struct {
		Key  string            `json:"key"`
		Args map[string]string `json:"args,omitempty"`
	}
	// NoticeCleared says that the cause has gone.
	NoticeCleared struct {
		Key string `json:"key"`
	}
)

// The line.
type (
	// OrderArranged sets the order of the day.
	OrderArranged struct {
		Day   string            `json:"day"`
		Order []floor.AdvisorID `json:"order"`
	}
	// AdvisorSignedIn puts an advisor in the line.
	AdvisorSignedIn struct {
		Advisor floor.AdvisorID `json:"advisor"`
	}
	// AdvisorSignedOut takes him out of it for the day.
	AdvisorSignedOut struct {
		Advisor floor.AdvisorID `json:"advisor"`
	}
	// AdvisorSteppedOut says why he is not at his desk.
	AdvisorSteppedOut struct {
		Advisor floor.AdvisorID `json:"advisor"`
		Reason  floor.OutReason `json:"reason"`
	}
	// AdvisorSteppedBack ends that.
	AdvisorSteppedBack struct {
		Advisor floor.AdvisorID `json:"advisor"`
		Minutes float64         `json:"minutes"` // how long he was away
	}
	// LunchAssigned gives the lunch duty to an advisor, or to nobody.
	LunchAssigned struct {
		Advisor floor.AdvisorID `json:"advisor,omitempty"`
	}
	// TurnRuled is what a ruling did to an advisor's turn. Its kind on disk names the effect.
	TurnRuled struct {
		Effect  string          `json:"effect"` // used, made_up, kept, lapsed, owed, restored, suspended
		Advisor floor.AdvisorID `json:"advisor"`
		Visit   floor.VisitID   `json:"visit"`
		Clauses []string        `json:"clauses,omitempty"`
	}
)

// A visit.
type (
	// VisitOpened is a party at the touchscreen, with what it answered.
	VisitOpened struct {
		Visit    floor.VisitID    `json:"visit"`
		Number   int              `json:"number"`
		Day      string           `json:"day"`
		Code     string           `json:"code"`
		Customer floor.CustomerID `json:"customer"`
		Known    bool             `json:"known,omitempty"` // the customer was on file already
		Answers  floor.Answers    `json:"answers"`
		Consent  floor.Consent    `json:"consent,omitzero"`
		Referrer floor.CustomerID `json:"referrer,omitempty"`
	}
	// VisitRuled is a ruling: the facts that were read and what followed from them.
	VisitRuled struct {
		Visit    floor.VisitID    `json:"visit,omitempty"`
		Customer floor.CustomerID `json:"customer"`
		Moment   string           `json:"moment"`
		Facts    json.RawMessage  `json:"facts"`
		Ruling   json.RawMessage  `json:"ruling"`
	}
	// VisitAssigned says who serves, and why he.
	VisitAssigned struct {
		Visit  floor.VisitID   `json:"visit"`
		Server floor.AdvisorID `json:"server"`
		By     string          `json:"by"` // server_by of the ruling, or manager
		Role   string          `json:"role,omitempty"`
		Reason string          `json:"reason,omitempty"` // a manager's, in his words
	}
	// VisitCalled is a number called to a desk.
	VisitCalled struct {
		Visit  floor.VisitID   `json:"visit"`
		Server floor.AdvisorID `json:"server"`
	}
	// VisitClaimed is the slip taken by an advisor: service begins.
	VisitClaimed struct {
		Visit   floor.VisitID   `json:"visit"`
		Advisor floor.AdvisorID `json:"advisor"`
		How     string          `json:"how"` // scanner, page or corner
	}
	// VisitRecognised is somebody recognising somebody during the reception.
	VisitRecognised struct {
		Visit   floor.VisitID   `json:"visit"`
		By      string          `json:"by"`
		Minutes float64         `json:"minutes"` // since the claim
		Wish    string          `json:"wish"`
		Of      floor.AdvisorID `json:"of,omitempty"` // whose customer it turned out to be
	}
	// VisitChangeAsked is a customer who wants another advisor.
	VisitChangeAsked struct {
		Visit     floor.VisitID   `json:"visit"`
		Wish      string          `json:"wish"` // change_quality or change_other
		Wanted    floor.AdvisorID `json:"wanted,omitempty"`
		Confirmed bool            `json:"confirmed,omitempty"` // the manager found the service at fault
	}
	// VisitHandedOver is a change of server during the reception.
	VisitHandedOver struct {
		Visit floor.VisitID   `json:"visit"`
		From  floor.AdvisorID `json:"from"`
		To    floor.AdvisorID `json:"to"`
		Why   string          `json:"why"` // handed_back, handed_over, taken_over, change, manager
	}
	// VisitIdentified says that the visit's customer was on file under another id.
	VisitIdentified struct {
		Visit    floor.VisitID    `json:"visit"`
		Customer floor.CustomerID `json:"customer"`
		Former   floor.CustomerID `json:"former"`
	}
	// VisitFinished ends the reception.
	VisitFinished struct {
		Visit   floor.VisitID   `json:"visit"`
		Advisor floor.AdvisorID `json:"advisor"`
	}
	// VisitLeft ends a visit that nobody served.
	VisitLeft struct {
		Visit floor.VisitID `json:"visit"`
	}
)

// The customer's file.
type (
	// CustomerRegistered is an entry in the ownership register.
	CustomerRegistered struct {
		Customer floor.CustomerID `json:"customer"`
		Visit    floor.VisitID    `json:"visit"`
		Advisor  floor.AdvisorID  `json:"advisor"`
		HasName  bool             `json:"has_name"`
		HasSex   bool             `json:"has_sex"`
		HasPhone bool             `json:"has_phone"`
		HasNeed  bool             `json:"has_need"`
		Consent  floor.Consent    `json:"consent,omitzero"`
	}
	// OwnerRuled says whose customer a person is from now.
	OwnerRuled struct {
		Customer floor.CustomerID `json:"customer"`
		Visit    floor.VisitID    `json:"visit,omitempty"`
		Owner    floor.AdvisorID  `json:"owner"`
		Former   floor.AdvisorID  `json:"former,omitempty"`
		Clauses  []string         `json:"clauses,omitempty"`
	}
	// FollowUpLogged is one contact after the visit; what was said is in the vault.
	FollowUpLogged struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
		Channel  string           `json:"channel"` // phone, message, visit
	}
	// CallLogged is a caller, before any visit.
	CallLogged struct {
		Customer   floor.CustomerID `json:"customer"`
		Advisor    floor.AdvisorID  `json:"advisor"`
		Registered bool             `json:"registered"`
	}
	// ReferralRecorded says who introduced the customer.
	ReferralRecorded struct {
		Customer floor.CustomerID `json:"customer"`
		Referrer floor.CustomerID `json:"referrer"`
		Owner    floor.AdvisorID  `json:"owner,omitempty"` // the introducer's, then
		Credited bool             `json:"credited,omitempty"`
	}
	// DealRecorded is an order, a deposit or a contract.
	DealRecorded struct {
		Customer  floor.CustomerID `json:"customer"`
		Visit     floor.VisitID    `json:"visit"`
		Closer    floor.AdvisorID  `json:"closer"`
		Stage     string           `json:"stage"` // ordered, deposit_paid, owner
		SameVisit bool             `json:"same_visit"`
	}
	// DealClaimed is another advisor saying that the customer was his.
	DealClaimed struct {
		Customer floor.CustomerID `json:"customer"`
		Visit    floor.VisitID    `json:"visit"`
		Advisor  floor.AdvisorID  `json:"advisor"`
	}
	// ManagerRuled is a decision by the person entitled to decide, with his reason.
	ManagerRuled struct {
		Visit    floor.VisitID    `json:"visit,omitempty"`
		Customer floor.CustomerID `json:"customer"`
		Role     string           `json:"role"`
		Owner    floor.AdvisorID  `json:"owner,omitempty"`
		Server   floor.AdvisorID  `json:"server,omitempty"`
		Reason   string           `json:"reason"`
	}
)

// The slip and the day.
type (
	// SlipRequested comes before anything prints.
	SlipRequested struct {
		Visit   floor.VisitID `json:"visit"`
		Job     string        `json:"job"`
		Reprint bool          `json:"reprint,omitempty"`
	}
	// SlipSent comes before the first byte goes to the printer.
	SlipSent struct {
		Visit floor.VisitID `json:"visit"`
		Job   string        `json:"job"`
	}
	// SlipEnded is what became of a print job: confirmed, unknown, failed or withdrawn.
	SlipEnded struct {
		Visit   floor.VisitID `json:"visit"`
		Job     string        `json:"job"`
		Outcome string        `json:"outcome"`
		Reason  string        `json:"reason,omitempty"` // phrase key
	}
	// DayBegun opens a business day, before the first thing that happens on it.
	DayBegun struct {
		Day string `json:"day"`
	}
	// DaySealed closes a day with the digest that its log prints.
	DaySealed struct {
		Day    string `json:"day"`
		First  uint64 `json:"first"` // first record of the day
		Last   uint64 `json:"last"`  // the record before this one
		Digest string `json:"digest"`
	}
)

// Kind spells the event for the disk.
func (HouseFounded) Kind() string       { return "house.founded" }
func (AdvisorJoined) Kind() string      { return "advisor.joined" }
func (AdvisorDeparted) Kind() string    { return "advisor.departed" }
func (PINChosen) Kind() string          { return "pin.chosen" }
func (BadgeIssued) Kind() string        { return "badge.issued" }
func (RulebookEnforced) Kind() string   { return "rulebook.enforced" }
func (NoticeRaised) Kind() string       { return "notice.raised" }
func (NoticeCleared) Kind() string      { return "notice.cleared" }
func (OrderArranged) Kind() string      { return "order.arranged" }
func (AdvisorSignedIn) Kind() string    { return "advisor.signed_in" }
func (AdvisorSignedOut) Kind() string   { return "advisor.signed_out" }
func (AdvisorSteppedOut) Kind() string  { return "advisor.stepped_out" }
func (AdvisorSteppedBack) Kind() string { return "advisor.stepped_back" }
func (LunchAssigned) Kind() string      { return "lunch.assigned" }
func (e TurnRuled) Kind() string        { return "turn." + e.Effect }
func (VisitOpened) Kind() string        { return "visit.opened" }
func (VisitRuled) Kind() string         { return "visit.ruled" }
func (VisitAssigned) Kind() string      { return "visit.assigned" }
func (VisitCalled) Kind() string        { return "visit.called" }
func (VisitClaimed) Kind() string       { return "visit.claimed" }
func (VisitRecognised) Kind() string    { return "visit.recognised" }
func (VisitChangeAsked) Kind() string   { return "visit.change_asked" }
func (VisitHandedOver) Kind() string    { return "visit.handed_over" }
func (VisitIdentified) Kind() string    { return "visit.identified" }
func (VisitFinished) Kind() string      { return "visit.finished" }
func (VisitLeft) Kind() string          { return "visit.left" }
func (CustomerRegistered) Kind() string { return "customer.registered" }
func (OwnerRuled) Kind() string         { return "owner.ruled" }
func (FollowUpLogged) Kind() string     { return "followup.logged" }
func (CallLogged) Kind() string         { return "call.logged" }
func (ReferralRecorded) Kind() string   { return "referral.recorded" }
func (DealRecorded) Kind() string       { return "deal.recorded" }
func (DealClaimed) Kind() string        { return "deal.claimed" }
func (ManagerRuled) Kind() string       { return "manager.ruled" }
func (SlipRequested) Kind() string      { return "slip.requested" }
func (SlipSent) Kind() string           { return "slip.sent" }
func (SlipEnded) Kind() string          { return "slip.ended" }
func (DayBegun) Kind() string           { return "day.begun" }
func (DaySealed) Kind() string          { return "day.sealed" }

// reader decodes the body of one kind.
type reader func([]byte) (Event, error)

func read[E Event](body []byte) (Event, error) {
	var e E
	err := json.Unmarshal(body, &e)
	return e, err
}

// readers lists how each kind is read.
func readers() map[string]reader {
	all := map[string]reader{}
	for _, some := range []map[string]reader{floorReaders(), fileReaders(), processReaders()} {
		maps.Copy(all, some)
	}
	return all
}

// floorReaders lists how what happens on the floor is read, written out.
func floorReaders() map[string]reader {
	return map[string]reader{
		"house.founded": read[HouseFounded], "advisor.joined": read[AdvisorJoined],
		"advisor.departed": read[AdvisorDeparted], "pin.chosen": read[PINChosen],
		"badge.issued": read[BadgeIssued], "rulebook.enforced": read[RulebookEnforced],
		"notice.raised": read[NoticeRaised], "notice.cleared": read[NoticeCleared],
		"order.arranged": read[OrderArranged], "advisor.signed_in": read[AdvisorSignedIn],
		"advisor.signed_out": read[AdvisorSignedOut], "advisor.stepped_out": read[AdvisorSteppedOut],
		"advisor.stepped_back": read[AdvisorSteppedBack], "lunch.assigned": read[LunchAssigned],
		"turn.used": read[TurnRuled], "turn.made_up": read[TurnRuled], "turn.kept": read[TurnRuled],
		"turn.lapsed": read[TurnRuled], "turn.owed": read[TurnRuled], "turn.restored": read[TurnRuled],
		"turn.suspended": read[TurnRuled], "visit.opened": read[VisitOpened], "visit.ruled": read[VisitRuled],
		"visit.assigned": read[VisitAssigned], "visit.called": read[VisitCalled], "visit.claimed": read[VisitClaimed],
		"visit.recognised": read[VisitRecognised], "visit.change_asked": read[VisitChangeAsked], "visit.handed_over": read[VisitHandedOver],
		"visit.identified": read[VisitIdentified], "visit.finished": read[VisitFinished], "visit.left": read[VisitLeft],
		"customer.registered": read[CustomerRegistered], "owner.ruled": read[OwnerRuled],
		"followup.logged": read[FollowUpLogged], "call.logged": read[CallLogged],
		"referral.recorded": read[ReferralRecorded], "deal.recorded": read[DealRecorded],
		"deal.claimed": read[DealClaimed], "manager.ruled": read[ManagerRuled],
		"slip.requested": read[SlipRequested], "slip.sent": read[SlipSent], "slip.ended": read[SlipEnded], "day.sealed": read[DaySealed],
		"day.begun": read[DayBegun],
	}
}

// A Reader turns the bodies of records back into events.
type Reader struct{ by map[string]reader }

// NewReader returns a reader of every kind.
func NewReader() Reader { return Reader{readers()} }

// Kinds lists every kind that can be read, in no order.
func (r Reader) Kinds() []string {
	kinds := make([]string, 0, len(r.by))
	for kind := range r.by {
		kinds = append(kinds, kind)
	}
	return kinds
}

// Read decodes a body. A kind that this program does not know, or a schema
// newer than Schema, is a fault: the journal was written by a newer program.
func (r Reader) Read(kind string, schema int, body []byte) (Event, error) {
	decode, ok := r.by[kind]
	if !ok || schema > Schema {
		return nil, fmt.Errorf("event: read %s: schema %d is not known to this program (it knows up to %d)", kind, schema, Schema)
	}
	e, err := decode(body)
	if err != nil {
		return nil, fmt.Errorf("event: read %s: %w", kind, err)
	}
	return e, nil
}
