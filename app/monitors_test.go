package main

import "testing"

func TestEachWindowTakesItsMonitor(t *testing.T) {
	touch := monitor{"HDMI-1", false, frame{0, 0, 1080, 1920}}
	tv := monitor{"HDMI-2", true, frame{1080, 0, 1920, 1080}}
	office := monitor{"DP-1", false, frame{3000, 0, 1920, 1080}}
	for _, c := range []struct {
		says         string
		want         screens
		list         []monitor
		kiosk, board string
	}{
		{"nothing configured: first and second", screens{}, []monitor{touch, tv}, "HDMI-1", "HDMI-2"},
		{"by name", screens{kiosk: "HDMI-2", board: "HDMI-1"}, []monitor{touch, tv}, "HDMI-2", "HDMI-1"},
		{"by number", screens{kiosk: "2", board: "3"}, []monitor{touch, tv, office}, "HDMI-2", "DP-1"},
		{"kiosk on the primary, board on what is left", screens{kiosk: "primary"}, []monitor{touch, tv}, "HDMI-2", "HDMI-1"},
		{"board by name, kiosk on what is left", screens{board: "HDMI-1"}, []monitor{touch, tv}, "HDMI-2", "HDMI-1"},
		{"one monitor is the kiosk's", screens{}, []monitor{tv}, "HDMI-2", ""},
		{"the board's monitor is lost", screens{kiosk: "HDMI-1", board: "HDMI-2"}, []monitor{touch, office}, "HDMI-1", ""},
		{"the kiosk's monitor is lost: it takes another, not the board's", screens{kiosk: "HDMI-1", board: "HDMI-2"}, []monitor{tv, office}, "DP-1", "HDMI-2"},
		{"only the board's is left: the kiosk takes it", screens{kiosk: "HDMI-1", board: "HDMI-2"}, []monitor{tv}, "HDMI-2", ""},
		{"both on one name: the kiosk's, and another for the board", screens{kiosk: "1", board: "1"}, []monitor{touch, tv}, "HDMI-1", "HDMI-2"},
		{"no monitor at all", screens{}, nil, "", ""},
	} {
		kiosk, board := c.want.choose(c.list)
		if nameOf(kiosk) != c.kiosk || nameOf(board) != c.board {
			t.Errorf("%s: kiosk on %q and board on %q, want %q and %q", c.says, nameOf(kiosk), nameOf(board), c.kiosk, c.board)
		}
	}
}

func nameOf(m *monitor) string {
	if m == nil {
		return ""
	}
	return m.name
}

func TestAnOrdinaryWindowKeepsItsShape(t *testing.T) {
	if got := fit(1080, 1920, 1280, 680); got.Height != 680 || got.Width != 382.5 {
		t.Errorf("size %v, want 382.5×680", got)
	}
	if got := fit(1920, 1080, 4000, 3000); got.Width != 1920 {
		t.Errorf("size %v, want no larger than drawn", got)
	}
}
