package bookpaper

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
	"shouwen/core/rulebook"
)

var update = flag.Bool("update", false, "write the goldens anew")

func assetsFS() fs.FS { return os.DirFS("../../assets") }

func words(t testing.TB) *phrase.Book {
	t.Helper()
	b, err := phrase.Load(assetsFS(), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// read keeps each book once it was read: many tests look at all of them.
var read sync.Map

func shipped(t testing.TB, id string) *rulebook.Book {
	t.Helper()
	if b, ok := read.Load(id); ok {
		return b.(*rulebook.Book)
	}
	b, err := rulebook.Load(assetsFS(), id)
	if err != nil {
		t.Fatal(err)
	}
	read.Store(id, b)
	return b
}

func everyBook(t testing.TB) []string {
	t.Helper()
	names, err := rulebook.Names(assetsFS())
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	return names
}

func TestASmallRulebookReadsAsPeopleRead(t *testing.T) {
	text, err := os.ReadFile("testdata/small.toml")
	if err != nil {
		t.Fatal(err)
	}
	b, err := rulebook.Parse("small.toml", text)
	if err != nil {
		t.Fatal(err)
	}
	proofs := map[string]Proof{"1": {Cases: 3}, "3": {}, "4": {Cases: 2, Met: 1, Limits: 2}}
	for _, l := range floor.OfficeLanguages() {
		var out bytes.Buffer
		if err := Read(b, words(t), l, proofs).Write(&out, 80); err != nil {
			t.Fatal(err)
		}
		golden(t, "testdata/small."+string(l)+".golden", out.String())
	}
}

func TestNoLineOfATerminalIsTooWide(t *testing.T) {
	for _, id := range everyBook(t) {
		for _, l := range floor.OfficeLanguages() {
			for _, columns := range []int{80, 100} {
				var out bytes.Buffer
				if err := Read(shipped(t, id), words(t), l, nil).Write(&out, columns); err != nil {
					t.Fatal(err)
				}
				for line := range strings.Lines(out.String()) {
					if n := columnsOf(strings.TrimRight(line, "\n")); n > columns+2 { // a closing mark may hang
						t.Errorf("%s: %d columns of %d: %s", id, n, columns, line)
					}
				}
			}
		}
	}
}

func TestNoWordOfAnyRulebookIsMissing(t *testing.T) {
	for _, id := range everyBook(t) {
		for _, l := range floor.OfficeLanguages() {
			p := Read(shipped(t, id), words(t), l, nil)
			for _, c := range p.Chapters {
				for _, e := range c.Entries {
					for _, line := range e.Lines {
						if strings.Contains(line.Says+line.Label, "book.") || strings.Contains(line.Says, "page.") || strings.Contains(line.Says, "@") {
							t.Errorf("%s %s in %s says %q", id, e.Mark, l, line)
						}
					}
				}
			}
		}
	}
}

func TestClausesStandInTheOrderOfPrint(t *testing.T) {
	p := Read(shipped(t, "first-contact-director"), words(t), floor.Chinese, nil)
	var marks []string
	for _, e := range p.Chapters[0].Entries {
		number := e.Mark[:strings.LastIndexByte(e.Mark, '.')]
		if len(marks) == 0 || marks[len(marks)-1] != number {
			marks = append(marks, number)
		}
	}
	want := "序 一 二① 二② 三 (二)1 (二)2 (二)3 (二)4 (二)5 (二)6 (二)7 (二)8 (二)9 四 ?1 ?2 ?3 ?4"
	if got := strings.Join(marks, " "); got != want {
		t.Errorf("printed %s, want %s", got, want)
	}
}

func fonts(t testing.TB) Fonts {
	t.Helper()
	var f Fonts
	for name, to := range map[string]*[]byte{"fonts/NotoSansSC-Regular.ttf": &f.Regular, "fonts/NotoSansSC-Bold.ttf": &f.Bold} {
		text, err := fs.ReadFile(assetsFS(), name)
		if err != nil {
			t.Fatal(err)
		}
		*to = text
	}
	return f
}

func TestARulebookIsPrintedForSignatureWithTheCharactersThatItNeeds(t *testing.T) {
	at := time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC)
	f := fonts(t)
	for _, id := range []string{"course-centre-5min-thirds", "software-record-70-30"} {
		for _, l := range floor.OfficeLanguages() {
			var out bytes.Buffer
			pages, err := Read(shipped(t, id), words(t), l, nil).PDF(&out, f, 30, at)
			if err != nil {
				t.Fatal(err)
			}
			if got := bytes.Count(out.Bytes(), []byte("/Type /Page\n")); got != pages || pages < 3 {
				t.Errorf("%s in %s: %d pages are written, %d are said", id, l, got, pages)
			}
			if out.Len() > 600<<10 {
				t.Errorf("%s in %s takes %d bytes; the whole font is in it", id, l, out.Len())
			}
		}
	}
}

func TestNoLineOfThePaperIsCutAndNoNumberStandsAloneAtTheFoot(t *testing.T) {
	for _, id := range everyBook(t) {
		for _, l := range floor.OfficeLanguages() {
			s := laidOut(t, Read(shipped(t, id), words(t), l, nil), 30)
			for n, page := range s.parted() {
				y := bodyTop
				for _, r := range page {
					y += r.high
				}
				if y > bodyEnd+0.01 {
					t.Errorf("%s in %s: page %d ends at %.1f mm, below %.1f", id, l, n+1, y, bodyEnd)
				}
				if last := page[len(page)-1]; last.tied {
					t.Errorf("%s in %s: page %d ends with a line that belongs to the next", id, l, n+1)
				}
			}
		}
	}
}

func TestNoLineOfThePaperLeavesTheMargins(t *testing.T) {
	p := Read(shipped(t, "software-record-70-30"), words(t), floor.English, nil)
	s := laidOut(t, p, 3)
	for _, c := range p.Chapters {
		for _, e := range c.Entries {
			for _, line := range e.Lines {
				for _, part := range s.lines(line.Says, faceBelow, bodyWidth-markWidth-3) {
					if w := s.doc.GetStringWidth(part); w > bodyWidth-markWidth-3+4 {
						t.Errorf("%s: %.1f mm: %s", e.Mark, w, part)
					}
				}
			}
		}
	}
}

func TestAsManyLinesForSignaturesAsWereAskedFor(t *testing.T) {
	p := Read(shipped(t, "course-centre-5min-thirds"), words(t), floor.Chinese, nil)
	none, some := laidOut(t, p, 0), laidOut(t, p, 40)
	if got := len(some.rows) - len(none.rows); got < 40 || got > 46 {
		t.Errorf("40 signatures add %d rows", got)
	}
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

func laidOut(t testing.TB, p Paper, signers int) *sheet {
	t.Helper()
	return p.lay(fonts(t), signers, time.Date(2026, 11, 24, 9, 0, 0, 0, time.UTC))
}

func TestTheReadingsAreToldInChineseToo(t *testing.T) {
	for _, id := range everyBook(t) {
		for _, r := range shipped(t, id).Readings() {
			if r.Asks.ZH == r.Asks.EN || r.Why.ZH == r.Why.EN {
				t.Errorf("%s: reading %s is asked or explained in English alone", id, r.Name)
			}
		}
	}
}
