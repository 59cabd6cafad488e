package flow

import (
	"strings"

	"shouwen/core/floor"
)

// setupView words a screen of a first start.
func (s State) setupView(w words, v *View) {
	switch s.screen {
	case SetupHouse:
		v.Title, v.Hint = w.say("kiosk.setup.title"), w.say("kiosk.setup.hint")
		demo, own := w.button("demo", "kiosk.setup.demo", Plain), w.button("how", "kiosk.setup.own", Plain)
		demo.Detail, own.Detail = w.say("kiosk.setup.demo_detail"), w.say("kiosk.setup.own_detail")
		v.Choices = []Button{demo, own}
		if s.setup.refused != nil {
			v.Lines = []string{w.refusal(s.setup.refused)}
		}
	case SetupHow:
		v.Title = w.say("kiosk.setup.own")
		v.Lines = strings.Split(w.say("kiosk.setup.how"), "\n")
		v.Back = w.back()
	case SetupPIN:
		s.pinView(w, v, "staff.choose", s.setup.pin, s.setup.refused)
	case SetupRepeat:
		s.pinView(w, v, "staff.repeat", s.setup.pin, s.setup.refused)
		v.Back = w.back()
	}
}

// pinView words a PIN pad: digits are dots, whoever stands behind.
func (s State) pinView(w words, v *View, key, pin string, refused *floor.Refusal) {
	v.Title, v.Hint = w.say(key+".title"), w.say(key+".hint")
	v.Field = &Field{Label: w.say("staff.pin.label"), Dots: len(pin), Error: w.refusal(refused)}
	v.Keys = padKeys(w)
	v.Actions = []Button{w.button("next", "common.ok", Primary)}
}
