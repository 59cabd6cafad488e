package rulebook

import (
	"fmt"
	"slices"
	"strings"

	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"shouwen/core/floor"
)

// Why a clause was passed over, as phrase keys.
const (
	passedNotSo   = "rulebook.passed.not_so"  // On: the part of its condition that does not hold
	passedUnknown = "rulebook.passed.unknown" // On: the facts that nobody knows
	passedAsking  = "rulebook.passed.asking"  // a question must be answered first
	passedDecided = "rulebook.passed.decided" // an earlier clause has decided all that it decides
)

// Judge rules on the facts at a moment. Clauses are asked in the order of the
// book; the first that answers decides a part of the ruling, later ones may
// decide the parts that are left. A condition that cannot be worked out,
// because a fact that matters is unknown or an error occurs, is not skipped:
// what the clause would have decided is left to the role that the book asks.
//
// An error means facts that cannot be, such as an advisor of whom nothing is
// known.
func (b *Book) Judge(m Moment, f Facts) (Ruling, error) {
	j, err := b.judge(m, f)
	if err != nil {
		return Ruling{}, err
	}
	j.scene.release()
	return j.r, nil
}

// judge is Judge; whoever calls it may look at the scene.
func (b *Book) judge(m Moment, f Facts) (*judging, error) {
	if !slices.Contains(Moments(), m) {
		return nil, fmt.Errorf("rulebook: no moment %q", m)
	}
	zone, err := b.zone(f.Zone)
	if err != nil {
		return nil, err
	}
	s := b.newScene()
	s.facts = f
	if err := s.facts.check(); err != nil {
		s.release()
		return nil, fmt.Errorf("rulebook: %s: %w", m, err)
	}
	s.open(zone)
	j := &judging{book: b, scene: s}
	j.r = Ruling{Moment: m, Book: BookRef{b.id, b.version, b.digest}}
	j.cited, j.gave = j.room.cited[:0], j.room.gave[:0]
	clauses := b.moments[m]
	j.r.Passed = make([]Passed, 0, len(clauses))
	for _, c := range clauses {
		j.ask(c)
	}
	j.passedOver()
	j.close()
	return j, nil
}

// judging is one ruling in the making.
type judging struct {
	book    *Book
	scene   *scene
	r       Ruling
	decided partSet
	byTurn  bool // the server was taken from the line
	cited   []*clause
	gave    [][]string // what each of cited decided or added
	room    struct {   // for as many clauses as are cited as a rule
		cited [12]*clause
		gave  [12][]string
	}
}

// ask puts one clause. While a question to the visitor is open nobody is
// assigned: then only clauses that ask more are put.
func (j *judging) ask(c *clause) {
	if len(j.r.Ask) > 0 && len(c.then.ask) == 0 {
		j.pass(c, passedAsking, "")
		return
	}
	if !c.states() && j.nothingLeft(c) {
		j.pass(c, passedDecided, "")
		return
	}
	switch on, verdict := j.holds(c); verdict {
	case verdictNo:
		j.pass(c, passedNotSo, on)
	case verdictOpen:
		j.leaveOpen(c, on)
	case verdictYes:
		j.apply(c)
	}
}

func (j *judging) pass(c *clause, why, on string) {
	j.r.Passed = append(j.r.Passed, Passed{Row: c.row, Case: c.variant, Why: why, On: on})
}

// nothingLeft reports whether earlier clauses decided all that this one could.
func (j *judging) nothingLeft(c *clause) bool {
	own := c.parts &^ (1 << partNeeds)
	if own == 0 {
		return !c.adds && j.decided.has(partNeeds)
	}
	return len(c.then.ask) == 0 && own&^j.decided.whole() == 0
}

type verdict int

const (
	verdictYes verdict = iota
	verdictNo
	verdictOpen
)

