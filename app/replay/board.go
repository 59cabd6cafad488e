package replay

import (
	"fmt"
	"strings"

	"shouwen/core/floor"
	"shouwen/display/board"
)

// boardIs compares what the board says now with the file "board <language> <name>".
func (p *player) boardIs(s step) (string, error) {
	name := "board " + strings.Join(s.words, " ")
	want, ok := p.files[name]
	if !ok {
		return "", fmt.Errorf("the script has no file %q", name)
	}
	b := board.From(*p.desk.Snapshot(), p.now, p.Phrases, floor.Language(s.word(0)))
	return differ("the board", strings.Join(boardLines(b), "\n")+"\n", want), nil
}

// boardLines reads a board from top to bottom: the house and the hour, the
// advisors in turn order, the numbers called and where they go, those who wait,
// and what is cried out.
func boardLines(b board.Board) []string {
	out := []string{b.Title + " " + b.Hour}
	for _, r := range b.Rows {
		out = append(out, joined(r.Name, r.Says.Large, r.Owed.Large))
	}
	for _, c := range b.Called {
		out = append(out, joined(b.CallTop.Large, c.Number, c.Where.Large))
	}
	if len(b.Waiting) > 0 {
		out = append(out, joined(b.WaitTop.Large, strings.Join(b.Waiting, " ")))
	}
	for _, cry := range b.Banners {
		out = append(out, joined(cry.Please.Large, cry.Where.Large))
	}
	return out
}

func joined(parts ...string) string {
	return strings.Join(strings.Fields(strings.Join(parts, " ")), " ")
}
