package kiosk

import (
	"image/color"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"shouwen/assets/look"
	"shouwen/core/floor"
	"shouwen/kiosk/flow"
)

// A screen is all that is drawn of one view. Its parts stay while the view
// keeps its shape; say changes what they say.
type screen struct {
	view    flow.View
	report  func(id string)
	style   look.Style
	scale   float32
	lying   bool
	objects []fyne.CanvasObject
	tiles   []*tile

	ground  *canvas.Rectangle
	panel   *canvas.Rectangle // behind the greeting
	house   *look.Text
	demo    *look.Text
	demoBed *canvas.Rectangle
	title   *look.Text
	hint    *look.Text
	steps   []*canvas.Rectangle
	lines   []*look.Text

	back, staff                             *tile
	languages, choices, tabs, actions, rows []*tile
	faces                                   []*tile
	keys                                    [][]*tile
	inRow                                   [][]*tile // the buttons of each row

	reader *reader
	field  *field
	ticket *ticket
	still  *still
}

func newScreen(v flow.View, report func(string)) *screen {
	s := &screen{view: v, report: report, style: look.Style{Traditional: v.Language == floor.Traditional}}
	s.ground = canvas.NewRectangle(look.ColorPaper)
	s.add(s.ground)
	s.buildHead()
	if v.Reader != nil {
		s.reader = newReader(v.Reader)
		s.add(s.reader.objects()...)
	}
	s.buildWords()
	s.buildAnswers()
	if v.Ticket != nil {
		s.ticket = newTicket(*v.Ticket)
		s.add(s.ticket.objects()...)
	}
	if v.Still != nil {
		s.still = newStill(*v.Still, report)
		s.add(s.still.objects()...)
		s.tiles = append(s.tiles, s.still.stay, s.still.leave)
	}
	look.Dress(s.style, s.objects...)
	return s
}

func (s *screen) add(objects ...fyne.CanvasObject) { s.objects = append(s.objects, objects...) }

func (s *screen) tile(t *tile) *tile {
	s.add(t)
	s.tiles = append(s.tiles, t)
	return t
}

func (s *screen) buildHead() {
	v := s.view
	greeting := v.Screen == flow.Greeting
	ink := look.ColorInkSoft
	if greeting {
		s.panel = canvas.NewRectangle(look.ColorAccent)
		s.add(s.panel)
		ink = look.ColorOnAccent
	}
	s.house = look.NewText(v.House, ink, look.SizeButton, look.SizeNote)
	if greeting {
		s.house.Bold()
	}
	s.add(s.house)
	if v.Demo != "" {
		s.demoBed = look.NewGround(look.ColorWarnWash)
		s.demo = look.NewText(v.Demo, look.ColorWarn, look.SizeBody, look.SizeNote).Centered()
		s.add(s.demoBed, s.demo)
	}
	if v.Back != nil {
		s.back = s.tile(newBack(*v.Back, s.report))
	}
	for _, b := range v.Languages {
		b.Kind = flow.Plain
		s.languages = append(s.languages, s.tile(newTile(formAction, b, s.report)))
	}
	for i := range v.Progress.Of {
		part := color.Color(look.ColorLine)
		if i < v.Progress.At {
			part = look.ColorAccent
		}
		s.steps = append(s.steps, canvas.NewRectangle(part))
		s.add(s.steps[i])
	}
}

func (s *screen) buildWords() {
	v := s.view
	ink, soft := look.ColorInk, look.ColorInkSoft
	if s.panel != nil {
		ink, soft = look.ColorOnAccent, look.ColorOnAccent
	}
	s.title = look.NewText(v.Title, ink, s.titleSize(), look.SizeButton).Bold()
	s.add(s.title)
	if v.Hint != "" {
		s.hint = look.NewText(v.Hint, soft, s.hintSize(), look.SizeNote)
		s.add(s.hint)
	}
	if v.Field != nil {
		s.field = newField(*v.Field)
		s.add(s.field.objects()...)
	}
	for _, words := range v.Lines {
		line := look.NewText(words, s.lineInk(), s.lineSize(), look.SizeNote)
		s.lines = append(s.lines, line)
		s.add(line)
	}
}

// speaks reports whether sentences are all that the screen has; they are large then.
func (s *screen) speaks() bool {
	switch s.view.Screen {
	case flow.Greeting, flow.Asking, flow.Calm, flow.Refusal, flow.SetupHow:
		return true
	}
	return false
}

func (s *screen) titleSize() float32 {
	switch {
	case s.panel != nil:
		return 1.5 * look.SizeGreeting
	case s.speaks():
		return look.SizeGreeting
	case s.reader != nil:
		return look.SizeButton
	}
	return look.SizeQuestion
}

func (s *screen) hintSize() float32 {
	if s.speaks() {
		return look.SizeKey
	}
	return look.SizeBody
}

func (s *screen) lineSize() float32 {
	if s.speaks() {
		return look.SizeKey
	}
	return look.SizeBody
}

func (s *screen) lineInk() color.Color {
	if s.speaks() {
		return look.ColorInk
	}
	return look.ColorInkSoft
}

func (s *screen) buildAnswers() {
	v := s.view
	for _, b := range v.Tabs {
		s.tabs = append(s.tabs, s.tile(newTile(formAction, b, s.report)))
	}
	for _, b := range v.Choices {
		s.choices = append(s.choices, s.tile(newTile(formChoice, b, s.report)))
	}
	for _, f := range v.Faces {
		s.faces = append(s.faces, s.tile(newFace(f, s.report)))
	}
	for _, row := range v.Keys {
		var keys []*tile
		for _, b := range row {
			keys = append(keys, s.tile(newTile(formKey, b, s.report)))
		}
		s.keys = append(s.keys, keys)
	}
	for _, row := range v.Rows {
		s.rows = append(s.rows, s.tile(newRow(row, s.report)))
		var in []*tile
		for _, b := range row.Buttons {
			in = append(in, s.tile(newTile(formAction, b, s.report)))
		}
		s.inRow = append(s.inRow, in)
	}
	for _, b := range v.Actions {
		s.actions = append(s.actions, s.tile(newTile(formAction, b, s.report)))
	}
	if v.Staff != nil {
		s.staff = s.tile(newTile(formBar, *v.Staff, s.report))
	}
}

// say changes what stands on the screen to a view of the same shape.
func (s *screen) say(v flow.View) {
	s.view = v
	say := func(tiles []*tile, buttons []flow.Button) {
		for i, t := range tiles {
			t.say(buttons[i])
		}
	}
	say(s.tabs, v.Tabs)
	say(s.choices, v.Choices)
	say(s.actions, v.Actions)
	for i, t := range s.faces {
		t.say(v.Faces[i].Button)
	}
	for i, row := range s.keys {
		say(row, v.Keys[i])
	}
	for i, t := range s.rows {
		t.say(v.Rows[i].Button)
		t.mark.Say(v.Rows[i].Mark, look.ColorInk)
		t.tail.Say(v.Rows[i].Tail, look.ColorInkSoft)
		say(s.inRow[i], v.Rows[i].Buttons)
	}
	if s.field != nil {
		s.field.say(*v.Field)
	}
	if s.ticket != nil {
		s.ticket.slip.Say(v.Ticket.Slip, look.ColorInk)
	}
	if s.still != nil {
		s.still.say(*v.Still)
	}
}
