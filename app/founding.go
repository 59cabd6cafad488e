package main

import (
	"crypto/rand"
	"fmt"
	"math/big"

	"shouwen/core/desk"
	"shouwen/core/floor"
	"shouwen/core/vault"
)

// A founding is all that a first start asks for.
type founding struct {
	desk.Founding
	managerPIN string // empty: chosen later, on the touchscreen
	advisors   []hiring
}

// A hiring is one advisor with his PIN; an empty PIN is chosen later.
type hiring struct {
	id         floor.AdvisorID
	name, desk string
	pin        string
}

// demoFounding is the demonstration house: invented people, marked as such on
// every screen and slip. PINs are made up at random each time.
func demoFounding(name string) (founding, error) {
	f := founding{Founding: desk.Founding{Name: name, Site: "demo", Zone: "Asia/Shanghai", Demo: true,
		Rulebook: "course-centre-5min-thirds"}}
	for i, person := range []hiring{{id: "lin", name: "林晓"}, {id: "zhou", name: "周航"}, {id: "xu", name: "许诺"}, {id: "gao", name: "高远"}} {
		pin, err := randomPIN()
		if err != nil {
			return f, err
		}
		person.pin, person.desk = pin, fmt.Sprint(i+1)
		f.advisors = append(f.advisors, person)
	}
	return f, nil
}

// randomPIN draws six digits, again and again until they are none that anybody tries first.
func randomPIN() (string, error) {
	for {
		n, err := rand.Int(rand.Reader, big.NewInt(900000))
		if err != nil {
			return "", fmt.Errorf("draw a PIN: %w", err)
		}
		if pin := fmt.Sprint(100000 + n.Int64()); vault.CheckNewPIN(pin) == nil {
			return pin, nil
		}
	}
}

// found sets the house up in the journal, all of it or, if something is
// refused, with what is missing said; PINs go to the vault.
func (h *house) found(f founding) error {
	stamp := func(by floor.Actor) desk.Stamp { return desk.Stamp{At: h.now(), By: by} }
	if err := h.desk.Found(stamp(floor.System), f.Founding); err != nil {
		return err
	}
	var order []floor.AdvisorID
	for _, a := range f.advisors {
		if err := h.desk.Hire(stamp(floor.Manager), a.id, a.name, a.desk); err != nil {
			return err
		}
		if a.pin != "" {
			if err := h.desk.SetPIN(stamp(floor.Manager), a.id, a.pin); err != nil {
				return err
			}
		}
		order = append(order, a.id)
	}
	if f.managerPIN != "" {
		if err := h.desk.SetPIN(stamp(floor.Manager), "", f.managerPIN); err != nil {
			return err
		}
	}
	return h.desk.Arrange(stamp(floor.Manager), order)
}
