package claimpage

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

// A rulingView is one ruling in words: what follows, by which clauses, and
// which others were passed over.
type rulingView struct {
	Title   string
	At      string
	Lines   []string
	Needs   string // a person must decide
	Clauses []clauseView
	Passed  []passedView
	Leaned  []string // readings and numbers leaned on
	Facts   []string // for the manager alone
	Book    string
}

type clauseView struct{ Row, Text, Parts string }
type passedView struct{ Row, Why, On string }

// rulings words every ruling of a visit, the newest first.
func (c *call) rulings(v desk.Visit) ([]rulingView, error) {
	var out []rulingView
	for _, r := range v.Rulings {
		var ruling rulebook.Ruling
		if err := json.Unmarshal(r.Ruling, &ruling); err != nil {
			return nil, fmt.Errorf("page: read ruling of record %d: %w", r.Seq, err)
		}
		one := c.ruling(ruling)
		one.Title, one.At = c.word("page.moment", r.Moment), c.moment(r.At)
		out = append(out, one)
	}
	slices.Reverse(out)
	return out, nil
}

func (c *call) ruling(r rulebook.Ruling) rulingView {
	out := rulingView{Lines: c.outcome(r), Book: r.Book.ID + " " + r.Book.Version}
	if n := r.NeedsRuling; n != nil {
		out.Needs = c.say("page.ruling.needs", "role", c.whom(n.Role), "why", n.Why.In(c.lang))
	}
	for _, cited := range r.Clauses {
		row := cited.Row
		if _, read := r.Readings[row]; read { // not printed: how the house reads what its text leaves open
			row = c.say("page.ruling.reading", "name", row)
		}
		out.Clauses = append(out.Clauses, clauseView{row, cited.Text.In(c.lang), c.parts(cited.Parts)})
	}
	for _, p := range r.Passed {
		one := passedView{p.Row, c.word("page.passed", strings.TrimPrefix(p.Why, "rulebook.passed.")), p.On}
		if !slices.Contains(out.Passed, one) { // a printed clause may be several rows
			out.Passed = append(out.Passed, one)
		}
	}
	for _, at := range []map[string]string{r.Readings, r.Parameters} {
		for _, name := range slices.Sorted(maps.Keys(at)) {
			out.Leaned = append(out.Leaned, name+" = "+at[name])
		}
	}
	if c.manager() {
		for _, f := range r.Facts {
			out.Facts = append(out.Facts, f.Fact+" = "+f.Value)
		}
	}
	return out
}

// outcome says what follows from a ruling, one sentence a part.
func (c *call) outcome(r rulebook.Ruling) []string {
	var out []string
	if r.Server != "" {
		out = append(out, c.say("page.ruling.server", "advisor", c.name(r.Server), "why", c.word("page.by", r.ServerBy)))
	}
	if r.Owner != "" {
		out = append(out, c.say("page.ruling.owner", "advisor", c.name(r.Owner)))
	}
	if r.Label != "" {
		out = append(out, c.say("page.ruling.label", "label", c.word("page.label", r.Label)))
	}
	for _, id := range slices.Sorted(maps.Keys(r.Turn)) {
		out = append(out, c.say("page.ruling.turn", "advisor", c.name(id), "effect", c.word("page.turn", string(r.Turn[id]))))
	}
	for _, s := range r.Split {
		out = append(out, c.say("page.ruling.split", "kind", c.word("page.split", s.Kind), "shares", c.shares(s)))
	}
	if until, ok := r.ProtectedUntil.Value(); ok {
		out = append(out, c.say("page.ruling.protected", "until", until.In(c.now.Location()).Format("2006-01-02 15:04")))
	}
	if valid, ok := r.Valid.Value(); ok {
		out = append(out, c.validity(valid, r.Missing))
	}
	return append(out, c.duties(r)...)
}

