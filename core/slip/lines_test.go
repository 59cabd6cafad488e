package slip

import (
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestEverySlipSaysWhoComesAndNothingMore(t *testing.T) {
	words := testPress(t).words
	whole := Slip{Server: "安宁", Named: "白露", Desk: "3", Waiting: 2}
	for _, c := range []struct {
		sentence Sentence
		lang     floor.Language
		change   func(*Slip)
		want     string
	}{
		{Comes, floor.Chinese, nil, "安宁马上来接待您。|3 号台"},
		{Comes, floor.English, nil, "安宁 is coming to meet you.|Desk 3"},
		{StandIn, floor.Chinese, nil, "白露现在不便接待，由安宁先为您服务，并转告白露。|3 号台"},
		{StandIn, floor.Chinese, func(s *Slip) { s.Named = "" }, "安宁马上来接待您。|3 号台"},
		{Soon, floor.Chinese, nil, "安宁正在接待，结束后就来。|3 号台|前面还有 2 位，叫号请看大屏幕。"},
		{Soon, floor.Chinese, func(s *Slip) { s.Waiting, s.Desk = 0, "" }, "安宁正在接待，结束后就来。"},
		{Nobody, floor.English, func(s *Slip) { s.Server = "" }, "Please take a seat. Somebody will be with you soon.|2 before you. Your number is called on the large screen."},
		{Comes, floor.Chinese, func(s *Slip) { s.Server, s.Waiting = "", 0 }, "请先坐一会儿，马上有人来接待您。"},
		{Referee, floor.Chinese, nil, "请先坐一会儿，经理马上来见您。"},
	} {
		s := whole
		s.Sentence = c.sentence
		if c.change != nil {
			c.change(&s)
		}
		if got := strings.Join(s.told(words, c.lang), "|"); got != c.want {
			t.Errorf("%s in %s: %s, want %s", c.sentence, c.lang, got, c.want)
		}
	}
}

func TestTheLinesOfASlipHoldAllItsWordsButNoCode(t *testing.T) {
	s := standIn()
	s.Reprint = true
	got := strings.Join(Lines(s, testPress(t).words), "|")
	want := "云栖课程中心|演示，数据均为虚构|补打|您的号码|012|2026-11-23 14:05|白露现在不便接待，由安宁先为您服务，并转告白露。|3 号台"
	if got != want {
		t.Errorf("the slip says\n%s\nwant\n%s", got, want)
	}
}
