package claimpage

import (
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/slip"
)

func TestASlipOpenedByAPhoneAsksToSignInAndComesBack(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	p := h.phone("10.0.0.1")
	asked := p.get(link(o.Code))
	asked.reads(t, "登录", "陈安", "林博", "经理")
	got := p.post("/login", url.Values{"who": {whoIs("ana")}, "pin": {pins["ana"]}, "next": {link(o.Code)}})
	if got.status != http.StatusOK {
		t.Fatalf("after signing in: %d", got.status)
	}
	got.reads(t, "001", "王先生", "认领，开始接待", "由陈安接待：轮到他", "依据")
}

func TestOnlyTheClaimClaims(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	before := h.desk.Snapshot().Seq
	for _, path := range []string{link(o.Code), "/v/" + strings.ToLower(o.Code), "/visit/" + string(o.Visit), "/", "/code?code=" + slip.Typed(o.Code)} {
		if got := ana.get(path); got.status != http.StatusOK {
			t.Errorf("%s answers %d", path, got.status)
		}
		ana.once(http.MethodHead, path, nil)
	}
	if got := ana.once(http.MethodGet, "/claim?code="+o.Code, nil); got.status != http.StatusNotFound {
		t.Errorf("a claim by link answers %d, want 404", got.status)
	}
	if seq := h.desk.Snapshot().Seq; seq != before {
		t.Fatalf("looking wrote %d events", seq-before)
	}
	got := ana.send("/claim", "code", o.Code)
	got.reads(t, "已认领", "接待中")
	if v := h.visit(o.Visit); v.State != floor.Serving || v.Server != "ana" || v.How != "page" {
		t.Errorf("the visit is %s with %s by %s", v.State, v.Server, v.How)
	}
}

// taps sends one form four times at once.
func (p *phoneset) taps(o desk.Opened, act string, fields url.Values) {
	p.h.t.Helper()
	fields.Set("nonce", p.nonce())
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			same := *p
			same.cookies = map[string]string{cookieSession: p.cookies[cookieSession]}
			got := same.once(http.MethodPost, "/visit/"+string(o.Visit)+"/"+act, fields)
			if got.status != http.StatusSeeOther || !strings.Contains(got.header.Get("Location"), "done="+act) {
				p.h.t.Errorf("a tap answers %d", got.status)
			}
		})
	}
	all.Wait()
}

func TestADoubleTapIsOneEvent(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	before := h.desk.Snapshot().Seq
	ana.taps(o, "callagain", url.Values{})
	if got := h.since(before); !slices.Equal(got, []string{"visit.called"}) {
		t.Errorf("four taps wrote %v, want one call", got)
	}
}

func TestADoubleTapHandsOverOnce(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	ana.send("/claim", "code", o.Code)
	before := h.desk.Snapshot().Seq
	ana.taps(o, "handover", url.Values{"to": {"ben"}})
	if got := h.since(before); !slices.Equal(got, []string{"visit.handed_over", "standin.began"}) {
		t.Errorf("four taps wrote %v, want one hand-over to one stand-in", got)
	}
}

func TestTwoPhonesClaimOneSlipAndOneWins(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, ben := h.signedIn("ana"), h.signedIn("ben")
	ben.get(link(o.Code)).reads(t, "这位客人安排给了陈安", "由我接待，并告知经理")
	ana.send("/claim", "code", o.Code)
	got := ben.send("/claim", "code", o.Code)
	if got.status != http.StatusConflict {
		t.Errorf("the second claim answers %d, want 409", got.status)
	}
	got.reads(t, "001 号已由陈安于 09:00 认领")
	if v := h.visit(o.Visit); v.Server != "ana" {
		t.Errorf("the visit went to %s", v.Server)
	}
	ana.send("/claim", "code", o.Code).reads(t, "已认领") // her own retry is harmless
}

