package rulebook

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"time"

	"shouwen/core/floor"
)

// defaultZone is where a house stands that does not say.
const defaultZone = "Asia/Shanghai"

// zoneNamed returns the house's zone.
func zoneNamed(name string) (*time.Location, error) {
	if name == "" {
		name = defaultZone
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, fmt.Errorf("rulebook: zone %q: %w", name, err)
	}
	return zone, nil
}

// derive works out what the raw facts imply and nobody stated. It returns
// the order of the day, make-up turns first.
func (f *Facts) derive(zone *time.Location) []floor.AdvisorID {
	f.Cust.putInOrder()
	before := f.before()
	if !f.Visit.No.Known() && f.Cust.Registrations != nil {
		f.Visit.No = Is(f.visitNo(before))
	}
	if !f.Visit.LunchWindow.Known() {
		f.Visit.LunchWindow = f.lunch(zone)
	}
	if !f.Cust.LastVisitAt.Known() && f.Cust.Registrations != nil {
		f.Cust.LastVisitAt = None[time.Time]()
		if len(before) > 0 {
			f.Cust.LastVisitAt = before[len(before)-1].At
		}
	}
	if !f.Cust.LastContactAt.Known() {
		f.Cust.LastContactAt = f.lastContact(before)
	}
	line := f.queue()
	if !f.Rota.Turn.Known() && len(line) > 0 {
		f.Rota.Turn = Is(line[0])
	}
	if n := len(f.Rota.Order); !f.Rota.Last.Known() && n > 0 {
		f.Rota.Last = Is(f.Rota.Order[n-1])
	}
	return line
}

// putInOrder orders the records by time, however they were handed in: a
// condition may ask for the first.
func (c *File) putInOrder() {
	ofMention := func(m Mention) Maybe[time.Time] { return m.At }
	c.Registrations = dated(c.Registrations, func(e Entry) Maybe[time.Time] { return e.At })
	c.PhoneLeads = dated(c.PhoneLeads, func(l PhoneLead) Maybe[time.Time] { return l.At })
	c.Followups = dated(c.Followups, func(l Followup) Maybe[time.Time] { return l.At })
	c.MeetingRecord = dated(c.MeetingRecord, ofMention)
	c.AdvisorPriorRecord = dated(c.AdvisorPriorRecord, ofMention)
}

// before returns the register's entries before this visit, in order; without
// a visit, all of them.
func (f *Facts) before() []Entry {
	es := inOrder(f.Cust.Registrations)
	at, ok := f.Visit.At.Value()
	if !ok {
		return es
	}
	n := slices.IndexFunc(es, func(e Entry) bool { return !e.At.Or(time.Time{}).Before(at) })
	if n < 0 {
		return es
	}
	return es[:n:n]
}

// visitNo counts the visits in the register up to this one. Without a visit
// the latest entry is this one's.
func (f *Facts) visitNo(before []Entry) int {
	if f.Visit.At.Known() {
		return 1 + len(before)
	}
	return max(1, len(f.Cust.Registrations))
}

func (f *Facts) lunch(zone *time.Location) Maybe[bool] {
	at, seen := f.Visit.At.Value()
	hours, open := f.Hours.Value()
	if !seen || !open || hours.LunchFrom == "" {
		return Maybe[bool]{}
	}
	var clock [8]byte
	now := at.In(zone).AppendFormat(clock[:0], "15:04")
	return Is(string(now) >= hours.LunchFrom && string(now) < hours.LunchTo)
}

// lastContact is the owner's latest visit or recorded follow-up before this visit.
func (f *Facts) lastContact(before []Entry) Maybe[time.Time] {
	owner := somebody(f.Cust.Owner)
	if owner == "" {
		return Maybe[time.Time]{}
	}
	var out Maybe[time.Time]
	later := func(t Maybe[time.Time]) {
		v, ok := t.Value()
		if now, visit := f.Visit.At.Value(); ok && !(visit && v.After(now)) && v.After(out.Or(time.Time{})) {
			out = t
		}
	}
	for _, e := range before {
		if e.Advisor.Or("") == owner {
			later(e.At)
		}
	}
	for _, l := range f.Cust.Followups {
		if l.Advisor.Or("") == owner && l.onRecord(f.Visit.At) {
			later(l.At)
		}
	}
	return out
}

// onRecord reports whether a follow-up was written down by the time of the
// visit; one that does not say when was written down at once.
func (l *Followup) onRecord(visit Maybe[time.Time]) bool {
	now, visited := visit.Value()
	written, told := l.RecordedAt.Value()
	return !l.RecordedAt.Null() && !(told && visited && written.After(now))
}

