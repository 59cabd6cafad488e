package replay

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/journal"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

// A Stage is where a script plays: the real core over a real journal.
type Stage struct {
	Books   []*rulebook.Book
	Phrases *phrase.Book
	// Open opens the journal and the safe; it is called once more for each "restart".
	Open func() (journal.Log, desk.Safe, error)
	// Sheet returns the day's log as rows of cells, the first row being the
	// head; nil if the script may not look at it.
	Sheet func(log journal.Log, day string, d *desk.Desk) ([][]string, error)
	// Look is shown the floor after everything that happens; it may be nil.
	Look func(*floor.Snapshot)
	// Slip returns what a visit's slip says, line by line, in the language; nil likewise.
	Slip func(d *desk.Desk, v desk.Visit, lang floor.Language) ([]string, error)
}

// A Played is what came of a script.
type Played struct {
	Steps, Checks int
	Failures      []*Fault
	Desk          *desk.Desk  // as the day ended; close it, then the log
	Log           journal.Log // likewise
	Day           string
}

// player is a script under way.
type player struct {
	Stage
	name   string
	files  map[string]string
	random *rand.ChaCha8
	log    journal.Log
	safe   desk.Safe
	desk   *desk.Desk
	zone   *time.Location
	day    string
	now    time.Time
	visits map[string]desk.Opened
	badges map[string]string           // codes by advisor
	jobs   map[string]string           // print jobs by visit
	people map[string]floor.CustomerID // files that the script has named
	last   error                       // of the last thing that happened
	out    Played
}

// Run plays a script to its end. The error is a *Fault for a script that
// cannot be understood; what is not so is listed in Played.
func Run(name string, text []byte, stage Stage) (Played, error) {
	steps, files, err := parse(name, text)
	if err != nil {
		return Played{}, err
	}
	p := &player{Stage: stage, name: name, files: files, zone: time.UTC,
		visits: map[string]desk.Opened{}, badges: map[string]string{}, jobs: map[string]string{}, people: map[string]floor.CustomerID{},
		random: rand.NewChaCha8([32]byte([]byte("a day is the same each time ....")))}
	if err := p.open(); err != nil {
		return Played{}, err
	}
	for _, s := range steps {
		if err := p.step(s); err != nil {
			p.desk.Close()
			return p.out, errors.Join(&Fault{name, s.line, err.Error()}, p.log.Close())
		}
	}
	p.out.Desk, p.out.Log, p.out.Day = p.desk, p.log, p.day
	return p.out, nil
}

func (p *player) open() error {
	var err error
	if p.log, p.safe, err = p.Open(); err != nil {
		return err
	}
	p.desk, err = desk.Open(desk.Settings{Log: p.log, Vault: p.safe, Random: p.random, Books: p.Books,
		Hours: rulebook.Hours{LunchFrom: "12:00", LunchTo: "13:30"}})
	return err
}

func (p *player) step(s step) error {
	if s.at != "" {
		if err := p.tick(s.at); err != nil {
			return err
		}
		return p.happen(s)
	}
	if known, err := p.prepare(s); known || err != nil {
		return p.worded(err)
	}
	p.out.Checks++
	wrong, err := p.check(s)
	if err != nil {
		return err
	}
	if wrong != "" {
		p.out.Failures = append(p.out.Failures, &Fault{p.name, s.line, s.text + ": " + wrong})
	}
	return nil
}

// worded says a refusal as a person would read it.
func (p *player) worded(err error) error {
	var r *floor.Refusal
	if errors.As(err, &r) {
		return fmt.Errorf("%s: %s", r.Key, p.Phrases.Refusal(floor.English, r))
	}
	return err
}

// tick moves the script's clock on. Within a day it never runs backwards: that
// is a slip of the pen, and the desk would silently take the later time.
func (p *player) tick(at string) error {
	if p.day == "" {
		return errors.New("the day comes before anything happens: day 2026-11-23")
	}
	now, err := clock(p.day, at, p.zone)
	if err != nil {
		return err
	}
	if now.Before(p.now) {
		return fmt.Errorf("%s comes after %s; a script goes forward", at, p.now.In(p.zone).Format(time.TimeOnly))
	}
	p.now = now
	return nil
}

// prepare carries out the lines that set a day up.
func (p *player) prepare(s step) (known bool, err error) {
	switch s.verb {
	case "house":
		return true, p.found(s)
	case "advisors":
		return true, p.hireAll(s)
	case "switch":
		return true, p.switchBook(s)
	case "day":
		if _, err := time.Parse(time.DateOnly, s.word(0)); err != nil {
			return true, fmt.Errorf("%q is not a day such as 2026-11-23", s.word(0))
		}
		p.day = s.word(0)
		p.now, err = clock(p.day, "00:00", p.zone)
		return true, err
	case "restart":
		p.desk.Close()
		if err := p.log.Close(); err != nil {
			return true, err
		}
		return true, p.open()
	}
	return false, nil
}

