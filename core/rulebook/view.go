package rulebook

import (
	"reflect"
	"time"

	"shouwen/core/floor"
)

// Views are the lines of the records as conditions see them. What a line does
// not say is the empty word, false, or long ago; has_… is true unless it is
// known to be missing, and altered and proven are false unless known.

// An EntryView is a line of the register.
type EntryView struct {
	At       time.Time `cel:"at"`
	Site     string    `cel:"site"`
	Advisor  string    `cel:"advisor"`
	Register string    `cel:"register"`
	HasName  bool      `cel:"has_name"`
	HasSex   bool      `cel:"has_sex"`
	HasPhone bool      `cel:"has_phone"`
	HasNeed  bool      `cel:"has_need"`
	Altered  bool      `cel:"altered"`
}

// A FollowupView is a line of the follow-up log. A line that does not say when
// it was written down was written down at once.
type FollowupView struct {
	At         time.Time `cel:"at"`
	Advisor    string    `cel:"advisor"`
	Channel    string    `cel:"channel"`
	Content    string    `cel:"content"`
	Reaction   string    `cel:"reaction"`
	RecordedAt time.Time `cel:"recorded_at"`
}

// A CallView is a line of the call register.
type CallView struct {
	At         time.Time `cel:"at"`
	Advisor    string    `cel:"advisor"`
	Registered bool      `cel:"registered"`
}

// A MentionView is a dated note of an advisor's name.
type MentionView struct {
	At      time.Time `cel:"at"`
	Advisor string    `cel:"advisor"`
}

// A ContactView is a line of the contact history.
type ContactView struct {
	VisitNo          int64  `cel:"visit_no"`
	Server           string `cel:"server"`
	Registered       bool   `cel:"registered"`
	Reported         bool   `cel:"reported"`
	OriginalInformed bool   `cel:"original_informed"`
	WhyNotOriginal   string `cel:"why_not_original"`
}

// A LinkView ties the visitor to another customer. Owner is whose customer
// that one is, First who entered him first and At when; Entered and Followed
// are who was in touch with him, and when.
type LinkView struct {
	Customer string    `cel:"customer"`
	Relation string    `cel:"relation"`
	Proven   bool      `cel:"proven"`
	Owner    string    `cel:"owner"`
	First    string    `cel:"first"`
	At       time.Time `cel:"at"`
	Stage    string    `cel:"stage"`

	Entered  []MentionView `cel:"entered"`  // that one's register
	Followed []MentionView `cel:"followed"` // and his follow-ups that were written down
}

// viewTypes lists the views, and what is worked out from them.
func viewTypes() []reflect.Type {
	return []reflect.Type{reflect.TypeFor[EntryView](), reflect.TypeFor[FollowupView](), reflect.TypeFor[CallView](), reflect.TypeFor[MentionView](),
		reflect.TypeFor[ContactView](), reflect.TypeFor[LinkView](), reflect.TypeFor[ClaimView]()}
}

// viewOf names the view of each list of the vocabulary.
func viewOf(line reflect.Type) reflect.Type {
	switch line {
	case reflect.TypeFor[Entry]():
		return reflect.TypeFor[EntryView]()
	case reflect.TypeFor[Followup]():
		return reflect.TypeFor[FollowupView]()
	case reflect.TypeFor[PhoneLead]():
		return reflect.TypeFor[CallView]()
	case reflect.TypeFor[Mention]():
		return reflect.TypeFor[MentionView]()
	case reflect.TypeFor[Contact]():
		return reflect.TypeFor[ContactView]()
	case reflect.TypeFor[PartyMember](), reflect.TypeFor[Link]():
		return reflect.TypeFor[LinkView]()
	}
	panic("rulebook: no view of " + line.String())
}

