package slip

import (
	"fmt"
	"image"
	"strings"
	"sync"

	"golang.org/x/image/font"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"

	"shouwen/core/phrase"
)

// A Press sets slips and badges in the house's font and words. It may be used from
// several goroutines: it sets one picture at a time.
type Press struct {
	words *phrase.Book
	logo  image.Image // the house's, nil for none

	mu    sync.Mutex
	fonts map[weight]*sfnt.Font
	faces map[typeOf]font.Face
}

// Fonts are the TrueType files that a press sets with.
type Fonts struct {
	Regular, Bold                []byte
	Traditional, TraditionalBold []byte // for a visitor who reads traditional Chinese
}

// A weight is one of the files.
type weight struct{ traditional, bold bool }

// A cut is one size of one weight.
type cut struct {
	bold bool
	size float64
}

// A typeOf is a cut in the shapes of one script.
type typeOf struct {
	cut
	traditional bool
}

// NewPress returns a press that sets with the fonts and the words of the book.
func NewPress(files Fonts, words *phrase.Book) (*Press, error) {
	p := &Press{words: words, fonts: map[weight]*sfnt.Font{}, faces: map[typeOf]font.Face{}}
	for _, f := range []struct {
		weight
		name string
		file []byte
	}{
		{weight{false, false}, "regular", files.Regular}, {weight{false, true}, "bold", files.Bold},
		{weight{true, false}, "traditional", files.Traditional}, {weight{true, true}, "bold traditional", files.TraditionalBold},
	} {
		font, err := opentype.Parse(f.file)
		if err != nil {
			return nil, fmt.Errorf("slip: read the %s font: %w", f.name, err)
		}
		p.fonts[f.weight] = font
	}
	return p, nil
}

// face returns the type of a cut. At 72 dots an inch a point is a dot.
func (p *Press) face(c typeOf) font.Face {
	if f, ok := p.faces[c]; ok {
		return f
	}
	f := &pair{main: p.fonts[weight{c.traditional, c.bold}]}
	f.Face = newFace(f.main, c.size)
	f.other = newFace(p.fonts[weight{!c.traditional, c.bold}], c.size)
	p.faces[c] = f
	return f
}

func newFace(from *sfnt.Font, size float64) font.Face {
	f, err := opentype.NewFace(from, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingNone})
	if err != nil {
		panic(fmt.Sprintf("slip: type of %v dots: %v", size, err))
	}
	return f
}

// A pair is type that takes a character that its font lacks from the other script's: an
// advisor 陳 keeps his name on a slip in simplified Chinese.
type pair struct {
	font.Face
	other font.Face
	main  *sfnt.Font
	buf   sfnt.Buffer
}

// of is the type that has the character.
func (p *pair) of(r rune) font.Face {
	if i, err := p.main.GlyphIndex(&p.buf, r); i == 0 || err != nil {
		return p.other
	}
	return p.Face
}

// Glyph draws a character from whichever font has it.
func (p *pair) Glyph(dot fixed.Point26_6, r rune) (image.Rectangle, image.Image, image.Point, fixed.Int26_6, bool) {
	return p.of(r).Glyph(dot, r)
}

// GlyphAdvance measures it likewise.
func (p *pair) GlyphAdvance(r rune) (fixed.Int26_6, bool) { return p.of(r).GlyphAdvance(r) }

// wrap breaks the text into lines no wider than limit dots: between Chinese
// characters anywhere except before a closing mark or after an opening one,
// between Latin words at spaces. A word wider than a line is broken where it must.
func wrap(f font.Face, text string, limit int) []string {
	var lines []string
	line := ""
	for _, piece := range pieces(text) {
		for line != "" && width(f, line+piece) > limit {
			lines, line = append(lines, trimmed(line)), ""
		}
		if line == "" {
			piece = strings.TrimLeft(piece, " ")
		}
		for width(f, piece) > limit {
			head := fitting(f, piece, limit)
			lines, piece = append(lines, piece[:head]), piece[head:]
		}
		line += piece
	}
	if line = trimmed(line); line != "" {
		lines = append(lines, line)
	}
	return lines
}

// balanced wraps into as few lines as wrap does, and no wider than those few
// lines need, so that no single word is left for the last one. Two lines part
// where the sentence pauses, if both halves fit.
func balanced(f font.Face, text string, limit int) []string {
	lines := wrap(f, text, limit)
	if len(lines) == 2 {
		if at := pause(text); at > 0 && width(f, text[:at]) <= limit && width(f, trimmed(text[at:])) <= limit {
			return []string{text[:at], trimmed(text[at:])}
		}
	}
	low, high := limit/2, limit // low may be too narrow, high never is
	for low+4 < high {
		middle := (low + high) / 2
		if tried := wrap(f, text, middle); len(tried) == len(lines) {
			lines, high = tried, middle
		} else {
			low = middle
		}
	}
	return lines
}

// fitting returns how many bytes of the word fit into limit dots, at least one character.
func fitting(f font.Face, word string, limit int) int {
	end := 0
	for i, r := range word {
		next := i + len(string(r))
		if end > 0 && width(f, word[:next]) > limit {
			break
		}
		end = next
	}
	return end
}

func width(f font.Face, text string) int { return font.MeasureString(f, text).Ceil() }
