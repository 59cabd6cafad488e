package slip

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"

	"golang.org/x/image/font/sfnt"
)

func TestTheTestPageLooksAsItWasAgreed(t *testing.T) {
	press := testPress(t)
	for paper, name := range map[Paper]string{Paper80: "test-80mm", Paper58: "test-58mm"} {
		pic, err := press.TestPage(Test{House: "云栖课程中心", Printer: "tcp://192.0.2.10:9100", Address: testPage, At: at()}, paper)
		if err != nil {
			t.Fatal(err)
		}
		compare(t, name, pic)
	}
}

func TestEveryCharacterOfTheTestPageIsDrawnThoughOneFontLacksIt(t *testing.T) {
	press := testPress(t)
	for _, traditional := range []bool{false, true} {
		f := press.face(typeOf{cut{true, 36}, traditional}).(*pair)
		missing := 0
		for _, r := range rare {
			from := press.fonts[weight{traditional, true}]
			if f.of(r) == f.other {
				from, missing = press.fonts[weight{!traditional, true}], missing+1
			}
			if i, err := from.GlyphIndex(&sfnt.Buffer{}, r); i == 0 || err != nil {
				t.Errorf("no font has %c", r)
			}
		}
		if missing == 0 && !traditional {
			t.Error("no character of the test page is missing in the simplified font")
		}
	}
}

// mark is a logo in colours: a disc that fades to its rim, on nothing.
func mark(size int) *image.NRGBA {
	logo := image.NewNRGBA(image.Rect(0, 0, size, size))
	for y := range size {
		for x := range size {
			dx, dy := 2*x-size, 2*y-size
			if far := dx*dx + dy*dy; far < size*size {
				logo.SetNRGBA(x, y, color.NRGBA{R: uint8(255 * far / (size * size)), G: 90, B: 160, A: 255})
			}
		}
	}
	return logo
}

func TestTheHousesLogoIsDitheredAboveItsName(t *testing.T) {
	var file bytes.Buffer
	if err := png.Encode(&file, mark(400)); err != nil {
		t.Fatal(err)
	}
	logo, err := Logo(bytes.NewReader(file.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	press := testPress(t)
	press.Bear(logo)
	pic, err := press.Slip(standIn(), Paper58)
	if err != nil {
		t.Fatal(err)
	}
	compare(t, "logo-zh-58mm", pic)
}

func TestALogoThatIsNoPictureOrTooLargeIsRefused(t *testing.T) {
	var huge bytes.Buffer
	if err := png.Encode(&huge, image.NewGray(image.Rect(0, 0, 1, largestLogo+1))); err != nil {
		t.Fatal(err)
	}
	for name, file := range map[string][]byte{"text": []byte("logo"), "huge": huge.Bytes(), "nothing": nil} {
		if _, err := Logo(bytes.NewReader(file)); err == nil {
			t.Errorf("%s was taken for a logo", name)
		}
	}
}

func TestALogoOfAnyShapeStaysOnThePaper(t *testing.T) {
	press := testPress(t)
	for _, size := range []image.Point{{1, 1}, {1, 5000}, {5000, 1}, {20, 20}} {
		press.Bear(image.NewGray(image.Rectangle{Max: size}))
		pic, err := press.Slip(standIn(), Paper58)
		if err != nil || pic.Rect.Dx() != int(Paper58) {
			t.Errorf("a logo of %v: %v", size, err)
		}
	}
}

func BenchmarkQR(b *testing.B) {
	press := testPress(b)
	link := Link(testPage, testCode)
	for b.Loop() {
		s := press.sheet(Paper80)
		if err := s.qr(link); err != nil {
			b.Fatal(err)
		}
	}
}
