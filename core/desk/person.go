package desk

import (
	"fmt"
	"time"

	"shouwen/core/event"
	"shouwen/core/floor"
	"shouwen/core/journal"
)

// A Safe keeps names, phones and PINs apart from the events, sealed. What it
// answers with is put beside the state in the transaction of the command.
type Safe interface {
	// Phone returns a phone in one canonical form, or a refusal that says what cannot be.
	Phone(text string) (string, error)
	// Holders returns the customers on file under a canonical phone.
	Holders(phone string) ([]floor.CustomerID, error)
	// Keep seals fields of a customer; empty values are left out.
	Keep(id floor.CustomerID, fields map[string]string) ([]journal.Put, error)
	// Reveal opens one field; empty if the file has none.
	Reveal(id floor.CustomerID, field string) (string, error)
	// SetPIN seals a PIN, or refuses one that is easily guessed. An empty id is the manager.
	SetPIN(id floor.AdvisorID, pin string) ([]journal.Put, error)
	// MatchPIN reports whether the PIN is the one that was set.
	MatchPIN(id floor.AdvisorID, pin string) (bool, error)
}

// The fields of a customer's sealed file.
const (
	FieldSurname  = "surname"
	FieldGiven    = "given"
	FieldTitle    = "title"
	FieldPhone    = "phone"
	FieldNeed     = "need"
	FieldReferrer = "referrer" // as the visitor said it, when nobody on file was meant
	FieldNote     = "note"
	FieldMember   = "member" // with a number: who one person of his side is
)

type found struct {
	id       floor.CustomerID
	known    bool
	referrer floor.CustomerID
	shared   bool // several people have this phone, and it was not said who he is
	puts     []journal.Put
}

// find says whose file the visitor's is. The same phone under another name is
// another person of the household, and gets a file of his own; a given name
// counts only where both gave one.
func (t *tx) find(who floor.Person, consent floor.Consent) (found, error) {
	out := found{id: floor.CustomerID(floor.NewID(t.stamp.At, t.d.set.Random))}
	fields := map[string]string{FieldSurname: who.Surname, FieldGiven: who.Given, FieldTitle: who.Title}
	if who.Phone != "" && consent.Given {
		phone, err := t.d.set.Vault.Phone(who.Phone)
		if err != nil {
			return out, err
		}
		fields[FieldPhone] = phone
		same, shared, err := t.sameCustomer(phone, who.Surname, who.Given)
		if err != nil {
			return out, err
		}
		out.shared = shared
		if same != "" {
			out.id, out.known = same, true
		}
	}
	referrer, err := t.referrer(who.Referrer)
	if err != nil {
		return out, err
	}
	out.referrer = referrer
	if referrer == "" {
		fields[FieldReferrer] = who.Referrer
	}
	if out.known { // what is on file is not overwritten by whoever types a phone
		if err := t.leaveFilled(out.id, fields); err != nil {
			return out, err
		}
	}
	out.puts, err = t.sealed(out.id, fields)
	return out, err
}

// leaveFilled drops what the file has already.
func (t *tx) leaveFilled(id floor.CustomerID, fields map[string]string) error {
	for field := range fields {
		has, err := t.has(id, field, "")
		if err != nil {
			return err
		}
		if has != "" {
			delete(fields, field)
		}
	}
	return nil
}

func (t *tx) sealed(id floor.CustomerID, fields map[string]string) ([]journal.Put, error) {
	for name, value := range fields {
		if value == "" {
			delete(fields, name)
		}
	}
	if len(fields) == 0 {
		return nil, nil
	}
	return t.d.set.Vault.Keep(id, fields)
}

