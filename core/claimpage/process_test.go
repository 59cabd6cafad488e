package claimpage

import (
	"net/http"
	"testing"

	"shouwen/core/floor"
)

func TestWhoServesRecordsTheSaleAndOthersDoNotSeeIt(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, ben, boss := h.as(floor.Staff("ana")), h.as(floor.Staff("ben")), h.as(floor.Manager)
	ana.send("/claim", "code", o.Code)
	base := "/customer/" + string(h.visit(o.Visit).Customer)
	ana.get("/visit/"+string(o.Visit)).reads(t, "查看和登记销售进程")
	ben.get("/visit/"+string(o.Visit)).hides(t, base)
	if got := ben.get(base + "/process"); got.status != http.StatusForbidden {
		t.Errorf("another advisor is let in: %d", got.status)
	}
	page := ana.get(base + "/process")
	page.reads(t, "目前阶段：客户开发", "掌握准确的项目信息", "使用者", "技术把关者", "决策者", "教练")
	page.hides(t, base+"/unreach")

	ana.send(base+"/reach", "node", "contract_signing", "on", "2026-11-24").reads(t, "“客户开发”尚未完成，请先登记“掌握准确的项目信息”")
	ana.send(base+"/reach", "node", "information", "on", h.clock().In(h.desk.Zone()).Format("2006-01-02")).reads(t, "已保存", "目前阶段：立项", "陈安于")
	ana.send(base+"/member", "name", "采购部钱主任", "role", "decider", "role", "coach").reads(t, "采购部钱主任", "决策者、教练")
	ana.send(base+"/account", "power", "high", "share", "none").reads(t, "购买力高，我方份额无（新客户）", "策略：进攻")
	boss.send(base+"/unreach", "node", "information", "reason", "查错了").reads(t, "目前阶段：客户开发")
	boss.get("/manage"+base).reads(t, "销售进程", "采购部钱主任", "策略：进攻")
	ben.send(base+"/member", "member", "1", "name", "他人").hides(t, "钱主任")
}
