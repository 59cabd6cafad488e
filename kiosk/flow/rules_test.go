package flow

import (
	"strings"
	"testing"

	"shouwen/core/floor"
)

// ruled is an ordinary house with a short rulebook: one clause of it is longer than a page.
func ruled() Settings {
	set := ordinary()
	long := Rule{Mark: "2.a", Head: "第二条"}
	for range 3 * pageLines {
		long.Lines = append(long.Lines, strings.Repeat("长", pageColumns/2))
	}
	set.Rules = map[string]Rules{}
	for _, l := range floor.Languages() {
		set.Rules[string(l)] = Rules{Title: "规章", About: "1", Chapters: []RuleChapter{
			{Title: "条文", Rules: []Rule{{Mark: "1.a", Head: "第一条", Lines: []string{"到访时"}}, long, {Mark: "3.a", Head: "第三条"}}},
			{Title: "数值", Rules: []Rule{{Mark: "·", Head: "五分钟"}}}}}
	}
	return set
}

func TestTheStaffReadTheWholeRulebookPageByPage(t *testing.T) {
	f := touching(t, ruled()).on("staff").dial("246813").on("next").told(Admitted{By: floor.Manager})
	f.on("tab:day", "do:rules").sees(CornerRules)
	seen := map[string]int{}
	for page := 1; ; page++ {
		v := f.s.View(book(t))
		lines := 0
		for _, r := range v.Reader {
			seen[r.Mark] += len(r.Lines)
			lines += r.need()
		}
		if lines > pageLines+1 {
			t.Errorf("page %d holds %d lines", page, lines)
		}
		if !offered(v, "page:"+string(rune('0'+page))) {
			break
		}
		f.on("page:" + string(rune('0'+page)))
	}
	if seen["1.a"] != 1 || seen["2.a"] != 3*pageLines {
		t.Errorf("read lines of the clauses: %v", seen)
	}
	if _, ok := seen["3.a"]; !ok {
		t.Error("the last clause is on no page")
	}
	if got := f.on("chapter:1").s.View(book(t)).Reader; len(got) != 1 || got[0].Head != "五分钟" {
		t.Errorf("the numbers are %+v", got)
	}
	f.on("back").sees(CornerDay)
}

func TestTheRulebookIsNotOfferedWhereNoneIsAtHand(t *testing.T) {
	if v := inside(t).on("tab:day").s.View(book(t)); offered(v, "do:rules") {
		t.Error("an empty rulebook is offered")
	}
}

func TestTheFirstScreenGreetsAsTheRulebookSays(t *testing.T) {
	set := ordinary()
	set.Greeting = map[string]string{"zh": "您好，欢迎光临"}
	if v := touching(t, set).s.View(book(t)); v.Title != "您好，\n欢迎光临" {
		t.Errorf("the title is %q", v.Title)
	}
	set.Greeting["zh"] = "尊敬的来宾您好，欢迎您光临我们的展厅，请先取号"
	if v := touching(t, set).s.View(book(t)); v.Title != book(t).Say("zh", "kiosk.greeting.title", nil) || !strings.HasPrefix(v.Hint, "尊敬的来宾") {
		t.Errorf("a long greeting: title %q, hint %q", v.Title, v.Hint)
	}
}