// sameCustomer finds who has this phone and this name. A given name counts
// where both have one. Without a surname only a phone that one person alone has
// says who it is; shared says that several may be meant.
func (t *tx) sameCustomer(phone, surname, given string) (id floor.CustomerID, shared bool, err error) {
	holders, err := t.d.set.Vault.Holders(phone)
	if err != nil {
		return "", false, fmt.Errorf("desk: look a phone up: %w", err)
	}
	var nameless, certain floor.CustomerID
	var perhaps []floor.CustomerID
	for _, id := range holders {
		if c := t.s.customer(id); c == nil || c.Merged != "" {
			continue
		}
		has, err := t.nameOf(id)
		if err != nil {
			return "", false, err
		}
		switch {
		case has.Surname == "":
			nameless = id
		case surname == "" && len(holders) == 1, has.Surname == surname && has.Given == given:
			certain = id
		case has.Surname == surname && (has.Given == "" || given == ""):
			perhaps = append(perhaps, id)
		}
	}
	switch {
	case certain != "":
		return certain, false, nil
	case len(perhaps) == 1:
		return perhaps[0], false, nil
	}
	return nameless, nameless == "" && (len(perhaps) > 1 || surname == "" && len(holders) > 1), nil
}

func (t *tx) nameOf(id floor.CustomerID) (who floor.Person, err error) {
	for field, into := range map[string]*string{FieldSurname: &who.Surname, FieldGiven: &who.Given} {
		if *into, err = t.d.set.Vault.Reveal(id, field); err != nil {
			return who, fmt.Errorf("desk: read a file: %w", err)
		}
	}
	return who, nil
}

// referrer finds the introducer by phone; a name alone says nothing certain.
func (t *tx) referrer(said string) (floor.CustomerID, error) {
	if said == "" {
		return "", nil
	}
	phone, err := t.d.set.Vault.Phone(said)
	if err != nil {
		return "", nil // a name: it is kept as it was said
	}
	holders, err := t.d.set.Vault.Holders(phone)
	if err != nil || len(holders) == 0 {
		return "", err
	}
	return holders[0], nil
}

type completed struct {
	same                   floor.CustomerID // the file that the phone belongs to, if another
	name, sex, phone, need bool
	puts                   []journal.Put
}

// complete puts the register's basics with what the file has already.
func (t *tx) complete(v *Visit, b Basics) (completed, error) {
	fields := map[string]string{FieldSurname: b.Surname, FieldTitle: b.Title, FieldNeed: b.Need}
	id := v.Customer
	var out completed
	if b.Phone != "" {
		phone, err := t.d.set.Vault.Phone(b.Phone)
		if err != nil {
			return out, err
		}
		fields[FieldPhone] = phone
		surname, err := t.has(id, FieldSurname, b.Surname)
		if err != nil {
			return out, err
		}
		given, err := t.has(id, FieldGiven, "")
		if err != nil {
			return out, err
		}
		same, _, err := t.sameCustomer(phone, surname, given)
		if err != nil {
			return out, err
		}
		if same != "" && same != id {
			out.same, id = same, same
		}
	}
	for field, set := range map[string]*bool{FieldSurname: &out.name, FieldTitle: &out.sex, FieldPhone: &out.phone, FieldNeed: &out.need} {
		value, err := t.has(id, field, fields[field])
		if err != nil {
			return out, err
		}
		*set = value != ""
	}
	if out.same != "" {
		if err := t.carryNames(v, out.same, fields); err != nil {
			return out, err
		}
	}
	var err error
	out.puts, err = t.sealed(id, fields)
	return out, err
}

// carryNames adds the names of the people on the customer's side, who go over
// with the visit's file into the one that it turned out to be.
func (t *tx) carryNames(v *Visit, to floor.CustomerID, fields map[string]string) error {
	former := t.s.customer(v.Customer)
	if former == nil || !former.RestsOn(v.ID) {
		return nil
	}
	next := t.s.customer(to).NextMember()
	for i, m := range former.Party {
		name, err := t.d.Member(former.ID, m.Number)
		if err != nil {
			return err
		}
		fields[memberField(next+i)] = name
	}
	return nil
}

// has returns the new value, or what the file has.
func (t *tx) has(id floor.CustomerID, field, fresh string) (string, error) {
	if fresh != "" {
		return fresh, nil
	}
	value, err := t.d.set.Vault.Reveal(id, field)
	if err != nil {
		return "", fmt.Errorf("desk: read a file: %w", err)
	}
	return value, nil
}

