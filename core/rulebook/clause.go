package rulebook

import (
	"reflect"

	"cel.dev/cel-go/cel"
)

// A clause answers at one moment: a condition and an outcome.
type clause struct {
	row         string // printed number and part, or a reading's id
	variant     string
	text        Text
	when        string     // as written, "" for always
	terms       []*program // the condition, split at its outermost "and"
	then        outcome
	uses        []string // readings and parameters that it leans on
	shown       Shown    // of a text, where people meet it
	says        Text     // and what it says there
	traditional string   // the same in traditional Chinese; may be empty
	because     []string // the row, as the reason of an owner

	decides []part  // what the outcome decides once for all, in order
	parts   partSet // the same
	adds    bool    // it says what several clauses may say side by side
	most    int     // how many parts it may be cited for, at most, as a rule
}

// prepare works out what a ruling asks of every clause.
func (c *clause) prepare() {
	c.because = []string{c.row}
	for _, name := range c.then.parts() {
		p := partNamed(name)
		c.decides = append(c.decides, p)
		c.parts |= 1 << p
	}
	c.adds = c.then.adds()
	o := &c.then
	c.most = len(c.decides) + len(o.ask) + len(o.turn) + len(o.notify) + len(o.mark) + len(o.require)
}

// states reports whether the clause has no outcome: it says what holds.
func (c *clause) states() bool { return c.then.empty }

// An outcome is the compiled then of a clause.
type outcome struct {
	empty      bool
	label      word
	ask        []string
	answers    []int // the fields that they fill in
	server     *whom
	by, role   word
	owner      *whom
	turn       []turnOf
	split      []splitOf
	ruledSplit bool // the split is as the recorded ruling says
	noSplit    bool // nothing is shared
	scheme     string
	credit     string // "referrer" or "none"
	penalty    *penaltyOf
	mark       []markOf
	notify     []notifyOf
	require    []requireOf
	valid      *bool
	missing    []whom // words, or definitions that list them
	protected  *program
	arbiter    string
	needs      *needsFile
	open       []string // parts left to whoever must rule
}

// A word is a word of the vocabulary, or the choice of a reading.
type word struct {
	is      string
	reading string
}

func (w word) in(b *Book) string {
	if w.reading != "" {
		return b.readings[w.reading].choice
	}
	return w.is
}

// whom is how an outcome names somebody.
type whom struct {
	word    string // pool, a role, "all" … taken as it stands
	person  string // a variable
	group   bool   // the variable is a list of persons
	server  bool   // whoever serves by this ruling
	reading string // the choice of a reading names the person
}

type turnOf struct {
	who  whom
	what word
}

type splitOf struct {
	kind   string
	shares []shareOf
}

type shareOf struct {
	who   whom
	share Share
	path  []string // of a parameter, instead of share
	rest  bool     // what the others leave
}

type penaltyOf struct {
	who      whom
	min, max amount
}

// An amount is a number of yuan, or a parameter, or one end of its range.
type amount struct {
	yuan  int
	param string
	end   int // 1 the upper end
}

type markOf struct {
	who  whom
	kind string
}

type notifyOf struct {
	from, to   whom
	when, what string
}

type requireOf struct {
	who                  whom
	what, form, deadline string
}

// parts names what the outcome decides once for all, so that later clauses
// need not be asked about it. Turns are left out: they go by advisor.
func (o *outcome) parts() []string {
	var out []string
	add := func(is bool, part string) {
		if is {
			out = append(out, part)
		}
	}
	add(o.label != word{}, "label")
	add(o.server != nil, "server")
	add(o.owner != nil, "owner")
	for _, s := range o.split {
		out = append(out, "split."+s.kind)
	}
	add(o.ruledSplit || o.noSplit, "split")
	add(o.scheme != "", "scheme")
	add(o.credit != "", "referral_credit")
	add(o.penalty != nil, "penalty")
	add(o.valid != nil, "valid")
	add(o.protected != nil, "protected_until")
	add(o.arbiter != "", "arbiter")
	add(o.needs != nil, "needs_ruling")
	return append(out, o.open...)
}

// adds reports whether the outcome says anything that several clauses may say
// side by side.
func (o *outcome) adds() bool {
	return len(o.ask)+len(o.mark)+len(o.require) > 0 || (o.server == nil && len(o.turn)+len(o.notify) > 0)
}

var (
	boolType    = cel.BoolType
	advisorType = reflect.TypeFor[Advisor]()
)
