package rulebook

import "slices"

// A Decider is one clause that a ruling cites, each by itself: the ruling
// cites two clauses of one number together.
type Decider struct {
	Moment  Moment // where the clause stands, "passing" for those passed over in the line
	Row     string
	Variant string
	Parts   []string // what it decided or added; none if it only states what holds, or could not be worked out
}

// Trace is Judge, and also says which clauses answered.
func (b *Book) Trace(m Moment, f Facts) (Ruling, []Decider, error) {
	j, err := b.judge(m, f)
	if err != nil {
		return Ruling{}, nil, err
	}
	out := j.deciders(m)
	j.scene.release()
	return j.r, out, nil
}

func (j *judging) deciders(m Moment) []Decider {
	var out []Decider
	for i, c := range j.cited {
		in := m
		if slices.Contains(j.book.moments[passing], c) {
			in = passing
		}
		out = append(out, Decider{in, c.row, c.variant, j.gave[i]})
	}
	return out
}
