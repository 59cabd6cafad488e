package desk

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/registry"
	"shouwen/core/rotation"
)

// house is what the floor is today. It is one value in the store, since it is
// small and changes with almost every event.
type house struct {
	Name       string
	Site       floor.SiteID
	Zone       string
	Demo       bool
	ManagerPIN bool
	Rulebook   event.RulebookEnforced
	Day        string          // the business day of the last event
	DayOpen    bool            // an order has been arranged for it
	FirstSeq   uint64          // of the day's first record
	Numbers    int             // the last visit number given today
	Overnight  []floor.VisitID // receptions of an earlier day that still go on
	Line       rotation.Line
	Lunch      floor.AdvisorID
	Notices    []floor.Notice
	LastCall   floor.Call
	Sealed     map[string]event.DaySealed // by day; only the last few
	Summaries  int                        `json:",omitempty"` // the last line of today's summary of intending customers
	Peak       bool                       `json:",omitempty"` // an opening day, or as crowded
	Sites      map[floor.SiteID]string    `json:",omitempty"` // the house's other sites, by name
}

// advisor is one member of the staff.
type advisor struct {
	ID        floor.AdvisorID
	Name      string
	Desk      string
	Status    string // active, left, dismissed
	Successor floor.AdvisorID
	HasPIN    bool
	Badge     string
	In        bool // signed in today
	SignedIn  time.Time
	Out       floor.OutReason
	Since     time.Time       // of the present state
	Rank      int             // in the order in which they joined the house
	Delegate  floor.AdvisorID `json:",omitempty"` // who receives for him while he is tied up today
}

// Ruled is one ruling of a visit as the visit keeps it: the facts stay in the journal.
type Ruled struct {
	Seq    uint64          `json:"seq"` // of the record that holds facts and ruling
	At     time.Time       `json:"at"`
	Moment string          `json:"moment"`
	Ruling json.RawMessage `json:"ruling"`
}

// Turned is one effect on an advisor's turn.
type Turned struct {
	At      time.Time       `json:"at"`
	Effect  string          `json:"effect"`
	Advisor floor.AdvisorID `json:"advisor"`
	Clauses []string        `json:"clauses,omitempty"`
}

// Handed is one change of server during a reception.
type Handed struct {
	At   time.Time       `json:"at"`
	From floor.AdvisorID `json:"from"`
	To   floor.AdvisorID `json:"to"`
	Why  string          `json:"why"`
}

// Deal is an order, a deposit or a contract that came of a visit.
type Deal struct {
	At        time.Time       `json:"at"`
	Closer    floor.AdvisorID `json:"closer"`
	Stage     string          `json:"stage"`
	SameVisit bool            `json:"same_visit"`
	Of        floor.AdvisorID `json:"of,omitempty"` // whose customer it was until the visit's first deal
	ClaimBy   floor.AdvisorID `json:"claim_by,omitempty"`
	ClaimAt   time.Time       `json:"claim_at,omitzero"`
	Was       string          `json:"was,omitempty"` // the customer's stage until the visit's first deal
}

// StandIn is another than the customer's own advisor receiving him.
type StandIn struct {
	For      floor.AdvisorID `json:"for"`
	By       floor.AdvisorID `json:"by"`
	Why      string          `json:"why"`
	Informed time.Time       `json:"informed,omitzero"` // when he was told of it
}

// Finding is something about a visit that only a person can say.
type Finding struct {
	At      time.Time       `json:"at"`
	By      floor.Actor     `json:"by"`
	What    string          `json:"what"`
	Value   string          `json:"value"`
	Advisor floor.AdvisorID `json:"advisor,omitempty"`
}

// Slip is what became of the visit's slip.
type Slip struct {
	Job     string `json:"job,omitempty"`
	Outcome string `json:"outcome,omitempty"` // pending, sent, confirmed, unknown, failed, withdrawn
	Reason  string `json:"reason,omitempty"`
	Prints  int    `json:"prints,omitempty"`
}

// Recognition is somebody recognising somebody during a reception.
type Recognition struct {
	At      time.Time       `json:"at"`
	By      string          `json:"by"`
	Minutes float64         `json:"minutes"`
	Wish    string          `json:"wish"`
	Of      floor.AdvisorID `json:"of,omitempty"`
}

// Visit is one party's stay in full, for those who may see it: the advisors'
// page and the day's log. The lobby sees floor.Visit.
type Visit struct {
	ID         floor.VisitID       `json:"id"`
	Key        string              `json:"key,omitempty"` // under which it was asked for
	Number     int                 `json:"number"`
	Day        string              `json:"day"`
	Code       string              `json:"code"`
	Customer   floor.CustomerID    `json:"customer"`
	Known      bool                `json:"known,omitempty"`
	Answers    floor.Answers       `json:"answers"`
	Consent    floor.Consent       `json:"consent,omitzero"`
	Referrer   floor.CustomerID    `json:"referrer,omitempty"`
	State      floor.VisitState    `json:"state"`
	OpenedAt   time.Time           `json:"opened_at"`
	CalledAt   time.Time           `json:"called_at,omitzero"`
	ClaimedAt  time.Time           `json:"claimed_at,omitzero"`
	EndedAt    time.Time           `json:"ended_at,omitzero"`
	Calls      int                 `json:"calls,omitempty"`
	Assigned   floor.AdvisorID     `json:"assigned,omitempty"` // by the ruling or the manager
	Server     floor.AdvisorID     `json:"server,omitempty"`   // who serves or will serve
	ServerBy   string              `json:"server_by,omitempty"`
	Role       string              `json:"role,omitempty"`
	AssignedBy string              `json:"assigned_by,omitempty"` // the role that placed the visit by hand
	How        string              `json:"how,omitempty"`         // it was claimed
	Owner      floor.AdvisorID     `json:"owner,omitempty"`
	Referee    bool                `json:"referee,omitempty"` // a person must rule
	Rulings    []Ruled             `json:"rulings,omitempty"`
	Turns      []Turned            `json:"turns,omitempty"`
	Recognised *Recognition        `json:"recognised,omitempty"`
	Handed     []Handed            `json:"handed,omitempty"`
	Deal       *Deal               `json:"deal,omitempty"`
	Decision   *event.ManagerRuled `json:"decision,omitempty"`
	Wish       string              `json:"wish,omitempty"`
	Complaint  bool                `json:"complaint,omitempty"`
	Slip       Slip                `json:"slip"`
	Edits      []Edit              `json:"edits,omitempty"`
	StandIn    *StandIn            `json:"stand_in,omitempty"`
	Findings   []Finding           `json:"findings,omitempty"`
}

