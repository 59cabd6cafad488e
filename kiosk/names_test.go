package kiosk

import (
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/image/font/sfnt"

	"shouwen/assets"
	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/kiosk/flow"
)

// invented are names made up for the test: each common surname and some
// uncommon ones with given names of every generation. The pinyin is as one would type it.
func invented() (names []spelledName) {
	surnames := strings.Fields("王wang 李li 张zhang 刘liu 陈chen 杨yang 黄huang 赵zhao 吴wu 周zhou 徐xu 孙sun 马ma 朱zhu 胡hu 郭guo 何he 林lin 高gao 罗luo " +
		"郑zheng 梁liang 谢xie 宋song 唐tang 许xu 韩han 邓deng 冯feng 曹cao 彭peng 曾zeng 肖xiao 田tian 董dong 潘pan 袁yuan 蔡cai 蒋jiang 余yu " +
		"单shan 解xie 翟zhai 欧阳ou'yang 诸葛zhu'ge 上官shang'guan 司马si'ma 尉迟yu'chi 褚chu 臧zang")
	given := strings.Fields("伟wei 芳fang 娜na 敏min 静jing 强qiang 磊lei 洋yang 艳yan 勇yong 军jun 杰jie 涛tao 超chao 霞xia " +
		"建国jian'guo 秀英xiu'ying 桂兰gui'lan 志强zhi'qiang 海燕hai'yan 小明xiao'ming 晓东xiao'dong 红梅hong'mei 春花chun'hua 文博wen'bo 丽娟li'juan " +
		"子涵zi'han 浩然hao'ran 梓萱zi'xuan 雨桐yu'tong 一诺yi'nuo 宇轩yu'xuan 欣怡xin'yi 诗涵shi'han 思远si'yuan 嘉怡jia'yi 睿哲rui'zhe 沐宸mu'chen " +
		"玥彤yue'tong 若水ruo'shui 知秋zhi'qiu 书瑶shu'yao 景行jing'xing 望舒wang'shu 砚秋yan'qiu 婧祎jing'yi 炜煜wei'yu 靖雯jing'wen")
	for i, s := range surnames {
		for j := range 5 {
			names = append(names, spell(s).with(spell(given[(i*7+j*11)%len(given)])))
		}
	}
	return names
}

// A spelledName is a name and, for each part that is chosen at once, its pinyin.
type spelledName struct {
	chars   string
	parts   []string // 欧阳, 若, 水
	pinyin  []string
	letters int
}

// spell reads 小明xiao'ming.
func spell(text string) spelledName {
	at := strings.IndexFunc(text, func(r rune) bool { return r < 0x80 })
	n := spelledName{chars: text[:at], pinyin: strings.Split(text[at:], "'")}
	n.parts = strings.Split(n.chars, "")
	n.letters = len(strings.ReplaceAll(text[at:], "'", ""))
	return n
}

// with is the surname n and the given name.
func (n spelledName) with(given spelledName) spelledName {
	if len(n.parts) > 1 { // a double surname is chosen at once
		n.parts, n.pinyin = []string{n.chars}, []string{strings.Join(n.pinyin, "")}
	}
	return spelledName{n.chars + given.chars, append(slices.Clone(n.parts), given.parts...), append(slices.Clone(n.pinyin), given.pinyin...), n.letters + given.letters}
}

// atName is a visitor at the screen with the keyboard.
func atName(t testing.TB) *walk {
	var all []stage
	w := (&walk{at: nine, state: flow.New(settings(), crowd()), stages: &all, lang: floor.Chinese}).touch("start", "say:first", "say:no", "say:no", "nobody", "say:learn")
	if w.state.Screen() != flow.Name {
		t.Fatalf("the screen is %s", w.state.Screen())
	}
	return w
}

func has(v flow.View, id string) bool {
	return slices.ContainsFunc(v.Keys, func(row []flow.Button) bool {
		return slices.ContainsFunc(row, func(b flow.Button) bool { return b.ID == id })
	})
}

// touchesFor types the name as one does who looks at what is offered after
// each letter, and counts the touches.
func touchesFor(t testing.TB, words *phrase.Book, n spelledName) int {
	w, touches := atName(t), 0
	touch := func(id string) { w.touch(id); touches++ }
	for i, part := range n.parts {
		for _, letter := range n.pinyin[i] {
			if has(w.state.View(words), "pick:"+part) {
				break
			}
			touch("key:" + strings.ToUpper(string(letter)))
		}
		if !has(w.state.View(words), "pick:"+part) {
			touch("more")
		}
		for range 60 {
			if has(w.state.View(words), "pick:"+part) {
				break
			}
			touch("leaf:next")
		}
		touch("pick:" + part)
	}
	if got := w.state.View(words).Field.Text; got != n.chars {
		t.Errorf("%s: the field says %q", n.chars, got)
	}
	return touches
}

func TestFullNameTakesNoMoreTouchesThanItsPinyinAndOneACharacter(t *testing.T) {
	names, words := invented(), book(t)
	var touches, over []int
	worst := ""
	for _, n := range names {
		took, may := touchesFor(t, words, n), n.letters+len([]rune(n.chars))
		if len(over) == 0 || took-may > slices.Max(over) {
			worst = n.chars
		}
		touches, over = append(touches, took), append(over, took-may)
	}
	slices.Sort(touches)
	slices.Sort(over)
	mid := len(names) / 2
	t.Logf("%d names: median %d touches, worst %d; against letters and one a character: median %+d, worst %+d (%s)",
		len(names), touches[mid], touches[len(touches)-1], over[mid], over[len(over)-1], worst)
	if len(names) < 200 || over[mid] > 0 {
		t.Errorf("%d names take %+d touches more than their pinyin and one a character at the median; want 200 names and none", len(names), over[mid])
	}
}

// Every character of the standard is reached by its pinyin, and none is
// offered that the font would draw as a box.
func TestEveryNameOfferedCanBeDrawn(t *testing.T) {
	fonts := map[string]*sfnt.Font{}
	for name, file := range map[string][]byte{"regular": assets.FontRegular(), "bold": assets.FontBold()} {
		f, err := sfnt.Parse(file)
		if err != nil {
			t.Fatal(err)
		}
		fonts[name] = f
	}
	offered := map[rune]bool{}
	for letter := 'a'; letter <= 'z'; letter++ {
		for _, surname := range []bool{true, false} {
			for name := range names().Offer(string(letter), surname) {
				for _, r := range name {
					offered[r] = true
				}
			}
		}
	}
	var buf sfnt.Buffer
	for r := range offered {
		for weight, f := range fonts {
			if glyph, err := f.GlyphIndex(&buf, r); err != nil || glyph == 0 {
				t.Errorf("%c is offered, but the %s font has no picture of it", r, weight)
			}
		}
	}
	standard, err := os.ReadFile("../assets/fonts/standard.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range strings.ReplaceAll(string(standard), "\n", "") {
		if !offered[r] {
			t.Errorf("%c is not reached by any letter", r)
		}
	}
}

// BenchmarkLetter is what one more letter of pinyin costs until the screen is drawn.
func BenchmarkLetter(b *testing.B) {
	dressed(b)
	words := book(b)
	k := New()
	k.Content().Resize(sizes["standing"])
	w := atName(b)
	for i := 0; b.Loop(); i++ {
		w.touch([]string{"key:X", "del"}[i%2])
		w.at = w.at.Add(time.Second)
		k.Show(w.state.View(words))
	}
}