// hireAll puts the staff on the books, in the order of their ids: ana=安娜:1 is
// the advisor ana, called 安娜, at desk 1.
func (p *player) hireAll(s step) error {
	for _, id := range slices.Sorted(maps.Keys(s.pairs)) {
		name, at, _ := strings.Cut(s.pairs[id], ":")
		if err := p.desk.Hire(p.stamp(floor.Manager), floor.AdvisorID(id), name, at); err != nil {
			return err
		}
	}
	return nil
}

func (p *player) found(s step) error {
	zone := s.pairs["zone"]
	if zone == "" {
		zone = "Asia/Shanghai"
	}
	site := s.pairs["site"]
	if site == "" {
		site = "main"
	}
	if p.day == "" {
		return errors.New("the day comes before the house: day 2026-11-23")
	}
	stamp := p.stamp(floor.System)
	local, unknown := time.LoadLocation(zone)
	if unknown == nil && p.zone != local { // the script's hours are the house's from now on
		at, err := clock(p.day, p.now.In(p.zone).Format(time.TimeOnly), local)
		if err != nil {
			return err
		}
		stamp.At = at
	}
	err := p.desk.Found(stamp, desk.Founding{Name: s.word(0), Site: floor.SiteID(site), Zone: zone,
		Demo: slices.Contains(s.words, "demo"), Rulebook: s.pairs["rulebook"]})
	if err == nil {
		p.zone, p.now = local, stamp.At
	}
	return err
}

// switchBook throws readings (A6=consume) and parameters (return_minutes=10) of
// the rulebook in force; what was thrown before stays so.
func (p *player) switchBook(s step) error {
	in := p.desk.Rulebook()
	at := slices.IndexFunc(p.Books, func(b *rulebook.Book) bool { return b.ID() == in.ID })
	if at < 0 {
		return errors.New("no rulebook is in force yet")
	}
	readings, parameters := maps.Clone(in.Readings), maps.Clone(in.Parameters)
	if readings == nil {
		readings = map[string]string{}
	}
	if parameters == nil {
		parameters = map[string]any{}
	}
	for key, value := range s.pairs {
		if _, err := p.Books[at].With(map[string]string{key: value}, nil); err == nil {
			readings[key] = value
		} else if n, err := strconv.ParseInt(value, 10, 64); err == nil {
			parameters[key] = n
		} else {
			parameters[key] = value
		}
	}
	return p.desk.Enforce(p.stamp(floor.Manager), in.ID, readings, parameters)
}

func (p *player) stamp(by floor.Actor) desk.Stamp { return desk.Stamp{At: p.now, By: by} }

// by is who gives a command: as= names an advisor, otherwise usual.
func (p *player) by(s step, usual floor.Actor) desk.Stamp {
	if who := s.pairs["as"]; who != "" {
		usual = floor.Staff(floor.AdvisorID(who))
	}
	return p.stamp(usual)
}

// happen carries out a line with a time.
func (p *player) happen(s step) error {
	p.out.Steps++
	run, ok := verbs()[s.verb]
	if !ok {
		return fmt.Errorf("%q is not something that happens; known are %s", s.verb, strings.Join(slices.Sorted(maps.Keys(verbs())), ", "))
	}
	if err := known(s, run.keys); err != nil {
		return err
	}
	p.last = run.do(p, s)
	if p.Look != nil {
		p.Look(p.desk.Snapshot())
	}
	var r *floor.Refusal
	refused := errors.As(p.last, &r)
	switch {
	case s.refuse && !refused && p.last != nil:
		return p.last
	case s.refuse && !refused:
		p.fail(s, "was done, though the house should have refused")
	case !s.refuse && p.last != nil && refused:
		p.fail(s, "was refused: "+p.Phrases.Refusal(floor.English, r))
	case !s.refuse && p.last != nil:
		return p.last
	}
	return nil
}

func (p *player) fail(s step, what string) {
	p.out.Failures = append(p.out.Failures, &Fault{p.name, s.line, s.text + ": " + what})
}

// anyKey stands for keys that only the rulebook or the log knows.
const anyKey = "."

// known refuses a key that the verb does not read: a misspelt key must not be
// a silent pass. A key that ends in "." stands for all that begin with it.
func known(s step, keys string) error {
	if keys == anyKey {
		return nil
	}
	list := append(strings.Fields(keys), "as")
	for key := range s.pairs {
		if slices.Contains(list, key) || slices.ContainsFunc(list, func(k string) bool {
			return strings.HasSuffix(k, ".") && strings.HasPrefix(key, k)
		}) {
			continue
		}
		return fmt.Errorf("%s does not know %s=; it knows %s", s.verb, key, strings.Join(list, ", "))
	}
	return nil
}
