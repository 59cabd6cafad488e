package main

import (
	"errors"
	"fmt"
	"slices"
	"sync"
	"time"

	"shouwen/assets"
	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/slip"
	"shouwen/kiosk/flow"
	"shouwen/kiosk/pinyin"
)

// A lobby carries out what the touchscreen and the scanner ask of the desk,
// and tells the touchscreen what came of it. It draws nothing and may be used from any goroutine.
type lobby struct {
	*house
	names   *pinyin.Book
	paper   *paper
	site    *site
	address func() string // host:port of the advisors' page, "" when there is none
	news    chan<- flow.News

	mu      sync.Mutex
	badge   floor.AdvisorID // who scanned his badge last
	badgeAt time.Time
	keys    map[floor.VisitID]string // under which key the touchscreen knows a visit whose slip has not ended
	keysOf  string                   // the day of keys
	told    string                   // digest of the rulebook that the touchscreen was told of
}

// badgeHolds is how long a scanned badge speaks for the next slip.
const badgeHolds = 30 * time.Second

// consentVersion names the wording of the notice beside the phone; a new wording gets a new one.
const consentVersion = "2026-11-24"

// newLobby opens the printer and the advisors' page. A page that cannot be
// opened leaves a lobby that takes visitors all the same, and a manager who is told.
func newLobby(h *house) (*lobby, error) {
	l := &lobby{house: h, keys: map[floor.VisitID]string{}}
	l.address = func() string { return l.site.address() }
	var err error
	if l.names, err = pinyin.Load(assets.Files, "pinyin"); err != nil {
		return nil, err
	}
	if l.paper, err = openPaper(h.cfg.Printer, h.phrases, h.now, h.log, l.printerIs); err != nil {
		return nil, err
	}
	if err := l.leftSlips(); err != nil {
		l.paper.close()
		return nil, err
	}
	if fault := l.openSite(); fault != nil {
		h.log.Error("the advisors' page is not there", "fault", fault)
		err = h.tend("the manager is not told of the page", h.desk.Notify(l.stamp(floor.System), "notice.page", nil))
	} else {
		err = h.tend("the notice about the page stays", h.desk.Clear(l.stamp(floor.System), "notice.page"))
	}
	if err != nil {
		l.Close()
		return nil, err
	}
	return l, nil
}

// Close ends the page and the printer.
func (l *lobby) Close() {
	if l.site != nil {
		l.site.close()
	}
	l.paper.close()
}

// listen takes where news for the touchscreen goes; before the windows stand there is nowhere.
func (l *lobby) listen(news chan<- flow.News) {
	l.mu.Lock()
	l.news = news
	l.mu.Unlock()
}

// tell brings news to the touchscreen, in order. The pump takes each piece at
// once and lets it wait for a busy window; the channel fills up only after the
// windows have gone, or if a window has not drawn for longer than any visitor
// waits. Then the news is dropped and logged, since the printer must not wait: the
// visitor reads on paper, or the staff in the corner, what the screen did not say.
func (l *lobby) tell(n flow.News) {
	l.mu.Lock()
	news := l.news
	l.mu.Unlock()
	if news == nil {
		return
	}
	select {
	case news <- n:
	default:
		l.log.Warn("the touchscreen was not told", "news", fmt.Sprintf("%T", n))
	}
}

// settings are what the house decided about its touchscreen.
func (l *lobby) settings() flow.Settings {
	v := l.cfg.Visitor
	set := flow.Settings{
		Check: checkPhone, Names: l.names, NoPIN: !l.desk.HasManagerPIN(), Rulebook: map[string]string{},
		Consent:  flow.Consent{Version: consentVersion, Months: v.ConsentMonths, Contact: v.Contact},
		Looks:    l.cfg.Look.looks(),
		Patience: flow.Patience{Question: time.Duration(v.Patience) * time.Second},
	}
	set.SiteIDs, set.Sites = v.sites()
	if known := l.desk.Sites(); slices.ContainsFunc(set.SiteIDs, func(id floor.SiteID) bool { return known[id] == "" }) {
		set.SiteIDs = nil // a site that is not on record must not keep a visitor out
	}
	l.readRules(&set)
	return set
}

func (l *lobby) stamp(by floor.Actor) desk.Stamp { return desk.Stamp{At: l.now(), By: by} }

