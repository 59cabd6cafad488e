package flow

import (
	"cmp"
	"slices"
	"strings"
)

// Access is the screen on which a visitor says how he wants to read and reach.
const Access Screen = "access"

// Looks are how the touchscreen is drawn for whoever stands, or sits, before it.
type Looks struct {
	Text   TextSize
	Ground Ground
	Low    bool // everything to touch stands in the lower part, for a seated visitor
}

// A TextSize is one of three; the zero value is the ordinary one.
type TextSize string

// The text sizes.
const (
	Ordinary TextSize = ""
	Large    TextSize = "large"
	Largest  TextSize = "largest"
)

// A Ground is what words stand on; the zero value is light.
type Ground string

// The grounds.
const (
	Light    Ground = ""
	Dark     Ground = "dark"
	Contrast Ground = "contrast" // white and yellow on black
)

// TextSizes lists the text sizes, smallest first.
func TextSizes() []TextSize { return []TextSize{Ordinary, Large, Largest} }

// Grounds lists the grounds.
func Grounds() []Ground { return []Ground{Light, Dark, Contrast} }

// A Group is one question of the access screen with its answers.
type Group struct {
	Label   string
	Buttons []Button
}

// adapts takes a touch that changes how the screen is drawn; ok is false if
// the touch is about something else.
func (s State) adapts(button string) (next State, ok bool) {
	switch {
	case button == "access" && !s.adapting:
		s.adapting = true
		return s, true
	case !s.adapting:
		return s, false
	case button == "back", button == "done":
		s.adapting = false
		return s, true
	}
	kind, value, _ := strings.Cut(button, ":")
	switch {
	case kind == "text" && slices.Contains(TextSizes(), TextSize(value)):
		s.looks.Text = TextSize(value)
	case kind == "ground" && slices.Contains(Grounds(), Ground(value)):
		s.looks.Ground = Ground(value)
	case kind == "reach":
		s.looks.Low = value == "low"
	default:
		return s, false
	}
	return s, true
}

// adapted reports whether somebody has changed the first screen, which then
// must not stay so for the next.
func (s State) adapted() bool {
	return s.adapting || s.looks != s.set.Looks || s.visitor.language != ""
}

// accessView words the ways to read and reach.
func (s State) accessView(w words, v *View) {
	v.Screen, v.Title, v.Hint = Access, w.say("kiosk.access.title"), w.say("kiosk.access.hint")
	v.Back = w.back()
	group := func(name string) Group { return Group{Label: w.say("kiosk.access." + name + ".label")} }
	add := func(g *Group, kind, value, word string, chosen bool) {
		g.Buttons = append(g.Buttons, Button{ID: kind + ":" + value, Label: w.say("kiosk.access." + kind + "." + word), Chosen: chosen})
	}
	text, ground, reach := group("text"), group("ground"), group("reach")
	for _, size := range TextSizes() {
		add(&text, "text", string(size), cmp.Or(string(size), "ordinary"), s.looks.Text == size)
	}
	for _, g := range Grounds() {
		add(&ground, "ground", string(g), cmp.Or(string(g), "light"), s.looks.Ground == g)
	}
	add(&reach, "reach", "", "full", !s.looks.Low)
	add(&reach, "reach", "low", "low", s.looks.Low)
	v.Groups = []Group{text, ground, reach}
	v.Actions = []Button{w.button("done", "kiosk.access.done", Primary)}
}