// holds works out the condition part by part. One part that does not hold
// settles it, whatever is unknown in the others.
func (j *judging) holds(c *clause) (on string, v verdict) {
	var open ref.Val // the first that is not known
	for _, t := range c.terms {
		switch val := t.eval(j.scene); {
		case val == types.True:
		case val == types.False:
			return t.src, verdictNo
		case open == nil:
			open = val
		}
	}
	if open != nil {
		return j.why(open), verdictOpen
	}
	return "", verdictYes
}

// why says what stands in the way of a value.
func (j *judging) why(val ref.Val) string {
	if u, ok := val.(*types.Unknown); ok {
		return strings.Join(j.scene.unknownFacts(u), " ")
	}
	return fmt.Sprint(val)
}

// leaveOpen hands what the clause would have decided to a person.
func (j *judging) leaveOpen(c *clause, on string) {
	if c.states() {
		j.pass(c, passedUnknown, on)
		return
	}
	var parts []string
	for _, p := range c.decides {
		if !j.decided.has(p) {
			j.decided |= 1 << p
			parts = append(parts, j.book.partNames[p])
		}
	}
	j.needs(c, j.book.asks, c.text, on)
	if !slices.Contains(parts, "needs_ruling") {
		parts = append(parts, "needs_ruling")
	}
	j.cite(c, parts)
	j.gave[len(j.gave)-1] = nil // it asks for a ruling because it could not decide
}

// needs records the first reason why a person must rule.
func (j *judging) needs(c *clause, role string, why Text, on string) {
	if j.r.NeedsRuling == nil {
		j.r.NeedsRuling = &NeedsRuling{Role: role, Clause: c.row, Why: why, On: on}
	}
	j.decided |= 1 << partNeeds
}

// cite adds the clause to those that the ruling rests on; a row that answers
// for two advisors is cited once.
func (j *judging) cite(c *clause, parts []string) {
	j.cited, j.gave = append(j.cited, c), append(j.gave, parts)
	for i := range j.r.Clauses {
		if at := &j.r.Clauses[i]; at.Row == c.row && at.Text == c.text {
			for _, p := range parts {
				if !slices.Contains(at.Parts, p) {
					at.Parts = append(at.Parts, p)
				}
			}
			return
		}
	}
	j.r.Clauses = append(j.r.Clauses, Cited{Row: c.row, Case: c.variant, Text: c.text, Parts: parts})
}

// passedOver judges those in the line whom the server was taken before.
func (j *judging) passedOver() {
	if !j.byTurn || len(j.book.moments[passing]) == 0 {
		return
	}
	j.eachPassed(func(id floor.AdvisorID) { j.passOver(id, j.book.moments[passing]) })
}

// eachPassed calls see while he is each of those in the line before the server.
func (j *judging) eachPassed(see func(floor.AdvisorID)) {
	for _, id := range j.scene.line {
		if id == j.r.Server {
			return
		}
		j.scene.as(id, func() ref.Val { see(id); return nil })
	}
}

// passOver judges one of them, until a clause says what becomes of his turn.
func (j *judging) passOver(id floor.AdvisorID, clauses []*clause) {
	before := j.decided
	j.decided = 0
	if j.r.NeedsRuling != nil {
		j.decided = 1 << partNeeds
	}
	for _, c := range clauses {
		if j.ask(c); j.r.Turn[id] != "" {
			break
		}
	}
	j.decided = before
}

// close writes down what the ruling leaned on and read.
func (j *judging) close() {
	if len(j.r.Passed) == 0 {
		j.r.Passed = nil
	}
	for _, c := range j.cited {
		for _, name := range c.uses {
			set := j.book.settings[name]
			into := &j.r.Parameters
			if set.reading {
				into = &j.r.Readings
			}
			if *into == nil {
				*into = make(map[string]string, 8)
			}
			(*into)[set.name] = set.says
		}
	}
	j.r.Facts = j.scene.reads()
	if len(j.r.Facts) == 0 {
		j.r.Facts = nil
	}
}
