package flow

import (
	"testing"

	"shouwen/core/floor"
)

func TestTheOtherSiteIsRecordedByItsId(t *testing.T) {
	for _, c := range []struct {
		name    string
		ids     []floor.SiteID
		names   []string
		answer  string
		want    floor.SiteID
		answers int
	}{
		{"no site is listed", nil, nil, "site", "", 1},
		{"the only other site", []floor.SiteID{"west"}, []string{"西区展厅"}, "site", "west", 1},
		{"the second of two", []floor.SiteID{"west", "north"}, []string{"西区展厅", "北区展厅"}, "site/1", "north", 2},
		{"one of many", []floor.SiteID{"a", "b", "c", "d"}, []string{"一", "二", "三", "四"}, "site", "", 1},
		{"a site that is not there", []floor.SiteID{"west", "north"}, []string{"西区展厅", "北区展厅"}, "site/7", "", 2},
		{"a name without an id", nil, []string{"西区展厅"}, "site", "", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := State{set: &Settings{Asks: EveryQuestion(), Sites: c.names, SiteIDs: c.ids}}
			if got := len(s.siteAnswers()); got != c.answers {
				t.Errorf("there are %d answers, want %d", got, c.answers)
			}
			s.visitor.before = c.answer
			var a floor.Answers
			s.beenBefore(&a)
			if a.OtherSite != floor.Yes || a.OtherSiteID != c.want {
				t.Errorf("answered %q at %q, want yes at %q", a.OtherSite, a.OtherSiteID, c.want)
			}
		})
	}
}