// carryOut does what a touch asked for, and returns what to tell the touchscreen.
func (l *lobby) carryOut(cmd flow.Command) flow.News {
	switch c := cmd.(type) {
	case flow.OpenVisit:
		return l.open(c)
	case flow.CheckPIN:
		if err := l.desk.CheckPIN(l.now(), "", c.PIN); err != nil {
			return l.no("", err)
		}
		return flow.Admitted{By: floor.Manager}
	case flow.ChoosePIN:
		if err := l.desk.SetPIN(l.stamp(floor.Manager), "", c.PIN); err != nil {
			return l.no("", err)
		}
		return flow.SettingsChanged{Settings: l.settings()}
	}
	if n := l.cornerPrinter(cmd); n != nil {
		return n
	}
	key, args, err := l.corner(cmd)
	if err != nil {
		return l.no("", err)
	}
	return flow.Noted{Key: key, Args: args}
}

// no tells a refusal as such; anything else is a fault, logged here where it stops.
func (l *lobby) no(key string, err error) flow.News {
	var r *floor.Refusal
	if errors.As(err, &r) {
		return flow.Refused{Key: key, Refusal: r}
	}
	l.log.Error("a command failed", "fault", err)
	return flow.Fault{Key: key}
}

func (l *lobby) open(c flow.OpenVisit) flow.News {
	stamp := l.stamp(floor.Visitor)
	stamp.Key = c.Key
	o, err := l.desk.Open(stamp, c.Answers, c.Person, c.Consent)
	if err != nil {
		return l.no(c.Key, err)
	}
	l.know(o.Visit, c.Key)
	v, err := l.desk.Visit(o.Visit)
	if err != nil {
		return l.no(c.Key, err)
	}
	state := flow.SlipPrinting
	if err := l.print(v, false); err != nil {
		l.log.Error("a slip was not handed to the printer", "fault", err)
		state = flow.SlipFailed
		l.forget(v.ID)
	}
	said := l.said(v)
	return flow.Ruled{Key: c.Key, Number: o.Number, Sentence: flow.Sentence(said.kind), Server: o.Server, Name: said.server,
		Desk: said.desk, Owner: o.StandsFor, Slip: state, Link: slip.Link(l.address(), o.Code), Code: slip.Typed(o.Code)}
}

// know remembers under which key the touchscreen knows the visit until its slip
// has ended, and at most until the next day.
func (l *lobby) know(id floor.VisitID, key string) {
	day := l.desk.Today()
	l.mu.Lock()
	defer l.mu.Unlock()
	if day != l.keysOf {
		clear(l.keys)
		l.keysOf = day
	}
	l.keys[id] = key
}

// forget returns the key of the visit, once; "" if the touchscreen no longer waits for its slip.
func (l *lobby) forget(id floor.VisitID) string {
	l.mu.Lock()
	defer l.mu.Unlock()
	key := l.keys[id]
	delete(l.keys, id)
	return key
}

// sentence is what visitor and slip are told of who comes.
type sentence struct {
	kind         slip.Sentence
	server, desk string
	named        string
}

func (l *lobby) said(v desk.Visit) sentence {
	server := l.advisor(v.Server)
	s := sentence{kind: slip.Comes, server: server.Name, desk: server.Desk}
	switch stands := l.desk.StandsFor(v); {
	case v.Server == "" && v.Referee:
		return sentence{kind: slip.Referee}
	case v.Server == "":
		return sentence{kind: slip.Nobody}
	case stands != "":
		s.kind, s.named = slip.StandIn, l.advisor(stands).Name
	case v.State == floor.Waiting:
		s.kind = slip.Soon
	}
	return s
}

// slipOf is the paper of a visit as it stands now.
func (l *lobby) slipOf(v desk.Visit, reprint bool) slip.Slip {
	snap, said := l.desk.Snapshot(), l.said(v)
	waiting := 0
	for _, o := range snap.Visits {
		if o.State == floor.Waiting && o.Number < v.Number {
			waiting++
		}
	}
	return slip.Slip{House: snap.House.Name, Demo: snap.House.Demo, Number: v.Number, At: v.OpenedAt,
		Language: v.Answers.Language, Sentence: said.kind, Server: said.server, Named: said.named, Desk: said.desk,
		Waiting: waiting, Code: v.Code, Address: l.address(), Reprint: reprint}
}

// scanned answers a burst of the USB scanner: a badge says who scans next, a
// slip is claimed. It returns the sentence that the board shows for a moment,
// since the desk's scanner has no screen of its own; it names numbers and advisors only.
func (l *lobby) scanned(text string) (key string, args map[string]string) {
	scan, err := slip.Parse(text)
	var said map[string]string
	if err == nil && scan.Kind == slip.OwnBadge {
		key = "board.scan.badge"
		said, err = l.badgeScanned(scan.Code)
	} else if err == nil {
		key = "board.scan.claimed"
		said, err = l.slipScanned(scan.Code)
	}
	var r *floor.Refusal
	switch {
	case err == nil:
		return key, said
	case errors.As(err, &r):
		return r.Key, r.Args
	}
	l.log.Error("a scan failed", "fault", err)
	return "staff.fault", nil
}

