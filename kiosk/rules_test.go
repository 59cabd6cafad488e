package kiosk

import (
	"os"
	"strconv"
	"sync"
	"testing"

	"shouwen/core/bookpaper"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
	"shouwen/kiosk/flow"
)

// rules is the rulebook with the longest sentences, as the lobby hands it in.
var rules = sync.OnceValue(func() map[string]flow.Rules { return rulesOf("software-record-70-30") })

func rulesOf(id string) map[string]flow.Rules {
	assets := os.DirFS("../assets")
	b, err := rulebook.Load(assets, id)
	if err != nil {
		panic(err)
	}
	words, err := phrase.Load(assets, "phrases")
	if err != nil {
		panic(err)
	}
	out := map[string]flow.Rules{}
	for _, l := range floor.OfficeLanguages() {
		p := bookpaper.Read(b, words, l, nil)
		r := flow.Rules{Title: p.Title, About: p.Version}
		for _, c := range p.Chapters {
			chapter := flow.RuleChapter{Title: c.Title}
			for _, e := range c.Entries {
				mark, head := e.Brief(c.Name)
				chapter.Rules = append(chapter.Rules, flow.Rule{Mark: mark, Head: head, Lines: e.Plain(p)})
			}
			r.Chapters = append(r.Chapters, chapter)
		}
		out[string(l)] = r
	}
	return out
}

func TestEveryPageOfTheRulebookCanBeRead(t *testing.T) {
	dressed(t)
	words := book(t)
	for _, lang := range floor.OfficeLanguages() {
		for name, size := range sizes {
			k, _ := hung(t, size)
			var none []stage
			walk := (&walk{at: nine, state: flow.New(settings(), crowd()), stages: &none}).touch("lang:"+string(lang), "staff", "key:1", "next")
			walk.told(flow.Admitted{By: floor.Manager}).touch("tab:day", "do:rules")
			for _, chapter := range []string{"chapter:0", "chapter:1", "chapter:2"} {
				walk.touch(chapter)
				for page := 0; ; page++ {
					v := walk.state.View(words)
					k.Show(v)
					inspect(t, k, size)
					if t.Failed() {
						t.Fatalf("%s, %s, %s, page %d", lang, name, chapter, page+1)
					}
					next := -1
					for i, b := range v.Actions {
						if b.ID == "page:"+strconv.Itoa(page+1) {
							next = i
						}
					}
					if next < 0 {
						break
					}
					walk.touch(v.Actions[next].ID)
				}
			}
		}
	}
}
