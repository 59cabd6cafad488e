package floor

import "time"

// A Snapshot is the floor at one moment, as the windows and pages see it. It
// is immutable: whoever holds one may read it from any goroutine, and nobody writes it.
type Snapshot struct {
	Seq      uint64    // of the last event in it
	At       time.Time // when it was taken, in the house's zone
	House    House
	Rulebook string // id of the rulebook in force, "" before the first
	Version  string // of that rulebook
	DayOpen  bool   // an order of the day has been set
	Advisors []Advisor
	Visits   []Visit  // today's, by number
	Notices  []Notice // for the manager, newest first
	LastCall Call     // zero before the first call of the day
}

// A House is the centre and its floor.
type House struct {
	Name string // as the house writes it, Chinese first
	Site SiteID
	Demo bool // the demonstration house; every screen and slip says so
}

// An AdvisorState is what an advisor is to the board.
type AdvisorState string

// The states. Exactly one advisor is Next while anybody is free and in.
const (
	Off     AdvisorState = "off"     // not signed in today
	Ready   AdvisorState = "ready"   // in, free, not first
	Next    AdvisorState = "next"    // in, free, first in turn
	Busy    AdvisorState = "busy"    // with a visitor
	Away    AdvisorState = "away"    // signed in and stepped out
	Expects AdvisorState = "expects" // assigned to a visitor who waits for him
)

// An Advisor is one member of the sales staff, in turn order: those in the
// line first, then those who are off.
type Advisor struct {
	ID       AdvisorID
	Name     string
	Desk     string // where he serves, such as "3"; may be empty
	State    AdvisorState
	Place    int       // 1 for the first in the line, 0 when not in it
	Owed     int       // make-up turns owed
	Out      OutReason // why he is away
	Since    time.Time // when the state began
	Serving  int       // number of the visit he serves or expects, 0 if none
	Lunch    bool      // holds the lunch duty
	HasPIN   bool      // has chosen his PIN
	Signed   time.Time // when he signed in today, zero if not
	Used     int       // turns used today
	Kept     int
	Lapsed   int
	Credited int // make-up turns granted today
	MadeUp   int // make-up turns served today
}

// An OutReason is why an advisor steps out; the values of adv.off_reason and adv.busy.
type OutReason string

// The reasons. WorkMatter and PrivateMatter keep him on the floor.
const (
	ApprovedErrand OutReason = "approved_errand"
	Unapproved     OutReason = "unapproved"
	OnLeave        OutReason = "leave"
	RestDay        OutReason = "rest_day"
	Work           OutReason = "work"
	Private        OutReason = "private"
	WorkMatter     OutReason = "work_matter"
	PrivateMatter  OutReason = "private_matter"
)

// OutReasons lists every reason, in the order in which it is offered.
func OutReasons() []OutReason {
	return []OutReason{Work, Private, ApprovedErrand, WorkMatter, PrivateMatter, OnLeave, RestDay, Unapproved}
}

// OnFloor reports whether an advisor who is out for the reason is still on the floor.
func (r OutReason) OnFloor() bool { return r == WorkMatter || r == PrivateMatter }

// A VisitState is where a visit stands.
type VisitState string

// The states of a visit, in order; Left ends a visit that nobody served.
const (
	Waiting  VisitState = "waiting" // assigned, not yet called
	Called   VisitState = "called"
	Serving  VisitState = "serving" // claimed
	Finished VisitState = "finished"
	Left     VisitState = "left"
)

// A Visit is one party's stay, without anything that says who they are.
type Visit struct {
	ID       VisitID
	Number   int // of the day, from 1
	State    VisitState
	OpenedAt time.Time
	CalledAt time.Time
	ClaimAt  time.Time
	EndedAt  time.Time
	Server   AdvisorID // who serves or will serve; empty until somebody must rule
	Owner    AdvisorID // whose customer; never shown in the lobby
	Referee  bool      // a person must rule before anyone serves
	Language Language  // the visitor's
}

// A Call is a number called to a desk.
type Call struct {
	Number int
	Server AdvisorID
	Desk   string
	At     time.Time
	Times  int // how often this number has been called
}

// A Notice is something that the manager must know.
type Notice struct {
	At   time.Time
	Key  string // phrase key
	Args map[string]string
}
