package claimpage

import (
	"strings"

	"shouwen/core/desk"
	"shouwen/core/floor"
)

// A findingChoice is something about a visit that only a person can say: its
// words as one list, each value naming the finding and what is found.
type findingChoice struct {
	Words   string
	Choices []choice
}

// findable lists what the reader can say of the visit.
func (c *call) findable() []findingChoice {
	names, words := desk.Findings()
	var out []findingChoice
	for _, what := range names {
		ofAdvisor, himself := desk.FindingOf(what)
		if !c.manager() && !himself || c.manager() && ofAdvisor {
			continue // an advisor's word is his own to give
		}
		f := findingChoice{Words: c.say("page.finding." + what + ".about")}
		for _, w := range words[what] {
			f.Choices = append(f.Choices, choice{Value: what + ":" + w, Words: c.say("page.finding." + what + "." + w)})
		}
		out = append(out, f)
	}
	return out
}

// said lists what persons have said about the visit.
func (c *call) said(v desk.Visit) []told {
	var out []told
	for _, f := range v.Findings {
		words := c.say("page.finding."+f.What+".about") + c.say("page.colon") + c.say("page.finding."+f.What+"."+f.Value)
		if f.Advisor != "" {
			words = c.name(f.Advisor) + c.say("page.dot") + words
		}
		out = append(out, told{at: f.At, At: c.moment(f.At), Words: words})
	}
	return out
}

func find(c *call, v desk.Visit) error {
	what, value, _ := strings.Cut(c.value("finding"), ":")
	of := floor.AdvisorID("")
	if about, _ := desk.FindingOf(what); about {
		of = c.me()
	}
	return c.desk().Find(c.stamp(), v.ID, what, value, of)
}

func inform(c *call, v desk.Visit) error {
	_, err := c.desk().Inform(c.stamp(), v.ID)
	return err
}

func stoodIn(v desk.Visit) bool { return v.StandIn != nil && v.StandIn.Informed.IsZero() }

func whoStoodIn(c *call, v desk.Visit) bool {
	return c.manager() || v.StandIn != nil && v.StandIn.By == c.me()
}
