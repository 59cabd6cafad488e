package rulebook

import (
	"encoding/json"
	"maps"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"testing"

	"shouwen/core/floor"
)

func TestEveryCaseIsRuledAsTheRegulationSays(t *testing.T) {
	for _, o := range ruledCases(t) {
		t.Run(o.Case.Name, func(t *testing.T) {
			if !o.Passed() {
				var b strings.Builder
				o.Report(&b)
				t.Error(b.String())
			}
		})
	}
}

// The rows that decide something or lay down a duty; ~ is a space inside a number.
var decidingRows = map[string]string{
	"course-centre-5min-thirds": "1.a 1.b 2.a 2.b 2.c 3.a 3.b 3.c 4.a 4.b 4.c 5.a 5.b 5.c 6.a 6.b 6.c 6.d 6.e 6.f 6.g 6.h 7.a 7.b 8.a",
	"sms-1month-collision": `一1.a 一2.a 一3.a 一4.a 一4(1).a 一4(2).a 一4(2)a.a 一4(2)b.a 一5.a 一6.a 一6.b 一7(1).a 一7(2)a.a 一7(2)b.a
		一7(3).a 二1.a 二2.a 二2.b 二3.a 二3(1).a 二3(1)a-i.a 二3(1)a-ii.a 二3(1)b.a`,
	"first-contact-director": `一.a 一.b 一.c 二①.a 二①.b 二①.c 二②.a 二②.b 三.a (二)1.a (二)1.b (二)1.c (二)1.d (二)3.a (二)3.b (二)3.c
		(二)4.a (二)4.b (二)5.a (二)6.a (二)6.b (二)7.a (二)7.b (二)8.a (二)9.a 四.a ?1.a ?1.b ?1.c ?2.a ?3.a ?4.a`,
	"first-contact-two-sites": `(一)1.a (一)1.b (一)2①.a (一)2①.b (一)2①.c (一)2②.a (一)1'~分单制.a (一)2'~首问.a (二)1.a (二)1.b (二)1.c (二)1.d
		(二)3.a (二)3.b (二)3.c (二)4.a (二)4.b (二)5.a (二)6.a (二)6.b`,
	"first-reception-longcheng": `1.a 1.b 2¶1.a 2¶1.b 2¶1.c 2¶2.a 2¶2.b 3.a 具体¶.a 具体¶.b 具体¶.c 具体¶.d 具体1.a 具体1.b 具体1.c
		具体2.a 具体2.b 具体2.c 具体3.a 末.a`,
	"single-customer-cycle": "第一条.b 第二条.a 第二条.b 第二条.c 第二条.d 第二条.e 第四条.a 第四条.b 第五条.a 第六条.a 第六条.b 第七条.a 第七条.b 第七条.c",
	"software-record-70-30": `一1.a 一1.b 一3.a 一3.b 一3.c 一4.a 一4.b 一5.a 一6.a 一7.a 一7.b 一8.b 一8.c 二(一)1.a 二(一)1-1).a 二(一)1-2).a
		二(一)2.a 二(一)2.b 二(二)1.a 二(二)1.b 二(二)1.c 二(二)2.a 二(二)3.a 二(三)1.a 二(三)2.a 二(三)3.a 备注.a`,
	"group-two-registers": `序.a 一·一.a 一·一.b 一·一.c 一·一.d 一·二.a 一·二.b 一·二.c 一·三.a 一·三.b 二·一.a 二·一.b 二·二.a 二·二.b 二·三.a
		二·四.a 二·四.b 二·五.a 二·五.b`,
	"first-register-3m": `1.a 2(1).a 2(2).a 2(3).a 3(1).a 3(2).a 3(2).b 3(2).c 3(2).d 3(3).a 3(3).b 3(4).a 3(4).b 3(5)①.a 3(5)②.a 3(6).a 3(6).b
		3(6).c 3(6).d 3(6).e (六)2.a (六)3.a (六)3.b (六)3.c (六)3.d (六)3.e (六)4.a (六)4.b (六)5.a (六)6.a (六)7.a (六)7.b (六)8.a (六)8.b`,
	"recognise-15min-30d": `序.a 新1.a 新2.a 新2.b 新3.a 新4.a 新5.a 新5.b 新6.a 老1.a 老2.a 老3.a 老4.a 老5.a 老6.a 老6.b 老7.a 老8.a 老8.b 老8.c 老8.d
		带1.a 带1.b 带2.a 亲友1.a`,
	"phone-visit-ladder": "来电1.a 来电2.a 来电2.b 来电3.a 来电3.b 来人1.a 来人2.a 来人2.b 来人3.a 来人3.b 注.a 签字.a",
}