func TestCodesThatClaimNothingSayWhy(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	other := "0" + o.Code[1:]
	if other == o.Code {
		other = "1" + o.Code[1:]
	}
	for _, c := range []struct {
		name, code, words string
		status            int
	}{
		{"a forged code", other, "没有这张", http.StatusNotFound},
		{"a code that is too short", "ABC", "请扫描号码条", http.StatusNotFound},
		{"a code of signs", "%E7%8E%8B..%2F..%2F", "请扫描号码条", http.StatusNotFound},
	} {
		got := ana.get(link(c.code))
		if got.status != c.status {
			t.Errorf("%s answers %d, want %d", c.name, got.status, c.status)
		}
		got.reads(t, c.words)
		if got := ana.send("/claim", "code", c.code); got.status != c.status {
			t.Errorf("claiming by %s answers %d, want %d", c.name, got.status, c.status)
		}
	}
	h.wait(24 * time.Hour)
	ana = h.signedIn("ana")
	got := ana.get(link(o.Code))
	if got.status != http.StatusGone {
		t.Errorf("yesterday's slip answers %d, want 410", got.status)
	}
	got.reads(t, "已过期")
}

func TestAPhoneThatTriesCodesMustWait(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	status := 0
	for range 25 {
		status = ana.get(link("0000000000000000")).status
	}
	if status != http.StatusTooManyRequests {
		t.Errorf("the 25th code answers %d, want 429", status)
	}
	if got := ana.get(link(o.Code)); got.status != http.StatusTooManyRequests {
		t.Errorf("a good code right after answers %d, want 429", got.status)
	}
	h.wait(16 * time.Minute)
	if got := ana.get(link(o.Code)); got.status != http.StatusOK {
		t.Errorf("after the wait it answers %d", got.status)
	}
}

func TestNamesAndPhonesAreForThoseConcerned(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	page := "/visit/" + string(o.Visit)
	for _, id := range []floor.AdvisorID{"ana", ""} {
		h.signedIn(id).get(page).reads(t, "王先生", "138 0000 0001")
	}
	other := h.signedIn("ben").get(page)
	other.reads(t, "王**", "138****0001", "姓名和电话只对接待人和归属人显示")
	other.hides(t, "13800000001", "138 0000 0001", "王先生")
	h.signedIn("cho").get(link(o.Code)).hides(t, "13800000001", "138 0000 0001")
}

func TestAFinishWithAWrongPhoneSaysSoBesideTheFieldAndLosesNothing(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, floor.Person{})
	ana := h.signedIn("ana")
	ana.send("/claim", "code", o.Code)
	act := "/visit/" + string(o.Visit) + "/finish"
	got := ana.send(act, "surname", "王", "title", "mr", "phone", "12", "needs", "own", "need", "朝南的两居", "consent", "yes")
	if got.status != http.StatusUnprocessableEntity {
		t.Fatalf("answers %d", got.status)
	}
	got.reads(t, "填写的内容都还在")
	for _, kept := range []string{`value="王"`, `value="12"`, "朝南的两居", `value="mr" checked`, `value="own" checked`, `name="consent" value="yes" checked`, `aria-invalid="true"`} {
		if !strings.Contains(got.body, kept) {
			t.Errorf("the form lost %s", kept)
		}
	}
	ana.send(act, "surname", "王", "title", "mr", "phone", "13800000001").reads(t, "留电话需要客户同意")
	ana.send(act, "surname", "王").reads(t, "请选择先生或女士")
	if v := h.visit(o.Visit); v.State != floor.Serving {
		t.Fatalf("a refused form finished the visit")
	}
	done := ana.send(act, "surname", "王", "title", "mr", "phone", "13800000001", "needs", "own", "need", "朝南的两居", "consent", "yes")
	done.reads(t, "接待已结束", "已结束", "自己用、朝南的两居", "登记有效", "归属人 陈安")
	who, need, err := h.desk.Person(h.visit(o.Visit).Customer)
	if err != nil || who.Surname != "王" || !strings.HasSuffix(who.Phone, "13800000001") || need != "自己用、朝南的两居" {
		t.Errorf("the file holds %+v %q %v", who, need, err)
	}
}

