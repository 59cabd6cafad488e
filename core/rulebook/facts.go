package rulebook

import (
	"time"

	"shouwen/core/floor"
)

// A Moment is when a rulebook is asked.
type Moment string

// The moments, in the order of a customer's life.
const (
	Arrival      Moment = "arrival"      // the party is at the kiosk, before anyone serves
	Registration Moment = "registration" // a register entry is made, or is missed
	Recognition  Moment = "recognition"  // somebody recognises somebody during the reception
	Collision    Moment = "collision"    // two or more advisors claim the same customer
	Change       Moment = "change"       // the customer wants another advisor
	Deal         Moment = "deal"         // an order, a deposit or a contract is made
	Departure    Moment = "departure"    // an advisor has left, and his customer is asked for
	Duties       Moment = "duties"       // close of a reception, of a day or of a month
)

// Moments lists every moment.
func Moments() []Moment {
	return []Moment{Arrival, Registration, Recognition, Collision, Change, Deal, Departure, Duties}
}

// Facts are what is known when a rulebook is asked. The names on paper are
// those of the case format; what is left at its zero value is unknown, which
// is neither no nor nothing. They hold ids only, never a name or a phone.
//
// A field's enum tag lists the words that it may take, its null tag says that
// None is an answer; cases and rulebooks are both checked against these tags.
type Facts struct {
	Zone   string         `json:"zone,omitempty"`         // IANA name; empty is Asia/Shanghai
	Hours  Maybe[Hours]   `json:"hours,omitzero" null:""` // of the site, for what is derived from them
	Period Maybe[string]  `json:"period,omitzero" enum:"reception day month"`
	Visit  Visit          `json:"visit,omitzero"`
	Answer Answer         `json:"answer,omitzero"`
	Cust   File           `json:"cust,omitzero"`
	Files  Files          `json:"files,omitempty"`
	Adv    Advisors       `json:"adv,omitempty"`
	Rota   Rota           `json:"rota,omitzero"`
	Svc    Service        `json:"svc,omitzero"`
	Deal   DealFacts      `json:"deal,omitzero"`
	Ruling Maybe[Decided] `json:"ruling,omitzero" null:""`
	Claim  Maybe[Claim]   `json:"claim,omitzero" null:""`
}

// Files are other customers that a fact names, such as an introducer.
type Files map[floor.CustomerID]File

// Advisors are the facts of each advisor. One who stands in Rota.Order and
// not here is active, on site and free.
type Advisors map[floor.AdvisorID]Advisor

// Hours are the site's hours that a fact is derived from. A clock time is "15:04".
type Hours struct {
	LunchFrom string `json:"lunch_from,omitempty"`
	LunchTo   string `json:"lunch_to,omitempty"` // the minute itself is outside
}

// Visit is the party that came through the door.
type Visit struct {
	At           Maybe[time.Time]    `json:"at,omitzero"`
	Site         Maybe[floor.SiteID] `json:"site,omitzero"`
	No           Maybe[int]          `json:"no,omitzero"` // derived: 1 + registrations before At
	Purpose      Maybe[string]       `json:"purpose,omitzero" null:"" enum:"learn passing_question materials_only market_survey reserve_agreed sign_contract"`
	Peer         Maybe[string]       `json:"peer,omitzero" enum:"no self_declared recognised"`
	LunchWindow  Maybe[bool]         `json:"lunch_window,omitzero"` // derived from At and Hours
	Peak         Maybe[bool]         `json:"peak,omitzero"`
	AssignedBy   Maybe[string]       `json:"assigned_by,omitzero" null:"" enum:"supervisor manager sales_manager marketing_manager marketing_director project_manager superior sales_vp clerk"`
	CompanyTie   Maybe[string]       `json:"company_tie,omitzero" enum:"none staff_introduced company_connection"`
	Appointment  Maybe[Appointment]  `json:"appointment,omitzero" null:""`
	Preannounced Maybe[Preannounced] `json:"preannounced,omitzero" null:""`
	Party        []PartyMember       `json:"party,omitzero"`
}

// An Appointment was made by an advisor.
type Appointment struct {
	Advisor            Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
	At                 Maybe[time.Time]       `json:"at,omitzero"`
	CameForThatAdvisor Maybe[bool]            `json:"came_for_that_advisor,omitzero"`
}