// queue is the order of the day with make-up turns first, each advisor once.
func (f *Facts) queue() []floor.AdvisorID {
	out := make([]floor.AdvisorID, 0, len(f.Rota.Order)+1)
	add := func(id floor.AdvisorID) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	if due, ok := f.Rota.Turn.Value(); ok {
		add(due)
	}
	if len(f.Rota.Credits) > 0 && f.creditsDue() {
		for _, id := range append(slices.Clone(f.Rota.Order), slices.Sorted(maps.Keys(f.Rota.Credits))...) {
			if f.Rota.Credits[id] > 0 {
				add(id)
			}
		}
	}
	for _, id := range f.Rota.Order {
		add(id)
	}
	return out
}

// creditsDue reports whether make-up turns go first. They fall due when the
// reception for which they are owed has ended.
func (f *Facts) creditsDue() bool {
	if f.Svc.EndedAt.Null() {
		return false
	}
	ended, told := f.Svc.EndedAt.Value()
	at, visit := f.Visit.At.Value()
	return !told || !visit || !at.Before(ended)
}

// registrant is the advisor of the first entry, or of the last for a negative index.
func registrant(es []Entry, i int) floor.AdvisorID {
	es = inOrder(es)
	if len(es) == 0 {
		return ""
	}
	if i < 0 {
		i = len(es) - 1
	}
	return es[i].Advisor.Or("")
}

// earliestOf is the one of the advisors whose entry comes first, nobody if
// none has any.
func (f *Facts) earliestOf(who []floor.AdvisorID) floor.AdvisorID {
	for _, e := range inOrder(f.Cust.Registrations) {
		if id := e.Advisor.Or(""); slices.Contains(who, id) {
			return id
		}
	}
	return ""
}

func (f *Facts) firstCall() floor.AdvisorID {
	if len(f.Cust.PhoneLeads) == 0 {
		return ""
	}
	return f.Cust.PhoneLeads[0].Advisor.Or("")
}

// onDuty is who holds the lunch duty: of several the first in the order who
// is there and free, or else the first.
func (f *Facts) onDuty() floor.AdvisorID {
	ids := append(slices.Clone(f.Rota.Order), slices.Sorted(maps.Keys(f.Adv))...)
	ids = slices.DeleteFunc(ids, func(id floor.AdvisorID) bool { return !f.Adv[id].OnLunchDuty.Or(false) })
	free := func(id floor.AdvisorID) bool { return f.Adv[id].OnSite.Or(true) && f.Adv[id].Busy.Or("free") == "free" }
	if i := slices.IndexFunc(ids, free); i >= 0 {
		return ids[i]
	}
	if len(ids) > 0 {
		return ids[0]
	}
	return ""
}

// referrerOwner is whose customer the introducer is, by his file, or else by
// the stored introduction.
func (f *Facts) referrerOwner() floor.AdvisorID {
	if id := f.referrer(); id != "" {
		if owner := somebody(f.Files[id].Owner); owner != "" {
			return owner
		}
	}
	by, _ := f.Cust.ReferredBy.Value()
	if stated, ok := f.Answer.Referrer.Value(); ok && by.Referrer.Or(stated) != stated {
		return ""
	}
	return by.ReferrerOwner.Or("")
}

// rootOwner is whose customer the first in the chain of introductions is, and
// whether that is another than the introducer.
func (f *Facts) rootOwner() (floor.AdvisorID, bool) {
	id, owner := f.referrer(), f.referrerOwner()
	seen := map[floor.CustomerID]bool{}
	for id != "" && !seen[id] {
		seen[id] = true
		by, ok := f.Files[id].ReferredBy.Value()
		if !ok || by.Referrer.Or("") == "" {
			break
		}
		id = by.Referrer.Or("")
		if root := somebody(f.Files[id].Owner); root != "" {
			owner = root
		} else if root := by.ReferrerOwner.Or(""); root != "" {
			owner = root
		}
	}
	return owner, len(seen) > 1
}

// referrer is who introduced the customer: as he says, or as was stored.
func (f *Facts) referrer() floor.CustomerID {
	if id, ok := f.Answer.Referrer.Value(); ok {
		return id
	}
	by, _ := f.Cust.ReferredBy.Value()
	return by.Referrer.Or("")
}

// somebody is the advisor in a fact that may also name the pool.
func somebody(m Maybe[floor.AdvisorID]) floor.AdvisorID {
	id := m.Or("")
	if isWord(string(id), ownerWords) {
		return ""
	}
	return id
}

// answered reports whether a question has been put, by its field of Answer;
// none is an answer.
func (f *Facts) answered(field int) bool {
	return reflect.ValueOf(&f.Answer).Elem().Field(field).Addr().Interface().(holder).isKnown()
}

// answerField finds the field of Answer that a question fills in.
func answerField(question string) int {
	fields := reflect.VisibleFields(reflect.TypeFor[Answer]())
	return slices.IndexFunc(fields, func(f reflect.StructField) bool { return jsonName(f) == question })
}
