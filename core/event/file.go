package event

import "shouwen/core/floor"

// What is entered in a customer's file beside his visits.
type (
	// CallDescribed says more of the call that was logged just before: whom the
	// caller asked for, and whether he was asked to come.
	CallDescribed struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
		Asked    floor.AdvisorID  `json:"asked,omitempty"`
		Invited  bool             `json:"invited,omitempty"`
	}
	// MeetingRecorded is an advisor's name beside a customer's in the manager's evening record.
	MeetingRecorded struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
	}
	// SummaryEntered is a line of the summary of intending customers, numbered by the day.
	SummaryEntered struct {
		Customer floor.CustomerID `json:"customer"`
		Day      string           `json:"day"`
		Number   int              `json:"number"`
	}
	// PriorRecorded is an advisor's own note of somebody, made before that one ever came.
	PriorRecorded struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
	}
	// VisitorAnnounced says beforehand that a newcomer will come, and through whom.
	VisitorAnnounced struct {
		Customer   floor.CustomerID `json:"customer"`
		Referrer   floor.CustomerID `json:"referrer,omitempty"`
		Advisor    floor.AdvisorID  `json:"advisor"`
		How        string           `json:"how,omitempty"` // phone or in_person
		Filed      bool             `json:"filed,omitempty"`
		CompanyTie string           `json:"company_tie,omitempty"` // staff_introduced or company_connection
	}
	// FollowUpDescribed says of the follow-up that was logged just before what
	// the form's back asks for; the words themselves are in the vault.
	FollowUpDescribed struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
		Noted    bool             `json:"noted,omitempty"`
		Reaction string           `json:"reaction,omitempty"` // keen, weighing, cool, unreached
	}
	// CustomerDeclined is a customer who says no: to buying, or to an advisor.
	CustomerDeclined struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
		What     string           `json:"what"` // purchase or advisor
	}
	// OwnerGaveUp is an advisor who gives up his claim to a customer.
	OwnerGaveUp struct {
		Customer floor.CustomerID `json:"customer"`
		Advisor  floor.AdvisorID  `json:"advisor"`
	}
)

// Who belongs with whom.
type (
	// TieEntered links two files: of one household, of one party, or one introduced the other.
	TieEntered struct {
		Customer floor.CustomerID `json:"customer"`
		Other    floor.CustomerID `json:"other"`
		Tie      string           `json:"tie"`             // spouse, household, same_batch, lineal, relative, friend, introduced
		Proof    string           `json:"proof,omitempty"` // what was seen or heard
		Owner    floor.AdvisorID  `json:"owner,omitempty"` // whose customer the other was then
		Visit    floor.VisitID    `json:"visit,omitempty"` // at which it came to light
	}
	// TieConfirmed says that the manager has looked at the proof.
	TieConfirmed struct {
		Customer floor.CustomerID `json:"customer"`
		Other    floor.CustomerID `json:"other"`
		Tie      string           `json:"tie"`
	}
	// GroupFormed is a group purchase: several customers who buy together.
	GroupFormed struct {
		Group     string             `json:"group"`
		Organiser floor.CustomerID   `json:"organiser"`
		Members   []floor.CustomerID `json:"members"`
	}
	// GroupJoined is one more customer in it.
	GroupJoined struct {
		Group     string           `json:"group"`
		Organiser floor.CustomerID `json:"organiser"`
		Customer  floor.CustomerID `json:"customer"`
	}
)

// Whose he is, by a person's hand.
type (
	// SuccessorNamed says who takes over a leaver's customers.
	SuccessorNamed struct {
		Advisor   floor.AdvisorID `json:"advisor"`
		Successor floor.AdvisorID `json:"successor"`
	}
	// CustomerPassedOn gives a customer to another advisor: a leaver's to his
	// successor, or out of the pool.
	CustomerPassedOn struct {
		Customer floor.CustomerID `json:"customer"`
		From     floor.AdvisorID  `json:"from,omitempty"`
		To       floor.AdvisorID  `json:"to"`
		Reason   string           `json:"reason,omitempty"`
	}
	// CustomerPooled puts a customer into the department's pool.
	CustomerPooled struct {
		Customer floor.CustomerID `json:"customer"`
		Former   floor.AdvisorID  `json:"former,omitempty"`
		Reason   string           `json:"reason,omitempty"`
	}
)

