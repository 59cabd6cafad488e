package rulebook

import (
	"slices"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"
	"cel.dev/cel-go/common/types/traits"
)

// A ClaimView is one advisor's unbroken claim on a customer: it began with an
// entry, or with the contact that took it up again, and lapses after Until.
type ClaimView struct {
	Advisor string    `cel:"advisor"`
	Since   time.Time `cel:"since"`
	Until   time.Time `cel:"until"`
}

// claims works out the latest claim of each advisor at an instant, those that
// began earliest first, lapsed ones too. Only a start gives a claim; starts
// count before the instant, renewals up to it. A contact after a claim has
// lapsed begins it anew, so that it ranks behind what others began meanwhile.
func claims(starts, renewals []MentionView, at time.Time, end func(time.Time) time.Time) []ClaimView {
	type contact struct {
		MentionView
		starts bool
	}
	var all []contact
	for _, m := range starts {
		if m.At.Before(at) {
			all = append(all, contact{m, true})
		}
	}
	for _, m := range renewals {
		if !m.At.After(at) {
			all = append(all, contact{m, false})
		}
	}
	slices.SortStableFunc(all, func(a, b contact) int { return a.At.Compare(b.At) })
	var out []ClaimView
	for _, c := range all {
		i := slices.IndexFunc(out, func(v ClaimView) bool { return v.Advisor == c.Advisor })
		switch {
		case c.Advisor == "", i < 0 && !c.starts:
		case i < 0:
			out = append(out, ClaimView{c.Advisor, c.At, end(c.At)})
		case c.At.After(out[i].Until):
			out[i] = ClaimView{c.Advisor, c.At, end(c.At)}
		case !c.starts:
			out[i].Until = end(c.At)
		}
	}
	slices.SortStableFunc(out, func(a, b ClaimView) int { return a.Since.Compare(b.Since) })
	return out
}

// ladder follows a customer from hand to hand: n receptions running by the
// same other advisor make him that one's. A reception that does not count
// leads nowhere, one by whoever has him now ends what others had begun.
func ladder(first string, servers []string, counted []bool, n int) string {
	owner, next, steps := first, "", 0
	for i, who := range servers {
		switch {
		case who == owner:
			next, steps = "", 0
			continue
		case who != next:
			next, steps = who, 0
		}
		if i < len(counted) && counted[i] {
			steps++
		}
		if steps >= n {
			owner, next, steps = who, "", 0
		}
	}
	return owner
}

// recordFunctions are what conditions call to weigh whole records. box turns
// a list of views into a value.
func recordFunctions(box func(any) ref.Val) repertoire {
	list := func(of string) *cel.Type { return cel.ListType(cel.ObjectType("rulebook." + of)) }
	mentions, words := list("MentionView"), cel.ListType(cel.StringType)
	weigh := func(unit string, period *cel.Type, end func(v ref.Val, inclusive bool) func(time.Time) time.Time) function {
		return function{"claims", "claims_" + unit, []*cel.Type{mentions, mentions, cel.TimestampType, period, cel.BoolType}, list("ClaimView"), false,
			func(a []ref.Val) ref.Val {
				return box(claims(listOf[MentionView](a[0]), listOf[MentionView](a[1]), instant(a[2]), end(a[3], a[4] == types.True)))
			}}
	}
	notes := func(name string, of func(ref.Val) []MentionView) function {
		return function{"notes", "notes_" + strings.ToLower(name), []*cel.Type{list(name)}, mentions, false,
			func(a []ref.Val) ref.Val { return box(of(a[0])) }}
	}
	return repertoire{
		notes("EntryView", func(v ref.Val) []MentionView { return notesOf(listOf[EntryView](v)) }),
		notes("FollowupView", func(v ref.Val) []MentionView { return recordedOf(listOf[FollowupView](v)) }),
		notes("LinkView", func(v ref.Val) []MentionView {
			return gather(listOf[LinkView](v), func(l LinkView) []MentionView { return l.Entered })
		}),
		{"followed", "followed_links", []*cel.Type{list("LinkView")}, mentions, false, func(a []ref.Val) ref.Val {
			return box(gather(listOf[LinkView](a[0]), func(l LinkView) []MentionView { return l.Followed }))
		}},
		weigh("months", cel.IntType, func(v ref.Val, inclusive bool) func(time.Time) time.Time {
			return func(t time.Time) time.Time { return protection(t, whole(v), inclusive) }
		}),
		weigh("days", cel.DurationType, func(v ref.Val, inclusive bool) func(time.Time) time.Time {
			n := int(v.(types.Duration).Hours() / 24)
			return func(t time.Time) time.Time { return protectionOfDays(t, n, inclusive) }
		}),
		{"ladder", "ladder_list", []*cel.Type{cel.StringType, words, cel.ListType(cel.BoolType), cel.IntType}, cel.StringType, false,
			func(a []ref.Val) ref.Val {
				return types.String(ladder(a[0].Value().(string), listOf[string](a[1]), listOf[bool](a[2]), whole(a[3])))
			}},
	}
}

// listOf unpacks a list, or what filter left of it.
func listOf[T any](v ref.Val) []T {
	if all, ok := v.Value().([]T); ok {
		return all
	}
	var out []T
	for it := v.(traits.Lister).Iterator(); it.HasNext() == types.True; {
		if x, ok := it.Next().Value().(T); ok {
			out = append(out, x)
		}
	}
	return out
}

func notesOf(entries []EntryView) []MentionView {
	return each(entries, func(e EntryView) MentionView { return MentionView{e.At, e.Advisor} })
}

// recordedOf leaves out what nobody wrote down.
func recordedOf(log []FollowupView) []MentionView {
	var out []MentionView
	for _, l := range log {
		if !l.RecordedAt.Equal(longAgo(time.UTC)) {
			out = append(out, MentionView{l.At, l.Advisor})
		}
	}
	return out
}

func gather[A, B any](list []A, f func(A) []B) []B {
	var out []B
	for _, a := range list {
		out = append(out, f(a)...)
	}
	return out
}