func TestEveryRowDecidesSomeCase(t *testing.T) {
	find := shipped(t)
	cited := map[string]bool{}
	for _, o := range ruledCases(t) {
		for _, row := range o.Ruling.Clauses {
			cited[o.Case.Rulebook+" "+row.Row] = true
		}
	}
	for id, rows := range decidingRows {
		b, err := find(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range strings.Fields(rows) {
			row = strings.ReplaceAll(row, "~", " ")
			if !cited[id+" "+row] {
				t.Errorf("%s: no case is decided by row %s", id, row)
			}
			for _, l := range floor.OfficeLanguages() {
				if b.Sentence(row, l) == "" {
					t.Errorf("%s: row %s has no sentence in %s", id, row, l)
				}
			}
		}
	}
}

func TestEveryReadingAndParameterChangesSomeRuling(t *testing.T) {
	t.Parallel()
	find := shipped(t)
	changes := map[string]bool{}
	for _, o := range ruledCases(t) {
		c, switched := o.Case, o.Ruling
		for _, name := range append(sortedKeys(c.Readings), sortedKeys(c.Parameters)...) {
			without := c
			without.Readings, without.Parameters = maps.Clone(c.Readings), maps.Clone(c.Parameters)
			delete(without.Readings, name)
			delete(without.Parameters, name)
			if printed := without.Run(find).Ruling; decided(t, printed) != decided(t, switched) {
				changes[c.Rulebook+" "+name] = true
			}
		}
	}
	for id := range decidingRows {
		b, err := find(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range append(b.Readings(), b.Parameters()...) {
			if len(s.Choices) != 1 && !changes[id+" "+s.Name] {
				t.Errorf("%s: no case is ruled otherwise when %s is switched", id, s.Name)
			}
		}
	}
}

// decided spells what a ruling decides, without what it rests on.
func decided(t *testing.T, r Ruling) string {
	r = withoutTrace(r)
	r.Book, r.Readings, r.Parameters, r.OwnerWhy = BookRef{}, nil, nil, nil
	return spelled(t, r)
}

func TestJudgingTheRecordedFactsAgainGivesTheSameRuling(t *testing.T) {
	t.Parallel()
	find := shipped(t)
	for _, first := range ruledCases(t) {
		c := first.Case
		if first.Err != nil {
			t.Fatal(first.Err)
		}
		c.Given = throughJSON(t, c.Given)
		again := c.Run(find)
		if !reflect.DeepEqual(first.Ruling, again.Ruling) {
			t.Errorf("%s: the recorded facts are ruled otherwise\n%+v\n%+v", c.Name, first.Ruling, again.Ruling)
		}
		if read := throughJSON(t, first.Ruling); !reflect.DeepEqual(spelled(t, first.Ruling), spelled(t, read)) {
			t.Errorf("%s: the ruling does not survive being written\n%s\n%s", c.Name, spelled(t, first.Ruling), spelled(t, read))
		}
	}
}

func throughJSON[T any](t *testing.T, v T) T {
	t.Helper()
	var out T
	if err := json.Unmarshal([]byte(spelled(t, v)), &out); err != nil {
		t.Fatal(err)
	}
	return out
}

func spelled(t *testing.T, v any) string {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestRenamingTheAdvisorsRenamesTheRuling(t *testing.T) {
	t.Parallel()
	find := shipped(t)
	// In another alphabetical order: nothing may rest on how somebody is called.
	names := strings.NewReplacer(`"A"`, `"u4"`, `"B"`, `"u6"`, `"C"`, `"u2"`, `"D"`, `"u5"`, `"E"`, `"u1"`, `"F"`, `"u3"`)
	for _, o := range ruledCases(t) {
		c, was := o.Case, o.Ruling
		b, err := find(c.Rulebook)
		if err != nil {
			t.Fatal(err)
		}
		if b, err = b.With(c.Readings, c.Parameters); err != nil {
			t.Fatal(err)
		}
		var renamed Facts
		if err := json.Unmarshal([]byte(names.Replace(spelled(t, c.Given))), &renamed); err != nil {
			t.Fatal(err)
		}
		is, err := b.Judge(c.Ask, renamed)
		if err != nil {
			t.Fatal(err)
		}
		var wanted Ruling
		if err := json.Unmarshal([]byte(names.Replace(spelled(t, withoutTrace(was)))), &wanted); err != nil {
			t.Fatal(err)
		}
		if got, want := spelled(t, withoutTrace(is)), spelled(t, wanted); got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.Name, got, want)
		}
	}
}

// withoutTrace leaves out the parts that spell advisors inside longer words.
func withoutTrace(r Ruling) Ruling {
	r.Clauses, r.Facts, r.Passed = nil, nil, nil
	return r
}

func TestSharesAddUpToOne(t *testing.T) {
	for _, o := range ruledCases(t) {
		for _, s := range o.Ruling.Split {
			if len(s.Shares) == 0 {
				continue // a decision names a kind of money and gives nobody a share
			}
			sum := new(big.Rat)
			for _, id := range slices.Sorted(maps.Keys(s.Shares)) {
				sum.Add(sum, s.Shares[id].Rat())
			}
			if sum.Cmp(big.NewRat(1, 1)) != 0 {
				t.Errorf("%s: the %s adds up to %s", o.Case.Name, s.Kind, sum)
			}
		}
	}
}

func TestARulingSaysWhatItRestsOn(t *testing.T) {
	for _, o := range ruledCases(t) {
		c, r := o.Case, o.Ruling
		if r.Book.ID != c.Rulebook || r.Book.Version == "" || len(r.Book.Digest) != 64 {
			t.Errorf("%s: ruled by %+v", c.Name, r.Book)
		}
		if r.Owner != "" && len(r.OwnerWhy) == 0 {
			t.Errorf("%s: owner without a ground", c.Name)
		}
		for _, cl := range r.Clauses {
			if cl.Text.ZH == "" || cl.Text.EN == "" {
				t.Errorf("%s: row %s is cited without its sentence", c.Name, cl.Row)
			}
		}
		if len(r.Facts) == 0 && len(r.Clauses) > 1 {
			t.Errorf("%s: no facts read", c.Name)
		}
	}
}