// Preannounced is an introducer's word before the newcomer came.
type Preannounced struct {
	Referrer        Maybe[floor.CustomerID] `json:"referrer,omitzero"`
	Advisor         Maybe[floor.AdvisorID]  `json:"advisor,omitzero"`
	At              Maybe[time.Time]        `json:"at,omitzero"`
	By              Maybe[string]           `json:"by,omitzero" enum:"phone in_person"`
	FiledWithLeader Maybe[bool]             `json:"filed_with_leader,omitzero"`
}

// A PartyMember is somebody on file whom the visitor belongs with.
type PartyMember struct {
	Customer floor.CustomerID `json:"customer"`
	Relation Maybe[string]    `json:"relation,omitzero" enum:"spouse household same_batch lineal relative friend"`
}

// Answer is what the visitor said.
type Answer struct {
	BeenBefore          Maybe[string]           `json:"been_before,omitzero" enum:"yes no unsure"`
	KinBeenBefore       Maybe[string]           `json:"kin_been_before,omitzero" enum:"yes no unsure"`
	OtherSiteBefore     Maybe[OtherSite]        `json:"other_site_before,omitzero"`
	StaffContacted      Maybe[string]           `json:"staff_contacted,omitzero" enum:"yes no unsure"`
	RecalledAdvisor     Maybe[floor.AdvisorID]  `json:"recalled_advisor,omitzero" null:""`
	ShownMessageFrom    Maybe[floor.AdvisorID]  `json:"shown_message_from,omitzero" null:""`
	RequestedAdvisor    Maybe[floor.AdvisorID]  `json:"requested_advisor,omitzero" null:""`
	Referred            Maybe[string]           `json:"referred,omitzero" enum:"no customer partner"`
	Referrer            Maybe[floor.CustomerID] `json:"referrer,omitzero" null:""` // a customer or a partner
	ReferrerAccompanies Maybe[bool]             `json:"referrer_accompanies,omitzero"`
	ReferralStated      Maybe[string]           `json:"referral_stated,omitzero" enum:"arrival during_service never"`
	AdvisorTie          Maybe[Tie]              `json:"advisor_tie,omitzero" null:""`
}

// WalkedPast fills in the questions that the visitor walked past: he is taken
// to be unsure and to name nobody, so that he is served all the same.
func (a Answer) WalkedPast(ask []string) Answer {
	for _, q := range ask {
		switch q {
		case "been_before":
			a.BeenBefore = Is("unsure")
		case "kin_been_before":
			a.KinBeenBefore = Is("unsure")
		case "staff_contacted":
			a.StaffContacted = Is("unsure")
		case "other_site_before":
			a.OtherSiteBefore = Is(OtherSite{Answer: Is("unsure")})
		case "recalled_advisor":
			a.RecalledAdvisor = None[floor.AdvisorID]()
		case "shown_message_from":
			a.ShownMessageFrom = None[floor.AdvisorID]()
		case "requested_advisor":
			a.RequestedAdvisor = None[floor.AdvisorID]()
		case "referrer":
			a.Referrer = None[floor.CustomerID]()
		}
	}
	return a
}

// OtherSite says whether the visitor was received elsewhere. A case writes
// the answer alone, or {answer: yes, site: east}.
type OtherSite struct {
	Answer Maybe[string]       `json:"answer,omitzero" enum:"yes no unsure"`
	Site   Maybe[floor.SiteID] `json:"site,omitzero" null:""`
}

// A Tie is a personal tie with one of the staff.
type Tie struct {
	Advisor Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
	Tie     Maybe[string]          `json:"tie,omitzero" enum:"lineal relative friend connection"`
	Met     Maybe[string]          `json:"met,omitzero" enum:"arrival during_service"`
}

