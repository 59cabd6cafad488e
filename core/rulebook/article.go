package rulebook

import (
	"slices"
	"strconv"
	"strings"
)

// An Article is one row of the rulebook as people read it, with all that it
// decides, at whatever moment it is asked.
type Article struct {
	Row        string
	Reading    bool // not printed: how the house reads what its text leaves open
	Text       Text // where the row stands first
	Shown      Shown
	Says       Text // what is said where it is shown
	Provisions []Provision
}

// A Provision is what an article decides at one moment.
type Provision struct {
	Moment     Moment // "passing" for those who are passed over in the line
	Variant    string
	Text       Text   // if it is another sentence than the article's
	When       string // the condition as written, empty for always
	Then       []Part
	Readings   []string
	Parameters []string
}

// A Part is one thing that a clause decides, in the words of the file. A name
// that begins with "@" stands for the choice of that reading.
type Part struct {
	Part string // server, owner, turn, split.commission, ask, mark …
	Who  string // a person by what he is to the visit, or a role
	How  string // a word of the vocabulary, or a share
	To   string // of notify
}

// Articles lists the rows in the order of print, those that are readings last.
func (b *Book) Articles() []Article {
	by := map[string]*Article{}
	for _, row := range b.rowsAsWritten() {
		by[row] = &Article{Row: row, Reading: b.readings[row] != nil}
	}
	for _, c := range b.texts {
		a := by[c.row]
		a.Text, a.Shown, a.Says = c.text, c.shown, c.says
	}
	for _, m := range append(Moments(), passing) {
		for _, c := range b.moments[m] {
			by[c.row].add(m, c)
		}
	}
	rows := b.rowsAsWritten()
	slices.SortStableFunc(rows, func(x, y string) int {
		switch {
		case by[x].Reading && by[y].Reading:
			return compareIDs(x, y)
		case by[x].Reading:
			return 1
		case by[y].Reading:
			return -1
		}
		return b.comparePrinted(x, y)
	})
	return each(rows, func(row string) Article { return *by[row] })
}

// add takes a clause over; one that only states what holds adds no provision.
func (a *Article) add(m Moment, c *clause) {
	if a.Text == (Text{}) {
		a.Text = c.text
	}
	p := Provision{Moment: m, Variant: c.variant, When: c.when, Then: c.then.told()}
	if c.text != a.Text {
		p.Text = c.text
	}
	for _, u := range c.uses {
		if id, ok := strings.CutPrefix(u, "reading."); ok {
			p.Readings = append(p.Readings, id)
		} else {
			p.Parameters = append(p.Parameters, u)
		}
	}
	if len(p.Then) > 0 || p.Text != (Text{}) {
		a.Provisions = append(a.Provisions, p)
	}
}

// told lists what the outcome says, part by part.
func (o *outcome) told() []Part {
	var out []Part
	say := func(part, who, how string) {
		if who+how != "" {
			out = append(out, Part{Part: part, Who: who, How: how})
		}
	}
	for _, q := range o.ask {
		say("ask", "", q)
	}
	say("label", "", o.label.spell())
	if o.server != nil {
		say("server", o.server.spell(), o.by.spell())
	}
	say("role", "", o.role.spell())
	say("owner", o.owner.spell(), "")
	for _, t := range o.turn {
		say("turn", t.who.spell(), t.what.spell())
	}
	for _, s := range o.split {
		for _, sh := range s.shares {
			say("split."+s.kind, sh.who.spell(), sh.spell())
		}
	}
	if o.ruledSplit {
		say("split", "", "ruling")
	}
	if o.noSplit {
		say("split", "", "none")
	}
	say("scheme", "", o.scheme)
	say("credit", "", o.credit)
	return append(out, o.toldRecords()...)
}

// toldRecords lists what the outcome adds.
func (o *outcome) toldRecords() []Part {
	var out []Part
	add := func(p Part) { out = append(out, p) }
	if o.protected != nil {
		add(Part{Part: "protected", How: o.protected.src})
	}
	if o.valid != nil {
		add(Part{Part: "valid", How: strconv.FormatBool(*o.valid)})
	}
	if o.penalty != nil {
		add(Part{Part: "penalty", Who: o.penalty.who.spell(), How: o.penalty.spell()})
	}
	for _, m := range o.mark {
		add(Part{Part: "mark", Who: m.who.spell(), How: m.kind})
	}
	for _, n := range o.notify {
		add(Part{Part: "notify", Who: n.from.spell(), To: n.to.spell(), How: n.when})
	}
	for _, r := range o.require {
		add(Part{Part: "require", Who: r.who.spell(), How: r.what, To: r.deadline})
	}
	for _, p := range o.open {
		add(Part{Part: "open", How: p})
	}
	if o.arbiter != "" {
		add(Part{Part: "arbiter", Who: o.arbiter})
	}
	if o.needs != nil {
		add(Part{Part: "needs", Who: o.needs.Role})
	}
	return out
}

func (s shareOf) spell() string {
	switch {
	case s.rest:
		return "rest"
	case s.path != nil:
		return strings.Join(s.path, ".")
	}
	return string(s.share)
}

func (p *penaltyOf) spell() string {
	if p.min == p.max {
		return p.min.spell()
	}
	return p.min.spell() + "–" + p.max.spell()
}

func (a amount) spell() string {
	switch {
	case a.param == "":
		return strconv.Itoa(a.yuan)
	case a.end == 1:
		return a.param + ".max"
	}
	return a.param
}

// Meaning returns what a name that the book defines means, and whether the
// book says so.
func (b *Book) Meaning(name string) (Text, bool) {
	t, ok := b.defined[name]
	return t, ok && t.ZH != "" && t.EN != ""
}

// ShareIn returns the share that a path such as
// "referral_standin_split.closer" names, as it is in force.
func (b *Book) ShareIn(path string) (Share, bool) {
	keys := strings.Split(path, ".")
	p := b.parameters[keys[0]]
	if p == nil {
		return "", false
	}
	return p.share(keys[1:])
}

// Choice returns how a reading was settled, "" if there is none of the name.
func (b *Book) Choice(reading string) string {
	if r := b.readings[reading]; r != nil {
		return r.choice
	}
	return ""
}

// compareIDs puts A2 before A10, and both before words.
func compareIDs(x, y string) int {
	if len(x) != len(y) && strings.HasPrefix(x, "A") && strings.HasPrefix(y, "A") {
		return len(x) - len(y)
	}
	return strings.Compare(x, y)
}
