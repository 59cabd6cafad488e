package claimpage

import (
	"context"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/chromedp"

	"shouwen/core/floor"
)

// serve puts the page on a port of this machine and returns its address.
func (h *house) serve() string {
	h.t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	h.must(err)
	at := l.Addr().String()
	set := h.config(h.desk)
	set.Hosts = func() []string { return []string{at} }
	h.page = New(set)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- h.page.Serve(ctx, l) }()
	h.t.Cleanup(func() {
		stop()
		if err := <-ended; err != nil {
			h.t.Errorf("serve: %v", err)
		}
	})
	return at
}

// A browser is real Chromium with the screen of a phone.
type browser struct {
	ctx     context.Context
	t       *testing.T
	base    string
	gallery string
	name    string // of the pictures
	taken   int
}

func chromium(t *testing.T, name, base string, width, height int64) *browser {
	t.Helper()
	path, err := exec.LookPath("chromium")
	if err != nil {
		if path, err = exec.LookPath("chromium-browser"); err != nil {
			t.Fatal("the page must be tried in a real browser, and there is no chromium: install the package chromium")
		}
	}
	opts := []chromedp.ExecAllocatorOption{
		chromedp.ExecPath(path), chromedp.UserDataDir(t.TempDir()), chromedp.NoFirstRun, chromedp.NoDefaultBrowserCheck,
		chromedp.Headless, chromedp.NoSandbox, chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true), chromedp.Flag("disable-background-networking", true),
		chromedp.Flag("disable-component-update", true), chromedp.Flag("disable-sync", true),
		chromedp.Flag("disable-dev-shm-usage", true), chromedp.Flag("hide-scrollbars", true),
		chromedp.Env("FONTCONFIG_FILE=" + fonts(t)),
	}
	alloc, stopAlloc := chromedp.NewExecAllocator(context.Background(), opts...)
	t.Cleanup(stopAlloc)
	life, stop := chromedp.NewContext(alloc)
	t.Cleanup(stop)
	t.Cleanup(func() {
		if err := chromedp.Cancel(life); err != nil { // waits until the browser has gone
			t.Errorf("close the browser: %v", err)
		}
	})
	if err := chromedp.Run(life); err != nil { // the browser lives as long as this context, not the one with the deadline
		t.Fatalf("start chromium: %v", err)
	}
	ctx, cancel := context.WithTimeout(life, 90*time.Second)
	t.Cleanup(cancel)
	b := &browser{ctx: ctx, t: t, base: "http://" + base, gallery: os.Getenv("PAGE_GALLERY"), name: name}
	if b.gallery == "" {
		b.gallery = t.TempDir()
	}
	b.do("a phone's screen", emulation.SetDeviceMetricsOverride(width, height, 2, width < 600), emulation.SetTouchEmulationEnabled(width < 600))
	return b
}

// fonts lends the product's Chinese fonts to the browser, as the house does in its own tests.
func fonts(t *testing.T) string {
	t.Helper()
	at, err := filepath.Abs("../../.ci/fontconfig.xml")
	if err != nil {
		t.Fatal(err)
	}
	return at
}

func (b *browser) do(what string, actions ...chromedp.Action) {
	b.t.Helper()
	if err := chromedp.Run(b.ctx, actions...); err != nil {
		var at, text string
		_ = chromedp.Run(b.ctx, chromedp.Location(&at), chromedp.Text("body", &text))
		b.t.Fatalf("%s: %v, at %s:\n%s", what, err, at, text)
	}
}

func (b *browser) open(path string) {
	b.t.Helper()
	b.do("open "+path, chromedp.Navigate(b.base+path), chromedp.WaitReady("#main"))
}

// signIn chooses the name, types the PIN and presses the button.
func (b *browser) signIn(who floor.AdvisorID, pin string) {
	b.t.Helper()
	b.do("choose a name", chromedp.SetValue("#who", whoIs(who)), chromedp.SendKeys("#pin", pin))
	b.press(`form[action="/login"] button`)
}

// press clicks and waits for the page that comes of it.
func (b *browser) press(selector string) {
	b.t.Helper()
	if _, err := chromedp.RunResponse(b.ctx, chromedp.Click(selector, chromedp.NodeVisible)); err != nil {
		b.t.Fatalf("press %s: %v", selector, err)
	}
	b.do("the page", chromedp.WaitReady("#main"))
}

// shot takes a picture of the whole page, and demands that nothing sticks out sideways.
func (b *browser) shot(name string) {
	b.t.Helper()
	var wide bool
	var picture []byte
	b.do("look at the width", chromedp.Evaluate(`document.documentElement.scrollWidth > window.innerWidth`, &wide))
	if wide {
		b.t.Errorf("%s: the page is wider than the phone", name)
	}
	b.do("take a picture", chromedp.FullScreenshot(&picture, 100))
	b.taken++
	b.do("keep it", chromedp.ActionFunc(func(context.Context) error {
		return os.WriteFile(filepath.Join(b.gallery, fmt.Sprintf("page-%s-%d-%s.png", b.name, b.taken, name)), picture, 0o644)
	}))
}

// small lists what is too small to press with a thumb.
const small = `Array.from(document.querySelectorAll('button, .button, select, input:not([type=hidden]):not([type=radio]):not([type=checkbox]), label.pick, a.row'))
	.filter(e => e.offsetParent && e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80))`

