package replay

import (
	"fmt"

	"shouwen/core/floor"
)

const arriveKeys = "lang been-before kin-before other-site site contacted recalls message asks-for appointment relative " +
	"referred referrer accompanied purpose party surname title phone consent key"

func arrive(p *player, s step) error {
	name := s.word(0)
	if name == "" {
		return fmt.Errorf("arrive needs a name for the visit, such as v1")
	}
	stamp := p.stamp(floor.Visitor)
	stamp.Key = s.pairs["key"]
	v, err := p.desk.Open(stamp, answersOf(s), personOf(s), consentOf(s))
	if err == nil {
		p.visits[name] = v
	}
	return err
}

func answersOf(s step) floor.Answers {
	get := func(key string) floor.YesNo { return floor.YesNo(s.pairs[key]) }
	a := floor.Answers{
		Language: floor.Language(s.pairs["lang"]), BeenBefore: get("been-before"), KinBeenBefore: get("kin-before"),
		OtherSite: get("other-site"), StaffContacted: get("contacted"), Recalled: pick(s, "recalls"),
		ShownMessage: pick(s, "message"), Requested: pick(s, "asks-for"), Appointment: pick(s, "appointment"),
		AdvisorTie: pick(s, "relative"), Purpose: floor.Purpose(s.pairs["purpose"]),
		Referral: floor.Referral{By: s.pairs["referred"], Accompanied: get("accompanied")},
	}
	a.OtherSiteID = floor.SiteID(s.pairs["site"])
	if a.Language == "" {
		a.Language = floor.Chinese
	}
	return a
}

// pick reads whom the visitor names: left out is not asked, "-" is nobody.
func pick(s step, key string) floor.Pick {
	switch id := s.pairs[key]; id {
	case "":
		return floor.Pick{}
	case "-":
		return floor.Nobody
	default:
		return floor.Named(floor.AdvisorID(id))
	}
}

func personOf(s step) floor.Person {
	return floor.Person{Surname: s.pairs["surname"], Title: s.pairs["title"], Phone: s.pairs["phone"], Referrer: s.pairs["referrer"]}
}

// consentOf is given with a phone, unless the script says consent=no.
func consentOf(s step) floor.Consent {
	if s.pairs["phone"] == "" || s.pairs["consent"] == "no" {
		return floor.Consent{}
	}
	return floor.Consent{Version: "2026-11", Language: floor.Chinese, Given: true}
}
