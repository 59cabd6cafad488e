package trial

import (
	"encoding/json"
	"fmt"
	"math/big"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/rulebook"
)

// Records are the journal, as far as it is read here.
type Records interface {
	Read(from uint64, f func(journal.Record) error) error
}

// A Backtest is the journal of some days judged again under another rulebook.
// The facts are as they were recorded: what a changed ruling would have made
// of the days after it is not played on.
type Backtest struct {
	Book     rulebook.BookRef
	From, To string // days, both included
	Ruled    int    // rulings that were judged again
	Visits   int
	Walked   int // of the rulings: those that rest on questions that nobody put then, the visitor being taken to be unsure
	Refused  []Refused
	Changed  []Rejudged
	Totals   map[floor.AdvisorID]*Total
	Names    map[floor.AdvisorID]string
}

// A Rejudged ruling would give another server, owner, turn or split.
type Rejudged struct {
	Seq     uint64 // of its record
	At      time.Time
	Day     string
	Number  int // of the visit, 0 if it has none
	Moment  rulebook.Moment
	Changes []Change
	Was, Is rulebook.Ruling
}

// A Refused record holds facts that the rulebook cannot be asked about.
type Refused struct {
	Seq uint64
	Err error
}

// A Total is what an advisor had and what he would have had: rulings that
// let him serve, that gave him the customer, that used a turn of his, and his shares of money.
type Total struct{ Was, Is Tally }

// A Tally counts for one advisor.
type Tally struct {
	Serves, Owns, Turns int
	Shares              *big.Rat // of all kinds of money, one deal's whole being 1
}

// ruled is one ruling of the journal, read and judged again.
type ruled struct {
	Rejudged
	walked bool
	err    error
	facts  json.RawMessage
	ruling json.RawMessage
}

// Judge judges the rulings of the days again under the book.
func Judge(log Records, book *rulebook.Book, from, to string) (*Backtest, error) {
	b := &Backtest{Book: rulebook.BookRef{ID: book.ID(), Version: book.Version(), Digest: book.Digest()}, From: from, To: to,
		Totals: map[floor.AdvisorID]*Total{}, Names: map[floor.AdvisorID]string{}}
	work, done := make(chan []*ruled), make(chan struct{})
	var all sync.WaitGroup
	for range min(2, runtime.GOMAXPROCS(0)) {
		all.Go(func() {
			for batch := range work {
				for _, r := range batch {
					r.judge(book)
				}
			}
		})
	}
	var read []*ruled
	var err error
	go func() {
		defer close(done)
		read, err = b.read(log, work)
		close(work)
	}()
	<-done
	all.Wait()
	if err != nil {
		return nil, err
	}
	b.add(read)
	return b, nil
}

// read takes the rulings of the days from the journal and hands them out.
func (b *Backtest) read(log Records, work chan<- []*ruled) ([]*ruled, error) {
	var out, batch []*ruled
	events, zone := event.NewReader(), time.UTC
	numbers := map[floor.VisitID]int{}
	visits := map[floor.VisitID]bool{}
	err := log.Read(1, func(r journal.Record) error {
		if !slices.Contains([]string{"house.founded", "advisor.joined", "visit.opened", "visit.ruled"}, r.Kind) {
			return nil
		}
		e, err := events.Read(r.Kind, r.Schema, r.Body)
		if err != nil {
			return fmt.Errorf("trial: record %d: %w", r.Seq, err)
		}
		switch e := e.(type) {
		case event.HouseFounded:
			if z, err := time.LoadLocation(e.Zone); err == nil {
				zone = z
			}
		case event.AdvisorJoined:
			b.Names[e.Advisor] = e.Name
		case event.VisitOpened:
			numbers[e.Visit] = e.Number
		case event.VisitRuled:
			day := floor.DayOf(r.At, zone)
			if day < b.From || day > b.To {
				return nil
			}
			visits[e.Visit] = true
			x := &ruled{facts: e.Facts, ruling: e.Ruling}
			x.Seq, x.At, x.Day, x.Number, x.Moment = r.Seq, r.At.In(zone), day, numbers[e.Visit], rulebook.Moment(e.Moment)
			out, batch = append(out, x), append(batch, x)
			if len(batch) == 64 {
				work <- batch
				batch = nil
			}
		}
		return nil
	})
	work <- batch
	b.Visits = len(visits)
	return out, err
}

// judge reads the facts and both rulings.
func (r *ruled) judge(book *rulebook.Book) {
	var facts rulebook.Facts
	if r.err = json.Unmarshal(r.facts, &facts); r.err != nil {
		return
	}
	if r.err = json.Unmarshal(r.ruling, &r.Was); r.err != nil {
		return
	}
	r.Is, r.err = book.Judge(r.Moment, facts)
	for range 2 { // the first answers may open more questions
		if r.err == nil && r.Moment == rulebook.Arrival && r.Is.Server == "" && len(r.Is.Ask) > 0 {
			r.walked = true
			facts.Answer = facts.Answer.WalkedPast(r.Is.Ask)
			r.Is, r.err = book.Judge(r.Moment, facts)
		}
	}
	r.facts, r.ruling = nil, nil
	for _, c := range changes(&r.Was, &r.Is) {
		if slices.Contains([]string{"server", "owner", "turn", "split"}, c.Part) {
			r.Changes = append(r.Changes, c)
		}
	}
	if len(r.Changes) == 0 { // of years of visits most stay as they were, and nobody asks why
		r.Was, r.Is = outlines(&r.Was), outlines(&r.Is)
	}
}

// outlines keeps what totals are counted from.
func outlines(r *rulebook.Ruling) rulebook.Ruling {
	return rulebook.Ruling{Server: r.Server, Owner: r.Owner, Turn: r.Turn, Split: r.Split}
}

// add takes the rulings over, in the order of the journal.
func (b *Backtest) add(all []*ruled) {
	for _, r := range all {
		b.Ruled++
		if r.err != nil {
			b.Refused = append(b.Refused, Refused{r.Seq, r.err})
			continue
		}
		if r.walked {
			b.Walked++
		}
		b.count(&r.Was, func(t *Total) *Tally { return &t.Was })
		b.count(&r.Is, func(t *Total) *Tally { return &t.Is })
		if len(r.Changes) > 0 {
			b.Changed = append(b.Changed, r.Rejudged)
		}
	}
}

func (b *Backtest) count(r *rulebook.Ruling, side func(*Total) *Tally) {
	of := func(id floor.AdvisorID) *Tally {
		if b.Totals[id] == nil {
			b.Totals[id] = &Total{Tally{Shares: new(big.Rat)}, Tally{Shares: new(big.Rat)}}
		}
		return side(b.Totals[id])
	}
	if r.Server != "" {
		of(r.Server).Serves++
	}
	if r.Owner != "" {
		of(r.Owner).Owns++
	}
	for id, t := range r.Turn {
		if t == rulebook.Consume {
			of(id).Turns++
		}
	}
	for _, s := range r.Split {
		for id, share := range s.Shares {
			of(id).Shares.Add(of(id).Shares, share.Rat())
		}
	}
}

// clauses spells the rows that decided a part.
func clauses(r *rulebook.Ruling, part string) string {
	if rows := rowsOf(r, part); len(rows) > 0 {
		return " (" + strings.Join(rows, ", ") + ")"
	}
	return ""
}
