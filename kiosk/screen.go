package kiosk

import (
	"image"
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
	report  func(flow.Touch)
	style   look.Style
	scale   float32
	lying   bool
	low     bool // for a seated visitor
	objects []fyne.CanvasObject
	tiles   []*tile

	ground  *canvas.Rectangle
	panel   *canvas.Rectangle // behind the greeting
	house   *look.Text
	emblem  image.Image // the house's logo, if it is shown here
	logo    *fyne.Container
	demo    *look.Text
	demoBed *canvas.Rectangle
	title   *look.Text
	hint    *look.Text
	steps   []*canvas.Rectangle
	lines   []*look.Text

	groups  []*look.Text
	options [][]*tile // the answers of each group

	back, staff, access                     *tile
	languages, choices, tabs, actions, rows []*tile
	faces                                   []*tile
	keys                                    [][]*tile
	inRow                                   [][]*tile // the buttons of each row

	reader *reader
	field  *field
	ticket *ticket
	still  *still
}

func newScreen(v flow.View, house look.House, report func(flow.Touch)) *screen {
	s := &screen{view: v, report: report, style: styleOf(v, house.Accent), low: v.Looks.Low}
	if v.Screen == flow.Greeting {
		s.emblem = house.Logo
	}
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
		s.ticket = newTicket(*v.Ticket, s.style)
		s.add(s.ticket.objects()...)
	}
	if v.Still != nil {
		s.still = newStill(*v.Still, report)
		s.add(s.still.objects()...)
		s.tiles = append(s.tiles, s.still.stay, s.still.leave)
	}
	look.Dress(s.style, s.objects...)
	if s.reader != nil { // a page takes the largest size at which it stands, whatever was asked for
		page := s.style
		page.Enlarge = 0
		look.Dress(page, s.reader.objects()...)
	}
	return s
}

// styleOf is how the visitor of the view wants everything drawn.
func styleOf(v flow.View, accent color.NRGBA) look.Style {
	style := look.Style{Palette: look.Palette{Accent: accent}, Traditional: v.Language == floor.Traditional}
	switch v.Looks.Text {
	case flow.Large:
		style.Enlarge = look.EnlargeLarge
	case flow.Largest:
		style.Enlarge = look.EnlargeLargest
	}
	switch v.Looks.Ground {
	case flow.Dark:
		style.Ground = look.Dark
	case flow.Contrast:
		style.Ground = look.HighContrast
	}
	return style
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
		s.panel = canvas.NewRectangle(look.ColorPanel)
		s.add(s.panel)
		ink = look.ColorOnPanel
	}
	s.house = look.NewText(v.House, ink, look.SizeButton, look.SizeNote)
	if greeting {
		s.house.Bold()
	}
	if s.emblem != nil {
		s.logo = look.NewLogo(s.emblem)
		s.add(s.logo)
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
	if v.Access != nil {
		s.access = s.tile(newTile(formAccess, *v.Access, s.report))
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
		ink, soft = look.ColorOnPanel, look.ColorOnPanel
	}
	s.title = look.NewText(v.Title, ink, s.titleSize(), look.SizeButton).Bold()
	s.add(s.title)
	if v.Hint != "" {
		s.hint = look.NewText(v.Hint, soft, s.hintSize(), look.SizeNote)
		s.add(s.hint)
	}
	if v.Field != nil {
		s.field = newField(*v.Field, s.style)
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
	case s.crowded():
		return look.SizeKey
	}
	return look.SizeQuestion
}

// crowded reports whether a question shares a lying screen's height with a
// field and with sentences that were enlarged.
func (s *screen) crowded() bool {
	return s.lying && s.view.Field != nil && len(s.view.Lines) > 0 && s.style.Enlarge > 1
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
		s.tabs = append(s.tabs, s.tile(newTile(formTab, b, s.report)))
	}
	for _, g := range v.Groups {
		s.groups = append(s.groups, look.NewText(g.Label, look.ColorInk, look.SizeButton, look.SizeNote).Bold())
		s.add(s.groups[len(s.groups)-1])
		var options []*tile
		for _, b := range g.Buttons {
			options = append(options, s.tile(newTile(formAction, b, s.report)))
		}
		s.options = append(s.options, options)
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
	for i, options := range s.options {
		say(options, v.Groups[i].Buttons)
	}
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
