package slip

import (
	"strings"
	"testing"
)

func TestTextBreaksWhereItIsRead(t *testing.T) {
	f := testPress(t).face(typeOf{cut: cut{size: 30}})
	for _, c := range []struct {
		name, text string
		limit      int
		want       string
	}{
		{"short text stays on its line", "安宁马上来", 500, "安宁马上来"},
		{"Chinese breaks between characters", "安宁马上来接待您", 130, "安宁马上|来接待您"},
		{"no line begins with a closing mark", "安宁马上，来接待您", 125, "安宁马|上，来接|待您"},
		{"no line ends with an opening mark", "安宁马“上来”", 125, "安宁马|“上来”"},
		{"Latin breaks between words", "a calm and quiet lobby", 170, "a calm and|quiet lobby"},
		{"a word that is too long is broken", "Donaudampfschifffahrt", 150, "Donauda|mpfschifff|ahrt"},
		{"nothing is lost of mixed text", "Emma正在接待", 100, "Emma|正在接|待"},
	} {
		if got := strings.Join(wrap(f, c.text, c.limit), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestNoLineIsWiderThanThePaper(t *testing.T) {
	f := testPress(t).face(typeOf{cut: cut{size: 36, bold: true}})
	for _, text := range []string{english().House + strings.Repeat("很长的名字", 12), strings.Repeat("x", 90), strings.Repeat("word ", 40)} {
		for limit := 60; limit < 600; limit += 37 {
			for _, line := range balanced(f, text, limit) {
				if w := width(f, line); w > limit {
					t.Fatalf("%q is %d dots wide, want at most %d", line, w, limit)
				}
			}
		}
	}
}

func TestTwoLinesPartWhereTheSentencePauses(t *testing.T) {
	f := testPress(t).face(typeOf{cut: cut{size: 30}})
	for _, c := range []struct {
		name, text string
		limit      int
		want       string
	}{
		{"at the comma, though the halves differ", "请先坐一会儿，马上有人来接待您。", 330, "请先坐一会儿，|马上有人来接待您。"},
		{"at the full stop of the first sentence", "Please take a seat. One moment.", 300, "Please take a seat.|One moment."},
		{"in the middle when a half would not fit", "您好，马上有人来接待您和您的家人。", 330, "您好，马上有人来接|待您和您的家人。"},
		{"not inside a number", "It costs 1,000 and 2.50 here", 260, "It costs 1,000|and 2.50 here"},
	} {
		if got := strings.Join(balanced(f, c.text, c.limit), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}
