package flow

import "shouwen/core/floor"

// A Command is what a touch asks of the appliance. A nil Command asks nothing.
type Command interface{ command() }

// OpenVisit brings a visitor to the desk. Giving it twice with one key opens one visit.
type OpenVisit struct {
	Key     string
	Answers floor.Answers
	Person  floor.Person
	Consent floor.Consent
}

// CheckPIN asks who may enter the staff corner. The answer is Admitted or Refused.
type CheckPIN struct{ PIN string }

// ChoosePIN sets the manager's first PIN. The answer is SettingsChanged or Refused.
type ChoosePIN struct{ PIN string }

// SetUpDemo sets up the demonstration house. The answer is SettingsChanged or Refused.
type SetUpDemo struct{}

// The staff's commands. By is who was admitted to the corner.
type (
	// SetOrder sets the day's order.
	SetOrder struct {
		By    floor.Actor
		Order []floor.AdvisorID
	}
	// SignIn brings an advisor into the day.
	SignIn struct {
		By      floor.Actor
		Advisor floor.AdvisorID
	}
	// SignOut ends an advisor's day.
	SignOut struct {
		By      floor.Actor
		Advisor floor.AdvisorID
	}
	// StepOut records that an advisor is away from the desk, and why.
	StepOut struct {
		By      floor.Actor
		Advisor floor.AdvisorID
		Reason  floor.OutReason
	}
	// StepBack records that he is back.
	StepBack struct {
		By      floor.Actor
		Advisor floor.AdvisorID
	}
	// LunchDuty gives the noon duty to an advisor, or takes it from him.
	LunchDuty struct {
		By      floor.Actor
		Advisor floor.AdvisorID
		On      bool
	}
	// CallNext calls the first number that waits.
	CallNext struct{ By floor.Actor }
	// CallAgain calls a visit's number once more.
	CallAgain struct {
		By    floor.Actor
		Visit floor.VisitID
	}
	// Place gives a visit to an advisor by hand. Reason is a phrase key below staff.place.reason.
	Place struct {
		By      floor.Actor
		Visit   floor.VisitID
		Advisor floor.AdvisorID
		Reason  string
	}
	// Leave records that a visitor went before anybody served him.
	Leave struct {
		By    floor.Actor
		Visit floor.VisitID
	}
	// Reprint prints a visit's slip once more.
	Reprint struct {
		By    floor.Actor
		Visit floor.VisitID
	}
	// PrintBadge prints an advisor's badge.
	PrintBadge struct {
		By      floor.Actor
		Advisor floor.AdvisorID
	}
	// FindPrinters looks for printers. The answer is PrintersFound.
	FindPrinters struct{ By floor.Actor }
	// UsePrinter has slips print on another printer from now on.
	UsePrinter struct {
		By floor.Actor
		To string // as PrintersFound names it
	}
	// PrintTestPage prints a test page on the printer in use.
	PrintTestPage struct{ By floor.Actor }
	// ExportDay writes today's log as files.
	ExportDay struct{ By floor.Actor }
	// SealDay closes the day with its digest.
	SealDay struct{ By floor.Actor }
)

func (OpenVisit) command()     {}
func (CheckPIN) command()      {}
func (ChoosePIN) command()     {}
func (SetUpDemo) command()     {}
func (SetOrder) command()      {}
func (SignIn) command()        {}
func (SignOut) command()       {}
func (StepOut) command()       {}
func (StepBack) command()      {}
func (LunchDuty) command()     {}
func (CallNext) command()      {}
func (CallAgain) command()     {}
func (Place) command()         {}
func (Leave) command()         {}
func (Reprint) command()       {}
func (PrintBadge) command()    {}
func (FindPrinters) command()  {}
func (UsePrinter) command()    {}
func (PrintTestPage) command() {}
func (ExportDay) command()     {}
func (SealDay) command()       {}
