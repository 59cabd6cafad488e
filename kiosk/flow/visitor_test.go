package flow

import (
	"slices"
	"testing"

	"shouwen/core/floor"
)

func TestNewVisitorNeedsAtMostEightTouchesBesideNameAndPhone(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn").sees(Name)
	before := f.touches
	f.on("pick:王", "title:mr").sees(Phone).dial("13800000001").on("next").sees(Asking)
	open := f.opened()
	f.told(Ruled{Key: open.Key, Number: 7, Sentence: Comes, Server: "ana", Name: "安宁", Desk: "1", Slip: SlipPrinting}).sees(Ticket).on("home").sees(Greeting)
	if touches := before + 1; touches > 8 {
		t.Errorf("a new visitor touches %d times besides name and phone, want at most 8", touches)
	}
	want := floor.Answers{
		Language: floor.Chinese, BeenBefore: floor.No, KinBeenBefore: floor.No, OtherSite: floor.No, StaffContacted: floor.No,
		Requested: floor.Nobody, Referral: floor.Referral{By: "no"}, AdvisorTie: floor.Nobody, Purpose: floor.Learn,
	}
	if open.Answers != want {
		t.Errorf("answers are %+v, want %+v", open.Answers, want)
	}
	if want := (floor.Person{Surname: "王", Title: "mr", Phone: "13800000001"}); open.Person != want {
		t.Errorf("the person is %+v, want %+v", open.Person, want)
	}
	if want := (floor.Consent{Version: "2026-11", Language: floor.Chinese, Given: true}); open.Consent != want {
		t.Errorf("the consent is %+v, want %+v", open.Consent, want)
	}
}

func TestReturningVisitorWhoKnowsTheAdvisorNeedsAtMostSixTouches(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:self", "who:bai", "say:no", "say:learn").sees(Name)
	before := f.touches
	f.on("pick:李", "title:ms").dial("13800000002").on("next")
	open := f.opened()
	f.told(Ruled{Key: open.Key, Number: 8, Sentence: Comes, Server: "bai", Name: "白露"}).on("home")
	if touches := before + 1; touches > 6 {
		t.Errorf("a returning visitor touches %d times besides name and phone, want at most 6", touches)
	}
	if want := (floor.Answers{
		Language: floor.Chinese, BeenBefore: floor.Yes, Recalled: floor.Named("bai"), Appointment: floor.Nobody, Purpose: floor.Learn,
	}); open.Answers != want {
		t.Errorf("answers are %+v, want %+v", open.Answers, want)
	}
}

func TestQuestionsThatTheAnswersMakePointlessAreNotAsked(t *testing.T) {
	all := ordinary()
	smsHouse := ordinary()
	smsHouse.Asks = []Question{AskBeenBefore, AskContacted, AskRecalled, AskMessage, AskRequested, AskPurpose}
	bare := ordinary()
	bare.Asks = []Question{AskPurpose}
	for _, c := range []struct {
		name    string
		set     Settings
		touches []string
		want    []Screen
	}{
		{"first time and nobody called: nobody helped him", all, []string{"say:first", "say:no"},
			[]Screen{Before, Contacted, Introduced, See, Purpose, Name, Phone}},
		{"first time but called: who it was, and whether they agreed on today", all, []string{"say:first", "say:yes", "who:ana"},
			[]Screen{Before, Contacted, Caller, Introduced, Appointment, Purpose, Name, Phone}},
		{"been before and named: not whom he would see, nor who called", all, []string{"say:self", "who:ana"},
			[]Screen{Before, Helped, Appointment, Purpose, Name, Phone}},
		{"been before and forgotten: whether somebody called", all, []string{"say:self", "nobody", "say:no"},
			[]Screen{Before, Helped, Contacted, See, Purpose, Name, Phone}},
		{"been before, forgotten, but called: whose message it was", all, []string{"say:self", "nobody", "say:yes"},
			[]Screen{Before, Helped, Contacted, Message, See, Purpose, Name, Phone}},
		{"can show the message: whose it is, not whether there was one", all, []string{"say:self", "show", "who:chu"},
			[]Screen{Before, Helped, Message, Appointment, Purpose, Name, Phone}},
		{"family came: who helped them, and who introduced him", all, []string{"say:kin", "who:ana", "say:no"},
			[]Screen{Before, Helped, Introduced, Appointment, Purpose, Name, Phone}},
		{"introduced: here or not, and who", all, []string{"say:first", "say:no", "say:customer", "say:yes", "say:phone"},
			[]Screen{Before, Contacted, Introduced, Accompanied, Introducer, IntroducerPhone, See, Purpose, Name, Phone}},
		{"a relative: of whom, and not whom he would see", all, []string{"say:first", "say:no", "say:relative", "who:dai"},
			[]Screen{Before, Contacted, Introduced, Relative, Purpose, Name, Phone}},
		{"a house that asks little", bare, nil, []Screen{Purpose, Name, Phone}},
		{"a house that asks for messages", smsHouse, []string{"say:self", "show"},
			[]Screen{Before, Helped, Message, See, Purpose, Name, Phone}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := touching(t, c.set).on("start").on(c.touches...)
			if got := f.s.plan(); !slices.Equal(got, c.want) {
				t.Errorf("asks %v\nwant %v", got, c.want)
			}
		})
	}
}

