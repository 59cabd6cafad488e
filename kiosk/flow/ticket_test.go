package flow

import (
	"fmt"
	"strings"
	"testing"

	"shouwen/core/floor"
)

// asked brings a visitor who touched the buttons before the desk.
func asked(t *testing.T, buttons ...string) *finger {
	f := touching(t, ordinary()).on("start").on(buttons...).sees(Name).on("skip", "skip").sees(Asking)
	f.opened()
	return f
}

var (
	newVisitor = []string{"say:first", "say:no", "say:no", "nobody", "say:learn"}
	namesBai   = []string{"say:self", "who:bai", "say:no", "say:learn"}
)

func TestLastScreenSaysWhoComes(t *testing.T) {
	for _, c := range []struct {
		name    string
		touches []string
		ruled   Ruled
		says    string
		hides   string
	}{
		{"an advisor", newVisitor, Ruled{Sentence: Comes, Server: "ana", Name: "安宁", Desk: "1"}, "安宁马上来接待您。", ""},
		{"somebody for the advisor whom he named", namesBai, Ruled{Sentence: StandIn, Server: "ana", Name: "安宁", Owner: "bai"}, "白露现在不便接待，由安宁先为您服务，并转告白露。", ""},
		{"somebody for an advisor whom he did not name", newVisitor, Ruled{Sentence: StandIn, Server: "ana", Name: "安宁", Owner: "bai"}, "安宁马上来接待您。", "白露"},
		{"the other of two advisors", namesBai, Ruled{Sentence: StandIn, Server: "ana", Name: "安宁", Owner: "chu"}, "安宁马上来接待您。", "楚云"},
		{"one who is with somebody", namesBai, Ruled{Sentence: Soon, Server: "bai", Name: "白露"}, "白露正在接待", ""},
		{"nobody yet", newVisitor, Ruled{Sentence: Nobody}, "请先坐一会儿，马上有人来接待您。", ""},
		{"the manager", newVisitor, Ruled{Sentence: Referee}, "经理马上来见您", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			c.ruled.Key, c.ruled.Number, c.ruled.Slip = "key-1", 7, SlipPrinting
			f := asked(t, c.touches...).told(c.ruled).sees(Ticket)
			said := fmt.Sprintf("%+v", *f.s.View(book(t)).Ticket)
			if !strings.Contains(said, c.says) || !strings.Contains(said, "007") {
				t.Errorf("the screen says %s, want %q", said, c.says)
			}
			if c.hides != "" && strings.Contains(said, c.hides) {
				t.Errorf("the screen names %s, whom the visitor did not name: %s", c.hides, said)
			}
		})
	}
}

func TestPrinterThatFailsLeavesCodeAndQROnTheScreen(t *testing.T) {
	f := asked(t, newVisitor...).told(Ruled{Key: "key-1", Number: 7, Sentence: Comes, Server: "ana", Name: "安宁", Slip: SlipPrinting, Link: "http://lobby/s/X", Code: "X"})
	if got := f.s.View(book(t)).Ticket; got.QR != "" || !got.Waits {
		t.Errorf("while it prints the screen shows %+v", got)
	}
	f.told(SlipTold{Key: "another", Slip: SlipFailed})
	if got := f.s.View(book(t)).Ticket; got.QR != "" {
		t.Error("another visitor's slip changes this one's screen")
	}
	f.told(SlipTold{Key: "key-1", Slip: SlipFailed})
	if got := f.s.View(book(t)).Ticket; got.QR != "http://lobby/s/X" || got.Code != "X" {
		t.Errorf("after a failure the screen shows %+v, want link and code", got)
	}
	p := Patience{}.filled()
	if s := f.s.Tick(f.at.Add(p.Ticket + p.Count)); s.Screen() != Ticket {
		t.Error("the screen goes before the code can be photographed")
	}
	if s := f.s.Tick(f.at.Add(p.TicketOnScreen)); s.Screen() != Greeting {
		t.Error("the screen with the code never goes")
	}
}

func TestPrinterThatConfirmsNothingLeavesTheCodeBesideTheWordsAboutTheSlip(t *testing.T) {
	f := asked(t, newVisitor...).told(Ruled{Key: "key-1", Number: 7, Sentence: Comes, Server: "ana", Name: "安宁", Slip: SlipPrinting, Link: "http://lobby/s/X", Code: "X"})
	f.told(SlipTold{Key: "key-1", Slip: SlipSent})
	if got := f.s.View(book(t)).Ticket; got.Waits || got.QR != "http://lobby/s/X" || got.Code != "X" || !strings.Contains(got.Slip, "请取号码条") {
		t.Errorf("a slip that may have come out shows %+v, want the words to take it, and link and code", got)
	}
	if s := f.s.Tick(f.at.Add(Patience{}.filled().Ticket)); s.Screen() != Ticket {
		t.Error("the screen goes before the code can be photographed")
	}
}

