package replay

import (
	"cmp"

	"shouwen/core/floor"
)

func stepOut(p *player, s step) error {
	why := floor.OutReason(s.word(1))
	by := floor.Staff(floor.AdvisorID(s.word(0)))
	if why == floor.ApprovedErrand {
		by = floor.Manager
	}
	return p.desk.StepOut(p.by(s, by), floor.AdvisorID(s.word(0)), why)
}

func lunch(p *player, s step) error {
	id := s.word(0)
	if id == "-" {
		id = ""
	}
	return p.desk.Lunch(p.by(s, floor.Manager), floor.AdvisorID(id))
}

func depart(p *player, s step) error {
	status := s.pairs["status"]
	if status == "" {
		status = "left"
	}
	return p.desk.Depart(p.by(s, floor.Manager), floor.AdvisorID(s.word(0)), status, floor.AdvisorID(s.pairs["successor"]))
}

// pinOf reads whose PIN it is: an advisor's, or the manager's.
func pinOf(s step) floor.AdvisorID {
	if s.word(0) == "manager" {
		return ""
	}
	return floor.AdvisorID(s.word(0))
}

func choosePIN(p *player, s step) error {
	return p.desk.SetPIN(p.by(s, floor.Manager), pinOf(s), s.word(1))
}

func enter(p *player, s step) error { return p.desk.CheckPIN(p.now, pinOf(s), s.pairs["pin"]) }

// badge prints an advisor's badge; a second word is what the script calls it.
func badge(p *player, s step) error {
	code, err := p.desk.IssueBadge(p.by(s, floor.Manager), floor.AdvisorID(s.word(0)))
	if err == nil {
		p.badges[cmp.Or(s.word(1), s.word(0))] = code
	}
	return err
}

// showBadge holds a badge under the scanner: the one that the script named, or code=.
func showBadge(p *player, s step) error {
	code := s.pairs["code"]
	if code == "" {
		code = p.badges[s.word(0)]
	}
	_, err := p.desk.BadgeHolder(code)
	return err
}

func hire(p *player, s step) error {
	return p.desk.Hire(p.by(s, floor.Manager), floor.AdvisorID(s.word(0)), s.pairs["name"], s.pairs["desk"])
}
