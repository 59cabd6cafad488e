package flow

import (
	"strconv"
	"strings"

	"shouwen/core/floor"
)

// mostSites is how many other sites have a button of their own beside the three
// other answers; of more, the visitor only says that it was one of them.
const mostSites = 3

// siteAnswers are the answers of a visitor who was at another site: one for
// each site, or one for all of them.
func (s State) siteAnswers() []string {
	n := len(s.set.SiteIDs)
	if n < 2 || n > mostSites || n != len(s.set.Sites) {
		return []string{"site"}
	}
	out := make([]string, n)
	for i := range out {
		out[i] = "site/" + strconv.Itoa(i)
	}
	return out
}

func isSite(answer string) bool { return answer == "site" || strings.HasPrefix(answer, "site/") }

// siteOf is at which site it was, empty if that is not certain.
func (s State) siteOf(answer string) floor.SiteID {
	if answer == "site" && len(s.set.SiteIDs) == 1 {
		return s.set.SiteIDs[0]
	}
	if i, ok := s.siteAt(answer); ok && i < len(s.set.SiteIDs) {
		return s.set.SiteIDs[i]
	}
	return ""
}

func (s State) siteAt(answer string) (int, bool) {
	text, ok := strings.CutPrefix(answer, "site/")
	i, err := strconv.Atoi(text)
	return i, ok && err == nil && i >= 0 && i < len(s.set.Sites)
}

// siteNames names the site of a button, or all of them.
func (s State) siteNames(w words, answer string) string {
	if i, ok := s.siteAt(answer); ok {
		return s.set.Sites[i]
	}
	return strings.Join(s.set.Sites, w.say("kiosk.list"))
}
