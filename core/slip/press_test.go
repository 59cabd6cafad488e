package slip

import (
	"bytes"
	"flag"
	"image"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

var update = flag.Bool("update", false, "write the goldens of this package anew")

const (
	testCode = "7Q2M9X0KD4TZ81BC"
	testPage = "192.168.1.20:8080"
)

func at() time.Time { return time.Date(2026, 11, 23, 14, 5, 0, 0, time.FixedZone("", 8*3600)) }

func testPress(t testing.TB) *Press {
	t.Helper()
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	p, err := NewPress(Fonts{testFont(t, "SC-Regular"), testFont(t, "SC-Bold"), testFont(t, "TC-Regular"), testFont(t, "TC-Bold")}, book)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func testFont(t testing.TB, weight string) []byte {
	t.Helper()
	file, err := os.ReadFile("../../assets/fonts/NotoSans" + weight + ".ttf")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func standIn() Slip {
	return Slip{House: "云栖课程中心", Demo: true, Number: 12, At: at(), Language: floor.Chinese, Sentence: StandIn,
		Server: "安宁", Named: "白露", Desk: "3", Code: testCode, Address: testPage}
}

func english() Slip {
	return Slip{House: "云栖课程中心", Number: 113, At: at(), Language: floor.English, Sentence: Soon,
		Server: "Emma Stone-Field", Desk: "5", Waiting: 2, Reprint: true, Code: testCode, Address: testPage}
}

func TestTheSlipLooksAsItWasAgreed(t *testing.T) {
	press := testPress(t)
	slips := map[string]Slip{
		"stand-in-zh": standIn(),
		"soon-en":     english(),
		"nobody-zh":   {House: "云栖课程中心", Number: 7, At: at(), Language: floor.Chinese, Sentence: Nobody, Waiting: 3, Code: testCode},
		"comes-hant":  {House: "雲棲課程中心", Number: 9, At: at(), Language: floor.Traditional, Sentence: Comes, Server: "陳靜", Desk: "2", Code: testCode, Address: testPage},
		"referee-en":  {House: "云栖课程中心", Number: 8, At: at(), Language: floor.English, Sentence: Referee, Code: testCode, Address: testPage},
	}
	for name, s := range slips {
		for _, paper := range []Paper{Paper80, Paper58} {
			pic, err := press.Slip(s, paper)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			compare(t, name+"-"+map[Paper]string{Paper80: "80mm", Paper58: "58mm"}[paper], pic)
		}
	}
}

func TestTheBadgeLooksAsItWasAgreed(t *testing.T) {
	pic, err := testPress(t).Badge(Badge{House: "云栖课程中心", Demo: true, Advisor: "白露", Desk: "3", Code: testCode, Address: testPage}, Paper80)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "badge-80mm", pic)
}

// compare holds a picture against its golden, dot by dot.
func compare(t *testing.T, name string, got *image.Paletted) {
	t.Helper()
	file := filepath.Join("testdata", name+".png")
	var b bytes.Buffer
	if err := PNG(&b, got); err != nil {
		t.Fatal(err)
	}
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	golden, err := png.Decode(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	want := golden.(*image.Paletted)
	if got.Rect != want.Rect {
		t.Errorf("%s is %v, want %v", name, got.Rect.Max, want.Rect.Max)
	} else if n := differing(got.Pix, want.Pix); n > 0 {
		t.Errorf("%s differs from %s in %d dots", name, file, n)
	}
}

func differing(a, b []byte) (n int) {
	for i := range a {
		if a[i] != b[i] {
			n++
		}
	}
	return n
}

// scanned returns what a decoder that nobody here wrote reads in the file.
func scanned(t *testing.T, file string) string {
	t.Helper()
	out, err := exec.Command("zbarimg", "--nodbus", "-q", "--raw", file).Output()
	if err != nil {
		t.Fatalf("zbarimg (Debian package zbar-tools) reads nothing in %s: %v", filepath.Base(file), err)
	}
	return strings.TrimSpace(string(out))
}

func TestADecoderReadsEverySlipAndBadge(t *testing.T) {
	for name, want := range map[string]string{
		"stand-in-zh-80mm": "HTTP://192.168.1.20:8080/V/7Q2M9X0KD4TZ81BC",
		"stand-in-zh-58mm": "HTTP://192.168.1.20:8080/V/7Q2M9X0KD4TZ81BC",
		"soon-en-58mm":     "HTTP://192.168.1.20:8080/V/7Q2M9X0KD4TZ81BC",
		"nobody-zh-80mm":   "7Q2M9X0KD4TZ81BC" + string(check(testCode)),
		"nobody-zh-58mm":   "7Q2M9X0KD4TZ81BC" + string(check(testCode)),
		"badge-80mm":       "HTTP://192.168.1.20:8080/B/7Q2M9X0KD4TZ81BC",
	} {
		if got := scanned(t, filepath.Join("testdata", name+".png")); got != want {
			t.Errorf("%s reads %q, want %q", name, got, want)
		}
	}
}

func TestTheLongestIPv4LinkKeepsEightDotsAModuleOnBothPapers(t *testing.T) {
	link := Link("255.255.255.255:65535", testCode)
	if len(link) > 47 {
		t.Fatalf("%q has %d characters, want at most 47", link, len(link))
	}
	press := testPress(t)
	for _, paper := range []Paper{Paper80, Paper58} {
		s := press.sheet(paper)
		from := s.y
		if err := s.qr(link); err != nil {
			t.Fatal(err)
		}
		if high := s.y - from; high != (29+2*quietModules)*moduleDots {
			t.Errorf("on %d dots the QR is %d high, want version 3 at 8 dots a module: 296", paper, high)
		}
	}
}

func TestALinkTooLongToBeReadIsNotPrinted(t *testing.T) {
	s := standIn()
	s.Address = strings.Repeat("very-long-name.", 60)
	if _, err := testPress(t).Slip(s, Paper58); err == nil {
		t.Error("a slip whose modules are below 4 dots was printed")
	}
}

func TestAHouseWhoseNameNeverEndsStillHasItsCode(t *testing.T) {
	s := standIn()
	s.Reprint, s.Language = true, floor.English
	for _, text := range []*string{&s.House, &s.Server, &s.Named, &s.Desk} {
		*text = strings.Repeat("很长的名字", 500)
	}
	pic, err := testPress(t).Slip(s, Paper58)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "long.png")
	var b bytes.Buffer
	if err := PNG(&b, pic); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := scanned(t, file); got != Link(testPage, testCode) {
		t.Errorf("the slip reads %q", got)
	}
}

func TestThatSomebodyStandsInIsSaidOnlyToWhoNamedTheOther(t *testing.T) {
	s := standIn()
	if got := s.said(); got != StandIn {
		t.Errorf("the visitor named him, and the slip says %q", got)
	}
	s.Named = ""
	if got := s.said(); got != Comes {
		t.Errorf("the visitor named nobody, and the slip says %q", got)
	}
}

func TestThePDFHasThePapersRealSizeAndReads(t *testing.T) {
	press := testPress(t)
	for paper, want := range map[Paper]string{Paper80: "MediaBox [0 0 226.77", Paper58: "MediaBox [0 0 164.41"} {
		pic, err := press.Slip(standIn(), paper)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := PDF(&b, pic, "012", at()); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(b.String(), want) {
			t.Errorf("the page is not %d mm wide", paper.MM())
		}
		dir := t.TempDir()
		file := filepath.Join(dir, "slip.pdf")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		if out, err := exec.Command("pdftoppm", "-r", "203.2", "-png", "-singlefile", file, filepath.Join(dir, "slip")).CombinedOutput(); err != nil {
			t.Fatalf("pdftoppm (Debian package poppler-utils): %v %s", err, out)
		}
		if got := scanned(t, filepath.Join(dir, "slip.png")); got != Link(testPage, testCode) {
			t.Errorf("the PDF of %d mm reads %q", paper.MM(), got)
		}
	}
}

func TestTheSameSlipGivesTheSameFiles(t *testing.T) {
	var first []byte
	for range 2 {
		pic, err := testPress(t).Slip(standIn(), Paper80)
		if err != nil {
			t.Fatal(err)
		}
		var b bytes.Buffer
		if err := PNG(&b, pic); err != nil {
			t.Fatal(err)
		}
		if err := PDF(&b, pic, "012", at()); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = b.Bytes()
		} else if !bytes.Equal(first, b.Bytes()) {
			t.Error("printing twice gives different files")
		}
	}
}

func TestOnlyTheTwoPapersAreKnown(t *testing.T) {
	for mm, want := range map[int]Paper{80: Paper80, 58: Paper58, 76: 0} {
		got, err := PaperOf(mm)
		if got != want || (err == nil) != (want != 0) {
			t.Errorf("paper of %d mm: %d dots, %v", mm, got, err)
		}
	}
}

func BenchmarkSlip(b *testing.B) {
	press, s := testPress(b), standIn()
	for b.Loop() {
		if _, err := press.Slip(s, Paper80); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFiles(b *testing.B) {
	pic, err := testPress(b).Slip(standIn(), Paper80)
	if err != nil {
		b.Fatal(err)
	}
	var files bytes.Buffer
	for b.Loop() {
		files.Reset()
		if err := PNG(&files, pic); err != nil {
			b.Fatal(err)
		}
		if err := PDF(&files, pic, "012", at()); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(files.Len()), "bytes")
}

func TestASlipInTraditionalChineseIsSetInTheShapesOfTaiwan(t *testing.T) {
	book, err := phrase.Load(os.DirFS("../../assets"), "phrases")
	if err != nil {
		t.Fatal(err)
	}
	regular, bold := testFont(t, "SC-Regular"), testFont(t, "SC-Bold")
	mainland, err := NewPress(Fonts{regular, bold, regular, bold}, book)
	if err != nil {
		t.Fatal(err)
	}
	both := testPress(t)
	for lang, same := range map[floor.Language]bool{floor.Chinese: true, floor.English: true, floor.Traditional: false} {
		s := standIn()
		s.Language = lang
		a, errA := mainland.Slip(s, Paper80)
		b, errB := both.Slip(s, Paper80)
		if errA != nil || errB != nil {
			t.Fatal(errA, errB)
		}
		if got := bytes.Equal(a.Pix, b.Pix); got != same {
			t.Errorf("%s: set in the mainland's shapes alone the slip is the same: %v, want %v", lang, got, same)
		}
	}
}
