package claimpage

import (
	"os"
	"testing"

	"shouwen/core/floor"
	"shouwen/core/rulebook"
)

func under(t *testing.T, id string) *house {
	t.Helper()
	book, err := rulebook.Load(os.DirFS("../../assets"), id)
	if err != nil {
		t.Fatal(err)
	}
	return openUnder(t, book)
}

func TestTheRulebookInForceIsReadByEverybodyOfTheHouse(t *testing.T) {
	h := open(t)
	for _, who := range []floor.Actor{floor.Staff("ana"), floor.Manager} {
		h.as(who).get("/rules").reads(t, "6.b", "认出时", "自启用之日起施行", "5 分钟", "A6")
	}
	ana := h.as(floor.Staff("ana"))
	ana.get("/rules?lang=en").reads(t, "On recognition", "5 minutes")
	h.phone("10.0.0.9").get("/rules").reads(t, "登录")
}

// says is what the rulebook has people read at a place.
func (h *house) says(place rulebook.Shown) []string {
	h.t.Helper()
	b, err := h.desk.Book()
	h.must(err)
	texts := b.TextsFor(place, floor.Chinese)
	if len(texts) == 0 {
		h.t.Fatalf("%s says nothing for %s", b.ID(), place)
	}
	return texts
}

func TestBeforeHisTurnAnAdvisorReadsWhatTheRulebookSays(t *testing.T) {
	h := under(t, "first-register-3m")
	says := h.says(rulebook.Preparation)
	h.as(floor.Staff("ana")).get("/").reads(t, says...)
	h.as(floor.Staff("cho")).get("/").hides(t, says...)
}

func TestBesideTheRegisterAndAtAHandOverTheRulebookSpeaks(t *testing.T) {
	for book, places := range map[string][]rulebook.Shown{
		"first-contact-director":  {rulebook.Register, rulebook.Courtesy},
		"first-contact-two-sites": {rulebook.Register, rulebook.Courtesy},
		"software-record-70-30":   {rulebook.Register, rulebook.Courtesy},
		"single-customer-cycle":   {rulebook.Register},
	} {
		h := under(t, book)
		o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
		ana := h.as(floor.Staff("ana"))
		ana.get("/visit/"+string(o.Visit)).hides(t, h.says(rulebook.Register)...)
		ana.send("/claim", "code", o.Code)
		for _, place := range places {
			ana.get("/visit/"+string(o.Visit)).reads(t, h.says(place)...)
		}
	}
}

func TestAboveTheClausesStandsWhatTheRulebookOpensWith(t *testing.T) {
	for _, book := range []string{"first-contact-director", "first-register-3m", "single-customer-cycle", "course-centre-5min-thirds"} {
		h := under(t, book)
		h.as(floor.Staff("ana")).get("/rules").reads(t, h.says(rulebook.Opening)...)
	}
}
