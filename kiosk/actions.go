package kiosk

import (
	"shouwen/assets/look"
	"shouwen/kiosk/flow"
)

// actionRows puts the actions into rows: quiet ones below the others, and
// beside each other where there is the width.
func (s *screen) actionRows() (rows [][]*tile) {
	var loud, quiet []*tile
	for _, t := range s.actions {
		if t.button.Kind == flow.Quiet {
			quiet = append(quiet, t)
		} else {
			loud = append(loud, t)
		}
	}
	across := !s.lying || len(s.keys) > 0
	for _, group := range [][]*tile{loud, quiet} {
		switch {
		case len(group) == 0:
		case across:
			rows = append(rows, group)
		default:
			for _, t := range group {
				rows = append(rows, []*tile{t})
			}
		}
	}
	return rows
}

func (s *screen) actionHeight(row []*tile) float32 {
	if row[0].button.Kind == flow.Quiet {
		return look.SizeTouch * s.scale
	}
	return look.SizeButtonH * s.scale
}

func (s *screen) actionsHeight() (h float32) {
	for i, row := range s.actionRows() {
		if i > 0 {
			h += look.SizeGap * s.scale
		}
		h += s.actionHeight(row)
	}
	return h
}

func (s *screen) placeActions(in box) {
	for _, row := range s.actionRows() {
		strip := in.top(s.actionHeight(row), look.SizeGap*s.scale)
		for i, t := range row {
			t.resize(strip.cell(0, 1, i, len(row), s.gutter()), s.scale)
		}
	}
}
