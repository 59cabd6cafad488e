package rulebook

import (
	"bytes"
	"encoding/json"
	"fmt"
	"strings"

	"shouwen/core/floor"
)

// Told is the key of the phrase that tells the finding, and what it names.
func (f Finding) Told() (key string, args map[string]string) {
	args = map[string]string{"moment": string(f.Moment), "clause": f.Clause.String(), "part": f.Part}
	args["others"] = strings.Join(each(f.Others, ClauseName.String), " + ")
	key = "check." + f.Kind
	switch {
	case f.Kind == BySwitch:
		args["switches"] = f.Sample.switches()
	case f.Kind == NeverDecides && f.Alone:
		key += ".alone"
	case f.Kind == NeverDecides && f.Contradicts:
		key += ".contradicts"
	case f.Kind == NeverDecides && len(f.Others) == 1:
		key += ".behind"
	case f.Kind == NeverDecides:
		key += ".together"
	}
	return key, args
}

func (s *Sample) switches() string {
	var out []string
	for _, id := range sortedKeys(s.Readings) {
		out = append(out, "reading "+id+" = "+s.Readings[id])
	}
	for _, name := range sortedKeys(s.Parameters) {
		if v := s.Parameters[name]; v == nil {
			out = append(out, "no "+name)
		} else {
			out = append(out, fmt.Sprint(name, " = ", v))
		}
	}
	return strings.Join(out, ", ")
}

// Story tells the situation, and what is ruled in it, in a sentence.
func (s *Sample) Story(l floor.Language) string {
	var told []string
	tell(s.Given, "", func(name, value string) {
		if l == floor.Chinese {
			name = inChinese(name)
		}
		told = append(told, name+" = "+value)
	})
	r := s.ruling
	server, owner := orNobody(r.Server, l), orNobody(r.Owner, l)
	if l == floor.Chinese {
		out := strings.Join(told, "，") + "；其余不详"
		if len(told) == 0 {
			out = "什么都不知道"
		}
		out += "。裁定：接待 " + server + "，归属 " + owner
		if r.NeedsRuling != nil {
			out += "，须由人裁决"
		}
		return out + "。"
	}
	out := strings.Join(told, ", ") + "; the rest is unknown"
	if len(told) == 0 {
		out = "nothing is known"
	}
	out += ". Ruled: served by " + server + ", customer of " + owner
	if r.NeedsRuling != nil {
		out += ", and " + r.NeedsRuling.Role + " must rule"
	}
	return out + "."
}

func orNobody(id floor.AdvisorID, l floor.Language) string {
	switch {
	case id != "":
		return string(id)
	case l == floor.Chinese:
		return "未定"
	}
	return "nobody yet"
}

// tell lists the facts with their values, a line of a list as one. A record of
// which nothing is known tells nothing.
func tell(v any, name string, see func(name, value string)) {
	m, ok := v.(map[string]any)
	if !ok {
		see(name, asWritten(v))
		return
	}
	for _, k := range sortedKeys(m) {
		tell(m[k], strings.TrimPrefix(name+"."+k, "."), see)
	}
}

func asWritten(v any) string {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		return fmt.Sprint(v)
	}
	return strings.ReplaceAll(strings.TrimSpace(b.String()), `"`, "")
}

// inChinese names a fact by its parts; what has no name of its own stays as
// cases write it.
func inChinese(name string) string {
	parts := strings.Split(name, ".")
	for i, p := range parts {
		if w, ok := factWords()[p]; ok {
			parts[i] = w
		}
	}
	return strings.Join(parts, "·")
}

func factWords() map[string]string {
	return map[string]string{
		"visit": "来访", "answer": "客户回答", "cust": "客户档案", "adv": "销售", "rota": "轮次", "svc": "接待", "deal": "成交", "ruling": "裁决", "claim": "认领", "files": "他人档案",
		"at": "时间", "no": "第几次", "purpose": "来意", "been_before": "来过", "referred": "经人介绍", "referrer": "介绍人", "requested_advisor": "点名", "recalled_advisor": "记得的销售",
		"owner": "归属人", "registrations": "登记", "followups": "跟进", "stage": "阶段", "last_visit_at": "上次来访", "referred_by": "介绍记录", "referrer_owner": "介绍人的销售",
		"on_site": "在场", "busy": "状态", "off_reason": "离岗原因", "status": "在职", "order": "顺序", "credits": "补次", "server": "接待人", "recognised": "认出", "at_minutes": "第几分钟", "by": "由谁",
		"switch_wish": "换人意愿", "complaint_confirmed": "投诉属实", "knew_owner": "知情", "parallel": "同时跟进", "closed": "已成交", "closer": "成交人", "same_visit": "当次成交", "claim_at": "主张时间",
		"decision": "决定", "role": "裁决人", "appointment": "预约", "advisor": "销售", "log": "接待记录", "phone_leads": "来电", "party": "同行", "links": "关联", "split": "分配", "period": "周期",
	}
}

// Case writes the situation as a case that passes, in the case format.
func (s *Sample) Case(name string) string {
	expect := map[string]any{}
	if s.ruling.Server != "" {
		expect["server"] = s.ruling.Server
	}
	if s.ruling.Owner != "" {
		expect["owner"] = s.ruling.Owner
	}
	expect["needs_ruling"] = s.ruling.NeedsRuling != nil
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	line := map[string]any{"case": name, "rulebook": s.book.id, "ask": s.Ask, "given": s.Given, "expect": expect}
	if len(s.Readings) > 0 {
		line["readings"] = s.Readings
	}
	if len(s.Parameters) > 0 {
		line["parameters"] = s.Parameters
	}
	if err := e.Encode(line); err != nil {
		panic("rulebook: a case of plain values is not written: " + err.Error())
	}
	return "- " + strings.TrimSpace(b.String())
}
