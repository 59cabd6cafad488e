package slip

import (
	"image"
	"time"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// A Test is what a test page says.
type Test struct {
	House   string
	Printer string // as the configuration names it
	Address string // host:port of the house's page, "" when there is none
	At      time.Time
}

// rare are characters of names that printers' own fonts lack.
const rare = "王 喆 珺 堃 甯 陳 鍾 Ω Ñ"

// TestPage returns the picture of a page by which the staff see that a printer prints: a
// ruler from edge to edge, characters of every kind, and a code to be scanned, which
// opens the page of the house.
func (p *Press) TestPage(of Test, paper Paper) (*image.Paletted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sheet := p.sheet(paper)
	sheet.ruler()
	sheet.head(of.House, false)
	sheet.line(cut{true, sheet.m.said}, p.both(floor.Chinese, "slip.test.title"))
	sheet.line(cut{false, sheet.m.tiny}, of.Printer)
	sheet.line(cut{false, sheet.m.tiny}, of.At.Format("2006-01-02  15:04"))
	sheet.space(.5)
	sheet.line(cut{true, sheet.m.said}, rare)
	sheet.line(cut{false, sheet.m.small}, rare)
	link := "SHOUWEN"
	if of.Address != "" {
		link = "HTTP://" + of.Address + "/"
	}
	if err := sheet.qr(link); err != nil {
		return nil, err
	}
	for _, lang := range []floor.Language{floor.Chinese, floor.English} {
		sheet.line(cut{false, sheet.m.tiny}, p.words.Say(lang, "slip.test.hint", phrase.Args{"mm": paper.name()}))
	}
	sheet.ruler()
	return sheet.picture(), nil
}

// ruler draws a line as wide as the head prints, with a mark every five millimetres.
func (s *sheet) ruler() {
	s.fill(image.Rect(0, s.y, s.m.width, s.y+2), 255)
	for x := 0; x < s.m.width; x += 5 * DotsPerMM {
		high := 10
		if x%(10*DotsPerMM) == 0 {
			high = 20
		}
		s.fill(image.Rect(x, s.y, x+2, s.y+high), 255)
	}
	s.fill(image.Rect(s.m.width-2, s.y, s.m.width, s.y+20), 255)
	s.y += 20
	s.space(.5)
}