// noteOf seals what was said at a follow-up; the newest note stands.
func (t *tx) noteOf(id floor.CustomerID, note string) ([]journal.Put, error) {
	return t.sealed(id, map[string]string{FieldNote: note})
}

// Person opens a customer's file for somebody who may see it.
func (d *Desk) Person(id floor.CustomerID) (who floor.Person, need string, err error) {
	for field, into := range map[string]*string{FieldSurname: &who.Surname, FieldGiven: &who.Given, FieldTitle: &who.Title,
		FieldPhone: &who.Phone, FieldReferrer: &who.Referrer, FieldNeed: &need} {
		if *into, err = d.set.Vault.Reveal(id, field); err != nil {
			return who, need, fmt.Errorf("desk: read a file: %w", err)
		}
	}
	return who, need, nil
}

// SetPIN gives an advisor his PIN, or with an empty id the manager his.
func (d *Desk) SetPIN(stamp Stamp, id floor.AdvisorID, pin string) error {
	return d.do(stamp, func(t *tx) error {
		if a := t.s.advisors[id]; id != "" && (a == nil || a.Status != "active") {
			return floor.Refuse("refusal.advisor.unknown")
		}
		puts, err := t.d.set.Vault.SetPIN(id, pin)
		if err != nil {
			return err
		}
		t.emit(event.PINChosen{Advisor: id})
		t.keep(puts...)
		t.keep(triesPut(id, tries{}))
		return nil
	})
}

// tries counts wrong PINs; it stands beside the state, so that switching the
// appliance off gives nobody new guesses.
type tries struct {
	Failed int       `json:"failed"`
	Until  time.Time `json:"until,omitzero"`
}

// How many wrong PINs are free, and the first wait; each further one doubles it.
const (
	freeTries = 5
	firstWait = time.Minute
	longest   = 24 * time.Hour
)

func triesPut(id floor.AdvisorID, tr tries) journal.Put {
	return journal.Put{Key: []byte("pin.tries/" + string(id)), Value: spell(tr)}
}

// CheckPIN refuses a wrong PIN. After five wrong ones in a row it refuses
// every PIN for a minute, then two, four, and so on up to a day. One PIN is
// looked at at a time, outside the writer: hashing takes long on purpose, and the lobby must not wait for it.
func (d *Desk) CheckPIN(at time.Time, id floor.AdvisorID, pin string) error {
	d.pins.Lock()
	defer d.pins.Unlock()
	var tr tries
	if _, err := fetch(d.set.Log, "pin.tries/"+string(id), &tr); err != nil {
		return err
	}
	if at.Before(tr.Until) {
		return floor.Refuse("refusal.pin.wait", "time", tr.Until.In(d.Zone()).Format("15:04"))
	}
	ok, err := d.mayEnter(id, pin)
	if err != nil || ok && tr.Failed == 0 {
		return err
	}
	next := tries{}
	if !ok {
		next = tr.wrong(at)
	}
	if err := d.do(Stamp{At: at, By: floor.System}, func(t *tx) error { t.keep(triesPut(id, next)); return nil }); err != nil {
		return err
	}
	if !ok {
		return floor.Refuse("refusal.pin.wrong")
	}
	return nil
}

func (tr tries) wrong(at time.Time) tries {
	tr.Failed++
	if over := tr.Failed - freeTries; over >= 0 {
		tr.Until = at.Add(min(firstWait<<min(over, 11), longest))
	}
	return tr
}

func (d *Desk) mayEnter(id floor.AdvisorID, pin string) (bool, error) {
	d.mu.RLock()
	a, set := d.state.advisors[id], d.state.house.ManagerPIN
	may := id == "" && set || a != nil && a.Status == "active" && a.HasPIN
	d.mu.RUnlock()
	if !may {
		return false, nil
	}
	return d.set.Vault.MatchPIN(id, pin)
}
