package rulebook

import "github.com/go-air/gini/z"

// whoIs is whom an outcome of the clause names, "" for nobody.
func (s *study) whoIs(x *studied, who *whom) *symbol {
	w := s.w
	switch {
	case who.word != "":
		return fixed(w.logic, who.word)
	case who.server:
		return s.server(x)
	case who.reading != "":
		return s.chosen(who.reading)
	case who.group || !w.names.has(who.person):
		return fixed(w.logic, "")
	}
	return w.name(who.person)
}

// chosen is the person whom the choice of a reading names.
func (s *study) chosen(id string) *symbol {
	w := s.w
	r := w.book.readings[id]
	var all []option
	for _, c := range w.reading(r).options {
		person := fixed(w.logic, "")
		if choice, ok := c.is.(string); ok && w.names.has(choice) {
			person = w.name(choice)
		}
		for _, o := range person.options {
			all = append(all, option{w.and(c.if_, o.if_), o.is})
		}
	}
	return w.merged(all)
}

// server is who serves by the ruling as far as it has come with this clause,
// or else whoever serves already.
func (s *study) server(x *studied) *symbol {
	w := s.w
	ruled := s.served(x)
	return w.choice(w.truth(w.is(ruled, "").Not(), w.is(ruled, ""), w.no()), ruled, w.name("current"))
}

// served is whom the clauses up to this one have made the server, "" for nobody.
func (s *study) served(x *studied) *symbol {
	if x.serves == nil {
		x.serves = s.servedBy(x)
	}
	return x.serves
}

func (s *study) servedBy(x *studied) *symbol {
	w := s.w
	was := s.serving
	switch {
	case x.at > 0:
		was = s.served(s.clauses[x.at-1])
	case was == nil:
		was = fixed(w.logic, "")
	}
	who := x.c.then.server
	if who == nil {
		return was
	}
	is := w.name("current")
	if !who.server {
		is = s.whoIs(x, who)
	}
	now := w.and(x.counts, s.takes(x, "server"), w.is(is, "").Not())
	return w.choice(w.truth(now, now.Not(), w.no()), is, was)
}

// nobody states that no one is whom an outcome names.
func (s *study) nobody(x *studied, who *whom) z.Lit {
	var any []z.Lit
	for _, o := range s.several(x, who) {
		any = append(any, o.if_)
	}
	return s.w.or(any...).Not()
}

// several are all whom an outcome names, each with when he is.
func (s *study) several(x *studied, who *whom) []option {
	w := s.w
	var all []option
	add := func(o option, in z.Lit) {
		if id, ok := o.is.(string); ok && id != "" {
			all = append(all, option{w.and(in, o.if_), id})
		}
	}
	if !who.group {
		for _, o := range s.whoIs(x, who).options {
			add(o, w.yes)
		}
		return w.merged(all).options
	}
	list := w.name(who.person)
	for _, l := range list.lines {
		for _, o := range l.is.options {
			add(o, w.and(l.in, w.lostIn(list).Not()))
		}
	}
	return w.merged(all).options
}