func (l *lobby) badgeScanned(code string) (map[string]string, error) {
	who, err := l.desk.BadgeHolder(code)
	if err != nil {
		return nil, err
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	l.badge, l.badgeAt = who, l.now()
	return map[string]string{"advisor": l.advisor(who).Name}, nil
}

func (l *lobby) slipScanned(code string) (map[string]string, error) {
	c, err := l.desk.Claim(l.stamp(floor.System), code, l.badgeHolder(), "scanner")
	if err != nil {
		return nil, err
	}
	return map[string]string{"number": fmt.Sprintf("%03d", c.Number), "advisor": l.advisor(c.By).Name}, nil
}

// advisor is one of the staff as the windows show him.
func (l *lobby) advisor(id floor.AdvisorID) floor.Advisor {
	for _, a := range l.desk.Snapshot().Advisors {
		if a.ID == id {
			return a
		}
	}
	return floor.Advisor{ID: id, Name: string(id)}
}

// badgeHolder is who scanned his badge just now, once; empty claims for whoever was assigned.
func (l *lobby) badgeHolder() floor.AdvisorID {
	l.mu.Lock()
	defer l.mu.Unlock()
	who := l.badge
	if l.now().Sub(l.badgeAt) > badgeHolds {
		who = ""
	}
	l.badge = ""
	return who
}

// corner carries out what the staff corner asks for, and returns the sentence that says so.
func (l *lobby) corner(cmd flow.Command) (key string, args map[string]string, err error) {
	d := l.desk
	switch c := cmd.(type) {
	case flow.SetOrder:
		return "staff.note.done", nil, d.Arrange(l.stamp(c.By), c.Order)
	case flow.SignIn:
		return "staff.note.done", nil, d.SignIn(l.stamp(c.By), c.Advisor)
	case flow.SignOut:
		return "staff.note.done", nil, d.SignOut(l.stamp(c.By), c.Advisor)
	case flow.StepOut:
		return "staff.note.done", nil, d.StepOut(l.stamp(c.By), c.Advisor, c.Reason)
	case flow.StepBack:
		return "staff.note.done", nil, d.StepBack(l.stamp(c.By), c.Advisor)
	case flow.LunchDuty:
		who := c.Advisor
		if !c.On {
			who = ""
		}
		return "staff.note.done", nil, d.Lunch(l.stamp(c.By), who)
	case flow.CallNext:
		return "staff.note.called", nil, l.callNext(c.By)
	case flow.CallAgain:
		return "staff.note.called", nil, d.CallAgain(l.stamp(c.By), c.Visit)
	case flow.Place:
		reason := l.phrases.Say(floor.Chinese, c.Reason, nil)
		return "staff.note.done", nil, d.Place(l.stamp(c.By), c.Visit, c.Advisor, reason)
	case flow.Leave:
		return "staff.note.done", nil, d.Leave(l.stamp(c.By), c.Visit)
	}
	return l.cornerPaper(cmd)
}

// cornerPaper is what the staff corner prints and writes.
func (l *lobby) cornerPaper(cmd flow.Command) (key string, args map[string]string, err error) {
	switch c := cmd.(type) {
	case flow.Reprint:
		v, err := l.desk.Visit(c.Visit)
		if err != nil {
			return "", nil, err
		}
		return "staff.note.printing", nil, l.print(v, true)
	case flow.PrintBadge:
		return "staff.note.printing", nil, l.printBadge(c.By, c.Advisor)
	case flow.ExportDay:
		path, err := l.exportToday()
		return "staff.note.exported", map[string]string{"file": path}, err
	case flow.SealDay:
		seal, err := l.desk.SealDay(l.stamp(c.By))
		if err != nil {
			return "", nil, err
		}
		path, err := l.exportToday()
		return "staff.note.sealed", map[string]string{"digest": seal.Digest[:16], "file": path}, err
	}
	panic(fmt.Sprintf("app: no way to carry out %T", cmd))
}

// callNext calls again the number that has waited longest after being called.
func (l *lobby) callNext(by floor.Actor) error {
	for _, v := range l.desk.Snapshot().Visits {
		if v.State == floor.Called {
			return l.desk.CallAgain(l.stamp(by), v.ID)
		}
	}
	return floor.Refuse("refusal.nobody.waits")
}

func (l *lobby) printBadge(by floor.Actor, id floor.AdvisorID) error {
	code, err := l.desk.IssueBadge(l.stamp(by), id)
	if err != nil {
		return err
	}
	at, a := l.desk.Snapshot().House, l.advisor(id)
	return l.paper.badge(slip.Badge{House: at.Name, Demo: at.Demo, Advisor: a.Name, Desk: a.Desk, Code: code, Address: l.address()})
}