func TestRulingOfAFormerVisitorIsNotShownToTheNext(t *testing.T) {
	f := asked(t, newVisitor...).told(Fault{Key: "key-1"}).sees(Calm).on("home").sees(Greeting)
	f.told(Ruled{Key: "key-1", Number: 7, Sentence: Comes, Server: "ana", Name: "安宁"}).sees(Greeting)
	f.told(Ruled{Key: "", Number: 7}).sees(Greeting)
	f.at = f.at.Add(1e9)
	f.s, _ = f.s.Touched(Touch{Button: "start", At: f.at, Fresh: "key-2"})
	f.told(Ruled{Key: "key-1", Number: 7, Sentence: Comes}).sees(Before).told(Refused{Key: "key-1", Refusal: floor.Refuse("staff.fault")}).sees(Before).told(Fault{Key: "key-1"}).sees(Before)

	next := asked(t, newVisitor...).sees(Asking)
	for _, news := range []News{Ruled{Key: "key-0", Number: 7, Sentence: Comes}, Refused{Key: "key-0", Refusal: floor.Refuse("staff.fault")}, Fault{Key: "key-0"}, Ruled{}} {
		next.told(news).sees(Asking)
	}
}

func TestDeskThatDoesNotAnswerLeavesACalmScreen(t *testing.T) {
	f := asked(t, newVisitor...)
	p := Patience{}.filled()
	f.at = f.at.Add(p.Desk)
	f.s = f.s.Tick(f.at)
	f.sees(Calm).on("retry").sees(Asking)
	if got := f.opened().Key; got != "key-1" {
		t.Errorf("trying again opens a visit under %q, want the same key", got)
	}
	f.at = f.at.Add(p.Desk)
	f.s = f.s.Tick(f.at)
	f.sees(Calm).told(Ruled{Key: "key-1", Number: 9, Sentence: Comes, Server: "ana", Name: "安宁"}).sees(Ticket)
}

func TestRetryKeepsThePhoneThatWasGiven(t *testing.T) {
	f := atPhone(t).dial("13800000001").on("next").told(Fault{Key: "key-1"}).sees(Calm).on("retry")
	if got := f.opened(); got.Person.Phone != "13800000001" || !got.Consent.Given {
		t.Errorf("trying again brings %+v", got)
	}
}

func TestRefusalSaysWhatToDoAndLeadsBack(t *testing.T) {
	f := atPhone(t).dial("13800000001").on("next").told(Refused{Key: "key-1", Refusal: floor.Refuse("kiosk.phone.empty")}).sees(Refusal)
	if got := f.s.View(book(t)).Lines; len(got) != 1 || got[0] != "请输入手机号，或选择不留电话。" {
		t.Errorf("the screen says %q", got)
	}
	f.on("back").sees(Phone)
	if got := f.s.View(book(t)).Field.Text; got != "138 0000 0001" {
		t.Errorf("the field shows %q, want the phone as it was", got)
	}
}

func TestSettingsThatChangeDuringAVisitServeTheNextVisitor(t *testing.T) {
	little := ordinary()
	little.Asks = []Question{AskPurpose}
	f := touching(t, ordinary()).on("start", "say:self").told(SettingsChanged{little}).sees(Helped).on("nobody").sees(Contacted)
	f.on("back", "back", "back").sees(Greeting).on("start").sees(Purpose)
	idle := touching(t, ordinary()).told(SettingsChanged{little}).on("start").sees(Purpose)
	if got := idle.s.View(book(t)).Progress.Of; got != 3 {
		t.Errorf("the visitor has %d steps before him, want 3", got)
	}
}

func TestPrinterThatIsDoneBeforeTheRulingArrivesIsNotForgotten(t *testing.T) {
	for _, slip := range []SlipState{SlipPrinted, SlipSent, SlipFailed} {
		f := asked(t, newVisitor...).told(SlipTold{Key: "key-1", Slip: slip}).sees(Asking)
		f.told(Ruled{Key: "key-1", Number: 7, Sentence: Comes, Server: "ana", Name: "安宁", Slip: SlipPrinting, Link: "http://lobby/s/X", Code: "X"})
		if got := f.s.View(book(t)).Ticket; got.Waits || (got.QR != "") != (slip != SlipPrinted) {
			t.Errorf("a slip that is %s already shows %+v", slip, got)
		}
	}
}