// viewWords lists the words that a view's field may take, by type and field.
func viewWords(view, field string) []string {
	lines := map[string]reflect.Type{"rulebook.LinkView": reflect.TypeFor[Link](), "rulebook.ContactView": reflect.TypeFor[Contact]()}
	if view == "rulebook.LinkView" && field == "stage" {
		lines[view] = reflect.TypeFor[File]()
	}
	line, ok := lines[view]
	if !ok {
		return nil
	}
	for _, f := range factFields(line, "", nil) {
		if f.name == field {
			return f.words
		}
	}
	return nil
}

// views turns a list of lines into views, times in the house's zone.
func (f *Facts) views(list any, zone *time.Location) any {
	switch lines := list.(type) {
	case []Entry:
		return each(lines, func(e Entry) EntryView {
			return EntryView{At: clock(e.At, zone), Site: string(e.Site.Or("")), Advisor: string(e.Advisor.Or("")), Register: e.Register.Or(""),
				HasName: e.HasName.Or(true), HasSex: e.HasSex.Or(true), HasPhone: e.HasPhone.Or(true), HasNeed: e.HasNeed.Or(true), Altered: e.Altered.Or(false)}
		})
	case []Followup:
		return each(lines, func(l Followup) FollowupView {
			v := FollowupView{At: clock(l.At, zone), Advisor: string(l.Advisor.Or("")), Channel: l.Channel.Or(""), Content: l.Content.Or(""),
				Reaction: l.Reaction.Or(""), RecordedAt: clock(l.RecordedAt, zone)}
			if !l.RecordedAt.Known() {
				v.RecordedAt = v.At
			}
			return v
		})
	case []PhoneLead:
		return each(lines, func(l PhoneLead) CallView {
			return CallView{At: clock(l.At, zone), Advisor: string(l.Advisor.Or("")), Registered: l.Registered.Or(true)}
		})
	case []Mention:
		return each(lines, func(l Mention) MentionView {
			return MentionView{At: clock(l.At, zone), Advisor: string(l.Advisor.Or(""))}
		})
	case []Contact:
		return each(lines, func(l Contact) ContactView {
			return ContactView{VisitNo: int64(l.VisitNo.Or(0)), Server: string(l.Server.Or("")), Registered: l.Registered.Or(false),
				Reported: l.Reported.Or(false), OriginalInformed: l.OriginalInformed.Or(false), WhyNotOriginal: l.WhyNotOriginal.Or("")}
		})
	case []PartyMember:
		return each(lines, func(l PartyMember) LinkView { return f.link(l.Customer, l.Relation.Or(""), false, zone) })
	case []Link:
		return each(lines, func(l Link) LinkView { return f.link(l.Customer, l.Relation.Or(""), l.Proven.Or(false), zone) })
	}
	panic("rulebook: no view of a list")
}

func (f *Facts) link(id floor.CustomerID, relation string, proven bool, zone *time.Location) LinkView {
	file := f.Files[id]
	v := LinkView{Customer: string(id), Relation: relation, Proven: proven, Owner: string(file.Owner.Or("")), Stage: file.Stage.Or("")}
	v.At, v.Entered = longAgo(zone), notesOf(f.views(file.Registrations, zone).([]EntryView))
	v.Followed = recordedOf(f.views(file.Followups, zone).([]FollowupView))
	if es := inOrder(file.Registrations); len(es) > 0 {
		v.First, v.At = string(es[0].Advisor.Or("")), clock(es[0].At, zone)
	}
	return v
}

func each[A, B any](list []A, f func(A) B) []B {
	out := make([]B, len(list))
	for i, a := range list {
		out[i] = f(a)
	}
	return out
}

func clock(t Maybe[time.Time], zone *time.Location) time.Time {
	if v, ok := t.Value(); ok && !v.IsZero() {
		return v.In(zone)
	}
	return longAgo(zone)
}

// longAgo stands for a time that a line does not say. It is not Go's zero time,
// because CEL reads that as the beginning of 1970 where a condition asks for
// it, and as the year 1 where a function of ours is handed it.
func longAgo(zone *time.Location) time.Time { return time.Unix(0, 0).In(zone) }
