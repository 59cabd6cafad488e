// Package floor names the people and things on a sales floor.
//
// It holds nouns only. Whose turn it is belongs to package rotation, whose
// customer it is to the rulebook in force, and what is written down to the
// journal.
package floor

// An AdvisorID names one advisor for as long as the house keeps records. It
// is never reused, even after that person leaves.
type AdvisorID string

// A VisitID names one party's stay at the house, from the touchscreen to the
// door. It is a UUIDv7, so that ids of several sites never meet.
type VisitID string

// A CustomerID names one person on file. It says nothing about who that is:
// names and phones are kept apart, sealed.
type CustomerID string

// A SiteID names one sales floor.
type SiteID string

// Pool is the owner of a leaver's customer who belongs to the department.
const Pool AdvisorID = "pool"

// A Language is one that the product speaks.
type Language string

// The languages, Chinese first.
const (
	Chinese     Language = "zh" // in simplified characters
	Traditional Language = "zh-Hant"
	English     Language = "en"
)

// Languages lists those in which a visitor can be spoken to.
func Languages() []Language { return []Language{Chinese, Traditional, English} }

// OfficeLanguages lists those of the staff's page, the logs and the rulebooks.
func OfficeLanguages() []Language { return []Language{Chinese, English} }

// Office returns the language of the office that a reader of l reads too.
func (l Language) Office() Language {
	if l == Traditional {
		return Chinese
	}
	return l
}

// A Role is a person's standing when he commands the desk.
type Role string

// The roles that may command the desk.
const (
	RoleVisitor Role = "visitor"
	RoleAdvisor Role = "advisor"
	RoleManager Role = "manager"
	RoleSystem  Role = "system"
)

// An Actor is who gives a command: an advisor by id, or a role alone.
type Actor struct {
	Role    Role      `json:"role"`
	Advisor AdvisorID `json:"advisor,omitempty"`
}

// Visitor, Manager and System are the actors without an id.
var (
	Visitor = Actor{Role: RoleVisitor}
	Manager = Actor{Role: RoleManager}
	System  = Actor{Role: RoleSystem}
)

// Staff returns the advisor as an actor.
func Staff(id AdvisorID) Actor { return Actor{Role: RoleAdvisor, Advisor: id} }

// String spells the actor as the journal does: the role, or "advisor:id".
func (a Actor) String() string {
	if a.Advisor == "" {
		return string(a.Role)
	}
	return string(a.Role) + ":" + string(a.Advisor)
}