// What comes to light around a visit, and on the floor.
type (
	// StandInBegan is a customer received by another than whose he is, and why not by that one.
	StandInBegan struct {
		Visit    floor.VisitID    `json:"visit"`
		Customer floor.CustomerID `json:"customer"`
		Owner    floor.AdvisorID  `json:"owner"`
		Server   floor.AdvisorID  `json:"server"`
		Why      string           `json:"why"` // unaware, unable or customer_named
	}
	// OwnerInformed is the stand-in telling the customer's own advisor of the visit.
	OwnerInformed struct {
		Visit    floor.VisitID    `json:"visit"`
		Customer floor.CustomerID `json:"customer"`
		Owner    floor.AdvisorID  `json:"owner"`
		Server   floor.AdvisorID  `json:"server"`
	}
	// FindingRecorded is something about a visit that only a person can say.
	FindingRecorded struct {
		Visit    floor.VisitID    `json:"visit"`
		Customer floor.CustomerID `json:"customer"`
		What     string           `json:"what"` // the fact's name, such as depth or consents
		Value    string           `json:"value"`
		Advisor  floor.AdvisorID  `json:"advisor,omitempty"` // of whom it is said
	}
	// SiteListed names another site of the house.
	SiteListed struct {
		Site floor.SiteID `json:"site"`
		Name string       `json:"name"`
	}
	// PeakDeclared says that the day is an opening day or as crowded, or no longer.
	PeakDeclared struct {
		Peak bool `json:"peak"`
	}
	// DelegateNamed says who receives for an advisor while he is tied up today; nobody if empty.
	DelegateNamed struct {
		Advisor  floor.AdvisorID `json:"advisor"`
		Delegate floor.AdvisorID `json:"delegate,omitempty"`
	}
)

// Kind spells the event for the disk.
func (CallDescribed) Kind() string     { return "call.described" }
func (MeetingRecorded) Kind() string   { return "meeting.recorded" }
func (SummaryEntered) Kind() string    { return "summary.entered" }
func (PriorRecorded) Kind() string     { return "prior.recorded" }
func (VisitorAnnounced) Kind() string  { return "visitor.announced" }
func (FollowUpDescribed) Kind() string { return "followup.described" }
func (CustomerDeclined) Kind() string  { return "customer.declined" }
func (OwnerGaveUp) Kind() string       { return "owner.gave_up" }
func (TieEntered) Kind() string        { return "tie.entered" }
func (TieConfirmed) Kind() string      { return "tie.confirmed" }
func (GroupFormed) Kind() string       { return "group.formed" }
func (GroupJoined) Kind() string       { return "group.joined" }
func (SuccessorNamed) Kind() string    { return "successor.named" }
func (CustomerPassedOn) Kind() string  { return "customer.passed_on" }
func (CustomerPooled) Kind() string    { return "customer.pooled" }
func (StandInBegan) Kind() string      { return "standin.began" }
func (OwnerInformed) Kind() string     { return "owner.informed" }
func (FindingRecorded) Kind() string   { return "finding.recorded" }
func (SiteListed) Kind() string        { return "site.listed" }
func (PeakDeclared) Kind() string      { return "peak.declared" }
func (DelegateNamed) Kind() string     { return "delegate.named" }

// fileReaders lists how each of them is read.
func fileReaders() map[string]reader {
	return map[string]reader{
		"call.described": read[CallDescribed], "meeting.recorded": read[MeetingRecorded],
		"summary.entered": read[SummaryEntered], "prior.recorded": read[PriorRecorded],
		"visitor.announced": read[VisitorAnnounced], "followup.described": read[FollowUpDescribed],
		"customer.declined": read[CustomerDeclined], "owner.gave_up": read[OwnerGaveUp],
		"tie.entered": read[TieEntered], "tie.confirmed": read[TieConfirmed],
		"group.formed": read[GroupFormed], "group.joined": read[GroupJoined],
		"successor.named": read[SuccessorNamed], "customer.passed_on": read[CustomerPassedOn],
		"customer.pooled": read[CustomerPooled], "standin.began": read[StandInBegan],
		"owner.informed": read[OwnerInformed], "finding.recorded": read[FindingRecorded],
		"site.listed": read[SiteListed], "peak.declared": read[PeakDeclared], "delegate.named": read[DelegateNamed],
	}
}