func TestAnswersGoToTheDeskInItsOwnWords(t *testing.T) {
	asked := func(change func(*floor.Answers)) floor.Answers {
		a := floor.Answers{Language: floor.Chinese, BeenBefore: floor.No, KinBeenBefore: floor.No, OtherSite: floor.No,
			StaffContacted: floor.No, Requested: floor.Nobody, Referral: floor.Referral{By: "no"}, AdvisorTie: floor.Nobody, Purpose: floor.Learn}
		change(&a)
		return a
	}
	for _, c := range []struct {
		name    string
		touches []string
		want    floor.Answers
	}{
		{"another site", []string{"say:site", "nobody", "say:unsure", "say:no", "nobody", "say:learn"}, asked(func(a *floor.Answers) {
			a.OtherSite, a.KinBeenBefore, a.Recalled, a.ShownMessage, a.StaffContacted = floor.Yes, "", floor.Nobody, floor.Nobody, floor.Unsure
		})},
		{"a message that names nobody", []string{"say:first", "say:yes", "show", "nobody", "say:no", "nobody", "say:learn"}, asked(func(a *floor.Answers) {
			a.StaffContacted, a.Recalled, a.ShownMessage = floor.Yes, floor.Nobody, floor.Nobody
		})},
		{"a message of an advisor with an appointment", []string{"say:first", "say:yes", "show", "who:chu", "say:no", "say:yes", "say:learn"}, asked(func(a *floor.Answers) {
			a.StaffContacted, a.Recalled, a.ShownMessage = floor.Yes, floor.Nobody, floor.Named("chu")
			a.Requested, a.Appointment = floor.Pick{}, floor.Named("chu")
		})},
		{"a partner's introduction, alone", []string{"say:first", "say:no", "say:partner", "say:no", "say:none", "who:ana", "say:learn"}, asked(func(a *floor.Answers) {
			a.Referral, a.Requested = floor.Referral{By: "partner", Accompanied: floor.No}, floor.Named("ana")
		})},
		{"an advisor's relative", []string{"say:first", "say:no", "say:relative", "who:dai", "say:learn"}, asked(func(a *floor.Answers) {
			a.AdvisorTie, a.Requested = floor.Named("dai"), floor.Pick{}
		})},
		{"names one and would see another", []string{"say:self", "who:ana", "say:no", "another", "who:bai", "say:no", "say:learn"}, floor.Answers{
			Language: floor.Chinese, BeenBefore: floor.Yes, Recalled: floor.Named("ana"), Requested: floor.Named("bai"), Appointment: floor.Nobody, Purpose: floor.Learn,
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			f := touching(t, ordinary()).on("start").on(c.touches...).sees(Name).on("skip").sees(Phone).on("skip")
			if got := f.opened().Answers; got != c.want {
				t.Errorf("answers are\n%+v\nwant\n%+v", got, c.want)
			}
		})
	}
}

func TestIntroducerIsToldAsTheVisitorKnowsHim(t *testing.T) {
	start := []string{"start", "say:first", "say:no", "say:customer", "say:yes"}
	f := touching(t, ordinary()).on(start...).on("say:name", "pick:赵", "title:ms").sees(See).on("nobody", "say:learn", "skip", "skip")
	if got := f.opened().Person.Referrer; got != "赵女士" {
		t.Errorf("the introducer is %q, want 赵女士", got)
	}
	f = touching(t, ordinary()).on(start...).on("say:phone").dial("13800000009").on("next").sees(See).on("nobody", "say:learn", "skip", "skip")
	if got := f.opened().Person.Referrer; got != "13800000009" {
		t.Errorf("the introducer is %q, want his phone", got)
	}
	f = touching(t, ordinary()).on(start...).on("say:phone").dial("138").on("back", "say:none").sees(See).on("nobody", "say:learn", "skip", "skip")
	if got := f.opened().Person.Referrer; got != "" {
		t.Errorf("the introducer is %q, want nobody: the visitor took it back", got)
	}
}

func TestAnswerThatWasTakenBackDoesNotReachTheDesk(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:self", "who:bai", "back", "back").sees(Before)
	f.on("say:first", "say:no", "say:no", "nobody", "say:learn", "skip", "skip")
	if got := f.opened().Answers.Recalled; got != (floor.Pick{}) {
		t.Errorf("a first-time visitor recalls %+v, want the answer gone", got)
	}
}

func TestGoingOnWithoutAPhoneGivesNoConsentAndNoPhone(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:first", "say:no", "say:no", "nobody", "say:learn", "pick:王", "title:mr").dial("1380").on("skip")
	open := f.opened()
	if open.Person.Phone != "" || open.Consent.Given {
		t.Errorf("gave phone %q and consent %v, want neither", open.Person.Phone, open.Consent.Given)
	}
	if open.Person.Surname != "王" {
		t.Errorf("the surname is %q, want 王", open.Person.Surname)
	}
}

func TestFacesStayInPlaceWhenTurnsMove(t *testing.T) {
	f := touching(t, ordinary()).on("start", "say:self").sees(Helped)
	before := f.s.View(book(t)).Faces
	moved := lobby()
	slices.Reverse(moved.Advisors)
	f.told(SnapshotChanged{moved})
	if after := f.s.View(book(t)).Faces; !slices.Equal(before, after) {
		t.Errorf("the faces moved from %v to %v", before, after)
	}
}