// Edit is something that a person changed after the fact, with his reason.
type Edit struct {
	At     time.Time   `json:"at"`
	By     floor.Actor `json:"by"`
	What   string      `json:"what"` // phrase key of the change, such as "log.edit.placed"
	Reason string      `json:"reason,omitempty"`
}

func (v *Visit) open() bool {
	return v.State == floor.Waiting || v.State == floor.Called || v.State == floor.Serving
}

// state is the fold of the journal. It is changed by apply alone.
type state struct {
	zone      *time.Location
	house     house
	advisors  map[floor.AdvisorID]*advisor
	visits    map[floor.VisitID]*Visit
	customers map[floor.CustomerID]*registry.Customer
	codes     map[string]floor.VisitID // of today's slips
	dirty     map[string]any           // what the next transaction writes, by key
	seq       uint64
	last      time.Time
	stored    func(key string, into any) (bool, error) // reads what is not in memory; nil when folding the whole journal
}

func newState(stored func(string, any) (bool, error)) *state {
	return &state{
		zone: time.UTC, advisors: map[floor.AdvisorID]*advisor{}, visits: map[floor.VisitID]*Visit{},
		customers: map[floor.CustomerID]*registry.Customer{}, codes: map[string]floor.VisitID{},
		dirty: map[string]any{}, stored: stored,
	}
}

// The keys of the state beside the records.
const (
	keyHouse    = "house"
	keyAdvisor  = "a/"
	keyVisit    = "v/"
	keyCustomer = "c/"
	keyCode     = "t/" // t/<slip code> → visit id
	keyDay      = "d/" // d/<day>/<number, four digits> → visit id
)

func dayKey(day string, number int) string { return fmt.Sprintf("%s%s/%04d", keyDay, day, number) }

// fetch reads a value that is not in memory. A store that cannot answer stops
// the desk: "not found" must never be guessed when it decides whose a customer is.
func (s *state) fetch(key string, into any) bool {
	if s.stored == nil {
		return false
	}
	ok, err := s.stored(key, into)
	if err != nil {
		panic(storeFault{err})
	}
	return ok
}

// storeFault carries a fault of the store out of a fold.
type storeFault struct{ err error }

func (s *state) customer(id floor.CustomerID) *registry.Customer {
	if c := s.customers[id]; c != nil || id == "" {
		return c
	}
	var c registry.Customer
	if !s.fetch(keyCustomer+string(id), &c) {
		return nil
	}
	s.customers[id] = &c
	return &c
}

func (s *state) visit(id floor.VisitID) *Visit {
	if v := s.visits[id]; v != nil || id == "" {
		return v
	}
	var v Visit
	if !s.fetch(keyVisit+string(id), &v) {
		return nil
	}
	s.visits[id] = &v
	return &v
}

// touch marks what an event changed, so that it is written with it.
func (s *state) touchHouse()                        { s.dirty[keyHouse] = &s.house }
func (s *state) touchAdvisor(a *advisor)            { s.dirty[keyAdvisor+string(a.ID)] = a }
func (s *state) touchVisit(v *Visit)                { s.dirty[keyVisit+string(v.ID)] = v }
func (s *state) touchCustomer(c *registry.Customer) { s.dirty[keyCustomer+string(c.ID)] = c }

// today returns the visits of the day by number.
func (s *state) today() []*Visit {
	var out []*Visit
	for _, v := range s.visits {
		if v.Day == s.house.Day {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b *Visit) int { return a.Number - b.Number })
	return out
}

// staff returns every advisor in the order in which they joined the house.
func (s *state) staff() []*advisor {
	out := slices.Collect(maps.Values(s.advisors))
	slices.SortFunc(out, func(a, b *advisor) int { return a.Rank - b.Rank })
	return out
}

// serving returns the open visit that the advisor serves, or else is called to,
// or else expects, the oldest first; nil if none.
func (s *state) serving(id floor.AdvisorID) *Visit {
	var found *Visit
	for _, v := range s.visits {
		if v.Server == id && v.open() && (found == nil || nearer(v, found) < 0) {
			found = v
		}
	}
	return found
}

// nearer orders open visits by how far they have come, then by age. No two are
// equal, so that the answer never hangs on the order of a map.
func nearer(a, b *Visit) int {
	far := map[floor.VisitState]int{floor.Serving: 0, floor.Called: 1, floor.Waiting: 2}
	return cmp.Or(far[a.State]-far[b.State], a.OpenedAt.Compare(b.OpenedAt), strings.Compare(string(a.ID), string(b.ID)))
}
