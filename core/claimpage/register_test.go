package claimpage

import (
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestACallerIsFoundWhenHeComes(t *testing.T) {
	h := open(t)
	ben, boss := h.signedIn("ben"), h.signedIn("")
	got := ben.send("/register/call", "surname", "赵", "title", "mr", "phone", "138 0000 0077", "asked", "ben", "invited", "yes")
	got.reads(t, "请先征得本人同意")
	got = ben.send("/register/call", "surname", "赵", "title", "mr", "phone", "1380000007", "consent", "yes")
	got.reads(t, "号码短了")
	got = ben.send("/register/call", "surname", "赵", "title", "mr", "phone", "138 0000 0077", "asked", "ben", "invited", "yes", "consent", "yes")
	got.reads(t, "来电已登记")
	if strings.Contains(got.at, "138") {
		t.Errorf("a phone stands in the address %s", got.at)
	}
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "赵", Phone: "+86 13800000077"})
	v := h.visit(o.Visit)
	file, err := h.desk.Customer(v.Customer)
	h.must(err)
	if !v.Known || len(file.PhoneLeads) != 1 || file.PhoneLeads[0].Asked != "ben" || !file.PhoneLeads[0].Invited {
		t.Errorf("the visit is of %+v", file)
	}
	boss.send("/register/find", "phone", "１３８００００００７７").reads(t, "赵")
	boss.send("/register/find", "phone", "13800000078").reads(t, "没有这份客户档案")
}

func TestATieCountsOnceTheManagerHasSeenTheProof(t *testing.T) {
	h := open(t)
	first := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	_, err := h.desk.Claim(h.by(floor.Staff("ana")), first.Code, "ana", "page")
	h.must(err)
	_, err = h.desk.Finish(h.by(floor.Staff("ana")), first.Visit, basics)
	h.must(err)
	second := h.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{Surname: "钱", Phone: "13800000078"})
	_, err = h.desk.Claim(h.by(floor.Staff("ben")), second.Code, "ben", "page")
	h.must(err)
	customer := string(h.visit(second.Visit).Customer)
	ana, ben, boss := h.as(floor.Staff("ana")), h.as(floor.Staff("ben")), h.as(floor.Manager)
	at := "/customer/" + customer
	got := ben.send(at+"/tie", "phone", wang.Phone, "surname", wang.Surname, "tie", "spouse", "proof", "marriage_certificate")
	got.reads(t, "配偶", "待经理确认")
	got.hides(t, "王先生", at+"/confirm")
	ana.get(at+"/file").hides(t, "钱", "0078")
	boss.get(at+"/file").reads(t, "王先生", "已看凭据，确认")
	boss.send(at+"/confirm", "other", string(h.visit(first.Visit).Customer), "tie", "spouse").reads(t, "经理已确认")
	boss.send(at+"/group", "phone", wang.Phone, "surname", wang.Surname).reads(t, "团购：由钱")
	boss.send(at+"/pool", "reason", "客户出国").reads(t, "已放入公共客户")
	boss.get("/manage/pool").reads(t, "钱")
	boss.send(at+"/passon", "to", "cho", "reason", "客户回来了").reads(t, "赵楚")
	boss.get("/manage/pool").reads(t, "没有。")
}

func TestWhoStandsInTellsTheCustomersOwnAdvisor(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, ben := h.as(floor.Staff("ana")), h.as(floor.Staff("ben"))
	at := "/visit/" + string(o.Visit)
	ana.send("/claim", "code", o.Code)
	ana.get(at).hides(t, at+"/inform")
	ana.send(at+"/handover", "to", "ben")
	ben.get(at).reads(t, "已告知陈安")
	ana.get(at).hides(t, at+"/inform")
	ben.send(at+"/inform").reads(t, "已记下")
	if in := h.visit(o.Visit).StandIn; in == nil || in.Informed.IsZero() {
		t.Errorf("the stand-in is %+v", in)
	}
	ben.get(at).hides(t, at+"/inform")
	boss := h.as(floor.Manager)
	boss.send(at+"/find", "finding", "depth:deep").reads(t, "接触深浅：深度接触")
	ben.send(at+"/find", "finding", "depth:deep").reads(t, "这一步需要经理来做")
	ana.send(at+"/find", "finding", "consents:yes").reads(t, "同意由现在的同事继续")
}