func TestARecognitionIsRuledOnAndShownInWords(t *testing.T) {
	h := open(t)
	first := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana := h.signedIn("ana")
	ana.send("/claim", "code", first.Code)
	ana.send("/visit/"+string(first.Visit)+"/finish", "surname", "王", "title", "mr", "needs", "own")
	h.wait(time.Hour)
	again := h.arrive(floor.Answers{BeenBefore: floor.Unsure, Recalled: floor.Nobody}, wang)
	v := h.visit(again.Visit)
	if v.Owner != "ana" {
		t.Fatalf("the customer is %q's", v.Owner)
	}
	h.must(h.desk.Place(h.by(floor.Manager), again.Visit, "ben", "陈安有事"))
	ben := h.signedIn("ben")
	ben.send("/claim", "code", again.Code)
	ben.get("/visit/"+string(again.Visit)).reads(t, "这是同事的客户", "登记的归属人是陈安")
	h.wait(3 * time.Minute)
	got := ben.send("/visit/"+string(again.Visit)+"/handback", "wish", desk.WishNone)
	got.reads(t, "已记录，判断如下", "由陈安接待", "依据", "交还")
	if v := h.visit(again.Visit); v.Server != "ana" {
		t.Errorf("the visit is with %s, want ana", v.Server)
	}
}

func TestADealIsSharedAndClaimedOnThePage(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	ana, cho := h.signedIn("ana"), h.signedIn("cho")
	at := "/visit/" + string(o.Visit)
	ana.send("/claim", "code", o.Code)
	ana.send(at+"/finish", "surname", "王", "title", "mr", "needs", "own")
	if got := cho.send(at+"/deal", "closer", "cho", "stage", "ordered"); got.status != http.StatusForbidden {
		t.Errorf("a stranger's deal answers %d, want 403", got.status)
	}
	if got := ana.send(at+"/deal", "closer", "ben", "stage", "ordered"); got.status != http.StatusNotFound {
		t.Errorf("a deal in a third's name answers %d, want 404", got.status)
	}
	ana.send(at+"/deal", "closer", "ana", "stage", "ordered").reads(t, "成交已记录", "下订，成交人陈安")
	ana.send(at+"/claimdeal").reads(t, "只有他和客户归属人可以操作")
	cho.send(at+"/claimdeal").reads(t, "主张已记录", "赵楚主张归属")
	ana.send(at+"/followup", "channel", "phone", "note", "周末再来").reads(t, "跟进已保存")
}

func TestTheManagerPlacesAndRulesWithAReason(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	boss := h.signedIn("")
	at := "/visit/" + string(o.Visit)
	boss.send(at+"/place", "to", "cho", "reason", "").reads(t, "请写明决定和理由")
	boss.send(at+"/place", "to", "cho", "reason", "客户说英语").reads(t, "已安排", "赵楚")
	boss.send(at+"/rule", "owner", "ben", "reason", "林博去年接待过").reads(t, "裁定已记录并执行", "归属：林博", "林博去年接待过")
	boss.get("/manage/customer/"+string(h.visit(o.Visit).Customer)).reads(t, "王先生", "林博", "由陈安接待")
}

func TestMasksLeaveEnoughToTellAndNoMore(t *testing.T) {
	for phone, want := range map[string]string{"": "", "13800000001": "138****0001", "02100000001": "021****0001", "80000001": "****0001", "12345": "****", "+8520000001": "+85****0001"} {
		if got := maskPhone(phone); got != want {
			t.Errorf("%q is masked as %q, want %q", phone, got, want)
		}
	}
	for name, want := range map[string]string{"": "", "王": "王**", "欧阳": "欧**", "Smith": "S**"} {
		if got := maskName(name); got != want {
			t.Errorf("%q is masked as %q, want %q", name, got, want)
		}
	}
}

