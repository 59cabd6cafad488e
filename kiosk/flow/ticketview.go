package flow

import "fmt"

// ticketView words the last screen. Whose customer the visitor is stands on it
// only where he himself named that advisor: the screen tells nobody what a phone number reveals.
func (s State) ticketView(w words, v *View) {
	r := s.visitor.ruled
	v.Title = ""
	t := &TicketView{
		Caption: w.say("kiosk.ticket.caption"),
		Number:  fmt.Sprintf("%03d", r.Number),
		Slip:    w.say("kiosk.ticket.slip." + string(r.Slip)),
		Waits:   r.Slip == SlipPrinting,
	}
	if r.Server != "" {
		f := face(r.Server, r.Name)
		if r.Desk != "" {
			f.Detail = w.say("kiosk.ticket.desk", "desk", r.Desk)
		}
		t.Who = &f
	}
	t.Lines = s.sentences(w)
	if r.Slip.onScreen() {
		t.QR, t.Code = r.Link, r.Code
	}
	v.Ticket = t
	v.Actions = []Button{w.button("home", "kiosk.ticket.done", Primary)}
}

// sentences say who comes and how it goes on.
func (s State) sentences(w words) []string {
	r := s.visitor.ruled
	owner, named := s.advisor(r.Owner)
	named = named && s.meets() == r.Owner
	switch {
	case r.Sentence == StandIn && named:
		return []string{w.say("kiosk.ticket.stand_in", "server", r.Name, "owner", owner.Name)}
	case r.Sentence == StandIn:
		return []string{w.say("kiosk.ticket.comes", "server", r.Name)}
	case r.Sentence == Nobody:
		return []string{w.say("kiosk.ticket.nobody"), w.say("kiosk.ticket.wait", "number", fmt.Sprintf("%03d", r.Number))}
	case r.Sentence == Referee:
		return []string{w.say("kiosk.ticket.referee"), w.say("kiosk.ticket.seat")}
	case r.Sentence == Soon:
		return []string{w.say("kiosk.ticket.soon", "server", r.Name), w.say("kiosk.ticket.wait", "number", fmt.Sprintf("%03d", r.Number))}
	}
	return []string{w.say("kiosk.ticket.comes", "server", r.Name)}
}