// thumb demands that all that is pressed is big enough.
func (b *browser) thumb() {
	b.t.Helper()
	var found []string
	b.do("measure", chromedp.Evaluate(small, &found))
	for _, f := range found {
		b.t.Errorf("lower than 48 pixels: %s", f)
	}
}

func (b *browser) reads(words ...string) {
	b.t.Helper()
	var text string
	b.do("read", chromedp.Evaluate(`document.body.innerText`, &text))
	for _, w := range words {
		if !strings.Contains(text, w) {
			b.t.Errorf("the page does not say %q:\n%s", w, text)
		}
	}
}

func TestAnAdvisorsPhoneSignsInClaimsAndFinishes(t *testing.T) {
	h := open(t)
	b := chromium(t, "advisor", h.serve(), 390, 844)
	o := h.arrive(floor.Answers{BeenBefore: floor.No, Purpose: floor.Learn, PartySize: 2}, wang)

	b.open(link(o.Code))
	b.shot("sign-in")
	b.thumb()
	b.signIn("ana", "111111")
	b.reads("姓名或密码不对")
	b.shot("wrong-pin")
	b.signIn("ana", pins["ana"])
	b.reads("001", "王先生", "138 0000 0001", "由陈安接待：轮到他")
	b.shot("slip")
	b.thumb()
	b.press(`form[action="/claim"] button`)
	b.reads("已认领", "接待中")
	b.shot("claimed")

	b.do("open the form", chromedp.Click(`.act > summary.button`, chromedp.NodeVisible))
	b.do("fill it in wrongly", chromedp.SendKeys("#phone", "138"), chromedp.Click(`input[name=title][value=mr]`), chromedp.Click(`input[name=needs][value=own]`))
	b.press(`form[action$="/finish"] button`)
	b.reads("填写的内容都还在")
	b.shot("wrong-phone")
	b.thumb()
	b.do("mend it", chromedp.SetValue("#phone", "13800000001"), chromedp.Click(`input[name=consent]`))
	b.press(`form[action$="/finish"] button`)
	b.reads("接待已结束", "登记有效")
	b.shot("finished")
	b.open("/")
	b.reads("我的今天", "今天接待过的", "我今天的轮次")
	b.shot("home")
	b.thumb()
	b.open("/?lang=en")
	b.reads("My day", "Seen today")
	b.shot("home-english")
	b.press(`form[action="/logout"] button`)
	b.open("/")
	b.reads("Sign in")
}

func TestThePageFollowsTheFloorWithoutAReload(t *testing.T) {
	h := open(t)
	b := chromium(t, "live", h.serve(), 390, 844)
	b.open("/login")
	b.signIn("ana", pins["ana"])
	b.reads("轮到接待")
	b.do("mark the page", chromedp.Evaluate(`window.mark = "the same page"`, nil))
	h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	b.do("news", chromedp.WaitVisible(`#live-now .row`))
	var mark string
	b.do("look for the mark", chromedp.Evaluate(`window.mark || ""`, &mark))
	if mark != "the same page" {
		t.Error("the page was loaded anew")
	}
	b.reads("001", "王先生", "客人在等")
	b.shot("a-visitor-waits")
}

func TestTheManagersPhoneShowsTheFloor(t *testing.T) {
	h := open(t)
	b := chromium(t, "manager", h.serve(), 390, 844)
	var last floor.VisitID
	for range 4 {
		o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
		last = o.Visit
		h.wait(time.Minute)
	}
	h.must(h.desk.Notify(h.by(floor.System), "notice.lan", map[string]string{"address": host}))
	b.open("/login")
	b.signIn("", pins[""])
	b.reads("现场", "通知", "在场客人", "顾问")
	b.shot("floor")
	b.thumb()
	b.do("open an advisor", chromedp.Click(`details.person > summary`, chromedp.NodeVisible))
	b.shot("floor-advisor")
	b.thumb()
	b.open("/visit/" + string(last))
	b.shot("visit-of-manager")
	b.thumb()
	b.open("/manage/customer/" + string(h.visit(last).Customer))
	b.shot("customer")
	b.open("/manage/log")
	b.shot("log")
	b.do("a desk's screen", emulation.SetDeviceMetricsOverride(1280, 800, 1, false))
	b.open("/manage")
	b.shot("floor-wide")
}

func TestTheSaleIsRecordedOnAPhone(t *testing.T) {
	h := open(t)
	b := chromium(t, "process", h.serve(), 390, 844)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	b.open("/login")
	b.signIn("", pins[""])
	b.open("/customer/" + string(h.visit(o.Visit).Customer) + "/process")
	b.shot("begun")
	b.thumb()
	b.do("choose the node", chromedp.Click(`input[value=information]`))
	b.press(`form[action$="/reach"] button`)
	b.reads("已保存", "目前阶段：立项")
	b.do("open the form", chromedp.Evaluate(`document.querySelector("#member-name").closest("details").open = true`, nil))
	b.do("a decision maker", chromedp.SendKeys("#member-name", "采购部钱主任"), chromedp.Click(`details.act input[value=decider]`))
	b.press(`#member-name ~ button`)
	b.do("an account", chromedp.Click(`input[name=power][value=high]`), chromedp.Click(`input[name=share][value=low]`))
	b.press(`form[action$="/account"] button`)
	b.reads("采购部钱主任", "策略：维持，或继续筛选")
	b.shot("judged")
	b.thumb()
}