// A File is one customer's record.
type File struct {
	Registrations      []Entry                `json:"registrations,omitzero"` // nil is unknown, empty is none
	SummaryEnteredAt   Maybe[time.Time]       `json:"summary_entered_at,omitzero" null:""`
	MeetingRecord      []Mention              `json:"meeting_record,omitzero"`
	PhoneLeads         []PhoneLead            `json:"phone_leads,omitzero"`
	AdvisorPriorRecord []Mention              `json:"advisor_prior_record,omitzero"`
	Stage              Maybe[string]          `json:"stage,omitzero" enum:"prospect ordered deposit_paid owner refused"`
	GroupBuyAt         Maybe[time.Time]       `json:"group_buy_at,omitzero" null:""`
	ReferredBy         Maybe[ReferredBy]      `json:"referred_by,omitzero" null:""`
	Links              []Link                 `json:"links,omitzero"`
	Owner              Maybe[floor.AdvisorID] `json:"owner,omitzero" null:""`         // floor.Pool if the department's
	LastVisitAt        Maybe[time.Time]       `json:"last_visit_at,omitzero" null:""` // derived: latest registration before the visit
	Followups          []Followup             `json:"followups,omitzero"`
	LastContactAt      Maybe[time.Time]       `json:"last_contact_at,omitzero" null:""` // derived: latest visit with or follow-up by the owner
	OwnerGaveUp        Maybe[bool]            `json:"owner_gave_up,omitzero"`
}

// An Entry is one line in the ownership register.
type Entry struct {
	At       Maybe[time.Time]       `json:"at,omitzero"`
	Site     Maybe[floor.SiteID]    `json:"site,omitzero"`
	Advisor  Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
	Register Maybe[string]          `json:"register,omitzero" null:""` // which register, as the house calls it
	HasName  Maybe[bool]            `json:"has_name,omitzero"`
	HasSex   Maybe[bool]            `json:"has_sex,omitzero"`
	HasPhone Maybe[bool]            `json:"has_phone,omitzero"`
	HasNeed  Maybe[bool]            `json:"has_need,omitzero"`
	Altered  Maybe[bool]            `json:"altered,omitzero"`
}

// A Mention is a dated note of an advisor's name.
type Mention struct {
	At      Maybe[time.Time]       `json:"at,omitzero"`
	Advisor Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
}

// A PhoneLead is one call in.
type PhoneLead struct {
	At         Maybe[time.Time]       `json:"at,omitzero"`
	Advisor    Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
	Registered Maybe[bool]            `json:"registered,omitzero"`
}

// ReferredBy is a stored introduction.
type ReferredBy struct {
	Referrer      Maybe[floor.CustomerID] `json:"referrer,omitzero"`
	ReferrerOwner Maybe[floor.AdvisorID]  `json:"referrer_owner,omitzero" null:""`
	IntroducedAt  Maybe[time.Time]        `json:"introduced_at,omitzero" null:""`
}

// A Link ties two customers' files.
type Link struct {
	Customer floor.CustomerID `json:"customer"`
	Relation Maybe[string]    `json:"relation,omitzero" enum:"spouse household same_batch lineal relative friend"`
	Proven   Maybe[bool]      `json:"proven,omitzero"`
}

// A Followup is one line of the follow-up log.
type Followup struct {
	At         Maybe[time.Time]       `json:"at,omitzero"`
	Advisor    Maybe[floor.AdvisorID] `json:"advisor,omitzero"`
	Channel    Maybe[string]          `json:"channel,omitzero" null:""`
	Content    Maybe[string]          `json:"content,omitzero" null:""`
	Reaction   Maybe[string]          `json:"reaction,omitzero" null:""`
	RecordedAt Maybe[time.Time]       `json:"recorded_at,omitzero" null:""`
}

// An Advisor is what one advisor is doing at that moment.
type Advisor struct {
	Status           Maybe[string]          `json:"status,omitzero" enum:"active left dismissed"`
	Successor        Maybe[floor.AdvisorID] `json:"successor,omitzero" null:""`
	OnSite           Maybe[bool]            `json:"on_site,omitzero"`
	Busy             Maybe[string]          `json:"busy,omitzero" enum:"free with_new_customer with_customer work_matter private_matter"`
	OffReason        Maybe[string]          `json:"off_reason,omitzero" null:"" enum:"none rest_day leave approved_errand unapproved work private unexplained"`
	AwayMinutes      Maybe[float64]         `json:"away_minutes,omitzero" null:""`
	CanReturn        Maybe[bool]            `json:"can_return,omitzero"`
	AwareOfVisit     Maybe[bool]            `json:"aware_of_visit,omitzero"`
	OnLunchDuty      Maybe[bool]            `json:"on_lunch_duty,omitzero"`
	Delegate         Maybe[floor.AdvisorID] `json:"delegate,omitzero" null:""`
	Consents         Maybe[bool]            `json:"consents,omitzero"`
	RealisedReferral Maybe[bool]            `json:"realised_referral,omitzero"`
}