func (c *call) validity(valid bool, missing []string) string {
	if valid {
		return c.say("page.ruling.valid")
	}
	var words []string
	for _, m := range missing {
		words = append(words, c.word("page.missing", m))
	}
	return c.say("page.ruling.invalid", "missing", strings.Join(words, c.say("page.and")))
}

// duties says what somebody must now do, or answers for.
func (c *call) duties(r rulebook.Ruling) []string {
	var out []string
	if p, ok := r.Penalty.Value(); ok {
		out = append(out, c.say("page.ruling.penalty", "advisor", c.name(p.Who), "least", strconv.Itoa(p.YuanMin), "most", strconv.Itoa(p.YuanMax)))
	}
	for _, m := range r.Mark {
		out = append(out, c.say("page.ruling.mark", "who", c.whom(m.Who), "mark", c.word("page.mark", m.Kind)))
	}
	for _, n := range r.Notify {
		out = append(out, c.say("page.ruling.notify", "from", c.whom(n.From), "to", c.whom(n.To), "when", c.word("page.when", n.When)))
	}
	for _, q := range r.Require {
		out = append(out, c.say("page.ruling.require", "who", c.whom(q.Who), "what", c.word("page.duty", q.What), "when", c.word("page.deadline", q.Deadline)))
	}
	if r.Arbiter != "" {
		out = append(out, c.say("page.ruling.arbiter", "role", c.whom(r.Arbiter)))
	}
	return out
}

func (c *call) shares(s rulebook.Split) string {
	var out []string
	for _, id := range slices.Sorted(maps.Keys(s.Shares)) {
		out = append(out, c.name(id)+" "+string(s.Shares[id]))
	}
	return strings.Join(out, c.say("page.and"))
}

// parts says what a clause decided.
func (c *call) parts(parts []string) string {
	var out []string
	for _, part := range parts {
		head, rest, _ := strings.Cut(part, ".")
		switch head {
		case "turn":
			out = append(out, c.say("page.part.turn", "advisor", c.name(floor.AdvisorID(rest))))
		case "split":
			out = append(out, c.word("page.split", rest))
		default:
			out = append(out, c.word("page.part", head))
		}
	}
	return strings.Join(out, c.say("page.and"))
}

// whom names an advisor or a role.
func (c *call) whom(text string) string {
	if _, ok := c.advisor(floor.AdvisorID(text)); ok {
		return c.name(floor.AdvisorID(text))
	}
	return c.word("page.role", text)
}

// A turnView is one effect on somebody's turn, and why.
type turnView struct {
	At, Words, Number, Link string
	Why                     []string
}

// turns words the effects on a visit's turns, those of one advisor or, with an
// empty id, of all.
func (c *call) turns(v desk.Visit, of floor.AdvisorID) []turnView {
	var out []turnView
	for _, t := range v.Turns {
		if of != "" && t.Advisor != of {
			continue
		}
		one := turnView{At: c.clock(t.At), Words: c.word("page.effect", t.Effect), Why: c.whyTurn(v, t)}
		if of == "" {
			one.Words = c.say("page.ruling.turn", "advisor", c.name(t.Advisor), "effect", one.Words)
		} else {
			one.Number, one.Link = number(v.Number), "/visit/"+string(v.ID)
		}
		out = append(out, one)
	}
	return out
}

// whyTurn gives the clauses with their sentences; a turn that the manager moved has none.
func (c *call) whyTurn(v desk.Visit, t desk.Turned) []string {
	if len(t.Clauses) == 0 {
		return nil
	}
	texts := map[string]string{}
	for _, r := range v.Rulings {
		var ruling struct {
			Clauses []rulebook.Cited `json:"clauses"`
		}
		if json.Unmarshal(r.Ruling, &ruling) == nil {
			for _, cited := range ruling.Clauses {
				texts[cited.Row] = cited.Text.In(c.lang)
			}
		}
	}
	var out []string
	for _, row := range t.Clauses {
		out = append(out, strings.TrimSpace(row+" "+texts[row]))
	}
	return out
}

func number(n int) string { return fmt.Sprintf("%03d", n) }
