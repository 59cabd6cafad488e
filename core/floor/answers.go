package floor

import (
	"unicode"
	"unicode/utf8"
)

// A YesNo is an answer to a yes-or-no question. Empty means not asked.
type YesNo string

// The answers that the rulebooks know.
const (
	NotAsked YesNo = ""
	Yes      YesNo = "yes"
	No       YesNo = "no"
	Unsure   YesNo = "unsure"
)

// A Pick is an answer that names an advisor. The zero value means not asked;
// Asked with an empty Advisor means that the visitor could not or would not name one.
type Pick struct {
	Asked   bool      `json:"asked,omitempty"`
	Advisor AdvisorID `json:"advisor,omitempty"`
}

// Nobody is the answer of a visitor who was asked and named no one.
var Nobody = Pick{Asked: true}

// Named is the answer of a visitor who named the advisor.
func Named(id AdvisorID) Pick { return Pick{Asked: true, Advisor: id} }

// A Purpose is what a party came to do. Empty means not asked.
type Purpose string

// The purposes of the fact vocabulary (visit.purpose).
const (
	Learn           Purpose = "learn"
	PassingQuestion Purpose = "passing_question"
	MaterialsOnly   Purpose = "materials_only"
	MarketSurvey    Purpose = "market_survey"
	ReserveAgreed   Purpose = "reserve_agreed"
	SignContract    Purpose = "sign_contract"
)

// Referral says who introduced the visitor. By is "", "no", "customer" or "partner".
type Referral struct {
	By          string `json:"by,omitempty"`
	Accompanied YesNo  `json:"accompanied,omitempty"`
}

// Answers are what a visitor said at the touchscreen. Who he is stands apart,
// in Person: answers are journaled in the clear, a person never is.
type Answers struct {
	Language       Language `json:"language,omitempty"`
	BeenBefore     YesNo    `json:"been_before,omitempty"`
	KinBeenBefore  YesNo    `json:"kin_been_before,omitempty"`
	OtherSite      YesNo    `json:"other_site_before,omitempty"`
	StaffContacted YesNo    `json:"staff_contacted,omitempty"`
	Recalled       Pick     `json:"recalled_advisor,omitzero"`
	ShownMessage   Pick     `json:"shown_message_from,omitzero"` // whose message is shown; Nobody if there is none
	Requested      Pick     `json:"requested_advisor,omitzero"`
	Referral       Referral `json:"referral,omitzero"`
	Purpose        Purpose  `json:"purpose,omitempty"`
	PartySize      int      `json:"party_size,omitempty"`
	Appointment    Pick     `json:"appointment,omitzero"` // the advisor with whom he has an appointment
	AdvisorTie     Pick     `json:"advisor_tie,omitzero"` // the advisor whose lineal relative he is
	OtherSiteID    SiteID   `json:"other_site,omitempty"` // at which other site he was received, if he said
}

// A Person is what a visitor gave of himself. It is personal data: it goes to
// the vault, never into an event, a log line, a URL or a file name.
type Person struct {
	Surname  string // as shown, such as "王" or "Smith"
	Given    string // the rest of his name, such as "小明" or "John"; empty if not given
	Title    string // "", "mr", "ms"
	Phone    string // digits as typed; empty if not given
	Referrer string // the introducer's name or phone as given; empty if none
}

// Name is the whole name in the order of its script: 王小明, John Smith.
func (p Person) Name() string {
	first, _ := utf8.DecodeRuneInString(p.Surname)
	if p.Given == "" || unicode.Is(unicode.Han, first) {
		return p.Surname + p.Given
	}
	return p.Given + " " + p.Surname
}

// A Consent is the notice that the visitor saw before he gave his phone.
type Consent struct {
	Version  string   `json:"version"`  // of the wording, such as "2026-11"
	Language Language `json:"language"` // in which it was shown
	Given    bool     `json:"given"`
}
