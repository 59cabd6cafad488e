package claimpage

import (
	"net/http"
	"strings"
	"testing"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

func TestAFileThatWasAnothersIsOpenToWhoeverHasThatOne(t *testing.T) {
	h := open(t)
	first := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, ben, boss := h.as(floor.Staff("ana")), h.as(floor.Staff("ben")), h.as(floor.Manager)
	ana.send("/claim", "code", first.Code)
	_, err := h.desk.Finish(h.by(floor.Staff("ana")), first.Visit, basics)
	h.must(err)
	second := h.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "王", Title: "mr"})
	ben.send("/claim", "code", second.Code)
	former := string(h.visit(second.Visit).Customer)
	h.must(h.desk.PassOn(h.by(floor.Manager), desk.Whom{Customer: floor.CustomerID(former)}, "ben", "由他接待"))
	with := basics
	with.Phone, with.Consent = wang.Phone, floor.Consent{Version: "2026-11", Given: true}
	_, err = h.desk.Finish(h.by(floor.Staff("ben")), second.Visit, with)
	h.must(err)
	is := string(h.visit(second.Visit).Customer)
	if is == former {
		t.Fatal("the second visit is not known for the first one's")
	}
	h.must(h.desk.PassOn(h.by(floor.Manager), desk.Whom{Customer: floor.CustomerID(is)}, "ana", "一直由她接待"))
	for _, page := range []string{"file", "process"} {
		if got := boss.get("/customer/" + former + "/" + page); got.at != "/customer/"+is+"/"+page {
			t.Errorf("the former %s leads to %s", page, got.at)
		}
		if got := ben.get("/customer/" + former + "/" + page); got.status != http.StatusForbidden {
			t.Errorf("whose the former file was opens the %s: %d", page, got.status)
		}
	}
	before := h.desk.Snapshot().Seq
	ben.send("/customer/"+former+"/decline", "what", "advisor")
	ben.send("/customer/"+former+"/account", "power", "high", "share", "low")
	if got := h.since(before); len(got) > 0 {
		t.Errorf("he wrote %v", got)
	}
	ana.send("/customer/"+former+"/account", "power", "high", "share", "low").reads(t, "策略：维持")
}

func TestTheTwoPagesOfAFileLeadToEachOther(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.as(floor.Staff("ana"))
	ana.send("/claim", "code", o.Code)
	at := "/customer/" + string(h.visit(o.Visit).Customer)
	for from, to := range map[string]string{at + "/file": at + "/process", at + "/process": at + "/file"} {
		if got := ana.get(from); !strings.Contains(got.body, `href="`+to+`"`) {
			t.Errorf("%s does not lead to %s", from, to)
		}
	}
}

func TestWhoseSessionEndedOverAFormComesBackToTheCustomer(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	at := "/customer/" + string(h.visit(o.Visit).Customer)
	got := h.phone("10.0.0.9").once(http.MethodPost, at+"/tie", map[string][]string{"nonce": {"old"}})
	if to := got.header.Get("Location"); !strings.HasSuffix(to, strings.ReplaceAll(at, "/", "%2F")+"%2Ffile") {
		t.Errorf("he is led to %s", to)
	}
}

func TestTheHistoryOfAnErasedCustomerOpensWithoutANameOnHisSide(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	boss, customer := h.as(floor.Manager), h.visit(o.Visit).Customer
	boss.send("/customer/"+string(customer)+"/member", "name", "采购部钱主任", "role", "decider")
	puts, err := h.safe.Erase(customer)
	h.must(err)
	_, err = h.log.Append(nil, puts)
	h.must(err)
	for _, at := range []string{"/manage/customer/" + string(customer), "/customer/" + string(customer) + "/process"} {
		got := boss.get(at)
		got.reads(t, "决策者")
		got.hides(t, "钱主任")
	}
}
