package claimpage

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"shouwen/core/floor"
)

// doors says what each page answers to whom: nobody, the advisor who serves,
// another advisor, the manager. 303 leads to the sign-in, or is a form that was
// carried out; 422 and 409 are the house saying what is missing. A form is sent empty.
var doors = map[string][4]int{
	"GET /{$}":                    {303, 200, 200, 303},
	"GET /login":                  {200, 200, 200, 200},
	"POST /login":                 {422, 422, 422, 422},
	"POST /logout":                {303, 303, 303, 303},
	"GET /test":                   {200, 200, 200, 200},
	"GET /B/{code}":               {200, 200, 200, 200},
	"GET /b/{code}":               {200, 200, 200, 200},
	"GET /code":                   {303, 404, 404, 404},
	"GET /V/{code}":               {303, 200, 200, 200},
	"GET /v/{code}":               {303, 200, 200, 200},
	"POST /claim":                 {303, 404, 404, 403},
	"GET /visit/{id}":             {303, 200, 200, 200},
	"POST /step":                  {303, 409, 409, 403},
	"POST /attend":                {303, 303, 303, 403},
	"GET /rules":                  {303, 200, 200, 200},
	"GET /manage":                 {303, 403, 403, 200},
	"POST /manage/order":          {303, 403, 403, 409},
	"POST /manage/attend":         {303, 403, 403, 404},
	"POST /manage/step":           {303, 403, 403, 404},
	"POST /manage/lunch":          {303, 403, 403, 303},
	"POST /manage/seal":           {303, 403, 403, 409},
	"GET /manage/log":             {303, 403, 403, 200},
	"GET /manage/customer/{id}":   {303, 403, 403, 200},
	"GET /export/{file}":          {303, 403, 403, 409},
	"GET /register":               {303, 200, 200, 200},
	"POST /register/find":         {303, 403, 403, 409},
	"POST /register/call":         {303, 409, 409, 404},
	"POST /register/prior":        {303, 409, 409, 404},
	"POST /register/announce":     {303, 409, 409, 404},
	"POST /register/meeting":      {303, 403, 403, 404},
	"GET /customer/{id}/file":     {303, 200, 403, 200},
	"POST /customer/{id}/tie":     {303, 409, 403, 409},
	"POST /customer/{id}/confirm": {303, 403, 403, 409},
	"POST /customer/{id}/decline": {303, 409, 403, 404},
	"POST /customer/{id}/giveup":  {303, 303, 403, 403},
	"POST /customer/{id}/meeting": {303, 403, 403, 404},
	"POST /customer/{id}/summary": {303, 403, 403, 409},
	"POST /customer/{id}/group":   {303, 403, 403, 409},
	"POST /customer/{id}/pool":    {303, 403, 403, 409},
	"POST /customer/{id}/passon":  {303, 403, 403, 409},
	"GET /manage/pool":            {303, 403, 403, 200},
	"POST /manage/succeed":        {303, 403, 403, 409},
	"POST /manage/peak":           {303, 403, 403, 303},
	"POST /delegate":              {303, 303, 303, 403},
	"POST /visit/{id}/inform":     {303, 403, 403, 409},
	"POST /visit/{id}/find":       {303, 409, 403, 409},
	"POST /visit/{id}/callagain":  {303, 409, 403, 409},
	"POST /visit/{id}/leave":      {303, 409, 403, 409},
	"POST /visit/{id}/recognise":  {303, 409, 403, 409},
	"POST /visit/{id}/handback":   {303, 409, 403, 403},
	"POST /visit/{id}/handover":   {303, 404, 403, 404},
	"POST /visit/{id}/change":     {303, 409, 403, 409},
	"POST /visit/{id}/deal":       {303, 404, 403, 404},
	"POST /visit/{id}/claimdeal":  {303, 409, 409, 403},
	"POST /visit/{id}/followup":   {303, 409, 403, 403},
	"POST /visit/{id}/place":      {303, 403, 403, 404},
	"POST /visit/{id}/rule":       {303, 403, 403, 409},
	"POST /visit/{id}/dispute":    {303, 403, 403, 409},
	"POST /visit/{id}/finish":     {303, 303, 403, 303},
	"GET /customer/{id}/process":  {303, 200, 403, 200},
	"POST /customer/{id}/reach":   {303, 409, 403, 409},
	"POST /customer/{id}/unreach": {303, 403, 403, 409},
	"POST /customer/{id}/member":  {303, 409, 403, 409},
	"POST /customer/{id}/account": {303, 409, 403, 409},
}

func TestEachDoorOpensToWhomItIsFor(t *testing.T) {
	readers := []string{"nobody", "the one who serves", "another advisor", "the manager"}
	h := open(t)
	for _, r := range h.page.list() {
		if r.pattern == "GET /events" {
			continue // never ends; it has a test of its own
		}
		want, ok := doors[r.pattern]
		if !ok {
			t.Errorf("%s is not in the table of doors", r.pattern)
			continue
		}
		for i, reader := range readers {
			t.Run(reader+" at "+r.pattern, func(t *testing.T) { knock(t, r.pattern, i, want[i]) })
		}
	}
	if got := len(h.page.list()) - 1; got != len(doors) {
		t.Errorf("there are %d doors and %d in the table", got, len(doors))
	}
}

// knock asks for one page in a house of its own, where ana serves number 001.
func knock(t *testing.T, pattern string, reader, want int) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	_, err := h.desk.Claim(h.by(floor.Staff("ana")), o.Code, "ana", "scanner")
	h.must(err)
	p := []*phoneset{h.phone("10.0.0.9"), h.as(floor.Staff("ana")), h.as(floor.Staff("ben")), h.as(floor.Manager)}[reader]
	method, path, _ := strings.Cut(pattern, " ")
	id := string(o.Visit)
	if strings.Contains(path, "customer") {
		id = string(h.visit(o.Visit).Customer)
	}
	path = strings.NewReplacer("{$}", "", "{id}", id, "{code}", o.Code, "{file}", "2026-11-24.xlsx").Replace(path)
	var form url.Values
	if method == http.MethodPost {
		form = url.Values{}
		if len(p.cookies) > 0 {
			form.Set("nonce", h.page.sessions.find(p.request(), h.clock()).nonce())
		}
	}
	before := h.desk.Snapshot().Seq
	got := p.once(method, path, form)
	if got.status != want {
		t.Errorf("answers %d, want %d: %s", got.status, want, got.text())
	}
	if seq := h.desk.Snapshot().Seq; seq != before && (method == http.MethodGet || want == 403 || reader == 0) {
		t.Errorf("wrote %d events", seq-before)
	}
	if reader == 0 {
		got.hides(t, "王", "1380000")
	}
}

func TestNobodyIsOfferedWhatHeMayNotDo(t *testing.T) {
	h := open(t)
	o := h.arrive(floor.Answers{BeenBefore: floor.No}, wang)
	at := "/visit/" + string(o.Visit)
	ana, ben, boss := h.as(floor.Staff("ana")), h.as(floor.Staff("ben")), h.as(floor.Manager)
	ana.get(at).hides(t, at+"/place", at+"/rule", at+"/finish", "/manage")
	ben.get(at).hides(t, `action="/claim"`, at+"/leave", at+"/callagain")
	boss.get(at).hides(t, `action="/claim"`, at+"/handback")
	boss.get(at).reads(t, "安排顾问", "裁定")
	ana.send("/claim", "code", o.Code)
	ana.get(at).reads(t, "完成登记，结束接待", "请同事代接待")
	ben.get(at).hides(t, at+"/finish", at+"/handover", at+"/deal")
}
