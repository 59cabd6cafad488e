package claimpage

import (
	"errors"
	"net/http"
	"net/url"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/slip"
)

// slipVisit finds the visit of a slip. A phone that tries codes must wait.
func (c *call) slipVisit(text string) (desk.Visit, string, error) {
	from := address(c.r)
	if until, must := c.p.codes.wait(from, c.now); must {
		return desk.Visit{}, "", floor.Refuse("page.refusal.wait", "time", c.clock(until))
	}
	code, err := visitCode("/V/" + text)
	if err != nil {
		c.p.codes.miss(from, c.now)
		return desk.Visit{}, "", err
	}
	v, err := c.desk().VisitByCode(code, c.now)
	var no *floor.Refusal
	if errors.As(err, &no) && no.Key == "refusal.code.unknown" {
		c.p.codes.miss(from, c.now)
	}
	return v, code, err
}

// showSlip shows the visit of a slip. It claims nothing: a phone that only
// looks a link up, or loads it ahead, must not take a customer.
func showSlip(c *call) error {
	v, code, err := c.slipVisit(c.r.PathValue("code"))
	if err != nil {
		return err
	}
	return c.visitPage(http.StatusOK, v, code, filled{}, "")
}

// visitCode reads a slip's code from its link, or as people type it. A badge is
// not a slip.
func visitCode(text string) (string, error) {
	scan, err := slip.Parse(text)
	if err == nil && scan.Kind != slip.Visit {
		err = floor.Refuse("page.refusal.badge")
	}
	return scan.Code, err
}

// typed leads from a code typed by hand to its page.
func typed(c *call) error {
	code, err := visitCode(c.r.URL.Query().Get("code"))
	if err != nil {
		return err
	}
	c.to("/V/" + url.PathEscape(code))
	return nil
}

// claim takes the visit of a slip for whoever is signed in.
func claim(c *call) error {
	v, code, err := c.slipVisit(c.value("code"))
	if err != nil {
		return err
	}
	if _, err = c.desk().Claim(c.stamp(), code, c.me(), "page"); err != nil {
		var no *floor.Refusal
		if errors.As(err, &no) {
			return c.visitPage(statusOf(no), v, "", filled{}, c.wordsOf(no))
		}
		return err
	}
	return c.done("/visit/" + string(v.ID) + "?done=claim")
}
