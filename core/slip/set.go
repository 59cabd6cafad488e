package slip

import (
	"fmt"
	"image"

	"shouwen/core/floor"
	"shouwen/core/phrase"
)

// Slip returns the picture of the slip on the paper: one dot a pixel, index 0
// paper and 1 ink. It fails only if the code's link is too long for the paper.
func (p *Press) Slip(s Slip, paper Paper) (*image.Paletted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sheet := p.sheet(paper)
	sheet.traditional = s.Language == floor.Traditional
	sheet.head(s.House, s.Demo)
	if s.Reprint {
		sheet.plate(cut{true, sheet.m.small}, p.both(s.Language, "slip.reprint"))
		sheet.space(.5)
	}
	sheet.number(p.words.Say(s.Language, "slip.number", nil), fmt.Sprintf("%03d", s.Number))
	sheet.line(cut{false, sheet.m.small}, s.At.Format("2006-01-02  15:04"))
	sheet.space(.75)
	sheet.rule(0)
	sheet.space(.75)
	sheet.sentences(s)
	sheet.space(.75)
	sheet.rule(4)
	if err := sheet.qr(Link(s.Address, s.Code)); err != nil {
		return nil, err
	}
	sheet.line(cut{true, sheet.m.small}, p.words.Say(s.Language, "slip.show", nil))
	sheet.byHand(p.words.Say(s.Language, "slip.by_hand", nil), Typed(s.Code))
	sheet.line(cut{false, sheet.m.tiny}, p.both(s.Language, "slip.today"))
	return sheet.picture(), nil
}

// Badge returns the picture of an advisor's badge, under the same terms as Slip.
func (p *Press) Badge(b Badge, paper Paper) (*image.Paletted, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	sheet := p.sheet(paper)
	sheet.head(b.House, b.Demo)
	sheet.line(cut{false, sheet.m.caption}, p.words.Say(floor.Chinese, "slip.badge.title", nil))
	sheet.line(cut{true, sheet.m.number * .42}, b.Advisor)
	if b.Desk != "" {
		sheet.line(cut{false, sheet.m.said}, p.words.Say(floor.Chinese, "slip.desk", phrase.Args{"desk": b.Desk}))
	}
	if err := sheet.qr(BadgeLink(b.Address, b.Code)); err != nil {
		return nil, err
	}
	sheet.byHand(p.words.Say(floor.Chinese, "slip.by_hand", nil), TypedBadge(b.Code))
	sheet.line(cut{false, sheet.m.tiny}, p.words.Say(floor.Chinese, "slip.badge.hint", nil))
	return sheet.picture(), nil
}

// both says a phrase in the visitor's language and after it in English, or
// after English in Chinese, for the staff.
func (p *Press) both(lang floor.Language, key string) string {
	other := floor.English
	if lang == floor.English {
		other = floor.Chinese
	}
	return p.words.Say(lang, key, nil) + "  " + p.words.Say(other, key, nil)
}

// head sets the house's logo and name and, if it is the demonstration house, that it is.
func (s *sheet) head(house string, demo bool) {
	if s.press.logo != nil {
		s.bear(s.press.logo)
	}
	s.line(cut{true, s.m.house}, house)
	if demo {
		s.space(.25)
		top := s.y
		s.space(.25)
		s.line(cut{false, s.m.tiny}, s.press.words.Say(floor.Chinese, "slip.demo", nil))
		s.line(cut{false, s.m.tiny}, s.press.words.Say(floor.English, "slip.demo", nil))
		s.space(.4)
		s.frame(top, s.m.width/20)
	}
	s.space(.75)
}

// number sets the caption and the big number. Digits reach from the baseline
// to 0.73 of their size, so they are set closer than a line of text.
func (s *sheet) number(caption, number string) {
	s.line(cut{false, s.m.caption}, caption)
	size := s.m.number
	s.put(s.face(cut{true, size}), number, s.y+int(size*.84))
	s.y += int(size * .98)
}

// sentences set who comes and, for a visitor who reads another language, the
// same in small Chinese for the staff.
func (s *sheet) sentences(of Slip) {
	s.who(of, of.Language, cut{true, s.m.said}, cut{false, s.m.small})
	if of.Language.Office() != floor.Chinese {
		s.space(.5)
		s.who(of, floor.Chinese, cut{false, s.m.tiny}, cut{false, s.m.tiny})
	}
}

// who sets the sentence large and what belongs to it small.
func (s *sheet) who(of Slip, lang floor.Language, large, small cut) {
	for i, words := range of.told(s.press.words, lang) {
		if i == 0 {
			s.line(large, words)
		} else {
			s.line(small, words)
		}
	}
}

// byHand sets the code as it is typed, for a scanner that does not read.
func (s *sheet) byHand(caption, code string) {
	s.line(cut{false, s.m.tiny}, caption)
	s.line(cut{true, s.m.small}, code)
	s.space(.25)
}
