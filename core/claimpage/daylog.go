package claimpage

import (
	"bytes"
	"net/http"
	"path"
	"strings"
	"time"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/registry"
)

type logView struct {
	frame
	Day, Former, Following string
	Rows                   []row
	Exports                bool
	Today                  bool
}

// showLog lists a day's visits, and leads to its files.
func showLog(c *call) error {
	day := c.r.URL.Query().Get("day")
	if day == "" {
		day = c.today()
	}
	on, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return floor.Refuse("page.refusal.day")
	}
	visits, err := c.desk().VisitsOf(day)
	if err != nil {
		return err
	}
	v := logView{frame: c.frame("/manage/log?day=" + day), Day: day, Exports: c.p.set.Export != nil, Today: day == c.today()}
	v.Former, v.Following = on.AddDate(0, 0, -1).Format(time.DateOnly), on.AddDate(0, 0, 1).Format(time.DateOnly)
	if day >= c.today() {
		v.Following = ""
	}
	v.Tab = "log"
	if v.Rows, err = c.rows(visits, func(desk.Visit) bool { return true }); err != nil {
		return err
	}
	return c.show(http.StatusOK, "log", v)
}

// export hands the day's log out as a file. It is made whole first, so that
// what goes wrong is a page and never half a table.
func export(c *call) error {
	file := c.r.PathValue("file")
	format := strings.TrimPrefix(path.Ext(file), ".")
	day := strings.TrimSuffix(file, "."+format)
	kinds := map[string]string{"xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "csv": "text/csv; charset=utf-8"}
	kind, ok := kinds[format]
	if _, err := time.Parse(time.DateOnly, day); err != nil || !ok || c.p.set.Export == nil {
		return floor.Refuse("page.refusal.day")
	}
	var out bytes.Buffer
	if err := c.p.set.Export(&out, day, format); err != nil {
		return err
	}
	c.w.Header().Set("Content-Type", kind)
	c.w.Header().Set("Content-Disposition", `attachment; filename="shouwen-`+day+"."+format+`"`)
	_, _ = c.w.Write(out.Bytes())
	return nil
}

type customerView struct {
	frame
	Person  personView
	Owner   string
	Stage   string
	Since   string
	Entries []told
	Visits  []pastVisit
	Sale    processView
}

// A pastVisit is one visit of a customer's history with each ruling and why.
type pastVisit struct {
	Row     row
	Day     string
	Rulings []rulingView
	Turns   []turnView
	Story   []told
}

// showCustomer tells the history of a customer: who received him, what was
// ruled each time, and why.
func showCustomer(c *call) error {
	file, err := c.live(floor.CustomerID(c.r.PathValue("id")))
	if err != nil {
		return err
	}
	if string(file.ID) != c.r.PathValue("id") { // he turned out to be somebody who was on file already
		c.to("/manage/customer/" + string(file.ID))
		return nil
	}
	v := customerView{frame: c.frame("/manage/customer/" + string(file.ID)), Owner: c.name(file.Owner),
		Stage: c.word("page.stage", file.Stage), Since: file.Since.In(c.now.Location()).Format(time.DateOnly), Entries: c.entries(file)}
	if v.Person, err = c.personOf(file.ID, true); err != nil {
		return err
	}
	if v.Sale, err = c.process(file); err != nil {
		return err
	}
	for i := len(file.Visits) - 1; i >= 0; i-- {
		past, err := c.past(file.Visits[i])
		if err != nil {
			return err
		}
		v.Visits = append(v.Visits, past)
	}
	return c.show(http.StatusOK, "customer", v)
}

func (c *call) past(id floor.VisitID) (pastVisit, error) {
	v, err := c.desk().Visit(id)
	if err != nil {
		return pastVisit{}, err
	}
	out := pastVisit{Day: v.Day, Turns: c.turns(v, ""), Story: c.story(v)}
	if out.Row, err = c.row(v); err != nil {
		return out, err
	}
	out.Rulings, err = c.rulings(v)
	return out, err
}

// entries lists the register, follow-ups and calls of a file.
func (c *call) entries(file registry.Customer) []told {
	var out []told
	for _, r := range file.Registrations {
		out = append(out, told{At: c.moment(r.At), Words: c.say("page.entry.registered", "advisor", c.name(r.Advisor))})
	}
	for _, f := range file.FollowUps {
		out = append(out, told{At: c.moment(f.At), Words: c.say("page.entry.followup", "advisor", c.name(f.Advisor), "channel", c.word("page.channel", f.Channel))})
	}
	for _, l := range file.PhoneLeads {
		out = append(out, told{At: c.moment(l.At), Words: c.say("page.entry.call", "advisor", c.name(l.Advisor))})
	}
	return out
}
