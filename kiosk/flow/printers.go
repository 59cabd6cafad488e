package flow

import (
	"path"
	"strconv"
)

// foundPrinters are those that the corner lists; none while they are looked for.
func (s State) foundPrinters() []FoundPrinter {
	if s.corner.printers == nil {
		return nil
	}
	return s.corner.printers.Found
}

// usedPrinter asks for another printer, named by its place in the list.
func (s State) usedPrinter(object string) (State, Command) {
	at, err := strconv.Atoi(object)
	if found := s.foundPrinters(); s.screen == CornerPrinter && err == nil && at >= 0 && at < len(found) {
		return s, UsePrinter{s.corner.by, found[at].To}
	}
	return s, nil
}

// printerView lists the printers, each by the last part of its address, and how it is.
func (s State) printerView(w words, v *View) {
	switch {
	case s.corner.printers == nil:
		v.Hint = w.say("staff.printer.looking")
	case len(s.foundPrinters()) == 0:
		v.Hint = w.say("printer.none")
	default:
		v.Hint = w.say("staff.printer.hint")
	}
	if s.corner.printers != nil && s.corner.note.Key == "" { // else the note says what changed
		v.Lines = append(v.Lines, w.say("staff.printer.now", "printer", s.corner.printers.Now))
	}
	for i, p := range pageOf(s.foundPrinters(), s.corner.page) {
		at := s.corner.page*rowsPerPage + i
		v.Rows = append(v.Rows, Row{Button: Button{ID: "printer:" + strconv.Itoa(at), Label: path.Base(p.To), Detail: w.say(p.State)}, Mark: strconv.Itoa(at + 1)})
	}
	for _, action := range s.actions() {
		v.Actions = append(v.Actions, w.button("do:"+action, "staff.do."+action, Plain))
	}
	s.turnPages(w, v)
}
