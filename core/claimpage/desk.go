package claimpage

import (
	"time"

	"shouwen/core/desk"
	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rulebook"
)

// A Desk is what the page asks of the one writer; *desk.Desk is one.
type Desk interface {
	looks
	receives
	keepsFiles
	sells
	keepsLine
}

// looks are the questions that change nothing.
type looks interface {
	Snapshot() *floor.Snapshot
	Watch() <-chan *floor.Snapshot
	Visit(id floor.VisitID) (desk.Visit, error)
	VisitByCode(code string, at time.Time) (desk.Visit, error)
	VisitsOf(day string) ([]desk.Visit, error)
	Customer(id floor.CustomerID) (registry.Customer, error)
	Person(customer floor.CustomerID) (who floor.Person, need string, err error)
	Book() (*rulebook.Book, error)
	CheckPIN(at time.Time, who floor.AdvisorID, pin string) error
}

// receives are what happens to a visit.
type receives interface {
	Claim(stamp desk.Stamp, code string, by floor.AdvisorID, how string) (desk.Claimed, error)
	CallAgain(stamp desk.Stamp, id floor.VisitID) error
	Leave(stamp desk.Stamp, id floor.VisitID) error
	Recognise(stamp desk.Stamp, id floor.VisitID, by, wish string) (rulebook.Ruling, error)
	HandBack(stamp desk.Stamp, id floor.VisitID, wish string) (rulebook.Ruling, error)
	HandOver(stamp desk.Stamp, id floor.VisitID, to floor.AdvisorID) error
	Change(stamp desk.Stamp, id floor.VisitID, wish string, wanted floor.AdvisorID, confirmed bool) (rulebook.Ruling, error)
	Finish(stamp desk.Stamp, id floor.VisitID, b desk.Basics) (rulebook.Ruling, error)
	Deal(stamp desk.Stamp, id floor.VisitID, closer floor.AdvisorID, stage string) (rulebook.Ruling, error)
	ClaimDeal(stamp desk.Stamp, id floor.VisitID, by floor.AdvisorID) (rulebook.Ruling, error)
	FollowUp(stamp desk.Stamp, customer floor.CustomerID, by floor.AdvisorID, channel, note, reaction string) error
	Inform(stamp desk.Stamp, id floor.VisitID) (rulebook.Ruling, error)
	Find(stamp desk.Stamp, id floor.VisitID, what, value string, of floor.AdvisorID) error
	Place(stamp desk.Stamp, id floor.VisitID, to floor.AdvisorID, reason string) error
	Rule(stamp desk.Stamp, id floor.VisitID, role string, server, owner floor.AdvisorID, reason string) error
	Dispute(stamp desk.Stamp, id floor.VisitID, between []floor.AdvisorID) (rulebook.Ruling, error)
}

// keepsFiles are what is entered of a customer beside his visits.
type keepsFiles interface {
	Holders(stamp desk.Stamp, phone string) ([]floor.CustomerID, error)
	Call(stamp desk.Stamp, w desk.Whom, in desk.CallIn) (floor.CustomerID, error)
	Prior(stamp desk.Stamp, w desk.Whom, by floor.AdvisorID) (floor.CustomerID, error)
	Announce(stamp desk.Stamp, w desk.Whom, a desk.Announced) (floor.CustomerID, error)
	Meeting(stamp desk.Stamp, w desk.Whom, advisor floor.AdvisorID) (floor.CustomerID, error)
	Summary(stamp desk.Stamp, w desk.Whom) (int, error)
	Tie(stamp desk.Stamp, w desk.Whom, in desk.Tied) error
	Confirm(stamp desk.Stamp, customer, other floor.CustomerID, tie string) error
	Group(stamp desk.Stamp, organiser desk.Whom, members []desk.Whom) (string, error)
	Join(stamp desk.Stamp, w, group desk.Whom) error
	Decline(stamp desk.Stamp, w desk.Whom, advisor floor.AdvisorID, what string) error
	GiveUp(stamp desk.Stamp, w desk.Whom, advisor floor.AdvisorID) error
	Unowned() ([]floor.CustomerID, error)
	Leavers() []floor.Advisor
	Pool(stamp desk.Stamp, w desk.Whom, reason string) error
	PassOn(stamp desk.Stamp, w desk.Whom, to floor.AdvisorID, reason string) error
	Succeed(stamp desk.Stamp, leaver, to floor.AdvisorID) (int, error)
}

// keepsLine are what happens to the line and the day.
type keepsLine interface {
	SignIn(stamp desk.Stamp, id floor.AdvisorID) error
	SignOut(stamp desk.Stamp, id floor.AdvisorID) error
	StepOut(stamp desk.Stamp, id floor.AdvisorID, why floor.OutReason) error
	StepBack(stamp desk.Stamp, id floor.AdvisorID) error
	Arrange(stamp desk.Stamp, order []floor.AdvisorID) error
	Lunch(stamp desk.Stamp, id floor.AdvisorID) error
	Peak(stamp desk.Stamp, peak bool) error
	IsPeak() bool
	Delegate(stamp desk.Stamp, id, to floor.AdvisorID) error
	Delegated(id floor.AdvisorID) floor.AdvisorID
	SealDay(stamp desk.Stamp) (event.DaySealed, error)
}

// sells are the steps of the sale to a customer, and what is noted of him as a buyer.
type sells interface {
	Reach(stamp desk.Stamp, customer floor.CustomerID, node registry.KeyNode, on string) error
	Unreach(stamp desk.Stamp, customer floor.CustomerID, node registry.KeyNode, reason string) error
	NoteMember(stamp desk.Stamp, customer floor.CustomerID, number int, name string, roles []registry.BuyingRole) error
	JudgeAccount(stamp desk.Stamp, customer floor.CustomerID, power, share string) error
	Member(customer floor.CustomerID, number int) (string, error)
}

var _ Desk = (*desk.Desk)(nil)
