package claimpage

import (
	"net/http"
	"testing"

	"shouwen/core/floor"
)

// busy is a house in the afternoon of a busy day, with fifty visits.
func busy(b *testing.B) (*house, string) {
	h := open(b)
	var last string
	for i := range 50 {
		who := floor.Person{Surname: "王", Title: "mr", Phone: "138000001" + digits(10+i)}
		o := h.arrive(floor.Answers{BeenBefore: floor.No}, who)
		if i%2 == 0 {
			if _, err := h.desk.Claim(h.by(floor.Staff(o.Server)), o.Code, "", "scanner"); err == nil {
				_, err = h.desk.Finish(h.by(floor.Staff(o.Server)), o.Visit, basics)
				h.must(err)
			}
		}
		last = "/visit/" + string(o.Visit)
	}
	return h, last
}

func benchmarkPage(b *testing.B, who floor.Actor, path string) {
	h, last := busy(b)
	if path == "" {
		path = last
	}
	p := h.as(who)
	for b.Loop() {
		if got := p.once(http.MethodGet, path, nil); got.status != http.StatusOK {
			b.Fatalf("%s answers %d", path, got.status)
		}
	}
}

func BenchmarkSignInPage(b *testing.B)    { benchmarkPage(b, floor.Manager, "/login") }
func BenchmarkMyDay(b *testing.B)         { benchmarkPage(b, floor.Staff("ana"), "/") }
func BenchmarkVisit(b *testing.B)         { benchmarkPage(b, floor.Manager, "") }
func BenchmarkManagersFloor(b *testing.B) { benchmarkPage(b, floor.Manager, "/manage") }
func BenchmarkDaysLog(b *testing.B)       { benchmarkPage(b, floor.Manager, "/manage/log") }