func TestAHouseThatIsNotSetUpSaysSo(t *testing.T) {
	h := open(t)
	h.page = New(h.config(unfounded{h.desk}))
	h.phone("10.0.0.1").get("/").reads(t, "登录", "还没有设置完成")
}

type unfounded struct{ Desk }

func (unfounded) Snapshot() *floor.Snapshot { return &floor.Snapshot{} }

func TestTheDaysLogIsHandedOutAsAFile(t *testing.T) {
	h := open(t)
	h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	set := h.config(h.desk)
	set.Export = func(w io.Writer, day, format string) error {
		if day != "2026-11-24" {
			return floor.Refuse("refusal.day.empty", "day", day)
		}
		_, err := io.WriteString(w, "the log of "+day+" as "+format)
		return err
	}
	h.page = New(set)
	boss := h.as(floor.Manager)
	boss.get("/manage/log").reads(t, "2026-11-24", "王先生", "Excel", "CSV")
	got := boss.get("/export/2026-11-24.csv")
	if got.body != "the log of 2026-11-24 as csv" || got.header.Get("Content-Disposition") != `attachment; filename="shouwen-2026-11-24.csv"` {
		t.Errorf("got %q %v", got.body, got.header)
	}
	boss.get("/export/2026-11-01.xlsx").reads(t, "2026-11-01 没有任何记录")
	for _, path := range []string{"/export/2026-11-24.exe", "/export/..%2fhouse.csv", "/export/2026-11-24", "/manage/log?day=x"} {
		if got := boss.get(path); got.status != http.StatusConflict {
			t.Errorf("%s answers %d, want 409", path, got.status)
		}
	}
}

func TestTheManagerArrangesTheDay(t *testing.T) {
	h := open(t)
	boss := h.as(floor.Manager)
	line := func() string {
		var in []string
		for _, a := range h.desk.Snapshot().Advisors {
			if a.Place > 0 {
				in = append(in, string(a.ID))
			}
		}
		return strings.Join(in, " ")
	}
	boss.send("/manage/order", "place.ana", "3", "place.ben", "1", "place.cho", "2").reads(t, "今天的次序已保存")
	if got := line(); got != "ben cho ana" {
		t.Errorf("the line is %s", got)
	}
	boss.send("/manage/order", "place.ana", "x").reads(t, "各选一个次序")
	boss.send("/manage/step", "who", "ben", "do", "out", "reason", "approved_errand").reads(t, "批准外出")
	boss.send("/manage/step", "who", "ben", "do", "back").reads(t, "欢迎回来")
	boss.send("/manage/lunch", "who", "cho").reads(t, "午餐值班已更新")
	boss.send("/manage/attend", "who", "ana", "do", "out").reads(t, "已签退", "未签到")
	if got := line(); got != "ben cho" {
		t.Errorf("after ana has signed out the line is %s", got)
	}
	boss.send("/manage/seal").reads(t, "请先勾选确认")
	boss.send("/manage/seal", "sure", "yes").reads(t, "今日已封存")
}

func TestAnAdvisorStepsOutOnHisOwnWordAlone(t *testing.T) {
	h := open(t)
	ana := h.as(floor.Staff("ana"))
	ana.send("/step", "do", "out", "reason", "private").reads(t, "已记为离开", "外出办私事", "我回来了")
	ana.send("/step", "do", "back").reads(t, "欢迎回来")
	for _, reason := range []string{"approved_errand", "leave", "unapproved"} {
		if got := ana.send("/step", "do", "out", "reason", reason); got.status != http.StatusForbidden {
			t.Errorf("%s on his own word answers %d, want 403", reason, got.status)
		}
	}
	ana.send("/attend", "do", "out").reads(t, "已签退", "签到上岗")
	ana.send("/attend", "do", "in").reads(t, "已签到")
}