// Rota is the day's order.
type Rota struct {
	Order   []floor.AdvisorID       `json:"order,omitzero"`
	Turn    Maybe[floor.AdvisorID]  `json:"turn,omitzero" null:""` // derived: who is due, make-up turns first
	Last    Maybe[floor.AdvisorID]  `json:"last,omitzero" null:""` // derived: last in the order
	Credits map[floor.AdvisorID]int `json:"credits,omitzero"`      // make-up turns owed
}

// Service is the reception in hand.
type Service struct {
	Server             Maybe[floor.AdvisorID] `json:"server,omitzero" null:""`
	EndedAt            Maybe[time.Time]       `json:"ended_at,omitzero" null:""`
	Log                []Contact              `json:"log,omitzero"`
	Parallel           []floor.AdvisorID      `json:"parallel,omitzero"`
	Recognised         Maybe[Recognised]      `json:"recognised,omitzero" null:""`
	SwitchWish         Maybe[string]          `json:"switch_wish,omitzero" enum:"none back_to_original stay_with_current change_quality change_other"`
	ComplaintConfirmed Maybe[bool]            `json:"complaint_confirmed,omitzero"`
	Depth              Maybe[string]          `json:"depth,omitzero" enum:"brief deep"`
	MaterialHelp       Maybe[bool]            `json:"material_help,omitzero"`
	KnewOwner          Maybe[bool]            `json:"knew_owner,omitzero"`
	Malicious          Maybe[bool]            `json:"malicious,omitzero"`
	Abandoned          Maybe[bool]            `json:"abandoned,omitzero"`
	SupervisorOK       Maybe[bool]            `json:"supervisor_ok,omitzero"`
}

// A Contact is one line of the contact history, in order.
type Contact struct {
	VisitNo          Maybe[int]             `json:"visit_no,omitzero"`
	Server           Maybe[floor.AdvisorID] `json:"server,omitzero"`
	Registered       Maybe[bool]            `json:"registered,omitzero"`
	Reported         Maybe[bool]            `json:"reported,omitzero"`
	OriginalInformed Maybe[bool]            `json:"original_informed,omitzero"`
	WhyNotOriginal   Maybe[string]          `json:"why_not_original,omitzero" null:"" enum:"unaware unable customer_named none"`
}

// Recognised is who recognised whom, and how many minutes after service began.
type Recognised struct {
	By        Maybe[string]  `json:"by,omitzero" enum:"original customer mutual server clerk none"`
	AtMinutes Maybe[float64] `json:"at_minutes,omitzero" null:""`
}

// DealFacts are an order, a deposit or a contract.
type DealFacts struct {
	Closed            Maybe[bool]            `json:"closed,omitzero"`
	Closer            Maybe[floor.AdvisorID] `json:"closer,omitzero" null:""`
	At                Maybe[time.Time]       `json:"at,omitzero" null:""`
	SameVisit         Maybe[bool]            `json:"same_visit,omitzero"`
	ClaimAt           Maybe[time.Time]       `json:"claim_at,omitzero" null:""` // None: the original never claimed
	Evidence          Maybe[bool]            `json:"evidence,omitzero"`
	ContactedOriginal Maybe[bool]            `json:"contacted_original,omitzero"`
}

// Decided is the recorded decision of the person entitled to decide.
type Decided struct {
	Role     Maybe[string] `json:"role,omitzero" enum:"supervisor manager sales_manager marketing_manager marketing_director project_manager superior sales_vp clerk"`
	Decision Decision      `json:"decision,omitzero"`
}

// A Decision settles any of three things.
type Decision struct {
	Owner  Maybe[floor.AdvisorID] `json:"owner,omitzero" null:""`
	Server Maybe[floor.AdvisorID] `json:"server,omitzero" null:""`
	Split  []Split                `json:"split,omitzero"`
}

// A Claim is made on a leaver's customer.
type Claim struct {
	By Maybe[floor.AdvisorID] `json:"by,omitzero"`
}
