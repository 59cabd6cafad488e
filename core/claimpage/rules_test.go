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
		h.as(who).get("/rules").reads(t, "课程中心客户归属与提成办法", "6.b", "认出时", "自启用之日起施行", "本办法为的是销售有序、同事齐心。", "5 分钟", "A6")
	}
	ana := h.as(floor.Staff("ana"))
	ana.get("/rules?lang=en").reads(t, "Whoever receives first is responsible to the end", "On recognition", "5 minutes")
	h.phone("10.0.0.9").get("/rules").reads(t, "登录")
}

func TestBeforeHisTurnAnAdvisorReadsWhatTheRulebookSays(t *testing.T) {
	h := under(t, "first-register-3m")
	const says = "不论什么情况都要热情待客"
	h.as(floor.Staff("ana")).get("/").reads(t, says)
	h.as(floor.Staff("cho")).get("/").hides(t, says)
}

func TestBesideTheRegisterAndAtAHandOverTheRulebookIsCourteous(t *testing.T) {
	for _, c := range []struct{ book, register, courtesy string }{
		{"first-contact-director", "一切以来访登记表为准", "及时沟通，不让信息堵住"},
		{"first-contact-two-sites", "一切以来访登记表为准", "谁都会遇上这样的事"},
		{"software-record-70-30", "软件里的客户资料", "人人都有义务帮同事促成交易"},
		{"single-customer-cycle", "一切以来访登记表为准", ""},
	} {
		h := under(t, c.book)
		o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
		ana := h.as(floor.Staff("ana"))
		ana.get("/visit/"+string(o.Visit)).hides(t, c.register)
		ana.send("/claim", "code", o.Code)
		got := ana.get("/visit/" + string(o.Visit))
		got.reads(t, c.register, c.courtesy)
	}
}

func TestAboveTheClausesStandsWhatTheRulebookOpensWith(t *testing.T) {
	for book, says := range map[string]string{
		"first-contact-director": "有序竞争，才卖得好", "first-register-3m": "为机会均等、不争抢客户", "single-customer-cycle": "所有客户的接待和管理归销售部",
	} {
		h := under(t, book)
		h.as(floor.Staff("ana")).get("/rules").reads(t, says)
	}
}
